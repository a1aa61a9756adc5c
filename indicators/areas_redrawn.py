"""Areas drawn anew: of years that were told under the old boundaries their numbers are hidden (audit_redrawn says which).

Years that nobody told before are shown as any other.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from indicators import gate_hide
from indicators.audit_redrawn import rows_anew
from indicators.audit_rows import ROW, Earlier
from indicators.measure import Measure
from indicators.suppression import policy as rules

ANEW = rules.REDRAWN.partition(": ")[0]
_COVER = rules.COMPLEMENTARY.partition(": ")[0]


def hidden(
    published: pd.DataFrame, log: pd.DataFrame, earlier: Sequence[Earlier], measures: Mapping[str, Measure]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows and the log with every number of an area drawn anew hidden for the years that were out under the old boundaries.

    What was hidden as a cover gets the reason too: these rows stay protected whatever their size.
    """
    anew = rows_anew(published, earlier, measures)
    covers = log.loc[log["rule"] == _COVER, ROW].itertuples(index=False, name=None)
    some = anew & (gate_hide.telling(published) | set(covers))
    return gate_hide.withheld(published, log, dict.fromkeys(sorted(some, key=str), rules.REDRAWN))

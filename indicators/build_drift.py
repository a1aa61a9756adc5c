"""What is done about a source that says otherwise than before: the measures concerned are left out with the reason, the rest is built."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from indicators import build_history as history
from indicators.build_history import BLOCKING, Drifted
from indicators.catalog import MEASURES, variables
from indicators.feeds import FEEDS
from indicators.measure import Adjusted, Measure

NUMBERS_OF_ESTIMATES = (
    "value",
    "moe",
    "low",
    "high",
    "numerator",
    "numerator_moe",
    "denominator",
    "denominator_moe",
)
MOST_NAMED = 3
LOOK = "Look at the publisher's notes; where it is right, run `flashlight build COMMUNITY --accept {name}`."
WORDS = {
    "meaning": "the publisher describes {it} in other words than when the last release was built, so something "
    f"else may be counted. Measures made of {{it}} are left out there. {LOOK}",
    "rows": "{now:,} rows came where the last release was built from {before:,}; expected were {low:,} to {high:,}. "
    f"Measures made of {{it}} are left out there. {LOOK}",
    "revised": "the publisher has changed numbers it had given before the last release. "
    f"Measures made of {{it}} are left out there. {LOOK}",
    "gone": "no longer among what the source gives. Measures made of {it} have no numbers there. "
    "See whether the publisher has moved {it}.",
    "new": "not part of the last release; nothing to compare.",
}


class Judged(NamedTuple):
    """Rows without the numbers held back, what is held back, the account to keep, and sentences: on `problems` and on what is `new`."""

    rows: pd.DataFrame
    held: list[Drifted]
    account: pd.DataFrame
    problems: list[str]
    new: list[str]


def judge(
    rows: pd.DataFrame, before: pd.DataFrame | None, now: pd.DataFrame, accept: Collection[str], failed: Collection[str]
) -> Judged:
    """The observations, compared with the account of the last release (None: there is none, and nothing is told).

    `accept` names what a person has looked at and takes as true; `failed` are pieces that are known to be missing already.
    """
    if before is None:
        return Judged(rows, [], now, [], [])
    found = history.drift(before, now)
    held = [d for d in found if d.kind in BLOCKING and not accepted(d.variable, accept)]
    gone = [d for d in found if d.kind == "gone" and not _missing(d, failed)]
    return Judged(
        blanked(rows, held),
        held,
        history.carried(before, now, held),
        sentences(held) + sentences(gone),
        sentences([d for d in found if d.kind == "new"])
        + unused(accept, {d.variable for d in found if d.kind in BLOCKING}),
    )


def stem(variable: str) -> str:
    """The table or the dataset of a variable: B25003 of B25003_002, enrollment of enrollment.count."""
    return variable.split(".")[0] if "." in variable else variable.rsplit("_", 1)[0]


def _missing(change: Drifted, failed: Collection[str]) -> bool:
    """Whether a piece that failed, which is told already, would have brought it: a survey table, or a feed by its title."""
    titles = {feed.title for feed in FEEDS.values() if feed.has(change.source, change.variable)}
    return any(name in titles or name.rsplit(" ", 1)[-1] == stem(change.variable) for name in failed)


def accepted(variable: str, accept: Collection[str]) -> bool:
    """Whether a person has named the variable, its table or dataset, or all."""
    return not {"all", variable, stem(variable)}.isdisjoint(accept)


def unused(accept: Collection[str], variables: Collection[str]) -> list[str]:
    """A sentence for each name that was accepted without need, since it may be misspelt."""
    names = [name for name in accept if name != "all" and not any(accepted(v, [name]) for v in variables)]
    return [f"--accept {name}: nothing of that name is left out for having changed." for name in names]


def blanked(rows: pd.DataFrame, held: Collection[Drifted]) -> pd.DataFrame:
    """The same rows; those held back have no number any more, so that nothing is computed from them, and no period is lost."""
    mark = history.within(rows, held)
    if not mark.any():
        return rows
    numbers = {name: rows[name].mask(mark) for name in (*history.NUMBERS, "n")}
    return rows.assign(**numbers, status=rows["status"].mask(mark, "not_reported"))


def unavailable(
    estimates: pd.DataFrame, held: Collection[Drifted], measures: Mapping[str, Measure] = MEASURES
) -> pd.DataFrame:
    """The same estimates; those of a measure that reads a variable held back are not available in its periods, in every group."""
    periods: dict[str, set[int]] = defaultdict(set)
    for change in held:
        periods[change.variable] |= set(change.periods)
    mark = np.zeros(len(estimates), bool)
    for measure in measures.values():
        concerned = {p for v in _read(measure, measures) for p in periods.get(v, ())}
        mark |= ((estimates["measure"] == measure.id) & estimates["period_end"].isin(concerned)).to_numpy()
    numbers = {name: estimates[name].mask(mark) for name in NUMBERS_OF_ESTIMATES}
    return estimates.assign(**numbers, status=estimates["status"].mask(mark, "not_available"))


def _read(measure: Measure, measures: Mapping[str, Measure]) -> tuple[str, ...]:
    formula = measure.formula
    return _read(measures[formula.of], measures) if isinstance(formula, Adjusted) else variables(measure)


def sentences(changes: Iterable[Drifted]) -> list[str]:
    """What changed, where, and what to do; changes of one kind in one table or dataset are told together. No number of people."""
    return [_sentence(same) for same in _alike(changes)]


def told(held: Iterable[Drifted]) -> list[dict[str, object]]:
    """The sentences with the variables each speaks of, as a release keeps them."""
    return [{"said": _sentence(same), "variables": sorted({d.variable for d in same})} for same in _alike(held)]


def _alike(changes: Iterable[Drifted]) -> list[list[Drifted]]:
    alike: dict[tuple[object, ...], list[Drifted]] = defaultdict(list)
    for change in changes:
        alike[change.source, stem(change.variable), change.kind, change.counts].append(change)
    return list(alike.values())


def _sentence(same: list[Drifted]) -> str:
    first = same[0]
    names = list(dict.fromkeys(d.variable for d in same))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    years = ", ".join(map(str, sorted({d.vintage for d in same})))
    before, now = first.counts or (0, 0)
    band = history.BANDS.get(first.source, history.USUAL)
    words = WORDS[first.kind].format(
        it="it" if len(names) == 1 else "them",
        name=names[0] if len(names) == 1 else stem(first.variable),
        before=before,
        now=now,
        low=round(before * band.low),
        high=round(before * band.high),
    )
    return f"{first.source} {', '.join(names[:MOST_NAMED])}{more}, vintage {years}: {words}"

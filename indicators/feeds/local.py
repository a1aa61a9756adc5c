"""Files that a community brings itself: its partners' numbers about groups, under the terms of each agreement."""

from datetime import UTC, datetime

import pandas as pd

from geo.declared import Community
from indicators.feeds.feed import Ask, Feed, Told
from sources import partner_file
from sources.observation import OBSERVATION
from sources.partner import PartnerError


def serves(community: Community) -> bool:
    """Whether any partner is declared."""
    return bool(community.partners)


def _partners(ask: Ask) -> Told:
    """All partners' rows whose agreement holds today; of an ended one nothing is read, and that is said."""
    today = datetime.now(UTC).date()
    rows, problems = [], []
    for partner in ask.community.partners:
        if partner.expired(today):
            problems.append(
                f"{partner.name}: the agreement ended on {partner.until}. Nothing of {partner.file.name} is shown; "
                "renew the agreement and set `until` anew, or take the partner out of community.toml."
            )
            continue
        names = ask.community.neighborhoods.names
        rows.append(partner_file.observations(ask.cache, ask.community.slug, partner, names))
    _refuse_twice(rows)
    empty = pd.DataFrame(columns=list(OBSERVATION.columns))
    return Told(pd.concat(rows, ignore_index=True) if rows else empty, problems)


def _refuse_twice(rows: list[pd.DataFrame]) -> None:
    """Two partners must not claim one number: nobody could say which of them is told."""
    if not rows:
        return
    together = pd.concat(rows, ignore_index=True)
    twice = together.duplicated(list(OBSERVATION.key))
    if twice.any():
        names = ", ".join(sorted({str(v) for v in together.loc[twice, "variable"]})[:3])
        raise PartnerError(
            f"Two partner files give the same number twice ({names}). Name the measures apart, or keep one of the files."
        )


class _Anything(Feed):
    """Brings whatever its partners count: a measure that names it is enough."""

    def has(self, source: str, variable: str) -> bool:
        return source == self.source


FEEDS: tuple[Feed, ...] = (
    _Anything(
        id="partners",
        source=partner_file.SOURCE,
        title="partners' own files",
        provides=(),
        serves=serves,
        observe=_partners,
        cached=(f"{partner_file.SOURCE}/",),
    ),
)

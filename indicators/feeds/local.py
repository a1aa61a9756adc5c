"""Files that a community brings itself: its partners' numbers about groups, under the terms of each agreement."""

from datetime import date

import pandas as pd

from geo import clock
from geo.declared import Community, Partner
from indicators import partner_notes
from indicators.agreements import terms_of
from indicators.feeds.feed import Ask, Feed, Told
from sources import partner_file
from sources.observation import OBSERVATION
from sources.partner import PartnerError

FEW_AREAS = 5  # that one note names


def serves(community: Community) -> bool:
    """Whether any partner is declared."""
    return bool(community.partners)


def _partners(ask: Ask) -> Told:
    """All partners' rows that may be shown to everybody today; of the others nothing is read, and that is said."""
    today = clock.today()
    read: list[tuple[Partner, pd.DataFrame]] = []
    problems: list[str] = []
    for partner in ask.community.partners:
        why = why_not(partner, today)
        if why:
            problems.append(f"{partner.name}: {why}")
            continue
        names = ask.community.neighborhoods.names
        frame = partner_file.observations(ask.cache, ask.community.slug, partner, names)
        problems += [f"{partner.name}: {said}" for said in _notes(partner, frame, ask.community)]
        read.append((partner, frame))
    rows = [frame for _, frame in read]
    _refuse_twice(rows)
    empty = pd.DataFrame(columns=list(OBSERVATION.columns))
    return Told(pd.concat(rows, ignore_index=True) if rows else empty, problems, terms_of(read), first=True)


def _notes(partner: Partner, frame: pd.DataFrame, community: Community) -> list[str]:
    """What no measure reads, and which areas are none of the community's; of a list, where people live elsewhere is not told."""
    found = partner_notes.unread(frame["variable"].unique())
    is_elsewhere = partner_notes.elsewhere(community)
    areas = frame[["level", "geoid"]].drop_duplicates().itertuples(index=False, name=None)
    far = [f"{level} {geoid}" for level, geoid in areas if is_elsewhere(level, geoid)]
    if far:
        named = f": {', '.join(far[:FEW_AREAS])}" if partner.kind == "aggregate" else ""
        more = f" and {len(far) - FEW_AREAS:,} more" if named and len(far) > FEW_AREAS else ""
        found.append(
            f"{partner.file.name} has numbers of areas that are none of this community's{named}{more}. "
            "Look whether their ids are right; `flashlight partner check` says more."
        )
    return found


def why_not(partner: Partner, today: date) -> str:
    """Why nothing of a partner's file goes into a release made today, and what to do; "" where it does."""
    terms, file = partner.agreement, partner.file.name
    if today > terms.destroy_by:
        return (
            f"every copy of {file} was to be destroyed by {terms.destroy_by}, and nothing of it is read. "
            "Delete the file and take the partner out of community.toml."
        )
    if today > terms.until:
        return (
            f"the agreement ended on {terms.until}. Nothing of {file} is shown; renew the agreement and set `until` anew, "
            "or take the partner out of community.toml."
        )
    if today < terms.first:
        return f"the agreement begins on {terms.first}. Until then nothing of {file} is read."
    if terms.audience != "public":
        return f"the agreement lets partners alone see {file}, and a release is for everybody: nothing of it is read."
    return ""


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
        each_time=True,
    ),
)

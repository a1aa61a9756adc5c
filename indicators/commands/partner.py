"""`partner`: the tables a partner fills in, the check of a filled one before it is given to a build, and the agreements."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from geo import clock
from geo import community as communities
from geo.counted import counted
from geo.declared import Community, Partner
from indicators import partner_notes
from indicators.commands import copies
from indicators.commands.output import UsageMistakeError, out
from indicators.feeds.local import why_not
from sources import participant_list, participants, partner, partner_sums, partner_template
from sources.partner import FEW_ROWS, at_rows
from sources.personal import some


def write_template(output: Path, of_people: bool) -> None:
    """Writes the table to fill in, and beside it how to. Raises UsageMistakeError rather than write over a file."""
    readme = output.with_name(f"{output.stem}-README.txt")
    for path in (output, readme):
        if path.exists():
            raise UsageMistakeError(f"{path} is there already. Give another name, or move it away first.")
    output.write_bytes(participant_list.blank() if of_people else partner_template.template())
    readme.write_text(participant_list.README if of_people else partner_template.README, encoding="utf-8")
    out.print(f"Wrote {output} and {readme}. Send both to the partner.")
    if not of_people:
        out.print(
            f"What is counted: {', '.join(partner_notes.known())}. The codes of groups, which the README has too:"
        )
        out.print("\n".join(f"  {codes}" for codes in partner_template.GROUP_CODES))


def check(file: Path, community: Path | None) -> bool:
    """Says what a build would read from the file, and whether its totals hold. Raises PartnerError for one a build would refuse."""
    if file.is_dir():
        raise UsageMistakeError(f"{file} is a folder; give the file in it.")
    if not file.is_file():
        raise UsageMistakeError(f"{file} does not exist. `flashlight partner template` writes the table to fill in.")
    declared = communities.read(community) if community else None
    names = declared.neighborhoods.names if declared else {}
    content = file.read_bytes()
    if participant_list.is_list(content, file.name):
        listed = participants.read(content, file.name, names)
        _tell_list(listed, file.name)
        _tell_measures(participants.observations(content, file.name, "partner", names))
        _tell_elsewhere(some(_people_elsewhere(listed.people, declared)), "people live in a place")
        return True
    table = partner.table(content, file.name)
    found = partner.checked(table, file.name, "partner", names)
    out.print(f"{file.name} can be used: {counted(len(found), 'row')}, no records about a person.", highlight=False)
    _tell_measures(found)
    counts = set(table.loc[table["unit"] == "count", "measure"])
    least = declared.minimum_count if declared else communities.MINIMUM_COUNT
    for sentence in partner_notes.untold(found[found["variable"].isin(counts)], least):
        out.print(f"NOTE: {sentence}", highlight=False)
    far = _elsewhere(table, {"geoid": table["level"]}, declared)
    _tell_elsewhere(at_rows(far) if far.any() else "none", "is about an area" if far.sum() == 1 else "are about areas")
    return _tell_sums(partner_sums.too_small(table))


def _elsewhere(rows: pd.DataFrame, columns: Mapping[str, pd.Series], declared: Community | None) -> pd.Series:
    """Rows with an area that is none of the community's; `columns` have the level of each row's geoid. None without a community."""
    found = pd.Series(False, index=rows.index)
    if declared is None:
        return found
    is_elsewhere = partner_notes.elsewhere(declared)
    for column, levels in columns.items():
        pairs = zip(levels, rows[column], strict=True)
        far = [isinstance(geoid, str) and is_elsewhere(level, geoid) for level, geoid in pairs]
        found |= pd.Series(far, index=rows.index, dtype="bool")
    return found


def _people_elsewhere(people: pd.DataFrame, declared: Community | None) -> int:
    there = {column: level for column, level in participant_list.PLACES.items() if column in people.columns}
    levels = {column: pd.Series(level, index=people.index) for column, level in there.items()}
    return int(_elsewhere(people, levels, declared).sum())


def _tell_elsewhere(which: str, what: str) -> None:
    if which != "none":
        out.print(
            f"NOTE: {which} {what} outside this community. Look whether the ids are right; else take the rows out.",
            highlight=False,
        )


def _tell_sums(wrong: list[str]) -> bool:
    """Names totals that are less than their parts; whether there are none."""
    if wrong:
        out.print(
            f"PROBLEM: {counted(len(wrong), 'total is', 'totals are')} less than their parts. A build hides such a total where "
            "a part is withheld. Have the partner look at these rows:",
            *(f"  {sentence}" for sentence in wrong[:FEW_ROWS]),
            *([f"  And {len(wrong) - FEW_ROWS:,} more."] if len(wrong) > FEW_ROWS else []),
            sep="\n",
            highlight=False,
            markup=False,
        )
    return not wrong


def _tell_list(listed: participants.Listed, name: str) -> None:
    """The list in round numbers."""
    people, counted = listed.people["participant"].nunique(), len(listed.people)
    twice = listed.rows - counted
    out.print(
        f'{name} can be used as a list (kind = "participants"): {some(listed.rows)} rows, {some(people)} people. '
        f"Each counts once a program and period, {some(counted)} times in all.",
        f"  Rows that repeat a person: {some(twice)}.",
        f"  People with more than one place in a program and period: {some(listed.moved)}. They count where they were told last.",
        "  Nothing of the list is kept. What a build makes of it, before small numbers are withheld:",
        sep="\n",
    )


def _tell_measures(found: pd.DataFrame) -> None:
    for (variable, level), rows in found.groupby(["variable", "level"], sort=True):
        years = f"{rows['period_start'].min()}-{rows['period_end'].max()}"
        schemes = ", ".join(sorted(rows["scheme"].unique()))
        out.print(
            f"  {variable}, {level}: {counted(rows['geoid'].nunique(), 'area')}, {years}, by {schemes}",
            highlight=False,
            markup=False,
        )
    for sentence in partner_notes.unread(found["variable"].unique()):
        out.print(f"NOTE: {sentence}", highlight=False, markup=False)


def show_agreements(path: Path, data: Path) -> bool:
    """Prints every partner's agreement with the days left, and the releases in `data` that hold what should be destroyed.

    Whether none has ended and no copy is overdue to be destroyed.
    """
    community = communities.read(path)
    for declared in community.partners:
        out.print("\n".join([*_agreement(declared), *_copies(declared, community.slug, data)]))
    if not community.partners:
        out.print(f"{community.name} has no partners. `flashlight init` writes an example of [[partners]].")
    return not any(_over(declared) for declared in community.partners)


def _over(declared: Partner) -> bool:
    return clock.today() > min(declared.agreement.until, declared.agreement.destroy_by)


def _agreement(declared: Partner) -> list[str]:
    """The agreement in lines; the first says whether it holds."""
    terms, today = declared.agreement, clock.today()
    state = why_not(declared, today) or f"holds, {counted((terms.until - today).days, 'day')} left"
    problem = "PROBLEM: " if _over(declared) else ""
    left = (terms.destroy_by - today).days
    destroyed = (
        f"{counted(left, 'day')} left" if left >= 0 else "overdue" if declared.file.is_file() else "the file is gone"
    )
    return [
        f"{declared.id}  {declared.name}: {problem}{state}",
        f"  {terms.title}, {terms.first} to {terms.until}. Every copy is destroyed by {terms.destroy_by} ({destroyed}).",
        f"  File: {declared.file.name}, {declared.kind}, updated {terms.update_frequency}. License: {declared.licence}.",
        f"  Purpose: {terms.purpose}. Approved: {terms.authorization}. FERPA: {terms.ferpa.replace('_', ' ')}.",
        f"  Seen by: {terms.audience}. Files for readers: {'yes' if terms.redistribution else 'no'}. {terms.dissemination}.",
        f"  Contacts: {'; '.join(terms.contacts)}.",
        *(f"  Amended: {amendment}." for amendment in terms.amendments),
    ]


def _copies(declared: Partner, slug: str, data: Path) -> Iterator[str]:
    """Past the last day, which releases hold the partner's numbers still, and what to remove."""
    held = copies.of_partner(data, slug, declared.name) if clock.today() > declared.agreement.destroy_by else ()
    if held:
        yield f"  Releases hold its numbers still. {copies.to_remove(data, held)}"

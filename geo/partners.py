"""Partners a community declares in community.toml: whose file, under which terms, until when."""

import re
from collections import Counter
from datetime import date, datetime

from geo.declared import Partner
from geo.section import Section

ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def read(top: Section) -> tuple[Partner, ...]:
    """The [[partners]] of the file, each id once. Raises CommunityError at a file that is not there or terms that are not stated."""
    found = tuple(_partner(section) for section in top.tables("partners", optional=True))
    twice = [name for name, times in Counter(p.id for p in found).items() if times > 1]
    if twice:
        raise top.error(f'`partners` names the id "{twice[0]}" twice. Give each partner its own.')
    return found


def _partner(section: Section) -> Partner:
    partner_id = section.text("id")
    if not ID.fullmatch(partner_id):
        raise section.error(f'`id` should be small letters, digits and _, such as "elm_tutors"; found "{partner_id}".')
    file = section.path.parent / section.text("file")
    if not file.is_file():
        raise section.error(
            f"`file`: {file} does not exist. `flashlight partner template` writes the table to fill in; "
            "put it there or correct the name."
        )
    partner = Partner(
        partner_id, section.text("name"), file, section.text("licence"), section.text("agreement"), _until(section)
    )
    section.close()
    return partner


def _until(section: Section) -> date | None:
    """The last day of the agreement, as a TOML date."""
    if "until" not in section.content:
        return None
    found = section.raw("until")
    if not isinstance(found, date) or isinstance(found, datetime):
        raise section.error(f"`until` should be a day without quotes, such as 2027-06-30; found {found!r}.")
    return found

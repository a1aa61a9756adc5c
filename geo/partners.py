"""Partners a community declares in community.toml: whose file, of which kind, under which agreement."""

import re
from collections import Counter

from geo import agreements, clock
from geo.declared import Partner
from geo.section import Section

ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KINDS = ("aggregate", "participants")


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
    kind = section.text("kind", "aggregate")
    if kind not in KINDS:
        raise section.error(f'`kind` should be one of {", ".join(KINDS)}; found "{kind}".')
    partner = Partner(
        id=partner_id,
        name=section.text("name"),
        kind=kind,
        file=section.path.parent / section.text("file"),
        licence=section.text("licence"),
        agreement=agreements.read(section),
    )
    section.close()
    # A file that may not be read any more should be gone; only one that a build needs must be there.
    if not partner.file.is_file() and partner.agreement.readable(clock.today()):
        raise section.error(
            f"`file`: {partner.file} does not exist. `flashlight partner template` writes the table to fill in; "
            "put it there or correct the name."
        )
    return partner

"""The agreement under which a partner shares numbers, as [partners.agreement] of community.toml states it."""

from datetime import date, datetime

from geo.declared import Agreement
from geo.section import Section

# How education records may be shared without leave of each family, and two more: https://www.ecfr.gov/current/title-34/part-99
FERPA = (
    "studies",  # 34 CFR 99.31(a)(6)
    "audit_or_evaluation",  # 34 CFR 99.31(a)(3) and 99.35
    "school_official",  # 34 CFR 99.31(a)(1)
    "directory_information",  # 34 CFR 99.31(a)(11)
    "consent",  # 34 CFR 99.30: no exception, since families agreed
    "not_education_records",
)
AUDIENCES = ("public", "partners")
FIELDS = (
    *("title", "purpose", "authorization", "ferpa", "from", "until", "destroy_by", "audience", "redistribution"),
    *("update_frequency", "dissemination", "contacts"),
)


def read(partner: Section) -> Agreement:
    """The partner's agreement. Raises CommunityError that names the first field that is missing or wrong."""
    if not isinstance(partner.content.get("agreement"), dict):
        raise partner.error(
            "`agreement` should be a table, [partners.agreement] below this partner, with "
            f"{', '.join(FIELDS)}. `flashlight init` writes an example."
        )
    section = partner.table("agreement")
    found = Agreement(
        title=section.text("title"),
        purpose=section.text("purpose"),
        authorization=section.text("authorization"),
        ferpa=_one_of(section, "ferpa", FERPA),
        first=_day(section, "from"),
        until=_day(section, "until"),
        destroy_by=_day(section, "destroy_by"),
        audience=_one_of(section, "audience", AUDIENCES),
        redistribution=section.get("redistribution", bool),
        update_frequency=section.text("update_frequency"),
        dissemination=section.text("dissemination"),
        contacts=_texts(section, "contacts"),
        amendments=_texts(section, "amendments") if "amendments" in section.content else (),
    )
    section.close()
    for key, day in (("until", found.until), ("destroy_by", found.destroy_by)):
        if day < found.first:
            raise section.error(f"`{key}` is {day}, before the agreement begins on {found.first}. Correct one of them.")
    return found


def _day(section: Section, key: str) -> date:
    found = section.raw(key)
    if not isinstance(found, date) or isinstance(found, datetime):
        raise section.error(f"`{key}` should be a day without quotes, such as 2027-06-30; found {found!r}.")
    return found


def _one_of(section: Section, key: str, allowed: tuple[str, ...]) -> str:
    found = section.text(key)
    if found not in allowed:
        raise section.error(f'`{key}` should be one of {", ".join(allowed)}; found "{found}".')
    return found


def _texts(section: Section, key: str) -> tuple[str, ...]:
    found = section.get(key, list)
    if not found or not all(isinstance(text, str) and text.strip() for text in found):
        raise section.error(f"`{key}` should be a list of texts with at least one, each in quotes.")
    return tuple(text.strip() for text in found)

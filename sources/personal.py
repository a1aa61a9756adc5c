"""Recognizes what must not be in an aggregate table: names, births, addresses, ids, e-mail and phone of people.

Looks at column names (English and Spanish) and at values. What is found is told by column, never by value.
"""

import re
from collections.abc import Iterable, Mapping

# Words of a column's name that speak of a person, and what of them.
PERSONAL: Mapping[str, str] = {
    **dict.fromkeys(("name", "names", "surname", "lastname", "firstname", "fullname", "nickname", "initials"), "names"),
    **dict.fromkeys(("nombre", "nombres", "apellido", "apellidos", "fname", "lname"), "names"),
    **dict.fromkeys(("quien", "who"), "names"),
    **dict.fromkeys(("birth", "birthday", "birthdate", "dob", "born", "bday", "yob"), "dates of birth"),
    **dict.fromkeys(("nacimiento", "nacido", "nacida", "nacio", "cumpleanos"), "dates of birth"),
    **dict.fromkeys(("address", "addr", "street", "direccion", "calle", "apartment", "apt", "zip4"), "addresses"),
    **dict.fromkeys(("domicilio", "residencia", "residence", "house", "casa", "avenida", "apartamento"), "addresses"),
    **dict.fromkeys(("email", "mail", "correo"), "e-mail addresses"),
    **dict.fromkeys(("phone", "phones", "mobile", "cell", "telephone", "tel", "telefono", "fax"), "phone numbers"),
    **dict.fromkeys(("ssn", "sasid", "ssid", "itin", "medicaid", "passport", "license"), "ids of people"),
    **dict.fromkeys(
        ("lasid", "matricula", "curp", "dni", "cedula", "pasaporte", "licencia", "expediente"), "ids of people"
    ),
    **dict.fromkeys(("guardian", "mother", "father", "madre", "padre", "mom", "dad"), "names of family"),
    **dict.fromkeys(("latitude", "longitude", "lat", "lon", "lng"), "positions"),
}
# Words that, beside "id", "number" or "code", make a column an id of people.
PEOPLE = (
    "student",
    "child",
    "person",
    "people",
    "participant",
    "client",
    "member",
    "pupil",
    "learner",
    "estudiante",
    "patient",
    "case",
    "youth",
    "state",
    "local",
    "district",
    "social",
    "unique",
    "user",
    "record",
    "sis",
    "alumno",
    "alumna",
    "persona",
    "cliente",
    "kid",
)
# Words that alone, in singular or plural, head a column of people.
WHO = {
    *("student", "child", "children", "participant", "person", "pupil", "learner", "client", "member", "patient"),
    *("kid", "youth", "estudiante", "alumno", "alumna", "participante", "persona", "cliente", "paciente", "miembro"),
    *("nino", "nina", "hijo", "hija"),
}
IDS = ("id", "ids", "number", "no", "num", "code", "identifier", "security", "numero")
# "name" beside one of these is the name of a thing, unless a person's word stands there too.
THINGS = (
    "school",
    "district",
    "place",
    "area",
    "county",
    "city",
    "town",
    "neighborhood",
    "tract",
    "region",
    "program",
    "measure",
    "variable",
    "group",
    "level",
    "organization",
    "agency",
    "partner",
    "column",
    "file",
    "table",
    "indicator",
)
OF_PERSONS = (
    "first",
    "last",
    "middle",
    "full",
    "student",
    "child",
    "parent",
    "participant",
    "client",
    "member",
    "person",
    "teacher",
    "staff",
    "contact",
)
# Words that stand in such names and are nobody's name.
_OTHER_WORDS = ("of", "date", "home", "mobile", "zip", "e", "de", "la", "fecha", "completo", "s")
_VALUES: Mapping[str, re.Pattern[str]] = {
    "e-mail addresses": re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"),
    "phone numbers": re.compile(r"(?:\+?1[ .-]?)?(?:\(\d{3}\)\s*|\d{3}[ .-])\d{3}[ .-]\d{4}"),
    "social security numbers": re.compile(r"\d{3}-\d{2}-\d{4}"),
    "full dates, such as dates of birth": re.compile(
        r"(?:19|20)\d{2}-\d{2}-\d{2}(?:[T ].*)?|\d{1,2}/\d{1,2}/(?:19|20)?\d{2}"
    ),
    "addresses": re.compile(
        r"\d+[A-Za-z]?\s+(?:\S+\s+){1,4}(?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|ct|court|way|pl|place|ter|terrace)\b\.?.*",
        re.IGNORECASE,
    ),
    "names": re.compile(r"[A-ZÁÉÍÓÚÑ][\w'’-]+,\s*[A-ZÁÉÍÓÚÑ][\w'’.-]+(?:\s+[A-Z]\.?)?"),
}


def column_kind(name: str) -> str:
    """What of people a column with this name would hold; empty for a name that speaks of none."""
    words = _words(name)
    for word in words:
        kind = PERSONAL.get(word, "")
        if kind == "names" and about_things(name):
            continue
        if kind:
            return kind
    about_people = set(words) & set(PEOPLE)
    alone = words[0] if len(words) == 1 else ""
    if (about_people and set(words) & set(IDS)) or alone in ("id", "identifier"):
        return "ids of people"
    return "names or ids of people" if alone and (alone in WHO or alone.removesuffix("s") in WHO) else ""


def value_kind(values: Iterable[str], of_things: bool = False) -> str:
    """What of people these values look like; empty when none of them does. `of_things`: texts such as "Elm, North" are no people."""
    for value in values:
        text = value.strip()
        for kind, form in _VALUES.items():
            if form.fullmatch(text) and not (of_things and kind == "names"):
                return kind
    return ""


def speaks_for_itself(name: str) -> bool:
    """Whether a column's name has none but known words, so that a message may repeat it: "Maria's street" could be a value."""
    known = {*PERSONAL, *PEOPLE, *WHO, *(f"{word}s" for word in WHO), *IDS, *THINGS, *OF_PERSONS, *_OTHER_WORDS}
    words = _words(name)
    return bool(words) and set(words) <= known


def about_things(name: str) -> bool:
    """Whether a column's name speaks of a school, a place, a program, and of no person."""
    words = set(_words(name))
    return bool(words & set(THINGS)) and not words & set(OF_PERSONS)


def _words(name: str) -> list[str]:
    """The words of a column's name: split at signs and where small letters meet capitals, without accents."""
    plain = (
        name.translate(str.maketrans("áéíóúñÁÉÍÓÚÑ", "aeiounAEIOUN"))
        .replace("e-mail", "email")
        .replace("E-mail", "email")
    )
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", plain)
    return re.sub(r"[^a-z0-9]+", " ", split.lower()).split()


def some(count: int) -> str:
    """How many, told so that no small number of people is: "fewer than 10", "about 140"."""
    return "none" if count == 0 else "fewer than 10" if count < 10 else f"about {round(count, -1):,}"

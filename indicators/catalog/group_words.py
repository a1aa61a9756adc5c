"""The groups themselves: full names, short names for narrow charts, and how a sentence speaks of them, person first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.measure import Text


@dataclass(frozen=True)
class Group:
    """One group: full name, short name for narrow charts, and the phrase a sentence puts around a noun such as "students"."""

    id: str
    name: Text
    short: Text
    phrase: Text  # holds {people}


def _noun(group_id: str, name: Text, phrase: Text, short: Text | None = None) -> Group:
    return Group(group_id, name, short or name, phrase)


_OR = {"en": ("or", "or"), "es": ("o", "u")}  # Spanish says "u" before the sound of an o
_PLACE = "Oriente Medio"  # a name of a place keeps its capital in Spanish too
_FROM = {"Islas del Pacífico": "De las islas del Pacífico", "Oriente Medio": "De Oriente Medio"}
_PROPER = frozenset({"aian", "asian", "black", "latino", "mena", "nhpi", "white"})  # capitals in English sentences too


def any_of(names: Sequence[Text]) -> Text:
    """Several names as one, never "other": "Asian, Black or White"; with a comma before the last where a name has an "or" itself."""
    words = {}
    for lang, (usual, before_o) in _OR.items():
        *first, last = [name[lang] for name in names]
        joint = before_o if last.casefold().startswith(("o", "ho")) else usual
        comma = "," if any(f" {word} " in name for word in _OR[lang] for name in (*first, last)) else ""
        words[lang] = f"{', '.join(first)}{comma} {joint} {last}" if first else last
    return Text(words["en"], words["es"])


def together(group_id: str, groups: Sequence[Group]) -> Group:
    """Several groups that stand together, called by every one of them: "children of these groups (Asian, Black or White)"."""
    names = any_of([groups[0].name, *(_inside(g.name, g) for g in groups[1:])])
    listed = any_of([_inside(g.name, g) for g in groups])
    phrase = Text(f"{{people}} of these groups ({listed.en})", f"{{people}} de estos grupos ({listed.es})")
    short = any_of([_of_people(groups[0]), *(_inside(_of_people(g), g) for g in groups[1:])])
    return Group(group_id, names, short, phrase)


def _of_people(group: Group) -> Text:
    """The short name beside those of other people: alone, Spanish may call a group by the place it comes from."""
    return Text(group.short.en, _FROM.get(group.short.es, group.short.es))


def named_inside(group_id: str, name: str, lang: str) -> str:
    """A group's name as it stands inside a sentence: Spanish writes no group with a capital, English proper names alone."""
    first = re.split(r"[+.]", group_id, maxsplit=1)[0]  # of several together, or of one crossed with sex
    kept = first in _PROPER if lang == "en" else name.startswith(_PLACE)
    return name if kept else name[:1].lower() + name[1:]


def _inside(name: Text, group: Group) -> Text:
    return Text(named_inside(group.id, name.en, "en"), named_inside(group.id, name.es, "es"))


EVERYONE = Group("all", Text("Everyone", "Todas las personas"), Text("Everyone", "Todas"), Text("{people}", "{people}"))

# Everyone first, then the alphabet of the English names, then Two or more races, then Not reported. White is nobody's reference.
RACES = (
    _noun(
        "aian",
        Text("American Indian or Alaska Native", "Indígenas americanos o nativos de Alaska"),
        Text("American Indian or Alaska Native {people}", "{people} indígenas americanos o nativos de Alaska"),
        Text("American Indian", "Indígenas americanos"),
    ),
    _noun("asian", Text("Asian", "Asiáticos"), Text("Asian {people}", "{people} asiáticos")),
    _noun(
        "black",
        Text("Black or African American", "Negros o afroamericanos"),
        Text("Black or African American {people}", "{people} negros o afroamericanos"),
        Text("Black", "Negros"),
    ),
    _noun(
        "latino",
        Text("Hispanic or Latino", "Hispanos o latinos"),
        Text("Hispanic or Latino {people}", "{people} hispanos o latinos"),
        Text("Latino", "Latinos"),
    ),
    _noun(
        "mena",
        Text("Middle Eastern or North African", "Originarios de Oriente Medio o del norte de África"),
        Text(
            "Middle Eastern or North African {people}",
            "{people} originarios de Oriente Medio o del norte de África",
        ),
        Text("Middle Eastern", "Oriente Medio"),
    ),
    _noun(
        "nhpi",
        Text("Native Hawaiian or Pacific Islander", "Nativos de Hawái o de las islas del Pacífico"),
        Text(
            "Native Hawaiian or Pacific Islander {people}",
            "{people} nativos de Hawái o de las islas del Pacífico",
        ),
        Text("Pacific Islander", "Islas del Pacífico"),
    ),
    _noun(
        "other",
        Text("Some other race", "Alguna otra raza"),
        Text("{people} of some other race", "{people} de alguna otra raza"),
    ),
    _noun("white", Text("White", "Blancos"), Text("White {people}", "{people} blancos")),
    _noun(
        "two",
        Text("Two or more races", "Dos o más razas"),
        Text("{people} of two or more races", "{people} de dos o más razas"),
        Text("Two or more", "Dos o más"),
    ),
    _noun(
        "not_reported",
        Text("Race or ethnicity not reported", "Raza u origen étnico no reportado"),
        Text(
            "{people} whose race or ethnicity was not reported",
            "{people} cuya raza u origen étnico no se reportó",
        ),
        Text("Not reported", "No reportado"),
    ),
)

AGES = (
    _noun("under_18", Text("Under 18", "Menores de 18"), Text("{people} under 18", "{people} menores de 18 años")),
    _noun("18_to_64", Text("18 to 64", "De 18 a 64"), Text("{people} ages 18 to 64", "{people} de 18 a 64 años")),
    _noun(
        "65_and_over",
        Text("65 and older", "65 o más"),
        Text("{people} ages 65 and older", "{people} de 65 años o más"),
    ),
)
AGE_NOT_REPORTED = _noun(
    "age_not_reported",
    Text("Age not reported", "Edad no reportada"),
    Text("{people} whose age was not reported", "{people} cuya edad no se reportó"),
)

SEXES = (
    _noun("female", Text("Female", "Mujeres"), Text("female {people}", "{people} mujeres")),
    _noun("male", Text("Male", "Hombres"), Text("male {people}", "{people} hombres")),
)
SEX_NOT_REPORTED = _noun(
    "sex_not_reported",
    Text("Sex not reported", "Sexo no reportado"),
    Text("{people} whose sex was not reported", "{people} cuyo sexo no se reportó"),
)

TENURES = (
    _noun(
        "owner",
        Text("Owners", "Propietarios"),
        Text("{people} that own their home", "{people} con vivienda propia"),
    ),
    _noun(
        "renter",
        Text("Renters", "Inquilinos"),
        Text("{people} that rent their home", "{people} que alquilan su vivienda"),
    ),
)

LEARNERS = (
    _noun(
        "english_learner",
        Text("Learning English", "Aprenden inglés"),
        Text("{people} who are learning English", "{people} que aprenden inglés"),
    ),
    _noun(
        "not_english_learner",
        Text("Not in English learning services", "Sin servicios para aprender inglés"),
        Text("{people} not in English learning services", "{people} sin servicios para aprender inglés"),
        Text("Other students", "Otros"),
    ),
)

MEALS = (
    _noun(
        "free_or_reduced",
        Text("Eligible for free or reduced-price meals", "Con derecho a comida gratis o a precio reducido"),
        Text(
            "{people} eligible for free or reduced-price meals",
            "{people} con derecho a comida gratis o a precio reducido",
        ),
        Text("Free or reduced price", "Gratis o reducido"),
    ),
    _noun(
        "full_price",
        Text("Not eligible for free or reduced-price meals", "Sin derecho a comida gratis ni a precio reducido"),
        Text(
            "{people} not eligible for free or reduced-price meals",
            "{people} sin derecho a comida gratis ni a precio reducido",
        ),
        Text("Full price", "Precio completo"),
    ),
)

DISABILITIES = (
    _noun(
        "with_disability",
        Text("With a disability", "Con discapacidad"),
        Text("{people} with a disability", "{people} con discapacidad"),
    ),
    _noun(
        "without_disability",
        Text("Without a disability", "Sin discapacidad"),
        Text("{people} without a disability", "{people} sin discapacidad"),
    ),
)

NATIVITIES = (
    _noun(
        "born_abroad",
        Text("Born in another country", "Nacidos en otro país"),
        Text("{people} born in another country", "{people} que nacieron en otro país"),
    ),
    _noun(
        "born_here",
        Text("Born in the United States", "Nacidos en Estados Unidos"),
        Text(
            "{people} born in the United States or to American parents",
            "{people} que nacieron en Estados Unidos o de padres estadounidenses",
        ),
    ),
)

INCOMES = (
    _noun(
        "below_poverty",
        Text("Below the poverty line", "Bajo la línea de pobreza"),
        Text("{people} below the poverty line", "{people} bajo la línea de pobreza"),
    ),
    _noun(
        "above_poverty",
        Text("At or above the poverty line", "En la línea de pobreza o por encima"),
        Text("{people} at or above the poverty line", "{people} en la línea de pobreza o por encima"),
    ),
)

SCHOOLING = (
    _noun(
        "less_than_high_school",
        Text("No high school diploma", "Sin diploma de secundaria"),
        Text("{people} without a high school diploma", "{people} sin diploma de secundaria"),
    ),
    _noun(
        "high_school",
        Text("High school diploma", "Diploma de secundaria"),
        Text("{people} with a high school diploma", "{people} con diploma de secundaria"),
    ),
    _noun(
        "some_college",
        Text("Some college or associate degree", "Algo de universidad o título asociado"),
        Text(
            "{people} with some college or an associate degree",
            "{people} con algo de universidad o un título asociado",
        ),
        Text("Some college", "Algo de universidad"),
    ),
    _noun(
        "bachelors",
        Text("Bachelor's degree or higher", "Licenciatura o más"),
        Text("{people} with a bachelor's degree or higher", "{people} con licenciatura o más"),
        Text("Bachelor's or higher", "Licenciatura o más"),
    ),
)

ONE_RACE = tuple(group for group in RACES if group.id not in ("mena", "not_reported"))


def of_sex(race: Group, sex: Group) -> Group:
    """One race or ethnicity and one sex: "black.female"."""
    together = [
        Text(f"{getattr(race, f).en}, {sex.name.en.lower()}", f"{getattr(race, f).es}, {sex.name.es.lower()}")
        for f in ("name", "short")
    ]
    phrase = Text(race.phrase.en.replace("{people}", sex.phrase.en), race.phrase.es.replace("{people}", sex.phrase.es))
    return Group(f"{race.id}.{sex.id}", together[0], together[1], phrase)

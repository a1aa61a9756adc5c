"""Groups people are shown in: their display order, full names, and how a sentence speaks of them, person first."""

from dataclasses import dataclass

from indicators.measure import Language, Text


@dataclass(frozen=True)
class Group:
    """One group: full name, short name for narrow charts, and the phrase a sentence puts around a noun such as "students"."""

    id: str
    name: Text
    short: Text
    phrase: Text  # holds {people}


@dataclass(frozen=True)
class Scheme:
    """A way to split people. Groups stand in display order; the two mappings speak of each source by its id."""

    id: str
    name: Text
    groups: tuple[Group, ...]
    note: Text
    race_standard: dict[str, str]  # source -> "1997", "2024", "state"; empty where the scheme is not about race
    adds_to_total: dict[str, bool]  # source -> whether the groups add up to everyone

    def order(self) -> tuple[str, ...]:
        """Group ids in display order."""
        return tuple(group.id for group in self.groups)

    def group(self, group_id: str) -> Group:
        """The group with this id. Raises KeyError that lists what there is."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(f"Group {group_id!r} is not in scheme {self.id!r}; it has {', '.join(self.order())}.")


def _noun(group_id: str, name: Text, phrase: Text, short: Text | None = None) -> Group:
    return Group(group_id, name, short or name, phrase)


_EVERYONE = Group(
    "all", Text("Everyone", "Todas las personas"), Text("Everyone", "Todas"), Text("{people}", "{people}")
)

# Everyone first, then the alphabet of the English names, then Two or more races, then Not reported. White is nobody's reference.
_RACES = (
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

_AGES = (
    _noun("under_18", Text("Under 18", "Menores de 18"), Text("{people} under 18", "{people} menores de 18 años")),
    _noun("18_to_64", Text("18 to 64", "De 18 a 64"), Text("{people} ages 18 to 64", "{people} de 18 a 64 años")),
    _noun(
        "65_and_over",
        Text("65 and older", "65 o más"),
        Text("{people} ages 65 and older", "{people} de 65 años o más"),
    ),
)

_SEXES = (
    _noun("female", Text("Female", "Mujeres"), Text("female {people}", "{people} mujeres")),
    _noun("male", Text("Male", "Hombres"), Text("male {people}", "{people} hombres")),
)

_TENURES = (
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

GROUPS: dict[str, Scheme] = {
    scheme.id: scheme
    for scheme in (
        Scheme(
            "all",
            Text("Everyone", "Todas las personas"),
            (_EVERYONE,),
            Text("Everyone the measure speaks of.", "Todas las personas de las que habla la medida."),
            {},
            {"acs5": True, "ctdata": True},
        ),
        Scheme(
            "race_ethnicity",
            Text("Race or ethnicity", "Raza u origen étnico"),
            _RACES,
            Text(
                "Hispanic or Latino includes people of any race. All other groups are people who are not Hispanic or "
                "Latino and named one race, unless the group is two or more races. This source counts people from the "
                "Middle East and North Africa in another group, most often White.",
                "Hispano o latino incluye a personas de cualquier raza. Los demás grupos son personas que no son hispanas "
                "ni latinas y que indicaron una sola raza, salvo el grupo de dos o más razas. Esta fuente cuenta a las "
                "personas de Oriente Medio y del norte de África en otro grupo, casi siempre el de blancos.",
            ),
            {"acs5": "1997", "ctdata": "1997"},
            # Schools' groups add up only where every group is printed, so nothing may lean on their sum.
            {"acs5": True, "ctdata": False},
        ),
        Scheme(
            "age",
            Text("Age", "Edad"),
            _AGES,
            Text(
                "Age in years on the day the survey was answered.",
                "Edad en años el día en que se respondió la encuesta.",
            ),
            {},
            {"acs5": True},
        ),
        Scheme(
            "sex",
            Text("Sex", "Sexo"),
            _SEXES,
            Text(
                "The survey asks for sex with two answers, female and male.",
                "La encuesta pregunta el sexo con dos respuestas: mujer u hombre.",
            ),
            {},
            {"acs5": True},
        ),
        Scheme(
            "tenure",
            Text("Owners and renters", "Propietarios e inquilinos"),
            _TENURES,
            Text(
                "Owners live in a home that someone in the household owns, with or without a loan.",
                "Los propietarios viven en una casa que pertenece a alguien del hogar, con o sin préstamo.",
            ),
            {},
            {"acs5": True},
        ),
    )
}


def display_order(scheme: str) -> tuple[str, ...]:
    """Everyone first, then the groups of the scheme as they are shown."""
    return ("all",) if scheme == "all" else ("all", *GROUPS[scheme].order())


def phrase(scheme: str, group: str, people: Text, lang: Language) -> str:
    """How a sentence names a group: "students of two or more races", "estudiantes negros o afroamericanos"."""
    return GROUPS[scheme].group(group).phrase[lang].format(people=people[lang])

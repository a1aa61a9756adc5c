"""Schemes: the ways people are told apart, with the order of their groups and what each source means by them.

Small groups that stand together at small areas are a group too, whose id names them in display order: aian+nhpi.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indicators.catalog.group_words import (
    AGE_NOT_REPORTED,
    AGES,
    DISABILITIES,
    EVERYONE,
    INCOMES,
    LEARNERS,
    MEALS,
    NATIVITIES,
    ONE_RACE,
    RACES,
    SCHOOLING,
    SEX_NOT_REPORTED,
    SEXES,
    TENURES,
    Group,
    of_sex,
    together,
)
from indicators.measure import Language, Text

_AND = "+"  # stands in no id of a single group


def members(group_id: str) -> tuple[str, ...]:
    """The single groups under an id; a single group is its own."""
    return tuple(group_id.split(_AND))


def is_pool(group_id: str) -> bool:
    """Whether several groups stand together under this id."""
    return _AND in group_id


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
        """Ids of the single groups in display order."""
        return tuple(group.id for group in self.groups)

    def has(self, group_id: str) -> bool:
        """Whether the id is a group of the scheme, or several that stand together."""
        return set(members(group_id)) <= set(self.order())

    def group(self, group_id: str) -> Group:
        """The group with this id, also of several that stand together. Raises KeyError that lists what there is."""
        if not self.has(group_id):
            raise KeyError(f"Group {group_id!r} is not in scheme {self.id!r}; it has {', '.join(self.order())}.")
        named = {group.id: group for group in self.groups}
        parts = [named[member] for member in members(group_id)]
        return together(group_id, parts) if is_pool(group_id) else parts[0]

    def pool(self, groups: Collection[str]) -> str:
        """The id of these groups where they stand together."""
        return _AND.join(group for group in self.order() if group in groups)


GROUPS: dict[str, Scheme] = {
    scheme.id: scheme
    for scheme in (
        Scheme(
            "all",
            Text("Everyone", "Todas las personas"),
            (EVERYONE,),
            Text("Everyone the measure speaks of.", "Todas las personas de las que habla la medida."),
            {},
            {"acs5": True, "ctdata": True},
        ),
        Scheme(
            "race_ethnicity",
            Text("Race or ethnicity", "Raza u origen étnico"),
            RACES,
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
            (*AGES, AGE_NOT_REPORTED),
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
            (*SEXES, SEX_NOT_REPORTED),
            Text(
                "The survey and the schools record sex with two answers, female and male.",
                "La encuesta y las escuelas registran el sexo con dos respuestas: mujer u hombre.",
            ),
            {},
            {"acs5": True, "ctdata": False},
        ),
        Scheme(
            "tenure",
            Text("Owners and renters", "Propietarios e inquilinos"),
            TENURES,
            Text(
                "Owners live in a home that someone in the household owns, with or without a loan.",
                "Los propietarios viven en una casa que pertenece a alguien del hogar, con o sin préstamo.",
            ),
            {},
            {"acs5": True},
        ),
        Scheme(
            "race_alone",
            Text("Race, or Hispanic or Latino", "Raza, o hispano o latino"),
            ONE_RACE,
            Text(
                "Each race counts people who named that race only. Hispanic or Latino people of any race are in their own group "
                "and in the group of their race as well; only White leaves them out. So the groups do not add up to everyone.",
                "Cada raza cuenta a quienes indicaron solo esa raza. Las personas hispanas o latinas de cualquier raza están en su "
                "propio grupo y también en el de su raza; solo el grupo de blancos no las incluye. Por eso los grupos no suman el total.",
            ),
            {"acs5": "1997"},
            {"acs5": False},
        ),
        Scheme(
            "race_ethnicity_by_sex",
            Text("Race or ethnicity, and sex", "Raza u origen étnico, y sexo"),
            tuple(of_sex(race, sex) for race in RACES for sex in SEXES),
            Text(
                "Each group is one sex and one race, or two or more races. Hispanic or Latino people of any race are in their own "
                "group and in the group of their race as well; only White leaves them out. So the groups do not add up to everyone.",
                "Cada grupo es de un sexo y de una raza, o de dos o más razas. Las personas hispanas o latinas de cualquier raza están "
                "en su propio grupo y también en el de su raza; solo el grupo de blancos no las incluye. Por eso los grupos no suman el total.",
            ),
            {"acs5": "1997"},
            {"acs5": False},
        ),
        Scheme(
            "language",
            Text("Students who are learning English", "Estudiantes que aprenden inglés"),
            LEARNERS,
            Text(
                "Students in services for learning English, as their district reports them.",
                "Estudiantes con servicios para aprender inglés, según informa su distrito.",
            ),
            {},
            {"ctdata": False},
        ),
        Scheme(
            "meals",
            Text("Free or reduced-price meals", "Comida gratis o a precio reducido"),
            MEALS,
            Text(
                "Eligible for free or reduced-price school meals. Schools that feed everyone free report it in other ways.",
                "Con derecho a comida escolar gratis o a precio reducido. Las escuelas que dan comida gratis a todos lo informan de otro modo.",
            ),
            {},
            {"ctdata": False},
        ),
        Scheme(
            "disability",
            Text("Disability", "Discapacidad"),
            DISABILITIES,
            Text(
                "Schools count students with a special education plan; the survey asks about difficulty with daily life.",
                "Las escuelas cuentan a quienes tienen un plan de educación especial; la encuesta pregunta por dificultades de la vida diaria.",
            ),
            {},
            {"acs5": True, "ctdata": False},
        ),
        Scheme(
            "nativity",
            Text("Where people were born", "Dónde nacieron las personas"),
            NATIVITIES,
            Text(
                "People born abroad to American parents are counted with those born in the United States.",
                "Quienes nacieron en el extranjero de padres estadounidenses se cuentan con los nacidos en Estados Unidos.",
            ),
            {},
            {"acs5": True},
        ),
        Scheme(
            "income",
            Text("Income", "Ingresos"),
            INCOMES,
            Text(
                "The federal poverty line depends on the size of the family. It is not higher where rents are higher.",
                "La línea federal de pobreza depende del tamaño de la familia. No sube donde los alquileres son más caros.",
            ),
            {},
            {"acs5": True},
        ),
        Scheme(
            "education",
            Text("Schooling", "Estudios"),
            SCHOOLING,
            Text("The highest level of school finished.", "El nivel más alto de estudios terminado."),
            {},
            {"acs5": True},
        ),
    )
}


def display_order(scheme: str, there: Iterable[str] = ()) -> tuple[str, ...]:
    """Everyone first, then the single groups of the scheme as they are shown, then those of `there` that stand together."""
    if scheme == "all":
        return ("all",)
    single = GROUPS[scheme].order()
    pools = {group for group in there if is_pool(group) and GROUPS[scheme].has(group)}
    return ("all", *single, *sorted(pools, key=lambda pool: [single.index(group) for group in members(pool)]))


def phrase(scheme: str, group: str, people: Text, lang: Language) -> str:
    """How a sentence names a group: "students of two or more races", "estudiantes negros o afroamericanos"."""
    return GROUPS[scheme].group(group).phrase[lang].format(people=people[lang])

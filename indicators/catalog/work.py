"""Adults at work: who has a job, who looks for one, who can do neither."""

from collections.abc import Iterable

from indicators.catalog.income import WHO_SETS_PAY
from indicators.catalog.lines import Groups, Lines, by_race, everyone, lines
from indicators.catalog.survey_share import share, survey_share, told
from indicators.measure import Text

FEMALE = 86  # B23001: women stand in the same order as men, this many lines further down
# B23001, first line of each age of men: 16, 20, 22, 25, 30, 35, 45, 55, 60 and 62 to 64, seven lines each.
FROM_16, FROM_20, FROM_22, FROM_25 = 3, 10, 17, 24
_OLDER = (73, 78, 83)  # 65, 70, and 75 and over: five lines each, without the Armed Forces
TOTAL, IN_FORCE, CIVILIAN, EMPLOYED, UNEMPLOYED = 0, 1, 3, 4, 5


def by_sex(part: Iterable[int]) -> Groups:
    """Lines of men in B23001, then those of women in the same places: for everyone and for each sex."""
    men = list(part)
    women = [n + FEMALE for n in men]
    return {
        "all": everyone(lines("B23001", men + women)),
        "sex": {"female": lines("B23001", women), "male": lines("B23001", men)},
    }


def ages(first: int, last: int, line: int) -> list[int]:
    """One line of every age of men under 65 from the block that begins at `first` to the one at `last`."""
    return [start + line for start in range(first, last + 1, 7)]


def _civilian(line_under_65: int, line_older: int) -> Groups:
    return by_sex([*ages(3, 66, line_under_65), *(start + line_older for start in _OLDER)])


def _race(table_lines: tuple[int, ...]) -> dict[str, Lines]:
    return by_race("C23002", table_lines)


UNEMPLOYMENT = survey_share(
    id="unemployment",
    name=Text("Workers who look for a job", "Trabajadores que buscan empleo"),
    question=Text(
        "How many workers look for a job and find none?", "¿Cuántos trabajadores buscan empleo y no lo encuentran?"
    ),
    area="work",
    kind="context",
    strength=False,
    universe=Text(
        "people ages 16 and older who work or look for work", "personas de 16 años o más que trabajan o buscan trabajo"
    ),
    better="lower",
    formula=share(
        {
            "all": everyone(lines("B23025", [5])),
            "sex": _civilian(UNEMPLOYED, 3)["sex"],
            "race_alone": _race((8, 13, 21, 26)),
        },
        {
            "all": everyone(lines("B23025", [3])),
            "sex": _civilian(CIVILIAN, 1)["sex"],
            "race_alone": _race((6, 11, 19, 24)),
        },
    ),
    schemes=("sex", "race_alone"),
    class_breaks=(3.0, 6.0, 9.0, 12.0),
    **told(Text("workers", "los trabajadores"), Text("looked for a job", "buscaba empleo")),
    subtitle=Text(
        "Percent of people who work or look for work who have no job",
        "Porcentaje de quienes trabajan o buscan trabajo y no tienen empleo",
    ),
    why=Text(
        "Without pay, rent and food come first and all else waits. Bias in hiring keeps some people looking longer.",
        "Sin sueldo, la renta y la comida van primero y lo demás espera. Los prejuicios al contratar hacen que algunas personas busquen más tiempo.",
    ),
    cannot_tell=Text(
        "It misses people who gave up looking, and those who want more hours. Five years are mixed, so a sudden change hardly shows.",
        "No cuenta a quienes dejaron de buscar ni a quienes quieren más horas. Mezcla cinco años; un cambio brusco casi no se ve.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask large employers how they hire, and whom. Ask the city for job fairs, rides and child care where people live.",
        "Pregunte a los grandes empleadores cómo contratan y a quién. Pida a la ciudad ferias de empleo, transporte y cuidado infantil cerca de casa.",
    ),
    notes=Text(
        "A person counts if they had no job, looked in the past four weeks, and could start. The Armed Forces are left out.",
        "Se cuenta a quien no tenía empleo, buscó en las últimas cuatro semanas y podía empezar. No incluye a las Fuerzas Armadas.",
    ),
    people=Text("workers", "trabajadores"),
)

LABOR_FORCE = survey_share(
    id="labor_force",
    name=Text("Adults who work or look for work", "Adultos que trabajan o buscan trabajo"),
    question=Text("How many adults work or want to?", "¿Cuántos adultos trabajan o quieren trabajar?"),
    area="work",
    kind="context",
    strength=True,
    universe=Text("people ages 16 to 64", "personas de 16 a 64 años"),
    better=None,
    formula=share(
        by_sex(ages(3, 66, IN_FORCE)) | {"race_alone": _race((4, 17))},
        by_sex(ages(3, 66, TOTAL)) | {"race_alone": _race((3, 16))},
    ),
    schemes=("sex", "race_alone"),
    class_breaks=(65.0, 70.0, 75.0, 80.0),
    **told(
        Text("residents ages 16 to 64", "los residentes de 16 a 64 años"),
        Text("worked or looked for work", "trabajaba o buscaba trabajo"),
    ),
    subtitle=Text(
        "Percent of people ages 16 to 64 who work or look for work",
        "Porcentaje de personas de 16 a 64 años que trabajan o buscan trabajo",
    ),
    why=Text(
        "It shows how many hands there are. When child care, rides and health care are near, more people can work.",
        "Muestra cuántas manos hay. Con cuidado infantil, transporte y salud cerca, más personas pueden trabajar.",
    ),
    cannot_tell=Text(
        "Many who are not here study, care for a child or a parent, or cannot work. Care at home is work without pay.",
        "Muchos de los que faltan estudian, cuidan a un hijo o a sus padres, o no pueden trabajar. Cuidar en casa es trabajo sin sueldo.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask parents what keeps them from a job they want. Bring the answers to the city and to employers.",
        "Pregunte a madres y padres qué les impide tomar un empleo. Lleve las respuestas a la ciudad y a los empleadores.",
    ),
    notes=Text(
        "People in the Armed Forces count as at work. Students count if they also work or look for work.",
        "Las personas en las Fuerzas Armadas cuentan como ocupadas. Los estudiantes cuentan si además trabajan o buscan trabajo.",
    ),
    people=Text("residents ages 16 to 64", "residentes de 16 a 64 años"),
)

EMPLOYED_25_TO_64 = survey_share(
    id="employed_25_to_64",
    name=Text("Adults ages 25 to 64 with a job", "Adultos de 25 a 64 años con empleo"),
    question=Text("How many adults have a job?", "¿Cuántos adultos tienen empleo?"),
    area="work",
    kind="context",
    strength=True,
    universe=Text("people ages 25 to 64", "personas de 25 a 64 años"),
    better="higher",
    formula=share(by_sex(ages(FROM_25, 66, EMPLOYED)), by_sex(ages(FROM_25, 66, TOTAL))),
    schemes=("sex",),
    class_breaks=(65.0, 70.0, 75.0, 80.0),
    **told(Text("adults ages 25 to 64", "los adultos de 25 a 64 años"), Text("had a job", "tenía empleo")),
    subtitle=Text(
        "Percent of people ages 25 to 64 who have a job", "Porcentaje de personas de 25 a 64 años con empleo"
    ),
    why=Text(
        "These are the years in which most people raise children. A steady job steadies a home.",
        "Son los años en que la mayoría cría a sus hijos. Un empleo estable da estabilidad al hogar.",
    ),
    cannot_tell=Text(
        "It does not say if the job pays enough, lasts, or has health care. It counts one hour of paid work a week as a job.",
        "No dice si el empleo paga bien, dura o da seguro de salud. Una hora pagada a la semana ya cuenta como empleo.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Support training that ends in a named job. Ask who gets into it, and who is left out.",
        "Apoye la formación que termina en un empleo concreto. Pregunte quién entra y quién queda fuera.",
    ),
    notes=Text(
        "Civilian jobs, paid or in a family business. People in the Armed Forces are in the whole and not in the part.",
        "Empleos civiles, pagados o en un negocio familiar. Las personas en las Fuerzas Armadas están en el total, no en la parte.",
    ),
    people=Text("adults ages 25 to 64", "adultos de 25 a 64 años"),
)

ENTRIES = (UNEMPLOYMENT, LABOR_FORCE, EMPLOYED_25_TO_64)

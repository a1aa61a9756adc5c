"""Young people in school and at work, ages 16 to 24."""

from indicators.catalog.lines import Groups, everyone, lines
from indicators.catalog.survey_share import share, share_of_everyone, survey_share, told
from indicators.catalog.work import CIVILIAN, EMPLOYED, FROM_16, FROM_20, FROM_22, TOTAL, UNEMPLOYED, ages, by_sex
from indicators.measure import Text

_WHO_ACTS = Text(
    "Schools and colleges can hold a place for those who left. Employers can hire and train young people. The city can pay for summer jobs.",
    "Las escuelas y universidades pueden guardar un lugar a quienes se fueron. Los empleadores pueden contratar y formar jóvenes. La ciudad puede pagar empleos de verano.",
)
_YOUNG_ADULTS = Text("young adults ages 20 to 24", "jóvenes de 20 a 24 años")


def teens(men: list[int], women: list[int]) -> Groups:
    """Lines of B14005, for everyone ages 16 to 19 and for each sex."""
    return {
        "all": everyone(lines("B14005", men + women)),
        "sex": {"female": lines("B14005", women), "male": lines("B14005", men)},
    }


TEENS_CONNECTED = survey_share(
    id="teens_in_school_or_working",
    name=Text("Teens in school or at work", "Adolescentes que estudian o trabajan"),
    question=Text("Are teens in school or at work?", "¿Estudian o trabajan los adolescentes?"),
    area="youth_work",
    kind="outcome",
    strength=True,
    universe=Text("people ages 16 to 19", "personas de 16 a 19 años"),
    better="higher",
    formula=share(teens([3, 9, 13], [17, 23, 27]), teens([2], [16])),
    schemes=("sex",),
    class_breaks=(84.0, 88.0, 92.0, 96.0),
    **told(
        Text("people ages 16 to 19", "los jóvenes de 16 a 19 años"),
        Text("were in school or at work", "estudiaba o trabajaba"),
    ),
    subtitle=Text(
        "Percent of people ages 16 to 19 who are in school, at work, or both",
        "Porcentaje de personas de 16 a 19 años que estudian, trabajan o ambas cosas",
    ),
    why=Text(
        "School and a first job open the next door. When a teen is in neither, schools and employers have lost touch with them.",
        "La escuela y el primer empleo abren la siguiente puerta. Si un joven no está en ninguno, las escuelas y los empleadores le perdieron la pista.",
    ),
    cannot_tell=Text(
        "It does not say why: some care for a child or are ill. It stops at 19, and people ages 20 to 24 are lost more often.",
        "No dice por qué: algunos cuidan a un niño o están enfermos. Llega solo a los 19, y entre los 20 y los 24 más jóvenes quedan fuera.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Offer a teen a first job or a place to learn. Ask the school who calls when a student stops coming.",
        "Ofrezca a un joven un primer empleo o un lugar para aprender. Pregunte a la escuela quién llama cuando un estudiante deja de ir.",
    ),
    notes=Text(
        "In school: enrolled at some time in the past three months, from high school to college. Five years are put together.",
        "Estudia: estuvo inscrito en algún momento de los últimos tres meses, en secundaria o universidad. Se juntan cinco años.",
    ),
    people=Text("people ages 16 to 19", "jóvenes de 16 a 19 años"),
)

EMPLOYED_20_TO_24 = survey_share(
    id="employed_20_to_24",
    name=Text("Young adults with a job", "Jóvenes con empleo"),
    question=Text("How many young adults have a job?", "¿Cuántos jóvenes tienen empleo?"),
    area="youth_work",
    kind="contributing",
    strength=True,
    universe=Text("people ages 20 to 24", "personas de 20 a 24 años"),
    better=None,
    formula=share(by_sex(ages(FROM_20, FROM_22, EMPLOYED)), by_sex(ages(FROM_20, FROM_22, TOTAL))),
    schemes=("sex",),
    class_breaks=(55.0, 62.0, 69.0, 76.0),
    **told(Text("people ages 20 to 24", "los jóvenes de 20 a 24 años"), Text("had a job", "tenía empleo")),
    subtitle=Text(
        "Percent of people ages 20 to 24 who have a job", "Porcentaje de personas de 20 a 24 años con empleo"
    ),
    why=Text(
        "Early work builds skill, contacts and a record. It also pays for school.",
        "El trabajo temprano da experiencia, contactos y un historial. También paga los estudios.",
    ),
    cannot_tell=Text(
        "Some have no job because they study all day. It does not say if the job leads anywhere.",
        "Algunos no trabajan porque estudian todo el día. No dice si el empleo lleva a algo mejor.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask an employer you know to take on one paid intern from the neighborhood.",
        "Pida a un empleador que conozca que contrate a un practicante con sueldo del vecindario.",
    ),
    notes=Text(
        "Full-time and part-time jobs both count. People in the Armed Forces are in the whole and not in the part.",
        "Cuentan los empleos de tiempo completo y parcial. Las personas en las Fuerzas Armadas están en el total, no en la parte.",
    ),
    people=_YOUNG_ADULTS,
)

YOUTH_UNEMPLOYMENT = survey_share(
    id="youth_unemployment",
    name=Text("Young workers who look for a job", "Trabajadores jóvenes que buscan empleo"),
    question=Text("Do young people who want a job find one?", "¿Encuentran empleo los jóvenes que lo buscan?"),
    area="youth_work",
    kind="contributing",
    strength=False,
    universe=Text(
        "people ages 16 to 24 who work or look for work", "personas de 16 a 24 años que trabajan o buscan trabajo"
    ),
    better="lower",
    formula=share(by_sex(ages(FROM_16, FROM_22, UNEMPLOYED)), by_sex(ages(FROM_16, FROM_22, CIVILIAN))),
    schemes=("sex",),
    class_breaks=(8.0, 12.0, 16.0, 20.0),
    **told(
        Text("workers ages 16 to 24", "los trabajadores de 16 a 24 años"), Text("looked for a job", "buscaba empleo")
    ),
    subtitle=Text(
        "Percent of people ages 16 to 24 who work or look for work who have no job",
        "Porcentaje de quienes tienen de 16 a 24 años, trabajan o buscan trabajo y no tienen empleo",
    ),
    why=Text(
        "These young people want to work. Each one shows a job, a ride or a chance that is not there yet.",
        "Estos jóvenes quieren trabajar. Cada uno muestra un empleo, un transporte o una oportunidad que aún no existe.",
    ),
    cannot_tell=Text(
        "It misses those who stopped looking. Students who look for a weekend job count the same as those who must live on it.",
        "No cuenta a quienes dejaron de buscar. El estudiante que busca un empleo de fin de semana cuenta igual que quien vive de él.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask the city how many asked for a summer job and how many got one.",
        "Pregunte a la ciudad cuántos jóvenes pidieron un empleo de verano y cuántos lo obtuvieron.",
    ),
    notes=Text(
        "The Armed Forces are left out. Small numbers: look at the range before you compare neighborhoods.",
        "No incluye a las Fuerzas Armadas. Son números pequeños: mire el rango antes de comparar vecindarios.",
    ),
    people=Text("workers ages 16 to 24", "trabajadores de 16 a 24 años"),
)

FULL_TIME_20_TO_24 = survey_share(
    id="young_workers_full_time",
    name=Text("Young workers with full-time work all year", "Trabajadores jóvenes con jornada completa todo el año"),
    question=Text(
        "Do employers offer young workers full jobs?", "¿Ofrecen los empleadores jornada completa a los jóvenes?"
    ),
    area="youth_work",
    level="system",
    kind="system",
    strength=True,
    universe=Text(
        "people ages 20 to 24 who worked in the past year", "personas de 20 a 24 años que trabajaron en el último año"
    ),
    better=None,
    formula=share_of_everyone(lines("B23027", [9]), lines("B23027", [8])),
    schemes=(),
    class_breaks=(30.0, 40.0, 50.0, 60.0),
    **told(
        Text("workers ages 20 to 24", "los trabajadores de 20 a 24 años"),
        Text("worked full time all year", "trabajó jornada completa todo el año"),
    ),
    subtitle=Text(
        "Percent of workers ages 20 to 24 who worked full time all year",
        "Porcentaje de trabajadores de 20 a 24 años con jornada completa todo el año",
    ),
    why=Text(
        "Short shifts and short jobs rarely pay rent. Employers choose how they split hours.",
        "Los turnos cortos y los empleos breves rara vez pagan la renta. Los empleadores deciden cómo reparten las horas.",
    ),
    cannot_tell=Text(
        "Many students choose part-time work. It does not tell a choice from the lack of one.",
        "Muchos estudiantes eligen media jornada. No distingue una elección de la falta de opciones.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask employers to post hours two weeks ahead and to offer full-time work to those who want it.",
        "Pida a los empleadores anunciar los horarios con dos semanas y ofrecer jornada completa a quien la quiera.",
    ),
    notes=Text(
        "Full time all year: 35 hours or more in most weeks, for at least 50 weeks, paid leave included.",
        "Jornada completa todo el año: 35 horas o más la mayoría de las semanas, al menos 50 semanas, con vacaciones pagadas.",
    ),
    people=Text("workers ages 20 to 24", "trabajadores de 20 a 24 años"),
)

YOUNG_ADULT_POVERTY = survey_share(
    id="young_adult_poverty",
    name=Text("Young adults below the poverty line", "Jóvenes por debajo de la línea de pobreza"),
    question=Text(
        "Where do young adults live below the poverty line?", "¿Dónde viven jóvenes por debajo de la línea de pobreza?"
    ),
    area="youth_work",
    kind="contributing",
    strength=False,
    universe=Text("people ages 18 to 24 whose income is known", "personas de 18 a 24 años con ingresos conocidos"),
    better="lower",
    formula=share_of_everyone(lines("B17024", [42, 43, 44]), lines("B17024", [41])),
    schemes=(),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    **told(
        Text("people ages 18 to 24", "los jóvenes de 18 a 24 años"),
        Text("had incomes below the poverty line", "tenía ingresos por debajo de la línea de pobreza"),
    ),
    subtitle=Text(
        "Percent of people ages 18 to 24 below the federal poverty line",
        "Porcentaje de personas de 18 a 24 años por debajo de la línea federal de pobreza",
    ),
    why=Text(
        "A young adult with too little money often drops a class, a job far away, or a plan. First pay and aid for school matter.",
        "Un joven con muy poco dinero suele dejar una clase, un empleo lejano o un plan. El primer sueldo y la ayuda para estudiar importan.",
    ),
    cannot_tell=Text(
        "College students who live off campus count here even if parents pay. Near a college, look at the other numbers too.",
        "Incluye a universitarios que viven fuera del campus aunque sus padres paguen. Cerca de una universidad, mire también los otros números.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask the college what help it gives with rent and food. Ask employers what a first job pays.",
        "Pregunte a la universidad qué ayuda da para renta y comida. Pregunte a los empleadores cuánto paga un primer empleo.",
    ),
    notes=Text(
        "The line is federal and does not follow local rents. Students in dorms are left out.",
        "La línea es federal y no sigue las rentas locales. No incluye a quienes viven en residencias universitarias.",
    ),
    people=Text("people ages 18 to 24", "jóvenes de 18 a 24 años"),
)

ENTRIES = (TEENS_CONNECTED, EMPLOYED_20_TO_24, YOUTH_UNEMPLOYMENT, FULL_TIME_20_TO_24, YOUNG_ADULT_POVERTY)

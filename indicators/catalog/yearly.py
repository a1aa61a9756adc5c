"""What federal agencies count year by year, beside the five-year survey."""

from indicators.catalog.lines import REVIEWED, SCHOOL_MINIMUM
from indicators.measure import Measure, Reported, Text

PEOPLE_YEARLY = Measure(
    id="population_yearly",
    name=Text("People, year by year", "Habitantes, año por año"),
    question=Text("Is our county growing?", "¿Está creciendo nuestro condado?"),
    area="people",
    level="population",
    kind="context",
    strength=False,
    universe=Text("all residents on July 1", "todos los residentes al 1 de julio"),
    unit="people",
    better=None,
    formula=Reported("pep.population"),
    schemes=("race_ethnicity", "sex"),
    levels=("county", "state"),
    period="year",
    class_breaks=(),
    sentence=Text(
        "About {value} people lived in {place} in {period}.", "Cerca de {value} personas vivían en {place} en {period}."
    ),
    group_sentence=Text(
        "About {value} {group} lived in {place} in {period}.", "Cerca de {value} {group} vivían en {place} en {period}."
    ),
    subtitle=Text("Number of residents on July 1", "Número de residentes al 1 de julio"),
    why=Text(
        "Seats in school, clinics and homes must grow with the people. This count comes out sooner than the survey of five years.",
        "Los cupos escolares, las clínicas y las viviendas deben crecer con la población. Este conteo sale antes que la encuesta de cinco años.",
    ),
    cannot_tell=Text(
        "It is worked out from births, deaths and moves, not from asking each home. It does not reach down to neighborhoods.",
        "Se calcula con nacimientos, muertes y mudanzas, no preguntando en cada hogar. No llega a los barrios.",
    ),
    who_can_act=Text(
        "The region and the state plan roads, homes and schools with it. The Census Bureau can be asked to review a count.",
        "La región y el estado planean caminos, viviendas y escuelas con él. Se puede pedir a la Oficina del Censo que revise un conteo.",
    ),
    what_can_be_done=Text(
        "Bring the trend to planning meetings. Ask whether new homes and seats keep up.",
        "Lleve la tendencia a las reuniones de planeación. Pregunte si las viviendas y los cupos van al ritmo.",
    ),
    notes=Text(
        "Each new release replaces all years since the last census.",
        "Cada nueva publicación reemplaza todos los años desde el último censo.",
    ),
    source="pep",
    minimum_count=None,
    reviewed=REVIEWED,
)

CHILD_POVERTY_YEARLY = Measure(
    id="child_poverty_yearly",
    name=Text("Children below the poverty line, year by year", "Niños bajo la línea de pobreza, año por año"),
    question=Text(
        "Are more families able to meet basic needs than last year?",
        "¿Pueden más familias que el año pasado cubrir lo básico?",
    ),
    area="income",
    level="population",
    kind="contributing",
    strength=False,
    universe=Text(
        "children under 18 in families whose income is known", "menores de 18 años en familias con ingresos conocidos"
    ),
    unit="percent",
    better="lower",
    formula=Reported("saipe.child_poverty_rate"),
    schemes=(),
    levels=("county", "state", "us"),
    period="year",
    class_breaks=(8.0, 12.0, 18.0, 25.0),
    sentence=Text(
        "In {place}, {value} ({between}) of children lived below the poverty line in {period}.",
        "En {place}, el {value} ({between}) de los niños vivía bajo la línea de pobreza en {period}.",
    ),
    group_sentence=Text(
        "In {place}, {value} ({between}) of {group} lived below the poverty line in {period}.",
        "En {place}, el {value} ({between}) de los {group} vivía bajo la línea de pobreza en {period}.",
    ),
    subtitle=Text(
        "Percent of children under 18 below the federal poverty line, by year",
        "Porcentaje de menores de 18 años bajo la línea federal de pobreza, por año",
    ),
    why=Text(
        "Pay, rent help and child care support decide how many children grow up without enough. One year at a time shows a change sooner.",
        "El salario, la ayuda para la renta y el cuidado infantil deciden cuántos niños crecen sin lo suficiente. Año por año, un cambio se ve antes.",
    ),
    cannot_tell=Text(
        "It is a model that blends surveys, tax and food aid records. It says nothing about neighborhoods or groups.",
        "Es un modelo que combina encuestas, impuestos y ayuda alimentaria. No dice nada de barrios ni de grupos.",
    ),
    who_can_act=Text(
        "Employers set pay. The state sets tax credits and help for families. Schools can enroll every child in meals.",
        "Los empleadores fijan los salarios. El estado fija créditos y ayudas. Las escuelas pueden inscribir a cada niño en las comidas.",
    ),
    what_can_be_done=Text(
        "Help a neighbor file for tax credits. Ask the state to keep the credit for families with children.",
        "Ayude a un vecino a pedir créditos fiscales. Pida al estado mantener el crédito para familias con niños.",
    ),
    notes=Text(
        "Each year stands for itself, so two years can be compared when their ranges do not overlap much.",
        "Cada año vale por sí mismo; dos años se pueden comparar si sus rangos casi no se cruzan.",
    ),
    source="saipe",
    minimum_count=None,
    reviewed=REVIEWED,
)

UNEMPLOYMENT_YEARLY = Measure(
    id="unemployment_yearly",
    name=Text("People looking for work, year by year", "Personas que buscan trabajo, año por año"),
    question=Text("Can people who want work find it?", "¿Encuentran trabajo quienes lo buscan?"),
    area="youth_work",
    level="system",
    kind="system",
    strength=False,
    universe=Text(
        "people ages 16 and older who work or look for work", "personas de 16 años o más que trabajan o buscan trabajo"
    ),
    unit="percent",
    better="lower",
    formula=Reported("laus.unemployment_rate"),
    schemes=(),
    levels=("county", "state"),
    period="year",
    class_breaks=(3.0, 4.0, 6.0, 8.0),
    sentence=Text(
        "In {place}, {value} of people in the labor force looked for work and had none in {period}.",
        "En {place}, el {value} de la fuerza laboral buscaba trabajo y no lo tenía en {period}.",
    ),
    group_sentence=Text(
        "In {place}, {value} of {group} in the labor force looked for work and had none in {period}.",
        "En {place}, el {value} de los {group} en la fuerza laboral buscaba trabajo y no lo tenía en {period}.",
    ),
    subtitle=Text(
        "Percent of the labor force without work, average of the year",
        "Porcentaje de la fuerza laboral sin trabajo, promedio del año",
    ),
    why=Text(
        "When jobs are few, young people are hired last. The rate shows how open the job market is to those who start.",
        "Cuando hay pocos empleos, los jóvenes son los últimos en ser contratados. La tasa muestra qué tan abierto está el mercado para quien empieza.",
    ),
    cannot_tell=Text(
        "People who stopped looking are not in it, nor those with too few hours. It does not tell ages or groups apart.",
        "No incluye a quienes dejaron de buscar ni a quienes tienen pocas horas. No distingue edades ni grupos.",
    ),
    who_can_act=Text(
        "Employers can open apprenticeships. The workforce board pays for training. The state can fund summer jobs.",
        "Los empleadores pueden abrir puestos de aprendiz. La junta laboral paga la formación. El estado puede financiar empleos de verano.",
    ),
    what_can_be_done=Text(
        "Ask employers you know to take a young person for the summer. Ask the workforce board where its money goes.",
        "Pida a los empleadores que conoce que reciban a un joven en verano. Pregunte a la junta laboral a dónde va su dinero.",
    ),
    notes=Text(
        "Averages of twelve months, not adjusted for the season. Earlier years are revised each spring.",
        "Promedio de doce meses, sin ajuste estacional. Los años anteriores se revisan cada primavera.",
    ),
    source="bls",
    minimum_count=None,
    reviewed=REVIEWED,
)

STUDENTS_NATIONAL = Measure(
    id="students_national",
    name=Text("Students, as the nation counts them", "Estudiantes, según el conteo nacional"),
    question=Text("Who goes to our public schools?", "¿Quiénes van a nuestras escuelas públicas?"),
    area="schools",
    level="population",
    kind="context",
    strength=False,
    universe=Text(
        "students in public schools, preschool to grade 12",
        "estudiantes de escuelas públicas, de preescolar a grado 12",
    ),
    unit="students",
    better=None,
    formula=Reported("ccd.enrollment"),
    schemes=("race_ethnicity",),
    levels=("school_district",),
    period="school_year",
    class_breaks=(),
    sentence=Text(
        "Schools in {place} had {value} students in the {period} school year.",
        "Las escuelas de {place} tenían {value} estudiantes en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} had {value} {group} in the {period} school year.",
        "Las escuelas de {place} tenían {value} {group} en el año escolar {period}.",
    ),
    subtitle=Text("Number of students enrolled in the fall", "Número de estudiantes inscritos en el otoño"),
    why=Text(
        "Every district of the nation is counted in the same way, so districts of different states can be set side by side.",
        "Todos los distritos del país se cuentan igual, así que se pueden comparar distritos de distintos estados.",
    ),
    cannot_tell=Text(
        "It does not say where students live, nor who goes to a private school.",
        "No dice dónde viven los estudiantes ni quiénes van a escuelas privadas.",
    ),
    who_can_act=Text(
        "The school board plans seats and classes. The state reports the counts to the nation.",
        "La junta escolar planea cupos y clases. El estado informa los conteos al país.",
    ),
    what_can_be_done=Text(
        "Ask how staff and budgets follow the count. Help a new family enroll on time.",
        "Pregunte cómo el personal y el presupuesto siguen el conteo. Ayude a una familia nueva a inscribirse a tiempo.",
    ),
    notes=Text(
        "Counted on October 1. The groups need not add up to everyone.",
        "Conteo del 1 de octubre. Los grupos no tienen que sumar el total.",
    ),
    source="urban",
    minimum_count=SCHOOL_MINIMUM,
    reviewed=REVIEWED,
    people=Text("students", "estudiantes"),
)

ENTRIES = (PEOPLE_YEARLY, CHILD_POVERTY_YEARLY, UNEMPLOYMENT_YEARLY, STUDENTS_NATIONAL)

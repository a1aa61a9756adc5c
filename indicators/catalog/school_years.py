"""From grade 1 to the diploma: money and care at home, the tools to learn there, and teens who left."""

from indicators.catalog.early_years import BELOW_TWICE, PARENTS_AT_WORK, PARENTS_NOTES
from indicators.catalog.income import POVERTY_NOTES, WHO_SETS_PAY
from indicators.catalog.lines import Groups, everyone, lines
from indicators.catalog.survey_share import share, share_of_everyone, survey_share, told
from indicators.measure import Count, Text

_WHO_KEEPS_IN_SCHOOL = Text(
    "The school board sets rules, class sizes and who gets help. The state pays for adult education and second chances.",
    "La junta escolar fija las reglas, el tamaño de los grupos y quién recibe ayuda. El estado paga la educación de adultos y las segundas oportunidades.",
)

AGES_6_TO_11_LOW_INCOME = survey_share(
    id="ages_6_to_11_low_income",
    name=Text(
        "Children ages 6 to 11 in families with low incomes", "Niños de 6 a 11 años en familias con bajos ingresos"
    ),
    question=Text(
        "Where can extra help at school ease the load at home?", "¿Dónde puede la escuela aliviar la carga de la casa?"
    ),
    area="early_reading",
    kind="contributing",
    strength=False,
    universe=Text(
        "children ages 6 to 11 whose family income is known", "niños de 6 a 11 años con ingresos familiares conocidos"
    ),
    better="lower",
    formula=share_of_everyone(lines("B17024", range(16, 24)), lines("B17024", [15])),
    schemes=(),
    class_breaks=(20.0, 35.0, 50.0, 65.0),
    **told(Text("children ages 6 to 11", "los niños de 6 a 11 años"), BELOW_TWICE),
    subtitle=Text(
        "Percent of children ages 6 to 11 in families below twice the federal poverty line",
        "Porcentaje de niños de 6 a 11 años en familias con menos del doble de la línea federal de pobreza",
    ),
    why=Text(
        "Books, glasses, sleep and a calm place to read cost money. Schools can make sure that each child has them.",
        "Libros, lentes, descanso y un lugar tranquilo para leer cuestan dinero. La escuela puede asegurar que cada niño los tenga.",
    ),
    cannot_tell=Text(
        "It does not say how well a child reads. Many children with little money at home read far ahead.",
        "No dice qué tan bien lee un niño. Muchos niños con poco dinero en casa leen muy por delante.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask the school if it gives out books, glasses and snacks. Give an hour a week to read with a child.",
        "Pregunte si la escuela da libros, lentes y meriendas. Dedique una hora a la semana a leer con un niño.",
    ),
    notes=POVERTY_NOTES,
    people=Text("children ages 6 to 11", "niños de 6 a 11 años"),
)

SCHOOL_AGE_PARENTS_WORK = survey_share(
    id="ages_6_to_17_parents_work",
    name=Text("School-age children whose parents all work", "Niños en edad escolar con todos sus padres en el trabajo"),
    question=Text(
        "How many children need a place after school?", "¿Cuántos niños necesitan un lugar después de clases?"
    ),
    area="early_reading",
    level="system",
    kind="system",
    strength=False,
    universe=Text(
        "children ages 6 to 17 who live with a parent", "niños de 6 a 17 años que viven con su madre o padre"
    ),
    better=None,
    formula=share_of_everyone(lines("B23008", [17, 23, 26]), lines("B23008", [15])),
    schemes=(),
    class_breaks=(60.0, 70.0, 80.0, 90.0),
    **told(
        Text("children ages 6 to 17", "los niños de 6 a 17 años"),
        PARENTS_AT_WORK,
    ),
    subtitle=Text(
        "Percent of children ages 6 to 17 whose parents all work or look for work",
        "Porcentaje de niños de 6 a 17 años con todos sus padres en la fuerza laboral",
    ),
    why=Text(
        "School ends before work does. Clubs, libraries and tutors in those hours help children read and keep them safe.",
        "La escuela termina antes que el trabajo. Clubes, bibliotecas y tutores en esas horas ayudan a leer y dan seguridad.",
    ),
    cannot_tell=Text(
        "It does not count the places there are. Older brothers, sisters and neighbors do much of this care.",
        "No cuenta los lugares que existen. Hermanos mayores y vecinos dan mucho de este cuidado.",
    ),
    who_can_act=Text(
        "The school board decides how long buildings stay open. The city funds libraries, parks and after-school clubs.",
        "La junta escolar decide hasta qué hora abren los edificios. La ciudad paga bibliotecas, parques y clubes después de clases.",
    ),
    what_can_be_done=Text(
        "Ask which schools stay open until 6, and who can pay for it. Offer your skill to a club near you.",
        "Pregunte qué escuelas abren hasta las 6 y quién puede pagarlo. Ofrezca lo que sabe a un club cercano.",
    ),
    notes=PARENTS_NOTES,
    people=Text("children ages 6 to 17", "niños de 6 a 17 años"),
)

AGES_12_TO_17_LOW_INCOME = survey_share(
    id="ages_12_to_17_low_income",
    name=Text(
        "Teens ages 12 to 17 in families with low incomes",
        "Adolescentes de 12 a 17 años en familias con bajos ingresos",
    ),
    question=Text(
        "Where do teens live in families with low incomes?", "¿Dónde viven adolescentes en familias con bajos ingresos?"
    ),
    area="middle_math",
    kind="contributing",
    strength=False,
    universe=Text(
        "people ages 12 to 17 whose family income is known",
        "personas de 12 a 17 años con ingresos familiares conocidos",
    ),
    better="lower",
    formula=share_of_everyone(lines("B17024", range(29, 37)), lines("B17024", [28])),
    schemes=(),
    class_breaks=(20.0, 35.0, 50.0, 65.0),
    **told(Text("teens ages 12 to 17", "los adolescentes de 12 a 17 años"), BELOW_TWICE),
    subtitle=Text(
        "Percent of people ages 12 to 17 in families below twice the federal poverty line",
        "Porcentaje de personas de 12 a 17 años en familias con menos del doble de la línea federal de pobreza",
    ),
    why=Text(
        "Tutors, calculators and camps cost money, and some teens must work or care for others. Schools choose who gets into hard math.",
        "Tutores, calculadoras y campamentos cuestan dinero, y algunos jóvenes deben trabajar o cuidar a otros. La escuela decide quién entra a matemáticas avanzadas.",
    ),
    cannot_tell=Text(
        "It does not say how well a teen does math or which class the school put them in.",
        "No dice qué tan bien hace matemáticas un joven ni en qué clase lo puso la escuela.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask the school how it picks students for algebra in grade 8. Ask for free tutors in the school day.",
        "Pregunte cómo elige la escuela a quienes toman álgebra en octavo. Pida tutores gratis en horario escolar.",
    ),
    notes=POVERTY_NOTES,
    people=Text("teens ages 12 to 17", "adolescentes de 12 a 17 años"),
)

IN_SCHOOL_15_TO_17 = survey_share(
    id="ages_15_to_17_in_school",
    name=Text("Teens ages 15 to 17 in school", "Adolescentes de 15 a 17 años en la escuela"),
    question=Text("Are teens still in school at 17?", "¿Siguen los adolescentes en la escuela a los 17?"),
    area="high_school",
    kind="contributing",
    strength=True,
    universe=Text("people ages 15 to 17", "personas de 15 a 17 años"),
    better="higher",
    formula=share(
        {
            "all": everyone(lines("B14003", [7, 16, 35, 44])),
            "sex": {"female": lines("B14003", [35, 44]), "male": lines("B14003", [7, 16])},
        },
        {
            "all": everyone(lines("B14003", [7, 16, 25, 35, 44, 53])),
            "sex": {"female": lines("B14003", [35, 44, 53]), "male": lines("B14003", [7, 16, 25])},
        },
    ),
    schemes=("sex",),
    class_breaks=(90.0, 93.0, 96.0, 98.0),
    **told(Text("people ages 15 to 17", "los jóvenes de 15 a 17 años"), Text("were in school", "iba a la escuela")),
    subtitle=Text(
        "Percent of people ages 15 to 17 enrolled in school",
        "Porcentaje de personas de 15 a 17 años inscritas en la escuela",
    ),
    why=Text(
        "A student must be there to graduate. Schools that know each teen by name keep more of them.",
        "Para graduarse hay que estar. Las escuelas que conocen a cada joven por su nombre retienen a más.",
    ),
    cannot_tell=Text(
        "It does not count days missed. A few teens in this count have already graduated.",
        "No cuenta los días de ausencia. Algunos de estos jóvenes ya se graduaron.",
    ),
    who_can_act=_WHO_KEEPS_IN_SCHOOL,
    what_can_be_done=Text(
        "Ask the school what it does in the first week a student is gone.",
        "Pregunte qué hace la escuela en la primera semana en que falta un estudiante.",
    ),
    notes=Text(
        "Public, private and home school all count. Enrolled at some time in the past three months.",
        "Cuenta la escuela pública, la privada y la educación en casa. Inscritos en algún momento de los últimos tres meses.",
    ),
    people=Text("people ages 15 to 17", "jóvenes de 15 a 17 años"),
)

_TO_WIN_BACK: Groups = {
    "all": everyone(lines("B14005", [12, 26])),
    "sex": {"female": lines("B14005", [26]), "male": lines("B14005", [12])},
}
TEENS_TO_WIN_BACK = survey_share(
    id="teens_to_win_back",
    name=Text("Teens whom schools could win back", "Jóvenes que las escuelas podrían recuperar"),
    question=Text("How many second-chance seats do teens need?", "¿Cuántos cupos de segunda oportunidad hacen falta?"),
    area="high_school",
    level="system",
    kind="system",
    strength=False,
    universe=Text("people ages 16 to 19", "personas de 16 a 19 años"),
    unit="people",
    better="lower",
    formula=Count(_TO_WIN_BACK),
    schemes=("sex",),
    class_breaks=(),
    sentence=Text(
        "In {place}, about {value} people ages 16 to 19 ({between}) were out of school without a diploma in {period}.",
        "En {place}, unos {value} jóvenes de 16 a 19 años ({between}) no iban a la escuela ni tenían diploma en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} {group} ({between}) were out of school without a diploma in {period}.",
        "En {place}, unos {value} {group} ({between}) no iban a la escuela ni tenían diploma en {period}.",
    ),
    subtitle=Text(
        "People ages 16 to 19 who are out of school and have no diploma",
        "Personas de 16 a 19 años que no van a la escuela y no tienen diploma",
    ),
    why=Text(
        "Each one is a seat that evening classes and small schools should offer. The number says how many to plan for.",
        "Cada uno es un cupo que deberían ofrecer las clases nocturnas y las escuelas pequeñas. El número dice cuántos planear.",
    ),
    cannot_tell=Text(
        "It does not say why they left or what they want now. It does not count the seats there are.",
        "No dice por qué se fueron ni qué quieren ahora. No cuenta los cupos que existen.",
    ),
    who_can_act=_WHO_KEEPS_IN_SCHOOL,
    what_can_be_done=Text(
        "Ask the district how many it called last year, and how many came back. Help one teen sign up.",
        "Pregunte al distrito a cuántos llamó el año pasado y cuántos volvieron. Ayude a un joven a inscribirse.",
    ),
    notes=Text(
        "An estimate from a sample, with a wide range in small places. An equivalency diploma counts as a diploma.",
        "Es una estimación de una muestra, con un rango amplio en lugares pequeños. El diploma equivalente cuenta como diploma.",
    ),
    people=Text("people ages 16 to 19", "jóvenes de 16 a 19 años"),
)

ENTRIES = (
    AGES_6_TO_11_LOW_INCOME,
    SCHOOL_AGE_PARENTS_WORK,
    AGES_12_TO_17_LOW_INCOME,
    IN_SCHOOL_15_TO_17,
    TEENS_TO_WIN_BACK,
)

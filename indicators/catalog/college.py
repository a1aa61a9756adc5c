"""Young adults on the way to a degree: the diploma first, then college, then finishing it."""

from indicators.catalog.lines import Groups, everyone, lines
from indicators.catalog.survey_share import share, share_of_everyone, survey_share, told
from indicators.measure import Text

_WHO_ACTS = Text(
    "Colleges set prices, class hours and who gets help. The state sets aid and how credits move. High schools give time to apply.",
    "Las universidades fijan precios, horarios y a quién ayudan. El estado fija la ayuda y cómo se transfieren los créditos. Las secundarias dan tiempo para solicitar.",
)
_AGES_18_TO_24 = Text("people ages 18 to 24", "los jóvenes de 18 a 24 años")
_AGES_25_TO_34 = Text("adults ages 25 to 34", "los adultos de 25 a 34 años")
_STUDENTS_NOTE = Text(
    "Students are counted where they live in term time, so dorms weigh much in their neighborhood.",
    "Los estudiantes se cuentan donde viven durante el curso; las residencias pesan mucho en su vecindario.",
)
# Men and women stand in the same order in both tables, this many lines apart.
_B15001, _B14004 = 41, 16


def _sexes(table: str, men: tuple[int, ...], apart: int) -> Groups:
    women = [n + apart for n in men]
    return {
        "all": everyone(lines(table, [*men, *women])),
        "sex": {"female": lines(table, women), "male": lines(table, men)},
    }


DIPLOMA_18_TO_24 = survey_share(
    id="diploma_18_to_24",
    name=Text("Young adults with a high school diploma", "Jóvenes con diploma de secundaria"),
    question=Text("How many young adults have a diploma?", "¿Cuántos jóvenes tienen diploma de secundaria?"),
    area="high_school",
    kind="contributing",
    strength=True,
    universe=Text("people ages 18 to 24", "personas de 18 a 24 años"),
    better="higher",
    formula=share(_sexes("B15001", (6, 7, 8, 9, 10), _B15001), _sexes("B15001", (3,), _B15001)),
    schemes=("sex",),
    class_breaks=(80.0, 85.0, 90.0, 95.0),
    **told(_AGES_18_TO_24, Text("had a high school diploma", "tenía diploma de secundaria")),
    subtitle=Text(
        "Percent of people ages 18 to 24 with a high school diploma or more",
        "Porcentaje de personas de 18 a 24 años con diploma de secundaria o más",
    ),
    why=Text(
        "Nearly all jobs and colleges ask for a diploma. This counts those who took more than four years, too.",
        "Casi todos los empleos y universidades piden diploma. Aquí cuentan también quienes tardaron más de cuatro años.",
    ),
    cannot_tell=Text(
        "Some went to school elsewhere and moved here. Some at 18 are still in high school.",
        "Algunos estudiaron en otro lugar y se mudaron aquí. Algunos de 18 años siguen en la secundaria.",
    ),
    who_can_act=Text(
        "School districts can call back those who left. The state pays for adult classes and the GED test.",
        "Los distritos pueden llamar a quienes se fueron. El estado paga las clases para adultos y el examen GED.",
    ),
    what_can_be_done=Text(
        "Tell a young adult where to finish for free. Ask if class hours fit with work and child care.",
        "Diga a un joven dónde puede terminar gratis. Pregunte si el horario permite trabajar y cuidar hijos.",
    ),
    notes=Text(
        "An equivalency diploma, such as the GED, counts. Students in dorms count where the dorm is.",
        "El diploma equivalente, como el GED, cuenta. Los universitarios cuentan donde está su residencia.",
    ),
    people=Text("people ages 18 to 24", "jóvenes de 18 a 24 años"),
)

COLLEGE_18_TO_24 = survey_share(
    id="college_18_to_24",
    name=Text("Young adults in college", "Jóvenes en la universidad"),
    question=Text("How many young adults are in college?", "¿Cuántos jóvenes están en la universidad?"),
    area="college_enrollment",
    kind="contributing",
    strength=True,
    universe=Text("people ages 18 to 24", "personas de 18 a 24 años"),
    better="higher",
    formula=share(_sexes("B14004", (5, 10), _B14004), _sexes("B14004", (5, 10, 15), _B14004)),
    schemes=("sex",),
    class_breaks=(25.0, 40.0, 55.0, 70.0),
    **told(_AGES_18_TO_24, Text("were in college", "estaba en la universidad")),
    subtitle=Text(
        "Percent of people ages 18 to 24 enrolled in college",
        "Porcentaje de personas de 18 a 24 años inscritas en la universidad",
    ),
    why=Text(
        "College or training after high school opens jobs that pay enough for a family.",
        "La universidad o la formación después de la secundaria abre empleos que alcanzan para una familia.",
    ),
    cannot_tell=Text(
        "It leaves out job training. Near a campus it counts students from far away, not the teens who grew up there.",
        "No incluye la formación laboral. Cerca de un campus cuenta a estudiantes de lejos, no a los jóvenes que crecieron ahí.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Help a senior fill in the form for federal aid. Ask the high school who helps each student apply.",
        "Ayude a un estudiante del último año con la solicitud de ayuda federal. Pregunte quién ayuda a cada uno a solicitar ingreso.",
    ),
    notes=_STUDENTS_NOTE,
    people=Text("people ages 18 to 24", "jóvenes de 18 a 24 años"),
)

PUBLIC_COLLEGE = survey_share(
    id="college_public",
    name=Text("College students at public colleges", "Universitarios en universidades públicas"),
    question=Text(
        "Do public colleges make room for young adults?", "¿Dan cabida las universidades públicas a los jóvenes?"
    ),
    area="college_enrollment",
    level="system",
    kind="system",
    strength=True,
    universe=Text("people ages 18 to 24 who are in college", "personas de 18 a 24 años que están en la universidad"),
    better=None,
    formula=share(_sexes("B14004", (5,), _B14004), _sexes("B14004", (5, 10), _B14004)),
    schemes=("sex",),
    class_breaks=(50.0, 60.0, 70.0, 80.0),
    **told(
        Text("college students ages 18 to 24", "los universitarios de 18 a 24 años"),
        Text("went to a public college", "iba a una universidad pública"),
    ),
    subtitle=Text(
        "Percent of college students ages 18 to 24 who are at a public college",
        "Porcentaje de universitarios de 18 a 24 años que van a una universidad pública",
    ),
    why=Text(
        "Public colleges most often cost less and lie closer to home. How many they take is the choice of the state.",
        "Las universidades públicas suelen costar menos y estar más cerca. Cuántos estudiantes aceptan lo decide el estado.",
    ),
    cannot_tell=Text(
        "It does not know what a student pays after aid. Some private colleges cost less than public ones for families with low incomes.",
        "No sabe cuánto paga un estudiante después de la ayuda. Algunas privadas cuestan menos que las públicas a familias con bajos ingresos.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask the state to make community college free and to let all credits move on.",
        "Pida al estado colegios comunitarios gratis y que todos los créditos se puedan transferir.",
    ),
    notes=_STUDENTS_NOTE,
    people=Text("college students", "universitarios"),
)

DEGREE_25_TO_34 = survey_share(
    id="degree_25_to_34",
    name=Text("Adults ages 25 to 34 with a college degree", "Adultos de 25 a 34 años con título universitario"),
    question=Text("Do young adults finish a degree?", "¿Terminan los jóvenes una carrera?"),
    area="college_completion",
    kind="outcome",
    strength=True,
    universe=Text("people ages 25 to 34", "personas de 25 a 34 años"),
    better="higher",
    formula=share(_sexes("B15001", (16, 17, 18), _B15001), _sexes("B15001", (11,), _B15001)),
    schemes=("sex",),
    class_breaks=(30.0, 40.0, 50.0, 60.0),
    **told(_AGES_25_TO_34, Text("had a college degree", "tenía un título universitario")),
    subtitle=Text(
        "Percent of people ages 25 to 34 with an associate degree or more",
        "Porcentaje de personas de 25 a 34 años con título asociado o más",
    ),
    why=Text(
        "A finished degree brings more pay and steadier work than one that was started. Colleges can clear the path to the end.",
        "Un título terminado da mejor sueldo y más estabilidad que uno empezado. Las universidades pueden despejar el camino hasta el final.",
    ),
    cannot_tell=Text(
        "It counts all who live here, from any school. People move here with degrees, and graduates of our schools move away.",
        "Cuenta a quienes viven aquí, de cualquier escuela. Llegan personas con título y se van graduados de nuestras escuelas.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask colleges how many students from here finish, and what stops the rest. Help one person go back.",
        "Pregunte a las universidades cuántos estudiantes de aquí terminan y qué detiene a los demás. Ayude a una persona a volver.",
    ),
    notes=Text(
        "Associate, bachelor's and higher degrees. Job certificates are not counted; the survey does not ask for them.",
        "Títulos asociados, licenciaturas y más. No cuenta los certificados laborales; la encuesta no pregunta por ellos.",
    ),
    people=Text("adults ages 25 to 34", "adultos de 25 a 34 años"),
)

SOME_COLLEGE_25_TO_34 = survey_share(
    id="some_college_25_to_34",
    name=Text("Adults ages 25 to 34 who began college", "Adultos de 25 a 34 años que empezaron la universidad"),
    question=Text(
        "How many young adults began college and have no degree yet?",
        "¿Cuántos jóvenes empezaron la universidad y aún no tienen título?",
    ),
    area="college_completion",
    kind="contributing",
    strength=False,
    universe=DEGREE_25_TO_34.universe,
    better=None,
    formula=share(_sexes("B15001", (15,), _B15001), _sexes("B15001", (11,), _B15001)),
    schemes=("sex",),
    class_breaks=(10.0, 15.0, 20.0, 25.0),
    **told(
        _AGES_25_TO_34, Text("had some college and no degree yet", "tenía estudios universitarios sin título todavía")
    ),
    subtitle=Text(
        "Percent of people ages 25 to 34 with some college and no degree",
        "Porcentaje de personas de 25 a 34 años con estudios universitarios sin título",
    ),
    why=Text(
        "These adults have done much of the work, and many still pay for it. Colleges can count what they know and invite them back.",
        "Estos adultos ya hicieron buena parte y muchos aún la pagan. Las universidades pueden reconocer lo que saben e invitarlos a volver.",
    ),
    cannot_tell=Text(
        "Some are still in college. Some earned a job certificate, which the survey does not ask about.",
        "Algunos siguen estudiando. Otros tienen un certificado laboral, que la encuesta no pregunta.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask the college to forgive small debts that block a return. Ask employers to pay for the last classes.",
        "Pida a la universidad perdonar deudas pequeñas que impiden volver. Pida a los empleadores pagar las últimas clases.",
    ),
    notes=Text(
        "Any college class counts, even less than a year of them.",
        "Cuenta cualquier clase universitaria, aunque sea menos de un año.",
    ),
    people=DEGREE_25_TO_34.people,
)

STUDENTS_BELOW_POVERTY = survey_share(
    id="college_students_below_poverty",
    name=Text(
        "College students whom aid does not lift over the line", "Universitarios a quienes la ayuda no les alcanza"
    ),
    question=Text("Can college students pay for rent and food?", "¿Pueden los universitarios pagar renta y comida?"),
    area="college_completion",
    level="system",
    kind="system",
    strength=False,
    universe=Text("undergraduate students whose income is known", "estudiantes de licenciatura con ingresos conocidos"),
    better="lower",
    formula=share_of_everyone(lines("B14006", [9]), lines("B14006", [9, 19])),
    schemes=(),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    **told(
        Text("undergraduate students", "los estudiantes de licenciatura"),
        Text("had incomes below the poverty line", "tenía ingresos por debajo de la línea de pobreza"),
    ),
    subtitle=Text(
        "Percent of undergraduates outside dorms below the federal poverty line",
        "Porcentaje de estudiantes de licenciatura fuera de residencias por debajo de la línea federal de pobreza",
    ),
    why=Text(
        "Students most often stop for lack of money, not of talent. Aid that covers rent and food helps them finish.",
        "Los estudiantes suelen parar por falta de dinero, no de talento. La ayuda que cubre renta y comida los ayuda a terminar.",
    ),
    cannot_tell=Text(
        "Money from parents and loans is not income here, so it counts some students who are well off.",
        "El dinero de los padres y los préstamos no cuentan como ingreso; por eso incluye a algunos estudiantes sin apuros.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask the college about a food shelf, rent help and small grants for hard weeks.",
        "Pregunte a la universidad por despensa, ayuda de renta y pequeñas becas para semanas difíciles.",
    ),
    notes=Text(
        "Students who live in dorms are left out, since the survey does not set a poverty line for them.",
        "No incluye a quienes viven en residencias, porque la encuesta no les asigna línea de pobreza.",
    ),
    people=Text("undergraduate students", "estudiantes de licenciatura"),
)

ENTRIES = (
    DIPLOMA_18_TO_24,
    COLLEGE_18_TO_24,
    PUBLIC_COLLEGE,
    DEGREE_25_TO_34,
    SOME_COLLEGE_25_TO_34,
    STUDENTS_BELOW_POVERTY,
)

"""The seven outcomes from cradle to career, the conditions around them, and what nobody publishes for us yet."""

from dataclasses import dataclass
from typing import Literal

from indicators.measure import Text


@dataclass(frozen=True)
class Area:
    """One chapter of the site. An outcome carries the result the community wants and the age it speaks of."""

    id: str
    kind: Literal["outcome", "context"]
    name: Text
    stage: Text
    question: Text
    result: Text


@dataclass(frozen=True)
class NotYet:
    """An outcome without a number: the measure it waits for, why it is missing, and who could publish it."""

    area: str
    measure: str
    why: Text
    who: Text


_OUTCOMES = (
    Area(
        "kindergarten",
        "outcome",
        Text("Ready for kindergarten", "Listos para el kínder"),
        Text("Age 5", "5 años"),
        Text("Are children ready for kindergarten?", "¿Llegan los niños listos al kínder?"),
        Text("Every child starts school ready to learn.", "Cada niño empieza la escuela listo para aprender."),
    ),
    Area(
        "early_reading",
        "outcome",
        Text("Reading by grade 3", "Lectura en tercer grado"),
        Text("Grade 3", "Tercer grado"),
        Text("Are children reading well by third grade?", "¿Leen bien los niños en tercer grado?"),
        Text("Every child reads well by third grade.", "Cada niño lee bien en tercer grado."),
    ),
    Area(
        "middle_math",
        "outcome",
        Text("Math by grade 8", "Matemáticas en octavo grado"),
        Text("Grade 8", "Octavo grado"),
        Text(
            "Are students strong in math by eighth grade?", "¿Dominan los estudiantes las matemáticas en octavo grado?"
        ),
        Text(
            "Every student is strong in math by eighth grade.",
            "Cada estudiante domina las matemáticas en octavo grado.",
        ),
    ),
    Area(
        "high_school",
        "outcome",
        Text("On-time graduation", "Graduación a tiempo"),
        Text("Age 18", "18 años"),
        Text(
            "Do students finish high school in four years?", "¿Terminan los estudiantes la secundaria en cuatro años?"
        ),
        Text("Every student finishes high school.", "Cada estudiante termina la escuela secundaria."),
    ),
    Area(
        "college_enrollment",
        "outcome",
        Text("Going on after high school", "Estudios después de la secundaria"),
        Text("After high school", "Después de la secundaria"),
        Text("Do graduates go on to college or training?", "¿Siguen los graduados a la universidad o a una formación?"),
        Text(
            "Every graduate goes on to college or job training.",
            "Cada graduado sigue a la universidad o a una formación laboral.",
        ),
    ),
    Area(
        "college_completion",
        "outcome",
        Text("Finishing college or training", "Terminar la universidad o la formación"),
        Text("College", "Universidad"),
        Text("Do they finish what they start?", "¿Terminan lo que empiezan?"),
        Text("Every student who starts finishes.", "Cada estudiante que empieza termina."),
    ),
    Area(
        "youth_work",
        "outcome",
        Text("In school or at work", "En la escuela o en el trabajo"),
        Text("Ages 16 to 24", "De 16 a 24 años"),
        Text("Are young people in school or at work?", "¿Están los jóvenes en la escuela o en el trabajo?"),
        Text("Every young person has a path to a good job.", "Cada joven tiene un camino hacia un buen empleo."),
    ),
)

_CONTEXTS = (
    Area(
        "people",
        "context",
        Text("Who lives here", "Quiénes viven aquí"),
        Text("All ages", "Todas las edades"),
        Text("Who lives here?", "¿Quiénes viven aquí?"),
        Text(
            "Everyone who lives here is counted and belongs.", "Todas las personas que viven aquí cuentan y pertenecen."
        ),
    ),
    Area(
        "schools",
        "context",
        Text("Schools", "Escuelas"),
        Text("Grades K to 12", "De kínder a grado 12"),
        Text("How do schools serve their students?", "¿Cómo atienden las escuelas a sus estudiantes?"),
        Text("Schools keep every student in class.", "Las escuelas mantienen a cada estudiante en clase."),
    ),
    Area(
        "income",
        "context",
        Text("Family income", "Ingresos de las familias"),
        Text("All ages", "Todas las edades"),
        Text("Do families have enough to live on?", "¿Tienen las familias lo suficiente para vivir?"),
        Text("Every family can pay for what it needs.", "Cada familia puede pagar lo que necesita."),
    ),
    Area(
        "housing",
        "context",
        Text("Homes and getting around", "Vivienda y transporte"),
        Text("Households", "Hogares"),
        Text("Can families pay for a home and get around?", "¿Pueden las familias pagar su vivienda y moverse?"),
        Text("Every family has a home it can pay for.", "Cada familia tiene una vivienda que puede pagar."),
    ),
    Area(
        "adult_learning",
        "context",
        Text("Adults' schooling", "Estudios de los adultos"),
        Text("Ages 25 and older", "25 años o más"),
        Text("How far did adults get in school?", "¿Hasta dónde estudiaron los adultos?"),
        Text("Every adult can keep learning.", "Cada adulto puede seguir aprendiendo."),
    ),
)

AREAS: dict[str, Area] = {area.id: area for area in (*_OUTCOMES, *_CONTEXTS)}

NOT_YET: tuple[NotYet, ...] = (
    NotYet(
        "kindergarten",
        "kindergarten_ready",
        Text(
            "The state's teacher ratings stopped and came back in a new form. We have not added them yet.",
            "Las evaluaciones de maestros del estado se suspendieron y volvieron con otra forma. Aún no las hemos agregado.",
        ),
        Text(
            "The state education agency could publish ready children and all children for each district.",
            "La agencia estatal de educación podría publicar los niños listos y el total de niños de cada distrito.",
        ),
    ),
    NotYet(
        "early_reading",
        "grade3_reading",
        Text(
            "State test results are not in this release.", "Los resultados del examen estatal no están en esta versión."
        ),
        Text(
            "The state education agency publishes them by grade and school. We will add them.",
            "La agencia estatal de educación los publica por grado y escuela. Los agregaremos.",
        ),
    ),
    NotYet(
        "middle_math",
        "grade8_math",
        Text(
            "State test results are not in this release.", "Los resultados del examen estatal no están en esta versión."
        ),
        Text(
            "The state education agency publishes them by grade and school. We will add them.",
            "La agencia estatal de educación los publica por grado y escuela. Los agregaremos.",
        ),
    ),
    NotYet(
        "college_enrollment",
        "college_enrollment",
        Text(
            "The state publishes the percent of graduates who go on without the count behind it, and only for old years.",
            "El estado publica el porcentaje de graduados que sigue estudiando sin el número que lo respalda, y solo de años pasados.",
        ),
        Text(
            "School districts could share totals they get from the National Student Clearinghouse.",
            "Los distritos escolares podrían compartir los totales que reciben del National Student Clearinghouse.",
        ),
    ),
    NotYet(
        "college_completion",
        "college_completion",
        Text(
            "No public source follows this community's graduates through college.",
            "Ninguna fuente pública sigue a los graduados de esta comunidad durante la universidad.",
        ),
        Text(
            "School districts and colleges could publish how many finish within six years.",
            "Los distritos escolares y las universidades podrían publicar cuántos terminan en seis años.",
        ),
    ),
    NotYet(
        "youth_work",
        "youth_employment",
        Text(
            "The survey table on work and school for young people is not in this release.",
            "La tabla de la encuesta sobre trabajo y escuela de los jóvenes no está en esta versión.",
        ),
        Text(
            "The Census Bureau publishes it for cities. We will add it.",
            "La Oficina del Censo la publica para las ciudades. La agregaremos.",
        ),
    ),
)

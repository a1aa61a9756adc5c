"""The seven outcomes from cradle to career, and the conditions around them."""

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
        "work",
        "context",
        Text("Work and pay", "Trabajo y sueldos"),
        Text("Ages 16 and older", "16 años o más"),
        Text("Do adults find work that pays enough?", "¿Encuentran los adultos trabajo con buen sueldo?"),
        Text("Every adult who wants to work has a good job.", "Cada adulto que quiere trabajar tiene un buen empleo."),
    ),
    Area(
        "housing",
        "context",
        Text("Homes", "Vivienda"),
        Text("Households", "Hogares"),
        Text("Can families pay for a good home?", "¿Pueden las familias pagar una buena vivienda?"),
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
    Area(
        "families",
        "context",
        Text("Families", "Familias"),
        Text("Families with children", "Familias con niños"),
        Text("Who is raising children here?", "¿Quiénes crían a los niños aquí?"),
        Text(
            "Every family has time and help to raise its children.",
            "Cada familia tiene tiempo y ayuda para criar a sus hijos.",
        ),
    ),
    Area(
        "language",
        "context",
        Text("Languages", "Idiomas"),
        Text("Ages 5 and older", "5 años o más"),
        Text("Which homes speak more than English?", "¿En qué hogares se habla más que inglés?"),
        Text(
            "Everyone is understood in the language they speak.",
            "A cada persona se le entiende en el idioma que habla.",
        ),
    ),
    Area(
        "transport",
        "context",
        Text("Getting around", "Transporte"),
        Text("Households and workers", "Hogares y trabajadores"),
        Text(
            "Can people get to school, work and care?",
            "¿Pueden las personas llegar a la escuela, al trabajo y al médico?",
        ),
        Text("Everyone can get where they need to go.", "Cada persona puede llegar adonde necesita."),
    ),
    Area(
        "food",
        "context",
        Text("Food", "Alimentos"),
        Text("Households", "Hogares"),
        Text("Do families have enough to eat?", "¿Tienen las familias suficiente para comer?"),
        Text("Every family has good food on the table.", "Cada familia tiene buena comida en la mesa."),
    ),
    Area(
        "health",
        "context",
        Text("Health coverage", "Seguro de salud"),
        Text("All ages", "Todas las edades"),
        Text("Can people pay for a doctor?", "¿Pueden las personas pagar al médico?"),
        Text("Everyone can see a doctor when they need one.", "Cada persona puede ver al médico cuando lo necesita."),
    ),
    Area(
        "digital",
        "context",
        Text("Computers and internet", "Computadoras e internet"),
        Text("Households", "Hogares"),
        Text(
            "Can families learn and work online at home?", "¿Pueden las familias estudiar y trabajar en línea en casa?"
        ),
        Text("Every home has a computer and fast internet.", "Cada hogar tiene computadora e internet rápido."),
    ),
    Area(
        "safety",
        "context",
        Text("Safety", "Seguridad"),
        Text("All ages", "Todas las edades"),
        Text("Are streets and homes safe for children?", "¿Son seguras las calles y las casas para los niños?"),
        Text(
            "Every child is safe at home, at school and on the street.",
            "Cada niño está seguro en casa, en la escuela y en la calle.",
        ),
    ),
)

AREAS: dict[str, Area] = {area.id: area for area in (*_OUTCOMES, *_CONTEXTS)}

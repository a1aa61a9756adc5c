"""The outcome at age 18: finishing high school in four years."""

from indicators.catalog.school_records import school_measure
from indicators.measure import Reported, Text

GRADUATION_4YR = school_measure(
    id="graduation_4yr",
    name=Text("On-time graduation", "Graduación a tiempo"),
    question=Text(
        "Do students finish high school in four years?", "¿Terminan los estudiantes la secundaria en cuatro años?"
    ),
    area="high_school",
    level="population",
    kind="outcome",
    strength=True,
    universe=Text("students who started ninth grade together", "estudiantes que empezaron juntos el noveno grado"),
    unit="percent",
    better="higher",
    formula=Reported("graduation_4yr.rate", "graduation_4yr.count", "graduation_4yr.cohort"),
    schemes=("race_ethnicity",),
    period="class_of",
    sentence=Text(
        "Schools in {place} graduated {value} of the {period} on time.",
        "Las escuelas de {place} graduaron a tiempo al {value} de la {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} graduated {value} of {group} in the {period} on time.",
        "Las escuelas de {place} graduaron a tiempo al {value} de los {group} de la {period}.",
    ),
    subtitle=Text(
        "Percent of ninth-graders who graduate within four years",
        "Porcentaje de estudiantes de noveno grado que se gradúan en cuatro años",
    ),
    why=Text(
        "A diploma is the first key to college, training and most jobs. Schools can see years ahead who needs more help.",
        "El diploma es la primera llave para la universidad, la formación y la mayoría de los empleos. Las escuelas pueden ver con años de anticipación quién necesita más ayuda.",
    ),
    cannot_tell=Text(
        "It does not count students who finish in five or six years, or who earn a GED. It says nothing about why a student left.",
        "No cuenta a quienes terminan en cinco o seis años ni a quienes obtienen un GED. No dice por qué un estudiante dejó la escuela.",
    ),
    who_can_act=Text(
        "The school board sets credit rules and pays for summer and evening classes. Counselors plan credits with each student.",
        "La junta escolar fija los créditos y paga clases de verano y de noche. Los consejeros planean los créditos con cada estudiante.",
    ),
    what_can_be_done=Text(
        "Ask the counselor which credits your student still needs. Ask the district how many ninth-graders are on track.",
        "Pregunte al consejero qué créditos le faltan a su estudiante. Pregunte al distrito cuántos estudiantes de noveno grado van al día.",
    ),
    notes=Text(
        "Follows students who started ninth grade together, adding those who moved in and taking out those who moved away.",
        "Sigue a quienes empezaron juntos el noveno grado; suma a quienes llegaron y resta a quienes se mudaron.",
    ),
    people=Text("students", "estudiantes"),
)

ENTRIES = (GRADUATION_4YR,)

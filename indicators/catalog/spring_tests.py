"""What all measures of the state's spring tests have in common: formula, breaks, and the texts of subject and stage."""

from dataclasses import dataclass
from typing import Literal

from indicators.catalog.school_records import school_measure
from indicators.measure import Break, Measure, Reported, Text

Subject = Literal["reading", "math"]
Stage = Literal["young", "middle", "high"]
GRADES = {
    3: Text("third grade", "tercer grado"),
    4: Text("fourth grade", "cuarto grado"),
    5: Text("fifth grade", "quinto grado"),
    6: Text("sixth grade", "sexto grado"),
    7: Text("seventh grade", "séptimo grado"),
    8: Text("eighth grade", "octavo grado"),
    11: Text("eleventh grade", "undécimo grado"),
}
SUBJECTS: dict[Subject, tuple[str, Text, Text]] = {
    "reading": ("ela", Text("Reading", "Lectura"), Text("reading", "lectura")),
    "math": ("math", Text("Math", "Matemáticas"), Text("math", "matemáticas")),
}
FIRST = Break(
    2015,
    Text(
        "The state began this test in spring 2015. The tests before it asked other things.",
        "El estado empezó con esta prueba en la primavera de 2015. Las pruebas anteriores preguntaban otras cosas.",
    ),
)
# Announced on February 25, 2016, for English language arts in grades 3 to 8; math kept its performance task.
NO_ESSAY = Break(
    2016,
    Text(
        "From 2015–16 the reading test has no essay part.",
        "Desde 2015–16 la prueba de lectura ya no tiene la parte de ensayo.",
    ),
)
NO_TEST = Break(
    2020,
    Text(
        "Schools closed in March 2020, so nobody took the test in 2019–20.",
        "Las escuelas cerraron en marzo de 2020, así que nadie hizo la prueba en 2019–20.",
    ),
)
_CANNOT = Text(
    "One test in spring does not show all that a child can do. Students who took another test, or none, are not in it.",
    "Una prueba en primavera no muestra todo lo que un niño sabe hacer. No incluye a quienes hicieron otra prueba o ninguna.",
)
_CANNOT_OLD = Text(
    "It is one old year. Nearly one in five students in the state had no score, so it may not speak for all of them.",
    "Es un solo año, ya pasado. Casi uno de cada cinco estudiantes del estado no tuvo resultado, así que quizá no hable de todos.",
)
_RACES = Text(
    "The archive has this by race or ethnicity for 2014–15 and 2015–16 only.",
    "El archivo lo tiene por raza u origen étnico solo para 2014–15 y 2015–16.",
)
_ONCE = Text(
    "Students took it in this grade in 2014–15 only. From the next year on the state uses the SAT.",
    "En este grado se hizo solo en 2014–15. Desde el año siguiente el estado usa el SAT.",
)
_TEST: dict[Subject, Text] = {
    "reading": Text(
        "The test is Smarter Balanced in English: reading, writing and listening. Levels 3 and 4 of four meet the standard.",
        "La prueba es Smarter Balanced en inglés: lectura, escritura y comprensión oral. De cuatro niveles, el 3 y el 4 alcanzan la norma.",
    ),
    "math": Text(
        "The test is Smarter Balanced in math. Levels 3 and 4 of four meet the standard.",
        "La prueba es Smarter Balanced en matemáticas. De cuatro niveles, el 3 y el 4 alcanzan la norma.",
    ),
}
_WHO: dict[tuple[Subject, Stage], Text] = {
    ("reading", "young"): Text(
        "The school board picks the reading lessons and pays for coaches and small groups. Preschools and libraries start it early.",
        "La junta escolar elige el programa de lectura y paga a los instructores y los grupos pequeños. Los preescolares y las bibliotecas empiezan temprano.",
    ),
    ("reading", "middle"): Text(
        "The school board pays for reading teachers in middle school. Teachers of every subject make time to read and write.",
        "La junta escolar paga a los maestros de lectura en la escuela media. Los maestros de cada materia dan tiempo para leer y escribir.",
    ),
    ("reading", "high"): Text(
        "The school board pays for small classes and for tutors. Teachers of every subject ask for real reading and writing.",
        "La junta escolar paga clases pequeñas y tutores. Los maestros de cada materia piden leer y escribir de verdad.",
    ),
    ("math", "young"): Text(
        "The school board picks the math lessons and trains the teachers. Principals set the time for math each day.",
        "La junta escolar elige el programa de matemáticas y forma a los maestros. Los directores fijan el tiempo de matemáticas de cada día.",
    ),
    ("math", "middle"): Text(
        "The school board pays for math teachers and tutors. Principals open algebra to all who are ready and help the rest get there.",
        "La junta escolar paga a los maestros y tutores de matemáticas. Los directores abren el álgebra a quienes están listos y ayudan a los demás a llegar.",
    ),
    ("math", "high"): Text(
        "The school board sets how much math each student takes. Schools and colleges can agree on what students need to know.",
        "La junta escolar fija cuántas matemáticas lleva cada estudiante. Las escuelas y universidades pueden acordar lo que hace falta saber.",
    ),
}


@dataclass(frozen=True)
class Words:
    """What an entry says of itself: the question it answers, why it matters, what a reader can do."""

    question: Text
    why: Text
    what_can_be_done: Text


def spring_test(
    subject: Subject, grade: int, area: str, words: Words, kind: Literal["outcome", "contributing"] = "contributing"
) -> Measure:
    """The measure of one test: percent of students with a scored test who met the state's standard."""
    code, name, lower = SUBJECTS[subject]
    at, old, test = GRADES[grade], grade == 11, f"sbac_{SUBJECTS[subject][0]}_{grade}"
    stage: Stage = "high" if old else "young" if grade < 6 else "middle"
    changed = (NO_ESSAY,) if code == "ela" else ()
    return school_measure(
        id=f"grade{grade}_{subject}",
        name=Text(f"{name.en} in {at.en}", f"{name.es} en {at.es}"),
        question=words.question,
        area=area,
        level="population",
        kind=kind,
        strength=False,
        universe=Text(f"students in {at.en} with a scored test", f"estudiantes de {at.es} con una prueba calificada"),
        unit="percent",
        better="higher",
        formula=Reported(f"{test}.proficient_rate", f"{test}.proficient_count", f"{test}.tested_count"),
        schemes=("race_ethnicity",),
        sentence=_sentence(lower, at, Text("students", "los estudiantes")),
        group_sentence=_sentence(lower, at, Text("{group}", "los {group}")),
        subtitle=Text(
            f"Percent of tested students in {at.en} who met the state's standard in {lower.en}",
            f"Porcentaje de estudiantes evaluados de {at.es} que alcanzaron la norma estatal de {lower.es}",
        ),
        why=words.why,
        cannot_tell=_CANNOT_OLD if old else _CANNOT,
        who_can_act=_WHO[subject, stage],
        what_can_be_done=words.what_can_be_done,
        notes=_both(_TEST[subject], _ONCE if old else _RACES),
        people=Text("students", "estudiantes"),
        series_breaks=(FIRST,) if old else (FIRST, *changed, NO_TEST),
    )


def _sentence(subject: Text, grade: Text, who: Text) -> Text:
    return Text(
        f"Schools in {{place}} brought {{value}} of {who.en} in {grade.en} to the state's {subject.en} standard in the {{period}} school year.",
        f"Las escuelas de {{place}} llevaron al {{value}} de {who.es} de {grade.es} a la norma estatal de {subject.es} en el año escolar {{period}}.",
    )


def _both(first: Text, second: Text) -> Text:
    return Text(f"{first.en} {second.en}", f"{first.es} {second.es}")

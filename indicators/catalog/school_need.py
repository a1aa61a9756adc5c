"""What schools owe many of their students: help to learn English, meals, special education."""

from functools import partial

from indicators.catalog.school_records import school_measure
from indicators.measure import Break, Reported, Text
from indicators.suppression.policy import SENSITIVE_MINIMUM

_share_of_students = partial(
    school_measure,
    area="schools",
    level="system",
    strength=False,
    universe=Text("students enrolled on October 1", "estudiantes inscritos el 1 de octubre"),
    unit="percent",
    better=None,
    schemes=(),
    people=Text("students", "estudiantes"),
)
_ARCHIVE = Text(
    "The archive has it for everyone only, and ends with 2021–22.",
    "El archivo lo tiene solo para todos juntos y termina en 2021–22.",
)


def _of(need: str) -> Reported:
    return Reported(f"educational_need.{need}_rate", f"educational_need.{need}_count", "educational_need.student_count")


def _notes(said: Text) -> Text:
    return Text(f"{said.en} {_ARCHIVE.en}", f"{said.es} {_ARCHIVE.es}")


ENGLISH_LEARNERS = _share_of_students(
    id="english_learners",
    name=Text("Students learning English", "Estudiantes que aprenden inglés"),
    question=Text("How many students are learning English?", "¿Cuántos estudiantes aprenden inglés?"),
    kind="context",
    formula=_of("english_learner"),
    sentence=Text(
        "Schools in {place} counted {value} of students as learning English in the {period} school year.",
        "Las escuelas de {place} registraron que el {value} de los estudiantes aprendía inglés en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} counted {value} of {group} as learning English in the {period} school year.",
        "Las escuelas de {place} registraron que el {value} de los {group} aprendía inglés en el año escolar {period}.",
    ),
    subtitle=Text("Percent of students learning English", "Porcentaje de estudiantes que aprenden inglés"),
    why=Text(
        "These students bring a second language, a strength for life. Schools need teachers trained to build on it.",
        "Estos estudiantes traen un segundo idioma, una fortaleza para toda la vida. Las escuelas necesitan maestros formados para aprovecharlo.",
    ),
    cannot_tell=Text(
        "It does not say how many hours of help a student gets, or which languages are spoken. Students leave the count once they know English well.",
        "No dice cuántas horas de ayuda recibe un estudiante ni qué idiomas se hablan. Quien ya sabe bien inglés deja de contarse.",
    ),
    who_can_act=Text(
        "The state sets which districts must teach in two languages. The school board hires bilingual teachers and translators.",
        "El estado fija qué distritos deben enseñar en dos idiomas. La junta escolar contrata maestros bilingües y traductores.",
    ),
    what_can_be_done=Text(
        "Ask how many bilingual teachers your school has. Ask that letters home come in the languages families read.",
        "Pregunte cuántos maestros bilingües tiene su escuela. Pida que las cartas lleguen en los idiomas que leen las familias.",
    ),
    notes=_notes(
        Text(
            "Counts students whom a test of English places in services.",
            "Cuenta a quienes reciben servicios según una prueba de inglés.",
        )
    ),
)

MEALS_ELIGIBLE = _share_of_students(
    id="free_or_reduced_meals",
    minimum_count=SENSITIVE_MINIMUM,
    name=Text(
        "Students with a right to free or reduced-price meals",
        "Estudiantes con derecho a comida gratis o a precio reducido",
    ),
    question=Text(
        "How many students can eat at school for free or at a low price?",
        "¿Cuántos estudiantes pueden comer en la escuela gratis o a bajo precio?",
    ),
    kind="context",
    formula=_of("free_or_reduced_meal"),
    sentence=Text(
        "Schools in {place} counted {value} of students as eligible for free or reduced-price meals in the {period} school year.",
        "Las escuelas de {place} registraron que el {value} de los estudiantes tenía derecho a comida gratis o a precio reducido en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} counted {value} of {group} as eligible for free or reduced-price meals in the {period} school year.",
        "Las escuelas de {place} registraron que el {value} de los {group} tenía derecho a comida gratis o a precio reducido en el año escolar {period}.",
    ),
    subtitle=Text(
        "Percent of students eligible for free or reduced-price school meals",
        "Porcentaje de estudiantes con derecho a comida escolar gratis o a precio reducido",
    ),
    why=Text(
        "A student who has eaten can learn. State and federal money for schools often follows this count.",
        "Un estudiante que ha comido puede aprender. El dinero estatal y federal para las escuelas suele seguir este número.",
    ),
    cannot_tell=Text(
        "It does not count the families with low incomes. Some who qualify never send in the form, and many schools now feed everyone.",
        "No es el número de familias con bajos ingresos. Algunas que califican nunca envían el formulario, y muchas escuelas ya dan comida a todos.",
    ),
    who_can_act=Text(
        "Congress sets the income limits and pays for most meals. The state can add money so that every meal is free.",
        "El Congreso fija los límites de ingreso y paga la mayor parte de las comidas. El estado puede poner dinero para que todas sean gratis.",
    ),
    what_can_be_done=Text(
        "Ask if your school feeds every student free. If it does not, help families with the form.",
        "Pregunte si su escuela da comida gratis a todos. Si no, ayude a las familias con el formulario.",
    ),
    notes=_notes(
        Text(
            "Counts free and reduced price together. Across the state the count rose by one in seven in the single year 2018–19, "
            "so compare the years before and after with care.",
            "Cuenta juntos lo gratis y lo de precio reducido. En todo el estado el número subió una séptima parte en un solo año, "
            "2018–19; compare con cuidado los años antes y después.",
        )
    ),
    series_breaks=(
        Break(
            2015,
            Text(
                "Since 2014–15 schools where many families get food aid may feed everyone free and no longer collect forms.",
                "Desde 2014–15 las escuelas donde muchas familias reciben ayuda alimentaria pueden dar comida gratis a todos y ya no recogen formularios.",
            ),
        ),
    ),
)

SPECIAL_EDUCATION = _share_of_students(
    id="special_education",
    name=Text("Students with disabilities in special education", "Estudiantes con discapacidad en educación especial"),
    question=Text("How many students receive special education?", "¿Cuántos estudiantes reciben educación especial?"),
    kind="system",
    formula=_of("special_education"),
    sentence=Text(
        "Schools in {place} gave special education to {value} of students in the {period} school year.",
        "Las escuelas de {place} dieron educación especial al {value} de los estudiantes en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} gave special education to {value} of {group} in the {period} school year.",
        "Las escuelas de {place} dieron educación especial al {value} de los {group} en el año escolar {period}.",
    ),
    subtitle=Text(
        "Percent of students with a special education plan",
        "Porcentaje de estudiantes con un plan de educación especial",
    ),
    why=Text(
        "The law gives each of these students a plan of their own. Schools keep that promise with trained staff and time.",
        "La ley da a cada uno de estos estudiantes un plan propio. Las escuelas cumplen con personal formado y con tiempo.",
    ),
    cannot_tell=Text(
        "It does not say if a student gets all the help in the plan. Some students with disabilities have no plan or another kind.",
        "No dice si un estudiante recibe toda la ayuda de su plan. Algunos estudiantes con discapacidad no tienen plan o tienen otro.",
    ),
    who_can_act=Text(
        "Each school's team writes the plan with the family. The school board hires the staff. The state checks and shares the cost.",
        "El equipo de cada escuela escribe el plan con la familia. La junta escolar contrata al personal. El estado revisa y comparte el costo.",
    ),
    what_can_be_done=Text(
        "You can ask the school in writing to evaluate your child. Free parent centers help you prepare for the meeting.",
        "Puede pedir por escrito a la escuela que evalúe a su hijo. Hay centros gratuitos que ayudan a los padres a prepararse.",
    ),
    notes=_notes(
        Text(
            "Counts students with an individualized education program (IEP).",
            "Cuenta a quienes tienen un programa educativo individualizado (IEP).",
        )
    ),
)

ENTRIES = (ENGLISH_LEARNERS, MEALS_ELIGIBLE, SPECIAL_EDUCATION)

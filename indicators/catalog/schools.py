"""How schools serve their students: enrollment, attendance, discipline, graduation."""

from indicators.catalog.school_records import RACES_ASKED_ANEW, school_measure
from indicators.measure import Break, Reported, Text

_STUDENTS = Text("students", "estudiantes")

ENROLLMENT = school_measure(
    id="enrollment",
    name=Text("Students in public school", "Estudiantes en escuelas públicas"),
    question=Text("How many students do our schools serve?", "¿A cuántos estudiantes atienden nuestras escuelas?"),
    area="schools",
    level="system",
    kind="context",
    strength=False,
    universe=Text("students enrolled on October 1", "estudiantes inscritos el 1 de octubre"),
    unit="students",
    better=None,
    formula=Reported("enrollment.count"),
    schemes=("race_ethnicity",),
    sentence=Text(
        "Schools in {place} enrolled {value} students in the {period} school year.",
        "Las escuelas de {place} inscribieron a {value} estudiantes en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} enrolled {value} {group} in the {period} school year.",
        "Las escuelas de {place} inscribieron a {value} {group} en el año escolar {period}.",
    ),
    subtitle=Text("Number of students enrolled", "Número de estudiantes inscritos"),
    why=Text(
        "Money, teachers and rooms follow enrollment. When it falls or grows, schools must plan early.",
        "El dinero, los maestros y los salones dependen de la inscripción. Si baja o crece, las escuelas deben planear temprano.",
    ),
    cannot_tell=Text(
        "It counts one day in the fall. It misses private school, home school, and students who come or leave later.",
        "Cuenta un solo día de otoño. No incluye escuelas privadas, educación en casa ni estudiantes que llegan o se van después.",
    ),
    who_can_act=Text(
        "The school board draws school zones and opens or closes schools. The state sets the aid for each student.",
        "La junta escolar traza las zonas y abre o cierra escuelas. El estado fija la ayuda por estudiante.",
    ),
    what_can_be_done=Text(
        "Go to the board meeting where the budget is set. Ask what follows each student, and where it is spent.",
        "Vaya a la reunión donde la junta aprueba el presupuesto. Pregunte cuánto dinero acompaña a cada estudiante y en qué se gasta.",
    ),
    notes=Text(
        "Students the district pays to teach elsewhere are counted in the district.",
        "Los estudiantes que el distrito paga para que estudien en otro lugar se cuentan en el distrito.",
    ),
    people=_STUDENTS,
    series_breaks=(RACES_ASKED_ANEW,),
)

CHRONIC_ABSENCE = school_measure(
    id="chronic_absence",
    name=Text("Students who miss too much school", "Estudiantes que faltan demasiado a la escuela"),
    question=Text("Are students in school every day?", "¿Van los estudiantes a la escuela todos los días?"),
    area="schools",
    level="system",
    kind="contributing",
    strength=False,
    universe=Text("students in grades K to 12", "estudiantes de kínder a grado 12"),
    unit="percent",
    better="lower",
    formula=Reported("chronic_absence.rate", numerator="chronic_absence.count"),
    schemes=("race_ethnicity",),
    sentence=Text(
        "Schools in {place} counted {value} of students as missing one day in ten or more in the {period} school year.",
        "Las escuelas de {place} registraron que el {value} de los estudiantes faltó uno de cada diez días o más en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} counted {value} of {group} as missing one day in ten or more in the {period} school year.",
        "Las escuelas de {place} registraron que el {value} de los {group} faltó uno de cada diez días o más en el año escolar {period}.",
    ),
    subtitle=Text(
        "Percent of students who missed 10% or more of school days",
        "Porcentaje de estudiantes que faltaron al 10% o más de los días de clase",
    ),
    why=Text(
        "Students learn when they are in class. Buses, health care, safe walks and a warm welcome bring them there.",
        "Los estudiantes aprenden cuando están en clase. El autobús, la salud, un camino seguro y una buena acogida los llevan ahí.",
    ),
    cannot_tell=Text(
        "It does not say why days were missed: illness, a missed bus, or a student sent home all count the same.",
        "No dice por qué se faltó: enfermedad, un autobús perdido o un estudiante enviado a casa cuentan igual.",
    ),
    who_can_act=Text(
        "Schools call home early and fix what keeps a student away. The district runs buses. Clinics treat asthma and teeth.",
        "Las escuelas llaman pronto a casa y resuelven lo que impide asistir. El distrito maneja los autobuses. Las clínicas tratan el asma y los dientes.",
    ),
    what_can_be_done=Text(
        "Ask the school for your child's days missed so far. Offer a neighbor's child a ride or a walk to school.",
        "Pida a la escuela cuántos días ha faltado su hijo. Ofrezca llevar o acompañar a la escuela al hijo de un vecino.",
    ),
    notes=Text(
        "Counts days missed for any reason, excused or not. Preschool is left out.",
        "Cuenta los días de falta por cualquier motivo, con o sin permiso. No incluye preescolar.",
    ),
    people=_STUDENTS,
    series_breaks=(
        Break(
            2020,
            Text(
                "Schools closed in March 2020, so 2019–2020 counts only part of the year.",
                "Las escuelas cerraron en marzo de 2020, así que 2019–2020 cuenta solo parte del año.",
            ),
        ),
    ),
)

SUSPENSION = school_measure(
    id="suspension",
    name=Text("Students suspended or expelled", "Estudiantes suspendidos o expulsados"),
    question=Text("Do schools keep students in class?", "¿Mantienen las escuelas a los estudiantes en clase?"),
    area="schools",
    level="system",
    kind="system",
    strength=False,
    universe=Text("students enrolled at any time in the year", "estudiantes inscritos en cualquier momento del año"),
    unit="percent",
    better="lower",
    formula=Reported("suspension.rate", numerator="suspension.count"),
    schemes=("race_ethnicity",),
    sentence=Text(
        "Schools in {place} suspended or expelled {value} of students at least once in the {period} school year.",
        "Las escuelas de {place} suspendieron o expulsaron al menos una vez al {value} de los estudiantes en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} suspended or expelled {value} of {group} at least once in the {period} school year.",
        "Las escuelas de {place} suspendieron o expulsaron al menos una vez al {value} de los {group} en el año escolar {period}.",
    ),
    subtitle=Text(
        "Percent of students suspended or expelled at least once",
        "Porcentaje de estudiantes suspendidos o expulsados al menos una vez",
    ),
    why=Text(
        "A student sent out of class loses time to learn. Schools use this power unevenly, and adults can change that.",
        "Un estudiante fuera de clase pierde tiempo para aprender. Las escuelas usan este poder de forma desigual, y los adultos pueden cambiarlo.",
    ),
    cannot_tell=Text(
        "It does not say how many days were lost or what led to them. A student sent out five times counts once.",
        "No dice cuántos días se perdieron ni qué los causó. Un estudiante suspendido cinco veces cuenta una vez.",
    ),
    who_can_act=Text(
        "The school board writes the rules of conduct. Principals decide each case. The state can limit suspensions.",
        "La junta escolar escribe las normas de conducta. Los directores deciden cada caso. El estado puede limitar las suspensiones.",
    ),
    what_can_be_done=Text(
        "Ask your school what it does before it suspends a student, and who gets that help. Ask for the numbers by group.",
        "Pregunte qué hace su escuela antes de suspender a un estudiante y quién recibe esa ayuda. Pida los números por grupo.",
    ),
    notes=Text(
        "Counts students with one or more suspensions in school, out of school, or expulsions.",
        "Cuenta a los estudiantes con una o más suspensiones, dentro o fuera de la escuela, o expulsiones.",
    ),
    people=_STUDENTS,
    series_breaks=(
        RACES_ASKED_ANEW,
        Break(
            2020,
            Text(
                "Schools closed in March 2020, so there were fewer days on which a student could be sent out.",
                "Las escuelas cerraron en marzo de 2020, así que hubo menos días en que se podía suspender.",
            ),
        ),
        Break(
            2021,
            Text(
                "Many students learned at home for much of 2020–2021.",
                "Muchos estudiantes aprendieron en casa gran parte de 2020–2021.",
            ),
        ),
    ),
)

ENTRIES = (ENROLLMENT, CHRONIC_ABSENCE, SUSPENSION)

"""After high school: graduates who enter college within a year, and who come back for a second year. Nobody publishes degrees."""

from indicators.catalog.school_records import RACES_ASKED_ANEW, school_measure
from indicators.measure import Reported, Text

# The state gives percents without the counts behind them, so a group is judged by its enrollment in all thirteen grades, of which
# a graduating class is about one.
OF_ENROLLED = 1 / 13
_SCHEMES = ("race_ethnicity",)  # of sex, language, meals and disability no source tells the size of a graduating class
_GRADUATES = Text("graduates", "graduados")
_PERCENTS_ONLY = Text(
    "The state prints percents without counts, and not each class by each group. Where the size of a group is not known, we show no percent.",
    "El estado publica porcentajes sin conteos, y no cada clase por cada grupo. Si no se sabe el tamaño de un grupo, no mostramos su porcentaje.",
)

COLLEGE_ENROLLMENT = school_measure(
    id="college_enrollment",
    name=Text("Graduates who go on to college", "Graduados que siguen a la universidad"),
    question=Text("Do graduates go on to college?", "¿Siguen los graduados a la universidad?"),
    area="college_enrollment",
    level="population",
    kind="outcome",
    strength=True,
    universe=Text("high school graduates of one school year", "graduados de secundaria de un año escolar"),
    unit="percent",
    better="higher",
    formula=Reported("college_entrance.rate", of_enrolled=OF_ENROLLED),
    schemes=_SCHEMES,
    period="class_of",
    sentence=Text(
        "Schools in {place} sent {value} of graduates in the {period} on to college within a year.",
        "Las escuelas de {place} encaminaron a la universidad en menos de un año al {value} de los graduados de la {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} sent {value} of {group} in the {period} on to college within a year.",
        "Las escuelas de {place} encaminaron a la universidad en menos de un año al {value} de los {group} de la {period}.",
    ),
    subtitle=Text(
        "Percent of high school graduates who enrolled in college within a year",
        "Porcentaje de graduados de secundaria que se inscribieron en la universidad en menos de un año",
    ),
    why=Text(
        "Most jobs with good pay ask for schooling past high school. The summer after it is when many plans get lost.",
        "La mayoría de los empleos con buen sueldo piden estudios después de la secundaria. En el verano siguiente se pierden muchos planes.",
    ),
    cannot_tell=Text(
        "It does not count job training, the military or work. It says nothing of those who left school before they finished.",
        "No cuenta la formación laboral, el ejército ni el trabajo. No dice nada de quienes dejaron la escuela antes de terminar.",
    ),
    who_can_act=Text(
        "Schools pay for counselors and help with aid forms. Colleges keep in touch over the summer. The state sets grants and tuition.",
        "Las escuelas pagan consejeros y ayudan con los formularios de becas. Las universidades se mantienen en contacto en el verano. El estado fija las becas y la matrícula.",
    ),
    what_can_be_done=Text(
        "Help a student fill in the aid form in fall. Ask the district to share newer totals from the National Student Clearinghouse.",
        "Ayude a un estudiante a llenar el formulario de becas en otoño. Pida al distrito que comparta totales más nuevos del National Student Clearinghouse.",
    ),
    notes=Text(
        f"Counts any college in the country, two years or four. {_PERCENTS_ONLY.en}",
        f"Cuenta cualquier universidad o colegio universitario del país, de dos o cuatro años. {_PERCENTS_ONLY.es}",
    ),
    people=_GRADUATES,
    series_breaks=(RACES_ASKED_ANEW,),
)

COLLEGE_PERSISTENCE = school_measure(
    id="college_persistence",
    name=Text(
        "Students who come back for a second year of college", "Estudiantes que vuelven a un segundo año de universidad"
    ),
    question=Text(
        "Do graduates who start college come back for a second year?",
        "¿Vuelven a un segundo año los graduados que empiezan la universidad?",
    ),
    area="college_completion",
    level="population",
    kind="contributing",
    strength=True,
    universe=Text(
        "high school graduates who entered college within a year",
        "graduados de secundaria que entraron a la universidad en menos de un año",
    ),
    unit="percent",
    better="higher",
    formula=Reported("college_persistence.rate", of_enrolled=OF_ENROLLED),
    schemes=_SCHEMES,
    period="class_of",
    sentence=Text(
        "Colleges kept {value} of those who came from schools in {place} ({period}) for a second year.",
        "Las universidades retuvieron para un segundo año al {value} de quienes llegaron de las escuelas de {place} ({period}).",
    ),
    group_sentence=Text(
        "Colleges kept {value} of {group} who came from schools in {place} ({period}) for a second year.",
        "Las universidades retuvieron para un segundo año al {value} de los {group} que llegaron de las escuelas de {place} ({period}).",
    ),
    subtitle=Text(
        "Percent of graduates in college who came back for a second year",
        "Porcentaje de graduados en la universidad que volvieron a un segundo año",
    ),
    why=Text(
        "The first year is when most students who leave college do so. Those who come back are likely to finish.",
        "La mayoría de quienes dejan la universidad lo hace en el primer año. Es probable que quienes vuelven terminen.",
    ),
    cannot_tell=Text(
        "It does not say who earned a degree. It leaves out those who began college later.",
        "No dice quién obtuvo un título. No incluye a quienes empezaron la universidad más tarde.",
    ),
    who_can_act=Text(
        "Colleges can offer advice, child care, bus passes and small grants for an urgent bill. Schools can offer college classes early.",
        "Las universidades pueden ofrecer consejo, cuidado infantil, pases de autobús y pequeñas becas para una factura urgente. Las escuelas pueden ofrecer antes clases universitarias.",
    ),
    what_can_be_done=Text(
        "Check in with a student you know in the first fall of college. Ask the college how many come back, and why others do not.",
        "Llame a un estudiante que conozca en su primer otoño de universidad. Pregunte a la universidad cuántos vuelven y por qué otros no.",
    ),
    notes=Text(
        f"Counts a second year at any college, the same or another. {_PERCENTS_ONLY.en}",
        f"Cuenta un segundo año en cualquier universidad, la misma u otra. {_PERCENTS_ONLY.es}",
    ),
    people=_GRADUATES,
    series_breaks=(RACES_ASKED_ANEW,),
)

ENTRIES = (COLLEGE_ENROLLMENT, COLLEGE_PERSISTENCE)

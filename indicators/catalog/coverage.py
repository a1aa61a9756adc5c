"""Health coverage: people and children without insurance."""

from indicators.catalog.lines import by_race, everyone, lines
from indicators.catalog.survey_share import share, survey_share, told
from indicators.measure import Text

_WITHOUT = Text("had no health insurance", "no tenía seguro de salud")
_NOTES = Text(
    "Counts any plan: from a job, bought, or public. People in prisons, nursing homes and the armed forces are left out.",
    "Cuenta cualquier plan: del trabajo, comprado o público. No incluye a personas en prisiones, asilos ni fuerzas armadas.",
)

# B27010: under 19, 19 to 34, 35 to 64, 65 and over; the last line of each age has no insurance. C27001 tells the same by race.
UNINSURED = survey_share(
    id="uninsured",
    name=Text("People without health insurance", "Personas sin seguro de salud"),
    question=Text("Where do people lack health insurance?", "¿Dónde les falta a las personas un seguro de salud?"),
    area="health",
    level="system",
    kind="system",
    strength=False,
    universe=Text("residents who do not live in institutions", "residentes que no viven en instituciones"),
    better="lower",
    formula=share(
        {"all": everyone(lines("B27010", [17, 33, 50, 66])), "race_alone": by_race("C27001", [4, 7, 10])},
        {"all": everyone(lines("B27010", [1])), "race_alone": by_race("C27001", [1])},
    ),
    schemes=("race_alone",),
    class_breaks=(4.0, 8.0, 12.0, 16.0),
    **told(Text("residents", "los residentes"), _WITHOUT),
    subtitle=Text("Percent of residents without health insurance", "Porcentaje de residentes sin seguro de salud"),
    why=Text(
        "Without insurance, people wait to see a doctor and owe more when they do. A parent who is well can care and work.",
        "Sin seguro, las personas tardan en ir al médico y terminan debiendo más. Un padre sano puede cuidar y trabajar.",
    ),
    cannot_tell=Text(
        "It does not say how much a plan pays for or if a doctor takes it. It misses costs that stay with the family.",
        "No dice cuánto paga un plan ni si el médico lo acepta. No muestra los gastos que quedan para la familia.",
    ),
    who_can_act=Text(
        "The state sets who may join public plans. Employers choose to offer a plan. Clinics can sign people up on the spot.",
        "El estado fija quién entra en los planes públicos. Los empleadores deciden ofrecer seguro. Las clínicas pueden inscribir en el momento.",
    ),
    what_can_be_done=Text(
        "Help a neighbor sign up when plans open in November. Ask the state to open public plans to more people.",
        "Ayude a un vecino a inscribirse cuando abren los planes en noviembre. Pida al estado abrir los planes públicos a más personas.",
    ),
    notes=_NOTES,
)

UNINSURED_CHILDREN = survey_share(
    id="uninsured_children",
    name=Text("Children without health insurance", "Niños sin seguro de salud"),
    question=Text("Where do children lack health insurance?", "¿Dónde les falta a los niños un seguro de salud?"),
    area="health",
    level="system",
    kind="system",
    strength=False,
    universe=Text("children and youth under 19", "niños y jóvenes menores de 19 años"),
    better="lower",
    formula=share(
        {"all": everyone(lines("B27010", [17])), "race_alone": by_race("C27001", [4])},
        {"all": everyone(lines("B27010", [2])), "race_alone": by_race("C27001", [2])},
    ),
    schemes=("race_alone",),
    class_breaks=(2.0, 4.0, 6.0, 8.0),
    **told(Text("children under 19", "los menores de 19 años"), _WITHOUT),
    subtitle=Text(
        "Percent of children under 19 without health insurance", "Porcentaje de menores de 19 años sin seguro de salud"
    ),
    why=Text(
        "Insured children get shots, glasses and checkups on time, and miss less school. Most who lack a plan could have one.",
        "Con seguro, los niños reciben a tiempo vacunas, lentes y chequeos, y faltan menos a clase. Casi todos los que no tienen podrían tenerlo.",
    ),
    cannot_tell=Text(
        "It does not say if a child has seen a doctor or a dentist. Small numbers make it shaky for one neighborhood.",
        "No dice si un niño ha visto al médico o al dentista. En un vecindario los números son pocos y varían mucho.",
    ),
    who_can_act=Text(
        "The state runs public plans for children and can keep them in for years without new forms. Schools can sign families up.",
        "El estado maneja los planes públicos para niños y puede mantenerlos por años sin más papeles. Las escuelas pueden inscribir familias.",
    ),
    what_can_be_done=Text(
        "Ask the school nurse to hand out the form for a public plan. Ask the state not to drop a child over paperwork.",
        "Pida a la enfermera escolar que reparta el formulario del plan público. Pida al estado no dar de baja a un niño por papeles.",
    ),
    notes=_NOTES,
    people=Text("children under 19", "menores de 19 años"),
)

ENTRIES = (UNINSURED, UNINSURED_CHILDREN)

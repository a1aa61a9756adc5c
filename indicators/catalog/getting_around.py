"""Getting around: buses and trains to work, long trips, large households without a car."""

from indicators.catalog.lines import lines
from indicators.catalog.survey_share import share_of_everyone, survey_share, told
from indicators.measure import Text

_WORKERS = Text("workers", "los trabajadores")
_WHO_ACTS = Text(
    "The transit agency sets routes, hours and fares. Employers choose where to open and when shifts start.",
    "La agencia de transporte fija rutas, horarios y pasajes. Los empleadores deciden dónde abrir y cuándo empiezan los turnos.",
)

TRANSIT_TO_WORK = survey_share(
    id="transit_to_work",
    name=Text("Workers who ride a bus or train", "Trabajadores que van en autobús o tren"),
    question=Text("Where do people ride to work together?", "¿Dónde se va al trabajo en transporte público?"),
    area="transport",
    kind="context",
    strength=True,
    universe=Text("workers aged 16 and older", "trabajadores de 16 años o más"),
    better=None,
    formula=share_of_everyone(lines("B08301", [10]), lines("B08301", [1])),
    schemes=(),
    class_breaks=(2.0, 5.0, 10.0, 20.0),
    **told(_WORKERS, Text("went to work by bus, train or ferry", "iba al trabajo en autobús, tren o transbordador")),
    subtitle=Text(
        "Percent of workers who most often go to work by public transportation",
        "Porcentaje de trabajadores que casi siempre van al trabajo en transporte público",
    ),
    why=Text(
        "Good bus lines open jobs to people who do not drive, and clean the air. A late bus can cost a day's pay.",
        "Las buenas rutas abren empleos a quienes no manejan y limpian el aire. Un autobús tarde puede costar un día de sueldo.",
    ),
    cannot_tell=Text(
        "It leaves out trips to school, stores and doctors. A low share may mean that no bus comes near.",
        "No incluye viajes a la escuela, la tienda o el médico. Un porcentaje bajo puede significar que no pasa ningún autobús.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask which lines run at night and on Sundays. Ask large employers to pay for bus passes.",
        "Pregunte qué rutas pasan de noche y los domingos. Pida a los grandes empleadores que paguen los pases.",
    ),
    notes=Text(
        "Counts the way a worker went for the longest part of most trips last week. Taxis are left out.",
        "Cuenta el medio usado en la mayor parte del viaje la semana pasada. No incluye taxis.",
    ),
    people=Text("workers", "trabajadores"),
)

LONG_COMMUTE = survey_share(
    id="long_commute",
    name=Text("Workers who travel 45 minutes or more", "Trabajadores que viajan 45 minutos o más"),
    question=Text("Where are jobs far away?", "¿Dónde quedan lejos los empleos?"),
    area="transport",
    level="system",
    kind="system",
    strength=False,
    universe=Text("workers who do not work from home", "trabajadores que no trabajan en casa"),
    better="lower",
    formula=share_of_everyone(lines("B08303", [11, 12, 13]), lines("B08303", [1])),
    schemes=(),
    class_breaks=(8.0, 12.0, 16.0, 20.0),
    **told(_WORKERS, Text("took 45 minutes or more to get to work", "tardaba 45 minutos o más en llegar al trabajo")),
    subtitle=Text(
        "Percent of workers who take 45 minutes or more to get to work",
        "Porcentaje de trabajadores que tardan 45 minutos o más en llegar al trabajo",
    ),
    why=Text(
        "A long trip takes time from children and sleep. It often means that homes near the jobs cost too much.",
        "Un viaje largo quita tiempo a los hijos y al sueño. A menudo significa que la vivienda cerca del empleo cuesta demasiado.",
    ),
    cannot_tell=Text(
        "It does not say who drives far by choice and who waits for two buses. People who could not take a far job are not in it.",
        "No dice quién maneja lejos por gusto y quién espera dos autobuses. No incluye a quien no pudo aceptar un empleo lejano.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask for a direct bus to the places with the most jobs. Ask for child care near work that opens early.",
        "Pida una ruta directa adonde hay más empleos. Pida guarderías cerca del trabajo que abran temprano.",
    ),
    notes=Text(
        "One way, from door to door, in the week before the survey.",
        "Solo de ida, de puerta a puerta, en la semana anterior a la encuesta.",
    ),
    people=Text("workers", "trabajadores"),
)

# B08201: households of four or more people in lines 25 to 30, the first of them without a vehicle.
LARGE_HOUSEHOLDS_NO_VEHICLE = survey_share(
    id="large_households_no_vehicle",
    name=Text("Large households with no car", "Hogares grandes sin automóvil"),
    question=Text("Where do large families get by with no car?", "¿Dónde viven familias grandes sin automóvil?"),
    area="transport",
    level="system",
    kind="system",
    strength=False,
    universe=Text("households of four or more people", "hogares de cuatro o más personas"),
    better=None,
    formula=share_of_everyone(lines("B08201", [26]), lines("B08201", [25])),
    schemes=(),
    class_breaks=(4.0, 8.0, 12.0, 16.0),
    **told(
        Text("households of four or more people", "los hogares de cuatro o más personas"),
        Text("had no car, van or truck", "no tenía automóvil ni camioneta"),
    ),
    subtitle=Text(
        "Percent of households of four or more people with no car, van or truck",
        "Porcentaje de hogares de cuatro o más personas sin automóvil ni camioneta",
    ),
    why=Text(
        "To shop for a big family or to take two children to two schools by bus is slow and hard.",
        "Hacer la compra de una familia grande o llevar a dos niños a dos escuelas en autobús es lento y difícil.",
    ),
    cannot_tell=Text(
        "It does not say if children live in the home. It does not show rides from friends or shared cars.",
        "No dice si en el hogar viven niños. No muestra los viajes con amigos ni los autos compartidos.",
    ),
    who_can_act=Text(
        "The school district sets who gets a school bus. The transit agency sets fares for families. The city makes safe walks.",
        "El distrito decide quién recibe autobús escolar. La agencia de transporte fija el pasaje familiar. La ciudad hace calles seguras.",
    ),
    what_can_be_done=Text(
        "Ask for free rides for children with a parent. Ask the school how far a child may have to walk.",
        "Pida viajes gratis para niños con un padre. Pregunte en la escuela cuánto puede tener que caminar un niño.",
    ),
    notes=Text(
        "Counts cars, vans and trucks kept at home for the household to use, owned or leased.",
        "Cuenta automóviles y camionetas que el hogar tiene en casa para su uso, propios o alquilados.",
    ),
    people=Text("households of four or more people", "hogares de cuatro o más personas"),
)

ENTRIES = (TRANSIT_TO_WORK, LONG_COMMUTE, LARGE_HOUSEHOLDS_NO_VEHICLE)

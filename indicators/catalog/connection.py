"""Computers and internet at home: for households, for children, for everyone."""

from indicators.catalog.lines import by_race, everyone, lines
from indicators.catalog.survey_share import share, share_of_everyone, survey_share, told
from indicators.measure import Text

_HOUSEHOLDS = Text("households", "los hogares")
_WHO_ACTS = Text(
    "Internet companies set prices and where they lay lines. The state and the city can build lines and pay for home service.",
    "Las empresas de internet fijan precios y dónde ponen líneas. El estado y la ciudad pueden construir líneas y pagar el servicio en casa.",
)
_NOTES = Text(
    "Broadband here is any fast plan: cable, fiber, satellite or a data plan for a phone. Dial-up does not count.",
    "Banda ancha es cualquier plan rápido: cable, fibra, satélite o un plan de datos de teléfono. No cuenta la línea telefónica lenta.",
)
_BOTH = Text("had a computer and broadband at home", "tenía computadora y banda ancha en casa")

BROADBAND = survey_share(
    id="broadband",
    name=Text("Homes with broadband internet", "Hogares con internet de banda ancha"),
    question=Text("Which homes have fast internet?", "¿Qué hogares tienen internet rápido?"),
    area="digital",
    level="system",
    kind="system",
    strength=True,
    universe=Text("households", "hogares"),
    better="higher",
    formula=share_of_everyone(lines("B28002", [4]), lines("B28002", [1])),
    schemes=(),
    class_breaks=(75.0, 80.0, 85.0, 90.0),
    **told(_HOUSEHOLDS, Text("had broadband internet", "tenía internet de banda ancha")),
    subtitle=Text(
        "Percent of households that pay for broadband of any kind",
        "Porcentaje de hogares con un plan de banda ancha de cualquier tipo",
    ),
    why=Text(
        "Homework, job forms and doctor visits are now online. A home without fast internet is shut out of them.",
        "Las tareas, las solicitudes de empleo y las citas médicas ya están en línea. Un hogar sin internet rápido queda fuera.",
    ),
    cannot_tell=Text(
        "It does not say how fast or how costly the service is. A phone plan counts, but it is hard to write a paper on a phone.",
        "No dice qué tan rápido ni qué tan caro es. Un plan de teléfono cuenta, pero es difícil escribir un trabajo en un teléfono.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Test the speed at home and send it to the state. Ask for low-cost plans by name. Ask the library to lend hot spots.",
        "Mida la velocidad en casa y envíela al estado. Pida los planes de bajo costo por su nombre. Pida a la biblioteca que preste equipos.",
    ),
    notes=_NOTES,
    people=Text("households", "hogares"),
)

COMPUTER = survey_share(
    id="computer_at_home",
    name=Text("Homes with a computer", "Hogares con computadora"),
    question=Text("Which homes have a desktop or laptop?", "¿Qué hogares tienen una computadora?"),
    area="digital",
    kind="context",
    strength=True,
    universe=Text("households", "hogares"),
    better="higher",
    formula=share_of_everyone(lines("B28001", [3]), lines("B28001", [1])),
    schemes=(),
    class_breaks=(60.0, 70.0, 80.0, 90.0),
    **told(_HOUSEHOLDS, Text("had a desktop or laptop computer", "tenía una computadora de escritorio o portátil")),
    subtitle=Text(
        "Percent of households with a desktop or laptop",
        "Porcentaje de hogares con computadora de escritorio o portátil",
    ),
    why=Text(
        "A phone is fine for calls, but long homework and job forms need a real screen and keys.",
        "El teléfono sirve para llamar, pero las tareas largas y las solicitudes piden pantalla y teclado.",
    ),
    cannot_tell=Text(
        "It does not say how old the computer is or how many people share it. Phones and tablets are left out.",
        "No dice qué tan vieja es la computadora ni cuántos la comparten. No cuenta teléfonos ni tabletas.",
    ),
    who_can_act=Text(
        "School districts can lend laptops all year. Firms can give good used ones. Libraries can lend and teach.",
        "Los distritos pueden prestar portátiles todo el año. Las empresas pueden donar usadas. Las bibliotecas pueden prestar y enseñar.",
    ),
    what_can_be_done=Text(
        "Ask if students may keep school laptops in the summer. Give a used one to a group that fixes them.",
        "Pregunte si los estudiantes pueden quedarse la portátil en verano. Done una usada a un grupo que las repara.",
    ),
    notes=Text(
        "Counts desktops and laptops that work, owned or used by the household.",
        "Cuenta computadoras de escritorio y portátiles que el hogar tiene o usa.",
    ),
    people=Text("households", "hogares"),
)

# B28005: under 18, 18 to 64, 65 and over, of whom lines 5, 11 and 17 have both; B28009 tells the same by race.
CONNECTED_PEOPLE = survey_share(
    id="connected_people",
    name=Text("People with a computer and broadband at home", "Personas con computadora y banda ancha en casa"),
    question=Text("Who can get online at home?", "¿Quiénes pueden conectarse en casa?"),
    area="digital",
    kind="context",
    strength=False,
    universe=Text("people who live in households", "personas que viven en hogares"),
    better="higher",
    formula=share(
        {
            "all": everyone(lines("B28005", [5, 11, 17])),
            "age": {
                "under_18": lines("B28005", [5]),
                "18_to_64": lines("B28005", [11]),
                "65_and_over": lines("B28005", [17]),
            },
            "race_alone": by_race("B28009", [4]),
        },
        {
            "all": everyone(lines("B28005", [1])),
            "age": {
                "under_18": lines("B28005", [2]),
                "18_to_64": lines("B28005", [8]),
                "65_and_over": lines("B28005", [14]),
            },
            "race_alone": by_race("B28009", [1]),
        },
    ),
    schemes=("age", "race_alone"),
    class_breaks=(75.0, 80.0, 85.0, 90.0),
    **told(Text("residents", "los residentes"), _BOTH),
    subtitle=Text(
        "Percent of people in households with a computer and broadband",
        "Porcentaje de personas en hogares con computadora y banda ancha",
    ),
    why=Text(
        "Who can get online at home can learn, work and see a doctor from there. Old wires and high prices keep some out.",
        "Quien se conecta en casa puede estudiar, trabajar y ver al médico desde allí. Los cables viejos y los precios dejan fuera a algunos.",
    ),
    cannot_tell=Text(
        "A phone counts as a computer here. It does not say if the service works well or if someone helps to use it.",
        "Aquí un teléfono cuenta como computadora. No dice si el servicio funciona bien ni si alguien ayuda a usarlo.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask which blocks have only one company to choose from. Ask for free classes at the library.",
        "Pregunte en qué cuadras hay una sola empresa. Pida clases gratuitas en la biblioteca.",
    ),
    notes=_NOTES,
)

CONNECTED_CHILDREN = survey_share(
    id="connected_children",
    name=Text("Children with a computer and broadband at home", "Niños con computadora y banda ancha en casa"),
    question=Text("Which children can get online at home?", "¿Qué niños pueden conectarse en casa?"),
    area="middle_math",
    level="system",
    kind="system",
    strength=True,
    universe=Text("children under 18 in households", "niños menores de 18 años en hogares"),
    better="higher",
    formula=share_of_everyone(lines("B28005", [5]), lines("B28005", [2])),
    schemes=(),
    class_breaks=(75.0, 80.0, 85.0, 90.0),
    **told(Text("children", "los niños"), _BOTH),
    subtitle=Text(
        "Percent of children under 18 with a computer and broadband at home",
        "Porcentaje de menores de 18 años con computadora y banda ancha en casa",
    ),
    why=Text(
        "Teachers put work online. A child who can get on at home can finish it there, and not in a parking lot.",
        "Los maestros ponen tareas en línea. Un niño conectado puede terminarlas en casa y no en un estacionamiento.",
    ),
    cannot_tell=Text(
        "A phone counts as a computer here. It does not say if a child has a quiet place or must share a screen.",
        "Aquí un teléfono cuenta como computadora. No dice si el niño tiene un lugar tranquilo o comparte la pantalla.",
    ),
    who_can_act=Text(
        "School districts can lend laptops and pay for home internet. The city can put strong free service in parks and halls.",
        "Los distritos pueden prestar portátiles y pagar internet en casa. La ciudad puede poner servicio gratuito en parques y salones.",
    ),
    what_can_be_done=Text(
        "Tell the school if you have no service at home. Ask that homework can be done without it.",
        "Avise a la escuela si no tiene servicio en casa. Pida que las tareas se puedan hacer sin él.",
    ),
    notes=_NOTES,
    people=Text("children", "menores"),
)

ENTRIES = (BROADBAND, CONNECTED_CHILDREN, CONNECTED_PEOPLE, COMPUTER)

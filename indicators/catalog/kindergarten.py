"""The outcome at age 5: how ready teachers found the children in their kindergarten class."""

from typing import Literal

from indicators.catalog.school_records import school_measure
from indicators.measure import Break, Measure, Reported, Text

_RATED = Text("kindergartners whose teachers rated them", "niños de kínder evaluados por sus maestros")
_KINDERGARTNERS = Text("kindergartners", "niños de kínder")
_CANNOT = Text(
    "It is what teachers saw, not a test, and each teacher sees a little differently. The state gives no numbers by race or income.",
    "Es lo que vieron los maestros, no una prueba, y cada maestro ve un poco distinto. El estado no da números por raza ni ingresos.",
)
_NOTES = Text(
    "Teachers place each child in one of three levels. Counted here is level 3: the child needs little further support. "
    "The archive ends with 2016–17. Since 2013–14 it does not say how many children were rated, so small districts are left out.",
    "Los maestros ubican a cada niño en uno de tres niveles. Aquí se cuenta el nivel 3: el niño necesita poco apoyo adicional. "
    "El archivo termina en 2016–17. Desde 2013–14 no dice cuántos niños se evaluaron, así que faltan los distritos pequeños.",
)
_WHO = Text(
    "The state and the school district pay for pre-K seats. Health centers and libraries reach parents of babies and toddlers.",
    "El estado y el distrito escolar pagan los cupos de pre-K. Los centros de salud y las bibliotecas llegan a los padres de bebés y niños pequeños.",
)
_BREAKS = (
    Break(
        2014,
        Text(
            "In 2013–14 the state let districts leave the ratings out, so not all districts took part.",
            "En 2013–14 el estado permitió a los distritos no hacer la evaluación, así que no todos participaron.",
        ),
    ),
    Break(
        2016,
        Text(
            "In 2015–16 teachers rated children in winter and spring, after months of school, not in the fall.",
            "En 2015–16 los maestros evaluaron a los niños en invierno y primavera, tras meses de clase, y no en otoño.",
        ),
    ),
    Break(
        2017,
        Text(
            "In 2016–17 teachers rated children in the fall again.",
            "En 2016–17 los maestros volvieron a evaluar a los niños en otoño.",
        ),
    ),
)


def _ready(
    domain: str, skill: Text, asked: Text, why: Text, done: Text, of: Literal["outcome", "contributing"]
) -> Measure:
    """Share of children at level 3 of one domain; `skill` follows "ready in" and "listos en", `asked` is its question."""
    name = f"kei_{domain}"
    return school_measure(
        id="kindergarten_ready" if of == "outcome" else f"kindergarten_{domain}",
        name=Text(f"Ready for kindergarten: {skill.en}", f"Listos para el kínder: {skill.es}"),
        question=asked,
        area="kindergarten",
        level="population",
        kind=of,
        strength=True,
        universe=_RATED,
        unit="percent",
        better="higher",
        formula=Reported(f"{name}.level3_rate", f"{name}.level3_count", f"{name}.tested_count"),
        schemes=(),
        sentence=Text(
            f"Kindergarten teachers in {{place}} found {{value}} of children ready in {skill.en} in the {{period}} school year.",
            f"Los maestros de kínder de {{place}} vieron listos en {skill.es} al {{value}} de los niños en el año escolar {{period}}.",
        ),
        group_sentence=Text(
            f"Kindergarten teachers in {{place}} found {{value}} of {{group}} ready in {skill.en} in the {{period}} school year.",
            f"Los maestros de kínder de {{place}} vieron listos en {skill.es} al {{value}} de los {{group}} en el año escolar {{period}}.",
        ),
        subtitle=Text(
            f"Percent of kindergartners rated at the highest of three levels in {skill.en}",
            f"Porcentaje de niños de kínder en el más alto de tres niveles en {skill.es}",
        ),
        why=why,
        cannot_tell=_CANNOT,
        who_can_act=_WHO,
        what_can_be_done=done,
        notes=_NOTES,
        people=_KINDERGARTNERS,
        series_breaks=_BREAKS,
    )


KINDERGARTEN_READY = _ready(
    "literacy",
    Text("letters and books", "letras y libros"),
    Text("Are children ready for kindergarten?", "¿Llegan los niños listos al kínder?"),
    Text(
        "A child who knows letters and loves books on the first day learns to read sooner. That starts years before school.",
        "Un niño que conoce las letras y ama los libros el primer día aprende a leer antes. Eso empieza años antes de la escuela.",
    ),
    Text(
        "Read with a child every day, in any language. Ask the library for free books for babies and toddlers.",
        "Lea con un niño cada día, en cualquier idioma. Pida a la biblioteca libros gratis para bebés y niños pequeños.",
    ),
    "outcome",
)

_FURTHER = (
    _ready(
        "language",
        Text("speaking and listening", "hablar y escuchar"),
        Text(
            "Do children come to school ready to speak and listen?",
            "¿Llegan los niños a la escuela listos para hablar y escuchar?",
        ),
        Text(
            "Words come before reading. Children learn them from people who talk, sing and listen to them, in any language.",
            "Las palabras vienen antes de la lectura. Los niños las aprenden de quien les habla, les canta y los escucha, en cualquier idioma.",
        ),
        Text(
            "Talk and sing with young children in the language you know best. Ask pre-Ks to teach in two languages.",
            "Hable y cante con los niños en el idioma que mejor conoce. Pida a los pre-K que enseñen en dos idiomas.",
        ),
        "contributing",
    ),
    _ready(
        "numeracy",
        Text("numbers and shapes", "números y formas"),
        Text(
            "Do children come to school ready for numbers?", "¿Llegan los niños a la escuela listos para los números?"
        ),
        Text(
            "Early counting helps with all later math. Play with blocks, steps and spoons is how it starts.",
            "Contar temprano ayuda en todas las matemáticas. Se empieza jugando con bloques, escalones y cucharas.",
        ),
        Text(
            "Count things with a child at home and on the bus. Ask your pre-K how children play with numbers.",
            "Cuente cosas con un niño en casa y en el autobús. Pregunte en su pre-K cómo juegan los niños con los números.",
        ),
        "contributing",
    ),
    _ready(
        "personal",
        Text("getting along with others", "la convivencia"),
        Text(
            "Do children come to school ready to get along with others?",
            "¿Llegan los niños a la escuela listos para convivir?",
        ),
        Text(
            "Taking turns and naming feelings help a child to learn from the first day. Calm and caring adults teach them.",
            "Esperar el turno y nombrar lo que siente ayudan a un niño a aprender desde el primer día. Lo enseñan adultos tranquilos y cariñosos.",
        ),
        Text(
            "Give young children time to play together. Ask the district how it helps kindergarten teachers with large classes.",
            "Dé a los niños tiempo para jugar juntos. Pregunte al distrito cómo ayuda a los maestros de kínder con grupos grandes.",
        ),
        "contributing",
    ),
    _ready(
        "physical",
        Text("moving and using their hands", "el movimiento y el uso de las manos"),
        Text(
            "Do children come to school ready to run, draw and cut?",
            "¿Llegan los niños a la escuela listos para correr, dibujar y recortar?",
        ),
        Text(
            "Safe places to run make strong bodies, and small hands that draw and cut soon learn to write.",
            "Los lugares seguros para correr dan cuerpos fuertes, y las manos que dibujan y recortan pronto aprenden a escribir.",
        ),
        Text(
            "Ask the city for playgrounds that are safe to walk to. Give children crayons, clay and time outdoors.",
            "Pida a la ciudad parques a los que se llegue a pie sin peligro. Dé a los niños crayones, plastilina y tiempo al aire libre.",
        ),
        "contributing",
    ),
    _ready(
        "creative",
        Text("art, music and make-believe", "arte, música e imaginación"),
        Text(
            "Do children come to school ready to make and imagine?",
            "¿Llegan los niños a la escuela listos para crear e imaginar?",
        ),
        Text(
            "Drawing, music and make-believe are how young children think. They make school a place to look forward to.",
            "El dibujo, la música y la imaginación son la forma de pensar de los niños. Con ellos da gusto ir a la escuela.",
        ),
        Text(
            "Keep paper, paint and music within a child's reach. Ask schools to keep time for art in the first grades.",
            "Tenga papel, pintura y música al alcance del niño. Pida a las escuelas tiempo para el arte en los primeros grados.",
        ),
        "contributing",
    ),
)

ENTRIES = (KINDERGARTEN_READY, *_FURTHER)

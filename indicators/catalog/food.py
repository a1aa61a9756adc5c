"""Food: households that get help to buy it."""

from indicators.catalog.lines import by_race, everyone, lines
from indicators.catalog.survey_share import share, survey_share, told
from indicators.measure import Text

_GOT_HELP = Text(
    "had help from SNAP to buy food in the year before", "recibió ayuda de SNAP para comprar comida en el último año"
)

SNAP_HOUSEHOLDS = survey_share(
    id="snap_households",
    name=Text("Households with food aid", "Hogares con ayuda para alimentos"),
    question=Text("Where does SNAP help families buy food?", "¿Dónde ayuda SNAP a comprar comida?"),
    area="food",
    kind="context",
    strength=False,
    universe=Text("households", "hogares"),
    better=None,
    formula=share(
        {"all": everyone(lines("B22003", [2])), "race_alone": by_race("B22005", [2])},
        {"all": everyone(lines("B22003", [1])), "race_alone": by_race("B22005", [1])},
    ),
    schemes=("race_alone",),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    **told(Text("households", "los hogares"), _GOT_HELP),
    subtitle=Text(
        "Percent of households that had SNAP (food stamps) in the last 12 months",
        "Porcentaje de hogares que recibieron SNAP (cupones de alimentos) en los últimos 12 meses",
    ),
    why=Text(
        "SNAP puts food on the table and money into local stores. Children who eat well learn and grow well.",
        "SNAP pone comida en la mesa y dinero en las tiendas del barrio. Los niños que comen bien aprenden y crecen bien.",
    ),
    cannot_tell=Text(
        "A high share can mean that many need help or that help reaches them. It does not say who is still hungry. "
        "Many people do not tell a survey about aid.",
        "Un porcentaje alto puede significar que muchos necesitan ayuda o que la ayuda sí llega. No dice quién pasa hambre. "
        "Muchas personas no hablan de la ayuda en una encuesta.",
    ),
    who_can_act=Text(
        "Congress sets who may get SNAP and how much. The state sets the forms and the wait. Stores choose to take the card.",
        "El Congreso fija quién recibe SNAP y cuánto. El estado fija los formularios y la espera. Las tiendas deciden si aceptan la tarjeta.",
    ),
    what_can_be_done=Text(
        "Help a neighbor fill in the form. Ask farm stands and corner stores to take the card. Ask schools for free summer meals.",
        "Ayude a un vecino con el formulario. Pida a mercados y tiendas que acepten la tarjeta. Pida a las escuelas comida gratis en verano.",
    ),
    notes=Text(
        "A household counts if anyone in it had SNAP at any time in the 12 months before the survey.",
        "Un hogar cuenta si alguien recibió SNAP en cualquier momento de los 12 meses anteriores a la encuesta.",
    ),
    people=Text("households", "hogares"),
)

ENTRIES = (SNAP_HOUSEHOLDS,)

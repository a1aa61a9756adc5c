"""What homes cost: the rent and the home value in the middle."""

from functools import partial

from indicators.catalog.lines import classes
from indicators.catalog.survey_share import from_survey
from indicators.measure import Median, Text

# Edges of the classes of B25063 and B25075, in thousands of dollars.
_RENTS = (
    *(n / 1000 for n in range(100, 801, 50)),
    0.9,
    1,
    1.25,
    1.5,
    2,
    2.5,
    3,
    3.5,
)
_VALUES = (
    10,
    15,
    20,
    25,
    30,
    35,
    40,
    50,
    60,
    70,
    80,
    90,
    100,
    125,
    150,
    175,
    200,
    250,
    300,
    400,
    500,
    750,
    1000,
    1500,
    2000,
)
_median_price = partial(
    from_survey,
    area="housing",
    level="system",
    kind="context",
    strength=False,
    unit="dollars",
    better=None,
    schemes=(),
)
_NEIGHBORHOODS = Text(
    "For neighborhoods we work it out from counts of homes by price.",
    "Para vecindarios la calculamos con el número de viviendas por precio.",
)

MEDIAN_RENT = _median_price(
    id="median_rent",
    name=Text("Rent in the middle", "Renta mediana"),
    question=Text("What does it cost to rent a home?", "¿Cuánto cuesta alquilar una vivienda?"),
    universe=Text("renter households that pay cash rent", "hogares que alquilan y pagan renta"),
    formula=Median("B25064_001", classes("B25063", 3, _RENTS)),
    class_breaks=(1000.0, 1250.0, 1500.0, 1750.0),
    sentence=Text(
        "In {place}, half of renters paid less than about {value} a month ({between}) and half paid more in {period}.",
        "En {place}, la mitad de los inquilinos pagaba menos de unos {value} al mes ({between}) y la otra mitad, más, en {period}.",
    ),
    group_sentence=Text(
        "In {place}, half of {group} paid less than about {value} a month ({between}) and half paid more in {period}.",
        "En {place}, la mitad de los {group} pagaba menos de unos {value} al mes ({between}) y la otra mitad, más, en {period}.",
    ),
    subtitle=Text("Median monthly rent with utilities", "Renta mensual mediana con servicios"),
    why=Text(
        "Rent comes first each month. What is left pays for food, fares and school things.",
        "La renta se paga primero cada mes. Con lo que queda se pagan comida, pasajes y útiles.",
    ),
    cannot_tell=Text(
        "It is what people pay now, not what a new tenant would be asked. It says nothing about what they earn.",
        "Es lo que se paga hoy, no lo que se pediría a un inquilino nuevo. No dice nada de lo que ganan.",
    ),
    who_can_act=Text(
        "Owners set rents. The city decides how many homes may be built and where. The state can help pay for them.",
        "Los dueños fijan las rentas. La ciudad decide cuántas viviendas se construyen y dónde. El estado puede ayudar a pagarlas.",
    ),
    what_can_be_done=Text(
        "Keep each letter about rent. Ask the city to list rents that it helps pay for. Join the tenants in your building.",
        "Guarde cada carta sobre la renta. Pida a la ciudad la lista de rentas que ayuda a pagar. Únase a los inquilinos de su edificio.",
    ),
    notes=Text(
        f"Rent with heat, power and water, in dollars of the last year of the period. {_NEIGHBORHOODS.en}",
        f"Renta con calefacción, luz y agua, en dólares del último año del periodo. {_NEIGHBORHOODS.es}",
    ),
    people=Text("renter households", "hogares que alquilan"),
)

MEDIAN_HOME_VALUE = _median_price(
    id="median_home_value",
    name=Text("Home value in the middle", "Valor mediano de la vivienda"),
    question=Text("What is a home worth?", "¿Cuánto vale una vivienda?"),
    universe=Text("homes that their owners live in", "viviendas habitadas por sus dueños"),
    formula=Median("B25077_001", classes("B25075", 2, _VALUES)),
    class_breaks=(150000.0, 250000.0, 350000.0, 500000.0),
    sentence=Text(
        "In {place}, half of owners said that their home was worth less than about {value} ({between}) in {period}.",
        "En {place}, la mitad de los dueños dijo que su vivienda valía menos de unos {value} ({between}) en {period}.",
    ),
    group_sentence=Text(
        "In {place}, half of {group} said that their home was worth less than about {value} ({between}) in {period}.",
        "En {place}, la mitad de los {group} dijo que su vivienda valía menos de unos {value} ({between}) en {period}.",
    ),
    subtitle=Text(
        "Median value of homes that their owners live in", "Valor mediano de viviendas habitadas por sus dueños"
    ),
    why=Text(
        "For most owners a home is their largest savings. When values rise, taxes and the price of a first home rise too.",
        "Para casi todos los dueños, la casa es su mayor ahorro. Cuando su valor sube, suben también los impuestos y el precio de la primera casa.",
    ),
    cannot_tell=Text(
        "It is what owners think, not what a home was sold for. It does not show what is still owed.",
        "Es lo que creen los dueños, no el precio de venta. No muestra lo que aún se debe.",
    ),
    who_can_act=Text(
        "Banks decide on loans and on the value they accept. The city sets property taxes and where homes may be built.",
        "Los bancos deciden los préstamos y el valor que aceptan. La ciudad fija los impuestos y dónde se puede construir.",
    ),
    what_can_be_done=Text(
        "Ask the city for its tax relief for older owners. Ask for a second look if a bank sets the value of a home too low.",
        "Pida a la ciudad la rebaja de impuestos para dueños mayores. Pida otra revisión si el banco valora su casa muy bajo.",
    ),
    notes=Text(
        f"In dollars of the last year of the period. {_NEIGHBORHOODS.en}",
        f"En dólares del último año del periodo. {_NEIGHBORHOODS.es}",
    ),
    people=Text("owner households", "hogares propietarios"),
)

ENTRIES = (MEDIAN_RENT, MEDIAN_HOME_VALUE)

"""Homes: who owns, and whose housing costs too much; and who has no car."""

from indicators.catalog.lines import by_race, everyone, lines
from indicators.catalog.survey_share import survey_share
from indicators.measure import Share, Text

_HOUSEHOLDS = Text("households", "hogares")
_HOMES = Text("occupied homes", "viviendas ocupadas")

HOMEOWNERSHIP = survey_share(
    id="homeownership",
    exact_margins=True,
    name=Text("Homes owned by the people in them", "Viviendas propias de quienes las habitan"),
    question=Text("Where do people own their homes?", "¿Dónde son las personas dueñas de su vivienda?"),
    area="housing",
    kind="context",
    strength=True,
    universe=_HOMES,
    better="higher",
    formula=Share(
        {"all": everyone(lines("B25003", [2])), "race_alone": by_race("B25003", [2])},
        {"all": everyone(lines("B25003", [1])), "race_alone": by_race("B25003", [1])},
    ),
    schemes=("race_alone",),
    class_breaks=(20.0, 40.0, 60.0, 80.0),
    sentence=Text(
        "In {place}, about {value} of homes ({between}) were owned by the people who lived in them in {period}.",
        "En {place}, cerca del {value} de las viviendas ({between}) era propiedad de quienes vivían en ellas en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) owned their home in {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) tenía vivienda propia en {period}.",
    ),
    subtitle=Text(
        "Percent of homes owned by the people in them", "Porcentaje de viviendas propias de quienes las habitan"
    ),
    why=Text(
        "Owning a home can build savings and let a family stay put. Unfair lending kept many families from it for decades.",
        "Tener vivienda propia puede generar ahorros y permite a una familia quedarse. Los préstamos injustos se lo impidieron a muchas familias por décadas.",
    ),
    cannot_tell=Text(
        "It does not say what a home is worth, what is still owed, or whether renters are treated well.",
        "No dice cuánto vale una vivienda, cuánto se debe por ella ni si se trata bien a los inquilinos.",
    ),
    who_can_act=Text(
        "Banks decide who gets a loan. The city sets zoning, repairs aid and land sales. The state funds help for first homes.",
        "Los bancos deciden quién recibe un préstamo. La ciudad fija la zonificación, la ayuda para reparaciones y la venta de terrenos. El estado financia ayudas para la primera vivienda.",
    ),
    what_can_be_done=Text(
        "Ask your bank for its lending numbers by neighborhood. Ask the city to sell empty lots to residents first.",
        "Pida a su banco sus préstamos por vecindario. Pida a la ciudad que venda primero los lotes vacíos a los residentes.",
    ),
    notes=Text(
        "Counts homes with someone living in them, with or without a loan to pay. Empty homes are left out.",
        "Cuenta viviendas habitadas, con o sin préstamo por pagar. No incluye viviendas vacías.",
    ),
    people=_HOUSEHOLDS,
)

# B25106: five income classes a tenure, three lines each; the third is "30 percent or more".
_OWNER_BURDENED = range(6, 23, 4)
_RENTER_BURDENED = range(28, 45, 4)

HOUSING_COST_BURDEN = survey_share(
    id="housing_cost_burden",
    name=Text("Homes that cost too much", "Viviendas que cuestan demasiado"),
    question=Text("Where does housing cost families too much?", "¿Dónde cuesta demasiado la vivienda?"),
    area="housing",
    level="system",
    kind="system",
    strength=False,
    universe=Text(
        "households whose housing cost and income can be compared",
        "hogares cuyo costo de vivienda e ingresos se pueden comparar",
    ),
    better="lower",
    formula=Share(
        {
            "all": everyone(lines("B25106", [*_OWNER_BURDENED, *_RENTER_BURDENED])),
            "tenure": {"owner": lines("B25106", _OWNER_BURDENED), "renter": lines("B25106", _RENTER_BURDENED)},
        },
        {
            "all": everyone(lines("B25106", [1], minus=[23, 45, 46])),
            "tenure": {
                "owner": lines("B25106", [2], minus=[23]),
                "renter": lines("B25106", [24], minus=[45, 46]),
            },
        },
    ),
    schemes=("tenure",),
    class_breaks=(20.0, 30.0, 40.0, 50.0),
    sentence=Text(
        "In {place}, housing took 30% or more of income from about {value} of households ({between}) in {period}.",
        "En {place}, la vivienda se llevaba 30% o más del ingreso de cerca del {value} de los hogares ({between}) en {period}.",
    ),
    group_sentence=Text(
        "In {place}, housing took 30% or more of income from about {value} of {group} ({between}) in {period}.",
        "En {place}, la vivienda se llevaba 30% o más del ingreso de cerca del {value} de los {group} ({between}) en {period}.",
    ),
    subtitle=Text(
        "Percent of households that pay 30% or more of income for housing",
        "Porcentaje de hogares que pagan 30% o más de su ingreso por la vivienda",
    ),
    why=Text(
        "When rent or a loan takes too much, families cut food and care, or move. Children who move often change schools.",
        "Cuando la renta o el préstamo se lleva demasiado, las familias recortan comida y salud, o se mudan. Los niños que se mudan suelen cambiar de escuela.",
    ),
    cannot_tell=Text(
        "It does not show how good the home is. It misses people who have no home or who share one because they must.",
        "No muestra en qué estado está la vivienda. No cuenta a quienes no tienen hogar o comparten uno por necesidad.",
    ),
    who_can_act=Text(
        "The city sets zoning and rent rules. The housing authority gives vouchers. Owners set rents. The state pays for new homes.",
        "La ciudad fija la zonificación y las reglas de renta. La autoridad de vivienda da vales. Los dueños fijan las rentas. El estado paga viviendas nuevas.",
    ),
    what_can_be_done=Text(
        "Ask how many homes at low rents the city will add this year and where. Tenants can ask for a fair rent review.",
        "Pregunte cuántas viviendas de renta baja agregará la ciudad este año y dónde. Los inquilinos pueden pedir una revisión de renta justa.",
    ),
    notes=Text(
        "Leaves out households with no income or no rent to pay, since no share can be made for them.",
        "No incluye hogares sin ingresos o que no pagan renta, porque para ellos no se puede calcular un porcentaje.",
    ),
    people=_HOUSEHOLDS,
)

NO_VEHICLE = survey_share(
    id="no_vehicle",
    name=Text("Households with no car", "Hogares sin automóvil"),
    question=Text(
        "Where do families depend on buses, bikes and feet?",
        "¿Dónde dependen las familias del autobús, la bicicleta o caminar?",
    ),
    area="transport",
    level="system",
    kind="system",
    strength=False,
    universe=_HOUSEHOLDS,
    better=None,
    formula=Share({"all": everyone(lines("B08201", [2]))}, {"all": everyone(lines("B08201", [1]))}),
    schemes=(),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    sentence=Text(
        "In {place}, about {value} of households ({between}) had no car, van or truck in {period}.",
        "En {place}, cerca del {value} de los hogares ({between}) no tenía automóvil ni camioneta en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) had no car, van or truck in {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) no tenía automóvil ni camioneta en {period}.",
    ),
    subtitle=Text(
        "Percent of households with no car, van or truck", "Porcentaje de hogares sin automóvil ni camioneta"
    ),
    why=Text(
        "Families without a car need buses, safe walks and nearby stores to reach school, work and care.",
        "Las familias sin automóvil necesitan autobuses, calles seguras y tiendas cercanas para llegar a la escuela, al trabajo y al médico.",
    ),
    cannot_tell=Text(
        "It does not say who chose to live without a car and who could not pay for one. It does not show bus service.",
        "No dice quién eligió vivir sin automóvil y quién no pudo pagarlo. No muestra el servicio de autobuses.",
    ),
    who_can_act=Text(
        "The transit agency sets routes, hours and fares. The city builds sidewalks, crossings and bike lanes.",
        "La agencia de transporte fija rutas, horarios y pasajes. La ciudad construye aceras, cruces y ciclovías.",
    ),
    what_can_be_done=Text(
        "Ask for a bus stop or a safe crossing where it is missing. Ask the district how students without a car get to school.",
        "Pida una parada o un cruce seguro donde falte. Pregunte al distrito cómo llegan a la escuela los estudiantes sin automóvil.",
    ),
    notes=Text(
        "Counts cars, vans and trucks kept at home for the household to use, owned or leased.",
        "Cuenta automóviles y camionetas que el hogar tiene en casa para su uso, propios o alquilados.",
    ),
    people=_HOUSEHOLDS,
)

ENTRIES = (HOMEOWNERSHIP, HOUSING_COST_BURDEN, NO_VEHICLE)

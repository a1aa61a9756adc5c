"""Households by income and by help in cash."""

from functools import partial

from indicators.catalog.income import WHO_SETS_PAY
from indicators.catalog.lines import lines
from indicators.catalog.survey_share import share_of_everyone, survey_share, told
from indicators.measure import Text

_HOUSEHOLDS = Text("households", "hogares")
_of_households = partial(
    survey_share, area="income", strength=False, universe=_HOUSEHOLDS, schemes=(), people=_HOUSEHOLDS
)
_WHO = Text("households", "los hogares")
_INCOME_NOTES = Text(
    "Income before tax of everyone in the home, in dollars of the last year of each period.",
    "Ingreso antes de impuestos de todas las personas del hogar, en dólares del último año de cada período.",
)
_WHO_GIVES_AID = Text(
    "Congress and the state decide who gets cash aid, how much, and what forms to fill in. The city can help people apply.",
    "El Congreso y el estado deciden quién recibe ayuda en efectivo, cuánto y con qué papeles. La ciudad puede ayudar a pedirla.",
)
_AID_NOTES = Text(
    "A household counts if anyone in it got this money in the past year. People tend to report less aid than they get.",
    "Un hogar cuenta si alguien recibió este dinero en el último año. La gente suele reportar menos ayuda de la que recibe.",
)

_by_income = partial(_of_households, kind="context", who_can_act=WHO_SETS_PAY, notes=_INCOME_NOTES)
_of_aid = partial(
    _of_households, level="system", kind="system", better=None, who_can_act=_WHO_GIVES_AID, notes=_AID_NOTES
)

UNDER_25000 = _by_income(
    id="households_under_25000",
    name=Text("Households with less than $25,000", "Hogares con menos de $25,000"),
    question=Text(
        "Where do households live on less than $25,000 a year?", "¿Dónde viven hogares con menos de $25,000 al año?"
    ),
    better="lower",
    formula=share_of_everyone(lines("B19001", range(2, 6)), lines("B19001", [1])),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    **told(_WHO, Text("had less than $25,000 a year", "tenía menos de $25,000 al año")),
    subtitle=Text(
        "Percent of households with less than $25,000 a year", "Porcentaje de hogares con menos de $25,000 al año"
    ),
    why=Text(
        "One adult who works full time for about $12 an hour earns this much. Rent alone can take more than half of it.",
        "Es lo que gana un adulto de tiempo completo con unos $12 la hora. Solo la renta puede llevarse más de la mitad.",
    ),
    cannot_tell=Text(
        "It does not know how many people share the money. Prices rise, so the same $25,000 buys less each year.",
        "No sabe cuántas personas comparten el dinero. Los precios suben, así que $25,000 alcanzan para menos cada año.",
    ),
    what_can_be_done=Text(
        "Ask the city to build homes that this income can rent. Ask employers for more hours and steady shifts.",
        "Pida a la ciudad viviendas que se puedan rentar con este ingreso. Pida a los empleadores más horas y turnos estables.",
    ),
)

OVER_100000 = _by_income(
    id="households_over_100000",
    name=Text("Households with $100,000 or more", "Hogares con $100,000 o más"),
    question=Text(
        "Where do households have $100,000 or more a year?", "¿Dónde tienen los hogares $100,000 o más al año?"
    ),
    better=None,
    formula=share_of_everyone(lines("B19001", range(14, 18)), lines("B19001", [1])),
    class_breaks=(15.0, 30.0, 45.0, 60.0),
    **told(_WHO, Text("had $100,000 or more a year", "tenía $100,000 o más al año")),
    subtitle=Text(
        "Percent of households with $100,000 or more a year", "Porcentaje de hogares con $100,000 o más al año"
    ),
    why=Text(
        "When a place changes fast, this number moves first. Rising incomes can mean better jobs here, or new people moving in.",
        "Cuando un lugar cambia rápido, este número se mueve primero. Puede significar mejores empleos aquí, o personas nuevas.",
    ),
    cannot_tell=Text(
        "It does not say if people who lived here earn more, or if others came and they had to go.",
        "No dice si ganan más quienes ya vivían aquí, o si llegaron otros y ellos tuvieron que irse.",
    ),
    what_can_be_done=Text(
        "Where it grows fast, ask the city what keeps renters in their homes.",
        "Donde crece rápido, pregunte a la ciudad qué protege a los inquilinos.",
    ),
)

CASH_AID = _of_aid(
    id="cash_assistance",
    name=Text("Households with cash aid", "Hogares con ayuda en efectivo"),
    question=Text("Where does cash aid reach families?", "¿A dónde llega la ayuda en efectivo?"),
    formula=share_of_everyone(lines("B19057", [2]), lines("B19057", [1])),
    class_breaks=(2.0, 4.0, 6.0, 8.0),
    **told(_WHO, Text("got cash aid", "recibió ayuda en efectivo")),
    subtitle=Text(
        "Percent of households with cash public assistance in the past year",
        "Porcentaje de hogares con asistencia pública en efectivo en el último año",
    ),
    why=Text(
        "Cash lets a family buy what it needs most. Set beside poverty, it shows how far aid reaches.",
        "El efectivo permite comprar lo más urgente. Junto a la pobreza, muestra hasta dónde llega la ayuda.",
    ),
    cannot_tell=Text(
        "It does not say how much a family got or how long. It leaves out food aid and disability aid.",
        "No dice cuánto recibió una familia ni por cuánto tiempo. No incluye ayuda de alimentos ni por discapacidad.",
    ),
    what_can_be_done=Text(
        "Set this beside the share of families below the line. Ask the state why aid does not reach the rest.",
        "Compárelo con las familias por debajo de la línea de pobreza. Pregunte al estado por qué la ayuda no llega a las demás.",
    ),
)

DISABILITY_AID = _of_aid(
    id="supplemental_security_income",
    name=Text("Households with Supplemental Security Income", "Hogares con Seguridad de Ingreso Suplementario (SSI)"),
    question=Text(
        "Where does aid reach people who cannot work?", "¿A dónde llega la ayuda para quienes no pueden trabajar?"
    ),
    formula=share_of_everyone(lines("B19056", [2]), lines("B19056", [1])),
    class_breaks=(3.0, 6.0, 9.0, 12.0),
    **told(_WHO, Text("got this aid", "recibió esta ayuda")),
    subtitle=Text(
        "Percent of households with Supplemental Security Income in the past year",
        "Porcentaje de hogares con Seguridad de Ingreso Suplementario (SSI) en el último año",
    ),
    why=Text(
        "This aid goes to people with little money who are old, blind or have a disability, children too.",
        "Esta ayuda es para personas con poco dinero que son mayores, ciegas o tienen una discapacidad, también niños.",
    ),
    cannot_tell=Text(
        "It does not say who asked and was turned down. The wait for an answer can be long.",
        "No dice quién la pidió y no la recibió. La espera de una respuesta puede ser larga.",
    ),
    what_can_be_done=Text(
        "Tell families of a child with a disability that this aid exists. Legal aid can help with a denial.",
        "Cuente a las familias de un niño con discapacidad que esta ayuda existe. La asistencia legal ayuda si la niegan.",
    ),
)

ENTRIES = (UNDER_25000, OVER_100000, CASH_AID, DISABILITY_AID)

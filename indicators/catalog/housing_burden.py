"""Whose housing costs too much, by tenure and income: where the burden falls."""

from indicators.catalog.lines import lines
from indicators.catalog.survey_share import share_of_everyone, survey_share, told
from indicators.measure import Text

_SPENT = Text("paid 30% or more of their income for housing", "pagaba el 30% o más de sus ingresos por la vivienda")
_WHO_ACTS = Text(
    "The city decides what may be built and where. The state and Congress fund rent aid and repairs. Landlords set rents, and banks lend.",
    "La ciudad decide qué se construye y dónde. El estado y el Congreso pagan ayuda de renta y reparaciones. Los dueños fijan las rentas y los bancos prestan.",
)
_NOTES = Text(
    "The income classes stay the same while pay and rents rise, so this class gets smaller over time. Look at one period, not at the trend.",
    "Las clases de ingreso no cambian mientras suben sueldos y rentas; por eso esta clase se reduce con el tiempo. Mire un período, no la tendencia.",
)
# B25106: for owners from line 3 and renters from line 25, five income classes of four lines; in each the fourth spent 30 percent or more.
_RENTERS = Text("renters", "inquilinos")
_OWNERS = Text("homeowners", "propietarios")

RENTERS_UNDER_35000 = survey_share(
    id="renters_under_35000_burdened",
    name=Text(
        "Renters with little income whose rent is too high", "Inquilinos con pocos ingresos y renta demasiado alta"
    ),
    question=Text("Can renters with the least income pay the rent?", "¿Pueden pagar la renta quienes menos ganan?"),
    area="housing",
    level="system",
    kind="system",
    strength=False,
    universe=Text("renters with an income below $35,000", "inquilinos con ingresos menores a $35,000"),
    better="lower",
    formula=share_of_everyone(lines("B25106", [28, 32]), lines("B25106", [25, 29])),
    schemes=(),
    class_breaks=(60.0, 70.0, 80.0, 90.0),
    **told(Text("renters with incomes below $35,000", "los inquilinos con ingresos menores a $35,000"), _SPENT),
    subtitle=Text(
        "Percent of renters with incomes below $35,000 who pay 30% or more of it for housing",
        "Porcentaje de inquilinos con ingresos menores a $35,000 que pagan el 30% o más por la vivienda",
    ),
    why=Text(
        "When rent takes so much, one bad week can mean an eviction. A child who must move often changes school.",
        "Cuando la renta se lleva tanto, una mala semana puede terminar en desalojo. Un niño que se muda suele cambiar de escuela.",
    ),
    cannot_tell=Text(
        "It does not say how far above 30% a family pays, or if the home is sound.",
        "No dice cuánto más del 30% paga una familia ni si la vivienda está en buen estado.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask how long the wait for rent aid is. Ask the city for a lawyer for each renter in court.",
        "Pregunte cuánto hay que esperar por la ayuda de renta. Pida a la ciudad un abogado para cada inquilino en la corte.",
    ),
    notes=_NOTES,
    people=_RENTERS,
)

RENTERS_35000_TO_75000 = survey_share(
    id="renters_35000_to_75000_burdened",
    name=Text(
        "Renters with middle incomes whose rent is too high", "Inquilinos con ingresos medios y renta demasiado alta"
    ),
    question=Text(
        "Can renters with middle incomes pay the rent?", "¿Pueden pagar la renta quienes ganan un sueldo medio?"
    ),
    area="housing",
    level="system",
    kind="system",
    strength=False,
    universe=Text("renters with an income of $35,000 to $74,999", "inquilinos con ingresos de $35,000 a $74,999"),
    better="lower",
    formula=share_of_everyone(lines("B25106", [36, 40]), lines("B25106", [33, 37])),
    schemes=(),
    class_breaks=(20.0, 35.0, 50.0, 65.0),
    **told(
        Text("renters with incomes of $35,000 to $74,999", "los inquilinos con ingresos de $35,000 a $74,999"), _SPENT
    ),
    subtitle=Text(
        "Percent of renters with incomes of $35,000 to $74,999 who pay 30% or more of it for housing",
        "Porcentaje de inquilinos con ingresos de $35,000 a $74,999 que pagan el 30% o más por la vivienda",
    ),
    why=Text(
        "Nurses' aides, drivers and young teachers earn this much. If they cannot rent here, schools and clinics lose them.",
        "Es lo que ganan auxiliares de enfermería, choferes y maestros nuevos. Si no pueden rentar aquí, las escuelas y clínicas los pierden.",
    ),
    cannot_tell=Text(
        "It does not count those who have already left because of the rent.",
        "No cuenta a quienes ya se fueron por la renta.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Speak at the meeting where the city decides on new homes. Ask how many will rent at this income.",
        "Hable en la reunión donde la ciudad decide sobre viviendas nuevas. Pregunte cuántas se podrán rentar con este ingreso.",
    ),
    notes=_NOTES,
    people=_RENTERS,
)

OWNERS_UNDER_50000 = survey_share(
    id="owners_under_50000_burdened",
    name=Text(
        "Owners with little income whose home costs too much",
        "Propietarios con pocos ingresos y vivienda demasiado cara",
    ),
    question=Text(
        "Can owners with little income keep their home?",
        "¿Pueden conservar su casa los propietarios con pocos ingresos?",
    ),
    area="housing",
    level="system",
    kind="system",
    strength=False,
    universe=Text("homeowners with an income below $50,000", "propietarios con ingresos menores a $50,000"),
    better="lower",
    formula=share_of_everyone(lines("B25106", [6, 10, 14]), lines("B25106", [3, 7, 11])),
    schemes=(),
    class_breaks=(40.0, 50.0, 60.0, 70.0),
    **told(Text("homeowners with incomes below $50,000", "los propietarios con ingresos menores a $50,000"), _SPENT),
    subtitle=Text(
        "Percent of homeowners with incomes below $50,000 who pay 30% or more of it for housing",
        "Porcentaje de propietarios con ingresos menores a $50,000 que pagan el 30% o más por la vivienda",
    ),
    why=Text(
        "Taxes, repairs and insurance rise while many older owners live on a fixed income. Losing the home can undo a family's savings.",
        "Impuestos, reparaciones y seguros suben mientras muchos propietarios mayores viven de un ingreso fijo. Perder la casa puede acabar con los ahorros de una familia.",
    ),
    cannot_tell=Text(
        "It does not tell a loan from taxes or repairs. It does not know what the home is worth.",
        "No distingue un préstamo de los impuestos o las reparaciones. No sabe cuánto vale la casa.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Tell older neighbors about tax relief and repair loans. Ask the bank to talk before it forecloses.",
        "Cuente a vecinos mayores de los descuentos de impuestos y préstamos para reparar. Pida al banco hablar antes de embargar.",
    ),
    notes=_NOTES,
    people=_OWNERS,
)

ENTRIES = (RENTERS_UNDER_35000, RENTERS_35000_TO_75000, OWNERS_UNDER_50000)

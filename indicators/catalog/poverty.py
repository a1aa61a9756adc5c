"""How far incomes are from the poverty line, by age: far below it, just above it, and well above it."""

from functools import partial

from indicators.catalog.income import KNOWN, KNOWN_BY_AGE, KNOWN_UNIVERSE, POVERTY_NOTES, WHO_SETS_PAY
from indicators.catalog.lines import ages_by_income, everyone, lines
from indicators.catalog.survey_share import share, share_of_everyone, survey_share, told
from indicators.measure import Text

_RESIDENTS = Text("residents", "los residentes")
_of_known = partial(
    survey_share,
    area="income",
    kind="context",
    strength=False,
    universe=KNOWN_UNIVERSE,
    schemes=("age",),
    who_can_act=WHO_SETS_PAY,
    notes=POVERTY_NOTES,
)

DEEP_POVERTY = _of_known(
    id="deep_poverty",
    name=Text("People below half the poverty line", "Personas por debajo de la mitad de la línea de pobreza"),
    question=Text("Where do people live on the least?", "¿Dónde viven personas con lo mínimo?"),
    better="lower",
    formula=share(
        {"all": everyone(lines("C17002", [2])), "age": ages_by_income(1, 1)}, {"all": KNOWN, "age": KNOWN_BY_AGE}
    ),
    class_breaks=(4.0, 8.0, 12.0, 16.0),
    **told(
        _RESIDENTS,
        Text("had incomes below half the poverty line", "tenía ingresos menores a la mitad de la línea de pobreza"),
    ),
    subtitle=Text(
        "Percent of people with incomes below half the federal poverty line",
        "Porcentaje de personas con ingresos menores a la mitad de la línea federal de pobreza",
    ),
    why=Text(
        "So little money cannot cover food and a room. Help that comes late or asks for too many forms costs these families most.",
        "Con tan poco dinero no se paga ni la comida ni un cuarto. La ayuda que llega tarde o pide muchos papeles les cuesta más a estas familias.",
    ),
    cannot_tell=Text(
        "It misses food aid and help with rent. College students who live off campus count here, even if parents pay.",
        "No cuenta la ayuda de alimentos ni de renta. Incluye a universitarios que viven fuera del campus, aunque sus padres paguen.",
    ),
    what_can_be_done=Text(
        "Ask the state how long cash aid takes to come. Ask the city for one place where a family can apply for all of it.",
        "Pregunte al estado cuánto tarda la ayuda en efectivo. Pida a la ciudad un solo lugar donde pedir toda la ayuda.",
    ),
)

NEAR_POVERTY = _of_known(
    id="near_poverty",
    name=Text("People just above the poverty line", "Personas apenas por encima de la línea de pobreza"),
    question=Text(
        "Where do people earn too much for aid and too little to live on?",
        "¿Dónde ganan las personas demasiado para recibir ayuda y muy poco para vivir?",
    ),
    better=None,
    formula=share(
        {"all": everyone(lines("C17002", [4, 5, 6, 7])), "age": ages_by_income(4, 8)},
        {"all": KNOWN, "age": KNOWN_BY_AGE},
    ),
    class_breaks=(10.0, 15.0, 20.0, 25.0),
    **told(
        _RESIDENTS,
        Text(
            "had incomes between the poverty line and twice that",
            "tenía ingresos entre una y dos veces la línea de pobreza",
        ),
    ),
    subtitle=Text(
        "Percent of people with incomes from one to two times the federal poverty line",
        "Porcentaje de personas con ingresos de una a dos veces la línea federal de pobreza",
    ),
    why=Text(
        "A small raise can end aid for food, care or rent. Then a family works more and has less.",
        "Un pequeño aumento puede quitar la ayuda de alimentos, cuidado o renta. Entonces la familia trabaja más y tiene menos.",
    ),
    cannot_tell=Text(
        "More people here can be good news, if they came up from below the line. Look at both numbers.",
        "Que haya más personas aquí puede ser buena noticia, si antes estaban por debajo de la línea. Mire los dos números.",
    ),
    what_can_be_done=Text(
        "Ask the state to end aid step by step as pay grows. Ask employers to time raises with families in mind.",
        "Pida al estado que la ayuda baje poco a poco cuando sube el sueldo. Pida a los empleadores que piensen en las familias al dar aumentos.",
    ),
)

HIGH_INCOME = _of_known(
    id="high_income",
    name=Text("People with high incomes", "Personas con ingresos altos"),
    question=Text("Where do people with high incomes live?", "¿Dónde viven personas con ingresos altos?"),
    better=None,
    formula=share(
        {"all": everyone(lines("B17024", range(14, 132, 13))), "age": ages_by_income(12, 12)},
        {"all": everyone(lines("B17024", [1])), "age": KNOWN_BY_AGE},
    ),
    class_breaks=(15.0, 25.0, 35.0, 45.0),
    **told(
        _RESIDENTS,
        Text(
            "had incomes of five times the poverty line or more",
            "tenía ingresos de cinco veces la línea de pobreza o más",
        ),
    ),
    subtitle=Text(
        "Percent of people with incomes of at least five times the federal poverty line",
        "Porcentaje de personas con ingresos de al menos cinco veces la línea federal de pobreza",
    ),
    why=Text(
        "A place with both low and high incomes has means to share. It shows what taxes, gifts and good jobs nearby could do.",
        "Un lugar con ingresos bajos y altos tiene con qué compartir. Muestra lo que podrían hacer los impuestos, las donaciones y los buenos empleos cercanos.",
    ),
    cannot_tell=Text(
        "It counts income, not savings or debt. It does not say where the money is earned or spent.",
        "Cuenta ingresos, no ahorros ni deudas. No dice dónde se gana ni dónde se gasta el dinero.",
    ),
    what_can_be_done=Text(
        "Ask local funds and large employers what share of their giving stays in the city.",
        "Pregunte a los fondos locales y a los grandes empleadores qué parte de sus donaciones se queda en la ciudad.",
    ),
)

OLDER_ADULT_POVERTY = survey_share(
    id="older_adult_poverty",
    name=Text("Older adults below the poverty line", "Adultos mayores por debajo de la línea de pobreza"),
    question=Text(
        "Where do older adults live below the poverty line?",
        "¿Dónde viven adultos mayores por debajo de la línea de pobreza?",
    ),
    area="income",
    kind="context",
    strength=False,
    universe=Text("adults ages 65 and older whose income is known", "adultos de 65 años o más con ingresos conocidos"),
    better="lower",
    formula=share_of_everyone(ages_by_income(1, 3)["65_and_over"], KNOWN_BY_AGE["65_and_over"]),
    schemes=(),
    class_breaks=(5.0, 10.0, 15.0, 20.0),
    **told(
        Text("adults ages 65 and older", "los adultos de 65 años o más"),
        Text("had incomes below the poverty line", "tenía ingresos por debajo de la línea de pobreza"),
    ),
    subtitle=Text(
        "Percent of adults ages 65 and older below the federal poverty line",
        "Porcentaje de adultos de 65 años o más por debajo de la línea federal de pobreza",
    ),
    why=Text(
        "Many grandparents help raise children and hold families together. They need enough for rent, food and medicine.",
        "Muchos abuelos ayudan a criar niños y unen a la familia. Necesitan lo suficiente para renta, comida y medicinas.",
    ),
    cannot_tell=Text(
        "It leaves out people in nursing homes. It does not know what a person pays for medicine.",
        "No incluye a quienes viven en hogares de ancianos. No sabe cuánto paga una persona por sus medicinas.",
    ),
    who_can_act=Text(
        "Congress sets Social Security. The state sets help with heat, rent and medicine. The city can cut taxes and fares for older people.",
        "El Congreso fija el Seguro Social. El estado fija la ayuda para calefacción, renta y medicinas. La ciudad puede bajar impuestos y pasajes a las personas mayores.",
    ),
    what_can_be_done=Text(
        "Ask an older neighbor if they get all the help they have earned. Call 211 with them.",
        "Pregunte a un vecino mayor si recibe toda la ayuda que le corresponde. Llame al 211 con esa persona.",
    ),
    notes=POVERTY_NOTES,
    people=Text("older adults", "adultos mayores"),
)

ENTRIES = (DEEP_POVERTY, NEAR_POVERTY, HIGH_INCOME, OLDER_ADULT_POVERTY)

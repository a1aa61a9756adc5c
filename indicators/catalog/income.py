"""What families have to live on: the poverty line and twice the poverty line."""

from indicators.catalog.lines import ages_by_income, by_race, everyone, lines
from indicators.catalog.survey_share import survey_share
from indicators.measure import Share, Text

# C17002 and B17024 have the same universe: their totals agree to the person in every area and vintage that was compared.
KNOWN = everyone(lines("C17002", [1]))
KNOWN_BY_AGE = ages_by_income(0, 0)
_BELOW_BY_AGE = ages_by_income(1, 3)

# B17001, below the line and then at or above it: men and women, each by thirteen ages of which the first six are children.
_BELOW_BY_SEX = {"female": lines("B17001", [17]), "male": lines("B17001", [3])}
_BY_SEX = {"female": lines("B17001", [17, 46]), "male": lines("B17001", [3, 32])}
_CHILDREN_BELOW = [*range(4, 10), *range(18, 24)]
_CHILDREN = [*_CHILDREN_BELOW, *range(33, 39), *range(47, 53)]
KNOWN_UNIVERSE = Text("people whose income is known to the survey", "personas cuyos ingresos conoce la encuesta")
WHO_SETS_PAY = Text(
    "Lawmakers set the minimum wage, tax credits and child care aid. Employers set pay and hours. The city can cut fees and fares.",
    "Los legisladores fijan el salario mínimo, los créditos fiscales y la ayuda para cuidado infantil. Los empleadores fijan sueldos y horarios. La ciudad puede bajar tarifas y pasajes.",
)
POVERTY_NOTES = Text(
    "The line is federal and depends on family size and ages, not on local prices. It leaves out people in dorms and "
    "prisons, and foster children under 15.",
    "La línea es federal y depende del tamaño y las edades de la familia, no de los precios locales. No incluye a personas "
    "en residencias universitarias o prisiones, ni a niños en acogida menores de 15 años.",
)

POVERTY = survey_share(
    id="poverty",
    name=Text("People below the poverty line", "Personas por debajo de la línea de pobreza"),
    question=Text(
        "Where do people live below the poverty line?", "¿Dónde viven personas por debajo de la línea de pobreza?"
    ),
    area="income",
    kind="context",
    strength=False,
    universe=KNOWN_UNIVERSE,
    better="lower",
    formula=Share(
        {
            "all": everyone(lines("C17002", [2, 3])),
            "age": _BELOW_BY_AGE,
            "sex": _BELOW_BY_SEX,
            "race_alone": by_race("B17001", [2]),
        },
        {"all": KNOWN, "age": KNOWN_BY_AGE, "sex": _BY_SEX, "race_alone": by_race("B17001", [1])},
    ),
    schemes=("age", "sex", "race_alone"),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    sentence=Text(
        "In {place}, about {value} of residents ({between}) had incomes below the poverty line in {period}.",
        "En {place}, cerca del {value} de los residentes ({between}) tenía ingresos por debajo de la línea de pobreza en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) had incomes below the poverty line in {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) tenía ingresos por debajo de la línea de pobreza en {period}.",
    ),
    subtitle=Text(
        "Percent of people below the federal poverty line",
        "Porcentaje de personas por debajo de la línea federal de pobreza",
    ),
    why=Text(
        "When pay and aid fall short, families must choose between rent, food and care. That strain reaches children at school.",
        "Cuando el sueldo y la ayuda no alcanzan, las familias deben elegir entre renta, comida y salud. Esa presión llega a los niños en la escuela.",
    ),
    cannot_tell=Text(
        "It misses food aid, tax credits and the local cost of rent. It does not say why pay is low.",
        "No cuenta la ayuda de alimentos, los créditos fiscales ni el costo local de la renta. No dice por qué los sueldos son bajos.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Help neighbors claim tax credits and food aid they have earned. Ask large employers what their lowest wage is.",
        "Ayude a sus vecinos a pedir los créditos fiscales y la ayuda de alimentos que les corresponden. Pregunte a los grandes empleadores cuál es su salario más bajo.",
    ),
    notes=POVERTY_NOTES,
)

LOW_INCOME = survey_share(
    id="low_income",
    name=Text("People with low incomes", "Personas con bajos ingresos"),
    question=Text("Where do people live on low incomes?", "¿Dónde viven personas con bajos ingresos?"),
    area="income",
    kind="context",
    strength=False,
    universe=KNOWN_UNIVERSE,
    better="lower",
    formula=Share(
        {"all": everyone(lines("C17002", range(2, 8))), "age": ages_by_income(1, 8)},
        {"all": KNOWN, "age": KNOWN_BY_AGE},
    ),
    schemes=("age",),
    class_breaks=(20.0, 30.0, 40.0, 50.0),
    sentence=Text(
        "In {place}, about {value} of residents ({between}) had incomes below twice the poverty line in {period}.",
        "En {place}, cerca del {value} de los residentes ({between}) tenía ingresos menores al doble de la línea de pobreza en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) had incomes below twice the poverty line in {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) tenía ingresos menores al doble de la línea de pobreza en {period}.",
    ),
    subtitle=Text(
        "Percent of people with incomes below twice the federal poverty line",
        "Porcentaje de personas con ingresos menores al doble de la línea federal de pobreza",
    ),
    why=Text(
        "The poverty line is very low. Many families above it still cannot pay for rent, food and child care.",
        "La línea de pobreza es muy baja. Muchas familias por encima de ella tampoco pueden pagar renta, comida y cuidado infantil.",
    ),
    cannot_tell=Text(
        "It does not know local rents or what a family owes. It does not count aid that is not cash.",
        "No conoce las rentas locales ni las deudas de una familia. No cuenta la ayuda que no es en efectivo.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask which aid ends when pay rises a little. Ask the city to open its programs up to twice the poverty line.",
        "Pregunte qué ayudas se pierden cuando el sueldo sube un poco. Pida a la ciudad que sus programas lleguen hasta el doble de la línea de pobreza.",
    ),
    notes=POVERTY_NOTES,
)

CHILD_POVERTY = survey_share(
    id="child_poverty",
    name=Text("Children below the poverty line", "Niños por debajo de la línea de pobreza"),
    question=Text(
        "Where do children live below the poverty line?", "¿Dónde viven niños por debajo de la línea de pobreza?"
    ),
    area="income",
    kind="contributing",
    strength=False,
    universe=Text(
        "children under 18 whose family income is known", "niños menores de 18 años con ingresos familiares conocidos"
    ),
    better="lower",
    formula=Share(
        {"all": everyone(_BELOW_BY_AGE["under_18"]), "race_alone": by_race("B17001", _CHILDREN_BELOW)},
        {"all": everyone(KNOWN_BY_AGE["under_18"]), "race_alone": by_race("B17001", _CHILDREN)},
    ),
    schemes=("race_alone",),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    sentence=Text(
        "In {place}, about {value} of children ({between}) lived in families below the poverty line in {period}.",
        "En {place}, cerca del {value} de los niños ({between}) vivía en familias por debajo de la línea de pobreza en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) lived in families below the poverty line in {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) vivía en familias por debajo de la línea de pobreza en {period}.",
    ),
    subtitle=Text(
        "Percent of children under 18 below the federal poverty line",
        "Porcentaje de niños menores de 18 años por debajo de la línea federal de pobreza",
    ),
    why=Text(
        "Money in a family pays for food, a calm home and time to read. Children do better in school when families get more aid.",
        "El dinero de una familia paga comida, un hogar tranquilo y tiempo para leer. A los niños les va mejor en la escuela cuando las familias reciben más ayuda.",
    ),
    cannot_tell=Text(
        "It does not say how well a child learns. It misses tax credits and food aid, which lift many children.",
        "No dice cuánto aprende un niño. No cuenta los créditos fiscales ni la ayuda de alimentos, que sacan a muchos niños de la pobreza.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask lawmakers to extend the child tax credit. Ask schools to drop fees for trips, sports and meals.",
        "Pida a los legisladores ampliar el crédito por hijos. Pida a las escuelas quitar cobros por paseos, deportes y comidas.",
    ),
    notes=POVERTY_NOTES,
    people=Text("children", "niños"),
)

ENTRIES = (POVERTY, LOW_INCOME, CHILD_POVERTY)

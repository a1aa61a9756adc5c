"""What households and workers get in a year: the one in the middle."""

from indicators.catalog.income import WHO_SETS_PAY
from indicators.catalog.lines import ITERATIONS, PUBLISHED_LEVELS, REVIEWED, classes
from indicators.catalog.survey_share import from_survey
from indicators.measure import Adjusted, Measure, Median, Text

MEDIAN_HOUSEHOLD_INCOME = from_survey(
    id="median_household_income",
    name=Text("Income of the household in the middle", "Ingreso mediano de los hogares"),
    question=Text("How much do households live on?", "¿Con cuánto viven los hogares?"),
    area="income",
    kind="context",
    strength=False,
    universe=Text("households", "hogares"),
    unit="dollars",
    better="higher",
    formula=Median(
        "B19013_001",
        classes("B19001", 2, (10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 75, 100, 125, 150, 200)),
        {"race_alone": {group: f"B19013{letter}_001" for group, letter in ITERATIONS.items()}},
    ),
    schemes=("race_alone",),
    class_breaks=(40_000.0, 60_000.0, 80_000.0, 100_000.0),
    sentence=Text(
        "In {place}, half of households had more than about {value} a year ({between}) in {period}, and half had less.",
        "En {place}, la mitad de los hogares tenía más de unos {value} al año ({between}) en {period}, y la otra mitad, menos.",
    ),
    group_sentence=Text(
        "In {place}, half of {group} had more than about {value} a year ({between}) in {period}, and half had less.",
        "En {place}, la mitad de los {group} tenía más de unos {value} al año ({between}) en {period}, y la otra mitad, menos.",
    ),
    subtitle=Text("Median household income a year", "Ingreso anual de los hogares (mediana)"),
    why=Text(
        "It shows what a household in the middle has for rent, food, care and saving.",
        "Muestra lo que tiene un hogar con el ingreso mediano para renta, comida, salud y ahorro.",
    ),
    cannot_tell=Text(
        "It hides how far apart high and low incomes are. It does not know how many people share the income.",
        "Esconde la distancia entre los ingresos altos y bajos. No sabe cuántas personas comparten el ingreso.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask who is hired for new jobs and at what pay. Support training that leads to a named job.",
        "Pregunte a quién contratan en los nuevos empleos y con qué sueldo. Apoye la formación que lleva a un empleo concreto.",
    ),
    notes=Text(
        "Dollars of the last year of each period. For neighborhoods it is worked out from counts of homes by income class. "
        "The group is that of the person who answers for the home.",
        "Dólares del último año de cada período. Para los vecindarios se calcula con el número de hogares por clase de ingreso. "
        "El grupo es el de la persona que responde por el hogar.",
    ),
    people=Text("households", "hogares"),
)

MEDIAN_HOUSEHOLD_INCOME_2023 = from_survey(
    id="median_household_income_2023",
    name=Text("Income in the middle, in 2023 dollars", "Ingreso mediano, en dólares de 2023"),
    question=Text("Can households buy more than before?", "¿Pueden los hogares comprar más que antes?"),
    area="income",
    kind="context",
    strength=False,
    universe=MEDIAN_HOUSEHOLD_INCOME.universe,
    unit="dollars",
    better="higher",
    formula=Adjusted(of="median_household_income", year=2023),
    schemes=("race_alone",),
    class_breaks=(40_000.0, 60_000.0, 80_000.0, 100_000.0),
    sentence=Text(
        "In {place}, half of households had more than about {value} a year ({between}) in {period}, in dollars of 2023.",
        "En {place}, la mitad de los hogares tenía más de unos {value} al año ({between}) en {period}, en dólares de 2023.",
    ),
    group_sentence=Text(
        "In {place}, half of {group} had more than about {value} a year ({between}) in {period}, in dollars of 2023.",
        "En {place}, la mitad de los {group} tenía más de unos {value} al año ({between}) en {period}, en dólares de 2023.",
    ),
    subtitle=Text(
        "Median household income a year, in dollars of 2023",
        "Ingreso anual de los hogares (mediana), en dólares de 2023",
    ),
    why=Text(
        "Prices rise each year. Only in the same dollars can you see if a raise buys more food and rent than before.",
        "Los precios suben cada año. Solo con los mismos dólares se ve si un aumento compra más comida y renta que antes.",
    ),
    cannot_tell=Text(
        "It uses prices of the whole nation. Where rents rose faster than that, families lost more than it shows.",
        "Usa los precios de todo el país. Donde la renta subió más, las familias perdieron más de lo que se ve aquí.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask employers if pay keeps up with prices. Ask the city to tie its lowest wage to the cost of living.",
        "Pregunte a los empleadores si los sueldos suben como los precios. Pida a la ciudad ligar su salario más bajo al costo de la vida.",
    ),
    notes=Text(
        "The Census Bureau's median, in the dollars of 2023 by the price index R-CPI-U-RS, which the Bureau itself uses.",
        "La mediana de la Oficina del Censo, en dólares de 2023 según el índice de precios R-CPI-U-RS, el que usa la propia Oficina.",
    ),
    people=MEDIAN_HOUSEHOLD_INCOME.people,
)

MEDIAN_EARNINGS = Measure(
    id="median_earnings",
    name=Text("Pay of the worker in the middle", "Sueldo mediano de los trabajadores"),
    question=Text("How much do people earn from work?", "¿Cuánto ganan las personas por su trabajo?"),
    area="work",
    level="population",
    kind="context",
    strength=False,
    universe=Text("people ages 16 and older with earnings", "personas de 16 años o más con ingresos de trabajo"),
    unit="dollars",
    better="higher",
    formula=Median("B20017_001", groups={"sex": {"female": "B20017_005", "male": "B20017_002"}}),
    schemes=("sex",),
    levels=PUBLISHED_LEVELS,
    period="five_years",
    class_breaks=(30_000.0, 40_000.0, 50_000.0, 60_000.0),
    sentence=Text(
        "In {place}, half of workers earned more than about {value} a year ({between}) in {period}, and half earned less.",
        "En {place}, la mitad de los trabajadores ganaba más de unos {value} al año ({between}) en {period}, y la otra mitad, menos.",
    ),
    group_sentence=Text(
        "In {place}, half of {group} earned more than about {value} a year ({between}) in {period}, and half earned less.",
        "En {place}, la mitad de los {group} ganaba más de unos {value} al año ({between}) en {period}, y la otra mitad, menos.",
    ),
    subtitle=Text("Median earnings from work a year", "Ganancia anual por trabajo (mediana)"),
    why=Text(
        "A job helps a family most when one job is enough. This shows what a year of work brings in.",
        "Un empleo ayuda más a una familia cuando uno solo alcanza. Esto muestra lo que deja un año de trabajo.",
    ),
    cannot_tell=Text(
        "It mixes full-time and part-time work. It does not show tips kept off the books, benefits, or hours.",
        "Mezcla jornada completa y parcial. No muestra propinas no declaradas, prestaciones ni horas.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Ask employers to print pay in each job ad. Ask if women and men in the same job get the same pay.",
        "Pida a los empleadores publicar el sueldo en cada oferta. Pregunte si mujeres y hombres en el mismo puesto ganan lo mismo.",
    ),
    notes=Text(
        "Wages and pay from one's own business, before tax, in dollars of the last year of each period. None is made for neighborhoods.",
        "Sueldos y ganancias de un negocio propio, antes de impuestos, en dólares del último año de cada período. No se calcula para los vecindarios.",
    ),
    source="acs5",
    minimum_count=None,
    reviewed=REVIEWED,
    people=Text("workers", "trabajadores"),
)

ENTRIES = (MEDIAN_HOUSEHOLD_INCOME, MEDIAN_HOUSEHOLD_INCOME_2023, MEDIAN_EARNINGS)

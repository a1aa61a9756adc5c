"""Children before and around kindergarten: money at home, preschool, and parents at work."""

from indicators.catalog.income import POVERTY_NOTES, WHO_SETS_PAY
from indicators.catalog.lines import everyone, lines
from indicators.catalog.survey_share import share, share_of_everyone, survey_share, told
from indicators.measure import Text

_WHO_OPENS_SEATS = Text(
    "The state and the school district pay for preschool seats. The city can open rooms, and employers can help pay.",
    "El estado y el distrito escolar pagan cupos de preescolar. La ciudad puede abrir salones y los empleadores, ayudar a pagar.",
)
BELOW_TWICE = Text(
    "lived in families below twice the poverty line", "vivía en familias con menos del doble de la línea de pobreza"
)
PARENTS_AT_WORK = Text(
    "had all the parents they live with at work or looking for work",
    "tenía a todos los padres con quienes vive en el trabajo o buscando trabajo",
)
PARENTS_NOTES = Text(
    "Parents at work or who look for work. Children who live with no parent are left out.",
    "Padres que trabajan o buscan trabajo. No incluye a niños que no viven con su madre ni su padre.",
)
_UNDER_6 = Text("children under 6", "los niños menores de 6 años")
# B14003: ages 3 and 4 in public school, in private school and not in school; of boys, then of girls.
_PUBLIC, _PRIVATE, _NEITHER = (4, 32), (13, 41), (22, 50)
_BOYS, _GIRLS = (4, 13), (32, 41)

UNDER_6_POVERTY = survey_share(
    id="under_6_poverty",
    name=Text("Young children below the poverty line", "Niños pequeños por debajo de la línea de pobreza"),
    question=Text(
        "Where do young children live below the poverty line?",
        "¿Dónde viven niños pequeños por debajo de la línea de pobreza?",
    ),
    area="kindergarten",
    kind="contributing",
    strength=False,
    universe=Text(
        "children under 6 whose family income is known", "niños menores de 6 años con ingresos familiares conocidos"
    ),
    better="lower",
    formula=share_of_everyone(lines("B17024", [3, 4, 5]), lines("B17024", [2])),
    schemes=(),
    class_breaks=(10.0, 20.0, 30.0, 40.0),
    **told(
        _UNDER_6,
        Text("lived in families below the poverty line", "vivía en familias por debajo de la línea de pobreza"),
    ),
    subtitle=Text(
        "Percent of children under 6 below the federal poverty line",
        "Porcentaje de niños menores de 6 años por debajo de la línea federal de pobreza",
    ),
    why=Text(
        "The brain grows fastest in these years. Money for food, rest and a safe home does the most good now.",
        "El cerebro crece más en estos años. El dinero para comida, descanso y un hogar seguro rinde más ahora.",
    ),
    cannot_tell=Text(
        "It does not say how a child learns or how loved a child is. It misses tax credits and food aid.",
        "No dice cuánto aprende un niño ni cuánto lo quieren. No cuenta créditos fiscales ni ayuda de alimentos.",
    ),
    who_can_act=WHO_SETS_PAY,
    what_can_be_done=Text(
        "Tell new parents about WIC, home visits and the child tax credit. Ask lawmakers to pay the credit each month.",
        "Cuente a las nuevas familias de WIC, las visitas en casa y el crédito por hijos. Pida que el crédito se pague cada mes.",
    ),
    notes=POVERTY_NOTES,
    people=Text("children under 6", "niños menores de 6 años"),
)

UNDER_6_LOW_INCOME = survey_share(
    id="under_6_low_income",
    name=Text("Young children in families with low incomes", "Niños pequeños en familias con bajos ingresos"),
    question=Text("Where would child care aid help most?", "¿Dónde serviría más la ayuda para cuidado infantil?"),
    area="kindergarten",
    kind="contributing",
    strength=False,
    universe=UNDER_6_POVERTY.universe,
    better="lower",
    formula=share_of_everyone(lines("B17024", range(3, 11)), lines("B17024", [2])),
    schemes=(),
    class_breaks=(20.0, 35.0, 50.0, 65.0),
    **told(
        _UNDER_6,
        BELOW_TWICE,
    ),
    subtitle=Text(
        "Percent of children under 6 in families below twice the federal poverty line",
        "Porcentaje de niños menores de 6 años en familias con menos del doble de la línea federal de pobreza",
    ),
    why=Text(
        "Child care can cost as much as rent. Most aid for care and Head Start is for families below about this line.",
        "El cuidado infantil puede costar tanto como la renta. La mayor parte de la ayuda y Head Start es para familias bajo esta línea, más o menos.",
    ),
    cannot_tell=Text(
        "It does not say which families got help. Limits for aid differ from program to program.",
        "No dice qué familias recibieron ayuda. Los límites cambian de un programa a otro.",
    ),
    who_can_act=_WHO_OPENS_SEATS,
    what_can_be_done=Text(
        "Ask how many children wait for a Head Start seat. Help a family you know fill in the form.",
        "Pregunte cuántos niños esperan un cupo de Head Start. Ayude a una familia que conozca a llenar la solicitud.",
    ),
    notes=POVERTY_NOTES,
    people=UNDER_6_POVERTY.people,
)

PRESCHOOL = survey_share(
    id="preschool_enrollment",
    name=Text("Children ages 3 and 4 in school", "Niños de 3 y 4 años en la escuela"),
    question=Text("How many young children go to preschool?", "¿Cuántos niños pequeños van a preescolar?"),
    area="kindergarten",
    kind="contributing",
    strength=True,
    universe=Text("children ages 3 and 4", "niños de 3 y 4 años"),
    better="higher",
    formula=share(
        {
            "all": everyone(lines("B14003", (*_PUBLIC, *_PRIVATE))),
            "sex": {"female": lines("B14003", _GIRLS), "male": lines("B14003", _BOYS)},
        },
        {
            "all": everyone(lines("B14003", (*_PUBLIC, *_PRIVATE, *_NEITHER))),
            "sex": {"female": lines("B14003", (*_GIRLS, 50)), "male": lines("B14003", (*_BOYS, 22))},
        },
    ),
    schemes=("sex",),
    class_breaks=(30.0, 45.0, 60.0, 75.0),
    **told(Text("children ages 3 and 4", "los niños de 3 y 4 años"), Text("were in school", "iba a la escuela")),
    subtitle=Text(
        "Percent of children ages 3 and 4 enrolled in school",
        "Porcentaje de niños de 3 y 4 años inscritos en la escuela",
    ),
    why=Text(
        "Good preschool helps children talk, count, share and like school. It also lets parents work.",
        "Un buen preescolar ayuda a hablar, contar, compartir y querer la escuela. También permite trabajar a los padres.",
    ),
    cannot_tell=Text(
        "It does not say how good a class is or how long the day is. Parents may count a day care as school, or not.",
        "No dice qué tan buena es una clase ni cuánto dura el día. Las familias pueden contar o no una guardería como escuela.",
    ),
    who_can_act=_WHO_OPENS_SEATS,
    what_can_be_done=Text(
        "Ask the district how many seats it has for each child of 3 and 4, and in which neighborhoods.",
        "Pregunte al distrito cuántos cupos tiene para los niños de 3 y 4 años, y en qué vecindarios.",
    ),
    notes=Text(
        "Counts nursery school, preschool and kindergarten, public and private, in the past three months.",
        "Cuenta guardería escolar, preescolar y kínder, públicos y privados, en los últimos tres meses.",
    ),
    people=Text("children ages 3 and 4", "infantes de 3 y 4 años"),
)

PUBLIC_PRESCHOOL = survey_share(
    id="preschool_public",
    name=Text("Preschool that is public", "Preescolar público"),
    question=Text("How much preschool is public?", "¿Cuánto preescolar es público?"),
    area="kindergarten",
    level="system",
    kind="system",
    strength=True,
    universe=Text("children ages 3 and 4 who are in school", "niños de 3 y 4 años que van a la escuela"),
    better=None,
    formula=share_of_everyone(lines("B14003", _PUBLIC), lines("B14003", (*_PUBLIC, *_PRIVATE))),
    schemes=(),
    class_breaks=(20.0, 40.0, 60.0, 80.0),
    **told(
        Text("preschool children", "los niños en preescolar"),
        Text("were in a public program", "estaba en un programa público"),
    ),
    subtitle=Text(
        "Percent of children ages 3 and 4 in school who are in a public program",
        "Porcentaje de niños de 3 y 4 años en la escuela que están en un programa público",
    ),
    why=Text(
        "Private preschool can cost more than college. A public seat is free or costs what a family can pay.",
        "El preescolar privado puede costar más que la universidad. Un cupo público es gratis o cuesta lo que la familia puede pagar.",
    ),
    cannot_tell=Text(
        "Some private programs are free with state money. It does not say who found no seat.",
        "Algunos programas privados son gratis con dinero del estado. No dice quién no encontró cupo.",
    ),
    who_can_act=_WHO_OPENS_SEATS,
    what_can_be_done=Text(
        "Ask the school board to open public seats first where few children of 3 and 4 are in school.",
        "Pida a la junta escolar abrir cupos públicos primero donde pocos niños de 3 y 4 años van a la escuela.",
    ),
    notes=Text(
        "Parents say if the school is public. Small numbers: look at the range before you compare places.",
        "Las familias dicen si la escuela es pública. Son números pequeños: mire el rango antes de comparar lugares.",
    ),
    people=Text("preschool children", "niños en preescolar"),
)

PARENTS_WORK = survey_share(
    id="under_6_parents_work",
    name=Text("Young children whose parents all work", "Niños pequeños con todos sus padres en el trabajo"),
    question=Text("How many young children need child care?", "¿Cuántos niños pequeños necesitan cuidado infantil?"),
    area="kindergarten",
    level="system",
    kind="system",
    strength=False,
    universe=Text("children under 6 who live with a parent", "niños menores de 6 años que viven con su madre o padre"),
    better=None,
    formula=share_of_everyone(lines("B23008", [4, 10, 13]), lines("B23008", [2])),
    schemes=(),
    class_breaks=(55.0, 65.0, 75.0, 85.0),
    **told(
        _UNDER_6,
        PARENTS_AT_WORK,
    ),
    subtitle=Text(
        "Percent of children under 6 whose parents all work or look for work",
        "Porcentaje de niños menores de 6 años con todos sus padres en la fuerza laboral",
    ),
    why=Text(
        "When all parents work, a child needs care. Set beside the seats there are, it shows how many are missing.",
        "Cuando todos los padres trabajan, un niño necesita cuidado. Junto a los cupos que existen, muestra cuántos faltan.",
    ),
    cannot_tell=Text(
        "Grandparents and friends give much care. Parents who stay home for lack of a seat are not counted.",
        "Abuelos y amigos cuidan a muchos niños. No cuenta a quienes se quedan en casa por falta de cupo.",
    ),
    who_can_act=_WHO_OPENS_SEATS,
    what_can_be_done=Text(
        "Ask the city to compare this with licensed seats by neighborhood, and to help open homes for child care.",
        "Pida a la ciudad comparar esto con los cupos con licencia por vecindario, y ayudar a abrir guarderías en casa.",
    ),
    notes=PARENTS_NOTES,
    people=UNDER_6_POVERTY.people,
)

ENTRIES = (PRESCHOOL, UNDER_6_POVERTY, UNDER_6_LOW_INCOME, PUBLIC_PRESCHOOL, PARENTS_WORK)

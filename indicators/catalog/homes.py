"""Homes: rents that take half of income, crowded and old homes, and moves."""

from indicators.catalog.lines import everyone, lines
from indicators.catalog.survey_share import EACH_GROUP, said, share, share_of_everyone, survey_share, told
from indicators.measure import Text

_HOUSEHOLDS = Text("households", "hogares")
_RENTERS = Text("renter households", "hogares que alquilan")
_WHO_ACTS = Text(
    "The city sets zoning and rent rules. Owners set rents. The state and the housing authority pay for homes people can afford.",
    "La ciudad fija la zonificación y las reglas de renta. Los dueños fijan las rentas. El estado y la autoridad de vivienda pagan viviendas accesibles.",
)
_HALF = Text("paid half or more of their income for rent", "pagaba de renta la mitad o más de su ingreso")

SEVERE_RENT_BURDEN = survey_share(
    id="severe_rent_burden",
    name=Text("Renters who pay half their income", "Inquilinos que pagan la mitad de su ingreso"),
    question=Text("Where does rent take half of what people earn?", "¿Dónde se lleva la renta la mitad del ingreso?"),
    area="housing",
    level="system",
    kind="system",
    strength=False,
    universe=Text(
        "renter households whose rent and income can be compared",
        "hogares que alquilan cuya renta e ingreso se pueden comparar",
    ),
    better="lower",
    formula=share_of_everyone(lines("B25070", [10]), lines("B25070", [1], minus=[11])),
    schemes=(),
    class_breaks=(15.0, 20.0, 25.0, 30.0),
    **told(Text("renter households", "los hogares que alquilan"), _HALF),
    subtitle=Text(
        "Percent of renter households that pay 50% or more of income for rent and utilities",
        "Porcentaje de hogares que alquilan y pagan 50% o más de su ingreso por renta y servicios",
    ),
    why=Text(
        "When rent takes half, one sick week can cost a family its home. Children then change schools in the middle of a year.",
        "Cuando la renta se lleva la mitad, una semana de enfermedad puede costar la casa. Los niños cambian entonces de escuela a mitad de año.",
    ),
    cannot_tell=Text(
        "It leaves out people with no home and those who share one because they must. It does not show how good the home is.",
        "No incluye a quienes no tienen hogar ni a quienes comparten uno por necesidad. No muestra en qué estado está la vivienda.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask how many renters wait for a voucher and how long. Ask the city for a lawyer for each tenant in court.",
        "Pregunte cuántos inquilinos esperan un vale y cuánto tiempo. Pida a la ciudad un abogado para cada inquilino en el tribunal.",
    ),
    notes=Text(
        "Counts rent with heat, power and water. Leaves out homes with no income or no cash rent.",
        "Cuenta la renta con calefacción, luz y agua. No incluye hogares sin ingresos o que no pagan renta.",
    ),
    people=_RENTERS,
)

# B25014: owners in lines 3 to 7, renters in lines 9 to 13, by people to a room; the last three are more than one.
CROWDED_HOMES = survey_share(
    id="crowded_homes",
    name=Text("Crowded homes", "Viviendas con poco espacio"),
    question=Text("Where do families need more room?", "¿Dónde necesitan más espacio las familias?"),
    area="housing",
    level="system",
    kind="system",
    strength=False,
    universe=Text("occupied homes", "viviendas ocupadas"),
    better="lower",
    formula=share(
        {
            "all": everyone(lines("B25014", [5, 6, 7, 11, 12, 13])),
            "tenure": {"owner": lines("B25014", [5, 6, 7]), "renter": lines("B25014", [11, 12, 13])},
        },
        {
            "all": everyone(lines("B25014", [1])),
            "tenure": {"owner": lines("B25014", [2]), "renter": lines("B25014", [8])},
        },
    ),
    schemes=("tenure",),
    class_breaks=(1.0, 2.0, 4.0, 6.0),
    **told(Text("homes", "las viviendas"), Text("had more people than rooms", "tenía más personas que habitaciones")),
    subtitle=Text(
        "Percent of homes with more than one person to a room",
        "Porcentaje de viviendas con más de una persona por habitación",
    ),
    why=Text(
        "Living close together can be a choice and a joy. When rents leave no choice, children lose sleep and a place to read.",
        "Vivir juntos puede ser una elección y una alegría. Cuando la renta no deja otra, los niños pierden sueño y un lugar para leer.",
    ),
    cannot_tell=Text(
        "It does not say who wants to live together and who must. Some families do not tell a survey all who stay with them.",
        "No dice quién quiere vivir junto y quién no tiene otra. Algunas familias no cuentan a la encuesta a todos los que viven allí.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask for new homes with three or more bedrooms. Ask schools and libraries to stay open late for homework.",
        "Pida viviendas nuevas de tres o más dormitorios. Pida que escuelas y bibliotecas abran hasta tarde para las tareas.",
    ),
    notes=Text(
        "Rooms are bedrooms, kitchens and living rooms, not baths or halls.",
        "Se cuentan dormitorios, cocinas y salas, no baños ni pasillos.",
    ),
    people=_HOUSEHOLDS,
)

OLDER_HOMES = survey_share(
    id="older_homes",
    name=Text("Homes built before 1980", "Viviendas construidas antes de 1980"),
    question=Text("Where may homes have old lead paint?", "¿Dónde puede haber pintura vieja con plomo?"),
    area="housing",
    kind="context",
    strength=False,
    universe=Text("all homes, also empty ones", "todas las viviendas, también las vacías"),
    better=None,
    formula=share_of_everyone(lines("B25034", range(7, 12)), lines("B25034", [1])),
    schemes=(),
    class_breaks=(20.0, 40.0, 60.0, 80.0),
    sentence=said(
        Text("homes", "las viviendas"), Text("had been built before 1980", "se había construido antes de 1980")
    ),
    group_sentence=said(
        EACH_GROUP, Text("lived in homes built before 1980", "vivía en casas construidas antes de 1980")
    ),
    subtitle=Text("Percent of homes built before 1980", "Porcentaje de viviendas construidas antes de 1980"),
    why=Text(
        "Paint sold before 1978 may hold lead, which harms a child's brain. It can be made safe at a known cost.",
        "La pintura vendida antes de 1978 puede tener plomo, que daña el cerebro de un niño. Se puede arreglar a un costo conocido.",
    ),
    cannot_tell=Text(
        "It does not say which homes have lead or were made safe. Many old homes are in very good shape.",
        "No dice qué viviendas tienen plomo ni cuáles ya se arreglaron. Muchas casas viejas están en muy buen estado.",
    ),
    who_can_act=Text(
        "Owners must keep homes safe. The city checks homes and pays for repairs. The health office tests children.",
        "Los dueños deben mantener seguras las viviendas. La ciudad las revisa y paga arreglos. La oficina de salud hace pruebas a los niños.",
    ),
    what_can_be_done=Text(
        "Ask for a free lead test for a child under 6. Ask the city for its list of homes with lead and when each will be fixed.",
        "Pida una prueba gratuita de plomo para un niño menor de 6 años. Pida a la ciudad su lista de viviendas con plomo y cuándo se arreglarán.",
    ),
    notes=Text(
        "Families answer from what they know, so the year a home was built is often a guess.",
        "Las familias responden lo que saben, así que el año suele ser aproximado.",
    ),
    people=_HOUSEHOLDS,
)

# B07003: line 1 everyone aged 1 and over, line 4 those in the same house as a year ago.
MOVED_LAST_YEAR = survey_share(
    id="moved_last_year",
    name=Text("People who moved in the last year", "Personas que se mudaron en el último año"),
    question=Text("Where do people move most often?", "¿Dónde se muda más la gente?"),
    area="housing",
    kind="context",
    strength=False,
    universe=Text("residents aged 1 and older", "residentes de 1 año o más"),
    better=None,
    formula=share_of_everyone(lines("B07003", [1], minus=[4]), lines("B07003", [1])),
    schemes=(),
    class_breaks=(8.0, 12.0, 16.0, 20.0),
    **told(
        Text("residents", "los residentes"), Text("had moved in the year before", "se había mudado en el último año")
    ),
    subtitle=Text(
        "Percent of residents who lived in another home a year before",
        "Porcentaje de residentes que vivían en otra casa un año antes",
    ),
    why=Text(
        "A move can mean a new job or a lost home. Each time a child changes schools, friends and lessons are left behind.",
        "Una mudanza puede ser por un empleo nuevo o por perder la casa. Con cada cambio de escuela, un niño deja amigos y lecciones.",
    ),
    cannot_tell=Text(
        "It does not say why people moved. College students move often. Those who left the area are not in it.",
        "No dice por qué se mudaron. Los universitarios se mudan mucho. No incluye a quienes se fueron de la zona.",
    ),
    who_can_act=Text(
        "Owners and courts decide on evictions. School districts can keep a child in the same school after a move.",
        "Los dueños y los tribunales deciden los desalojos. Los distritos pueden mantener a un niño en su escuela después de mudarse.",
    ),
    what_can_be_done=Text(
        "Ask the district for a ride to the old school until June. Welcome new neighbors and tell them where help is.",
        "Pida al distrito transporte a la escuela anterior hasta junio. Dé la bienvenida a los vecinos nuevos y dígales dónde hay ayuda.",
    ),
    notes=Text(
        "Counts moves from across the street and from across the world.",
        "Cuenta mudanzas desde la misma calle o desde otro país.",
    ),
    people=Text("residents aged 1 and older", "residentes de 1 año o más"),
)

ENTRIES = (SEVERE_RENT_BURDEN, CROWDED_HOMES, OLDER_HOMES, MOVED_LAST_YEAR)

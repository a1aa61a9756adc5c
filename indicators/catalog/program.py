"""What partners' own programs reach: people served, from a partner's file, beside those the survey says could be."""

from indicators.catalog.lines import REVIEWED, SCHOOL_MINIMUM, everyone, lines
from indicators.measure import Measure, Reach, Reported, Text

_SERVED = "prek_seats.served"
# B14003: children ages 3 and 4 in public school, in private school and not in school.
_BOYS, _GIRLS = (4, 13, 22), (32, 41, 50)

PROGRAM_REACH = Measure(
    id="program_reach",
    name=Text("Children served in partner preschool", "Niños atendidos en preescolares aliados"),
    question=Text(
        "How many young children do our preschool partners reach?",
        "¿A cuántos niños pequeños llegan nuestros preescolares aliados?",
    ),
    area="kindergarten",
    level="program",
    kind="system",
    strength=True,
    universe=Text("children ages 3 and 4", "niños de 3 y 4 años"),
    unit="percent",
    better="higher",
    formula=Reach(
        _SERVED,
        {
            "all": everyone(lines("B14003", (*_BOYS, *_GIRLS))),
            "sex": {"female": lines("B14003", _GIRLS), "male": lines("B14003", _BOYS)},
        },
    ),
    schemes=("sex",),
    levels=("neighborhood", "county_subdivision"),
    period="school_year",
    class_breaks=(10.0, 20.0, 35.0, 50.0),
    sentence=Text(
        "In {place}, our partners served about {value} ({between}) of children ages 3 and 4 in {period}.",
        "En {place}, nuestros aliados atendieron a cerca del {value} ({between}) de los niños de 3 y 4 años en {period}.",
    ),
    group_sentence=Text(
        "In {place}, our partners served about {value} ({between}) of {group} in {period}.",
        "En {place}, nuestros aliados atendieron a cerca del {value} ({between}) de los {group} en {period}.",
    ),
    subtitle=Text(
        "Children served by partners, as a percent of children ages 3 and 4",
        "Niños atendidos por aliados, como porcentaje de los niños de 3 y 4 años",
    ),
    why=Text(
        "A program helps only the children it reaches. Reach shows where seats are missing, not where children are.",
        "Un programa solo ayuda a los niños a los que llega. El alcance muestra dónde faltan cupos, no dónde están los niños.",
    ),
    cannot_tell=Text(
        "It does not say how good a program is, or who found a seat elsewhere. The number of children is a survey estimate, "
        "so a percent can be above 100.",
        "No dice qué tan bueno es un programa ni quién halló cupo en otro lugar. El número de niños es una estimación, así que "
        "el porcentaje puede pasar de 100.",
    ),
    who_can_act=Text(
        "Partners decide where they open rooms. Funders pay for seats. The city and the district can give them space.",
        "Los aliados deciden dónde abren salones. Quienes financian pagan los cupos. La ciudad y el distrito pueden dar espacio.",
    ),
    what_can_be_done=Text(
        "Ask partners which neighborhoods wait for seats. Tell families near you how to sign up.",
        "Pregunte a los aliados qué vecindarios esperan cupos. Cuente a las familias cercanas cómo inscribirse.",
    ),
    notes=Text(
        "Partners count the children they served. The Census survey says how many children there are. A child served by two "
        "partners counts twice.",
        "Los aliados cuentan a los niños que atendieron. La encuesta del Censo dice cuántos niños hay. Un niño atendido por dos "
        "aliados cuenta dos veces.",
    ),
    source="partner",
    minimum_count=SCHOOL_MINIMUM,
    reviewed=REVIEWED,
    people=Text("children ages 3 and 4", "infantes de 3 y 4 años"),
)

PROGRAM_CHILDREN = Measure(
    id="program_children",
    name=Text("Children in partner preschool, by group", "Niños en preescolares aliados, por grupo"),
    question=Text(
        "Which children do our preschool partners serve?", "¿A qué niños atienden nuestros preescolares aliados?"
    ),
    area="kindergarten",
    level="program",
    kind="context",
    strength=False,
    universe=Text(
        "children a preschool partner served in the year", "niños que un preescolar aliado atendió en el año"
    ),
    unit="people",
    better=None,
    formula=Reported(_SERVED),
    schemes=("race_ethnicity", "sex"),
    levels=("neighborhood", "county_subdivision"),
    period="school_year",
    class_breaks=(),
    sentence=Text(
        "In {place}, our preschool partners served {value} children in {period}.",
        "En {place}, nuestros preescolares aliados atendieron a {value} niños en {period}.",
    ),
    group_sentence=Text(
        "In {place}, our preschool partners served {value} {group} in {period}.",
        "En {place}, nuestros preescolares aliados atendieron a {value} {group} en {period}.",
    ),
    subtitle=Text("Number of children served by partners", "Número de niños atendidos por aliados"),
    why=Text(
        "A city that knows which children have a seat can ask which families were never told of one.",
        "Una ciudad que sabe qué niños tienen un cupo puede preguntar a qué familias nadie se lo ofreció.",
    ),
    cannot_tell=Text(
        "It does not say how many children of each group live there. A neighborhood with few children has few in preschool.",
        "No dice cuántos niños de cada grupo viven ahí. En un vecindario con pocos niños hay pocos en el preescolar.",
    ),
    who_can_act=Text(
        "Partners choose where they open rooms and in which languages they invite families. Funders pay for seats.",
        "Los aliados eligen dónde abren salones y en qué idiomas invitan a las familias. Quienes financian pagan los cupos.",
    ),
    what_can_be_done=Text(
        "Ask partners how families of every group hear of open seats. Offer to spread the word in your language.",
        "Pregunte a los aliados cómo se enteran de los cupos las familias de cada grupo. Ofrezca dar la noticia en su idioma.",
    ),
    notes=Text(
        "Partners count the children they served. A child served by two partners counts twice.",
        "Los aliados cuentan a los niños que atendieron. Un niño atendido por dos aliados cuenta dos veces.",
    ),
    source="partner",
    minimum_count=SCHOOL_MINIMUM,
    reviewed=REVIEWED,
    people=Text("children", "niños"),
)

ENTRIES = (PROGRAM_REACH, PROGRAM_CHILDREN)

"""Adults' schooling."""

from indicators.catalog.lines import REVIEWED, SURVEY_LEVELS, everyone, lines
from indicators.measure import Measure, Share, Text

BACHELORS_OR_HIGHER = Measure(
    id="bachelors_or_higher",
    name=Text("Adults with a bachelor's degree or more", "Adultos con título universitario"),
    question=Text("How many adults finished college?", "¿Cuántos adultos terminaron la universidad?"),
    area="adult_learning",
    level="population",
    kind="context",
    strength=True,
    universe=Text("adults ages 25 and older", "adultos de 25 años o más"),
    unit="percent",
    better="higher",
    formula=Share({"all": everyone(lines("B06009", [5, 6]))}, {"all": everyone(lines("B06009", [1]))}),
    schemes=(),
    levels=SURVEY_LEVELS,
    period="five_years",
    class_breaks=(15.0, 30.0, 45.0, 60.0),
    sentence=Text(
        "In {place}, about {value} of adults ({between}) had a bachelor's degree or more in {period}.",
        "En {place}, cerca del {value} de los adultos ({between}) tenía un título universitario de cuatro años o más en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) had a bachelor's degree or more in {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) tenía un título universitario de cuatro años o más en {period}.",
    ),
    subtitle=Text(
        "Percent of adults ages 25 and older with a bachelor's degree or more",
        "Porcentaje de adultos de 25 años o más con título universitario de cuatro años o más",
    ),
    why=Text(
        "A degree opens many jobs that pay enough for a family. Neighbors with degrees can also help young people find a way in.",
        "Un título abre muchos empleos que alcanzan para una familia. Los vecinos con título también pueden ayudar a los jóvenes a encontrar el camino.",
    ),
    cannot_tell=Text(
        "It does not show if schools here did it: many adults studied elsewhere. It leaves out trades and job training.",
        "No muestra si lo lograron las escuelas de aquí: muchos adultos estudiaron en otro lugar. No cuenta oficios ni formación laboral.",
    ),
    who_can_act=Text(
        "Colleges set prices, hours and how credits move. Employers can pay for classes and drop needless degree rules.",
        "Las universidades fijan precios, horarios y cómo se transfieren los créditos. Los empleadores pueden pagar clases y quitar requisitos de título innecesarios.",
    ),
    what_can_be_done=Text(
        "Ask the nearest college about evening classes and child care. Help one adult you know finish a form for aid.",
        "Pregunte a la universidad más cercana por clases nocturnas y cuidado infantil. Ayude a un adulto que conozca a llenar una solicitud de ayuda.",
    ),
    notes=Text(
        "Counts adults by the highest degree they hold, from any college in any country.",
        "Cuenta a los adultos según el título más alto que tienen, de cualquier universidad y país.",
    ),
    source="acs5",
    minimum_count=None,
    reviewed=REVIEWED,
    people=Text("adults", "adultos"),
)

ENTRIES = (BACHELORS_OR_HIGHER,)

"""Adults' schooling."""

from indicators.catalog.lines import ITERATIONS, Groups, by_race, everyone, lines
from indicators.catalog.survey_share import share, survey_share, told
from indicators.measure import Count, Text

_ADULTS = Text("adults", "adultos")
_WHO = Text("adults", "los adultos")
_UNIVERSE = Text("adults ages 25 and older", "adultos de 25 años o más")
_WHO_ACTS = Text(
    "Colleges set prices, hours and how credits move. Employers can pay for classes and drop needless degree rules.",
    "Las universidades fijan precios, horarios y cómo se transfieren los créditos. Los empleadores pueden pagar clases y quitar requisitos de título innecesarios.",
)
_WHO_TEACHES_ADULTS = Text(
    "The state pays for adult classes. School districts choose the hours and rooms. Employers can give paid time to learn.",
    "El estado paga las clases para adultos. Los distritos eligen horarios y salones. Los empleadores pueden dar tiempo pagado para estudiar.",
)
_NOTES = Text(
    "The highest level an adult finished, in any school and country. A group by race names one race only; its Latino people "
    "are also in the Latino group. Only White leaves them out.",
    "El nivel más alto que terminó cada adulto, en cualquier escuela y país. Un grupo por raza indica una sola raza; sus "
    "personas latinas están también en el grupo latino. Solo el de blancos no las incluye.",
)
_SCHEMES = ("nativity", "race_alone", "race_ethnicity_by_sex")


def _adults(born: tuple[int, ...], men: tuple[int, ...]) -> Groups:
    """Adults 25 and over: `born` are lines of the first block of B06009, `men` those of men in a repetition of C15002."""
    women = tuple(n + 5 for n in men)
    here = [n + block for block in (6, 12, 18) for n in born]  # born in the state, in another, abroad as citizens
    return {
        "all": everyone(lines("B06009", born)),
        "nativity": {"born_abroad": lines("B06009", [n + 24 for n in born]), "born_here": lines("B06009", here)},
        "race_alone": by_race("C15002", (*men, *women)),
        "race_ethnicity_by_sex": {
            f"{race}.{sex}": lines(f"C15002{letter}", part)
            for race, letter in ITERATIONS.items()
            for sex, part in (("female", women), ("male", men))
        },
    }


_ALL_ADULTS = _adults((1,), (2,))

BACHELORS_OR_HIGHER = survey_share(
    id="bachelors_or_higher",
    name=Text("Adults with a bachelor's degree or more", "Adultos con título universitario"),
    question=Text("How many adults finished college?", "¿Cuántos adultos terminaron la universidad?"),
    area="adult_learning",
    kind="context",
    strength=True,
    universe=_UNIVERSE,
    better="higher",
    formula=share(_adults((5, 6), (6,)), _ALL_ADULTS),
    schemes=_SCHEMES,
    class_breaks=(15.0, 30.0, 45.0, 60.0),
    **told(_WHO, Text("had a bachelor's degree or more", "tenía un título universitario de cuatro años o más")),
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
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask the nearest college about evening classes and child care. Help one adult you know finish a form for aid.",
        "Pregunte a la universidad más cercana por clases nocturnas y cuidado infantil. Ayude a un adulto que conozca a llenar una solicitud de ayuda.",
    ),
    notes=_NOTES,
    people=_ADULTS,
)

HIGH_SCHOOL_OR_HIGHER = survey_share(
    id="high_school_or_higher",
    name=Text("Adults with a high school diploma or more", "Adultos con diploma de secundaria o más"),
    question=Text("How many adults finished high school?", "¿Cuántos adultos terminaron la secundaria?"),
    area="adult_learning",
    kind="context",
    strength=True,
    universe=_UNIVERSE,
    better="higher",
    formula=share(_adults((3, 4, 5, 6), (4, 5, 6)), _ALL_ADULTS),
    schemes=_SCHEMES,
    class_breaks=(75.0, 80.0, 85.0, 90.0),
    **told(_WHO, Text("had a high school diploma or more", "tenía diploma de secundaria o más")),
    subtitle=Text(
        "Percent of adults ages 25 and older with a high school diploma or more",
        "Porcentaje de adultos de 25 años o más con diploma de secundaria o más",
    ),
    why=Text(
        "A diploma is the ticket to most jobs and all colleges. Parents who know the school system can guide a child through it.",
        "El diploma es la entrada a la mayoría de los empleos y a toda universidad. Quienes conocen la escuela pueden guiar a un hijo.",
    ),
    cannot_tell=Text(
        "Many adults grew up where no school was near or free. It says nothing of what they know and can do.",
        "Muchos adultos crecieron donde no había escuela cerca o gratis. No dice nada de lo que saben y pueden hacer.",
    ),
    who_can_act=_WHO_TEACHES_ADULTS,
    what_can_be_done=Text(
        "Ask for free classes near home, at night, with care for children, and in more than one language.",
        "Pida clases gratis cerca de casa, de noche, con cuidado de niños y en más de un idioma.",
    ),
    notes=_NOTES,
    people=_ADULTS,
)

SOME_COLLEGE = survey_share(
    id="some_college_or_associate",
    name=Text("Adults with some college or an associate degree", "Adultos con algo de universidad o título asociado"),
    question=Text(
        "How many adults studied after high school, short of a bachelor's degree?",
        "¿Cuántos adultos estudiaron después de la secundaria, sin llegar a la licenciatura?",
    ),
    area="adult_learning",
    kind="context",
    strength=True,
    universe=_UNIVERSE,
    better=None,
    formula=share(_adults((4,), (5,)), _ALL_ADULTS),
    schemes=_SCHEMES,
    class_breaks=(15.0, 20.0, 25.0, 30.0),
    **told(_WHO, Text("had some college or an associate degree", "tenía algo de universidad o un título asociado")),
    subtitle=Text(
        "Percent of adults ages 25 and older with some college or an associate degree",
        "Porcentaje de adultos de 25 años o más con algo de universidad o título asociado",
    ),
    why=Text(
        "These adults could finish with a few more classes, if colleges count what they have done.",
        "Estos adultos podrían terminar con unas pocas clases más, si las universidades reconocen lo que ya hicieron.",
    ),
    cannot_tell=Text(
        "It mixes people who hold a two-year degree with people who took one class.",
        "Mezcla a quienes tienen un título de dos años con quienes tomaron una sola clase.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask the community college who calls students who stopped. Ask what it takes to come back.",
        "Pregunte al colegio comunitario quién llama a los que pararon. Pregunte qué hace falta para volver.",
    ),
    notes=_NOTES,
    people=_ADULTS,
)

ADULTS_TO_SERVE = survey_share(
    id="adults_without_diploma",
    name=Text("Adults whom diploma classes could serve", "Adultos a quienes servirían clases para el diploma"),
    question=Text(
        "How many adults could use classes for a diploma?", "¿A cuántos adultos les servirían clases para el diploma?"
    ),
    area="adult_learning",
    level="system",
    kind="system",
    strength=False,
    universe=_UNIVERSE,
    unit="people",
    better=None,
    formula=Count({s: g for s, g in _adults((2,), (3,)).items() if s in ("all", "nativity")}),
    schemes=("nativity",),
    class_breaks=(),
    sentence=Text(
        "In {place}, about {value} adults ({between}) had no high school diploma in {period}.",
        "En {place}, unos {value} adultos ({between}) no tenían diploma de secundaria en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} {group} ({between}) had no high school diploma in {period}.",
        "En {place}, unos {value} {group} ({between}) no tenían diploma de secundaria en {period}.",
    ),
    subtitle=Text(
        "Adults ages 25 and older without a high school diploma", "Adultos de 25 años o más sin diploma de secundaria"
    ),
    why=Text(
        "Set beside the seats in adult classes, it shows how far the system falls short.",
        "Junto a los cupos en clases para adultos, muestra cuánto le falta al sistema.",
    ),
    cannot_tell=Text(
        "It does not say who wants a class, or who holds a trade. It does not count the seats there are.",
        "No dice quién quiere una clase ni quién tiene un oficio. No cuenta los cupos que existen.",
    ),
    who_can_act=_WHO_TEACHES_ADULTS,
    what_can_be_done=Text(
        "Ask how many adults are on a wait list for classes. Offer a room or child care for one evening.",
        "Pregunte cuántos adultos esperan un cupo. Ofrezca un salón o cuidado infantil una noche.",
    ),
    notes=Text(
        "An estimate from a sample. Adults who finished school in another country count as having a diploma.",
        "Es una estimación de una muestra. Quienes terminaron la secundaria en otro país cuentan con diploma.",
    ),
    people=_ADULTS,
)

ENTRIES = (BACHELORS_OR_HIGHER, HIGH_SCHOOL_OR_HIGHER, SOME_COLLEGE, ADULTS_TO_SERVE)

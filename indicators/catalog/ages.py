"""How old residents are: young children, students, young adults, older adults, and the age in the middle."""

from functools import partial
from itertools import pairwise

from indicators.catalog.lines import Groups, everyone, lines
from indicators.catalog.survey_share import from_survey, share, survey_share, told
from indicators.measure import Bin, Median, Text

_UNIVERSE = Text("all residents", "todos los residentes")
_RESIDENTS = Text("residents", "los residentes")
_of_residents = partial(
    survey_share, area="people", kind="context", strength=True, universe=_UNIVERSE, better=None, schemes=()
)
_EVERYONE = {"all": everyone(lines("B01001", [1]))}


def _aged(first: int, last: int) -> Groups:
    """Men in lines `first` to `last` of B01001, and women of the same ages, 24 lines further down."""
    return {"all": everyone(lines("B01001", [*range(first, last + 1), *range(first + 24, last + 25)]))}


YOUNG_CHILDREN = _of_residents(
    id="young_children",
    name=Text("Children under 5", "Niños menores de 5 años"),
    question=Text("Where do the youngest children live?", "¿Dónde viven los niños más pequeños?"),
    formula=share(_aged(3, 3), _EVERYONE),
    class_breaks=(3.0, 5.0, 7.0, 9.0),
    **told(_RESIDENTS, Text("were children under 5", "eran niños menores de 5 años")),
    subtitle=Text("Percent of residents who are under 5", "Porcentaje de residentes menores de 5 años"),
    why=Text(
        "A child's brain grows fastest in the first five years. These families need child care, doctors and safe parks close by.",
        "El cerebro crece más rápido en los primeros cinco años. Estas familias necesitan guardería, médico y parques seguros cerca.",
    ),
    cannot_tell=Text(
        "It does not say who has a seat in child care. The survey misses some young children.",
        "No dice quién tiene cupo en una guardería. La encuesta no cuenta a algunos niños pequeños.",
    ),
    who_can_act=Text(
        "The state pays for child care and preschool. The city decides where centers may open. Employers can give paid leave.",
        "El estado paga guardería y preescolar. La ciudad decide dónde pueden abrir los centros. Los empleadores pueden dar permiso pagado.",
    ),
    what_can_be_done=Text(
        "Ask how many child care seats there are near you for each child under 5. Tell new parents about home visits.",
        "Pregunte cuántos cupos de guardería hay cerca por cada niño menor de 5 años. Cuente a los nuevos padres de las visitas a casa.",
    ),
    notes=Text(
        "Counts children where they live most of the year.", "Cuenta a los niños donde viven la mayor parte del año."
    ),
)

SCHOOL_AGE_CHILDREN = _of_residents(
    id="school_age_children",
    name=Text("Children of school age", "Niños en edad escolar"),
    question=Text("Where do children of school age live?", "¿Dónde viven los niños en edad escolar?"),
    formula=share(_aged(4, 6), _EVERYONE),
    class_breaks=(8.0, 12.0, 16.0, 20.0),
    **told(_RESIDENTS, Text("were 5 to 17 years old", "tenía de 5 a 17 años")),
    subtitle=Text("Percent of residents who are 5 to 17 years old", "Porcentaje de residentes de 5 a 17 años"),
    why=Text(
        "Schools, buses, libraries and summer jobs are planned for these children. They should be where the children are.",
        "Escuelas, autobuses, bibliotecas y empleos de verano se planean para estos niños. Deben estar donde ellos viven.",
    ),
    cannot_tell=Text(
        "It does not say which school a child goes to or how well it serves that child.",
        "No dice a qué escuela va un niño ni qué tan bien lo atiende.",
    ),
    who_can_act=Text(
        "The school district draws school zones and bus routes. The city runs libraries, parks and youth jobs.",
        "El distrito escolar fija las zonas y las rutas de autobús. La ciudad maneja bibliotecas, parques y empleos para jóvenes.",
    ),
    what_can_be_done=Text(
        "Ask for after-school and summer seats where most children live. Offer a room, a field or an hour of your time.",
        "Pida cupos después de clases y en verano donde viven más niños. Ofrezca un salón, una cancha o una hora de su tiempo.",
    ),
    notes=Text(
        "Counts children in all schools, public or not, and those taught at home.",
        "Cuenta a los niños de todas las escuelas, públicas o no, y a los que estudian en casa.",
    ),
)

YOUNG_ADULTS = _of_residents(
    id="young_adults",
    name=Text("Young adults", "Adultos jóvenes"),
    question=Text("Where do people aged 18 to 24 live?", "¿Dónde viven las personas de 18 a 24 años?"),
    formula=share(_aged(7, 10), _EVERYONE),
    class_breaks=(6.0, 9.0, 12.0, 20.0),
    **told(_RESIDENTS, Text("were 18 to 24 years old", "tenía de 18 a 24 años")),
    subtitle=Text("Percent of residents who are 18 to 24 years old", "Porcentaje de residentes de 18 a 24 años"),
    why=Text(
        "At this age people finish school, start jobs and find a first home. What a place offers them now shapes their path.",
        "A esta edad se terminan los estudios, se empieza a trabajar y se busca el primer hogar. Lo que el lugar ofrece marca su camino.",
    ),
    cannot_tell=Text(
        "A high share may just mean that a college is near. It does not say who is in school or at work.",
        "Un porcentaje alto puede deberse a una universidad cercana. No dice quién estudia ni quién trabaja.",
    ),
    who_can_act=Text(
        "Colleges, employers and unions open paths to jobs. The city can fund first jobs and fares to reach them.",
        "Universidades, empleadores y sindicatos abren caminos al empleo. La ciudad puede pagar primeros empleos y el pasaje.",
    ),
    what_can_be_done=Text(
        "Ask a local employer to take one more trainee. Ask the city to seat young adults on its boards.",
        "Pida a un empleador local que reciba a un aprendiz más. Pida a la ciudad que incluya a jóvenes en sus consejos.",
    ),
    notes=Text(
        "Students in college dorms count where the dorm is.",
        "Los estudiantes en residencias cuentan donde está la residencia.",
    ),
)

OLDER_ADULTS = _of_residents(
    id="older_adults",
    name=Text("People 65 and older", "Personas de 65 años o más"),
    question=Text("Where do older neighbors live?", "¿Dónde viven los vecinos mayores?"),
    formula=share(_aged(20, 25), _EVERYONE),
    class_breaks=(8.0, 12.0, 16.0, 20.0),
    **told(_RESIDENTS, Text("were 65 or older", "tenía 65 años o más")),
    subtitle=Text("Percent of residents who are 65 or older", "Porcentaje de residentes de 65 años o más"),
    why=Text(
        "Older neighbors help raise children and hold a place's memory. They need safe walks, care and company close to home.",
        "Los vecinos mayores ayudan a criar niños y guardan la memoria del lugar. Necesitan calles seguras, atención y compañía cerca.",
    ),
    cannot_tell=Text(
        "It does not say who lives alone, who needs care or who would like to help in a school.",
        "No dice quién vive solo, quién necesita cuidados ni a quién le gustaría ayudar en una escuela.",
    ),
    who_can_act=Text(
        "The city runs senior centers and sidewalks. Schools can invite older neighbors to read and teach.",
        "La ciudad maneja centros para mayores y aceras. Las escuelas pueden invitar a vecinos mayores a leer y enseñar.",
    ),
    what_can_be_done=Text(
        "Ask a school near you for a program that brings old and young together. Check on a neighbor.",
        "Pida a una escuela cercana un programa que reúna a mayores y niños. Visite a un vecino mayor.",
    ),
    notes=Text("People in nursing homes are included.", "Incluye a personas en hogares de ancianos."),
)

# B06001 has both sexes together, which a class of a median needs; its first twelve lines are everyone, then eleven ages.
_ENDS = (0.0, 5.0, 18.0, 25.0, 35.0, 45.0, 55.0, 60.0, 62.0, 65.0, 75.0, None)
_AGES = tuple(Bin(low or 0.0, high, f"B06001_{n:03d}") for n, (low, high) in enumerate(pairwise(_ENDS), 2))

MEDIAN_AGE = from_survey(
    id="median_age",
    name=Text("Age of the resident in the middle", "Edad mediana de los residentes"),
    question=Text("How old is the resident in the middle?", "¿Qué edad tiene el residente que queda en medio?"),
    area="people",
    kind="context",
    strength=False,
    universe=_UNIVERSE,
    unit="years",
    better=None,
    formula=Median("B01002_001", _AGES),
    schemes=(),
    class_breaks=(30.0, 35.0, 40.0, 45.0),
    sentence=Text(
        "In {place}, half of the residents were younger than about {value} ({between}) and half were older in {period}.",
        "En {place}, la mitad de los residentes tenía menos de unos {value} ({between}) y la otra mitad, más, en {period}.",
    ),
    group_sentence=Text(
        "In {place}, half of {group} were younger than about {value} ({between}) and half were older in {period}.",
        "En {place}, la mitad de los {group} tenía menos de unos {value} ({between}) y la otra mitad, más, en {period}.",
    ),
    subtitle=Text("Median age of residents", "Edad mediana de los residentes"),
    why=Text(
        "A young place needs schools and first jobs. An older place needs care and short walks. Most places need both.",
        "Un lugar joven necesita escuelas y primeros empleos. Uno mayor necesita cuidados y distancias cortas. Casi todos necesitan ambas cosas.",
    ),
    cannot_tell=Text(
        "Two places can have the same middle and very different ages. It moves slowly from year to year.",
        "Dos lugares pueden tener el mismo medio y edades muy distintas. Cambia despacio de un año a otro.",
    ),
    who_can_act=Text(
        "The city plans homes, parks and services for each age. The state sets money for schools and for care.",
        "La ciudad planea vivienda, parques y servicios para cada edad. El estado fija el dinero para escuelas y cuidados.",
    ),
    what_can_be_done=Text(
        "Ask if the next plan for your area serves all ages. Ask young and old to the same table.",
        "Pregunte si el próximo plan de su zona sirve a todas las edades. Invite a jóvenes y mayores a la misma mesa.",
    ),
    notes=Text(
        "Line up all residents by age: this is the age of the one in the middle. For neighborhoods we work it out from age groups.",
        "Ponga a los residentes en fila por edad: es la edad del que queda en medio. Para vecindarios la calculamos con grupos de edad.",
    ),
)

ENTRIES = (YOUNG_CHILDREN, SCHOOL_AGE_CHILDREN, YOUNG_ADULTS, OLDER_ADULTS, MEDIAN_AGE)

"""Who lives here: residents, children, groups, people born in another country."""

from indicators.catalog.lines import (
    AGES_OF_RESIDENTS,
    RACES_OF_RESIDENTS,
    RESIDENTS,
    RESIDENTS_BY_RACE,
    SEXES_OF_RESIDENTS,
    everyone,
    lines,
)
from indicators.catalog.survey_share import from_survey, survey_share
from indicators.measure import Count, Share, Text

_WHO_ACTS = Text(
    "The city plans parks, schools and services with these counts. The Census Bureau must reach every household.",
    "La ciudad planea parques, escuelas y servicios con estos números. La Oficina del Censo debe llegar a cada hogar.",
)

POPULATION = from_survey(
    id="population",
    name=Text("People who live here", "Personas que viven aquí"),
    question=Text("How many people live here?", "¿Cuántas personas viven aquí?"),
    area="people",
    kind="context",
    strength=False,
    universe=Text("all residents", "todos los residentes"),
    unit="people",
    better=None,
    formula=Count(
        {
            "all": everyone(RESIDENTS),
            "race_ethnicity": RACES_OF_RESIDENTS,
            "age": AGES_OF_RESIDENTS,
            "sex": SEXES_OF_RESIDENTS,
        }
    ),
    schemes=("race_ethnicity", "age", "sex"),
    class_breaks=(),
    sentence=Text(
        "About {value} people ({between}) lived in {place} in {period}.",
        "Cerca de {value} personas ({between}) vivían en {place} en {period}.",
    ),
    group_sentence=Text(
        "About {value} {group} ({between}) lived in {place} in {period}.",
        "Cerca de {value} {group} ({between}) vivían en {place} en {period}.",
    ),
    subtitle=Text("Number of residents", "Número de residentes"),
    why=Text(
        "Schools, clinics and buses are planned by how many people live in a place. A person who is not counted is left out.",
        "Las escuelas, las clínicas y los autobuses se planean según cuántas personas viven en un lugar. Quien no se cuenta queda fuera.",
    ),
    cannot_tell=Text(
        "It is an average of five years, so it cannot show a change from one year to the next. The survey misses some "
        "young children, renters and immigrants.",
        "Es un promedio de cinco años, así que no muestra cambios de un año a otro. La encuesta no cuenta a algunos niños "
        "pequeños, inquilinos e inmigrantes.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Answer the census and help your neighbors answer it. Ask the city to show which counts it used in its plans.",
        "Responda el censo y ayude a sus vecinos a responderlo. Pida a la ciudad que muestre qué números usó en sus planes.",
    ),
    notes=Text(
        "Counts people where they live most of the year. College dorms, nursing homes and prisons are included.",
        "Cuenta a las personas donde viven la mayor parte del año. Incluye residencias universitarias, asilos y prisiones.",
    ),
)

CHILDREN_SHARE = survey_share(
    id="children_share",
    name=Text("Children under 18", "Niños menores de 18 años"),
    question=Text("Where do children live?", "¿Dónde viven los niños?"),
    area="people",
    kind="context",
    strength=True,
    universe=Text("all residents", "todos los residentes"),
    better=None,
    formula=Share({"all": everyone(AGES_OF_RESIDENTS["under_18"])}, {"all": everyone(RESIDENTS)}),
    schemes=(),
    class_breaks=(10.0, 15.0, 20.0, 25.0),
    sentence=Text(
        "In {place}, about {value} of residents ({between}) were children under 18 in {period}.",
        "En {place}, cerca del {value} de los residentes ({between}) eran niños menores de 18 años en {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) were children under 18 in {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) eran niños menores de 18 años en {period}.",
    ),
    subtitle=Text("Percent of residents who are under 18", "Porcentaje de residentes menores de 18 años"),
    why=Text(
        "Places with many children need more schools, parks and child care. They also have the most young talent to grow.",
        "Los lugares con muchos niños necesitan más escuelas, parques y cuidado infantil. También tienen más talento joven.",
    ),
    cannot_tell=Text(
        "It does not say how children are doing. It does not tell a family with one child from a family with four.",
        "No dice cómo están los niños. No distingue entre una familia con un niño y una con cuatro.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask where the next park, library hour or child care seat will go, and whether it goes where children live.",
        "Pregunte dónde irá el próximo parque, horario de biblioteca o cupo de cuidado infantil, y si irá donde viven los niños.",
    ),
    notes=Text(
        "Children who live in dorms, shelters or group homes are included.",
        "Incluye a los niños que viven en residencias, refugios u hogares grupales.",
    ),
)

POPULATION_SHARE = survey_share(
    id="population_share",
    name=Text("Groups of residents", "Grupos de residentes"),
    question=Text("What share of residents does each group make up?", "¿Qué parte de los residentes forma cada grupo?"),
    area="people",
    kind="context",
    strength=False,
    universe=Text("all residents", "todos los residentes"),
    better=None,
    formula=Share(
        {
            "all": everyone(RESIDENTS_BY_RACE),
            "race_ethnicity": RACES_OF_RESIDENTS,
            "age": AGES_OF_RESIDENTS,
        },
        {
            "all": everyone(RESIDENTS_BY_RACE),
            "race_ethnicity": dict.fromkeys(RACES_OF_RESIDENTS, RESIDENTS_BY_RACE),
            "age": dict.fromkeys(AGES_OF_RESIDENTS, RESIDENTS),
        },
    ),
    schemes=("race_ethnicity", "age"),
    class_breaks=(10.0, 25.0, 50.0, 75.0),
    sentence=Text(
        "In {place}, the groups add up to {value} of residents in {period}.",
        "En {place}, los grupos suman el {value} de los residentes en {period}.",
    ),
    group_sentence=Text(
        "In {place}, {group} made up about {value} ({between}) of everyone in {period}.",
        "En {place}, los {group} eran cerca del {value} ({between}) de la población en {period}.",
    ),
    subtitle=Text("Percent of all residents", "Porcentaje de todos los residentes"),
    why=Text(
        "A city serves people well when it knows who they are. Each group is named, so none is left out.",
        "Una ciudad atiende bien a su gente cuando sabe quién es. Cada grupo tiene su nombre, para que nadie quede fuera.",
    ),
    cannot_tell=Text(
        "Broad groups hide many peoples and languages. The survey is too small to show most of them by neighborhood.",
        "Los grupos amplios esconden muchos pueblos e idiomas. La encuesta es muy pequeña para mostrar la mayoría por vecindario.",
    ),
    who_can_act=_WHO_ACTS,
    what_can_be_done=Text(
        "Ask each service to compare whom it reaches with who lives nearby, and to offer help in their languages.",
        "Pida a cada servicio que compare a quién llega con quién vive cerca, y que ofrezca ayuda en sus idiomas.",
    ),
    notes=Text(
        "People choose their own race and origin on the form. Shares of the groups add up to 100%, apart from rounding.",
        "Cada persona elige su raza y origen en el formulario. Los porcentajes de los grupos suman 100%, salvo el redondeo.",
    ),
)

FOREIGN_BORN = survey_share(
    id="foreign_born",
    name=Text("Residents born in another country", "Residentes nacidos en otro país"),
    question=Text(
        "Where do people born in other countries live?", "¿Dónde viven las personas nacidas en otros países?"
    ),
    area="people",
    kind="context",
    strength=True,
    universe=Text("all residents", "todos los residentes"),
    better=None,
    formula=Share({"all": everyone(lines("B05001", [5, 6]))}, {"all": everyone(lines("B05001", [1]))}),
    schemes=(),
    class_breaks=(5.0, 10.0, 15.0, 20.0),
    sentence=Text(
        "In {place}, about {value} of residents ({between}) were born in another country, as of {period}.",
        "En {place}, cerca del {value} de los residentes ({between}) había nacido en otro país, según datos de {period}.",
    ),
    group_sentence=Text(
        "In {place}, about {value} of {group} ({between}) were born in another country, as of {period}.",
        "En {place}, cerca del {value} de los {group} ({between}) había nacido en otro país, según datos de {period}.",
    ),
    subtitle=Text(
        "Percent of residents who were not U.S. citizens at birth",
        "Porcentaje de residentes que no eran ciudadanos de EE. UU. al nacer",
    ),
    why=Text(
        "People from other countries bring languages, skills and new businesses. Schools and clinics can plan to serve them well.",
        "Las personas de otros países traen idiomas, oficios y nuevos negocios. Las escuelas y clínicas pueden prepararse para atenderlas bien.",
    ),
    cannot_tell=Text(
        "It says nothing about anyone's legal status. It does not show which languages a family speaks.",
        "No dice nada sobre la situación legal de nadie. No muestra qué idiomas habla una familia.",
    ),
    who_can_act=Text(
        "Schools, clinics and city offices decide in which languages they answer. Employers decide which papers they accept as proof of skill.",
        "Las escuelas, las clínicas y las oficinas de la ciudad deciden en qué idiomas atienden. Los empleadores deciden qué títulos aceptan.",
    ),
    what_can_be_done=Text(
        "Ask your school and clinic for an interpreter. Ask the city to offer English and citizenship classes near home.",
        "Pida un intérprete en su escuela y su clínica. Pida a la ciudad clases de inglés y de ciudadanía cerca de casa.",
    ),
    notes=Text(
        "People born in Puerto Rico, in U.S. island areas, or abroad to an American parent are not in this count.",
        "No incluye a personas nacidas en Puerto Rico, en islas de EE. UU. o en el extranjero de padre o madre estadounidense.",
    ),
)

ENTRIES = (POPULATION, CHILDREN_SHARE, POPULATION_SHARE, FOREIGN_BORN)

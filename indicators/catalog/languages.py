"""Languages spoken at home, and people born abroad who became citizens."""

from indicators.catalog.lines import lines
from indicators.catalog.survey_share import share_of_everyone, survey_share, told
from indicators.measure import Text

LANGUAGE_AT_HOME = survey_share(
    id="language_at_home",
    name=Text("People who speak another language at home", "Personas que hablan otro idioma en casa"),
    question=Text("Where do people speak more than English at home?", "¿Dónde se habla más que inglés en casa?"),
    area="language",
    kind="context",
    strength=True,
    universe=Text("residents aged 5 and older", "residentes de 5 años o más"),
    better=None,
    formula=share_of_everyone(lines("C16001", [1], minus=[2]), lines("C16001", [1])),
    schemes=(),
    class_breaks=(10.0, 20.0, 30.0, 45.0),
    **told(
        Text("residents aged 5 and older", "los residentes de 5 años o más"),
        Text("spoke a language other than English at home", "hablaba en casa un idioma distinto del inglés"),
    ),
    subtitle=Text(
        "Percent of people 5 and older who speak a language other than English at home",
        "Porcentaje de personas de 5 años o más que hablan en casa un idioma distinto del inglés",
    ),
    why=Text(
        "A second language is a strength at school and at work. Letters, signs and meetings should use the languages of the place.",
        "Un segundo idioma es una ventaja en la escuela y el trabajo. Las cartas, los avisos y las juntas deben usar los idiomas del lugar.",
    ),
    cannot_tell=Text(
        "It does not say which language, or how well a person speaks English. Many of them speak it very well.",
        "No dice qué idioma es ni qué tan bien se habla inglés. Muchos lo hablan muy bien.",
    ),
    who_can_act=Text(
        "Schools can teach in two languages. The city and clinics can hire staff who speak them and print forms in each.",
        "Las escuelas pueden enseñar en dos idiomas. La ciudad y las clínicas pueden contratar personal bilingüe e imprimir formularios.",
    ),
    what_can_be_done=Text(
        "Ask which languages the school sends its letters in. Ask for a class in two languages.",
        "Pregunte en qué idiomas manda sus cartas la escuela. Pida una clase en dos idiomas.",
    ),
    notes=Text(
        "Counts each person who speaks another language at home, also those who speak English there too.",
        "Cuenta a quienes hablan otro idioma en casa, también a quienes hablan allí inglés además.",
    ),
    people=Text("residents aged 5 and older", "residentes de 5 años o más"),
)

# C16002: four kinds of languages of three lines each; the second is a household with limited English.
LIMITED_ENGLISH = survey_share(
    id="limited_english_households",
    name=Text("Homes that need more than English", "Hogares que necesitan más que inglés"),
    question=Text("Where do homes need news in other languages?", "¿Dónde se necesitan avisos en otros idiomas?"),
    area="language",
    level="system",
    kind="system",
    strength=False,
    universe=Text("households", "hogares"),
    better=None,
    formula=share_of_everyone(lines("C16002", [4, 7, 10, 13]), lines("C16002", [1])),
    schemes=(),
    class_breaks=(2.0, 5.0, 10.0, 20.0),
    **told(
        Text("households", "los hogares"),
        Text(
            "had nobody aged 14 or older who speaks English very well",
            "no tenía a nadie de 14 años o más que hablara inglés muy bien",
        ),
    ),
    subtitle=Text(
        "Percent of households where nobody aged 14 or older speaks English very well",
        "Porcentaje de hogares donde nadie de 14 años o más habla inglés muy bien",
    ),
    why=Text(
        "When notes come in English only, a child must read them for the family. Clear words in each language are a duty of the sender.",
        "Cuando los avisos llegan solo en inglés, un niño tiene que leerlos a su familia. Quien los envía debe usar palabras claras en cada idioma.",
    ),
    cannot_tell=Text(
        "It does not say which language a home uses. It does not show who offers help in it.",
        "No dice qué idioma usa un hogar. No muestra quién ofrece ayuda en ese idioma.",
    ),
    who_can_act=Text(
        "Schools, clinics, courts and the city must explain things in a language people know. They can pay for interpreters.",
        "Escuelas, clínicas, tribunales y la ciudad deben explicar en un idioma que la gente conozca. Pueden pagar intérpretes.",
    ),
    what_can_be_done=Text(
        "Ask for an interpreter. It is free at schools and clinics that take public money. Ask for free English classes at night.",
        "Pida un intérprete. Es gratis en escuelas y clínicas con dinero público. Pida clases gratuitas de inglés por la noche.",
    ),
    notes=Text(
        "A home counts when each person aged 14 or older speaks another language and speaks English less than very well.",
        "Un hogar cuenta cuando todos los de 14 años o más hablan otro idioma y hablan inglés menos que muy bien.",
    ),
    people=Text("households", "hogares"),
)

NATURALIZED = survey_share(
    id="naturalized",
    name=Text("Immigrants who became citizens", "Inmigrantes que se hicieron ciudadanos"),
    question=Text("Where have immigrants become citizens?", "¿Dónde se han hecho ciudadanos los inmigrantes?"),
    area="people",
    kind="context",
    strength=True,
    universe=Text(
        "residents born in another country to parents who were not American",
        "residentes nacidos en otro país de padres que no eran estadounidenses",
    ),
    better=None,
    formula=share_of_everyone(lines("B05001", [5]), lines("B05001", [5, 6])),
    schemes=(),
    class_breaks=(30.0, 40.0, 50.0, 60.0),
    **told(
        Text("residents born abroad", "los residentes nacidos en el extranjero"),
        Text("had become citizens", "se había hecho ciudadano"),
    ),
    subtitle=Text(
        "Percent of people born abroad who are now citizens",
        "Porcentaje de personas nacidas en el extranjero que ya son ciudadanas",
    ),
    why=Text(
        "Citizens can vote and hold more jobs. The path is long and the fee is high, so help along the way counts.",
        "Los ciudadanos pueden votar y acceder a más empleos. El camino es largo y caro, por eso importa la ayuda.",
    ),
    cannot_tell=Text(
        "It does not say who may apply yet or who wants to. It says nothing about a person's papers.",
        "No dice quién puede ya solicitarlo ni quién quiere. No dice nada sobre los papeles de una persona.",
    ),
    who_can_act=Text(
        "Congress sets the rules and the fee. Libraries, colleges and legal aid groups can help people apply.",
        "El Congreso fija las reglas y la tarifa. Bibliotecas, universidades y grupos de ayuda legal pueden ayudar con la solicitud.",
    ),
    what_can_be_done=Text(
        "Ask your library for a citizenship class. Offer to watch children while parents study.",
        "Pida en su biblioteca una clase de ciudadanía. Ofrezca cuidar niños mientras los padres estudian.",
    ),
    notes=Text(
        "People born in Puerto Rico or to American parents are citizens at birth and are not in this count.",
        "Quienes nacieron en Puerto Rico o de padres estadounidenses son ciudadanos de nacimiento y no entran en este cálculo.",
    ),
    people=Text("residents born abroad", "residentes nacidos en el extranjero"),
)

ENTRIES = (NATURALIZED, LANGUAGE_AT_HOME, LIMITED_ENGLISH)

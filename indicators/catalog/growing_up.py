"""What a place does for health, and for the children who grow up in it: tract by tract, from models and from long records."""

from functools import partial

from indicators.catalog.lines import REVIEWED
from indicators.catalog.survey_share import Sentences
from indicators.measure import Measure, Reported, Text

# Modeled shares of adults, of the PLACES project.
_of_adults = partial(
    Measure,
    area="health",
    level="population",
    kind="context",
    strength=False,
    universe=Text("adults ages 18 and older", "personas de 18 años o más"),
    unit="percent",
    better="lower",
    schemes=(),
    levels=("tract",),
    period="year",
    source="cdc_places",
    minimum_count=None,
    reviewed=REVIEWED,
    cannot_tell=Text(
        "It is a model made from a state survey and who lives in the tract. It must not be used to judge a local program.",
        "Es un modelo hecho con una encuesta estatal y con quiénes viven en la zona. No sirve para juzgar un programa local.",
    ),
    notes=Text(
        "From the PLACES release of 2024, survey answers of 2022.",
        "De la publicación PLACES de 2024, con respuestas de 2022.",
    ),
)
# Children who grew up in a tract, as adults; of the Opportunity Atlas.
_of_children = partial(
    Measure,
    area="youth_work",
    level="population",
    kind="contributing",
    strength=True,
    unit="percent",
    better="higher",
    schemes=("race_ethnicity",),
    levels=("tract",),
    period="year",
    source="opportunity_atlas",
    minimum_count=None,
    reviewed=REVIEWED,
    people=Text("children", "niños"),
    universe=Text(
        "children born 1978 to 1983 to families at the 25th percentile of income",
        "personas nacidas de 1978 a 1983 en familias en el percentil 25 de ingresos",
    ),
    why=Text(
        "Where a child grows up shapes what comes later. Schools, safe streets and neighbors with work make the difference.",
        "El lugar donde crece un niño marca lo que viene después. Las escuelas, las calles seguras y los vecinos con empleo hacen la diferencia.",
    ),
    cannot_tell=Text(
        "It speaks of people who are in their forties now. The place may have changed since, and it does not say why it helped.",
        "Habla de personas que hoy tienen unos cuarenta años. El lugar puede haber cambiado, y no dice por qué ayudó.",
    ),
    who_can_act=Text(
        "Housing agencies can open homes in places that lift children. Cities can bring what works there to every neighborhood.",
        "Las agencias de vivienda pueden abrir hogares donde los niños prosperan. Las ciudades pueden llevar lo que funciona a cada barrio.",
    ),
    what_can_be_done=Text(
        "Ask people who grew up here what helped them. Bring their stories to the next meeting.",
        "Pregunte a quienes crecieron aquí qué les ayudó. Lleve sus historias a la próxima reunión.",
    ),
    notes=Text(
        "A little chance is added to each number to protect people. Tracts are those of 2010.",
        "A cada número se le suma un poco de azar para proteger a las personas. Las zonas son las de 2010.",
    ),
)


def _modeled(did: Text) -> Sentences:
    def sentence(who: Text) -> Text:
        return Text(
            f"In {{place}}, about {{value}} ({{between}}) of {who.en} {did.en} in {{period}}.",
            f"En {{place}}, cerca del {{value}} ({{between}}) de los {who.es} {did.es} en {{period}}.",
        )

    return {"sentence": sentence(Text("adults", "adultos")), "group_sentence": sentence(Text("{group}", "{group}"))}


def _grew_up(did: Text) -> Sentences:
    def sentence(who: Text) -> Text:
        return Text(
            f"Of {who.en} from families with low income who grew up in {{place}}, {{value}} ({{between}}) {did.en}. They were born in {{period}}.",
            f"De los {who.es} de familias con pocos ingresos que crecieron en {{place}}, el {{value}} ({{between}}) {did.es}. Nacieron en {{period}}.",
        )

    return {"sentence": sentence(Text("children", "niños")), "group_sentence": sentence(Text("{group}", "{group}"))}


ASTHMA = _of_adults(
    id="asthma_adults",
    name=Text("Adults with asthma", "Adultos con asma"),
    question=Text("Is the air at home and outside safe to breathe?", "¿Es sano el aire en casa y en la calle?"),
    formula=Reported("asthma.rate"),
    class_breaks=(9.0, 10.0, 11.0, 13.0),
    **_modeled(Text("had asthma", "tenía asma")),
    subtitle=Text(
        "Percent of adults who have asthma now, from a model", "Porcentaje de adultos que tienen asma, según un modelo"
    ),
    why=Text(
        "Asthma keeps children and parents home from school and work. Damp homes, traffic and smoke make it worse, and all can be changed.",
        "El asma deja en casa a niños y padres. La humedad, el tráfico y el humo la empeoran, y todo eso se puede cambiar.",
    ),
    who_can_act=Text(
        "Landlords and the city can fix damp homes. Transport agencies can clean their buses. Clinics can give plans for care.",
        "Los propietarios y la ciudad pueden arreglar viviendas húmedas. El transporte puede usar buses limpios. Las clínicas pueden dar planes de cuidado.",
    ),
    what_can_be_done=Text(
        "Report mold to the housing office. Ask the school nurse about an asthma plan.",
        "Denuncie el moho ante la oficina de vivienda. Pida a la enfermera escolar un plan para el asma.",
    ),
)

MENTAL_DISTRESS = _of_adults(
    id="mental_distress_adults",
    name=Text("Adults under heavy stress", "Adultos con mucha carga emocional"),
    question=Text(
        "Do the adults who raise children get the support they need?",
        "¿Reciben apoyo los adultos que crían a los niños?",
    ),
    formula=Reported("frequent_mental_distress.rate"),
    class_breaks=(12.0, 14.0, 16.0, 19.0),
    **_modeled(Text("had poor mental health on most days of a month", "tuvo mala salud mental casi todo el mes")),
    subtitle=Text(
        "Percent of adults with 14 or more days of poor mental health in a month, from a model",
        "Porcentaje de adultos con 14 o más días de mala salud mental en un mes, según un modelo",
    ),
    why=Text(
        "Long stress wears parents and caregivers down. Help that is near and that people can pay for changes that.",
        "El estrés largo desgasta a padres y cuidadores. La ayuda cercana y que se puede pagar lo cambia.",
    ),
    who_can_act=Text(
        "The state pays for clinics. Employers set leave. Schools can bring counselors close to families.",
        "El estado paga clínicas. Los empleadores fijan permisos. Las escuelas pueden acercar consejeros a las familias.",
    ),
    what_can_be_done=Text(
        "Share the number 988, which answers day and night. Ask your clinic for same-week visits.",
        "Comparta el número 988, que atiende día y noche. Pida a su clínica citas en la misma semana.",
    ),
)

WORKING_GROWN = _of_children(
    id="working_grown",
    name=Text("Children who grew up here and work", "Quienes crecieron aquí y trabajan"),
    question=Text("Do children who grow up here find work?", "¿Encuentran trabajo quienes crecen aquí?"),
    formula=Reported("working_p25.rate"),
    class_breaks=(65.0, 70.0, 75.0, 80.0),
    **_grew_up(Text("had work as adults", "tenía trabajo de adulto")),
    subtitle=Text(
        "Percent with earnings in 2015, of children of families with low income who grew up here",
        "Porcentaje con ingresos laborales en 2015, de los niños de familias con pocos ingresos que crecieron aquí",
    ),
)

TOP_FIFTH = _of_children(
    id="income_top_fifth",
    name=Text("Children who grew up here and rose far", "Quienes crecieron aquí y llegaron lejos"),
    question=Text(
        "Does this place lift the children who grow up in it?", "¿Impulsa este lugar a los niños que crecen en él?"
    ),
    formula=Reported("income_top_fifth_p25.rate"),
    class_breaks=(6.0, 9.0, 12.0, 16.0),
    **_grew_up(Text("reached the top fifth of incomes as adults", "llegó de adulto al quinto más alto de ingresos")),
    subtitle=Text(
        "Percent whose household income reached the top fifth, of children of families with low income who grew up here",
        "Porcentaje cuyo hogar llegó al quinto más alto de ingresos, de los niños de familias con pocos ingresos que crecieron aquí",
    ),
)

ENTRIES = (ASTHMA, MENTAL_DISTRESS, WORKING_GROWN, TOP_FIFTH)

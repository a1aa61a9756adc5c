"""Families: who raises children, and children who live with a disability."""

from indicators.catalog.lines import everyone, lines
from indicators.catalog.survey_share import EACH_GROUP, said, share, share_of_everyone, survey_share, told
from indicators.measure import Text

ONE_PARENT_FAMILIES = survey_share(
    id="one_parent_families",
    name=Text("Families with one parent in charge", "Familias con un padre o madre al frente"),
    question=Text(
        "Where does one parent carry the load of a family?",
        "¿Dónde lleva un solo padre o madre el peso de la familia?",
    ),
    area="families",
    kind="context",
    strength=False,
    universe=Text(
        "families with their own children under 18 at home", "familias con hijos propios menores de 18 años en casa"
    ),
    better=None,
    formula=share_of_everyone(lines("B11003", [10, 16]), lines("B11003", [3, 10, 16])),
    schemes=(),
    class_breaks=(20.0, 30.0, 40.0, 50.0),
    **told(
        Text("families with children", "las familias con niños"),
        Text("had one parent in charge", "tenía a un solo padre o madre al frente"),
    ),
    subtitle=Text(
        "Percent of families with children led by a parent without a husband or wife at home",
        "Porcentaje de familias con niños a cargo de un padre o madre sin cónyuge en casa",
    ),
    why=Text(
        "Many strong families have one parent in charge. School hours, child care and pay are often set as if each home had two.",
        "Muchas familias fuertes tienen a un solo padre o madre al frente. Los horarios escolares, la guardería y el sueldo suelen pensarse para dos.",
    ),
    cannot_tell=Text(
        "It does not say how a family is doing. It does not show the other parent, a partner or a grandmother who helps.",
        "No dice cómo está una familia. No muestra al otro padre, a la pareja ni a la abuela que ayuda.",
    ),
    who_can_act=Text(
        "Employers set hours. Schools set meeting times. The state sets child care aid, child support rules and tax credits.",
        "Los empleadores fijan horarios. Las escuelas fijan las horas de sus reuniones. El estado fija la ayuda para guardería, la pensión y los créditos fiscales.",
    ),
    what_can_be_done=Text(
        "Ask your school to meet parents at night or by phone. Ask for child care that stays open until work ends.",
        "Pida a su escuela reuniones de noche o por teléfono. Pida guarderías abiertas hasta que termine el trabajo.",
    ),
    notes=Text(
        "A partner who is not married to the parent may live in the home. Children being raised by kin are not in this count.",
        "En la casa puede vivir una pareja que no está casada con el padre o la madre. No cuenta a niños que crían otros parientes.",
    ),
    people=Text("families with children", "hogares de familias con niños"),
)

GRANDPARENTS_RAISING = survey_share(
    id="grandparents_raising",
    name=Text("Grandparents raising grandchildren", "Abuelos que crían a sus nietos"),
    question=Text("Where do grandparents raise children?", "¿Dónde crían los abuelos a sus nietos?"),
    area="families",
    kind="context",
    strength=True,
    universe=Text(
        "grandparents who live with grandchildren under 18", "abuelos que viven con nietos menores de 18 años"
    ),
    better=None,
    formula=share_of_everyone(lines("B10051", [2]), lines("B10051", [1])),
    schemes=(),
    class_breaks=(20.0, 30.0, 40.0, 50.0),
    sentence=said(
        Text("grandparents who live with grandchildren", "los abuelos que viven con nietos"),
        Text("were raising them", "los estaba criando"),
    ),
    group_sentence=said(EACH_GROUP, Text("were raising grandchildren", "estaba criando a sus nietos")),
    subtitle=Text(
        "Percent of grandparents who live with grandchildren and care for their basic needs",
        "Porcentaje de abuelos que viven con nietos y cubren sus necesidades básicas",
    ),
    why=Text(
        "These grandparents keep children with family. They may have a small income and little say in school or at the doctor.",
        "Estos abuelos mantienen a los niños en familia. A veces tienen pocos ingresos y poca voz en la escuela o con el médico.",
    ),
    cannot_tell=Text(
        "It does not say why they took over or for how long. It leaves out aunts, uncles and friends who do the same.",
        "No dice por qué los crían ni desde cuándo. No incluye a tíos ni amigos que hacen lo mismo.",
    ),
    who_can_act=Text(
        "The state sets aid for kin who raise children. Schools and clinics decide who may sign for a child.",
        "El estado fija la ayuda para parientes que crían niños. Las escuelas y clínicas deciden quién puede firmar por un niño.",
    ),
    what_can_be_done=Text(
        "Ask the state for one office that helps kin who raise children. Ask schools to invite grandparents by name.",
        "Pida al estado una sola oficina que ayude a parientes que crían niños. Pida a las escuelas que inviten a los abuelos por su nombre.",
    ),
    notes=Text(
        "Raising means that the grandparent pays for most of the basic needs of a grandchild at home.",
        "Criar significa que el abuelo o la abuela cubre casi todas las necesidades básicas de un nieto en casa.",
    ),
    people=Text("grandparents", "abuelos"),
)

# B18101: men under 5 and 5 to 17 in lines 3 to 8, women in lines 22 to 27; in each age the second line has a disability.
CHILDREN_WITH_DISABILITY = survey_share(
    id="children_with_disability",
    name=Text("Children with a disability", "Niños con discapacidad"),
    question=Text("Where do children with a disability live?", "¿Dónde viven los niños con discapacidad?"),
    area="families",
    kind="context",
    strength=False,
    universe=Text("children under 18 in households", "niños menores de 18 años en hogares"),
    better=None,
    formula=share(
        {
            "all": everyone(lines("B18101", [4, 7, 23, 26])),
            "sex": {"female": lines("B18101", [23, 26]), "male": lines("B18101", [4, 7])},
        },
        {
            "all": everyone(lines("B18101", [3, 6, 22, 25])),
            "sex": {"female": lines("B18101", [22, 25]), "male": lines("B18101", [3, 6])},
        },
    ),
    schemes=("sex",),
    class_breaks=(3.0, 5.0, 7.0, 9.0),
    **told(Text("children", "los niños"), Text("had a disability", "tenía una discapacidad")),
    subtitle=Text(
        "Percent of children under 18 with a disability", "Porcentaje de niños menores de 18 años con discapacidad"
    ),
    why=Text(
        "A ramp, a device or a trained teacher lets a child take part. Each child has a right to learn with others.",
        "Una rampa, un aparato o un maestro preparado permite participar. Cada niño tiene derecho a aprender con los demás.",
    ),
    cannot_tell=Text(
        "It counts what families report in a survey. Schools use other rules, so their numbers are not the same.",
        "Cuenta lo que las familias dicen en una encuesta. Las escuelas usan otras reglas, por eso sus números son distintos.",
    ),
    who_can_act=Text(
        "School districts must find and serve these children. The city makes parks and walks that all can use.",
        "Los distritos deben encontrar y atender a estos niños. La ciudad hace parques y aceras que todos puedan usar.",
    ),
    what_can_be_done=Text(
        "Ask your school how soon it tests a child once a parent asks. Ask for play areas that fit all children.",
        "Pregunte en la escuela cuánto tarda en evaluar a un niño cuando lo pide la familia. Pida juegos para todos los niños.",
    ),
    notes=Text(
        "A disability here is serious difficulty hearing, seeing, thinking, walking or washing and dressing. Children under 5 "
        "are asked about hearing and seeing only.",
        "Aquí es una dificultad seria para oír, ver, pensar, caminar o lavarse y vestirse. De los menores de 5 años solo se pregunta "
        "si oyen y ven.",
    ),
    people=Text("children", "menores"),
)

ENTRIES = (ONE_PARENT_FAMILIES, GRANDPARENTS_RAISING, CHILDREN_WITH_DISABILITY)

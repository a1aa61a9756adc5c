"""Pre-K that school districts run."""

from indicators.catalog.school_records import school_measure
from indicators.measure import Break, Reported, Text

PUBLIC_PREK = school_measure(
    id="public_prek",
    name=Text("Children in public pre-K", "Niños en pre-K público"),
    question=Text(
        "How many children do our schools teach before kindergarten?",
        "¿A cuántos niños enseñan nuestras escuelas antes del kínder?",
    ),
    area="kindergarten",
    level="system",
    kind="system",
    strength=False,
    universe=Text("children in pre-K that a school district pays for", "niños en pre-K pagado por un distrito escolar"),
    unit="students",
    better="higher",
    formula=Reported("pre_k.count"),
    schemes=(),
    sentence=Text(
        "Schools in {place} taught {value} children in public pre-K in the {period} school year.",
        "Las escuelas de {place} enseñaron a {value} niños en pre-K público en el año escolar {period}.",
    ),
    group_sentence=Text(
        "Schools in {place} taught {value} {group} in public pre-K in the {period} school year.",
        "Las escuelas de {place} enseñaron a {value} {group} en pre-K público en el año escolar {period}.",
    ),
    subtitle=Text(
        "Number of children in pre-K run by school districts",
        "Número de niños en pre-K a cargo de los distritos escolares",
    ),
    why=Text(
        "Good pre-K helps children for years. Each seat is a choice that the state and the district make in their budgets.",
        "Un buen pre-K ayuda a los niños durante años. Cada cupo es una decisión del estado y del distrito en su presupuesto.",
    ),
    cannot_tell=Text(
        "It does not say how many children wait for a seat, how long the day is, or how good the teaching is.",
        "No dice cuántos niños esperan un cupo, cuánto dura el día ni qué tan buena es la enseñanza.",
    ),
    who_can_act=Text(
        "The state pays for School Readiness seats. The school board decides how many rooms to open and for how many hours.",
        "El estado paga los cupos de School Readiness. La junta escolar decide cuántos salones abre y por cuántas horas.",
    ),
    what_can_be_done=Text(
        "Ask the district how many families are on its waiting list. Speak for more seats when the budget is set.",
        "Pregunte al distrito cuántas familias están en lista de espera. Pida más cupos cuando se apruebe el presupuesto.",
    ),
    notes=Text(
        "Head Start and private rooms that no school district pays for are not in it. The archive ends with 2020–21.",
        "No incluye Head Start ni salones privados que ningún distrito escolar paga. El archivo termina en 2020–21.",
    ),
    people=Text("children in pre-K", "niños de pre-K"),
    series_breaks=(
        Break(
            2021,
            Text(
                "In the fall of 2020 many families kept young children at home because of COVID-19.",
                "En el otoño de 2020 muchas familias dejaron a los niños pequeños en casa por el COVID-19.",
            ),
        ),
    ),
)

ENTRIES = (PUBLIC_PREK,)

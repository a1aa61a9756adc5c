"""What nobody publishes for us yet, and who could."""

from dataclasses import dataclass

from indicators.measure import Text


@dataclass(frozen=True)
class NotYet:
    """An outcome or a condition without a number: the measure it waits for, why it is missing, and who could publish it."""

    area: str
    measure: str
    why: Text
    who: Text


NOT_YET: tuple[NotYet, ...] = (
    NotYet(
        "college_completion",
        "college_completion",
        Text(
            "The state follows graduates into their second year of college, not to a degree.",
            "El estado sigue a los graduados hasta su segundo año de universidad, no hasta el título.",
        ),
        Text(
            "School districts and colleges could publish how many finish within six years.",
            "Los distritos escolares y las universidades podrían publicar cuántos terminan en seis años.",
        ),
    ),
    NotYet(
        "youth_work",
        "youth_employment",
        Text(
            "The survey's tables join school and work only for ages 16 to 19. Most young people who lose touch are 20 to 24.",
            "Las tablas de la encuesta unen estudio y trabajo solo de los 16 a los 19 años. La mayoría de los jóvenes que quedan fuera tiene de 20 a 24.",
        ),
        Text(
            "The Census Bureau could add a table for ages 20 to 24. The state could join school and pay records.",
            "La Oficina del Censo podría agregar una tabla de 20 a 24 años. El estado podría unir registros de estudio y de sueldo.",
        ),
    ),
    NotYet(
        "safety",
        "safe_streets",
        Text(
            "Nobody publishes safety by neighborhood in a form that can be compared. Police counts show where police go, too.",
            "Nadie publica la seguridad por vecindario de forma que se pueda comparar. Los números de la policía también muestran adónde va la policía.",
        ),
        Text(
            "The city could publish crashes that hurt people on foot, and ask residents each year how safe they feel.",
            "La ciudad podría publicar los choques con peatones heridos y preguntar cada año a los residentes qué tan seguros se sienten.",
        ),
    ),
)

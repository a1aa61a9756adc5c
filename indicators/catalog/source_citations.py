"""Who publishes the numbers, how to cite them, and the notice each publisher asks for."""

from dataclasses import dataclass
from typing import Literal

from indicators.measure import Text

# survey: a sample or a model with margins of error. records: counts of real people, which we protect. public: numbers whose
# publisher has protected them already and gives no margin, such as counts changed at random; they are shown as they stand.
Kind = Literal["survey", "records", "public"]


@dataclass(frozen=True)
class Source:
    """A publisher's product. `citation` is completed with period and date of retrieval from the provenance of a release."""

    id: str
    publisher: Text
    title: Text
    url: str
    licence: Text
    citation: Text
    cadence: Text
    notice: Text
    kind: Kind

    @property
    def survey(self) -> bool:
        """Whether its numbers come with margins of error, which decide whether they can be shown."""
        return self.kind == "survey"

    @property
    def records(self) -> bool:
        """Whether it counts real people, so that privacy decides what can be shown."""
        return self.kind == "records"


SOURCES: dict[str, Source] = {
    "acs5": Source(
        "acs5",
        Text("U.S. Census Bureau", "Oficina del Censo de los Estados Unidos"),
        Text(
            "American Community Survey, 5-year estimates",
            "Encuesta sobre la Comunidad Estadounidense, estimaciones de 5 años",
        ),
        "https://www.census.gov/programs-surveys/acs",
        Text(
            "United States Government work, public domain", "Obra del gobierno de los Estados Unidos, dominio público"
        ),
        Text(
            "U.S. Census Bureau, American Community Survey 5-year estimates",
            "Oficina del Censo de los Estados Unidos, Encuesta sobre la Comunidad Estadounidense, estimaciones de 5 años",
        ),
        Text("Once a year, most often in December", "Una vez al año, casi siempre en diciembre"),
        Text(
            "This product uses Census Bureau data but is not endorsed or certified by the Census Bureau.",
            "Este producto usa datos de la Oficina del Censo, pero la Oficina del Censo no lo respalda ni lo certifica.",
        ),
        kind="survey",
    ),
    "ctdata": Source(
        "ctdata",
        Text("Connecticut State Department of Education", "Departamento de Educación del Estado de Connecticut"),
        Text("EdSight, as archived by CTData", "EdSight, archivado por CTData"),
        "https://data.ctdata.org",
        Text(
            "Open Data Commons Public Domain Dedication and License",
            "Dedicación al dominio público de Open Data Commons",
        ),
        Text(
            "Connecticut State Department of Education, EdSight, through the CTData Collaborative",
            "Departamento de Educación del Estado de Connecticut, EdSight, por medio de CTData Collaborative",
        ),
        Text("Once a year; the archive may lag by some years", "Una vez al año; el archivo puede tardar varios años"),
        Text(
            "The state hides a number when fewer than 6 students are in it or fewer than 20 are in the group. "
            "What the state hides stays hidden here.",
            "El estado oculta un número cuando incluye a menos de 6 estudiantes o cuando el grupo tiene menos de 20. "
            "Lo que el estado oculta sigue oculto aquí.",
        ),
        kind="records",
    ),
}

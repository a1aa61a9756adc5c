"""Who publishes the numbers, how to cite them, and the notice each publisher asks for."""

from indicators.catalog.federal_citations import FEDERAL
from indicators.catalog.partner_citation import PARTNER
from indicators.catalog.publisher import Source
from indicators.measure import Text

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
            "Open Data Commons Public Domain Dedication and License; test results by race and college: Attribution License",
            "Dedicación al dominio público de Open Data Commons; resultados de pruebas por raza y universidad: licencia de atribución",
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
    **FEDERAL,
    PARTNER.id: PARTNER,
}

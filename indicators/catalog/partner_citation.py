"""What is said of numbers that a community's partners count themselves."""

from indicators.catalog.publisher import Source
from indicators.measure import Text

PARTNER = Source(
    "partner",
    Text("A local partner", "Un aliado local"),
    Text("A partner's own count of people served", "El conteo propio de un aliado de las personas atendidas"),
    "",
    Text(
        "As the partner's agreement says; named with each number's source",
        "Según el acuerdo con el aliado; se nombra con la fuente de cada número",
    ),
    Text(
        "Local partners' own counts, shared under a written agreement",
        "Conteos propios de aliados locales, compartidos por acuerdo escrito",
    ),
    Text("As often as the partner shares it", "Con la frecuencia con que el aliado los comparte"),
    Text(
        "Partners share totals, or a list of codes without names that is added up and not kept. Small counts are hidden here.",
        "Los aliados comparten totales, o una lista de códigos sin nombres que se suma y no se guarda. Aquí se ocultan los conteos "
        "pequeños.",
    ),
    kind="records",
)

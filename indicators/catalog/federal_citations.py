"""How to cite the federal statistics and the research that stand beside the American Community Survey."""

from indicators.catalog.publisher import Source
from indicators.measure import Text

FEDERAL: dict[str, Source] = {
    "pep": Source(
        "pep",
        Text("U.S. Census Bureau", "Oficina del Censo de los Estados Unidos"),
        Text("Population Estimates Program", "Programa de Estimaciones de Población"),
        "https://www.census.gov/programs-surveys/popest.html",
        Text(
            "United States Government work, public domain", "Obra del gobierno de los Estados Unidos, dominio público"
        ),
        Text(
            "U.S. Census Bureau, Population Estimates Program",
            "Oficina del Censo de los Estados Unidos, Programa de Estimaciones de Población",
        ),
        Text("Once a year, from March to June", "Una vez al año, de marzo a junio"),
        Text(
            "This product uses Census Bureau data but is not endorsed or certified by the Census Bureau.",
            "Este producto usa datos de la Oficina del Censo, pero la Oficina del Censo no lo respalda ni lo certifica.",
        ),
        kind="public",
    ),
    "saipe": Source(
        "saipe",
        Text("U.S. Census Bureau", "Oficina del Censo de los Estados Unidos"),
        Text("Small Area Income and Poverty Estimates", "Estimaciones de ingresos y pobreza de áreas pequeñas"),
        "https://www.census.gov/programs-surveys/saipe.html",
        Text(
            "United States Government work, public domain", "Obra del gobierno de los Estados Unidos, dominio público"
        ),
        Text(
            "U.S. Census Bureau, Small Area Income and Poverty Estimates",
            "Oficina del Censo de los Estados Unidos, Estimaciones de ingresos y pobreza de áreas pequeñas",
        ),
        Text("Once a year, most often in December", "Una vez al año, casi siempre en diciembre"),
        Text(
            "This product uses Census Bureau data but is not endorsed or certified by the Census Bureau.",
            "Este producto usa datos de la Oficina del Censo, pero la Oficina del Censo no lo respalda ni lo certifica.",
        ),
        kind="survey",
    ),
    "bls": Source(
        "bls",
        Text("U.S. Bureau of Labor Statistics", "Oficina de Estadísticas Laborales de los Estados Unidos"),
        Text("Local Area Unemployment Statistics", "Estadísticas locales de desempleo"),
        "https://www.bls.gov/lau/",
        Text(
            "United States Government work, public domain", "Obra del gobierno de los Estados Unidos, dominio público"
        ),
        Text(
            "U.S. Bureau of Labor Statistics, Local Area Unemployment Statistics",
            "Oficina de Estadísticas Laborales de los Estados Unidos, Estadísticas locales de desempleo",
        ),
        Text("Every month; averages of the year in spring", "Cada mes; los promedios del año en primavera"),
        Text(
            "BLS.gov cannot vouch for the data or analyses derived from these data after the data have been retrieved from BLS.gov.",
            "BLS.gov no responde por los datos ni por los análisis hechos con ellos una vez obtenidos de BLS.gov.",
        ),
        kind="public",
    ),
    "urban": Source(
        "urban",
        Text("National Center for Education Statistics", "Centro Nacional de Estadísticas de la Educación"),
        Text(
            "Common Core of Data, through the Urban Institute's Education Data Portal",
            "Common Core of Data, por medio del portal de datos educativos del Urban Institute",
        ),
        "https://educationdata.urban.org",
        Text("Open Data Commons Attribution License", "Licencia de atribución de Open Data Commons"),
        Text(
            "Education Data Portal, Urban Institute, under ODC Attribution License; Common Core of Data, National Center for Education Statistics",
            "Education Data Portal, Urban Institute, con licencia ODC Attribution; Common Core of Data, National Center for Education Statistics",
        ),
        Text("Once a year; about a year after the count", "Una vez al año; cerca de un año después del conteo"),
        Text(
            "The groups need not add up to everyone: some students' race or ethnicity is not reported.",
            "Los grupos no tienen que sumar el total: de algunos estudiantes no se informa la raza u origen étnico.",
        ),
        kind="records",
    ),
    "cdc_places": Source(
        "cdc_places",
        Text("Centers for Disease Control and Prevention", "Centros para el Control y la Prevención de Enfermedades"),
        Text("PLACES: Local Data for Better Health", "PLACES: datos locales para una mejor salud"),
        "https://www.cdc.gov/places",
        Text(
            "United States Government work, public domain", "Obra del gobierno de los Estados Unidos, dominio público"
        ),
        Text(
            "Centers for Disease Control and Prevention, PLACES",
            "Centros para el Control y la Prevención de Enfermedades, PLACES",
        ),
        Text("Once a year", "Una vez al año"),
        Text(
            "These are estimates of a model. They should not be used to judge the effect of local programs or policies.",
            "Son estimaciones de un modelo. No deben usarse para juzgar el efecto de programas o políticas locales.",
        ),
        kind="survey",
    ),
    "opportunity_atlas": Source(
        "opportunity_atlas",
        Text(
            "Opportunity Insights and U.S. Census Bureau",
            "Opportunity Insights y la Oficina del Censo de los Estados Unidos",
        ),
        Text("The Opportunity Atlas", "El Atlas de Oportunidades"),
        "https://www.opportunityatlas.org",
        Text("No license is stated; cite the authors", "No se indica licencia; cite a los autores"),
        Text("Opportunity Insights, The Opportunity Atlas", "Opportunity Insights, El Atlas de Oportunidades"),
        Text("Once, in 2018", "Una vez, en 2018"),
        Text(
            "A little chance was added to every number to protect people; tracts with fewer than 20 children are left out.",
            "Se sumó un poco de azar a cada número para proteger a las personas; no se muestran zonas con menos de 20 niños.",
        ),
        kind="survey",
    ),
}

"""The hostile and broken answers a fetcher must survive, by the ids of their list: which of them which test meets."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

LETTERS = "CWAUNSKBOX"
IN_NAME = re.compile(rf"(?<=_)[{LETTERS.lower()}]\d{{2}}(?=_|$)")
IN_PARAMETER = re.compile(rf"(?<![A-Za-z0-9\\_])[{LETTERS}]\d{{2}}(?![A-Za-z0-9])")
IN_LIST = re.compile(rf"\b[{LETTERS}]\d{{2}}\b")

# The service that each test module speaks of, by how the module's name begins; the longest beginning counts.
SERVICES = {
    "acs": "Census Data API: American Community Survey",
    "acs_bulk": "Census summary files",
    "arcgis": "ArcGIS and Hub",
    "bls": "Bureau of Labor Statistics",
    "boundary": "Census boundary files",
    "cache": "Cache",
    "ccd": "Education Data Portal: Common Core of Data",
    "ccd_files": "NCES files: Common Core of Data",
    "census_api": "Census Data API: other datasets",
    "census_areas": "Census Data API: American Community Survey",
    "ckan": "CKAN",
    "college": "Education Data Portal: College Scorecard",
    "connecticut": "Connecticut (CTData, EdSight)",
    "crdc": "Education Data Portal: Civil Rights Data Collection",
    "damaged_zips": "Zip files of all services",
    "decennial": "Census Data API: decennial census",
    "edfacts": "Education Data Portal: EDFacts",
    "edge": "NCES EDGE",
    "gtfs": "GTFS feeds",
    "ipeds": "Education Data Portal: IPEDS",
    "more_boundaries": "Census boundary files",
    "partner": "Partners' own files",
    "population": "Census population estimates",
    "redact": "Session",
    "relationship": "Census relationship files",
    "saipe": "Census Data API: SAIPE",
    "school_directory": "Connecticut school directory",
    "session": "Session",
    "socrata": "Socrata",
    "table": "Declared tables",
    "text_table": "Cache",
    "urban": "Education Data Portal",
    "variance": "Census variance replicate tables",
}


def of(nodeid: str) -> frozenset[str]:
    """The ids in a test's name ("test_c05_...") and in its parameters ("[C14 cut off]")."""
    name, _, parameter = nodeid.rpartition("::")[2].partition("[")
    return frozenset([*(found.upper() for found in IN_NAME.findall(name)), *IN_PARAMETER.findall(parameter)])


def service(nodeid: str) -> str:
    """The service a test belongs to, by its module; the module's own name where none is declared."""
    module = nodeid.partition("::")[0].rpartition("/")[2].removeprefix("test_").removesuffix(".py")
    fits = [beginning for beginning in SERVICES if module == beginning or module.startswith(f"{beginning}_")]
    return SERVICES[max(fits, key=len)] if fits else module


def listed(document: str) -> frozenset[str]:
    """All ids in the list of cases: section 11 of the document."""
    section = re.split(r"^## ", document.partition("\n## 11.")[2], flags=re.MULTILINE)[0]
    return frozenset(IN_LIST.findall(section))


class Tally:
    """What came of the tests that meet a case, service by service."""

    def __init__(self) -> None:
        self.good: Mapping[str, dict[str, bool]] = defaultdict(dict)

    def note(self, nodeid: str, passed: bool) -> None:
        """Takes one test's result; a case has survived when every test of it has."""
        cases = self.good[service(nodeid)] if of(nodeid) else {}
        cases.update({case: cases.get(case, True) and passed for case in of(nodeid)})

    def lines(self) -> list[str]:
        """The table, a line a service: its cases that survived, and those that did not."""
        width = max(map(len, self.good), default=0)
        rows = [
            f"{name:<{width}}  {runs(c for c, ok in cases.items() if ok)}{_lost(cases)}"
            for name, cases in sorted(self.good.items())
        ]
        lost = {case for cases in self.good.values() for case, ok in cases.items() if not ok}
        met = {case for cases in self.good.values() for case in cases}
        return [*rows, f"{len(met - lost)} of {len(met)} cases met in this run survived."] if rows else []


def _lost(cases: Mapping[str, bool]) -> str:
    lost = [case for case, ok in cases.items() if not ok]
    return f"  NOT SURVIVED: {runs(lost)}" if lost else ""


def runs(cases: Iterable[str]) -> str:
    """Ids in order, three and more in a row written as one: "C01-C04 C09"."""
    found: list[list[str]] = []
    for case in sorted(set(cases)):
        if found and found[-1][-1][0] == case[0] and int(found[-1][-1][1:]) + 1 == int(case[1:]):
            found[-1].append(case)
        else:
            found.append([case])
    return " ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else " ".join(run) for run in found)

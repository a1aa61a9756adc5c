"""What federal feeds do about a year that is not out yet, one that is damaged, and a network that is not there."""

from dataclasses import replace
from pathlib import Path

import pytest
import requests
from requests.adapters import BaseAdapter

from communities.demo.transport import DemoAdapter
from geo import community as communities
from indicators.feeds import FEEDS, Ask, Told
from sources.cache import Cache
from sources.errors import NotPublished, Offline
from sources.session import Pace, Session
from sources.urban import SOURCE as URBAN
from tests.sources.acs_recorded import HTML_TYPE, Recorded, Reply
from tests.sources.portal import Portal
from tests.sources.test_ccd_files import BY_RACE, FILE, NONE, TOTAL, files, packed

DEMO = communities.read(Path(__file__).resolve().parents[3] / "communities" / "demo")
LEAID = "9800010"
NEWEST = "ccd_lea_052_2526_l_1a_073026"


class Beside(BaseAdapter):
    """The made-up place's services, and NCES beside them, which they lack."""

    def __init__(self, agency: Portal) -> None:
        super().__init__()
        self.agency, self.demo = Recorded(agency), DemoAdapter()

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        """The answer of whoever is asked."""
        at_nces = str(request.url).startswith("https://nces.ed.gov")
        return self.agency.send(request) if at_nces else self.demo.send(request)

    def close(self) -> None:
        """Nothing is open."""


def line(fall: int, count: str, leaid: str = LEAID, race: str = NONE, sex: str = NONE, indicator: str = TOTAL) -> str:
    """One line of the agency's file of a school year."""
    return f'{fall}-{fall + 1},98,EXAMPLE,EX,"Lanternford",01,,EX-1,{leaid},{NONE},{race},{sex},{count},{indicator},Derived'


def whole(fall: int, count: str) -> Reply:
    """The file of a school year: everyone, who are all of one group."""
    return packed(line(fall, count), line(fall, count, race="White", sex="Female", indicator=BY_RACE))


def enrollment(folder: Path, agency: Portal, last: int) -> Told:
    """Enrollment as of the spring of the years up to the one after `last`."""
    there = replace(DEMO, vintages={"acs5": tuple(range(2022, last + 1))})
    session = Session(adapter=Beside(agency), mirror="", pace=Pace(retries=0))
    told = FEEDS["ccd_enrollment"].observe(Ask(session, Cache(folder), None, there))
    assert set(told.rows["source"]) == {URBAN}
    return told


def everyone(told: Told) -> dict[int, float]:
    rows = told.rows[told.rows["group"] == "all"]
    return {int(year): float(count) for year, count in zip(rows["period_end"], rows["estimate"], strict=True)}


def test_the_years_the_portal_lacks_come_from_the_agencys_files(tmp_path: Path) -> None:
    agency = Portal({"api/File": files(f"{FILE}.zip"), rf"/zip/{FILE}": whole(2024, "4321")})
    told = enrollment(tmp_path, agency, last=2025)
    assert everyone(told)[2025] == 4321
    assert {2023, 2024} <= set(everyone(told))
    # The school year of 2025-26 is not out: nothing is lost by it, and nobody is told.
    assert not [said for said in told.problems if "2025" in said]


def test_a_damaged_year_takes_no_other_with_it_and_is_told(tmp_path: Path) -> None:
    routes = {
        "api/File": files(f"{FILE}.zip", f"{NEWEST}.zip"),
        rf"/zip/{FILE}": Reply(200, b"<html>page not found</html>", HTML_TYPE),
        rf"/zip/{NEWEST}": whole(2025, "4242"),
    }
    told = enrollment(tmp_path, Portal(routes), last=2025)
    assert everyone(told)[2026] == 4242
    assert 2025 not in everyone(told)
    (said,) = [said for said in told.problems if "2024-25" in said]
    assert "web page" in said


def test_without_the_agencys_list_the_portals_years_stay(tmp_path: Path) -> None:
    told = enrollment(tmp_path, Portal({}), last=2024)
    assert {2023, 2024} <= set(everyone(told))
    assert "list of files" in told.problems[-1]


def estimates(folder: Path, *, offline: bool) -> Told:
    """Population estimates where a vintage is asked for that is not out yet."""
    there = replace(DEMO, vintages={"acs5": (2023, 2024)})
    session = Session(adapter=DemoAdapter(), mirror="", offline=offline)
    return FEEDS["population_estimates"].observe(Ask(session, Cache(folder, offline=offline), None, there))


def test_offline_the_newest_vintage_that_is_held_is_read(tmp_path: Path) -> None:
    online = estimates(tmp_path, offline=False)
    assert online.rows["vintage"].unique().tolist() == [2024]
    offline = estimates(tmp_path, offline=True)
    assert offline.rows.equals(online.rows)


def test_offline_with_nothing_held_the_newest_is_named(tmp_path: Path) -> None:
    with pytest.raises(Offline, match=r"pep/files/2025-98-totals is not in"):
        estimates(tmp_path, offline=True)


def test_no_vintage_at_all_is_told(tmp_path: Path) -> None:
    nowhere = Ask(Session(adapter=Recorded(Reply(404, b"<html>", HTML_TYPE)), mirror=""), Cache(tmp_path), None, DEMO)
    with pytest.raises(NotPublished, match="no file of the vintages 2022 to 2024"):
        FEEDS["population_estimates"].observe(nowhere)

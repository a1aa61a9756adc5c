"""Every page with every measure and every place: on a release of every status, on a built one, and where school data are missing."""

from collections.abc import Iterable

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import inside, t
from indicators.catalog import MEASURES, SOURCES
from indicators.store import Store
from tests.pages.conftest import PAGES, ROOT, text_of

# Every measure is drawn on the built release's map; all else for one of each kind, since measures of a kind are drawn alike.
KINDS = tuple(
    {
        (m.formula.kind, m.unit, m.period, m.source, m.schemes != (), m.better, m.levels): m.id
        for m in MEASURES.values()
    }.values()
)
# A release that lacks the schools' measures is asked for those, and for one that it has.
OF_SCHOOLS = (*(name for name in KINDS if SOURCES[MEASURES[name].source].kind == "records"), "poverty")
RELEASES = ("folder", "no_schools", "demo")


@pytest.fixture(params=RELEASES)
def data(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of one of the releases, which the site then shows."""
    root = request.getfixturevalue(request.param)
    monkeypatch.setenv("FLASHLIGHT_DATA", str(root))
    monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)
    return Store.open(root)


def visited(page: str, **choices: str) -> str:
    """The page's words; the page drew itself to its end."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    if page != "home":
        app.switch_page(f"pages/{page}.py")
    for name, value in choices.items():
        app.query_params[name] = value
    app.run()
    assert [e.message for e in app.exception] == [], (page, choices)
    said = text_of(app)
    assert 'class="foot"' in said, (page, choices)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_every_measure(data: Store, page: str) -> None:
    if page not in ("map", "trends", "groups"):
        visited(page)
        return
    for measure in _asked(page, data):
        visited(page, measure=measure)


def _asked(page: str, data: Store) -> Iterable[str]:
    if "enrollment" not in data.measures:
        return OF_SCHOOLS
    return MEASURES if (page, data.release.community.slug) == ("map", "demo") else KINDS


@pytest.mark.slow
def test_every_level_of_place_has_a_page(data: Store) -> None:
    for place in {place.level: place for place in data.places}.values():
        visited("place", place=place.id, lang="es")


def test_a_measure_without_rows_is_named_and_another_shown(no_schools: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(no_schools))
    asked = MEASURES["graduation_4yr"].name["en"]
    shown = {"map": "poverty", "trends": "degree_25_to_34", "groups": "degree_25_to_34"}
    for page, measure in shown.items():
        said = visited(page, measure="graduation_4yr")
        assert t("notice.no_rows", "en", measure=asked, shown=inside(MEASURES[measure].name["en"])) in said
    assert t("page_methods.no_rows_why", "en") in visited("methods")


def test_a_measure_without_groups_is_said_to_have_none(folder: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(folder))
    asked, shown = MEASURES["no_vehicle"].name["en"], inside(MEASURES["chronic_absence"].name["en"])
    said = visited("groups", measure="no_vehicle")
    assert t("notice.not_by_group", "en", measure=asked, shown=shown) in said

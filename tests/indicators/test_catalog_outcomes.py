"""The catalog as a whole: every outcome from cradle to career is measured from three sides, and a new measure is one entry."""

import re
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import inside
from communities.demo.transport import DemoAdapter
from geo import community as communities
from indicators import build as builds
from indicators import plan as plans
from indicators.build_gather import Sources
from indicators.catalog import AREAS, GROUPS, MEASURES, NOT_YET, checked, texts, variables
from indicators.catalog.lines import everyone, lines
from indicators.commands.tables import Wanted, encoded, rows
from indicators.measure import LANGUAGES, Adjusted, Count, Measure, Median, Ratio, Share, Text
from indicators.store import Store
from sources.cache import Cache
from sources.session import Pace, Session
from tests.indicators.test_catalog import grade

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "communities" / "demo"
KEY = "0123456789abcdef0123456789abcdef01234567"
OUTCOMES = [area.id for area in AREAS.values() if area.kind == "outcome"]
HARDEST = 8.0  # school grade, product.md Q37
FEWEST = 90
PROSE = ("why", "cannot_tell", "who_can_act", "what_can_be_done", "notes")


def of_area(area: str, kind: str) -> list[str]:
    return [m.id for m in MEASURES.values() if m.area == area and m.kind == kind]


def test_the_catalog_has_at_least_ninety_measures_each_with_its_own_id() -> None:
    assert len(MEASURES) >= FEWEST
    assert len({measure.name.en for measure in MEASURES.values()}) == len(MEASURES)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]+", measure_id) for measure_id in MEASURES)


@pytest.mark.parametrize("area", OUTCOMES)
@pytest.mark.parametrize("kind", ["outcome", "contributing", "system"])
def test_every_outcome_has_a_headline_what_contributes_and_what_systems_do(area: str, kind: str) -> None:
    assert of_area(area, kind), f"{area} has no measure of kind {kind}"


def test_every_area_is_measured_or_says_who_could_measure_it() -> None:
    measured, awaited = {m.area for m in MEASURES.values()}, {entry.area for entry in NOT_YET}
    assert measured | awaited == set(AREAS)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_every_text_is_there_in_both_languages(measure: Measure) -> None:
    found = texts(measure)
    assert {field.name for field in fields(Measure) if field.type in (Text, "Text")} <= set(found)
    for name, text in found.items():
        for lang in LANGUAGES:
            assert text[lang] == text[lang].strip() != "", f"{name} in {lang}"


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_what_is_read_first_and_the_prose_are_at_eighth_grade_or_below(measure: Measure) -> None:
    found = texts(measure)
    assert grade(" ".join(found[name].en for name in PROSE)) <= HARDEST
    assert grade(found["why"].en) <= HARDEST + 2  # one text alone is short, so its grade jumps


def schemes_of(measure: Measure) -> dict[str, set[str]]:
    """Scheme -> groups of the formula, where a formula names them."""
    match measure.formula:
        case Count(groups=groups) | Share(numerator=groups) | Ratio(numerator=groups) | Median(groups=groups):
            return {scheme: set(parts) for scheme, parts in groups.items()}
        case _:
            return {}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.id)
def test_every_group_is_known_to_its_scheme(measure: Measure) -> None:
    assert set(measure.schemes) <= set(GROUPS)
    for scheme, groups in schemes_of(measure).items():
        assert groups <= set(GROUPS[scheme].order())
        assert len(groups) > 1 or scheme == "all"


def test_groups_of_one_whole_divide_it_line_by_line() -> None:
    """Women and men together are the lines of everyone, wherever both come from one table."""
    seen = 0
    for measure in MEASURES.values():
        match measure.formula:
            case Count(groups=part) | Share(numerator=part) if "sex" in part:
                together = {line for group in part["sex"].values() for line in group.plus}
                if {v[:6] for v in together} == {v[:6] for v in part["all"]["all"].plus} and not part["all"][
                    "all"
                ].minus:
                    seen += 1
                    assert together == set(part["all"]["all"].plus) or len(part["all"]["all"].plus) == 1, measure.id
            case _:
                pass
    assert seen >= 10


def test_adjusted_dollars_adjust_a_measure_there_is() -> None:
    for measure in MEASURES.values():
        if isinstance(measure.formula, Adjusted):
            of = MEASURES[measure.formula.of]
            assert (of.unit, of.schemes) == ("dollars", measure.schemes)
            assert set(measure.levels) <= set(of.levels)


NEW = replace(
    MEASURES["young_adult_poverty"],
    id="teens_in_public_school",
    name=Text("People ages 18 and 19 in public school", "Personas de 18 y 19 años en escuelas públicas"),
    question=Text("Who is in public school at 18 and 19?", "¿Quiénes van a escuelas públicas a los 18 y 19?"),
    formula=Share(
        {"all": everyone(lines("B14003", [8, 36]))}, {"all": everyone(lines("B14003", [8, 17, 26, 36, 45, 54]))}
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The made-up city's release by a catalog of a few measures and the new one; nothing but the entry is new."""
    root = tmp_path_factory.mktemp("one-entry")
    few = ("graduation_4yr", "chronic_absence", "poverty")
    catalog = checked([*(MEASURES[name] for name in few), NEW])
    session = Session(mirror="", adapter=DemoAdapter(), pace=Pace(0, 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builds, "MEASURES", catalog)
        patch.setattr(plans, "make", partial(plans.make, measures=catalog))
        builds.build(DEMO, root, Sources(session, Cache(root / "cache"), KEY))
    return Store.open(root)


def test_a_new_measure_is_in_the_fetch_plan_by_its_entry_alone() -> None:
    """Lines nobody else asks for, in a table that is asked for anyway: the entry alone adds them."""
    assert not set(variables(NEW)) <= {v for m in MEASURES.values() for v in variables(m)}
    community = communities.read(DEMO)
    asked = plans.make(community, has_key=True, measures=MEASURES | {NEW.id: NEW}).acs
    for request in asked:
        if request.table == "B14003":
            assert set(variables(NEW)) <= set(request.variables)
    assert {r.vintage for r in asked if r.table == "B14003"} == {2018, 2019, 2020, 2021, 2022, 2023}


def test_a_new_measure_is_computed_and_published(store: Store) -> None:
    found = store.rows(NEW.id)
    assert {"neighborhood", "tract", "county_subdivision", "state", "us"} <= set(found["level"]) <= set(NEW.levels)
    shown = found[(found["level"] == "county_subdivision") & (found["status"] == "published")]
    assert len(shown) == 6  # one a vintage
    assert (shown["value"] > 0).all()
    assert (shown["value"] < 100).all()
    assert shown["moe"].notna().all()
    assert (100 * shown["numerator"] / shown["denominator"] - shown["value"]).abs().max() < 0.001


def test_a_new_measure_is_in_the_exports(store: Store) -> None:
    table = encoded(rows(store, Wanted(NEW.id, level="neighborhood", period=2023)), "csv").decode()
    assert len(table.splitlines()) == 1 + len([p for p in store.places if p.level == "neighborhood"])
    assert table.splitlines()[1].startswith(NEW.id)
    assert store.measures[NEW.id] == NEW


def test_a_new_measure_is_on_the_pages_and_in_the_dictionary(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHLIGHT_DATA", str(store.root))
    monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)
    for page, words in (("trends", NEW.question.en), ("methods", inside(NEW.name.en))):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).switch_page(f"pages/{page}.py")
        app.query_params["measure"] = NEW.id
        app.run()
        assert [e.message for e in app.exception] == []
        shown = "\n".join(element.proto.body for element in app.get("html"))
        offered = {option for box in app.selectbox for option in box.options}
        assert words in shown, page
        assert any(option.startswith(NEW.name.en) for option in offered), page  # its area stands behind the name

"""The groups page holds groups beside a reference the reader picks, and shows two splits at once as a table."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from charts.words import t
from indicators.catalog import GROUPS
from tests.pages.conftest import text_of
from tests.releases import POOL, SMALL_GROUPS

Visit = Callable[..., AppTest]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_everyone_is_the_reference_until_a_reader_picks_another(visit: Visit, lang: str) -> None:
    app = visit("groups", measure="uninsured", scheme="race_alone", lang=lang)
    assert [e.message for e in app.exception] == []
    picker = app.selectbox(key="pick-groups-reference")
    assert picker.value == "all"
    said = text_of(app)
    assert t("against.title", lang) in said
    assert t("against.overlap", lang) in said
    picker.set_value("latino").run()
    assert app.query_params["reference"] == "latino"
    assert "reference" not in text_of(visit("groups", measure="uninsured", lang=lang)).split('id="reference"')[0]


def test_no_page_starts_with_white_as_the_reference(visit: Visit) -> None:
    for measure in ("uninsured", "graduation_4yr", "chronic_absence"):
        app = visit("groups", measure=measure)
        assert app.selectbox(key="pick-groups-reference").value == "all"


def test_counts_are_held_beside_nothing(visit: Visit) -> None:
    app = visit("groups", measure="program_children", scheme="race_ethnicity", place="city")
    assert all(box.key != "pick-groups-reference" for box in app.selectbox)
    assert t("against.title", "en") not in text_of(app)


def test_race_by_sex_is_a_table_of_rows_and_columns(visit: Visit) -> None:
    said = text_of(visit("groups", measure="bachelors_or_higher", scheme="race_ethnicity_by_sex"))
    table = said[said.index(t("page_groups.crossed", "en")) :]
    head = table[table.index("<thead>") : table.index("</thead>")]
    assert head.count("<th ") == 3  # race or ethnicity, female, male
    assert table[: table.index("</table>")].count('scope="row"') >= 7


def test_another_measure_forgets_the_reference(visit: Visit) -> None:
    app = visit("groups", measure="uninsured", scheme="race_alone", reference="latino")
    app.selectbox(key="pick-groups-measure").set_value("chronic_absence").run()
    assert "reference" not in app.query_params
    assert not app.exception


def test_the_picker_is_in_areas_order_and_names_the_area(visit: Visit) -> None:
    options = list(visit("trends").selectbox(key="pick-trends-measure").options)
    assert options[0].endswith("· Ready for kindergarten")
    areas = [o.rpartition(" · ")[2] for o in options]
    assert len(list(dict.fromkeys(areas))) == sum(a != b for a, b in zip(areas, ["", *areas], strict=False))


@pytest.mark.parametrize("page", ["trends", "groups"])
def test_a_measure_told_for_tracts_alone_gives_way_and_says_where_it_is(visit: Visit, page: str) -> None:
    app = visit(page, measure="working_grown")
    assert "it is told for small areas only, on the map" in text_of(app)
    assert app.selectbox(key=f"pick-{page}-measure").value != "working_grown"
    shown = text_of(visit("map", measure="working_grown"))
    assert "available for  in" not in shown
    assert "map?measure=working_grown" in text_of(visit("outcome", area="youth_work")).replace("&amp;", "&")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_small_groups_stand_together_in_a_neighborhood_under_all_their_names(visit: Visit, lang: str) -> None:
    races = GROUPS["race_ethnicity"]
    pool = races.group(POOL).name[lang].casefold()  # Spanish writes it small inside a sentence
    said = text_of(visit("groups", measure="program_children", place="ash-hill", lang=lang))
    assert pool in said.casefold()
    assert t("chart.note_pool", lang) in said
    for key in ("page_groups.order_pool", "chart.note_order_pool"):
        assert t(key, lang) in said
    city = text_of(visit("groups", measure="program_children", place="city", lang=lang))
    assert pool not in city.casefold()
    assert t("chart.note_pool", lang) not in city
    assert all(races.group(group).name[lang].casefold() in city.casefold() for group in SMALL_GROUPS)


@pytest.mark.parametrize("page", ["map", "trends"])
def test_groups_that_stand_together_can_be_asked_for_by_address(visit: Visit, page: str) -> None:
    asked = {"measure": "program_children", "place": "ash-hill", "scheme": "race_ethnicity", "group": POOL}
    app = visit(page, **asked)
    assert t("chart.note_pool", "en") in text_of(app)
    if page == "map":
        assert app.selectbox(key="pick-map-group").value == POOL

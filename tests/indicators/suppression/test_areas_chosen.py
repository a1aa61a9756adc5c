"""Which further numbers are hidden over areas, and which are not: no more than needed, the fewest people first, wider areas last."""

import math

import pandas as pd
import pytest

from indicators.suppression import policy as rules
from indicators.suppression.complementary import HIDDEN
from indicators.suppression.policy import Policy
from indicators.suppression.primary import SHOWN, Verdict
from indicators.suppression.reach_areas import protected
from tests.indicators.suppression.areas import CITY, HILL, LAKE, MILL, PARK, Served, frame, hidden, judged

NAN = math.nan
FEW = Verdict("suppressed", rules.PRIMARY_COUNT)


def everyone(**places: float) -> Served:
    return {place: {"all": n} for place, n in places.items()}


@pytest.mark.parametrize(
    ("places", "found"),
    [
        # The city less the others would tell the hidden one: the smallest of the others goes with it, and no more.
        (everyone(city=104, hill=4, park=40, lake=60), {HILL: ["all"], PARK: ["all"]}),
        (everyone(city=104, park=60, lake=40, hill=4), {LAKE: ["all"], HILL: ["all"]}),
        (everyone(city=104, hill=14, park=40, lake=50), {}),
        # Two that are hidden anyway may be any two numbers of eleven or twelve together; of ten, neither can be ten.
        (everyone(city=52, hill=4, park=8, lake=40), {HILL: ["all"], PARK: ["all"]}),
        (everyone(city=51, hill=4, park=7, lake=40), {HILL: ["all"], PARK: ["all"]}),
        (everyone(city=50, hill=4, park=6, lake=40), {HILL: ["all"], PARK: ["all"], LAKE: ["all"]}),
        # Nine may be twelve: three more, whatever the threshold.
        (everyone(city=52, hill=9, park=3, lake=40), {HILL: ["all"], PARK: ["all"], LAKE: ["all"]}),
        (everyone(city=53, hill=9, park=4, lake=40), {HILL: ["all"], PARK: ["all"]}),
        # Where all smaller areas together would not do, the city goes and they stay.
        (everyone(city=104, hill=4), {CITY: ["all"], HILL: ["all"]}),
        (everyone(city=13, hill=9, park=2, lake=2), {place: ["all"] for place in (CITY, HILL, PARK, LAKE)}),
        # A place where nobody was served is shown as such and covers nobody.
        (everyone(city=44, hill=4, park=0, lake=40), {HILL: ["all"], LAKE: ["all"]}),
        # A reader may know how many live elsewhere.
        (everyone(city=200, hill=4, park=40, lake=60), {HILL: ["all"], PARK: ["all"]}),
    ],
)
def test_as_few_more_are_hidden_as_will_do(places: Served, found: dict[str, list[str]]) -> None:
    assert hidden(frame(places)) == found


def test_neighborhoods_or_a_city_alone_are_left_to_their_own_tables() -> None:
    one = {"all": 34, "female": 4, "male": 30}
    assert hidden(frame({HILL: one, PARK: one})) == {HILL: ["female"], PARK: ["female"]}
    assert hidden(frame({CITY: one})) == {CITY: ["female"]}


def test_what_is_hidden_for_another_s_sake_alone_asks_for_nothing_more() -> None:
    rows = frame(everyone(city=104, hill=24, park=40, lake=40))
    assert hidden(rows, verdicts=[SHOWN, HIDDEN, SHOWN, SHOWN]) == {HILL: ["all"]}


def test_places_without_a_figure_add_nobody() -> None:
    rows = frame(everyone(city=44, hill=4, park=NAN, lake=40))
    rows.loc[2, "status"] = "not_reported"
    assert hidden(rows, verdicts=[SHOWN, FEW, Verdict("not_reported"), SHOWN]) == {
        HILL: ["all"],
        PARK: ["all"],  # not there to be shown
        LAKE: ["all"],
    }


@pytest.mark.parametrize(("boys", "more"), [(4, []), (3, ["all"])])
def test_a_small_number_may_be_three_fewer_where_nothing_but_what_is_shown_forbids_it(
    boys: int, more: list[str]
) -> None:
    """Nine girls of the hill may be as many fewer as there are boys of the park but one. Without Everyone they may be one."""
    rows = frame(
        {
            HILL: {"all": 39, "female": 9, "male": 30},
            PARK: {"all": 20 + boys, "female": 20, "male": boys},
            CITY: {"all": 59 + boys, "female": 29, "male": 30 + boys},
        }
    )
    found = hidden(rows, verdicts=[SHOWN, FEW, HIDDEN, SHOWN, HIDDEN, FEW, SHOWN, SHOWN, SHOWN])
    assert found == {place: [*more, "female", "male"] for place in (HILL, PARK)}


def test_everyone_of_two_hidden_groups_is_two_and_a_group_of_nobody_adds_none() -> None:
    rows = frame(
        {
            HILL: {"all": 2, "female": 1, "male": 1, "another": 0},
            PARK: {"all": 60, "female": 30, "male": 30, "another": 0},
            CITY: {"all": 62, "female": 31, "male": 31, "another": 0},
        }
    )
    assert hidden(rows) == {place: ["all", "female", "male"] for place in (HILL, PARK)}


def test_a_number_of_the_same_group_is_hidden_before_a_smaller_one_of_another() -> None:
    rows = frame(
        {
            HILL: {"all": 34, "female": 4, "male": 30},
            PARK: {"female": 40, "male": 50},
            MILL: {"female": 3, "male": 60},
            CITY: {"female": 47, "male": 140},
        }
    )
    own = [HIDDEN, FEW, SHOWN, SHOWN, SHOWN, FEW, SHOWN, SHOWN, SHOWN]
    assert hidden(rows, verdicts=own) == {HILL: ["all", "female"], PARK: ["female"], MILL: ["female"]}


def test_a_number_without_which_its_own_sum_tells_a_hidden_one_goes_first() -> None:
    """The park's boys, or its girls would be told; then all four may change together, and the lake's girls need not go."""
    rows = frame(
        {
            HILL: {"all": 34, "female": 4, "male": 30},
            PARK: {"all": 80, "female": 20, "male": 60},
            LAKE: {"all": 110, "female": 40, "male": 70},
            CITY: {"all": 224, "female": 64, "male": 160},
        }
    )
    own = [SHOWN, FEW, HIDDEN, *[SHOWN] * 9]
    assert hidden(rows, verdicts=own) == {HILL: ["female", "male"], PARK: ["female", "male"]}


# Wider areas


def test_of_several_cities_none_is_shown_beside_neighborhoods() -> None:
    levels = {CITY: "county_subdivision", "town": "county_subdivision"}
    both = everyone(city=104, town=50, hill=44, park=60)
    assert hidden(frame(both, levels)) == {CITY: ["all"], "town": ["all"]}
    assert hidden(frame(everyone(city=104, town=50), levels)) == {}
    assert hidden(frame(both, {CITY: "county_subdivision", "town": "county"})) == {}
    withheld = frame({**both, **everyone(town=NAN)}, levels)
    found = protected(withheld, judged(withheld, Policy()), Policy())
    assert [v.reason for v in found[:2]] == [rules.COMPLEMENTARY, rules.SOURCE]


def test_every_period_is_judged_by_itself() -> None:
    levels = {CITY: "county_subdivision", "town": "county_subdivision"}
    first, second = (
        frame(everyone(city=104, hill=4, park=40, lake=60)),
        frame(everyone(town=100, hill=40), levels, 2024),
    )
    rows = pd.concat([first, second], ignore_index=True)
    assert hidden(rows) == {HILL: ["all"], PARK: ["all"]}


# What the partner withheld


@pytest.mark.parametrize(("city", "more"), [(51, []), (50, ["all"])])
def test_two_withheld_numbers_may_be_ten_and_of_ten_steps(city: float, more: list[str]) -> None:
    found = hidden(frame(everyone(city=city, hill=NAN, park=NAN, lake=40)))
    assert found.get(LAKE, []) == more


@pytest.mark.parametrize(("park", "safe"), [(11, True), (10, False)])
def test_a_withheld_number_has_ten_steps_wherever_it_lies(park: int, safe: bool) -> None:
    """Girls of the hill are 34 less the boys, of whom the park leaves as many as it has children less one."""
    rows = frame(
        {
            HILL: {"all": 34, "female": NAN, "male": NAN},
            PARK: {"all": park, "female": 5, "male": park - 5},
            CITY: {"all": 34 + park, "female": 25, "male": 9 + park},
        }
    )
    withheld = Verdict("suppressed", rules.SOURCE)
    found = hidden(rows, verdicts=[SHOWN, withheld, withheld, SHOWN, HIDDEN, HIDDEN, SHOWN, SHOWN, SHOWN])
    assert (found == {HILL: ["female", "male"], PARK: ["female", "male"]}) is safe


def test_what_is_withheld_in_one_sum_leaves_it_known_how_many_others_are_elsewhere() -> None:
    """Of the boys 20 live elsewhere, as everybody may know: 7 are left of hill and park together."""
    rows = frame(
        {
            HILL: {"female": NAN, "male": 4},
            PARK: {"female": 3, "male": 3},
            LAKE: {"female": 40, "male": 50},
            CITY: {"female": 52, "male": 77},
        }
    )
    assert hidden(rows) == {HILL: ["female", "male"], PARK: ["female", "male"], LAKE: ["male"]}

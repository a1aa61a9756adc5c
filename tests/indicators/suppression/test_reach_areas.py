"""A served count hidden in one neighborhood does not follow from the city's, less all the others."""

import itertools
import math
from collections.abc import Mapping

import pandas as pd
import pytest

from indicators.suppression.policy import Policy
from indicators.suppression.publish import of_partners
from tests.indicators.suppression.test_reach import REACH, reach

PLACES: dict[str, tuple[float, float]] = {"a": (4, 30), "b": (20, 30), "c": (40, 50), "d": (60, 60)}
Shown = dict[tuple[str, str], float]


def rows(places: Mapping[str, tuple[float, float]], city: tuple[float, float] | None) -> pd.DataFrame:
    found = []
    for geoid, (girls, boys) in (dict(places) | ({"city": city} if city else {})).items():
        level = "county_subdivision" if geoid == "city" else "neighborhood"
        for group, served in (("all", girls + boys), ("female", girls), ("male", boys)):
            status = "suppressed_at_source" if math.isnan(served) else "estimated"
            scheme = "all" if group == "all" else "sex"
            found.append(reach(group, served, 5000, 200, status) | {"level": level, "geoid": geoid, "scheme": scheme})
    return pd.DataFrame(found)


def shown(frame: pd.DataFrame) -> Shown:
    published, log = of_partners({"tutoring": frame}, {"tutoring": REACH}, Policy(10))
    assert len(log) == (published["status"] != "published").sum()
    keys = zip(published["geoid"], published["group"], strict=True)
    return dict(zip(keys, published["numerator"].tolist(), strict=True))


def girls_of_a(found: Shown) -> set[int]:
    """Every number of girls of `a` that fits what is shown, by trying all: the attack, in its simplest form."""
    names = [n for n in ("a", "b", "c", "d") if math.isnan(found[n, "female"])]
    left = found["city", "female"] - sum(found[n, "female"] for n in "abcd" if n not in names)
    fitting = set()
    for girls in itertools.product(range(1, int(left) + 1), repeat=len(names)):
        by_name = dict(zip(names, girls, strict=True))
        everyone = all(math.isnan(found[n, "all"]) or g < found[n, "all"] for n, g in by_name.items())
        told = all(math.isnan(found[n, "male"]) or found[n, "all"] - found[n, "male"] == g for n, g in by_name.items())
        if sum(girls) == left and everyone and told:
            fitting.add(by_name["a"])
    return fitting


def test_the_city_less_the_other_neighborhoods_does_not_tell_the_hidden_one() -> None:
    found = shown(rows(PLACES, (124, 170)))
    assert found["city", "female"] == 124
    assert found["city", "all"] == 294
    fitting = girls_of_a(found)
    assert min(fitting) == 1
    assert max(fitting) >= 10


def test_only_the_smallest_other_neighborhood_is_hidden_and_its_everyone_stays() -> None:
    found = shown(rows(PLACES, (124, 170)))
    hidden = {key for key, served in found.items() if math.isnan(served)}
    assert hidden == {("a", "female"), ("a", "male"), ("b", "female"), ("b", "male")}


def test_nothing_more_is_hidden_without_a_city_or_without_a_small_count() -> None:
    alone = shown(rows(PLACES, None))
    assert {key for key, served in alone.items() if math.isnan(served)} == {("a", "female"), ("a", "male")}
    large = shown(rows(PLACES | {"a": (14, 30)}, (134, 170)))
    assert not any(math.isnan(served) for served in large.values())


def test_people_from_elsewhere_do_not_make_a_count_safe() -> None:
    """A reader may know that 6 girls and 10 boys of the city live in no neighborhood."""
    assert math.isnan(shown(rows(PLACES, (130, 180)))["b", "female"])


def test_what_the_partner_withheld_does_not_follow_from_the_city() -> None:
    found = shown(rows(PLACES | {"a": (math.nan, math.nan)}, (124, 170)))
    for group in ("all", "female", "male"):
        assert math.isnan(found["a", group])
        assert sum(math.isnan(found[n, group]) for n in ("a", "b", "c", "d", "city")) >= 2


def test_where_there_is_one_neighborhood_the_city_is_hidden() -> None:
    found = shown(rows({"a": (4, 30)}, (4, 30)))
    assert math.isnan(found["city", "female"])
    assert math.isnan(found["city", "male"])


@pytest.mark.parametrize("girls", [1, 5, 9])
def test_at_least_the_threshold_stays_possible(girls: int) -> None:
    found = shown(rows(PLACES | {"a": (girls, 30)}, (120 + girls, 170)))
    assert math.isnan(found["city", "female"]) or max(girls_of_a(found)) >= max(10, girls + 3)

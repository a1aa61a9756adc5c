"""Crosswalk tables and matrices."""

from pathlib import Path

import numpy as np
import pytest

from geo import apportion, community, crosswalk
from geo.errors import CommunityError
from tests.geo import places


def test_the_file_of_the_vintage_is_chosen(tmp_path: Path) -> None:
    found = community.read(places.write(tmp_path))
    old, new = crosswalk.for_vintage(found, 2021), crosswalk.for_vintage(found, 2022)
    assert list(old["from_geoid"]) == ["98001000100", "98001000200", "98001000200"]
    assert list(old["to_geoid"]) == ["east", "east", "west"]
    assert list(new["from_geoid"]) == ["98101000100", "98101000200"]
    assert set(old["weight_basis"]) == {"households"}
    assert set(new["weight_basis"]) == {"population"}
    assert set(new["from_vintage"]) == set(new["to_vintage"]) == {2022}


def test_a_vintage_without_a_file_is_refused(tmp_path: Path) -> None:
    found = community.read(places.write(tmp_path))
    with pytest.raises(CommunityError, match="no crosswalk covers vintage 2017"):
        crosswalk.for_vintage(found, 2017)


def test_the_matrix_stands_in_the_order_asked_for(tmp_path: Path) -> None:
    table = crosswalk.for_vintage(community.read(places.write(tmp_path)), 2021)
    weights = crosswalk.matrix(table, ["98001000200", "98001000300", "98001000100"], ["west", "empty", "east"])
    assert weights.toarray().tolist() == [[0.6, 0, 0], [0, 0, 0], [0.405, 0, 1.0]]
    totals = apportion.counts(weights, np.array([[100.0], [7.0], [10.0]]))
    assert totals[[0, 2], 0] == pytest.approx([60, 50.5])
    assert np.isnan(totals[1, 0])


def test_people_are_never_lost_for_want_of_a_tract(tmp_path: Path) -> None:
    table = crosswalk.for_vintage(community.read(places.write(tmp_path)), 2021)
    with pytest.raises(CommunityError, match="1 crosswalk rows"):
        crosswalk.matrix(table, ["98001000200"], ["west", "east"])
    with pytest.raises(CommunityError, match="2 crosswalk rows"):
        crosswalk.matrix(table, ["98001000200", "98001000100"], ["west"])


@pytest.mark.real
def test_tract_codes_keep_their_meaning_across_connecticuts_change(shared: Path) -> None:
    found = community.read(shared / "communities" / "new-haven")
    before, after = crosswalk.for_vintage(found, 2021), crosswalk.for_vintage(found, 2022)
    assert set(before["from_geoid"].str[:5]) == {"09009"}
    assert set(after["from_geoid"].str[:5]) == {"09170"}
    assert list(before["weight"]) == list(after["weight"])
    assert "long-wharf" in found.neighborhoods.names
    assert "long-wharf" not in set(after["to_geoid"])

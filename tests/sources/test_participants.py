"""A list of participants: each person counts once, and groups come out."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import participants
from sources.participant_list import COLUMNS, README, blank, is_list
from sources.partner import PartnerError
from sources.partner import observations as aggregate
from sources.personal import some
from tests.sources.listed import AREAS, HEADER, counts, filled, person, refused
from tests.sources.workbooks import xlsx


def test_people_become_numbers_about_groups() -> None:
    rows = [person("P1"), person("P2", sex="male"), person("P3", place="the-hill", race="")]
    found = participants.observations(filled(rows), "elm.csv", "partner", AREAS)
    assert set(found["variable"]) == {"tutoring.served"}
    assert set(found["level"]) == {"neighborhood"}
    assert set(found["status"]) == {"reported"}
    told = counts(filled(rows))
    assert told["fair-haven", "all", 2025] == 2
    assert told["fair-haven", "female", 2025] == told["fair-haven", "male", 2025] == 1
    assert told["the-hill", "not_reported", 2025] == 1
    # The list has this place and this group: nobody is told as nobody, so that all sums hold.
    assert told["the-hill", "male", 2025] == told["the-hill", "latino", 2025] == 0


def test_those_of_no_known_group_are_counted_as_such_in_every_scheme() -> None:
    """Left out, they would follow from everyone."""
    told = counts(filled([person("P1"), person("P2", sex=""), person("P3", race="")]))
    groups = ("all", "female", "sex_not_reported", "not_reported")
    assert [told["fair-haven", group, 2025] for group in groups] == [3, 2, 1, 1]


def test_a_person_counts_once_a_program_and_period() -> None:
    rows = [person("P1"), person("P1"), person("P1", end="2024"), person("P2")]
    assert counts(filled(rows))["fair-haven", "all", 2025] == 2
    assert counts(filled(rows))["fair-haven", "all", 2024] == 1
    read = participants.read(filled(rows), "elm.csv", AREAS)
    assert (read.rows, len(read.people), read.moved) == (4, 3, 0)
    assert "P1" not in repr(read)


def test_one_code_in_two_spellings_is_one_person() -> None:
    """Five spellings of one code would lift a small number over the threshold."""
    rows = [person(code) for code in ("P-17", "p17", "P_17", "P17-", "P17")]
    assert counts(filled(rows))["fair-haven", "all", 2025] == 1


def test_somebody_who_moved_counts_where_they_were_told_last() -> None:
    rows = [person("P1"), person("P1", place="the-hill", sex=""), person("P1", place="", race="")]
    told = counts(filled(rows))
    assert told["the-hill", "all", 2025] == told["the-hill", "female", 2025] == told["the-hill", "latino", 2025] == 1
    assert ("fair-haven", "all", 2025) not in told
    assert participants.read(filled(rows), "elm.csv", AREAS).moved == 1
    assert "counts where they were told last" in " ".join(README.split())


def test_tracts_and_towns_count_beside_neighborhoods() -> None:
    header = [*HEADER[:5], "tract", "town"]
    rows = [[*person("P1")[:5], "09009140100", "0917052000"], [*person("P2", place="")[:5], "", "0917052000"]]
    found = participants.observations(filled(rows, header), "elm.csv", "partner", AREAS)
    everyone = dict(zip(found["level"], found["estimate"], strict=True))
    assert everyone == {"neighborhood": 1, "tract": 1, "county_subdivision": 2}
    assert set(found["scheme"]) == {"all"}


def test_a_spreadsheet_reads_as_the_same() -> None:
    rows = [person("P1"), person("P2", sex="male")]
    assert counts(xlsx({"Sheet1": [HEADER, *rows]})) == counts(filled(rows))


def test_the_blank_list_explains_itself_and_its_explanation_is_nobody() -> None:
    rows = list(csv.reader(io.StringIO(blank().decode("utf-8-sig"))))
    assert tuple(rows[0]) == tuple(COLUMNS)
    assert all(name in README for name in COLUMNS)
    refused(blank(), "has no rows below the header")
    whole = [[*person("P1")[:5], "", "", "latino", "female", ""]]
    assert counts(blank() + filled(whole).split(b"\r\n", 1)[1])["fair-haven", "all", 2025] == 1


def test_a_list_is_told_from_a_table_of_totals() -> None:
    assert is_list(filled([person("P1")]), "elm.csv")
    assert not is_list(b"measure,level\n1,2\n", "elm.csv")
    with pytest.raises(PartnerError, match='records of people: column "participant"'):
        aggregate(filled([person("P1")]), "elm.csv", "partner", AREAS)


def test_running_numbers_of_which_some_look_like_days_are_codes() -> None:
    rows = [person(f"T2024{n:04}") for n in range(1, 400)]
    assert counts(filled(rows))["fair-haven", "all", 2025] == 399


def test_how_many_never_tells_a_small_number() -> None:
    assert [some(n) for n in (0, 1, 9, 10, 14, 1234)] == [
        "none",
        *["fewer than 10"] * 2,
        *["about 10"] * 2,
        "about 1,230",
    ]


cells = st.sampled_from(["", "fair-haven", "the-hill"])

races = st.sampled_from(["", "latino", "white"])

people = st.lists(
    st.tuples(st.integers(1, 6), cells, races, st.sampled_from(["2024", "2025"])), min_size=1, max_size=30
)


@given(people)
def test_counts_are_those_of_a_slow_count(found: list[tuple[int, str, str, str]]) -> None:
    last: dict[tuple[str, int], list[str]] = {}
    for code, place, race, end in found:
        known = last.setdefault((end, code), ["", ""])
        known[:] = [place or known[0], race or known[1]]
    rows = [person(f"P{code}", place, race, "", end) for code, place, race, end in found]
    if not any(place for place, _ in last.values()):
        refused(filled(rows), "no row has a place")
        return
    told = counts(filled(rows))
    for (place, group, end), served in told.items():
        mine = [race for (year, _), (where, race) in last.items() if (where, year) == (place, str(end))]
        assert served == (len(mine) if group == "all" else sum((race or "not_reported") == group for race in mine))
    assert sum(n for (_, group, _), n in told.items() if group == "all") == sum(bool(p) for p, _ in last.values())

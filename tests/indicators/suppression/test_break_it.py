"""Broken on purpose: whatever is published beyond a proven pattern makes the verification, the attack, or both refuse."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.demand import Demand
from indicators.suppression.proof import verify
from indicators.suppression.relations import Relations, linked, of_cells
from indicators.suppression.witnesses import Witnesses
from tests.indicators.suppression.patterns import cheapest, demand_of, flat, information

SCHOOLS = flat([[20, 3, 41, 30], [15, 30, 22, 18], [33, 41, 8, 26], [52, 17, 19, 24]])
DEMAND = demand_of(SCHOOLS, 10)


@pytest.fixture(scope="module")
def proven() -> tuple[np.ndarray, Witnesses]:
    """The cheapest safe pattern of the table, and its witnesses."""
    hidden, witnesses = cheapest(SCHOOLS, DEMAND, information(SCHOOLS))
    assert verify(SCHOOLS, hidden, DEMAND, witnesses) == []
    assert attack(view.of(SCHOOLS, hidden), SCHOOLS.values, DEMAND) == []
    return hidden, witnesses


def complementary(hidden: np.ndarray) -> list[int]:
    return np.setdiff1d(np.flatnonzero(hidden), DEMAND.cell).tolist()


def wider(relations: Relations, names: list[str], values: np.ndarray, rows: np.ndarray) -> Relations:
    """The same relations with further published cells and equations over all cells."""
    n, m = len(relations.values), len(relations.equations)
    padded = sparse.hstack([relations.matrix, sparse.csr_array((m, len(names)), dtype=np.int64)])
    return Relations(
        np.concatenate([relations.values, values]),
        np.concatenate([relations.lower, np.ones(len(names), np.int64)]),
        np.concatenate([relations.upper, np.full(len(names), relations.upper.max())]),
        np.ones(n + len(names), bool),
        sparse.csr_array(sparse.vstack([padded, rows], format="csr"), dtype=np.int64),
        [*relations.names, *names],
        [*relations.equations, *names],
    )


def test_publishing_any_complementary_cell_again_fails_both(proven: tuple[np.ndarray, Witnesses]) -> None:
    hidden, witnesses = proven
    assert len(complementary(hidden)) >= 2
    for cell in complementary(hidden):
        shown = hidden.copy()
        shown[cell] = False
        faults = verify(SCHOOLS, shown, DEMAND, witnesses)
        assert any(f"moves {SCHOOLS.names[cell]}, which is published" in str(f) for f in faults)
        assert any(f.remedy == f"Hide {SCHOOLS.names[cell]}, or search again." for f in faults)
        assert attack(view.of(SCHOOLS, shown), SCHOOLS.values, DEMAND) != []


def test_one_redundant_total_fails_both(proven: tuple[np.ndarray, Witnesses]) -> None:
    """A total of two schools for one group: each row and column still adds up as before, and one more line does."""
    hidden, witnesses = proven
    small = int(DEMAND.cell[0])
    other = next(c for c in np.flatnonzero(~hidden).tolist() if c // 5 != small // 5 and c % 5 == small % 5)
    total = SCHOOLS.values[small] + SCHOOLS.values[other]
    row = np.zeros((1, len(SCHOOLS.values) + 1), np.int64)
    row[0, [small, other, -1]] = -1, -1, 1
    more = wider(SCHOOLS, ["two schools together"], np.array([total]), row)
    still = np.append(hidden, False)
    assert any(f.equation == "two schools together" for f in verify(more, still, DEMAND, witnesses))
    found = attack(view.of(more, still), more.values, DEMAND)
    assert SCHOOLS.names[small] in {f.name for f in found}


def test_a_total_that_follows_from_others_changes_nothing(proven: tuple[np.ndarray, Witnesses]) -> None:
    hidden, witnesses = proven
    row = np.zeros((1, len(SCHOOLS.values) + 1), np.int64)
    row[0, [4, 9, -1]] = -1, -1, 1
    more = wider(SCHOOLS, ["two schools, everyone"], SCHOOLS.values[[4]] + SCHOOLS.values[[9]], row)
    still = np.append(hidden, False)
    assert verify(more, still, DEMAND, witnesses) == []
    assert attack(view.of(more, still), more.values, DEMAND) == []


def test_one_older_release_that_hid_other_cells_fails_both(proven: tuple[np.ndarray, Witnesses]) -> None:
    hidden, witnesses = proven
    price = information(SCHOOLS) + 20.0 * hidden  # another choice of cells, as safe by itself
    older, others = cheapest(SCHOOLS, DEMAND, price)
    assert verify(SCHOOLS, older, DEMAND, others) == []
    assert not np.array_equal(older, hidden)
    both = view.together([view.of(SCHOOLS, hidden), view.of(SCHOOLS, older)])
    assert attack(both, SCHOOLS.values, DEMAND) != []
    assert verify(SCHOOLS, hidden & older, DEMAND, witnesses) != []


def test_what_others_have_made_public_fails_the_attack(proven: tuple[np.ndarray, Witnesses]) -> None:
    hidden, _ = proven
    cell = complementary(hidden)[0]
    told = view.of(SCHOOLS, hidden)
    value = int(SCHOOLS.values[cell])
    known = view.with_known(told, {SCHOOLS.names[cell]: (value, value)})
    assert attack(known, SCHOOLS.values, DEMAND) != []
    roughly = view.with_known(told, {SCHOOLS.names[cell]: (0, 1000)})
    assert attack(roughly, SCHOOLS.values, DEMAND) == []


def test_a_printed_rate_of_a_hidden_part_fails_the_attack(proven: tuple[np.ndarray, Witnesses]) -> None:
    """3 of 94 is 3.2 percent, and nothing else of 94 is."""
    hidden, _ = proven
    told = view.of(SCHOOLS, hidden)
    part, everyone = SCHOOLS.names[1], SCHOOLS.names[4]
    exact = view.with_rates(told, [view.Rate(part, everyone, 3.2, 3.2, 1)])
    found = attack(exact, view.truth_of(exact, SCHOOLS.values), DEMAND)
    assert part in {f.name for f in found}
    wide = view.with_rates(told, [view.Rate(part, everyone, 0, 25)])
    assert attack(wide, view.truth_of(wide, SCHOOLS.values), DEMAND) == []


PIECES = {"north only": 6, "both": 40, "south only": 30}


def areas(*wanted: str) -> Relations:
    """Two areas that overlap, cut into the pieces that belong to one or both; no piece is published."""
    parts = {"north": ["north only", "both"], "south": ["both", "south only"], "city": list(PIECES)}
    names = [*PIECES, *wanted]
    values = np.array([*PIECES.values(), *(sum(PIECES[p] for p in parts[a]) for a in wanted)])
    offered = np.array([name in wanted for name in names])
    return of_cells(names, values, [(area, parts[area]) for area in wanted], offered)


def test_one_overlapping_area_fails_both() -> None:
    """City less south is the piece that only north has: six people."""
    alone, overlapping = areas("city", "north"), areas("city", "north", "south")
    asked = Demand(np.array([0]), np.array([4]), np.array([3]))
    shown = np.zeros(5, bool)
    _, witnesses = cheapest(alone, asked, np.ones(5))
    assert verify(alone, shown, asked, witnesses) == []
    assert attack(view.of(alone, shown), alone.values, asked) == []
    faults = verify(overlapping, np.zeros(6, bool), asked, witnesses)
    assert {f.equation for f in faults} == {"south"}
    found = attack(view.of(overlapping, np.zeros(6, bool)), overlapping.values, asked)
    assert [f.name for f in found] == ["north only"]


def test_a_table_missing_from_the_relations_is_seen_when_it_is_linked() -> None:
    """Two years each safe, and their sum: proven apart they are not proven together."""
    first = of_cells(["a 1", "b 1", "all 1"], np.array([4, 30, 34]), [("all 1", ["a 1", "b 1"])])
    second = of_cells(["a 2", "b 2", "all 2"], np.array([6, 40, 46]), [("all 2", ["a 2", "b 2"])])
    pooled = of_cells(["a 1", "a 2", "a"], np.array([4, 6, 10]), [("a", ["a 1", "a 2"])])
    apart, asked = linked([first, second]), Demand(np.array([0, 3]), np.array([6, 4]), np.array([3, 3]))
    hidden, witnesses = cheapest(apart, asked, information(apart))
    assert verify(apart, hidden, asked, witnesses) == []
    together = linked([first, second, pooled])
    still = np.append(hidden, False)
    assert any(f.equation == "a" for f in verify(together, still, asked, witnesses))
    assert attack(view.of(together, still), together.values, asked) != []


def test_a_true_table_that_is_not_what_was_published_is_refused(proven: tuple[np.ndarray, Witnesses]) -> None:
    told = view.of(SCHOOLS, proven[0])
    wrong = SCHOOLS.values.copy()
    wrong[-1] += 1
    with pytest.raises(view.PublicationError, match="is not what was published"):
        view.truth_of(told, wrong)
    with pytest.raises(view.PublicationError, match="two values that do not agree"):
        view.together([told, replace(told, low=told.low + ~told.open, high=told.high + ~told.open)])
    with pytest.raises(view.PublicationError, match="no table of the release has such a cell"):
        view.with_known(told, {"elsewhere": (3, 3)})

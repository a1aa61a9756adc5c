"""The parts of the attack, each against a slower way to the same answer, and all of them against tau-ARGUS."""

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from benchmarks.tau_argus import audit, most_of
from indicators.suppression import assault_rows
from indicators.suppression import assault_view as view
from indicators.suppression.assault import attack
from indicators.suppression.assault_cycles import bridges, frozen, network
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_programs import components, extremes, falls_short
from indicators.suppression.assault_rows import determined
from indicators.suppression.assault_view import Publication
from indicators.suppression.product import of_product
from indicators.suppression.relations import Relations, of_cells
from tests.indicators.suppression.patterns import cheapest, demand_of, flat, information

TREE = [("place", ("tree", 2, 2)), ("race", "total")]
HIERARCHY, _ = of_product(np.array([[20, 3, 41], [15, 30, 2], [33, 41, 8], [4, 60, 31]]), TREE)


@pytest.mark.parametrize("relations", [flat([[20, 3, 41], [15, 30, 22], [33, 41, 8]]), HIERARCHY])
def test_tau_argus_finds_the_same_ranges_and_no_unsafe_cell(relations: Relations, tmp_path: Path) -> None:
    demand = demand_of(relations, 10)
    safe, _ = cheapest(relations, demand, information(relations))
    bounded = replace(relations, upper=np.where(relations.known, relations.upper, most_of(relations)))
    for hidden in (relations.offered & (relations.values > 0) & (relations.values < 10), safe):
        told, ranges = view.of(bounded, hidden), audit(relations, hidden, demand, tmp_path / "table.jj")
        assert set(ranges) == set(np.flatnonzero(hidden).tolist())
        for cell, found in ranges.items():
            assert extremes(told, relations.values, cell) == pytest.approx(found, abs=1e-6)
        value, cells = relations.values[demand.cell], demand.cell.tolist()
        low, high = np.array([ranges[c] for c in cells]).T
        unsafe = (high < value + demand.up - 1e-6) | (low > value - demand.down + 1e-6)
        found = attack(view.of(relations, hidden), relations.values, demand)
        assert {f.cell for f in found} == set(demand.cell[unsafe].tolist())
    assert not unsafe.any()


def test_projection_finds_what_elimination_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    relations, _ = of_product(rng.integers(0, 9, (4, 5, 3)), [(d, "total") for d in "xyz"])
    for share in (0.2, 0.35, 0.5):
        told = view.of(relations, (rng.random(len(relations.values)) < share) & (relations.values > 0))
        exact = determined(told)
        with monkeypatch.context() as patched:
            patched.setattr(assault_rows, "ELIMINATED", 0)
            assert np.array_equal(determined(told), exact)
    assert exact.sum() < told.open.sum()


def test_a_cell_fixed_by_three_equations_and_by_no_single_one_is_found() -> None:
    """Each pair of three numbers is published: any two sums leave both open, all three leave none."""
    names = ["a", "b", "c", "a+b", "b+c", "a+c"]
    sums = [(n, n.split("+")) for n in names[3:]]
    relations = of_cells(names, np.array([4, 5, 6, 9, 11, 10]), sums)
    told = view.of(relations, np.array([True] * 3 + [False] * 3))
    assert not (intervals(told)[0] == intervals(told)[1])[:3].any()
    assert determined(told)[:3].all()
    two = of_cells(names[:5], np.array([4, 5, 6, 9, 11]), sums[:2])
    assert not determined(view.of(two, np.array([True] * 3 + [False] * 2))).any()


def test_bridges_are_the_arcs_whose_loss_parts_the_graph() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        tail, head = rng.integers(0, 6, (2, 8))
        loops = tail == head
        found = bridges(tail, head, 6)
        for arc in range(8):
            rest = np.arange(8) != arc
            assert found[arc] == (not loops[arc] and _parts(tail[rest], head[rest]) > _parts(tail, head))


def _parts(tail: np.ndarray, head: np.ndarray) -> int:
    graph = sparse.coo_array((np.ones(len(tail)), (tail, head)), shape=(6, 6)).tocsr()
    return int(sparse.csgraph.connected_components(graph, directed=False)[0])


def test_flat_tables_are_networks_and_cubes_are_not() -> None:
    table = flat([[4, 5], [6, 7]])
    assert network(table.matrix) is not None
    cube, _ = of_product(np.full((2, 2, 2), 3), [(d, "total") for d in "xyz"])
    assert network(cube.matrix) is None
    assert not frozen(view.of(cube, cube.values < 5), cube.values).any()
    triangle = sparse.csr_array(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    assert network(triangle) is None


def test_a_neighborhood_that_holds_a_table_settles_it_and_one_that_does_not_is_widened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    relations = flat(np.full((6, 6), 5).tolist())
    hidden = relations.values < 10
    told = view.of(relations, hidden)
    (component,) = components(told, relations.values)
    whole = [falls_short(component, c, s) for c, s in itertools.product(component.cells.tolist()[:4], (4, 30, -4, -5))]
    monkeypatch.setattr("indicators.suppression.assault_programs.LARGE", 12)
    near = [falls_short(component, c, s) for c, s in itertools.product(component.cells.tolist()[:4], (4, 30, -4, -5))]
    assert whole == near == [False, True, False, True] * 4


def test_bounds_do_not_narrow_what_is_without_limit() -> None:
    line = of_cells(["a", "b", "all"], np.array([5, 6, 11]), [("all", ["a", "b"])])
    low, high = intervals(view.of(line, np.ones(3, bool)))
    assert low.tolist() == [1, 1, 2]
    assert (high == line.upper).all()


def test_equations_may_keep_zeros_among_their_factors() -> None:
    sums = sparse.csr_array((np.array([1, -1, 0]), np.array([0, 1, 2]), np.array([0, 3])), shape=(1, 3))
    told = Publication(np.array([9, 1, 1]), np.array([9, 20, 20]), sums, ["all", "a", "b"], ["all"])
    low, high = intervals(told)
    assert (low.tolist(), high.tolist()) == ([9, 9, 1], [9, 9, 20])


def test_a_publication_that_contradicts_itself_is_seen() -> None:
    sums = sparse.csr_array(np.array([[1, -1, -1]]))
    told = Publication(np.array([9, 1, 1]), np.array([9, 3, 3]), sums, ["all", "a", "b"], ["all"])
    low, high = intervals(told)
    assert (low > high).any()


def test_factors_too_large_for_exact_sums_are_refused() -> None:
    sums = sparse.csr_array(np.array([[10**8, -1]]))
    told = Publication(np.array([1, 1]), np.array([9, 9]), sums, ["a", "b"], ["a"])
    with pytest.raises(OverflowError, match="coarser"):
        intervals(told)


def test_a_finding_names_the_cell_and_the_equation_and_no_number_of_people() -> None:
    line = of_cells(["north", "south", "all"], np.array([5, 7, 12]), [("all", ["north", "south"])])
    (finding,) = attack(view.of(line, np.array([True, False, False])), line.values, demand_of(line, 6))
    assert (finding.name, finding.equation) == ("north", "all")
    assert not any(sign.isdigit() for sign in str(finding))


def test_a_sample_of_programs_is_the_same_for_the_same_seed() -> None:
    rng = np.random.default_rng(4)
    relations, _ = of_product(rng.integers(0, 9, (4, 5, 3)), [(d, "total") for d in "xyz"])
    demand = demand_of(relations, 10)
    hidden = (relations.values > 0) & (relations.values < 30)
    told = view.of(relations, hidden)
    every = {f.cell for f in attack(told, relations.values, demand)}
    some = [{f.cell for f in attack(told, relations.values, demand, sample=10, seed=s)} for s in (1, 1, 2)]
    assert some[0] == some[1]
    assert all(found <= every for found in some)

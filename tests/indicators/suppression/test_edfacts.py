"""Federal graduation files can be worked back to single students; what this product publishes from such counts cannot."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from indicators.catalog import MEASURES
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_rows import determined
from indicators.suppression.assault_view import Publication
from indicators.suppression.policy import PROTECTION, THRESHOLD, Policy
from indicators.suppression.publish import publish
from tests.indicators.suppression.estimates import row

pytestmark = pytest.mark.real

YEAR = "1213"
GROUPS = ("ALL", "MAM", "MAS", "MBL", "MHI", "MTR", "MWH")
OURS = dict(zip(GROUPS, ("all", "aian", "asian", "black", "latino", "two", "white"), strict=True))
# Over the four years 2010-11 to 2013-14 1,371 of 129,726 suppressed groups are told exactly; this is the one year at hand.
SUPPRESSED, TOLD, TOLD_OF_ONE = 32_618, 349, 188
NOBODY = "."
SIZE = 2  # graduates, others, all of them


def ends(code: str) -> tuple[int, int]:
    """Lowest and highest percent, rounded, that a code of the file allows."""
    if code == "PS":
        return 0, 100
    sign, number = code[:2], code[2:]
    if sign in ("GE", "LE", "LT"):
        return (int(number), 100) if sign == "GE" else (0, int(number) - (sign == "LT"))
    low, _, high = code.partition("-")
    return int(low), int(high or low)


class Schools:
    """Schools whose six groups add up to everyone, with the fewest and most graduates their codes allow."""

    def __init__(self, shared: Path) -> None:
        path = shared / "sdc" / "edfacts_graduation_2012_13.csv.zip"
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        sizes = [pd.to_numeric(table[f"{g}_COHORT_{YEAR}"], errors="coerce").fillna(0).astype(int) for g in GROUPS]
        size, code = np.stack(sizes, 1), np.stack([table[f"{g}_RATE_{YEAR}"] for g in GROUPS], 1)
        told = ~np.isin(code, ["", NOBODY])
        used = (size[:, 0] > 0) & (size[:, 1:].sum(axis=1) == size[:, 0]) & (told | (size == 0)).all(axis=1)
        self.names = table["SCHNAM"][used].str.upper().to_numpy()
        self.size, self.code = size[used], np.where(told, code, NOBODY)[used]
        known = {c: ends(c) for c in np.unique(self.code) if c != NOBODY} | {NOBODY: (0, 0)}
        low, high = (np.vectorize(lambda c, i=i: known[c][i])(self.code) for i in (0, 1))
        self.low = np.maximum(-(-(2 * low - 1) * self.size // 200), 0)
        self.high = np.minimum(((2 * high + 1) * self.size - 1) // 200, self.size)
        self.high[self.size == 0] = 0

    def attacked(self) -> tuple[np.ndarray, np.ndarray]:
        """Fewest and most graduates of each group that follow from the file."""
        schools, width = self.size.shape
        signs = np.tile([1] + [-1] * (width - 1), schools)
        each = (np.repeat(np.arange(schools), width), np.arange(schools * width))
        sums = sparse.csr_array((signs, each), shape=(schools, schools * width))
        told = Publication(self.low.ravel(), self.high.ravel(), sums, range(schools * width), range(schools))  # pyright: ignore[reportArgumentType] - numbers do for names here
        low, high = intervals(told)
        return low.reshape(self.size.shape), high.reshape(self.size.shape)


@pytest.fixture(scope="module")
def schools(shared: Path) -> Schools:
    return Schools(shared)


@pytest.fixture(scope="module")
def attacked(schools: Schools) -> tuple[np.ndarray, np.ndarray]:
    return schools.attacked()


def exact(schools: Schools, attacked: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Suppressed groups whose graduates the file tells, in schools where it does not contradict itself."""
    low, high = attacked
    return (schools.code == "PS") & (low == high) & np.all(low <= high, axis=1, keepdims=True)


def test_the_file_gives_single_students_away(schools: Schools, attacked: tuple[np.ndarray, np.ndarray]) -> None:
    told = exact(schools, attacked)
    assert (schools.code[:, 1:] == "PS").sum() == SUPPRESSED
    assert (told[:, 1:].sum(), (told & (schools.size == 1)).sum()) == (TOLD, TOLD_OF_ONE)
    assert np.isin(attacked[0][told] / schools.size[told], (0, 1)).all()  # everybody graduated, or nobody


@pytest.mark.parametrize(
    ("name", "groups", "graduated"),
    [
        ("ASBURY SCH", {"MHI": 5}, True),
        ("CAVE CITY HIGH SCHOOL", {"MAS": 1, "MBL": 2, "MHI": 3}, True),
        ("SAN PEDRO VALLEY HIGH SCHOOL", {"MAM": 1, "MBL": 1, "MHI": 4}, False),
    ],
)
def test_the_schools_named_in_the_literature_are_found(
    schools: Schools,
    attacked: tuple[np.ndarray, np.ndarray],
    name: str,
    groups: dict[str, int],
    graduated: bool,
) -> None:
    (school,) = np.flatnonzero(schools.names == name)
    told = exact(schools, attacked)[school]
    assert {g: int(schools.size[school, i]) for i, g in enumerate(GROUPS) if told[i]} == groups
    for i in np.flatnonzero(told):
        assert attacked[0][school, i] == (schools.size[school, i] if graduated else 0)


def graduates(low: np.ndarray, high: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Counts that agree with the file: everyone first, then group by group what the rest can still make up."""
    low, high, found = low.copy(), high.copy(), low.copy()
    found[0] = random.integers(low[0], high[0] + 1)
    rest = found[0]
    for i in range(1, len(low)):
        later_low, later_high = low[i + 1 :].sum(), high[i + 1 :].sum()
        found[i] = random.integers(max(low[i], rest - later_high), min(high[i], rest - later_low) + 1)
        rest -= found[i]
    return found


def published(schools: Schools, chosen: np.ndarray, counts: np.ndarray) -> Iterator[pd.DataFrame]:
    """What is published of each school, group by group in the order of GROUPS; groups without anyone have no row."""
    rows = []
    for school, found in zip(chosen, counts, strict=True):
        for i, group in enumerate(GROUPS):
            if size := int(schools.size[school, i]):
                numbers = {"value": 100 * found[i] / size, "numerator": found[i], "denominator": size}
                rows.append(row("graduation_4yr", OURS[group], **numbers) | {"geoid": f"{school:07d}"})
    frame, _ = publish({"graduation_4yr": pd.DataFrame(rows)}, MEASURES, 10)
    for school in chosen:
        yield frame[frame["geoid"] == f"{school:07d}"].set_index("group")


def reader(frame: pd.DataFrame) -> Publication:
    """What a reader holds of one school: graduates, others and size of every group, and that groups add up to everyone."""
    policy, groups = Policy(), ["all", *sorted(set(frame.index) - {"all"})]
    low, high = np.zeros((len(groups), 3), np.int64), np.full((len(groups), 3), 10**6)
    for i, group in enumerate(groups):
        line = frame.loc[group]
        low[i, 2] = 1
        if line["status"] == "published":
            told = [line["numerator"], line["denominator"] - line["numerator"], line["denominator"]]
            low[i] = high[i] = np.round(np.array(told, float)).astype(np.int64)
        elif line["status"] == "range":
            few, edge = (0, line["high"]) if line["low"] == 0 else (1, 100 - line["low"])
            sizes = [n for n in range(10, 2000) if policy.band_edge(n) == edge]
            low[i, 2], high[i, 2], high[i, few] = sizes[0], sizes[-1] if edge > 1 else 10**6, policy.minimum - 1
    cells = np.arange(low.size).reshape(low.shape)
    rows = [(cells[i, 2], cells[i, :2]) for i in range(len(groups))]
    rows += [(cells[0, q], cells[1:, q]) for q in range(3)] if len(groups) > 1 else []
    sums = np.zeros((len(rows), low.size), np.int64)
    for equation, (total, parts) in enumerate(rows):
        sums[equation, total], sums[equation, parts] = 1, -1
    names = [f"{g} {q}" for g in groups for q in ("graduates", "others", "size")]
    return Publication(low.ravel(), high.ravel(), sparse.csr_array(sums), names, [f"sum {i}" for i in range(len(rows))])


def test_what_we_publish_from_such_counts_tells_nobody(
    schools: Schools, attacked: tuple[np.ndarray, np.ndarray]
) -> None:
    """All schools whose file tells somebody, with counts drawn to agree with the file: no number of 1 to 9 is told, nor nearly.

    A hidden one may be as large as policy asks, a banded one whatever its band holds, and either is left room below.
    """
    low, high = attacked
    sound = (low <= high).all(axis=1)
    chosen = np.flatnonzero(exact(schools, attacked).any(axis=1) & sound)
    assert len(chosen) > 150
    random, small = np.random.default_rng(3), 0
    counts = np.array([graduates(low[s], high[s], random) for s in chosen])
    for school, found, frame in zip(chosen, counts, published(schools, chosen, counts), strict=True):
        told = reader(frame)
        least, most = (bound.reshape(-1, 3) for bound in intervals(told))
        by_sums = determined(told).reshape(-1, 3)
        truth = {OURS[g]: (found[i], schools.size[school, i] - found[i]) for i, g in enumerate(GROUPS)}
        for i, group in enumerate([n.split()[0] for n in told.names[::3]]):
            for quantity, number in enumerate((*truth[group], sum(truth[group]))):
                if 0 < number < 10 and frame.loc[group, "status"] != "not_available":
                    small += 1
                    banded = frame.loc[group, "status"] == "range"
                    most_wanted = THRESHOLD - 1 if banded else max(number + PROTECTION, THRESHOLD)
                    fewest = 1 if quantity == SIZE else 0  # a group that is named has somebody in it
                    assert most[i, quantity] >= most_wanted, (schools.names[school], group)
                    assert least[i, quantity] <= max(number - PROTECTION, fewest), (schools.names[school], group)
                    assert not by_sums[i, quantity], (schools.names[school], group)
    assert small > 300

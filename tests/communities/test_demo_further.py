"""Tables declared in a few lines add up, follow the people they speak of, and are as uncertain as any other."""

import re
from pathlib import Path

import numpy as np
import pytest

from communities.demo import further, survey
from communities.demo.further import Declared, Lines, Middle, declared, table
from communities.demo.people import tables
from indicators.catalog import MEASURES, variables

LETTERS = "ABCDEFGHI"
KEYS = sorted(declared())


def lines_of(key: str, vintage: int = 2023) -> dict[int, np.ndarray]:
    found = table(vintage, key.replace("A-I", "B"))
    assert isinstance(found, Lines)
    return dict(zip(found.numbers, found.counts.T, strict=True))


def counted() -> list[str]:
    return [key for key in KEYS if not declared()[key].median]


@pytest.mark.parametrize("key", counted())
@pytest.mark.parametrize("vintage", [2018, 2023])
def test_parts_are_never_more_than_their_whole(key: str, vintage: int) -> None:
    found, entry = lines_of(key, vintage), declared()[key]
    for parent, parts in entry.of.items():
        together = np.sum([found[line] for line in parts], axis=0)
        whole = abs(sum(parts.values()) - 1) < 1e-9
        assert ((together == found[parent]) if whole else (together <= found[parent])).all()
    if entry.bins is not None:
        classes = range(entry.bins.first, entry.bins.first + len(entry.bins.edges) + 1)
        assert (np.sum([found[n] for n in classes], axis=0) == found[entry.bins.of]).all()
    assert all((counts >= 0).all() for counts in found.values())


@pytest.mark.parametrize("key", [key for key in counted() if key.endswith("A-I")])
def test_races_alone_and_two_or_more_divide_everyone(key: str) -> None:
    found = {letter: table(2022, key.removesuffix("A-I") + letter) for letter in LETTERS}
    totals = {letter: lines.counts[:, 0] for letter, lines in found.items() if isinstance(lines, Lines)}
    entry = declared()[key]
    everyone = further.universe(2022, Declared(entry.universe, entry.times), "")
    assert (np.sum([totals[letter] for letter in "ABCDEFG"], axis=0) == everyone).all()
    assert (totals["H"] <= totals["A"] + 1).all()  # rounded apart


@pytest.mark.parametrize("vintage", [2018, 2023])
def test_homes_by_race_are_as_many_as_homes(vintage: int) -> None:
    parts = [table(vintage, f"B25003{letter}") for letter in "ABCDEFG"]
    together = np.sum([part.counts[:, 0] for part in parts if isinstance(part, Lines)], axis=0)
    assert (together == tables(vintage)["B25003"][:, 0]).all()


def test_more_where_there_is_more_of_what_a_table_follows() -> None:
    found, poverty = lines_of("B22003"), survey.residents(2023).share["poverty"]
    share = found[2] / found[1]
    assert np.corrcoef(share, poverty)[0, 1] > 0.9
    black, white = (table(2023, f"B22005{letter}") for letter in "BH")
    assert isinstance(black, Lines)
    assert isinstance(white, Lines)
    assert black.counts[:, 1].sum() / black.counts[:, 0].sum() > white.counts[:, 1].sum() / white.counts[:, 0].sum()


@pytest.mark.parametrize(
    ("bins", "median"), [("B25063", "B25064"), ("B25075", "B25077"), ("B19001", "B19013")], ids=lambda name: name
)
def test_the_middle_of_the_classes_is_the_published_median(bins: str, median: str) -> None:
    found, entry = lines_of(bins), declared()[bins].bins
    assert entry is not None
    middle = table(2023, median)
    values = middle.values if isinstance(middle, Middle) else survey.residents(2023).income
    edges = (0.0, *entry.edges, np.inf)
    below = np.cumsum([found[entry.first + n][-1] for n in range(len(edges) - 1)])
    holds = int(np.searchsorted(below, below[-1] / 2))
    assert edges[holds] <= values[-1] <= edges[holds + 1]


def test_ages_agree_with_those_by_sex() -> None:
    both = table(2022, "B06001")
    assert isinstance(both, Lines)
    by_sex = tables(2022)["B01001"]
    assert (both.counts[:, 0] == by_sex[:, 0]).all()
    assert (both.counts[:, 1] == by_sex[:, 2] + by_sex[:, 26]).all()  # under 5
    assert (both.counts[:, 1:].sum(axis=1) == both.counts[:, 0]).all()
    middle = table(2022, "B01002")
    assert isinstance(middle, Middle)
    assert ((middle.values > 25) & (middle.values < 50)).all()


def test_a_median_of_almost_nobody_is_not_computed() -> None:
    sheet = survey.sheet(2023, "B19013E")
    assert sheet is not None
    assert survey.NOT_COMPUTED in sheet.estimate
    assert set(sheet.moe[sheet.estimate == survey.NOT_COMPUTED]) == {survey.NO_MARGIN}
    known = sheet.estimate != survey.NOT_COMPUTED
    assert known.any()
    assert (sheet.moe[known].astype(float) > 0).all()


def test_an_age_has_a_tenth_and_its_margin_is_never_none() -> None:
    sheet = survey.sheet(2023, "B01002")
    assert sheet is not None
    known = sheet.estimate[sheet.estimate != survey.NOT_COMPUTED]
    assert all(re.fullmatch(r"\d\d\.\d", cell) for cell in known)
    assert min(float(m) for m in sheet.moe.ravel() if m != survey.NO_MARGIN) >= 0.1


def test_every_table_of_the_catalog_is_there_with_every_line_the_catalog_reads() -> None:
    wanted = {v for m in MEASURES.values() if m.source == "acs5" for v in variables(m)}
    for name in sorted({line.partition("_")[0] for line in wanted}):
        sheet = survey.sheet(2023, name)
        assert sheet is not None, f"No file in {further.FOLDER.name}/ declares {name}."
        lost = {line for line in wanted if line.startswith(f"{name}_")} - set(sheet.lines)
        assert not lost, f"{name} is declared without {sorted(lost)}."


def test_two_files_may_not_declare_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text('[B22003]\nuniverse = "households"\n', encoding="utf-8")
    monkeypatch.setattr(further, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"two.toml declares B22003"):
        declared.__wrapped__()

"""Downloaded numbers explain themselves, keep the reason beside every blank, and cannot run in a spreadsheet."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from charts import areas, caption, download, numbers, trend
from charts.figure import Figure
from charts.words import t
from indicators.catalog import MEASURES
from indicators.store import Store
from tests.charts.rows import row, store_of
from tests.charts.test_images import figures
from tests.releases import POOL


def lines_of(figure: Figure) -> tuple[list[str], list[dict[str, str]]]:
    """The lines of explanation and the rows."""
    content = download.csv(figure).decode("utf-8-sig")
    told = [line for line in content.splitlines() if line.startswith('"#')]
    table = "\n".join(line for line in content.splitlines() if not line.startswith('"#'))
    return told, list(csv.DictReader(io.StringIO(table)))


@pytest.mark.parametrize("kind", ["lines", "multiples", "dots", "map", "list", "empty"])
def test_the_file_says_title_source_period_and_notes(store: Store, kind: str) -> None:
    figure = figures(store)[kind]
    told, rows = lines_of(figure)
    text = "\n".join(told)
    for words in (figure.title, figure.source, figure.notes[0], figure.citation, figure.made_up):
        assert download.noted("", words).strip()[5:-1] in text
    assert len(rows) == len(figure.rows)
    assert all(r["Source"] and r["Years"] and r["Status"] for r in rows)
    assert "\u2060" not in text


def test_a_blank_is_never_zero_and_has_its_reason(store: Store) -> None:
    _, rows = lines_of(figures(store)["dots"])
    hidden = [r for r in rows if r["Status"] == "Hidden to protect privacy"]
    assert len(hidden) == 2
    for r in hidden:
        assert [r[c] for c in ("Value", "Margin (90%)", "Low", "High", "How many", "Out of")] == [""] * 6
        assert r["As shown"] == "Hidden to protect privacy"
    ranged = next(r for r in rows if r["Status"] == "Range only")
    assert (ranged["Value"], ranged["Low"], ranged["High"]) == ("", "71", "100")


def test_spanish_files_are_spanish(store: Store) -> None:
    content = download.csv(figures(store, "es")["dots"]).decode("utf-8-sig")
    assert content.startswith('"# Aviso: Lugar inventado')
    assert "Oculto para proteger la privacidad" in content


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "a,=1+1", 'x"\n=1', "\uff1d1+1"]
HIDDEN = ['a,"=1+1"', 'a;"+1";x', "a, =1+1", "a,'=1", 'a,""=1+1""', "a;\u00a0@x", "a,\uff1d1", 'a,"\n=1"']


def cells_of(content: str) -> list[str]:
    """Every cell as spreadsheets in either part of the world split the file, blanks and quotes at its beginning taken away."""
    rows = [*csv.reader(io.StringIO(content)), *csv.reader(io.StringIO(content), delimiter=";")]
    return [cell.strip().strip('"').strip() for row in rows for cell in row]


@pytest.mark.parametrize("name", [*FORMULAS, *HIDDEN])
def test_a_line_of_explanation_is_one_cell_and_no_formula(tmp_path: Path, name: str) -> None:
    rows = [row("poverty", "county_subdivision", "0917099999", 2023, value=20.0, moe=2.0)]
    figure = trend.figure(store_of(tmp_path, rows, {"city": name}), "poverty", place="city", scheme="all", lang="en")
    content = download.csv(figure).decode("utf-8-sig")
    told = [line for line in content.splitlines() if line.startswith('"#')]
    assert any(name.strip()[0] in line for line in told), "the name stands in them"
    assert all(len(next(csv.reader([line], delimiter=d))) == 1 for line in told for d in ",;\t")
    cells = [cell for line in told for cell in cells_of(line)]
    assert [cell for cell in cells if cell[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20")] == []


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_starts_a_formula(tmp_path: Path, name: str) -> None:
    rows = [row("poverty", "county_subdivision", "0917099999", 2023, value=20.0, moe=2.0)]
    store = store_of(tmp_path, rows, {"city": name})
    figure = trend.figure(store, "poverty", place="city", scheme="all", lang="en")
    assert figure.rows[0].place == name
    for cells in csv.reader(io.StringIO(download.csv(figure).decode("utf-8-sig"))):
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\uff1d", "\t", "\r", "\n"))]


def test_the_zip_is_the_same_for_the_same_numbers(store: Store) -> None:
    figure = figures(store)["lines"]
    content = download.archive(figure)
    assert content == download.archive(figure)
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        assert bundle.namelist() == [f"{figure.name}.csv", "metadata.json"]
        described = json.loads(bundle.read("metadata.json"))
    assert described["about"]["Title"] == figure.title
    assert described["unit"] == "percent"


def test_the_table_says_every_number_in_words(store: Store) -> None:
    table = figures(store)["dots"].table()
    assert table["Value"].tolist()[:2] == ["20%", "Hidden to protect privacy"]
    assert (table["Status"] != "").all()
    lines = figures(store)["lines"].table()
    assert lines["Between"].str.startswith("between").all()


def test_rows_carry_ids_that_programs_can_join(store: Store) -> None:
    figure = figures(store)["lines"]
    text = download.csv(figure).decode("utf-8-sig")
    lines = [line for line in text.splitlines() if not line.startswith('"#')]
    first = next(csv.DictReader(io.StringIO("\n".join(lines))))
    assert {k: first[k] for k in ("measure", "scheme", "group", "unit", "period_start", "period_end")} == {
        "measure": "poverty",
        "scheme": "all",
        "group": "all",
        "unit": "percent",
        "period_start": "2015",
        "period_end": "2019",
    }
    assert first["geoid"].isdigit()


def test_numbers_have_four_decimals_at_most() -> None:
    assert [numbers.exact(v) for v in (28.028609745194455, 71.0, 1421, 0.00004, float("nan"))] == [
        "28.0286",
        "71",
        "1421",
        "0",
        "",
    ]


def test_a_file_of_numbers_speaks_of_no_shades(store: Store) -> None:
    figure = figures(store)["map"]
    assert "shades" in " ".join(figure.notes)
    assert "shades" not in download.csv(figure).decode()
    assert "Lines through" not in download.csv(figure).decode()


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "flashlight-lantern-falls-people-below-the-poverty-line-by-neighborhood-2019-2023-5-year-average"),
        (
            "es",
            "flashlight-lantern-falls-personas-por-debajo-de-la-linea-de-pobreza-por-vecindario-2019-2023-promedio-de-5-anos",
        ),
    ],
)
def test_a_file_is_named_in_the_language_of_its_words(store: Store, lang: str, name: str) -> None:
    assert figures(store, lang)["map"].name == name


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_two_measures_have_a_file_of_one_name(lang: str) -> None:
    names = [caption.file_name("New Haven", m.name[lang]) for m in MEASURES.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"flashlight(-[a-z0-9]+)+", name) for name in names)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_files_of_groups_that_stand_together_differ_by_level_and_period(store: Store, lang: str) -> None:
    about = {"level": "neighborhood", "scheme": "race_ethnicity", "group": POOL, "period_end": 2020, "lang": lang}
    name = areas.figure(store, "program_children", **about).name
    assert t("map.by_level", lang, level=t("map.neighborhood", lang)).replace(" ", "-") in name
    assert "-2019-20" in name
    assert len(name) <= 140
    lines = trend.places_figure(store, "program_children", places=["ash-hill", "city"], group=POOL, lang=lang)
    assert "-2019-20" in lines.name


def test_a_name_that_is_too_long_loses_the_ends_of_its_longest_words() -> None:
    long = ("Lantern Falls", "Children in partner programs " * 3, "Asian, American Indian, Pacific Islander " * 4)
    name = caption.file_name(*long, "by neighborhood", "2023")
    assert len(name) == 140
    assert name.startswith("flashlight-lantern-falls-children-in-partner-programs-")
    assert name.endswith("-by-neighborhood-2023")

"""Exported images: every frame holds title, source and mark; names cannot inject; nothing is drawn outside the sheet."""

import dataclasses
import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from charts import areas, groups, image, svg, trend
from charts.figure import Figure
from charts.svg import text
from charts.svg.frames import FrameName
from indicators.store import Store
from tests.charts.rows import DISTRICT, row, store_of
from tests.releases import NEIGHBORHOODS

SVG = "{http://www.w3.org/2000/svg}"
ATTACK = '<script>alert("x")</script>&amp;\x00\u2028 O’Neil'


def figures(store: Store, lang: str = "en") -> dict[str, Figure]:
    """One figure of each kind."""
    return {
        "lines": trend.figure(store, "poverty", place="city", scheme="age", lang=lang),
        "multiples": trend.figure(store, "chronic_absence", place=DISTRICT, scheme="race_ethnicity", lang=lang),
        "dots": groups.dots_figure(
            store, "chronic_absence", place=DISTRICT, scheme="race_ethnicity", period_end=2019, lang=lang
        ),
        "pool": groups.dots_figure(store, "program_children", place="ash-hill", scheme="race_ethnicity", lang=lang),
        "pools": groups.multiples_figure(
            store, "program_children", place="ash-hill", scheme="race_ethnicity", lang=lang
        ),
        "map": areas.figure(
            store, "poverty", level="neighborhood", scheme="all", group="all", period_end=2023, lang=lang
        ),
        "list": areas.figure(store, "population", level="tract", scheme="all", group="all", period_end=2023, lang=lang),
        "empty": trend.figure(store, "poverty", place="long-field", scheme="age", lang=lang),
    }


def words_of(drawing: str) -> str:
    root = ElementTree.fromstring(drawing)  # noqa: S314 our own output
    return " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("frame", ["report", "slide", "square", "phone"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_image_holds_title_source_mark_and_that_the_place_is_made_up(
    store: Store, frame: FrameName, lang: str
) -> None:
    for kind, figure in figures(store, lang).items():
        drawing = svg.draw(figure, frame)
        shown = re.sub(r"\s+", " ", words_of(drawing))
        squeezed = shown.replace(" ", "")
        for words in (figure.title, figure.source, figure.made_up, figure.mark):
            assert text.plain(words).replace(" ", "") in squeezed, (kind, words)
        root = ElementTree.fromstring(drawing)  # noqa: S314 our own output
        assert (root.get("role"), root.get("lang")) == ("img", lang)
        assert root.findtext(f"{SVG}title") == text.plain(figure.title)
        assert text.plain(figure.alt) in (root.findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize("frame", ["projector", "old_projector"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_on_a_projector_every_word_is_24_px_or_larger(store: Store, frame: FrameName, lang: str) -> None:
    for kind, figure in figures(store, lang).items():
        root = ElementTree.fromstring(svg.draw(figure, frame))  # noqa: S314 our own output
        sizes = [float(e.get("font-size", "0")) for e in root.iter(f"{SVG}text")]
        assert min(sizes) >= 24, kind
        squeezed = words_of(svg.draw(figure, frame)).replace(" ", "")
        for words in (figure.title, figure.source, figure.made_up):
            assert text.plain(words).replace(" ", "") in squeezed, (kind, words)


@pytest.mark.parametrize("frame", ["report", "slide", "square", "phone", "projector", "old_projector"])
def test_text_stays_on_the_sheet(store: Store, frame: FrameName) -> None:
    for kind, figure in figures(store, "es").items():
        root = ElementTree.fromstring(svg.draw(figure, frame))  # noqa: S314 our own output
        wide, tall = float(root.get("width", "0")), float(root.get("height", "0"))
        for element in root.iter(f"{SVG}text"):
            size, x, y = (float(element.get(a, "0")) for a in ("font-size", "x", "y"))
            words = "".join(element.itertext())
            serif = any("Newsreader" in (span.get("font-family") or "") for span in element)
            long = text.width(words, size, "serif" if serif else "sans")
            left = {"middle": x - long / 2, "end": x - long}.get(element.get("text-anchor", ""), x)
            assert left >= -2, (kind, words)
            assert left + long <= wide + 2, (kind, words)
            assert 0 < y <= tall, (kind, words)


def test_fixed_frames_have_their_size_and_the_report_is_no_taller_than_a_page(store: Store) -> None:
    for figure in figures(store).values():
        slide = ElementTree.fromstring(svg.draw(figure, "slide"))  # noqa: S314 our own output
        assert (slide.get("width"), slide.get("height")) == ("1600", "900")
        square = ElementTree.fromstring(svg.draw(figure, "square"))  # noqa: S314 our own output
        assert (square.get("width"), square.get("height")) == ("1080", "1080")
        report = ElementTree.fromstring(svg.draw(figure, "report"))  # noqa: S314 our own output
        assert report.get("width") == "936"
        assert float(report.get("height", "0")) <= 1000


def test_names_cannot_inject_into_the_image(tmp_path: Path) -> None:
    names = {"ash-hill": ATTACK, "city": ATTACK}
    rows = [row("poverty", "neighborhood", "ash-hill", 2023, value=20.0, moe=2.0)]
    rows += [row("poverty", "county_subdivision", "0917099999", end, value=20.0, moe=2.0) for end in (2018, 2023)]
    about = {"community": {"name": ATTACK, "slug": "x", "made_up": True, "languages": ["en"], "state": "09"}}
    store = store_of(tmp_path, rows, names, **about)
    for figure in (
        trend.figure(store, "poverty", place="city", scheme="all", lang="en"),
        areas.figure(store, "poverty", level="neighborhood", scheme="all", group="all", period_end=2023, lang="en"),
    ):
        drawing = svg.draw(figure)
        tags = {e.tag.removeprefix(SVG) for e in ElementTree.fromstring(drawing).iter()}  # noqa: S314 our own output
        assert tags <= {
            "svg",
            "title",
            "desc",
            "defs",
            "pattern",
            "rect",
            "path",
            "circle",
            "polygon",
            "text",
            "tspan",
            "g",
        }
        assert "<script" not in drawing
        assert "\x00" not in drawing


def test_an_image_asks_for_nothing_from_outside(store: Store) -> None:
    drawing = image.standalone(svg.draw(figures(store)["lines"])).decode()
    addresses = re.findall(r"url\((?!#|data:)[^)]*\)|href=|src=|@import", drawing)
    assert addresses == []
    assert drawing.count("data:font/woff2;base64,") == 2


@pytest.mark.parametrize("kind", ["lines", "dots", "map"])
def test_an_office_program_draws_the_same(store: Store, kind: str) -> None:
    """It knows no paint-order and no turned patterns, and its fonts are wider than ours."""
    drawing = svg.draw(figures(store)[kind])
    assert "paint-order" not in drawing
    assert "patternTransform" not in drawing
    texts = list(ElementTree.fromstring(drawing).iter(f"{SVG}text"))  # noqa: S314 our own output
    spans = [span for element in texts for span in element if (span.text or "").strip()]
    assert all(float(span.get("textLength", "0")) > 0 for span in spans)
    rims = [i for i, element in enumerate(texts) if element.get("aria-hidden")]
    for i in rims:  # the letters come after their rim, at the same place
        assert "".join(texts[i].itertext()) == "".join(texts[i + 1].itertext())
        assert [texts[i].get(a) for a in ("x", "y")] == [texts[i + 1].get(a) for a in ("x", "y")]
        assert texts[i + 1].get("stroke") is None
    assert rims or kind != "map"


def test_withheld_numbers_have_their_texture_and_word(store: Store) -> None:
    drawing = svg.draw(figures(store)["dots"])
    assert 'fill="url(#sup)"' in drawing
    assert 'fill="url(#nrp)"' in drawing
    assert "Hidden to protect privacy" in words_of(drawing)


def test_the_png_is_twice_the_size_and_uses_the_fonts_of_the_site(store: Store) -> None:
    drawing = svg.draw(figures(store)["lines"])
    found = image.png(drawing)
    assert found.startswith(b"\x89PNG")
    assert struct.unpack(">I", found[16:20])[0] == 2 * 936
    other = image.png(drawing.replace("Newsreader", "Nothing").replace("Public Sans", "Nothing"))
    assert other != found


def test_dark_images_stand_on_dark_paper(store: Store) -> None:
    assert '"#191714"' in svg.draw(figures(store)["map"], "report", "dark")


def test_lines_of_text_are_no_wider_than_asked() -> None:
    for lines in (
        text.wrapped("Percent of ninth-graders who graduate within four years, class of 2019", 200, 14),
        text.balanced("Where do people live below the poverty line?", 300, 26, "serif"),
    ):
        assert len(lines) > 1
        assert all(line == line.strip() for line in lines)
    runs = text.wrapped_runs([("Notes:", "bold"), (" one two three.", "sans"), (" Source:", "bold")], 60, 14)
    assert "".join(words for line in runs for words, _ in line).replace(" ", "") == "Notes:onetwothree.Source:"
    assert all(sum(text.width(w, 14, f) for w, f in line) <= 61 for line in runs)


@pytest.mark.parametrize("frame", ["slide", "square"])
def test_fixed_frames_say_what_the_margin_is_and_how_neighborhoods_are_made(store: Store, frame: FrameName) -> None:
    for kind, figure in figures(store).items():
        assert kind in ("empty", "list") or figure.short_notes
        shown = re.sub(r"\s+", "", words_of(svg.draw(figure, frame)))
        short = all(note.replace(" ", "") in shown for note in figure.short_notes)
        assert short or all(text.plain(note).replace(" ", "") in shown for note in figure.notes), kind
    assert any(note.startswith("Neighborhoods:") for note in figures(store)["map"].short_notes)


@pytest.mark.parametrize("frame", ["slide", "square"])
def test_a_map_in_a_fixed_frame_gives_the_reference_and_every_margin(store: Store, frame: FrameName) -> None:
    figure = figures(store)["map"]
    assert isinstance(figure, areas.AreaFigure)
    assert figure.reference is not None
    shown = words_of(svg.draw(figure, frame))
    assert f"{figure.reference.text} ±" in shown
    assert frame == "slide" or "Line:" not in shown  # the square has room for numbers only
    assert all(area.name in shown for area in figure.areas)


def test_tracts_too_many_for_a_slide_are_left_to_the_file_with_a_word(tmp_path: Path) -> None:
    rows = [row("poverty", "county_subdivision", "0917099999", 2023, value=25.0, moe=2.0)]
    rows += [row("poverty", "neighborhood", g, 2023, value=20.0, moe=3.0) for g in NEIGHBORHOODS]
    figure = areas.figure(
        store_of(tmp_path, rows), "poverty", level="neighborhood", scheme="all", group="all", period_end=2023, lang="en"
    )
    many = dataclasses.replace(figure, areas=figure.areas * 8)
    shown = words_of(svg.draw(many, "slide"))
    assert f"lists all {len(many.areas)} areas" in shown


@pytest.mark.parametrize("frame", ["report", "slide", "square", "phone"])
def test_names_of_several_lines_stand_above_the_plot(store: Store, frame: FrameName) -> None:
    drawing = svg.draw(figures(store, "es")["pools"], frame)
    root = ElementTree.fromstring(drawing)  # noqa: S314 our own output
    spots = [("".join(e.itertext()), float(e.get("x", 0)), float(e.get("y", 0))) for e in root.iter(f"{SVG}text")]
    low = max(y for words, _, y in spots if words.endswith("Pacífico"))
    top = min(y for words, _, y in spots if y > low and words.isdigit())
    assert top - low > 12


@pytest.mark.parametrize(("lang", "words"), [("en", "Goal: 15% by 2030"), ("es", "Meta: 15% para 2030")])
def test_the_mark_of_a_goal_says_that_it_is_one(store: Store, lang: str, words: str) -> None:
    asked = {"place": DISTRICT, "scheme": "all", "lang": lang}
    for frame in ("slide", "phone"):
        for figure in (
            trend.figure(store, "chronic_absence", **asked),
            groups.dots_figure(store, "chronic_absence", period_end=2019, **asked),
        ):
            assert words in words_of(svg.draw(figure, frame)).replace("\u2060", "")

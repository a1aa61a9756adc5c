"""Arrows point one way: what each room of the house may import, of ours."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("app", "charts", "communities", "geo", "indicators", "pages", "sources")

# Pure words of comparison: no file, no network, so that site and build say "clearly" by one rule.
WORDS = ("indicators.comparison", "indicators.disparity", "indicators.pace", "indicators.prices")
STORE = ("indicators.store", "indicators.catalog", "indicators.measure", "indicators.tables", *WORDS)
# Bytes in, bytes out: no file, no network, no number. Only pages send anything.
CODECS = ("indicators.brotli",)
FETCHERS = ("indicators.build", "indicators.feeds", "indicators.plan", "indicators.cli", "indicators.commands")
# A topology's bytes made polygons again: no file, no network, so that maps and builds read shapes by one rule.
SHAPES = ("geo.topology_read",)
# Words and the shape of a table: no file, no network.
PURE_SOURCES = ("sources.observation", "sources.labels")

MAY: dict[str, tuple[str, ...]] = {
    "geo": ("geo",),
    "sources": ("sources", "geo"),
    "indicators": ("indicators", "geo", "sources", "communities"),
    "charts": ("charts", *STORE, *SHAPES, "geo.errors"),
    "pages": ("pages", "charts", *STORE, *CODECS, "geo.errors"),
    "app": ("pages", "charts", *STORE, "geo.errors"),
    "communities": ("communities", "sources", "geo"),
}


def modules(room: str) -> list[Path]:
    return [ROOT / "app.py"] if room == "app" else sorted((ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, of: tuple[str, ...] = OURS) -> Iterator[str]:
    """Full names, of ours or of the packages given, that a module imports anywhere, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in found if name.split(".")[0] in of)


def within(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == a or name.startswith(f"{a}.") for a in allowed)


@pytest.mark.parametrize("room", MAY)
def test_room_imports_only_what_lies_upstream(room: str) -> None:
    paths = modules(room)
    assert paths
    wrong = [f"{name_of(p)} imports {name}" for p in paths for name in imports(p) if not within(name, MAY[room])]
    assert wrong == []


def test_only_the_build_reaches_the_fetchers() -> None:
    wrong = [
        f"{name_of(p)} imports {name}"
        for p in modules("indicators")
        if not any(name_of(p).startswith(f) for f in FETCHERS)
        for name in imports(p)
        if name.startswith("sources") and not within(name, PURE_SOURCES)
    ]
    assert wrong == []


def test_only_the_command_line_knows_the_made_up_place() -> None:
    wrong = [
        f"{name_of(p)} imports {name}"
        for room in ("indicators", "charts", "pages", "app", "geo", "sources")
        for p in modules(room)
        if not within(name_of(p), ("indicators.cli", "indicators.commands"))
        for name in imports(p)
        if name.startswith("communities")
    ]
    assert wrong == []


def test_the_site_reaches_numbers_only_through_the_store() -> None:
    """A page that opened a parquet file itself could read past the store's refusal."""
    readers = ("pyarrow", "read_parquet", "duckdb", "polars", "sqlite3")
    wrong = [
        f"{name_of(p)} uses {word}"
        for room in ("charts", "pages", "app")
        for p in modules(room)
        for word in readers
        if word in p.read_text("utf-8")
    ]
    assert wrong == []


def test_charts_know_no_streamlit() -> None:
    wrong = [f"{name_of(p)} imports {n}" for p in modules("charts") for n in imports(p, ("streamlit",))]
    assert wrong == []


SUPPRESSION = "indicators.suppression"
SOLVERS = ("scipy.optimize", "highspy", "ortools", "pulp")


def reached(start: str) -> dict[str, Path]:
    """Modules of suppression that a module needs, itself and whatever they need in turn."""
    there = {name_of(p): p for p in modules("indicators") if name_of(p).startswith(f"{SUPPRESSION}.")}
    found, wanted = {}, [start]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = there[name]
            wanted += [m for m in there for i in imports(there[name]) if i == m or i.startswith(f"{m}.")]
    return found


def test_what_verifies_a_proof_knows_nothing_of_what_found_it_and_no_solver() -> None:
    needed = reached(f"{SUPPRESSION}.proof")
    assert {name.rpartition(".")[2] for name in needed} == {"proof", "demand", "policy", "relations", "witnesses"}
    assert [n for path in needed.values() for n in imports(path, ("scipy", "highspy")) if within(n, SOLVERS)] == []


@pytest.mark.parametrize("way", ["", "_cycles", "_intervals", "_programs", "_rows", "_tables", "_view"])
def test_the_assault_knows_nothing_of_what_hides_and_of_what_proves(way: str) -> None:
    needed = {name.rpartition(".")[2] for name in reached(f"{SUPPRESSION}.assault{way}")}
    assert {n for n in needed if not n.startswith("assault")} <= {"demand", "policy", "relations"}


def test_the_gate_s_attack_uses_the_assault_and_nothing_else_of_suppression() -> None:
    used = [name for name in imports(ROOT / "indicators" / "audit_ranges.py") if name.startswith(SUPPRESSION)]
    assert len(used) > 3
    wrong = [n for n in used if not n.startswith((f"{SUPPRESSION}.assault_", f"{SUPPRESSION}.relations."))]
    assert wrong == []


def test_the_audit_knows_nothing_of_what_hides() -> None:
    there = {name_of(p): p for p in modules("indicators")}
    found, wanted = set[str](), ["indicators.audit"]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += [m for m in there for i in imports(there[name]) if i == m or i.startswith(f"{m}.")]
    assert found & {f"indicators.{m}" for m in ("gate", "gate_hide", "areas_redrawn")} == set()
    assert "indicators.audit_redrawn" in found


def test_an_import_is_seen_in_every_form(tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text("from streamlit import html\nimport geo.errors\ndef f():\n    from sources import acs\n")
    assert list(imports(file)) == ["geo.errors", "sources.acs"]
    assert list(imports(file, ("streamlit",))) == ["streamlit.html"]

"""`measures`: the catalog, one line a measure, for people and programs."""

import csv
import sys
from collections.abc import Iterable
from typing import Any, Literal

import orjson
from rich.table import Table

from geo.counted import counted
from indicators.catalog import AREAS, MEASURES, variables
from indicators.commands.output import UsageMistakeError, out
from indicators.measure import Adjusted, Measure

Format = Literal["table", "json", "csv"]


def tables_read(measure: Measure) -> list[str]:
    """What the measure is made of: the survey's tables, or the files of a publisher; of adjusted dollars, those of the measure adjusted."""
    if isinstance(measure.formula, Adjusted):
        return tables_read(MEASURES[measure.formula.of])
    names = (v.split(".")[0] if "." in v else v.rpartition("_")[0] for v in variables(measure))
    return list(dict.fromkeys(names))


def listed(area: str | None) -> list[dict[str, Any]]:
    """The catalog's entries in its order, of one area where one is named. Raises UsageMistakeError for an area there is not."""
    if area is not None and area not in AREAS:
        raise UsageMistakeError(f"There is no area {area}. There are {', '.join(AREAS)}.")
    return [_entry(measure) for measure in MEASURES.values() if area in (None, measure.area)]


def _entry(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "name_en": measure.name.en,
        "name_es": measure.name.es,
        "area": measure.area,
        "kind": measure.kind,
        "level": measure.level,
        "unit": measure.unit,
        "better": measure.better,
        "schemes": list(measure.schemes),
        "levels": list(measure.levels),
        "source": measure.source,
        "period": measure.period,
        "tables": tables_read(measure),
    }


def show(form: Format, area: str | None) -> None:
    """Print the list: tables by area in English, or JSON or CSV with names in both languages."""
    entries = listed(area)
    if form == "json":
        sys.stdout.write(orjson.dumps(entries, option=orjson.OPT_INDENT_2).decode() + "\n")
    elif form == "csv":
        _write_csv(entries)
    else:
        _show_tables(entries)


def _write_csv(entries: Iterable[dict[str, Any]]) -> None:
    """One row a measure; a list is one cell, its parts set apart by spaces; nothing is empty but `better` and `schemes`."""
    rows = [{k: " ".join(v) if isinstance(v, list) else v for k, v in entry.items()} for entry in entries]
    writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _show_tables(entries: list[dict[str, Any]]) -> None:
    areas = [area for area in AREAS.values() if any(e["area"] == area.id for e in entries)]
    # Ids are copied from here, so they stay in one piece and the other columns give way.
    width = max([out.width // 3, *(len(entry["id"]) for entry in entries)])
    for area in areas:
        found = [entry for entry in entries if entry["area"] == area.id]
        out.print(_table(f"{area.name.en} ({area.id})", found, width), soft_wrap=False)
    many = counted(len(entries), "measure") + (f" in {len(areas)} areas" if len(areas) > 1 else "")
    out.print(f"{many}. With --format json or csv, names in both languages and the levels of places.")


def _table(title: str, entries: list[dict[str, Any]], width: int) -> Table:
    """The entries of one area; the first column is `width` characters wide, the others share what is left."""
    table = Table(title=title, title_justify="left", show_lines=True, expand=True)
    table.add_column("Id, name and kind", width=width, overflow="fold")
    for name in ("Unit, period and groups", "Source and tables"):
        table.add_column(name, ratio=1, overflow="fold")
    for entry in entries:
        better = f"{entry['better']} is better" if entry["better"] else "no better direction"
        groups = ", ".join(entry["schemes"]) or "everyone"
        cells = (
            f"{entry['id']}\n{entry['name_en']}\n{entry['kind']}, {entry['level']}",
            f"{entry['unit']}, {entry['period']}\n{better}\n{groups}",
            f"{entry['source']}\n{' '.join(entry['tables'])}",
        )
        table.add_row(*cells)
    return table

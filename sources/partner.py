"""A partner's own aggregate numbers: the check that lets numbers in and people's records never."""

import contextlib
from collections.abc import Collection, Sequence
from typing import NoReturn

import pandas as pd

from geo import clock
from geo.errors import FlashlightError
from geo.geoid import LEVELS, is_geoid
from sources.errors import SourceError
from sources.labels import SCHEMES
from sources.observation import OBSERVATION
from sources.partner_template import COLUMNS, TEMPLATE, UNIT_WORDS
from sources.personal import about_things, column_kind, some, speaks_for_itself, value_kind
from sources.table import container, header
from sources.table.marks import UNITS, Marks, Reading

MARKS = Marks({"": Reading("not_reported"), "*": Reading("suppressed_at_source")})
ONE_PERSON_ROWS = 10
KEY = ["measure", "level", "geoid", "scheme", "group", "period_start", "period_end"]


MOST_PEOPLE = 10_000_000
FEW_ROWS = 10  # that one message names
FEW_SETS = 5  # of rows that tell one number


class PartnerError(FlashlightError):
    """A partner's file cannot be taken in; says which column or row and what to do, never what stands in a cell that may be private."""


def observations(content: bytes, filename: str, partner: str, neighborhoods: Collection[str] = ()) -> pd.DataFrame:
    """The file's observations, source `partner` (a short id). CSV, TSV, XLSX, XLS or ODS.

    Raises PartnerError for a file with personal columns or values, with a row for each person, or with ids, groups or numbers that
    are not as the template says; nothing of such a file is used.
    """
    return checked(table(content, filename), filename, partner, neighborhoods)


def checked(frame: pd.DataFrame, filename: str, partner: str, neighborhoods: Collection[str]) -> pd.DataFrame:
    """Observations of rows in the template's columns, all text; their index is what messages call the row.

    Raises PartnerError as `observations` does.
    """
    for check in (_one_row_a_person, _check_words, _check_numbers):
        check(frame, filename)
    _check_places(frame, filename, neighborhoods)
    pairs = zip(frame["value"].tolist(), frame["unit"].tolist(), strict=True)
    readings = [_reading(text, unit, filename) for text, unit in pairs]
    sizes = [_reading(text, "count", filename).estimate for text in frame["people"]]
    numbers = {name: [getattr(r, name) for r in readings] for name in ("estimate", "low", "high", "status")}
    found = frame.rename(columns={"measure": "variable"})[["variable", "level", "geoid", "scheme", "group"]].assign(
        source=partner,
        period_start=frame["period_start"].astype("int64"),
        period_end=frame["period_end"].astype("int64"),
        vintage=frame["period_end"].astype("int64"),
        moe=float("nan"),
        n=pd.Series(sizes, index=frame.index, dtype="float64").where(
            pd.Series(numbers["status"], index=frame.index) == "reported"
        ),
        **numbers,
    )
    return OBSERVATION.check(found.sort_values(list(OBSERVATION.key), ignore_index=True))


def table(content: bytes, filename: str) -> pd.DataFrame:
    """The template's columns, all text; the index is the row's number in the file. Raises PartnerError as `observations` does.

    People's columns are looked for first, anywhere in the file, so that no other error shows any of it.
    """
    rows = rows_of(content, filename)
    start = header_at(rows, filename)
    names, numbers = rows[start], below(rows, start)
    filled = [rows[number - 1] for number in numbers]
    _refuse_personal(names, filled, filename)
    _refuse_other_columns(names, filled, filename)
    known = header.positions(names, [])
    explained = [header.normal(text) for text in TEMPLATE.values()]
    cells = zip(numbers, header.picked(filled, [known[name] for name in COLUMNS]), strict=True)
    kept = {number: row for number, row in cells if [header.normal(cell) for cell in row] != explained}
    if not kept:
        raise PartnerError(f"{filename} has no rows below the header. Fill in the template and try again.")
    return pd.DataFrame(list(kept.values()), index=list(kept), columns=list(COLUMNS), dtype="str")


def below(rows: Sequence[Sequence[str]], start: int) -> list[int]:
    """Numbers of the filled rows under the header, as a spreadsheet shows them: it counts the header and empty rows too."""
    return [number for number, row in enumerate(rows, 1) if number > start + 1 and any(row)]


def rows_of(content: bytes, filename: str) -> list[list[str]]:
    """Every row of the file. Raises PartnerError, which unlike a source's error repeats no name of a sheet or of a file in a zip."""
    with contextlib.suppress(SourceError):
        return [[cell.strip() for cell in row] for row in container.rows(content, filename)]
    raise PartnerError(
        f"{filename} cannot be read as one table: it may be empty, locked, damaged or no table, or have more than one sheet. "
        "Give a CSV, or a workbook with one visible sheet."
    )


def header_at(rows: Sequence[Sequence[str]], filename: str) -> int:
    """The first row with more than one filled cell."""
    found = next((i for i, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    if found is None:
        raise PartnerError(f"{filename} holds no table. Start from the template.")
    return found


def _refuse_personal(names: Sequence[str], rows: Sequence[Sequence[str]], filename: str) -> None:
    explained = {header.normal(text) for text in TEMPLATE.values()}
    found: list[str] = []
    for i in range(max([len(names), *(len(row) for row in rows)])):
        name = names[i] if i < len(names) else ""
        column = (row[i] for row in rows if i < len(row) and header.normal(row[i]) not in explained)
        kind = column_kind(name) or value_kind(column, of_things=about_things(name))
        if kind:
            # The first row of a file without header is itself somebody's record: only names known as columns are repeated.
            shown = f'"{name}"' if speaks_for_itself(name) or name in COLUMNS else f"number {i + 1}"
            found.append(f"column {shown} ({kind})")
    if found:
        raise PartnerError(
            f"{filename} seems to hold records of people: {'; '.join(found)}. Nothing of it was kept. This site takes only "
            "numbers about groups. Remove these columns, add up the rows to groups, and put the result into the template."
        )


def _refuse_other_columns(names: Sequence[str], rows: Sequence[Sequence[str]], filename: str) -> None:
    """Refuses columns that are missing, stand there twice or are none of the template's: nobody can tell what those hold."""
    normal = [header.normal(name) for name in names]
    lost = [name for name in COLUMNS if name not in normal]
    found = [f"columns {lost} are missing"] if lost else []
    found += [f'column "{name}" stands there twice' for name in COLUMNS if normal.count(name) > 1]
    other: list[str] = []
    for i in range(max([len(names), *(len(row) for row in rows)])):
        name = names[i] if i < len(names) else ""
        if header.normal(name) in COLUMNS or not (name or any(row[i : i + 1] not in ([], [""]) for row in rows)):
            continue
        # A row with all of the template's columns is a header; another may be somebody's record.
        named = bool(name) and (speaks_for_itself(name) or (not lost and not value_kind([name])))
        other.append(f'"{name}"' if named else f"number {i + 1}")
    if other:
        more = f" and {len(other) - FEW_ROWS:,} more" if len(other) > FEW_ROWS else ""
        found.append(f"column {', '.join(other[:FEW_ROWS])}{more}: not in the template")
    if found:
        raise PartnerError(
            f"{filename}: {'; '.join(found)}. Nothing of it was kept. Start from the template, keep its header, and take out "
            "columns that it does not have."
        )


def _one_row_a_person(frame: pd.DataFrame, filename: str) -> None:
    """Refuses a file in which most rows repeat a place, group and period or are about one person, or some tell a number twice."""
    repeated, ones = frame.duplicated(KEY, keep=False), frame["people"].isin(["1", "1.0"])
    # Which rows are about one person stands in their cells, and is named by no message.
    which = f"{repeated.sum()} rows share measure, area, group and period ({at_rows(repeated)})"
    for rows, said in ((repeated, which), (ones, f"{some(int(ones.sum()))} rows are about one person")):
        if rows.sum() >= ONE_PERSON_ROWS and 2 * rows.sum() > len(frame):
            raise PartnerError(
                f"{filename} seems to have a row for each person: {said}. Add the rows up, one row for each measure, area, group "
                "and period."
            )
    if repeated.any():
        _refuse_twice(frame[repeated], filename)


def _refuse_twice(frame: pd.DataFrame, filename: str) -> NoReturn:
    """Names the rows that tell one number, and which of them can simply go."""
    said = []
    for _, rows in frame.groupby(KEY, sort=False):
        every = at_rows(pd.Series(True, index=rows.index))
        if rows.duplicated().sum() == len(rows) - 1:
            said.append(f"{every} are the same, keep one of them")
        else:
            said.append(f"{every} differ, keep the right one, or their sum where each counts other people")
    more = f"; and so on, {len(said) - FEW_SETS:,} more times" if len(said) > FEW_SETS else ""
    raise PartnerError(
        f"{filename} tells the number of one measure, area, group and period more than once: "
        f"{'; '.join(said[:FEW_SETS])}{more}."
    )


def _check_words(frame: pd.DataFrame, filename: str) -> None:
    _all_in(frame["level"], LEVELS, filename)
    _all_in(frame["scheme"], SCHEMES, filename)
    _all_in(frame["unit"], UNIT_WORDS, filename)
    for scheme, rows in frame.groupby("scheme", sort=False):
        _all_in(rows["group"], SCHEMES[str(scheme)], filename)
    named = frame["measure"].str.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
    if not named.all():
        raise PartnerError(
            f'{filename}: "measure" should be small letters, digits and _, such as prek_seats.served, in {at_rows(~named)}.'
        )


def _check_numbers(frame: pd.DataFrame, filename: str) -> None:
    for name in ("period_start", "period_end"):
        fits = frame[name].str.fullmatch(r"(19|20)\d{2}")
        if not fits.all():
            raise PartnerError(f'{filename}: "{name}" should be a year such as 2024, in {at_rows(~fits)}.')
    ahead = frame["period_end"].astype("int64") > last_year()
    if ahead.any():
        raise PartnerError(f'{filename}: "period_end" is later than next year ({last_year()}), in {at_rows(ahead)}.')
    backwards = frame["period_start"] > frame["period_end"]
    if backwards.any():
        raise PartnerError(f"{filename}: the period ends before it begins, in {at_rows(backwards)}.")
    units = frame["unit"].tolist()
    wrong = [MARKS.one(v, UNITS[u]) is None for v, u in zip(frame["value"], units, strict=True)]
    sizes = [MARKS.one(text, UNITS["count"]) is None for text in frame["people"]]
    for column in ("value", "people"):
        large = pd.to_numeric(frame[column].str.replace(",", ""), errors="coerce") > MOST_PEOPLE
        large &= frame["unit"] != "dollars"
        if large.any():
            raise PartnerError(
                f'{filename}: "{column}" should be at most {MOST_PEOPLE:,}, more people than any program serves; '
                f"see {at_rows(large)}."
            )
    for column, unfit in (("value", wrong), ("people", sizes)):
        rows = pd.Series(unfit, index=frame.index, dtype="bool")
        if rows.any():
            raise PartnerError(
                f'{filename}: "{column}" should be a number that fits its unit, empty, or *, in {at_rows(rows)}.'
            )


def last_year() -> int:
    """The last year that a number may speak of: a school year ends next year."""
    return clock.today().year + 1


def _check_places(frame: pd.DataFrame, filename: str, neighborhoods: Collection[str]) -> None:
    pairs = list(zip(frame["geoid"], frame["level"], strict=True))
    fits = [g in neighborhoods if level == "neighborhood" else bool(g) and is_geoid(g, level) for g, level in pairs]
    wrong = ~pd.Series(fits, index=frame.index, dtype="bool")
    named = wrong & (frame["level"] == "neighborhood")
    if named.any() and not neighborhoods:
        raise PartnerError(
            f"{filename}: a neighborhood of no known community is named in {at_rows(named)}. Check the file with "
            "`flashlight partner check FILE --community FOLDER`."
        )
    if wrong.any():
        raise PartnerError(
            f'{filename}: "geoid" is no id of its level, in {at_rows(wrong)}. A spreadsheet may have taken leading zeros away; '
            "neighborhoods are named by the ids in the community's boundaries file."
        )


def _all_in(column: pd.Series, allowed: Collection[str], filename: str) -> None:
    strange = ~column.isin(list(allowed))
    if strange.any():
        raise PartnerError(f'{filename}: "{column.name}" should be one of {sorted(allowed)}, in {at_rows(strange)}.')


def at_rows(rows: pd.Series) -> str:
    """The first rows meant, by the numbers in the index; their text is not repeated, it may be private."""
    numbers = [int(i) for i in rows.index[rows]]
    listed = ", ".join(map(str, numbers[:FEW_ROWS]))
    more = f" and {len(numbers) - FEW_ROWS:,} more" if len(numbers) > FEW_ROWS else ""
    return f"row {listed}" if len(numbers) == 1 else f"rows {listed}{more}"


def _reading(text: str, unit: str, filename: str) -> Reading:
    found = MARKS.one(text, UNITS[unit])
    if found is None:
        raise PartnerError(f"{filename}: a number does not fit its unit.")
    return found

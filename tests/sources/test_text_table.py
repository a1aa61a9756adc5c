"""A publisher's table is kept as its own columns of text, and comes back as it was."""

import pandas as pd
import pytest

from sources.errors import BadAnswer
from sources.text_table import all_text, from_parquet, text_table, to_parquet

TEN = text_table(["GEO_ID", "B01003_001E"], [[f"1400000US0900{i}", str(i)] for i in range(10)])


def test_a_frame_of_text_is_taken_and_numbers_are_refused() -> None:
    frame = pd.DataFrame({"district": ["New Haven", None], "rate": ["24.1", "*"], "note": [None, None]})
    columns = all_text(frame).to_pydict()
    assert columns == {"district": ["New Haven", None], "rate": ["24.1", "*"], "note": [None, None]}
    with pytest.raises(TypeError, match="'rate' is double"):
        all_text(pd.DataFrame({"rate": [24.1]}))


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        (["NAME", "GEO_ID", "NAME"], [], "'NAME' twice"),
        (["A", "B"], [["1", "2"], ["1"]], "Row 2 has 1 values"),
        (["A"], [["1"], [2]], "not text"),
    ],
    ids=["C18", "C17", "C25"],
)
def test_a_table_of_another_shape_is_refused(header: list[str], rows: list[list[str]], said: str) -> None:
    with pytest.raises(BadAnswer, match=said):
        text_table(header, rows)


def test_a_table_comes_back_from_its_file_as_it_was() -> None:
    for table in (
        TEN,
        TEN.slice(0, 0),
        text_table([], []),
        text_table(["ñ", "'\""], [["á", None], ["", "-666666666"]]),
    ):
        assert from_parquet(to_parquet(table)).equals(table)
    assert to_parquet(TEN) == to_parquet(text_table(TEN.column_names, [list(row.values()) for row in TEN.to_pylist()]))

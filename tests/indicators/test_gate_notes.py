"""What the gate tells whoever builds: lines of assume_public that protect nothing, and earlier releases it cannot read."""

from dataclasses import replace

from indicators import gate
from indicators.audit_rows import ROW
from tests.indicators.audited import ENROLLED, HIDDEN, YEAR
from tests.indicators.gated import NOBODY_KNOWS, frames
from tests.releases import DISTRICT


def test_lines_that_match_no_row_are_named_by_their_number() -> None:
    key = dict(zip(ROW, ("enrollment", "school_district", DISTRICT, "race_ethnicity", "black", YEAR), strict=True))
    known = {"quantity": "part", "low": 220, "high": 220, "by": "the paper"}
    said = [
        key | known | {"line": 2},
        key | known | {"group": "mena", "line": 3},
        key | known | {"level": "city", "line": 7},
    ]
    secured = gate.secure(*frames(ENROLLED, HIDDEN), replace(NOBODY_KNOWS, assumed=said))
    assert secured.unmatched == (3, 7)
    (note,) = secured.problems()
    assert note.startswith("assume_public, lines 3, 7: they speak of no row of this release, so they protect nothing.")
    (one,) = replace(secured, unmatched=(7,)).problems()
    assert one.startswith("assume_public, line 7: it speaks of no row of this release, so it protects nothing.")
    (many,) = replace(secured, unmatched=tuple(range(2, 32))).problems()
    assert "20, 21 and 10 more: they speak" in many
    (twenty,) = replace(secured, unmatched=tuple(range(2, 22))).problems()
    assert "20, 21: they speak" in twenty


def test_an_earlier_release_that_cannot_be_read_is_named_with_what_to_do() -> None:
    secured = gate.secure(
        *frames(ENROLLED, HIDDEN), replace(NOBODY_KNOWS, unread=["20241120T120000Z-old-cccccccccccc"])
    )
    (note,) = secured.problems()
    assert "Earlier releases that this program cannot read: 20241120T120000Z-old-cccccccccccc." in note
    assert "list its numbers in assume_public" in note

"""Cartographic zips as www2.census.gov delivers them on bad days (contracts.md, W01 to W04)."""

import io
import zipfile

import pytest

from geo.boundary_zip import check_zip
from geo.errors import BoundaryError

PARTS = {f"cb_2023_98_tract_500k{end}": b"x" * 2000 for end in (".shp", ".shx", ".dbf", ".prj", ".cpg")}


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def without(ending: str) -> dict[str, bytes]:
    return {name: content for name, content in PARTS.items() if not name.endswith(ending)}


def test_a_sound_file_gives_the_name_of_its_shapes() -> None:
    assert check_zip(packed(PARTS)) == "cb_2023_98_tract_500k.shp"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><title>403 Forbidden</title>", "begins with '<html>"),
        (b"", "begins with ''"),
        (packed(PARTS)[:-30], "damaged"),
        (packed(PARTS)[:60], "damaged"),
        (packed(without(".prj")), "without its .prj"),
        (packed(without(".dbf")), "without its .dbf"),
        (packed(without(".shx")), "without its .shx"),
        (packed(without(".shp")), "Expected one .shp"),
        (packed(PARTS | {"other.shp": b""}), "found 2"),
        (packed(PARTS | {"../../etc/cron.d/x": b""}), "outside of it"),
        (packed(PARTS | {"/etc/x": b""}), "outside of it"),
        (packed(PARTS | {"..\\x": b""}), "outside of it"),
        (packed(PARTS | {"C:/x": b""}), "outside of it"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(BoundaryError, match=words):
        check_zip(content)


def test_a_flipped_bit_is_seen() -> None:
    content = bytearray(packed({name: bytes(range(256)) * 8 for name in PARTS}))
    content[90] ^= 0xFF
    with pytest.raises(BoundaryError, match="damaged"):
        check_zip(bytes(content))

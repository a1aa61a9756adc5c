"""W03, W04: a zip in which some bytes are wrong, wherever they are, is a typed error of whoever reads it, or is read as it was meant."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.boundary_zip import check_zip
from geo.errors import FlashlightError
from sources.replicate_file import unpacked
from sources.table import container
from tests.sources.workbooks import ods, xlsx

TABLE = "a,b\n" + "".join(f"{n},{n * n}\n" for n in range(300))


def packed(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for ending, text in members.items():
            archive.writestr(f"table.{ending}", text)
    return made.getvalue()


def streamed(content: bytes, folder: Path) -> None:
    (folder / "file.zip").write_bytes(content)
    for _ in container.streamed(folder / "file.zip", "*.csv"):
        pass


READERS: dict[str, tuple[bytes, Callable[[bytes, Path], object]]] = {
    "table": (packed(csv=TABLE), lambda content, _: list(container.rows(content, "x"))),
    "table from disk": (packed(csv=TABLE), streamed),
    "xlsx": (xlsx({"S": [["a", "b"], [1, 2]]}), lambda content, _: list(container.rows(content, "x"))),
    "ods": (ods("S", [["a", "b"], [1, 2]]), lambda content, _: list(container.rows(content, "x"))),
    "boundaries": (packed(shp=TABLE, shx=TABLE, dbf=TABLE, prj="p"), lambda content, _: check_zip(content)),
    "replicates": (packed(csv=TABLE), lambda content, _: unpacked(content, "x")),
}


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One to four bytes changed; half of the time in the list of members at the end."""
    found = bytearray(content)
    first = max(0, len(found) - 400) if chance.random() < 0.5 else 0
    for _ in range(chance.choice([1, 1, 2, 4])):
        found[chance.randrange(first, len(found))] = chance.choice([0, 255, chance.randrange(256)])
    return bytes(found)


@pytest.mark.parametrize("reader", READERS)
def test_w03_w04_wrong_bytes_are_a_typed_error(reader: str, tmp_path: Path) -> None:
    content, read = READERS[reader]
    read(content, tmp_path)
    chance, refused = random.Random(7), 0
    for _ in range(250):
        try:
            read(damaged(content, chance), tmp_path)
        except FlashlightError:
            refused += 1
    assert refused > 25


def test_w04_a_member_without_a_name_is_refused_with_words() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
    with pytest.raises(FlashlightError, match=r"Expected one \.shp"):
        check_zip(made.getvalue())

"""Cartographic boundary files as they are delivered: a zip with one shapefile. Checked before anything keeps or opens it."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from geo.errors import BoundaryError

# All that zipfile raises for bytes that are no whole zip; ValueError for a place before the start, RuntimeError for a password.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
MAGIC = b"PK\x03\x04"
NEEDED = (".shp", ".shx", ".dbf", ".prj")
# The largest used is the nation's tracts, 0.3 GB unpacked; a small file that claims more is an attack or an accident.
MOST_UNPACKED = 1 << 30


def check_zip(content: bytes) -> str:
    """Name of the one .shp inside. Raises BoundaryError for a web page, a cut or damaged file, a missing part or a path that leaves the archive."""
    if not content.startswith(MAGIC):
        start = content[:40].decode("latin-1").strip()
        raise BoundaryError(
            f"Expected a zip file of boundaries, found something that begins with {start!r}. Ask again later."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _check(archive)
    except DAMAGED as error:
        raise BoundaryError(
            f"The zip file of boundaries is damaged ({len(content)} bytes): {error}. Ask again."
        ) from None


def _check(archive: zipfile.ZipFile) -> str:
    members = archive.infolist()
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1]):
            raise BoundaryError(
                f"The zip file of boundaries has a member outside of it: {member.filename!r}. Not opened."
            )
    if sum(m.file_size for m in members) > MOST_UNPACKED:
        raise BoundaryError("The zip file of boundaries unpacks to more than 1 GB. Not opened.")
    names = {m.filename for m in members}
    shapes = sorted(n for n in names if n.lower().endswith(".shp"))
    if len(shapes) != 1:
        raise BoundaryError(f"Expected one .shp in the zip file of boundaries, found {len(shapes)}: {shapes[:3]}.")
    stem = shapes[0][:-4]
    missing = [end for end in NEEDED if stem + end not in names]
    if missing:
        raise BoundaryError(f"The zip file of boundaries has {shapes[0]} without its {', '.join(missing)}.")
    broken = archive.testzip()
    if broken is not None:
        raise BoundaryError(f"The zip file of boundaries is damaged at {broken}. Ask again.")
    return shapes[0]

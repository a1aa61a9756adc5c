"""The made-up city's bus: a GTFS feed of stops along the lattice of its neighborhoods."""

import csv
import io
import zipfile
from functools import cache

from communities.demo import lattice
from communities.demo.answers import Question, Reply, file, page
from communities.demo.city import CELLS, NEIGHBORHOODS, Cell

FEED = "/gtfs/lanternford.zip"
HOST = "transit.lanternford.example"


@cache
def _feed() -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["stop_id", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station"])
    for n, (place, cell) in enumerate(_corners(), 1):
        point = lattice.area((cell,)).representative_point()
        rows.writerow([f"L{n}", f"{NEIGHBORHOODS[place]}, stop {n}", f"{point.y:.5f}", f"{point.x:.5f}", "0", ""])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("stops.txt"), text.getvalue())
        archive.writestr(
            zipfile.ZipInfo("agency.txt"),
            "agency_name,agency_url,agency_timezone\r\nLanternford Bus,https://transit.lanternford.example,America/New_York\r\n",
        )
    return packed.getvalue()


def _corners() -> list[tuple[str, Cell]]:
    return [(place, cell) for place, cells in CELLS.items() for cell in cells]


def bus(question: Question) -> Reply:
    """The feed, and nothing else."""
    if question.path == FEED:
        return file(_feed(), "application/zip", question)
    return page(404, "Not Found", "Nothing is here.")

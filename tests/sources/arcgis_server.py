"""An ArcGIS server of one layer, whose answers a test writes."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import requests

from sources.arcgis import ArcGis, Question
from tests.sources.acs_recorded import Reply
from tests.sources.portal import Portal, as_json

SERVICE = "https://gis.example.gov/arcgis/rest/services/Places/MapServer"
ASKED = Question(SERVICE, "^Census Tracts$", ("GEOID", "OPENED"))
FIELDS = [
    {"name": "OBJECTID", "type": "esriFieldTypeOID"},
    {"name": "GEOID", "type": "esriFieldTypeString"},
    {"name": "OPENED", "type": "esriFieldTypeDate"},
]
HERE = {"x": -72.9, "y": 41.3}


def feature(oid: int, geometry: Any = None, **more: Any) -> dict[str, Any]:
    """One feature as f=json sends it."""
    return {
        "attributes": {"OBJECTID": oid, "GEOID": f"09{oid:03}", "OPENED": None, **more},
        "geometry": geometry or HERE,
    }


def page(*features: dict[str, Any], **more: Any) -> Reply:
    """One page of features."""
    return as_json(
        {"objectIdFieldName": "OBJECTID", "spatialReference": {"wkid": 4326}, "features": list(features)} | more
    )


def error(code: int | None = 400, message: str = "Unable to complete operation.", **more: Any) -> Reply:
    """A failure as ArcGIS tells it: with status 200."""
    return as_json({"error": {"code": code, "message": message, **more}})


class Server(Portal):
    """A server with one layer among others; `query` answers by offset, or is one answer for every question."""

    def __init__(self, *pages: Reply, total: int = 0, at_most: int = 2, **about: Any) -> None:
        self.pages, self.total, self.posted = pages, total, list[str]()
        listed = [{"id": 4, "name": "Tribal Block Groups"}, {"id": 8, "name": "Census Tracts"}]
        described = {"name": "Census Tracts", "fields": FIELDS, "maxRecordCount": at_most}
        paging = {"advancedQueryCapabilities": {"supportsPagination": True}}
        super().__init__(
            {
                "returnCountOnly": as_json({"count": total}),
                r"MapServer/\d+\?": as_json(described | paging | about),
                r"MapServer\?": as_json({"layers": listed, "tables": []}),
            }
        )

    def __call__(self, request: requests.PreparedRequest) -> Reply:
        said = str(request.url) + "&" + (request.body if isinstance(request.body, str) else "")
        if request.method == "POST":
            self.posted.append(said)
            request = requests.Request("GET", said.replace("query&", "query?")).prepare()
        if "resultOffset" not in said:
            return super().__call__(request)
        self.requests.append(request)
        number = [i for i, url in enumerate(dict.fromkeys(u for u in self.urls if "resultOffset" in u))][-1]
        return self.pages[min(number, len(self.pages) - 1)]

    @property
    def offsets(self) -> list[str]:
        """Where the pages asked for began."""
        return [parse_qs(urlsplit(url).query)["resultOffset"][0] for url in self.urls if "resultOffset" in url]


def client(server: Portal, folder: Path, naps: list[float] | None = None) -> ArcGis:
    """A client of this server that does not wait."""
    return ArcGis(*server.open(folder), sleep=(naps if naps is not None else []).append)


def read(server: Portal, folder: Path, asked: Question = ASKED) -> pd.DataFrame:
    """The layer's features."""
    return client(server, folder).features(asked)

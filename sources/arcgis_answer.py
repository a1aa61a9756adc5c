"""Decides whether an answer of an ArcGIS server may be used, and makes rows of text of it. Pure: talks to nobody."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from sources.arcgis_shapes import geojson
from sources.errors import BadAnswer, BadRequest, Drift, Forbidden, NotPublished, SourceError, Throttled, Unavailable

DEGREES = frozenset({4326, 4269})  # WGS 84 and NAD 83: less than two metres apart in this country
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KINDS: dict[int, type[SourceError]] = {
    400: BadRequest,
    401: Forbidden,
    403: Forbidden,
    404: NotPublished,
    429: Throttled,
    498: Forbidden,  # the token is invalid or has run out
    499: Forbidden,  # a token is required
}


@dataclass(frozen=True)
class Layer:
    """One layer as its server describes it. `edited` (epoch milliseconds) changes with its rows; None where it is not told."""

    url: str
    name: str
    id_field: str
    at_most: int
    pages: bool
    dates: frozenset[str]
    edited: int | None


@dataclass(frozen=True)
class Page:
    """One page: each feature's attributes and its geometry as GeoJSON text, and whether the server says that there is more."""

    rows: list[tuple[dict[str, Any], str]]
    more: bool


def said(answer: Any, url: str) -> dict[str, Any]:
    """The answer itself. A failure that arrives as 200 is a typed SourceError with status 200."""
    if not isinstance(answer, dict):
        raise BadAnswer(f"{url}: expected an ArcGIS answer, found {str(answer)[:80]!r}. Check the address.", url=url)
    error = answer.get("error")
    if error is None:
        return answer
    told: dict[str, Any] = error if isinstance(error, dict) else {"message": str(error)}
    code = told.get("code")
    passing = isinstance(code, int) and code >= 500
    kind = Unavailable if passing else KINDS.get(code, BadAnswer) if isinstance(code, int) else BadAnswer
    details = "; ".join(str(detail) for detail in told.get("details") or [])
    raise kind(
        f"{url}: the server answers error {code}: {told.get('message')} {details}".rstrip()[:400], url=url, status=200
    )


def layer(described: dict[str, Any], fields: Sequence[str], url: str) -> Layer:
    """The layer's description. Drift when a wanted field is gone."""
    found = [f for f in described.get("fields") or [] if isinstance(f, dict)]
    names = [str(f.get("name")) for f in found]
    lost = [name for name in fields if name not in names]
    if not names or lost:
        raise Drift(
            f"{url}: fields {lost or 'all'} are gone; found {names[:20]}. The publisher may have renamed them.", url=url
        )
    oids = [str(f["name"]) for f in found if f.get("type") == "esriFieldTypeOID"]
    id_field = str(described.get("objectIdField") or (oids or [""])[0])
    if not id_field:
        raise BadAnswer(f"{url}: the layer names no object id, so its pages cannot be told apart.", url=url)
    can = described.get("advancedQueryCapabilities") or {}
    edited = (described.get("editingInfo") or {}).get("lastEditDate")
    return Layer(
        url=url,
        name=str(described.get("name")),
        id_field=id_field,
        at_most=int(described.get("maxRecordCount") or 1000),
        pages=bool(can.get("supportsPagination", described.get("supportsPagination", False))),
        dates=frozenset(str(f["name"]) for f in found if f.get("type") == "esriFieldTypeDate"),
        edited=int(edited) if isinstance(edited, int | float) else None,
    )


def page(answer: dict[str, Any], url: str) -> Page:
    """One page of f=json or f=geojson. BadAnswer for another shape, or for coordinates that are not degrees."""
    features = answer.get("features")
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise BadAnswer(f"{url}: expected features, found {str(answer)[:80]!r}. Look at the layer's page.", url=url)
    _degrees(answer, url)
    more = bool(answer.get("exceededTransferLimit")) or bool(
        (answer.get("properties") or {}).get("exceededTransferLimit")
    )
    rows = []
    for feature in features:
        attributes = feature.get("attributes", feature.get("properties"))
        if not isinstance(attributes, dict):
            raise BadAnswer(f"{url}: a feature has no attributes. Look at the layer's page.", url=url)
        shape = geojson(feature.get("geometry"))
        if shape is not None and not _on_earth(shape["coordinates"]):
            raise BadAnswer(
                f"{url}: degrees were asked for, found {str(shape['coordinates'])[:60]}. Not kept.", url=url
            )
        rows.append((attributes, "" if shape is None else orjson.dumps(shape).decode()))
    return Page(rows, more)


def _degrees(answer: dict[str, Any], url: str) -> None:
    reference = answer.get("spatialReference") or {}
    wkid = reference.get("latestWkid") or reference.get("wkid")
    if wkid is not None and wkid not in DEGREES:
        raise BadAnswer(f"{url}: degrees (4326) were asked for, the answer is in {wkid}. Not kept.", url=url)


def _on_earth(coordinates: Any) -> bool:
    if coordinates and isinstance(coordinates[0], list):
        return all(_on_earth(part) for part in coordinates)
    return len(coordinates) >= 2 and abs(coordinates[0]) <= 180 and abs(coordinates[1]) <= 90


def text(value: Any, is_date: bool) -> str | None:
    """A value as text. Dates come as milliseconds since 1970 and become ISO 8601 in UTC; text dates stay as they are."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if is_date and isinstance(value, int | float):
        return (EPOCH + timedelta(milliseconds=value)).isoformat(timespec="seconds")
    return value if isinstance(value, str) else orjson.dumps(value).decode()

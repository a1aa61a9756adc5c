"""Parse of one Census answer against the `census` package's own reading of the same bytes; ratios of paired runs.

    uv run python -m benchmarks.acs_parse

To numbers: the package gives dictionaries in which signs for missing numbers are numbers; we give checked floats with statuses.
To a tidy table: the package's dictionaries by the usual pandas recipe; our observations, checked.
Neither waits for a network: the package's metadata calls are answered at once and remembered before the clock starts.
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import orjson
import pandas as pd
import pyarrow as pa
import requests
from census.core import ACS5Client

from sources import acs, acs_answer
from sources.acs_observations import api_column, assemble
from sources.acs_request import AcsRequest, Area
from sources.acs_values import Cells, cells

TRACTS, LINES, PAIRS = 884, 24, 15
REQUEST = AcsRequest(2023, "B03002", tuple(f"B03002_{i:03d}" for i in range(1, LINES + 1)), (Area("tract", "09"),))


def statewide() -> bytes:
    """An answer of the documented form: a state's tracts in any order, a twentieth of the estimates missing."""
    chance = random.Random(1)
    wanted = acs.calls(REQUEST)[0].kept
    table: list[list[str]] = [["GEO_ID", *wanted, "state", "county", "tract"]]
    for i in range(TRACTS):
        county, tract = f"{110 + 10 * (i % 9)}", f"{100000 + i:06d}"
        cells = [_cell(chance, name) for name in wanted]
        table.append([f"1400000US09{county}{tract}", *cells, "09", county, tract])
    return orjson.dumps([table[0], *chance.sample(table[1:], TRACTS)])


def _cell(chance: random.Random, name: str) -> str:
    if name.endswith("E") and chance.random() < 0.05:
        return "-666666666"
    return str(chance.randrange(5000))


class Canned:
    """Stands for the network of the package's client: one body for data, a type for each variable's metadata."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def get(self, url: str, **_: object) -> requests.Response:
        """A finished response."""
        response = requests.Response()
        response.status_code = 200
        kind = "int" if "B03002" in url else "string"
        response._content = b'{"predicateType":"%s"}' % kind.encode() if "variables" in url else self.body
        return response


def theirs(body: bytes) -> Callable[[], Any]:
    """The package's way: rows as dictionaries, every number a float, the signs for missing numbers among them."""
    client: Any = ACS5Client("0" * 40, session=Canned(body))
    return lambda: client.get(list(acs.calls(REQUEST)[0].fields), {"for": "tract:*"}, year=2023)


def numbers(body: bytes) -> Cells:
    """Our way as far: a checked answer, every estimate and margin a float or empty, with a status."""
    wanted, area = acs.calls(REQUEST)[0].kept, REQUEST.areas[0]
    table = acs_answer.read(body, wanted, area, "benchmark")
    estimate, moe = (
        pa.chunked_array([chunk for variable in REQUEST.variables for chunk in table[variable + suffix].chunks])
        for suffix in "EM"
    )
    return cells(estimate, moe)


def observations(body: bytes) -> pd.DataFrame:
    """Our way to its end: the checked table of observations."""
    wanted, area = acs.calls(REQUEST)[0].kept, REQUEST.areas[0]
    return assemble(REQUEST, [(area, acs_answer.read(body, wanted, area, "benchmark"))], api_column)


def usual(package: Callable[[], Any]) -> pd.DataFrame:
    """The package's rows made into as many rows by the usual recipe: melt, split, pivot, blank the signs."""
    kept = list(acs.calls(REQUEST)[0].kept)
    long = pd.DataFrame(package()).melt("GEO_ID", kept)
    long["line"], long["kind"] = long["variable"].str[:-1], long["variable"].str[-1]
    wide = long.pivot_table(index=["GEO_ID", "line"], columns="kind", values="value").reset_index()
    return wide.mask(wide[["E", "M"]].le(-1e8).reindex(columns=wide.columns, fill_value=False))


def cpu_s(run: Callable[[], Any]) -> float:
    """Seconds of processor time of one run."""
    began = time.process_time()
    run()
    return time.process_time() - began


def compare(what: str, package: Callable[[], Any], product: Callable[[], Any]) -> None:
    """Prints the ratio of paired runs."""
    pairs = [(cpu_s(package), cpu_s(product)) for _ in range(PAIRS)]
    ratios = [a / b for a, b in pairs]
    before, after = (1000 * statistics.median(side) for side in zip(*pairs, strict=True))
    spread = f"{min(ratios):.1f} to {max(ratios):.1f}"
    print(
        f"{what}: census package {before:.1f} ms, ours {after:.1f} ms, ratio {statistics.median(ratios):.1f} ({spread})"
    )


def main() -> None:
    """Prints both ratios, with the machine's cores and load beside."""
    pa.set_cpu_count(1)
    body = statewide()
    package = theirs(body)
    assert len(package()) == TRACTS
    assert len(observations(body)) == len(usual(package)) == TRACTS * LINES
    load = os.getloadavg()[0]
    print(f"{len(body) / 1000:.0f} kB, {TRACTS * LINES:,} cells with margins; {os.cpu_count()} cores, load {load:.1f}")
    compare("to numbers", package, lambda: numbers(body))
    compare("to a tidy table", lambda: usual(package), lambda: observations(body))


if __name__ == "__main__":
    main()

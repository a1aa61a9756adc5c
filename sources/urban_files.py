"""The Education Data Portal's CSV files: streamed to disk and read piece by piece, since one of them may be a gigabyte."""

import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from sources.answer import MEGABYTE, TEXT, Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, Drift
from sources.session import Session
from sources.urban import HOST, LICENCE, SOURCE

LARGEST = 2_000 * MEGABYTE
DEADLINE_S = 1_800.0
ROWS_AT_ONCE = 200_000
MISSING = ["", "."]


def file_rows(session: Session, cache: Cache, path: str, keep: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """The file's rows whose columns hold one of these values, all text; empty where it has nothing or a point.

    `path` is class and file name ("schools/schools ccd enrollment 2022.csv"). Only the chosen rows stay in the cache; another choice
    is another entry. Raises Drift when a column is gone.
    """
    url = f"{HOST}/csv/{quote(path)}"
    choice = ".".join("-".join((column, *sorted(values))) for column, values in sorted(keep.items()))
    name = f"csv/{path.replace(' ', '_')}.{choice}"
    with tempfile.TemporaryDirectory() as folder:

        def fetch(held: Sidecar | None) -> Fetched | None:
            target = Path(folder) / "file.csv"
            headers = held.conditional() if held else {}
            answer = session.get(
                url, accept=TEXT, headers=headers, deadline_s=DEADLINE_S, max_bytes=LARGEST, stream_to=target
            )
            if answer.status == 304:
                return None
            return Fetched(
                _kept(target, keep, answer),
                answer,
                licence=LICENCE,
                citation=f"{path}, Education Data Portal, Urban Institute, {HOST}",
            )

        return cache.get(CacheKey(SOURCE, name), fetch, immutable=False).to_pandas().fillna("")


def _kept(file: Path, keep: Mapping[str, Collection[str]], answer: Answer) -> pd.DataFrame:
    parts = list[pd.DataFrame]()
    try:
        with pd.read_csv(file, dtype=str, na_values=MISSING, keep_default_na=False, chunksize=ROWS_AT_ONCE) as pieces:
            for piece in pieces:
                lost = [column for column in keep if column not in piece]
                if lost:
                    raise Drift(f"{answer.url}: columns {lost} are gone; found {list(piece)[:12]}.", url=answer.url)
                chosen = pd.Series(True, index=piece.index)
                for column, values in keep.items():
                    chosen &= piece[column].isin(set(values))
                parts.append(piece[chosen])
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        reason = str(error)
        raise BadAnswer(f"{answer.url} is not a whole CSV file: {reason}. Try again later.", url=answer.url) from None
    return pd.concat(parts, ignore_index=True)

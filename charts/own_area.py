"""An area a reader puts together from published blocks: its numbers in words, why some have none, what to keep in mind, as a file."""

import csv as writers
import io
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import pandas as pd

from charts import answer, numbers
from charts.download import noted, safe
from charts.view import View, is_whole, records
from charts.words import inside, joined, status_word, t
from indicators.catalog import SOURCES
from indicators.store import Shared, Store

SHARED_ENOUGH = 5.0  # percent of households in divided tracts from which a reader is told
NAMED = 3  # blocks, or pairs of blocks, named in a sentence; more are counted
_IDS = ("measure", "scheme", "group", "period_start", "period_end", "unit")


@dataclass(frozen=True)
class OwnArea:
    """Blocks of one level of a release, in the order they were chosen, in one language."""

    store: Store
    level: str
    geoids: tuple[str, ...]
    lang: str

    @cached_property
    def names(self) -> dict[str, str]:
        """The blocks' names by GEOID, as the release has them."""
        known = self.store.geographies(self.level).drop_duplicates("geoid", keep="last").set_index("geoid")["name"]
        return {geoid: str(known[geoid]) for geoid in self.geoids}

    @cached_property
    def everyone(self) -> pd.DataFrame:
        """Every measure of the level in its newest period that has all blocks, in the order of the catalog."""
        return self._rows("all")

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The same with every group."""
        return self._rows(None)

    def _rows(self, scheme: str | None) -> pd.DataFrame:
        there = [m for m in self.store.measures if self.level in self.store.levels(m)]
        frames = [frame for m in there if len(frame := self._newest(m, scheme))]
        found = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["measure"])
        # What words about a row need, though an area of one's own has neither id nor name in the release.
        extra = {"level": self.level, "geoid": "", "name": t("area.own", self.lang), "low": float("nan")}
        return found.assign(**extra, high=float("nan"))

    def _newest(self, measure: str, scheme: str | None) -> pd.DataFrame:
        found = pd.DataFrame()
        for period in reversed(self.store.periods(measure, self.level)):
            found = self.store.combined(measure, (self.level, self.geoids), period, scheme)
            if len(found) and not found["reason"].eq("missing").any():
                break
        return found

    def sentence(self) -> str:
        """How many people live in it; where that cannot be said, why."""
        people = [r for r in records(self.everyone) if r.measure == "population"]
        if not people or people[0].status != "published":
            return t("area.no_people", self.lang)
        return answer.told(View.of(self.store, "population", self.lang), people[0], "all")

    def table(self) -> pd.DataFrame:
        """Everyone's numbers in words: measure, years, number, margin; the reason where there is none. Never a whole's 100 %."""
        heads = [t(f"area.{name}", self.lang) for name in ("measure", "years", "number", "margin")]
        lines = [self._line(row) for row in records(self.everyone) if not is_whole(self.store.measures[row.measure])]
        return pd.DataFrame(lines, columns=pd.Index(heads))

    def _line(self, row: Any) -> tuple[str, str, str, str]:
        view = View.of(self.store, row.measure, self.lang)
        name = view.measure.name[self.lang]
        if row.status != "published":
            return name, view.period(row), self.why(row), ""
        margin = numbers.margin(row.moe, view.measure.unit) if numbers.known(row.moe) else ""
        return name, view.period(row), view.text(row), margin

    def why(self, row: Any) -> str:
        """Why a row has no number."""
        return t(f"area.why_{row.reason}", self.lang) if row.reason else ""

    def source(self) -> str:
        """Who published the numbers of the blocks, each named once."""
        cited = [SOURCES[self.store.measures[m].source].citation[self.lang] for m in self.rows["measure"].unique()]
        return "; ".join(dict.fromkeys(cited))

    def notes(self) -> list[str]:
        """How the numbers were made and what they take for granted."""
        said = [t("area.note_sum", self.lang), t("area.note_margin", self.lang)]
        return [*self.warnings(), *said, *self._kept()]

    def _kept(self) -> list[str]:
        """Measures that stand in the table and in no file."""
        kept = [m for m in self.rows["measure"].unique() if not self.store.downloadable(m)]
        names = joined([inside(self.store.measures[m].name[self.lang]) for m in kept], self.lang)
        return [t("agreed.not_in_files", self.lang, measures=names)] if kept else []

    def warnings(self) -> list[str]:
        """Blocks that share tracts by weight, and blocks whose own numbers lean on divided tracts."""
        if self.level != "neighborhood":
            return []
        shared = {geoid: self.store.shared(geoid) for geoid in self.geoids}
        return [*self._overlaps(shared), *self._leaning(shared)]

    def _overlaps(self, shared: dict[str, Shared | None]) -> list[str]:
        pairs = [
            (a, b) for a, b in combinations(self.geoids, 2) if (found := shared[a]) is not None and b in found.neighbors
        ]
        if not pairs:
            return []
        named = [joined([self.names[a], self.names[b]], self.lang) for a, b in pairs[:NAMED]]
        more = "" if len(pairs) <= NAMED else t("area.more_pairs", self.lang, count=len(pairs) - NAMED)
        return [t("area.overlap", self.lang, pairs="; ".join(named) + more)]

    def _leaning(self, shared: dict[str, Shared | None]) -> list[str]:
        return [
            leaning(self.names[geoid], found, self.lang)
            for geoid, found in shared.items()
            if found is not None and found.percent is not None and found.percent >= SHARED_ENOUGH
        ]

    def csv(self) -> bytes:
        """UTF-8 with a mark that spreadsheets know: lines of explanation (`noted`), then every group's row."""
        text = io.StringIO()
        for label, words in self._about():
            text.write(noted(label, words))
        table = writers.writer(text)
        table.writerow(self._header())
        table.writerows(self._cells(row) for row in records(self.rows) if self.store.downloadable(row.measure))
        return text.getvalue().encode("utf-8-sig")

    def _about(self) -> list[tuple[str, str]]:
        release, lang = self.store.release, self.lang
        place = release.community.name
        lines = [
            (t("export.title", lang), t("area.title_of", lang, place=place)),
            (t("area.blocks", lang), "; ".join(f"{name} ({geoid})" for geoid, name in self.names.items())),
            (t("export.source", lang), self.source()),
            (t("export.notes", lang), " ".join([*self.notes(), t("export.missing", lang)])),
            (t("export.release", lang), release.id),
        ]
        made_up = [(t("export.notice", lang), t("chart.made_up", lang, place=place))]
        return [*(made_up if release.community.made_up else []), *lines]

    def _header(self) -> list[str]:
        named = [t(f"area.{n}", self.lang) for n in ("measure", "group", "years", "number", "margin")]
        counts = [t(f"export.{n}", self.lang) for n in ("numerator", "denominator")]
        margins = [t(f"area.{n}", self.lang) for n in ("numerator_margin", "denominator_margin")]
        return [*named, *counts, *margins, t("export.reliability", self.lang), *self._last(), *_IDS]

    def _last(self) -> list[str]:
        return [t("table.status", self.lang), t("area.why", self.lang)]

    def _cells(self, row: Any) -> list[str]:
        view = View.of(self.store, row.measure, self.lang)
        group = view.group_name(row.scheme if row.group != "all" else "all", row.group)
        words = [view.measure.name[self.lang], group, view.period(row)]
        amounts = (row.value, row.moe, row.numerator, row.denominator, row.numerator_moe, row.denominator_moe)
        said = [t(f"export.{row.reliability}_reliability", self.lang), status_word(row.status, self.lang)]
        ids = [row.measure, row.scheme, row.group, str(row.period_start), str(row.period_end), view.measure.unit]
        last = [safe(w) for w in (*said, self.why(row), *ids)]
        return [*(safe(w) for w in words), *(numbers.exact(a) for a in amounts), *last]


def leaning(name: str, shared: Shared, lang: str) -> str:
    """How many of a neighborhood's households lie in divided tracts, and what its numbers take for granted."""
    if shared.percent is None:
        return t("area.leaning_unknown", lang, place=name)
    if shared.percent == 0:
        return t("area.leaning_none", lang, place=name)
    return t(f"area.leaning_{shared.universe}", lang, place=name, percent=numbers.percent(shared.percent))

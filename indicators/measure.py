"""What a measure is. Everything the site says about one stands in its entry; see indicators/catalog/ for the entries."""

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")
Unit = Literal["percent", "people", "students", "households", "dollars", "years", "per_1000"]
UNITS: tuple[Unit, ...] = ("percent", "people", "students", "households", "dollars", "years", "per_1000")
Period = Literal["five_years", "year", "school_year", "class_of"]
PERIODS: tuple[Period, ...] = ("five_years", "year", "school_year", "class_of")


@dataclass(frozen=True)
class Text:
    """One public text in every language of the site."""

    en: str
    es: str

    def __getitem__(self, lang: str) -> str:
        return self.es if lang == "es" else self.en


@dataclass(frozen=True)
class Lines:
    """Table lines to add up, such as ("B03002_003",). `minus` is taken away; it is for universes given as a remainder."""

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    """A number of people or households: additive over areas."""

    groups: dict[str, dict[str, Lines]]  # scheme -> group -> lines
    kind: Literal["count"] = "count"


@dataclass(frozen=True)
class Share:
    """Part of a whole, in percent; numerator and denominator are additive, the share is made after they are summed."""

    numerator: dict[str, dict[str, Lines]]
    denominator: dict[str, dict[str, Lines]]
    kind: Literal["share"] = "share"


@dataclass(frozen=True)
class Ratio:
    """One count for every `per` of another that it is not part of, such as jobs for every 1,000 residents; summed first, then divided."""

    numerator: dict[str, dict[str, Lines]]
    denominator: dict[str, dict[str, Lines]]
    per: int = 1000
    kind: Literal["ratio"] = "ratio"


@dataclass(frozen=True)
class Bin:
    """One class of a table of values: from `low` up to but without `high` (None: open), and the line that counts it."""

    low: float
    high: float | None
    line: str


@dataclass(frozen=True)
class Median:
    """A published median, never summed. Where areas are put together it is taken anew from the counts in `bins`, in rising order."""

    variable: str
    bins: tuple[Bin, ...] = ()
    groups: dict[str, dict[str, str]] = field(default_factory=dict)  # scheme -> group -> its published median
    kind: Literal["median"] = "median"


@dataclass(frozen=True)
class Adjusted:
    """The dollars of another measure, in the dollars of `year` by a price index, so that years can be compared."""

    of: str  # id of a measure in dollars
    year: int
    kind: Literal["adjusted"] = "adjusted"


@dataclass(frozen=True)
class Reach:
    """People a partner's program served, of those who could be: `served` is a variable of the partner's file."""

    served: str
    eligible: dict[str, dict[str, Lines]]
    kind: Literal["reach"] = "reach"


@dataclass(frozen=True)
class Reported:
    """A publisher's own rate (percent) or count, with the counts behind it where the publisher gives them.

    A rate without counts is judged by the group's enrollment in all grades, of which `of_enrolled` is the part it speaks of.
    """

    value: str
    numerator: str | None = None
    denominator: str | None = None
    of_enrolled: float = 1.0
    kind: Literal["reported"] = "reported"


Formula = Count | Share | Ratio | Median | Adjusted | Reported | Reach


@dataclass(frozen=True)
class Break:
    """From this period_end on, numbers are not to be joined to those before; for one scheme only where one is named."""

    period_end: int
    why: Text
    scheme: str | None = None


@dataclass(frozen=True)
class Measure:
    """One entry of the catalog. Ids are public and stable; texts are grade 8 or below; `class_breaks` are round and fixed.

    Placeholders of the sentences: {place} its name; {value} "25%", "16,001" or "$54,305"; {between} "between 19% and 31%"
    (leave out " ({between})" where there is no margin); {period} short: "2019-2023", "2018-19", "class of 2019";
    {group} a whole phrase such as "Black or African American students", from indicators.catalog.phrase.
    """

    id: str
    name: Text  # "People below the poverty line"
    question: Text  # "Where do people live below the poverty line?"
    area: str  # outcome or context area, a key of indicators.catalog.AREAS
    level: Literal["population", "program", "system"]
    kind: Literal["outcome", "contributing", "system", "context"]
    strength: bool  # told as a strength on a place's page
    universe: Text  # "people whose poverty status is known"
    unit: Unit
    better: Literal["higher", "lower"] | None
    formula: Formula
    schemes: tuple[str, ...]  # besides "all"
    levels: tuple[str, ...]
    period: Period
    class_breaks: tuple[float, ...]  # four inner edges of the five map classes; empty where it is not mapped
    sentence: Text  # about everyone: {place} {value} {between} {period}
    group_sentence: Text  # the same and {group}
    subtitle: Text  # "Percent of people below the federal poverty line"
    why: Text
    cannot_tell: Text
    who_can_act: Text
    what_can_be_done: Text
    notes: Text
    source: str  # key of indicators.catalog.SOURCES
    minimum_count: int | None  # None for survey estimates, which are withheld for uncertainty, never for privacy
    reviewed: str  # ISO date
    series_breaks: tuple[Break, ...] = field(default=())
    exact_margins: bool = (
        False  # neighborhoods' margins from variance replicates, where the Bureau has the table among them
    )
    people: Text = Text("residents", "residentes")  # whom a group's phrase speaks of: see indicators.catalog.phrase

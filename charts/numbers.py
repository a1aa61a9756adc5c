"""Numbers and periods in words: whole percents, no more digits than the margin bears, years that do not break."""

import math
from datetime import date

from charts.words import JOINER, t

# Fractions people say aloud, as (parts, of). Plain ones come first and win when they are as near.
WORDED = ("years", "per_1000")  # units that are told in a word after the number, with tenths
TEN = 10.0
_NEAR = 2.5  # points a spoken fraction may be off
_SPOKEN = (
    [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5)]
    + [(k, 10) for k in (1, 3, 7, 9, 8, 6)]
    + [(1, n) for n in (6, 7, 8, 12, 15, 20, 25, 30, 40, 50, 100)]
)


def known(number: float | None) -> bool:
    """True for a real number; the tables write a missing one as NaN."""
    return number is not None and not math.isnan(number)


def number(value: float) -> str:
    """A whole number with a comma for thousands in both languages: 1,421."""
    return f"{_half_up(value):,}"


def percent(value: float) -> str:
    """A whole percent; a share that is neither none nor all never reads 0% or 100%."""
    if 0 < value < 0.5:
        return "<1%"
    if 99.5 <= value < 100:
        return ">99%"
    return f"{_half_up(value)}%"


def amount(value: float, unit: str, lang: str, moe: float | None = None) -> str:
    """The value in its unit, with no digit its margin does not bear: 25%, 17,800, $54,300, 38.4 years, 12 per 1,000."""
    text = bare(value, unit, moe)
    return t(f"format.{unit}", lang, value=text) if unit in WORDED else text


def bare(value: float, unit: str, moe: float | None = None) -> str:
    """The same without the words of its unit, as it stands on an axis or first in a range: 38.4, 12."""
    if unit == "percent":
        return percent(value)
    if unit in WORDED and _tenths(value if unit == "per_1000" else 0.0, moe):
        return f"{_half_up(value * 10) / 10:g}"
    text = number(_rounded(value, moe))
    return f"${text}" if unit == "dollars" else text


def _tenths(value: float, moe: float | None) -> bool:
    """Whether a tenth is worth printing: below ten, and never beside a margin of ten or more."""
    return abs(value) < TEN and not (known(moe) and abs(moe or 0.0) >= TEN)


def below(edge: float, unit: str) -> float:
    """The highest number printed under an edge: 19% under 20%, 29.9 years under 30 years."""
    return edge - (0.1 if unit == "years" or (unit == "per_1000" and edge <= TEN) else 1)


def printed(value: float, unit: str) -> float:
    """The number as a reader sees it: a whole percent, a tenth of a year."""
    if unit == "percent":
        return float(_half_up(value))
    return (
        _half_up(value * 10) / 10 if unit in WORDED and _tenths(value if unit == "per_1000" else 0.0, None) else value
    )


def exact(value: float) -> str:
    """The number for files: at most four decimals, more than any margin bears; empty where there is none."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if known(value) else ""


def margin(moe: float, unit: str) -> str:
    """The margin beside its value, such as ± 6, or ± 3.2 where values have tenths."""
    if unit in WORDED and 0 < moe < TEN:
        return f"± {max(0.1, _half_up(moe * 10) / 10):g}"
    return f"± {number(max(1.0, _rounded(moe, moe)))}" if moe > 0 else "± 0"


def between(low: float, high: float, unit: str, lang: str, moe: float | None = None) -> str:
    """The margin as a range: between 19% and 31%."""
    return t("format.between", lang, low=bare(low, unit, moe), high=amount(high, unit, lang, moe))


def bounds(low: float, high: float, unit: str, lang: str) -> str:
    """What a range says when no exact value is given: 71% or more, 5% or less, between 71% and 80%."""
    if unit == "percent" and known(high) and high >= 100:
        high = math.nan
    if unit == "percent" and known(low) and low <= 0:
        low = math.nan
    if known(low) and known(high):
        return between(low, high, unit, lang)
    if known(low):
        return t("format.or_more", lang, value=amount(low, unit, lang))
    return t("format.or_less", lang, value=amount(high, unit, lang))


def spoken(value: float, lang: str) -> str:
    """A share as people say it: "about 1 in 4", "almost all"; "" where no plain fraction is near. Value in percent."""
    if value >= 97:
        return t("format.almost_all", lang)
    if value <= 0.75:
        return t("format.almost_none", lang)
    nearest = min(abs(value - 100 * k / n) for k, n in _SPOKEN)
    if nearest > _NEAR:
        return ""
    k, n = next((k, n) for k, n in _SPOKEN if abs(value - 100 * k / n) <= nearest + 0.6)
    return t("format.about_in", lang, parts=k, whole=n)


def period(start: int, end: int, kind: str, lang: str) -> str:
    """The period as a label stands beside a number: "2019–2023 (5-year average)", "2018–19 school year", "class of 2019"."""
    return t(f"format.{kind}", lang, years=years(start, end, kind))


def period_short(start: int, end: int, kind: str, lang: str) -> str:
    """The period inside a sentence or under an axis: 2019–2023, 2018–19, class of 2019."""
    return t("format.class_of", lang, years=years(start, end, kind)) if kind == "class_of" else years(start, end, kind)


def years(start: int, end: int, kind: str) -> str:
    """The years alone: 2019–2023, 2018–19, 2019."""
    if kind == "class_of" and end - start > 1:  # several classes together; each starts its last year the year before
        return f"{start + 1}{JOINER}–{JOINER}{end}"
    if kind == "class_of" or start == end:
        return str(end)
    last = f"{end % 100:02d}" if kind == "school_year" else str(end)
    return f"{start}{JOINER}–{JOINER}{last}"


def first_year(end: int, kind: str) -> int:
    """The year in which a period of this kind begins."""
    return end - {"five_years": 4, "school_year": 1}.get(kind, 0)


def day(moment: str, lang: str) -> str:
    """The day of an ISO moment in words: 21 November 2026."""
    when = date.fromisoformat(moment[:10])
    return t("format.day", lang, day=when.day, month=t(f"format.month_{when.month}", lang), year=when.year)


def _rounded(value: float, moe: float | None) -> float:
    """The value to the second digit of its margin."""
    if moe is None or math.isnan(moe) or moe < 100:
        return value
    step = 10 ** (math.floor(math.log10(moe)) - 1)
    return _half_up(value / step) * step


def _half_up(value: float) -> int:
    return math.floor(value + 0.5)

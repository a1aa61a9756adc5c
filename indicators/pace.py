"""Whether a goal is in reach: where a measure stood, where it stands, what each year would have to bring, and whether it has."""

import math
from dataclasses import dataclass
from typing import Literal

from indicators import margins
from indicators.comparison import Estimate, share_years
from indicators.measure import Text

Better = Literal["higher", "lower"]
Word = Literal["on_pace", "not_on_pace", "cannot_tell"]
Reason = Literal["", "no_number", "no_margin", "periods_share_years"]

WORDS: dict[Word, Text] = {
    "on_pace": Text("on pace", "a buen ritmo"),
    "not_on_pace": Text("not on pace", "por debajo del ritmo necesario"),
    "cannot_tell": Text("cannot tell", "no se puede saber"),
}


@dataclass(frozen=True)
class Pace:
    """How far along a goal is. Changes are in the measure's unit a year, signed as the measure moves."""

    word: Word
    reached: bool  # the latest number is at the goal or beyond it
    years_left: int
    made: float  # a year, since the baseline
    needed: float  # a year, from now to the goal; 0 once it is reached, NaN once the year has passed
    expected: float  # where an even way from baseline to goal would be by now
    reason: Reason = ""


def pace(baseline: Estimate, latest: Estimate, *, target: float, by: int, better: Better) -> Pace:
    """Whether `latest` is at least as far as an even way from `baseline` to `target` in the year `by` would be, at 90 percent.

    Periods stand for their last year. Full counts have the margin 0 and are judged as they are. Once the year has passed, on
    pace means reached. Raises ValueError where the latest number does not come after the baseline.
    """
    passed = latest.period_end - baseline.period_end
    if passed <= 0:
        raise ValueError(f"The latest number is of {latest.period_end}; expected one after {baseline.period_end}.")
    way = by - baseline.period_end
    done = min(1.0, passed / way) if way > 0 else 1.0
    expected = baseline.value + done * (target - baseline.value)
    if _beyond(baseline.value, target, better) >= 0:
        done, expected = 1.0, target  # it was there at the start: the way is to stay there
    ahead = _beyond(latest.value, expected, better)
    moe = float(margins.of_difference(latest.moe, (1 - done) * baseline.moe))
    reason = _unfit(baseline, latest)
    reached = _beyond(latest.value, target, better) >= 0
    return Pace(
        word="cannot_tell" if reason else _word(ahead, moe),
        reached=reached,
        years_left=max(0, by - latest.period_end),
        made=(latest.value - baseline.value) / passed,
        needed=_needed(latest, target, by, reached),
        expected=expected,
        reason=reason,
    )


def _beyond(value: float, line: float, better: Better) -> float:
    """How far a value is on the better side of a line; negative where it falls short."""
    return value - line if better == "higher" else line - value


def _word(ahead: float, moe: float) -> Word:
    if abs(ahead) <= moe and moe > 0:
        return "cannot_tell"
    return "on_pace" if ahead >= 0 else "not_on_pace"


def _needed(latest: Estimate, target: float, by: int, reached: bool) -> float:
    if reached:
        return 0.0
    left = by - latest.period_end
    return (target - latest.value) / left if left > 0 else math.nan


def _unfit(baseline: Estimate, latest: Estimate) -> Reason:
    if math.isnan(baseline.value) or math.isnan(latest.value):
        return "no_number"
    if math.isnan(baseline.moe) or math.isnan(latest.moe):
        return "no_margin"
    return "periods_share_years" if share_years(baseline, latest) else ""

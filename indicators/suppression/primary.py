"""Primary rules: what one row tells on its own about fewer people than the threshold."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy


@dataclass(frozen=True)
class Size:
    """How many people a rate speaks of: exactly, or as far as a rounded rate and its count tell."""

    low: int
    high: int | None  # None: no upper limit is known


@dataclass(frozen=True)
class Verdict:
    """What may be shown of one row, and why."""

    status: str  # a status of a published row
    reason: str | None = None
    low: float = math.nan
    high: float = math.nan
    whole: bool = False  # a percent is shown without decimals


SHOWN = Verdict("published")


def of_count(count: float, policy: Policy) -> Verdict:
    """Verdict on a count of people; zero is shown, since nobody is there to be known."""
    if math.isnan(count):
        return Verdict("suppressed", rules.PRIMARY_UNKNOWN)
    if 0 < count < policy.minimum:
        return Verdict("suppressed", rules.PRIMARY_COUNT)
    return SHOWN


def of_rate(part: float, size: Size | None, policy: Policy) -> Verdict:
    """Verdict on `part` of `size` people; where the size is an interval, the smallest size decides."""
    if size is None or math.isnan(part):
        return Verdict("suppressed", rules.PRIMARY_UNKNOWN)
    if size.high == 0:
        return Verdict("not_available")  # nobody is in the group, so there is no rate
    if size.low < policy.minimum:
        return Verdict("suppressed", rules.PRIMARY_SIZE)
    few, few_others = part < policy.minimum, size.low - part < policy.minimum
    if not few and not few_others:
        return SHOWN
    edge = policy.band_edge(size.low)
    if edge >= rules.WIDEST_BAND:
        return Verdict("suppressed", rules.PRIMARY_PART)
    return Verdict("range", rules.BAND, 0.0, float(edge)) if few else Verdict("range", rules.BAND, 100.0 - edge, 100.0)


def of_rate_alone(rate: float, enrolled: float, policy: Policy) -> Verdict:
    """Verdict on a rate without its count: shown where both parts reach the threshold whatever the true size may be.

    A middling group's is shown as a whole percent."""
    size, part = about(rate, enrolled)
    if not enrolled >= rules.RATE_WHOLE_SIZE or part.high is None:
        return Verdict("suppressed", rules.PRIMARY_UNKNOWN)
    fewest_others = math.floor(size.low * (100 - rate - _step(enrolled) / 2) / 100)
    if min(part.low, fewest_others) < policy.minimum or not 0 < round(rate) < 100:
        return Verdict("suppressed", rules.PRIMARY_UNKNOWN)
    return Verdict("published", whole=enrolled < rules.RATE_ALONE_SIZE)


def _step(enrolled: float) -> float:
    """How coarsely a rate is printed."""
    return rules.RATE_STEP if enrolled >= rules.RATE_ALONE_SIZE else 1.0


def about(rate: float, enrolled: float) -> tuple[Size, Size]:
    """Size of the group and of the part counted, as far as a rate and the group's enrollment tell."""
    if math.isnan(rate) or math.isnan(enrolled):
        return Size(0, None), Size(0, None)
    low, high = math.floor(enrolled / rules.RATE_ALONE_SLACK), math.ceil(enrolled * rules.RATE_ALONE_SLACK)
    half = _step(enrolled) / 2
    return Size(low, high), Size(
        max(0, math.floor(low * (rate - half) / 100)), min(high, math.ceil(high * (rate + half) / 100))
    )


def size_of(part: float, rate: float, size: float) -> Size | None:
    """The size given, else the interval that the rounded rate leaves; None where nothing is known of it."""
    if not math.isnan(size):
        return Size(round(size), round(size))
    if math.isnan(part) or math.isnan(rate):
        return None
    half = rules.RATE_STEP / 2
    slack = 1e-9  # so that a size that lies on the edge of the rounding is not lost to binary fractions
    low = max(math.ceil(100 * part / (rate + half) - slack), round(part))
    high = math.floor(100 * part / (rate - half) + slack) if rate > half and part > 0 else None
    return Size(low, high)


def verdict(
    row: pd.Series | Mapping[Hashable, Any], is_count: bool, policy: Policy, enrolled: float = math.nan
) -> Verdict:
    """Verdict on one estimate row of administrative records; `enrolled` is the group's enrollment where that is known."""
    if row["status"] == "suppressed_at_source":
        return Verdict("suppressed", rules.SOURCE)
    if is_count:
        return of_count(row["value"], policy)
    if math.isnan(row["numerator"]):
        return of_rate_alone(row["value"], enrolled, policy)
    return of_rate(row["numerator"], size_of(row["numerator"], row["value"], row["denominator"]), policy)

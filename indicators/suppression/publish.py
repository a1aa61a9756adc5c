"""The one boundary: confidential estimates go in, rows that may be shown come out, with a private log of what was withheld and why."""

import itertools
import math
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from indicators import margins
from indicators.measure import Measure
from indicators.reliability import MEDIUM_CV, with_reliability
from indicators.suppression.complementary import Row, SumTable, protect
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict, size_of, verdict
from indicators.tables import ESTIMATE, NUMBERS, PUBLISHED, check_published

LOG = ("measure", "level", "geoid", "scheme", "group", "period_end", "status", "rule", "reason")
_SHOWN_KEYS = ("measure", "level", "geoid", "scheme", "group", "period_end", "period_start")
_ABSENT = frozenset({"not_reported", "not_available"})


def publish(
    estimates: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure], minimum_count: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """PUBLISHED rows of all measures, and the private log of withheld rows. Raises PolicyError for a looser minimum_count."""
    policy = Policy(minimum_count)
    rows, logs = [], []
    for measure_id, frame in estimates.items():
        measure, frame = measures[measure_id], ESTIMATE.check(frame).reset_index(drop=True)
        survey = measure.minimum_count is None
        shown, log = of_survey(frame, measure) if survey else of_records(frame, measure, _stricter(policy, measure))
        rows.append(shown)
        logs.append(log)
    if not rows:
        return PUBLISHED.check(pd.DataFrame(columns=list(PUBLISHED.columns))), pd.DataFrame(columns=list(LOG))
    return check_published(pd.concat(rows, ignore_index=True)), pd.concat(logs, ignore_index=True)


def _stricter(policy: Policy, measure: Measure) -> Policy:
    return Policy(max(policy.minimum, measure.minimum_count or 0))


def of_survey(frame: pd.DataFrame, measure: Measure) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Survey estimates: withheld only where they are too uncertain, never for privacy; their publisher has seen to that."""
    frame = with_reliability(frame, measure)
    status = frame["status"].to_numpy(dtype=object)
    open_ended = np.isin(status, ["top_coded", "bottom_coded", "range"])
    uncertain = (status == "estimated") & (frame["reliability"].to_numpy(dtype=object) == "low")
    # The Census Bureau's sign for too few answers speaks of the sample's size, not of anybody's privacy.
    uncertain |= status == "suppressed_at_source"
    word = np.where(status == "estimated", "published", np.where(open_ended, "range", status))
    word = np.where(uncertain, "too_uncertain", word)
    shown = _numbers(frame, word)
    shown["denominator"] = shown["denominator"].where(word != "too_uncertain", _reliable_size(frame))
    shown["reliability"] = pd.array(np.where(uncertain, "low", frame["reliability"]), dtype="str")
    reasons = np.where(
        status == "suppressed_at_source", "the publisher had too few answers", "coefficient of variation"
    )
    return _published(shown), _log(shown[uncertain], np.full(uncertain.sum(), "uncertainty"), reasons[uncertain])


def _reliable_size(frame: pd.DataFrame) -> pd.Series:
    """The number of people a too uncertain share speaks of, where that number itself can be trusted."""
    size, moe = frame["denominator"], frame["denominator_moe"]
    cv = margins.coefficient_of_variation(size.to_numpy(np.float64), moe.to_numpy(np.float64))
    return size.where((cv <= MEDIUM_CV) & (frame["status"].to_numpy(dtype=object) == "estimated"))


def of_records(frame: pd.DataFrame, measure: Measure, policy: Policy) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts of real people: withheld for privacy, by themselves or for the sake of another; never for uncertainty."""
    verdicts = verdicts_of(frame, measure, policy)
    shown = _numbers(frame, np.array([v.status for v in verdicts], object))
    banded = shown["status"].to_numpy(dtype=object) == "range"
    for end in ("low", "high"):
        shown[end] = shown[end].where(~banded, np.array([getattr(v, end) for v in verdicts]))
    shown["reliability"] = pd.array(["not_applicable"] * len(shown), dtype="str")
    withheld = np.array([v.reason is not None for v in verdicts], bool)
    rule, reason = _split([v.reason for v in verdicts if v.reason is not None])
    return _published(shown), _log(shown[withheld], rule, reason)


def verdicts_of(frame: pd.DataFrame, measure: Measure, policy: Policy) -> list[Verdict]:
    """What may be shown of each row of one measure, in the frame's order."""
    found = [_row(row, measure, policy) for _, row in frame.iterrows()]
    for everyone, schemes in _tables(frame):
        positions = [i for scheme in schemes for i in scheme]
        rows = tuple(found[i] for i in (everyone, *positions))
        ends = np.cumsum([1, *(len(s) for s in schemes)])
        table = SumTable(rows, tuple(tuple(range(a, b)) for a, b in itertools.pairwise(ends)))
        for i, row in zip((everyone, *positions), protect(table, policy).rows, strict=True):
            found[i] = row
    return [row.verdict for row in found]


def _row(row: pd.Series, measure: Measure, policy: Policy) -> Row:
    is_count = measure.unit != "percent"
    if row["status"] in _ABSENT:
        return Row(Verdict(row["status"]), 0.0, None, is_count)
    decided = verdict(row, is_count, policy)
    hidden = row["status"] == "suppressed_at_source"
    part = math.nan if hidden else row["value"] if is_count else row["numerator"]
    size = None if hidden else size_of(part, row["value"], part if is_count else row["denominator"])
    return Row(decided, part, size, is_count)


def _tables(frame: pd.DataFrame) -> Iterator[tuple[int, list[list[int]]]]:
    """Each Everyone row and, scheme by scheme, the rows that add up to it. A group without a row or a figure adds nobody."""
    told = frame[~frame["status"].isin(_ABSENT)]
    for _, place in told.groupby(["level", "geoid", "period_end"], sort=True):
        everyone = place.index[place["scheme"] == "all"]
        groups = place[place["scheme"] != "all"]
        if len(everyone) and len(groups):
            yield int(everyone[0]), [list(map(int, g.index)) for _, g in groups.groupby("scheme", sort=True)]


def _numbers(frame: pd.DataFrame, status: np.ndarray) -> pd.DataFrame:
    """Keys, status, and only those numbers the status allows."""
    shown = frame[[*_SHOWN_KEYS, *NUMBERS]].copy()
    shown["status"] = pd.array(status, dtype="str")
    published, banded = status == "published", status == "range"
    for column in ("value", "moe", "numerator", "denominator"):
        shown[column] = shown[column].where(published)
    shown["low"] = shown["low"].where(banded)
    shown["high"] = shown["high"].where(banded)
    return shown


def _published(shown: pd.DataFrame) -> pd.DataFrame:
    return PUBLISHED.check(shown[list(PUBLISHED.columns)])


def _split(reasons: list[str]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [reason.split(": ", 1) for reason in reasons]
    return np.array([p[0] for p in pairs], object), np.array([p[1] for p in pairs], object)


def _log(withheld: pd.DataFrame, rule: np.ndarray, reason: np.ndarray) -> pd.DataFrame:
    return withheld.assign(rule=rule, reason=reason)[list(LOG)].reset_index(drop=True)

"""The one boundary: confidential estimates go in, rows that may be shown come out, with a private log of what was withheld and why."""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from indicators import margins
from indicators.catalog import SOURCES
from indicators.measure import Measure, Reach, Reported
from indicators.reliability import MEDIUM_CV, with_classes, with_reliability
from indicators.suppression import policy as rules
from indicators.suppression import reach_areas
from indicators.suppression.complementary import Row, SumTable, protect
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict, about, size_of, verdict
from indicators.tables import ESTIMATE, NUMBERS, PUBLISHED, check_published

LOG = ("measure", "level", "geoid", "scheme", "group", "period_end", "status", "rule", "reason")
# Far finer than any margin: what is cut off is the noise of binary fractions (1403.2690000000002 people).
DECIMALS = 4
_SHOWN_KEYS = ("measure", "level", "geoid", "scheme", "group", "period_end", "period_start")
_GROUP_OF_YEAR = ("level", "geoid", "group", "period_end")
Enrolled = Mapping[tuple[str, str, str, int], float]
_ABSENT = frozenset({"not_reported", "not_available"})


def publish(
    estimates: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure], minimum_count: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """PUBLISHED rows of all measures, and the private log of withheld rows. Raises PolicyError for a looser minimum_count."""
    policy, enrolled = Policy(minimum_count), enrollment(estimates)
    rows, logs = [], []
    for names in _batches(estimates, measures):
        frame = ESTIMATE.check(pd.concat([estimates[name] for name in names], ignore_index=True))
        measure = measures[names[0]]
        match SOURCES[measure.source].kind:
            case "survey":
                shown, log = of_survey(frame, measures)
            case "public":
                shown, log = of_public(frame)
            case "records" if isinstance(measure.formula, Reach):
                shown, log = of_reach(frame, measure, _stricter(policy, measure))
            case "records":
                shown, log = of_records(frame, measure, _stricter(policy, measure), enrolled)
        rows.append(shown)
        logs.append(log)
    if not rows:
        return PUBLISHED.check(pd.DataFrame(columns=list(PUBLISHED.columns))), pd.DataFrame(columns=list(LOG))
    return check_published(pd.concat(rows, ignore_index=True)), pd.concat(logs, ignore_index=True)


def _batches(names: Iterable[str], measures: Mapping[str, Measure]) -> Iterator[list[str]]:
    """Survey measures that follow each other together, since none is judged by another; all others one by one."""
    for survey, run in itertools.groupby(names, key=lambda name: SOURCES[measures[name].source].kind == "survey"):
        together = list(run)
        yield from [together] if survey else ([name] for name in together)


def _stricter(policy: Policy, measure: Measure) -> Policy:
    return Policy(max(policy.minimum, measure.minimum_count or 0))


def of_survey(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Survey estimates: withheld only where they are too uncertain, never for privacy; their publisher has seen to that."""
    in_points = {name: measures[name].unit == "percent" for name in frame["measure"].unique()}
    frame = with_classes(frame, frame["measure"].map(in_points).to_numpy(bool))
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


def of_public(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Numbers that their publisher protected before printing them: shown as they stand, and what it hid stays hidden."""
    status = frame["status"].to_numpy(dtype=object)
    bounded = np.isin(status, ["top_coded", "bottom_coded", "range"])
    hidden = status == "suppressed_at_source"
    word = np.where(status == "estimated", "published", np.where(bounded, "range", status))
    shown = _numbers(frame, np.where(hidden, "suppressed", word))
    shown["reliability"] = pd.array(["not_applicable"] * len(shown), dtype="str")
    rule, reason = _split([rules.SOURCE] * int(hidden.sum()))
    return _published(shown), _log(shown[hidden], rule, reason)


def _reliable_size(frame: pd.DataFrame) -> pd.Series:
    """The number of people a too uncertain share speaks of, where that number itself can be trusted."""
    size, moe = frame["denominator"], frame["denominator_moe"]
    cv = margins.coefficient_of_variation(size.to_numpy(np.float64), moe.to_numpy(np.float64))
    return size.where((cv <= MEDIUM_CV) & (frame["status"].to_numpy(dtype=object) == "estimated"))


def enrollment(estimates: Mapping[str, pd.DataFrame]) -> Enrolled:
    """Students enrolled by place, year and group, where the publisher gives them."""
    if "enrollment" not in estimates:
        return {}
    known = estimates["enrollment"].query("status == 'estimated'")
    keys = known[list(_GROUP_OF_YEAR)].itertuples(index=False, name=None)
    return dict(zip(keys, known["value"].tolist(), strict=True))


def of_records(
    frame: pd.DataFrame, measure: Measure, policy: Policy, enrolled: Enrolled
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts of real people: withheld for privacy, by themselves or for the sake of another; never for uncertainty."""
    verdicts = verdicts_of(frame, measure, policy, enrolled)
    shown = _numbers(frame, np.array([v.status for v in verdicts], object))
    banded = shown["status"].to_numpy(dtype=object) == "range"
    for end in ("low", "high"):
        shown[end] = shown[end].where(~banded, np.array([getattr(v, end) for v in verdicts]))
    shown["value"] = shown["value"].where(~np.array([v.whole for v in verdicts], bool), shown["value"].round())
    shown["reliability"] = pd.array(["not_applicable"] * len(shown), dtype="str")
    withheld = np.array([v.reason is not None for v in verdicts], bool)
    rule, reason = _split([v.reason for v in verdicts if v.reason is not None])
    return _published(shown), _log(shown[withheld], rule, reason)


def of_reach(frame: pd.DataFrame, measure: Measure, policy: Policy) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Served of eligible: the served are real people and judged as a count; the eligible are a survey's, and may be too uncertain.

    How many were eligible and not served protects nobody, since the eligible are an estimate; so more than 100 percent is shown.
    """
    served = frame.assign(value=frame["numerator"])
    verdicts = verdicts_of(served, replace(measure, unit="people"), policy, {})
    verdicts = reach_areas.protected(frame, verdicts, policy)
    word = np.array([v.status for v in verdicts], object)
    classes = with_reliability(frame, replace(measure, minimum_count=None))["reliability"].to_numpy(dtype=object)
    uncertain = (word == "published") & (classes == "low")
    shown = _numbers(frame, np.where(uncertain, "too_uncertain", word))
    shown["denominator"] = shown["denominator"].where(~uncertain, _reliable_size(frame))
    shown["reliability"] = pd.array(np.where(word == "published", classes, "not_applicable"), dtype="str")
    reasons = [
        "uncertainty: the number of eligible people" if u else v.reason
        for u, v in zip(uncertain, verdicts, strict=True)
    ]
    withheld = np.array([reason is not None for reason in reasons], bool)
    return _published(shown), _log(shown[withheld], *_split([r for r in reasons if r is not None]))


def verdicts_of(frame: pd.DataFrame, measure: Measure, policy: Policy, enrolled: Enrolled) -> list[Verdict]:
    """What may be shown of each row of one measure, in the frame's order."""
    is_count = measure.unit != "percent"
    part = measure.formula.of_enrolled if isinstance(measure.formula, Reported) else 1.0
    keys = frame[list(_GROUP_OF_YEAR)].itertuples(index=False, name=None)
    sizes = [part * enrolled.get(key, math.nan) for key in keys]
    found = [_row(row, is_count, policy, n) for (_, row), n in zip(frame.iterrows(), sizes, strict=True)]
    for everyone, schemes in _tables(frame):
        positions = [i for scheme in schemes for i in scheme]
        rows = tuple(found[i] for i in (everyone, *positions))
        ends = np.cumsum([1, *(len(s) for s in schemes)])
        table = SumTable(rows, tuple(tuple(range(a, b)) for a, b in itertools.pairwise(ends)))
        for i, row in zip((everyone, *positions), protect(table, policy).rows, strict=True):
            found[i] = row
    return [row.verdict for row in found]


def _row(row: pd.Series, is_count: bool, policy: Policy, enrolled: float) -> Row:
    if row["status"] in _ABSENT:
        return Row(Verdict(row["status"]), 0.0, None, is_count)
    decided = verdict(row, is_count, policy, enrolled)
    if row["status"] == "suppressed_at_source":
        return Row(decided, math.nan, None, is_count)
    if is_count:
        return Row(decided, row["value"], size_of(row["value"], 100.0, row["value"]), is_count)
    if math.isnan(row["numerator"]):
        size, part = about(row["value"], enrolled)
        return Row(decided, math.nan, size, is_count, part)
    return Row(decided, row["numerator"], size_of(row["numerator"], row["value"], row["denominator"]), is_count)


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
    for column in ("value", "moe", "numerator", "denominator", "numerator_moe", "denominator_moe"):
        shown[column] = shown[column].where(published)
    shown["low"] = shown["low"].where(banded)
    shown["high"] = shown["high"].where(banded)
    return shown


def _published(shown: pd.DataFrame) -> pd.DataFrame:
    """Rounded, in the columns of PUBLISHED; `publish` checks all measures together."""
    rounded = {column: shown[column].round(DECIMALS) for column in NUMBERS}
    return shown.assign(**rounded)[list(PUBLISHED.columns)]


def _split(reasons: list[str]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [reason.split(": ", 1) for reason in reasons]
    return np.array([p[0] for p in pairs], object), np.array([p[1] for p in pairs], object)


def _log(withheld: pd.DataFrame, rule: np.ndarray, reason: np.ndarray) -> pd.DataFrame:
    return withheld.assign(rule=rule, reason=reason)[list(LOG)].reset_index(drop=True)

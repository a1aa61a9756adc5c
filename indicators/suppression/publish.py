"""The one boundary: confidential estimates go in, rows that may be shown come out, with a private log of what was withheld and why."""

import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from indicators import margins
from indicators.catalog import SOURCES
from indicators.group_pools import POOLED
from indicators.measure import Measure, Reach
from indicators.partner_counts import counted, of_partner
from indicators.reliability import MEDIUM_CV, with_classes
from indicators.suppression import policy as rules
from indicators.suppression import served
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Verdict
from indicators.suppression.verdicts import GROUP_OF_YEAR, Enrolled, verdicts_of
from indicators.tables import ESTIMATE, NUMBERS, PUBLISHED, check_published

LOG = ("measure", "level", "geoid", "scheme", "group", "period_end", "status", "rule", "reason")
# Far finer than any margin: what is cut off is the noise of binary fractions (1403.2690000000002 people).
DECIMALS = 4
_SHOWN_KEYS = ("measure", "level", "geoid", "scheme", "group", "period_end", "period_start")


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
            case "records" if _served(measure):
                shown, log = of_partners({name: estimates[name] for name in names}, measures, policy)
            case "records":
                shown, log = of_records(frame, measure, _stricter(policy, measure), enrolled)
        rows.append(shown)
        logs.append(log)
    if not rows:
        return PUBLISHED.check(pd.DataFrame(columns=list(PUBLISHED.columns))), pd.DataFrame(columns=list(LOG))
    return check_published(pd.concat(rows, ignore_index=True)), pd.concat(logs, ignore_index=True)


def _batches(names: Iterable[str], measures: Mapping[str, Measure]) -> Iterator[list[str]]:
    """Survey measures that follow each other together, since none is judged by another; partners' counts of the same people too."""
    found: dict[Hashable, list[str]] = {}
    runs = itertools.groupby(names, key=lambda name: SOURCES[measures[name].source].kind == "survey")
    for number, (survey, run) in enumerate(runs):
        for name in run:
            alone = _served(measures[name]) or name
            found.setdefault(("survey", number) if survey else alone, []).append(name)
    yield from found.values()


def _served(measure: Measure) -> str:
    """The variable by which a partner counts people, "" for anything else."""
    return counted(measure) if of_partner(measure) or isinstance(measure.formula, Reach) else ""


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
    keys = known[list(GROUP_OF_YEAR)].itertuples(index=False, name=None)
    return dict(zip(keys, known["value"].tolist(), strict=True))


def of_records(
    frame: pd.DataFrame, measure: Measure, policy: Policy, enrolled: Enrolled
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts of real people: withheld for privacy, by themselves or for the sake of another; never for uncertainty."""
    return _judged(frame, verdicts_of(frame, measure, policy, enrolled))


def of_partners(
    frames: Mapping[str, pd.DataFrame], measures: Mapping[str, Measure], policy: Policy
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measures of the same people, by id: what is hidden in one is hidden in all."""
    found = served.verdicts(frames, measures, policy)
    each = [
        (of_reach if isinstance(measures[name].formula, Reach) else _judged)(frame, found[name])
        for name, frame in frames.items()
    ]
    return pd.concat([shown for shown, _ in each], ignore_index=True), pd.concat(
        [log for _, log in each], ignore_index=True
    )


def of_reach(frame: pd.DataFrame, verdicts: Sequence[Verdict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Served of eligible: the served are real people and judged as a count; the eligible are a survey's, and may be too uncertain.

    How many were eligible and not served protects nobody, since the eligible are an estimate; so more than 100 percent is shown.
    """
    word = np.array([v.status for v in verdicts], object)
    classes = with_classes(frame, np.ones(len(frame), bool))["reliability"].to_numpy(dtype=object)
    uncertain = (word == "published") & (classes == "low")
    shown = _numbers(frame, np.where(uncertain, "too_uncertain", word))
    shown["denominator"] = shown["denominator"].where(~uncertain, _reliable_size(frame))
    shown["reliability"] = pd.array(np.where(word == "published", classes, "not_applicable"), dtype="str")
    reasons = [
        "uncertainty: the number of eligible people" if u else v.reason
        for u, v in zip(uncertain, verdicts, strict=True)
    ]
    return _parted(shown, reasons)


def _judged(frame: pd.DataFrame, verdicts: Sequence[Verdict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows as these verdicts show them, and the log of what they withhold."""
    shown = _numbers(frame, np.array([v.status for v in verdicts], object))
    banded = shown["status"].to_numpy(dtype=object) == "range"
    for end in ("low", "high"):
        shown[end] = shown[end].where(~banded, np.array([getattr(v, end) for v in verdicts]))
    shown["value"] = shown["value"].where(~np.array([v.whole for v in verdicts], bool), shown["value"].round())
    shown["reliability"] = pd.array(["not_applicable"] * len(shown), dtype="str")
    return _parted(shown, [v.reason for v in verdicts])


def _parted(shown: pd.DataFrame, reasons: Sequence[str | None]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows that are offered, and the log of those withheld; of a group that stands in a pool there is the log alone."""
    withheld = np.array([reason is not None for reason in reasons], bool)
    log = _log(shown[withheld], *_split([r for r in reasons if r is not None]))
    return _published(shown[shown["status"] != POOLED]), log


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
    """The rule and the words of each reason."""
    said = [reason.partition(": ") for reason in reasons]
    return np.array([rule for rule, _, _ in said], object), np.array([words for _, _, words in said], object)


def _log(withheld: pd.DataFrame, rule: np.ndarray, reason: np.ndarray) -> pd.DataFrame:
    return withheld.assign(rule=rule, reason=reason)[list(LOG)].reset_index(drop=True)

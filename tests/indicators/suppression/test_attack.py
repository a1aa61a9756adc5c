"""The bounds a reader can work out are exactly those of all tables that agree with the publication, listed one by one."""

from collections.abc import Callable, Sequence
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.suppression import policy as rules
from indicators.suppression.complementary import Row, SumTable, bounds, protect, safe
from indicators.suppression.policy import Policy
from indicators.suppression.primary import Size, Verdict, of_count, of_rate

Pair = tuple[int, int]  # part, others
MOST = 9


def small_policy() -> Policy:
    """A threshold of 3, so that every table can be listed; the rules are those of 10."""
    with patch.object(rules, "THRESHOLD", 3):
        return Policy(3)


def rate_row(part: int, others: int, at_source: bool, policy: Policy) -> Row:
    size = Size(part + others, part + others)
    if at_source:
        return Row(Verdict("suppressed", rules.SOURCE), float("nan"), None, False)
    return Row(of_rate(part, size, policy), part, size, False)


def agrees(row: Row, policy: Policy) -> Callable[[Pair], bool]:
    """Whether a pair could stand behind the published row."""
    edge = policy.band_edge(row.size.low) if row.size and row.verdict.status == "range" else None

    def fits(pair: Pair) -> bool:
        part, others = pair
        if row.verdict.status == "suppressed":
            return part + others >= 1
        if row.verdict.status == "published":
            return (part, part + others) == (round(row.part), row.size.low if row.size else -1)
        few = part if row.verdict.low == 0 else others
        return part + others > 0 and few < policy.minimum and policy.band_edge(part + others) == edge

    return fits


def possible(rows: Sequence[Row], policy: Policy) -> list[set[Pair]]:
    """For each row, the pairs it has in at least one table of whole people that agrees with the publication."""
    pairs = [(k, m) for k in range(MOST + 1) for m in range(MOST + 1)]
    totals, *choices = [{p for p in pairs if agrees(row, policy)(p)} for row in rows]
    found: list[set[Pair]] = []
    for i, own in enumerate(choices):
        others: set[Pair] = {(0, 0)}
        for j, more in enumerate(choices):
            others = others if i == j else {(a + k, b + m) for a, b in others for k, m in more if a + k <= MOST}
        found.append({(k, m) for k, m in own if any((k + a, m + b) in totals for a, b in others)})
    sums: set[Pair] = {(0, 0)}
    for more in choices:
        sums = {(a + k, b + m) for a, b in sums for k, m in more if a + k <= MOST}
    return [totals & sums, *found]


group = st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()).filter(lambda g: g[0] + g[1] > 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(group, min_size=2, max_size=3))
def test_bounds_are_those_of_all_tables_and_none_gives_a_person_away(groups: list[tuple[int, int, bool]]) -> None:
    policy = small_policy()
    total = (sum(g[0] for g in groups), sum(g[1] for g in groups), False)
    rows = tuple(rate_row(*g, policy) for g in (total, *groups))
    assume(rows[0].verdict.status == "published" and max(total[:2]) <= MOST)
    table = SumTable(rows, (tuple(range(1, len(rows))),))
    for published in (table, protect(table, policy)):
        if not published.rows[0].shown:
            continue
        seen_pairs = possible(published.rows, policy)
        own, found = bounds(published, policy)
        for i in range(len(rows)):
            for quantity, take in enumerate((lambda p: p[0], lambda p: p[1], lambda p: p[0] + p[1])):
                seen = {take(pair) for pair in seen_pairs[i]}
                assert (min(seen), max(seen)) == (found.low[i, quantity], found.high[i, quantity])
                assert own.low[i, quantity] <= min(seen)
    assert safe(protect(table, policy), policy)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=2, max_size=4), st.data())
def test_no_small_count_can_be_worked_out(groups: list[int], data: st.DataObject) -> None:
    policy = small_policy()
    at_source = [n > 0 and data.draw(st.booleans()) for n in groups]
    hidden = Verdict("suppressed", rules.SOURCE)
    rows = [Row(of_count(sum(groups), policy), sum(groups), Size(sum(groups), sum(groups)), True)]
    for n, starred in zip(groups, at_source, strict=True):
        rows.append(Row(hidden, float("nan"), None, True) if starred else Row(of_count(n, policy), n, Size(n, n), True))
    table = protect(SumTable(tuple(rows), (tuple(range(1, len(rows))),)), policy)
    if not table.rows[0].shown:
        return
    left = sum(groups) - sum(n for n, r in zip(groups, table.rows[1:], strict=True) if r.shown)
    unknown = [i for i, r in enumerate(table.rows[1:]) if not r.shown]
    for i in unknown:
        sums = {0}
        for _ in unknown[1:]:
            sums = {a + b for a in sums for b in range(1, left + 1) if a + b < left}
        values = {left - others for others in sums}
        if rows[i + 1].verdict.status == "suppressed":
            assert len(values) >= policy.minimum
            assert at_source[i] or max(values) >= max(groups[i] + rules.PROTECTION, policy.minimum)


def test_a_total_less_its_shown_groups_is_never_one_hidden_number() -> None:
    policy = Policy()
    rows = [Row(of_count(n, policy), n, Size(n, n), True) for n in (136, 7, 41, 88)]
    table = SumTable(tuple(rows), ((1, 2, 3),))
    assert not safe(table, policy)
    assert [r.verdict.status for r in protect(table, policy).rows] == [
        "published",
        "suppressed",
        "suppressed",
        "published",
    ]

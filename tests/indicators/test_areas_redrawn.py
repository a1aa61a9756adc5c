"""Areas drawn anew through the gate: which years are hidden, that nobody works them out, and that others stay."""

import math
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pytest

from indicators import areas_redrawn, audit_redrawn, gate, gate_hide, release, release_proof_file
from indicators.audit import audit
from indicators.audit_rows import ROW, Earlier
from indicators.catalog import MEASURES
from indicators.gate import Secured, UnsafeReleaseError
from indicators.release_private import Private
from indicators.suppression import policy as rules
from indicators.suppression.publish import publish
from indicators.tables import ESTIMATE
from tests.indicators.audited import of_place, released
from tests.indicators.gated import NO_LOG
from tests.indicators.mapped import CITY, FIRST, REDRAWN, RENAMED, SLUG, Plan, areas, places, topology
from tests.releases import small_contents

CHILDREN, REACH, NEAR = "program_children", "program_reach", "neighborhood"
OLD, NEW = (NEAR, "ash-hill"), (NEAR, "new-hill")
BEFORE = {"ash-hill": 30, "bell-meadow": 52, "canada-park": 66, CITY: 160}
AFTER = {"new-hill": 33, "bell-meadow": 52, "canada-park": 66, CITY: 160}


def row(geoid: str, end: int, n: float, measure: str = CHILDREN, **also: Any) -> dict[str, Any]:
    level = "county_subdivision" if geoid == CITY else NEAR
    numbers = {"value": n / 4, "numerator": n, "denominator": 400.0} if measure == REACH else {"value": float(n)}
    return of_place(measure, level, geoid, numbers) | {"period_end": end, "period_start": end - 1} | also


# Which rows


def earlier(*told: Mapping[str, Any], gone: tuple[str, str] = OLD, new: tuple[str, str] = NEW) -> Earlier:
    return Earlier("first", MEASURES, 10, pd.DataFrame(list(told)), gone=frozenset({gone}), new=frozenset({new}))


def anew(now: Sequence[Mapping[str, Any]], *before: Earlier) -> set[tuple[Any, ...]]:
    """Measure, area and year of the rows that older boundaries told of."""
    found = audit_redrawn.rows_anew(pd.DataFrame(list(now)), before, MEASURES)
    return {(key[0], key[2], key[5]) for key in found}


NOW = [row(geoid, 2019, n) for geoid, n in AFTER.items()]


def test_a_new_area_is_hidden_in_the_years_that_were_told_of_one_that_is_gone() -> None:
    later = [row(geoid, 2020, n) for geoid, n in AFTER.items()]
    assert anew([*NOW, *later], earlier(row("ash-hill", 2019, 30))) == {(CHILDREN, "new-hill", 2019)}


def test_every_measure_of_the_same_people_counts_and_no_other() -> None:
    now = [row("new-hill", 2019, 33, measure) for measure in (CHILDREN, REACH, "enrollment")]
    assert {key[0] for key in anew(now, earlier(row("ash-hill", 2019, 30, REACH)))} == {CHILDREN, REACH}
    assert anew(now, earlier(row("ash-hill", 2019, 30, "enrollment"))) == set()


@pytest.mark.parametrize(
    ("start", "end", "hidden"),
    [
        (2019, 2019, True),
        (2018, 2019, True),
        (2016, 2019, True),
        (2018, 2021, True),
        (2019, 2020, False),
        (2020, 2020, False),
        (2017, 2018, False),
        (2018, 2018, False),
    ],
)
def test_years_put_together_count_where_one_of_them_was_told(start: int, end: int, hidden: bool) -> None:
    for begins in (2018, 2019):  # a school year, and a calendar year
        year, span = {"period_start": begins}, {"period_start": start, "period_end": end}
        told, now = row("ash-hill", 2019, 30), row("new-hill", 2019, 33)
        assert bool(anew([now | span], earlier(told | year))) is hidden
        assert bool(anew([now | year], earlier(told | span))) is hidden


def test_what_was_hidden_there_counts_too_and_what_nobody_was_told_of_does_not() -> None:
    hidden, absent = ({"status": status} for status in ("suppressed", "not_available"))
    assert anew(NOW, earlier(row("ash-hill", 2019, 30) | hidden))
    assert not anew(NOW, earlier(row("ash-hill", 2019, 30) | absent))
    assert not anew([one | absent for one in NOW], earlier(row("ash-hill", 2019, 30)))


def test_a_number_of_nobody_stays_and_levels_are_not_mixed() -> None:
    assert anew([row("new-hill", 2019, 0)], earlier(row("ash-hill", 2019, 30))) == set()
    assert anew([row("new-hill", 2019, 0, REACH)], earlier(row("ash-hill", 2019, 30))) == set()
    few = row("new-hill", 2019, 20, REACH) | {"value": 0.0, "denominator": 9_000.0}
    assert anew([few], earlier(row("ash-hill", 2019, 30))) == {(REACH, "new-hill", 2019)}
    city = earlier(row(CITY, 2019, 160), gone=("county_subdivision", CITY))
    assert anew(NOW, city) == set()


def test_every_earlier_release_counts_and_one_without_new_areas_asks_nothing() -> None:
    same = earlier(row("ash-hill", 2019, 30))._replace(new=frozenset())
    assert anew(NOW, same) == set()
    both = [earlier(row("ash-hill", end, 30)) for end in (2019, 2020)]
    assert len(anew([*NOW, row("new-hill", 2020, 41)], same, *both)) == 2


def test_a_cover_gets_the_reason_and_what_is_small_keeps_its_own() -> None:
    now = pd.DataFrame([row("new-hill", 2019, 33), row("new-hill", 2020, 35), row("new-hill", 2021, 4)])
    now["status"] = ["published", "suppressed", "suppressed"]
    words = {2020: rules.COMPLEMENTARY, 2021: rules.PRIMARY_COUNT}
    log = [
        now.loc[now["period_end"] == end, [*ROW, "status"]].assign(rule=said.split(": ")[0], reason="")
        for end, said in words.items()
    ]
    before = earlier(*(row("ash-hill", end, 30) for end in (2019, 2020, 2021)))
    shown, log = areas_redrawn.hidden(now, pd.concat(log), [before], MEASURES)
    assert shown["status"].tolist() == ["suppressed"] * 3
    assert dict(zip(log["period_end"], log["rule"], strict=True)) == {2019: "redrawn", 2020: "redrawn", 2021: "primary"}
    assert log["rule"].eq(areas_redrawn.ANEW).sum() == 2


# Through the gate


def estimates(counts: Mapping[int, Mapping[str, int]]) -> pd.DataFrame:
    blank = {c: math.nan for c, kind in ESTIMATE.columns.items() if kind == "float"}
    keys = [*ROW, "period_start"]
    each = [row(geoid, end, n) for end, there in counts.items() for geoid, n in there.items()]
    return pd.DataFrame([{k: r[k] for k in keys} | blank | {"value": r["value"], "status": "estimated"} for r in each])


def gated(root: Path, plan: Plan, counts: Mapping[int, Mapping[str, int]], slug: str = SLUG) -> Secured:
    behind = estimates(counts)
    return gate.secure(
        *publish({CHILDREN: behind}, MEASURES, 10), behind, gate.known(root, behind, 10, (), areas(plan, slug=slug))
    )


def written(root: Path, secured: Secured, plan: Plan, hour: int, slug: str = SLUG) -> str:
    small = small_contents()
    about = {**small.about, "places": places(plan), "community": {**small.about["community"], "slug": slug}}
    private = Private(proof=release_proof_file.as_bytes(secured.kept), corrected=secured.corrected())
    contents = replace(
        small,
        about=about,
        published=secured.published,
        log=secured.log,
        shapes={"neighborhood.json": topology(plan)},
        private=private,
    )
    made = datetime(2026, 11, 20, hour, 0, tzinfo=UTC)
    return release.write(root, contents, made, lambda data, name: gate.attacked(data, name, secured))


def first(root: Path, counts: Mapping[str, int] = BEFORE, slug: str = SLUG) -> str:
    return written(root, gated(root, FIRST, {2019: counts}, slug), FIRST, 12, slug)


def hidden(one: Secured, end: int = 2019) -> set[str]:
    rows = one.published
    return set(rows.loc[(rows["status"] == "suppressed") & (rows["period_end"] == end), "geoid"])


def test_a_redrawn_area_is_hidden_for_the_old_year_and_shown_for_a_new_one(tmp_path: Path) -> None:
    first(tmp_path)
    secured = gated(tmp_path, REDRAWN, {2019: AFTER, 2020: AFTER})
    assert (hidden(secured), hidden(secured, 2020)) == ({"new-hill"}, set())
    found = audit(tmp_path, written(tmp_path, secured, REDRAWN, 13))
    assert [o for o in found.judged.open if not o.out_before] == []
    assert found.proven is None or found.proven.faults == ()
    low, high = next(found.judged.ranges.of(w.cell) for w in found.judged.watched if w.redrawn)
    shutil.rmtree(tmp_path / "private")
    elsewhere = audit(tmp_path, found.store.release.id)
    assert not elsewhere.has_log
    assert elsewhere.book.redrawn == found.book.redrawn != set()
    # Nobody is fewer than one there; of the city's others no more are elsewhere than the city has.
    assert (low, high) == (1, 160 - 52 - 66)


def test_without_it_both_releases_tell_who_lives_between_the_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = first(tmp_path)
    with monkeypatch.context() as without:
        without.setattr(areas_redrawn, "hidden", lambda published, log, *_: (published, log))
        bare = gated(tmp_path, REDRAWN, {2019: AFTER})
    assert hidden(bare) == set()
    then = audit(tmp_path, name).rows.set_index("geoid")["value"]
    assert bare.published.set_index("geoid")["value"]["new-hill"] - then["ash-hill"] == 3
    with pytest.raises(UnsafeReleaseError, match="new-hill"):
        written(tmp_path, bare, REDRAWN, 13)


def test_no_sum_over_the_city_gives_a_redrawn_area_back(tmp_path: Path) -> None:
    """Other areas were never out and the city is all of them: a second one covers, as the city less it tells too much."""
    first(tmp_path, {"ash-hill": 30})
    secured = gated(tmp_path, REDRAWN, {2019: {"new-hill": 33, "bell-meadow": 52, "canada-park": 66, CITY: 151}})
    assert hidden(secured) == {"new-hill", "bell-meadow"}
    whole = gated(tmp_path, REDRAWN, {2019: {"new-hill": 33, "bell-meadow": 52, "canada-park": 66, CITY: 154}})
    assert hidden(whole) == {"new-hill"}


def test_a_renamed_area_is_the_same_and_nothing_more_is_hidden(tmp_path: Path) -> None:
    first(tmp_path)
    same = {("the-hill" if geoid == "ash-hill" else geoid): n for geoid, n in BEFORE.items()}
    assert hidden(gated(tmp_path, RENAMED, {2019: same})) == set()
    assert hidden(gated(tmp_path, RENAMED, {2019: same | {"the-hill": 33}})) == {"the-hill"}


def test_what_was_hidden_stays_protected_under_another_id(tmp_path: Path) -> None:
    """100 less the 30 and 66 of today were the four that were hidden under the older id."""
    first(tmp_path, {"ash-hill": 4, "bell-meadow": 30, "canada-park": 66, CITY: 100})
    now = {"the-hill": 24, "bell-meadow": 30, "canada-park": 66, CITY: 120}
    assert "bell-meadow" in hidden(gated(tmp_path, RENAMED, {2019: now}))
    secured = gated(tmp_path / "nothing", RENAMED, {2019: now})
    assert hidden(secured) == set()


def test_what_was_hidden_in_an_area_that_is_gone_does_not_follow_from_its_neighbors(tmp_path: Path) -> None:
    first(tmp_path, {"ash-hill": 4, "bell-meadow": 30, "canada-park": 66, CITY: 100})
    now = {"new-hill": 44, "bell-meadow": 30, "canada-park": 66, CITY: 140}
    assert hidden(gated(tmp_path, REDRAWN, {2019: now})) == {"new-hill", "bell-meadow"}


def test_an_area_that_keeps_its_id_is_hidden_for_the_old_year_and_not_joined_with_what_it_was(tmp_path: Path) -> None:
    first(tmp_path)
    plan = FIRST | {"ash-hill": (0, 110), "bell-meadow": (110, 200)}
    now = BEFORE | {"ash-hill": 70, "bell-meadow": 52}
    secured = gated(tmp_path, plan, {2019: now, 2020: now})
    assert (hidden(secured), hidden(secured, 2020)) == ({"ash-hill", "bell-meadow"}, set())
    found = audit(tmp_path, written(tmp_path, secured, plan, 13))
    assert [o for o in found.judged.open if not o.out_before] == []
    assert secured.corrected() == {found.earlier[0].id: []}


def test_another_community_in_the_folder_changes_nothing(tmp_path: Path) -> None:
    first(tmp_path, slug="elsewhere")
    assert hidden(gated(tmp_path, REDRAWN, {2019: AFTER})) == set()
    first(tmp_path)
    assert hidden(gated(tmp_path, REDRAWN, {2019: AFTER})) == {"new-hill"}


def read(root: Path, now: pd.DataFrame, plan: Plan = REDRAWN) -> list[set[str]]:
    """The areas that each earlier release is taken to tell of."""
    return [set(one.rows["geoid"]) for one in gate.known(root, now, 10, (), areas(plan)).earlier]


def test_of_areas_that_are_gone_only_the_own_community_s_are_read_and_only_partners_numbers(tmp_path: Path) -> None:
    now = estimates({2019: AFTER})
    first(tmp_path, slug="elsewhere")
    assert read(tmp_path, now) == [{"bell-meadow", "canada-park", CITY}]
    first(tmp_path)
    assert read(tmp_path, now)[1] == {*BEFORE}
    public = [of_place("enrollment", "school_district", geoid, {"value": 900.0}) for geoid in ("0900001", "0900002")]
    released(tmp_path / "public", public, marks={})
    today = pd.DataFrame(public[1:]).assign(status="estimated")
    assert read(tmp_path / "public", today) == [{"0900002"}]


def test_people_who_are_told_of_in_no_measure_today_are_not_asked_about(tmp_path: Path) -> None:
    first(tmp_path)
    absent = estimates({2019: AFTER}).assign(status="not_available")
    assert read(tmp_path, absent) == [{"bell-meadow", "canada-park", CITY}]


def test_people_who_are_told_of_in_another_measure_today_are_asked_about(tmp_path: Path) -> None:
    first(tmp_path)
    catalog = next(tmp_path.glob("releases/*/catalog.json"))
    reach = pd.DataFrame([row(geoid, 2019, n, REACH) for geoid, n in AFTER.items()]).assign(status="estimated")
    assert read(tmp_path, reach) == [{*BEFORE}]
    catalog.write_text(orjson.dumps([m for m in orjson.loads(catalog.read_bytes()) if m["id"] != REACH]).decode())
    assert read(tmp_path, reach) == [{*BEFORE}]


def test_whoever_does_not_say_which_areas_are_today_s_hides_nothing_for_them(tmp_path: Path) -> None:
    first(tmp_path)
    behind = estimates({2019: AFTER})
    known = gate.known(tmp_path, behind, 10, ())
    assert [(one.gone, one.new) for one in known.earlier] == [(frozenset(), frozenset())]
    assert gate_hide.locked(behind, NO_LOG, known.earlier, MEASURES)[0] is behind

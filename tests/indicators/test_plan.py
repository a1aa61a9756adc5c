"""What a build would ask for, and what it refuses before it asks anybody."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from geo import community as communities
from geo.errors import CommunityError
from indicators import plan as plans
from indicators.catalog import MEASURES

ROOT = Path(__file__).resolve().parents[2]
DEMO = communities.read(ROOT / "communities" / "demo")
LATER = (
    "grade3_reading", "grade8_math", "kindergarten_ready", "college_enrollment", "college_completion", "youth_employment"
)  # fmt: skip


def test_a_goal_may_name_any_measure_there_is_or_will_be() -> None:
    goal = DEMO.goals[0]
    goals = tuple(replace(goal, measure=measure) for measure in (*MEASURES, *LATER))
    assert plans.make(replace(DEMO, goals=goals), has_key=True).acs


def test_a_misspelt_goal_is_refused_with_the_close_names() -> None:
    wrong = replace(DEMO, goals=(replace(DEMO.goals[0], measure="grade3_readin"),))
    with pytest.raises(CommunityError, match=r'no measure "grade3_readin"\. Did you mean grade3_reading'):
        plans.make(wrong, has_key=True)


def test_only_a_measure_with_counts_is_pooled() -> None:
    assert plans.make(replace(DEMO, pooled={"graduation_4yr": 3}), has_key=True).acs
    with pytest.raises(CommunityError, match=r'\[pooled\]: "chronic_absence" has no counts to add up'):
        plans.make(replace(DEMO, pooled={"chronic_absence": 3}), has_key=True)
    with pytest.raises(CommunityError, match=r'\[pooled\]: there is no measure "graduation_4y"'):
        plans.make(replace(DEMO, pooled={"graduation_4y": 3}), has_key=True)


def test_the_catalog_and_a_community_are_read_without_what_is_slow_to_load() -> None:
    """A build with nothing new reads both; pandas alone takes longer than all of that."""
    program = (
        "import sys; from pathlib import Path; from geo import community; import indicators.catalog, indicators.settings\n"
        "community.read(Path(sys.argv[1]))\n"
        "sys.exit(str({'pandas', 'numpy', 'pyarrow', 'scipy', 'geopandas'} & set(sys.modules) or '') or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(DEMO.folder)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_build_with_nothing_new_does_without_shapes_and_matrices(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from communities.demo.transport import DemoAdapter\n"
        "before = set(sys.modules)\n"
        "from indicators.build import build; from indicators.build_gather import Sources\n"
        "from sources.cache import Cache; from sources.session import Session\n"
        "from indicators import plan as plans; import indicators.build as building\n"
        "few = {n: plans.MEASURES[n] for n in ('population', 'graduation_4yr', 'chronic_absence')}\n"
        "building.MEASURES, make = few, plans.make\n"
        "plans.make = lambda *args, **more: make(*args, measures=few, **more)\n"
        "root = Path(sys.argv[2])\n"
        "def once(): return build(Path(sys.argv[1]), root, Sources(Session(mirror='', adapter=DemoAdapter()), Cache(root / 'c'), '0' * 40))\n"
        "made = once().new\n"
        "print(made, *(name in set(sys.modules) - before for name in ('scipy.sparse', 'geopandas')))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program, str(DEMO.folder), str(tmp_path)],
            capture_output=True, text=True, check=True, cwd=ROOT,
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert said == ["True True True", "False False False"]

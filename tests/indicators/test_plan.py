"""What a build would ask for, and what it refuses before it asks anybody."""

from dataclasses import replace
from pathlib import Path

import pytest

from geo import community as communities
from geo.errors import CommunityError
from indicators import plan as plans
from indicators.catalog import MEASURES

DEMO = communities.read(Path(__file__).resolve().parents[2] / "communities" / "demo")
LATER = (
    "grade3_reading", "grade8_math", "kindergarten_ready", "college_enrollment", "college_completion", "youth_employment"
)  # fmt: skip


def test_a_goal_may_name_any_measure_there_is_or_will_be() -> None:
    goal = DEMO.goals[0]
    goals = tuple(replace(goal, measure=measure) for measure in (*MEASURES, *LATER))
    assert plans.make(replace(DEMO, goals=goals), has_key=True).acs


def test_a_misspelt_goal_is_refused_with_the_close_names() -> None:
    wrong = replace(DEMO, goals=(replace(DEMO.goals[0], measure="grade33"),))
    with pytest.raises(CommunityError, match=r'no measure "grade33"\. Did you mean grade3_reading'):
        plans.make(wrong, has_key=True)

"""What entries made of the survey have in common: their form, and for shares of people the sentences that tell one."""

from functools import partial
from typing import TypedDict

from indicators.catalog.lines import REVIEWED, SURVEY_LEVELS, Groups, everyone
from indicators.measure import Lines, Measure, Share, Text

from_survey = partial(
    Measure,
    level="population",
    levels=SURVEY_LEVELS,
    period="five_years",
    source="acs5",
    minimum_count=None,
    reviewed=REVIEWED,
)
survey_share = partial(from_survey, unit="percent")
EACH_GROUP = Text("{group}", "los {group}")


def said(who: Text, did: Text) -> Text:
    """ "In {place}, about {value} of children ({between}) lived ... in {period}."; `who` in Spanish with its article."""
    return Text(
        f"In {{place}}, about {{value}} of {who.en} ({{between}}) {did.en} in {{period}}.",
        f"En {{place}}, cerca del {{value}} de {who.es} ({{between}}) {did.es} en {{period}}.",
    )


class Sentences(TypedDict):
    """The two sentences of an entry."""

    sentence: Text
    group_sentence: Text


def told(who: Text, did: Text) -> Sentences:
    """What `said` tells of everyone, and the same of each group."""
    return {"sentence": said(who, did), "group_sentence": said(EACH_GROUP, did)}


def share(part: Groups, whole: Groups) -> Share:
    """A share whose schemes without a whole of their own are parts of the whole of everyone."""
    return Share(part, {s: whole.get(s, dict.fromkeys(groups, whole["all"]["all"])) for s, groups in part.items()})


def share_of_everyone(part: Lines, whole: Lines) -> Share:
    """A share that is told of everyone alone."""
    return share({"all": everyone(part)}, {"all": everyone(whole)})

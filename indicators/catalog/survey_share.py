"""What entries about shares of people in the survey have in common: their form, and the sentence that tells one."""

from functools import partial

from indicators.catalog.lines import REVIEWED, SURVEY_LEVELS, Groups
from indicators.measure import Measure, Share, Text

survey_share = partial(
    Measure,
    level="population",
    unit="percent",
    levels=SURVEY_LEVELS,
    period="five_years",
    source="acs5",
    minimum_count=None,
    reviewed=REVIEWED,
)
EACH_GROUP = Text("{group}", "los {group}")


def said(who: Text, did: Text) -> Text:
    """ "In {place}, about {value} of children ({between}) lived ... in {period}."; `who` in Spanish with its article."""
    return Text(
        f"In {{place}}, about {{value}} of {who.en} ({{between}}) {did.en} in {{period}}.",
        f"En {{place}}, cerca del {{value}} de {who.es} ({{between}}) {did.es} en {{period}}.",
    )


def share(part: Groups, whole: Groups) -> Share:
    """A share whose schemes without a whole of their own are parts of the whole of everyone."""
    return Share(part, {s: whole.get(s, dict.fromkeys(groups, whole["all"]["all"])) for s, groups in part.items()})

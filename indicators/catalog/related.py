"""Which levels lie in which and which schemes tell everyone apart, as proof and audit relate them (audit_relations.py).

A count of people may be told of no other level or scheme: what nobody relates is neither protected nor attacked.
"""

from collections.abc import Sequence

# The areas that are told beside those they are made of.
WIDER = {"county_subdivision": "neighborhood", "state": "school_district"}
# Schemes whose groups together are everyone, nobody in two of them.
TELL_APART = frozenset({"race_ethnicity", "sex", "age", "language", "meals", "disability"})


def unrelated_levels(levels: Sequence[str]) -> list[str]:
    """The levels that are told beside another and lie, through no chain of areas, in or around the first."""
    joined, rest = set(levels[:1]), list(levels[1:])
    while near := [level for level in rest if any({level, one} in _PAIRS for one in joined)]:
        joined.update(near)
        rest = [level for level in rest if level not in joined]
    return rest


def unrelated_schemes(schemes: Sequence[str]) -> list[str]:
    """The schemes whose groups nobody adds up to everyone."""
    return [scheme for scheme in schemes if scheme not in TELL_APART]


_PAIRS = [{wider, smaller} for wider, smaller in WIDER.items()]

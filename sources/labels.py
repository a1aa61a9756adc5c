"""Groups as publishers call them, and the schemes and groups they stand for here. An unknown word stops whoever reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sources.errors import Drift

# The groups of each scheme, as the catalog displays them. A test holds the two lists to each other.
SCHEMES: Mapping[str, frozenset[str]] = {
    "all": frozenset({"all"}),
    "race_ethnicity": frozenset(
        {"aian", "asian", "black", "latino", "mena", "nhpi", "other", "two", "white", "not_reported"}
    ),
    "age": frozenset({"under_18", "18_to_64", "65_and_over", "age_not_reported"}),
    "sex": frozenset({"female", "male", "sex_not_reported"}),
    "tenure": frozenset({"owner", "renter"}),
    "language": frozenset({"english_learner", "not_english_learner"}),
    "meals": frozenset({"free_or_reduced", "full_price"}),
    "disability": frozenset({"with_disability", "without_disability"}),
}

# The group of those whose group nobody told, of the schemes that partners tell people apart by.
NOT_REPORTED: Mapping[str, str] = {
    "race_ethnicity": "not_reported",
    "sex": "sex_not_reported",
    "age": "age_not_reported",
}


@dataclass(frozen=True)
class Label:
    """A group as one source calls it; `text` is the source's own label, kept for display."""

    scheme: str
    group: str
    text: str


@dataclass(frozen=True)
class Vocabulary:
    """One source's words. `adds_to_total` tells whether its race groups partition everyone and all of them are printed.

    `race_standard` names the federal standard they follow: "1977" (nobody can report two races, Pacific Islander within Asian),
    "1997" (two or more races, Pacific Islander apart), "state" (a state's own list).
    """

    id: str
    race_standard: str
    adds_to_total: bool
    words: Mapping[str, Label]
    note: str = ""


def labels(words: Mapping[str, str]) -> dict[str, Label]:
    """Label of each word, from "scheme.group" or "all". Raises ValueError for a group that no scheme has."""
    found = {}
    for word, target in words.items():
        scheme, _, group = target.partition(".") if "." in target else (target, "", target)
        if group not in SCHEMES.get(scheme, ()):
            raise ValueError(
                f'"{word}" is declared as "{target}"; expected "all" or scheme.group, such as race_ethnicity.asian.'
            )
        found[normal(word)] = Label(scheme, group, word)
    return found


def normal(word: str) -> str:
    """The word with single spaces, so that a publisher's stray blanks do not make another word of it."""
    return " ".join(word.split())


def find(vocabulary: Mapping[str, Label], words: Iterable[str], where: str, declared_in: str) -> dict[str, Label]:
    """Label of every word. Raises Drift with the list of words that are not declared, and where to declare them."""
    found = {word: vocabulary.get(normal(word)) for word in words}
    unknown = sorted(word for word, label in found.items() if label is None)
    if unknown:
        raise Drift(f"{where}: labels of groups not known: {unknown}. Add them to {declared_in}.")
    return {word: label for word, label in found.items() if label is not None}

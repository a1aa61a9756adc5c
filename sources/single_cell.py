"""Sentences that point at one cell of a publisher's table: they stay with the build, and the public is told how many there are."""

from collections import Counter
from collections.abc import Iterable


class SingleCell(str):
    """A sentence about one area, group and year. Even without a number it tells where one is hidden, so it is never published.

    `about` is the dataset it speaks of, which may be told.
    """

    __slots__ = ("about",)
    about: str

    def __new__(cls, about: str, sentence: str) -> "SingleCell":
        """The sentence, with what may be told of it."""
        made = super().__new__(cls, sentence)
        made.about = about
        return made


def apart(sentences: Iterable[str]) -> tuple[list[str], list[str]]:
    """What may be published, where a count for each dataset stands for its sentences about single cells; and those sentences."""
    listed = list(sentences)
    private = [said for said in listed if isinstance(said, SingleCell)]
    counted = Counter(said.about for said in private)
    public = [said for said in listed if not isinstance(said, SingleCell)]
    public += [
        f"{about}: the publisher's files disagree on {number:,} of its cells. Where a file hides a number, it stays hidden. "
        "Which cells these are stands in the private folder of the build, in problems.txt."
        for about, number in counted.items()
    ]
    return public, [str(said) for said in private]

"""The frames an image can have: on the page of a report, on a slide, as a square, on a phone, on a projector."""

from dataclasses import dataclass
from typing import Literal

FrameName = Literal["report", "slide", "square", "phone", "projector", "old_projector"]


@dataclass(frozen=True)
class Frame:
    """Sizes in px. Without a `height` the image is as tall as its contents, up to `tallest`.

    On a projector no text is smaller than `least`: the image fills `fill` px of height and grows where its words need more.
    """

    width: float
    height: float | None
    tallest: float
    margin: float
    title: float
    text: float
    source: float
    narrow: bool  # the phone layout: three ticks, labels on two lines
    columns: int  # of small multiples
    least: float = 0
    fill: float = 0

    @property
    def k(self) -> float:
        """How much larger marks and strokes are than in the report."""
        return self.text / 14

    @property
    def projected(self) -> bool:
        """Whether it is read from afar, on a page that says notes and brand itself."""
        return self.least > 0

    def readable(self, size: float) -> float:
        """The text size, or the smallest that can be read here."""
        return max(size, self.least)


FRAMES: dict[str, Frame] = {
    "report": Frame(936, None, 1000, 37, 26, 14, 12, False, 3),
    "slide": Frame(1600, 900, 900, 64, 52, 22, 18, False, 4),
    "square": Frame(1080, 1080, 1080, 43, 46, 24, 18, True, 3),
    "phone": Frame(390, None, 1600, 16, 23, 14, 12.5, True, 2),
    # Windows of 1280 × 720 and 1024 × 768 px less a scroll bar and the line of arrows; on a larger one everything grows alike.
    "projector": Frame(1240, None, 4000, 18, 38, 27, 24, False, 4, least=24, fill=632),
    "old_projector": Frame(984, None, 4000, 14, 36, 27, 24, False, 3, least=24, fill=676),
}


@dataclass(frozen=True)
class Box:
    """Where something is drawn."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

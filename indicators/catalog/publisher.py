"""What is said of a publisher's product wherever a number of it is shown."""

from dataclasses import dataclass
from typing import Literal

from indicators.measure import Text

# survey: a sample or a model with margins of error. records: counts of real people, which we protect. public: numbers whose
# publisher has protected them already and gives no margin, such as counts changed at random; they are shown as they stand.
Kind = Literal["survey", "records", "public"]


@dataclass(frozen=True)
class Source:
    """A publisher's product. `citation` is completed with period and date of retrieval from the provenance of a release."""

    id: str
    publisher: Text
    title: Text
    url: str
    licence: Text
    citation: Text
    cadence: Text
    notice: Text
    kind: Kind

    @property
    def survey(self) -> bool:
        """Whether its numbers come with margins of error, which decide whether they can be shown."""
        return self.kind == "survey"

    @property
    def records(self) -> bool:
        """Whether it counts real people, so that privacy decides what can be shown."""
        return self.kind == "records"

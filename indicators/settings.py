"""Settings from flags or the environment, the same for every command."""

from dataclasses import dataclass, field
from pathlib import Path

DATA = "FLASHLIGHT_DATA"
MIRROR = "FLASHLIGHT_MIRROR"
KEY = "CENSUS_API_KEY"
COMMUNITY = "FLASHLIGHT_COMMUNITY"


@dataclass(frozen=True)
class Settings:
    """Where data lie, how services are reached, and the Census key, which is in no text this object makes."""

    data: Path = Path("data")
    mirror: str = ""
    key: str | None = field(default=None, repr=False)
    offline: bool = False

"""The small made-up release, and rows to build others from."""

from pathlib import Path

import pytest

from indicators.store import Store
from tests.releases import small_release

DISTRICT = "0999999"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small made-up release, opened once."""
    folder: Path = tmp_path_factory.mktemp("charts")
    return small_release(folder)

"""What several tests of fetchers start from."""

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests of a module."""
    return tmp_path_factory.mktemp("cache")

"""The made-up place with a small catalog, for the tests that build it again and again.

The program is imported where it is built: most tests below this folder never do.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def few_measures() -> Iterator[None]:
    """Builds of this module's tests know the small catalog only."""
    from tests.indicators.small_catalog import small_catalog

    with small_catalog():
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the made-up place was built once with the small catalog; to be read, never changed."""
    from tests.indicators.small_build import built
    from tests.indicators.small_catalog import small_catalog

    root = tmp_path_factory.mktemp("demo")
    with small_catalog():
        assert built(root).new
    return root


@pytest.fixture
def data(demo: Path, tmp_path: Path) -> Path:
    """A copy of that folder, for this test alone."""
    return Path(shutil.copytree(demo, tmp_path / "data"))


@pytest.fixture
def few_areas_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of three areas and a year may have a pool; how many it needs is a test of its own."""
    from indicators import group_pools

    monkeypatch.setattr(group_pools, "ENOUGH", 1)

"""Real Connecticut data beside the project, and the stand-in server that answers like the live services."""

import importlib.util
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.sources.survived import Survived

# A slow machine is not a wrong answer: examples are never failed for the time they take.
# A commit passes or fails the same way each time; `--hypothesis-profile=explore` draws other examples.
settings.register_profile("flashlight", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("flashlight")


def pytest_configure(config: pytest.Config) -> None:
    """The table of hostile answers is kept where all reports arrive, not in the processes that run the tests."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Survived())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no process is left with one of them when the others have ended."""
    slow = {item.path for item in items if any(item.get_closest_marker(name) for name in ("slow", "real", "browser"))}
    items.sort(key=lambda item: item.path not in slow)


SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data; tests that use it are marked `real`."""
    if not (SHARED / "upstream" / "serve.py").is_file():
        pytest.skip("the real data are not beside this checkout (../shared)")
    return SHARED


def _stand_in(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("stand_in", shared / "upstream" / "serve.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def _upstream_server(shared: Path) -> Iterator[Any]:
    server = _stand_in(shared).make_server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def upstream(_upstream_server: Any) -> Iterator[Any]:
    """The stand-in, with an empty log and no fault rules: `.base_url` is the mirror, `.log` and `.faults` are live lists."""
    _upstream_server.log.clear()
    _upstream_server.faults.clear()
    yield _upstream_server
    _upstream_server.faults.clear()


@pytest.fixture(scope="session")
def whole_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the made-up city was built with the whole catalog; once, for all processes of the run."""
    from communities.demo.transport import DemoAdapter
    from indicators.build import build
    from indicators.build_gather import Sources
    from sources.cache import Cache
    from sources.session import Session

    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "whole_demo"
    with FileLock(root.with_suffix(".lock")):
        if not (root / "current").is_dir():
            sources = Sources(Session(mirror="", adapter=DemoAdapter()), Cache(root / "cache"), "0" * 40)
            build(Path(__file__).parents[1] / "communities" / "demo", root, sources)
    return root

"""At the end of a run: which hostile answers of which service were survived."""

import pytest

from tests.sources.cases import Tally

TALLY = pytest.StashKey[Tally]()


def pytest_configure(config: pytest.Config) -> None:
    """A new tally for the run."""
    config.stash[TALLY] = Tally()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # noqa: ANN201  # the wrapper's generator type says nothing
    """Notes each test of a case once it has run; a skipped one counts for nothing."""
    report = yield
    tally = item.config.stash.setdefault(TALLY, Tally())
    if report.failed or (report.when == "call" and report.passed):
        tally.note(item.nodeid, report.passed)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints the table."""
    lines = config.stash.setdefault(TALLY, Tally()).lines()
    if lines:
        terminalreporter.section("hostile and broken answers survived, by service")
        for line in lines:
            terminalreporter.write_line(line)

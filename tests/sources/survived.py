"""At the end of a run: which hostile answers of which service were survived."""

import pytest

from tests.sources.cases import Tally


class Survived:
    """Counts the tests that meet a case as they are reported, by whichever process ran them, and prints the table."""

    def __init__(self) -> None:
        self.tally = Tally()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes one test; a skipped one counts for nothing."""
        if report.nodeid.startswith("tests/sources/") and (report.failed or (report.when == "call" and report.passed)):
            self.tally.note(report.nodeid, report.passed)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Prints the table, when a case was met at all."""
        lines = self.tally.lines()
        if lines:
            terminalreporter.section("hostile and broken answers survived, by service")
            for line in lines:
                terminalreporter.write_line(line)

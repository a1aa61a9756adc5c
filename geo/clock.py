"""The day on which agreements are judged."""

from datetime import UTC, date, datetime


def today() -> date:
    """Today in UTC. In the Americas a last day ends some hours early there, never late."""
    return datetime.now(UTC).date()

"""What a source says, one number a row. A publisher's sign for a missing number becomes a status in its source module and nowhere else."""

from geo.tables import Table

STATUSES = frozenset(
    {
        "reported",
        "suppressed_at_source",
        "range",
        "top_coded",
        "bottom_coded",
        "controlled",
        "not_reported",
        "not_applicable",
    }
)

OBSERVATION = Table(
    "observation",
    ("source", "variable", "vintage", "level", "geoid", "scheme", "group", "period_start", "period_end"),
    {
        "source": "text",
        "variable": "text",
        "vintage": "int",
        "level": "text",
        "geoid": "text",
        "scheme": "text",
        "group": "text",
        "period_start": "int",
        "period_end": "int",
        "estimate": "float",
        "moe": "float",
        "low": "float",
        "high": "float",
        "n": "float",
        "status": "text",
    },
    {"status": STATUSES},
)

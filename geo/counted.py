"""A number with its noun, as messages of the program say it."""


def counted(number: int, one: str, many: str = "") -> str:
    """The number and its noun: "1 row", "2,340 rows"; `many` where an s alone does not make the plural."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"

"""Errors a person caused or can mend: shown as one plain message, never as a traceback."""


class FlashlightError(Exception):
    """Says what was expected, what was found, where, and the next step."""


class CommunityError(FlashlightError):
    """A community's files do not say what the product needs to know."""


class BoundaryError(FlashlightError):
    """A file of boundaries is not what it should be."""

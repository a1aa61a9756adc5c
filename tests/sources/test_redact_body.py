"""Keys in posted questions: found in JSON and in forms, and taken out of texts that were cut in the midst of one."""

import pytest

from sources.errors import Unavailable
from sources.redact import redact_end, secrets_in_body
from sources.retry import Failure

KEY = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    "body",
    [
        f'{{"seriesid": ["A"], "registrationkey": "{KEY}"}}'.encode(),
        f'{{"registrationkey":"{KEY}"}}',
        f"seriesid=A&registrationkey={KEY}",
        f"api_key={KEY}".encode(),
    ],
)
def test_found(body: object) -> None:
    assert secrets_in_body(body) == (KEY,)


@pytest.mark.parametrize("body", [None, b"", b"\xff", '{"seriesid": ["monkey"]}', "key=ab", iter(())])
def test_nothing_to_find(body: object) -> None:
    assert secrets_in_body(body) == ()


@pytest.mark.parametrize("length", [4, 12, 31])
def test_the_beginning_of_a_key_at_the_end_is_hidden(length: int) -> None:
    assert redact_end(f"it said {KEY[:length]}", [KEY]) == "it said REDACTED"


def test_a_failure_without_secrets_is_the_same_in_kind() -> None:
    failure = Failure(Unavailable(f"no {KEY}", url="https://x", status=500, excerpt=f"{KEY} {KEY[:9]}"), 3, 2.0)
    clean = failure.without([KEY])
    assert (str(clean.error), clean.error.excerpt) == ("no REDACTED", "REDACTED REDACTED")
    assert (type(clean.error), clean.error.status, clean.error.url, clean.tries, clean.wait_s) == (
        Unavailable,
        500,
        "https://x",
        3,
        2.0,
    )
    assert failure.without([]) is failure
    assert failure.without(["other-secret"]) is failure

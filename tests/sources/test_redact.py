"""Keys and tokens disappear from every text, whatever stands around them, and nothing else does."""

import logging
import string
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BadAnswer
from sources.redact import HIDDEN, redact, redact_library_logs, secrets_in

NAMES = st.sampled_from(
    [
        "key",
        "KEY",
        "api_key",
        "apikey",
        "registrationkey",
        "$$app_token",
        "%24%24app_token",
        "access_token",
        "X-Amz-Signature",
    ]
)
SECRET = st.text(string.ascii_letters + string.digits + "-_.~", min_size=8, max_size=60).map(lambda s: "S3" + s)
ANY_SECRET = st.text(st.characters(blacklist_categories=["Cs"]), min_size=6, max_size=40).map(lambda s: "S3cr" + s)
AROUND = st.text(alphabet=string.ascii_letters + " \n'\"<>&?#/:.,()", max_size=30)
PLAIN = st.text(st.characters(blacklist_characters="=@%\"'", blacklist_categories=["Cs"]), max_size=80)


@given(AROUND, NAMES, SECRET, AROUND)
def test_a_key_in_a_query_never_remains(before: str, name: str, secret: str, after: str) -> None:
    for separator in "?&":
        assert secret not in redact(f"{before}{separator}{name}={secret}&get=NAME{after}")


@given(AROUND, NAMES, SECRET)
def test_a_key_in_an_address_within_an_address_never_remains(before: str, name: str, secret: str) -> None:
    inner = quote(f"https://api.census.gov/data?{name}={secret}&for=us:1", safe="")
    for nested in (inner, quote(inner, safe="")):
        hidden = redact(f"{before} https://proxy.example.org/?url={nested}&x=1")
        assert secret not in hidden
        assert hidden.endswith("&x=1")


@given(AROUND, ANY_SECRET, AROUND)
def test_a_known_secret_never_remains_in_any_spelling(before: str, secret: str, after: str) -> None:
    for spelled in (secret, quote(secret, safe=""), quote_plus(secret)):
        assert spelled not in redact(f"{before}{spelled}{after}", (secret,))


@given(AROUND, NAMES, SECRET, AROUND)
def test_hiding_twice_changes_nothing(before: str, name: str, secret: str, after: str) -> None:
    once = redact(f"{before}&{name}={secret}{after}")
    assert redact(once) == once


@given(PLAIN)
def test_a_text_without_keys_stays_as_it_is(text: str) -> None:
    assert "authorization" in text.lower() or "x-a" in text.lower() or redact(text) == text


@given(NAMES, ANY_SECRET)
def test_secrets_are_found_in_an_address(name: str, secret: str) -> None:
    assert secret in secrets_in(f"https://h/p?get=NAME&{name}={quote_plus(secret)}&for=us:1")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("get=NAME&for=tract:*", "get=NAME&for=tract:*"),
        ("monkey=banana", "monkey=banana"),
        ("?get=A&key=abc&for=us:1", f"?get=A&key={HIDDEN}&for=us:1"),
        ("('?key=abc',)", f"('?key={HIDDEN}',)"),
        ('{"registrationkey": "a b c", "x": 1}', f'{{"registrationkey": "{HIDDEN}", "x": 1}}'),
        ("X-App-Token: abc def\nnext", f"X-App-Token: {HIDDEN}\nnext"),
        ("Authorization: Basic abc", f"Authorization: {HIDDEN}"),
        ("http://me:word@proxy:8080/", f"http://{HIDDEN}@proxy:8080/"),
        ("s3/x?X-Amz-Credential=AK%2F1&X-Amz-Date=2", f"s3/x?X-Amz-Credential={HIDDEN}&X-Amz-Date={HIDDEN}"),
    ],
)
def test_what_is_hidden(text: str, hidden: str) -> None:
    assert redact(text) == hidden


def test_library_logs_lose_their_keys(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    redact_library_logs()
    redact_library_logs()
    logger = logging.getLogger("urllib3.connectionpool")
    logger.debug('%s://%s:%s "%s %s %s" %s %s', "https", "h", 443, "GET", "/d?key=abcdef", "HTTP/1.1", 200, 9)
    assert "abcdef" not in caplog.text
    assert '"GET /d?key=REDACTED HTTP/1.1" 200 9' in caplog.text
    assert len(logger.filters) == 1


def test_a_key_once_sent_is_hidden_wherever_a_service_echoes_it() -> None:
    secrets_in("https://api.census.gov/data?get=NAME&key=5f3c9e0a77b1d2468ace13579bdf02468ace1357")
    said = "expected an object with `variables`, found [['NAME', '5F3C9E0A77B1D2468ACE13579BDF02468ACE1357']]"
    assert redact(said) == f"expected an object with `variables`, found [['NAME', '{HIDDEN}']]"
    assert str(BadAnswer(said)) == redact(said)

"""The one way out to the network: every request of the product passes here and gets the same checks."""

import logging
import os
import threading
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from sources.answer import Answer, Rules
from sources.body import FileSink, MemorySink, Sink, receive
from sources.errors import BadAnswer, SourceError, TooLarge, Unavailable, Untrusted
from sources.mirror import CENSUS_API, HOPS, REDIRECTS, host_of, mapped, next_hop
from sources.redact import redact, secrets_in
from sources.retry import AS_PACED, Failure, Pace, Slots
from sources.verdict import HEAD, key_failure, kind_failure, status_failure

log = logging.getLogger("flashlight.sources")
Arrived = tuple[Answer, requests.Response]


class Transport:
    """Sends prepared requests politely and returns whole, checked answers, or raises a typed SourceError."""

    def __init__(self, mirror: str | None, adapter: BaseAdapter | None, pace: Pace) -> None:
        self.mirror, self.pace = mirror, pace
        self._inner = adapter or HTTPAdapter(pool_connections=16, pool_maxsize=32, max_retries=0)
        self._by_proxy = adapter is None
        self._verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
        self._slots = Slots(pace.per_host)
        self._down: set[str] = set()
        self._guard = threading.Lock()

    def exchange(self, request: requests.PreparedRequest, rules: Rules) -> Arrived:
        """The checked answer; repeats what deserves it, within the pace and the deadline."""
        host, until, turn = host_of(str(request.url)), 0.0, 0
        while True:
            with self._slots.of(host):
                until = until or self.pace.clock() + rules.deadline_s
                outcome = self._try(request, rules, until)
            if not isinstance(outcome, Failure):
                self._note(host, down=False)
                return outcome
            wait = self.pace.wait_s(turn, outcome.wait_s)
            last = turn >= min(outcome.tries, 0 if host in self._down else self.pace.retries)
            if last or self.pace.clock() + wait >= until:
                self._note(host, down=outcome.unreachable)
                raise outcome.error
            log.info("%s; asking again in %.1f s", outcome.error, wait)
            self.pace.sleep(wait)
            turn += 1

    def _note(self, host: str, *, down: bool) -> None:
        """Remembers hosts that could not be reached, so that the next request to them does not wait through every repeat again."""
        with self._guard:
            (self._down.add if down else self._down.discard)(host)

    def _try(self, request: requests.PreparedRequest, rules: Rules, until: float) -> Arrived | Failure:
        url, secrets = str(request.url), secrets_in(str(request.url))
        try:
            return self._follow(request, rules, until)
        except SourceError as error:
            slow = isinstance(error, Unavailable | TooLarge)
            return Failure(error, AS_PACED if type(error) is BadAnswer and not slow else 0)
        except (requests.RequestException, HTTPError, OSError) as error:
            return network_failure(redact(url, secrets), error, secrets)

    def _follow(self, request: requests.PreparedRequest, rules: Rules, until: float) -> Arrived | Failure:
        """The answer after at most three redirects on the same host; the Census API may not redirect at all."""
        url = str(request.url)
        for _ in range(HOPS + 1):
            response = self._send(request, until)
            try:
                if response.status_code not in REDIRECTS:
                    return self._take(url, response, rules, until)
                failure = key_failure(url, response.status_code, response.headers, b"")
                if failure is not None and host_of(url) == CENSUS_API:
                    return failure
                if host_of(url) == CENSUS_API or request.method not in ("GET", "HEAD"):
                    return Failure(
                        BadAnswer(
                            f"{redact(url)} redirects, which this service must not; not followed.", url=redact(url)
                        )
                    )
                target = next_hop(url, response.headers.get("Location"))
            finally:
                response.close()
            request = request.copy()
            request.url = url = target
        return Failure(BadAnswer(f"{redact(url)} redirects more than {HOPS} times; not followed.", url=redact(url)))

    def _send(self, request: requests.PreparedRequest, until: float) -> requests.Response:
        """The beginning of the answer; the body is still to be read."""
        left = max(until - self.pace.clock(), 0.05)
        sent = request.copy()
        sent.url = mapped(str(request.url), self.mirror)
        proxies: Mapping[str, str] = get_environ_proxies(sent.url) if self._by_proxy else {}
        timeout = (min(self.pace.connect_s, left), min(self.pace.read_s, left))
        log.debug("%s %s", sent.method, redact(str(request.url)))
        return self._inner.send(sent, stream=True, timeout=timeout, verify=self._verify, proxies=proxies)

    def _take(self, url: str, response: requests.Response, rules: Rules, until: float) -> Arrived | Failure:
        """Reads and judges one answer."""
        good = response.status_code == 200
        sink: Sink = FileSink(rules.stream_to) if good and rules.stream_to else MemorySink()
        shown, secrets = redact(url), secrets_in(url)
        kept = False
        try:
            head, size = receive(response, sink, rules, lambda: self.pace.clock() > until, shown)
            failure = judge(url, response, head, rules, secrets)
            if failure is not None:
                return failure
            body, kept = sink.close(), True
        finally:
            if not kept:
                sink.drop()
        path = rules.stream_to if good else None
        answer = Answer(response.status_code, response.headers, body, shown, path, size)
        if good and rules.accept == ("application/json",) and path is None:
            answer.json()
        return answer, response


def judge(url: str, response: requests.Response, head: bytes, rules: Rules, secrets: tuple[str, ...]) -> Failure | None:
    """Why this answer may not be used, or None."""
    status, headers = response.status_code, response.headers
    if f"//{CENSUS_API}/" in url:
        failure = key_failure(url, status, headers, head if status == 200 else b"")
        if failure is not None:
            return failure
    failure = status_failure(url, status, headers, head if status != 200 or len(head) < HEAD else b"", secrets)
    if failure is not None or status != 200:
        return failure
    return kind_failure(url, headers.get("Content-Type", ""), head, rules.accept)


def network_failure(shown: str, error: Exception, secrets: tuple[str, ...]) -> Failure:
    """What a network library's exception means to us; its own text may carry the URL and is redacted."""
    said = redact(_innermost(error), secrets)
    if isinstance(error, requests.exceptions.SSLError):
        text = f"{shown}: the server's certificate could not be verified ({said}). Check the clock and the network; verification stays on."
        return Failure(Untrusted(text, url=shown))
    if isinstance(error, requests.exceptions.ProxyError):
        return Failure(
            Untrusted(f"{shown}: the network's proxy refused the connection ({said}). Check HTTPS_PROXY.", url=shown)
        )
    unreachable = isinstance(error, requests.ConnectionError | requests.Timeout)
    if "decode" in said.lower() or isinstance(error, requests.exceptions.ContentDecodingError):
        return Failure(
            BadAnswer(f"{shown}: the compressed answer is damaged ({said}). Try again later.", url=shown), AS_PACED
        )
    if "IncompleteRead" in said:
        return Failure(BadAnswer(f"{shown} was cut off ({said}). Try again later.", url=shown), AS_PACED)
    return Failure(
        Unavailable(f"{shown}: no answer ({said}). Check the network, or use --offline.", url=shown),
        AS_PACED,
        None,
        unreachable,
    )


def _innermost(error: BaseException) -> str:
    """Class and short text of the reason inside a library's nested exceptions."""
    reason: Any = error
    while True:
        inner = getattr(reason, "reason", None) or next(
            (arg for arg in reason.args if isinstance(arg, BaseException)), None
        )
        if not isinstance(inner, BaseException):
            return f"{type(reason).__name__}: {reason}"[:200]
        reason = inner

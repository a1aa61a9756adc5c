"""The one way out to the network: every request of the product passes here and gets the same checks."""

import logging
import os
import threading
from collections.abc import Mapping

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from sources.answer import JSON, Answer, Rules
from sources.body import FileSink, MemorySink, Sink, receive
from sources.errors import SourceError
from sources.mirror import HOPS, REDIRECTS, host_of, is_loopback, mapped, next_hop
from sources.network import network_failure
from sources.redact import redact, secrets_in, secrets_in_body
from sources.retry import Failure, Pace, Slots
from sources.verdict import broken, judge, too_many_hops, unwelcome_redirect

log = logging.getLogger("flashlight.sources")
Arrived = tuple[Answer, requests.Response]


class Transport:
    """Sends prepared requests politely and returns whole, checked answers, or raises a typed SourceError."""

    def __init__(self, mirror: str | None, adapter: BaseAdapter | None, pace: Pace) -> None:
        self._mirror, self._pace = mirror, pace
        self._inner = adapter or HTTPAdapter(pool_connections=16, pool_maxsize=32, max_retries=0)
        self._by_proxy = adapter is None and not (mirror and is_loopback(mirror))
        self._verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
        self._slots = Slots(pace.per_host)
        self._down: set[str] = set()
        self._guard = threading.Lock()

    def exchange(self, request: requests.PreparedRequest, rules: Rules) -> Arrived:
        """The checked answer; repeats what deserves it, within the pace and the deadline (waiting for a free slot apart)."""
        host, turn, until = host_of(str(request.url)), 0, None
        asked = self._mirror or host  # a mirror bears no more at once than a service does
        while True:
            with self._slots.of(asked):
                until = self._pace.clock() + rules.deadline_s if until is None else until
                outcome = self._try(request, rules, until)
            if not isinstance(outcome, Failure):
                self._note(host, down=False)
                return outcome
            outcome = outcome.without(secrets_in_body(request.body))
            wait = self._pace.wait_s(turn, outcome.wait_s)
            if turn >= self._tries(host, outcome) or self._pace.clock() + wait >= until:
                self._note(host, down=outcome.unreachable)
                raise outcome.error.with_traceback(None)
            log.info("%s Asking again in %.1f s.", outcome.error, wait)
            self._pace.sleep(wait)
            turn += 1

    def close(self) -> None:
        """Closes kept connections."""
        self._inner.close()

    def _tries(self, host: str, failure: Failure) -> int:
        """Further tries permitted; one try is enough for a host that was just found unreachable."""
        return 0 if host in self._down else min(failure.tries, self._pace.retries)

    def _note(self, host: str, *, down: bool) -> None:
        with self._guard:
            (self._down.add if down else self._down.discard)(host)

    def _try(self, request: requests.PreparedRequest, rules: Rules, until: float) -> Arrived | Failure:
        """One try. Failures are returned, not raised, so that no library's exception (with its URL) hangs on ours."""
        url = str(request.url)
        try:
            return self._follow(request, rules, until)
        except SourceError as error:
            return broken(url, error)
        except (requests.RequestException, HTTPError, OSError) as error:
            return network_failure(url, error)

    def _follow(self, request: requests.PreparedRequest, rules: Rules, until: float) -> Arrived | Failure:
        """The answer after at most three redirects on the same host; the Census API may not redirect at all."""
        url = str(request.url)
        for _ in range(HOPS + 1):
            response = self._send(request, until)
            try:
                if response.status_code not in REDIRECTS:
                    return self._take(request, response, rules, until)
                failure = unwelcome_redirect(url, request.method, response)
                if failure is not None:
                    return failure
            finally:
                response.close()
            request = request.copy()
            request.url = url = next_hop(url, response.headers.get("Location"))
        return too_many_hops(url)

    def _send(self, request: requests.PreparedRequest, until: float) -> requests.Response:
        """The beginning of the answer; the body is still to be read."""
        left = max(until - self._pace.clock(), 0.05)
        sent = request.copy()
        sent.url = mapped(str(request.url), self._mirror)
        proxies: Mapping[str, str] = get_environ_proxies(sent.url) if self._by_proxy else {}
        timeout = (min(self._pace.connect_s, left), min(self._pace.read_s, left))
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s %s", sent.method, redact(str(request.url)))
        return self._inner.send(sent, stream=True, timeout=timeout, verify=self._verify, proxies=proxies)

    def _take(
        self, request: requests.PreparedRequest, response: requests.Response, rules: Rules, until: float
    ) -> Arrived | Failure:
        """Reads and judges one answer."""
        url = str(request.url)
        path = rules.stream_to if response.status_code == 200 else None
        sink: Sink = FileSink(path) if path else MemorySink()
        try:
            head, size = receive(response, sink, rules, lambda: self._pace.clock() > until)
            failure = judge(request, response, head, rules.accept)
            if failure is not None:
                return failure
            body = sink.close()
        finally:
            sink.drop()
        shown = redact(url, secrets_in(url))
        answer = Answer(response.status_code, response.headers, body, shown, path, size)
        if answer.status == 200 and rules.accept == JSON and path is None:
            answer.json()
        return answer, response

"""The made-up city's services inside the program: an adapter for `requests` that answers as the live services do, without a network."""

import io
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from communities.demo.answers import Question, Reply, page
from communities.demo.census import api, summary_file
from communities.demo.federal import education_portal, modeled_poverty, population_file, unemployment
from communities.demo.portals import ckan, socrata
from communities.demo.replicates import replicate_file
from communities.demo.research import grown_up, health
from communities.demo.shapes import boundary_file
from communities.demo.street_life import HOST, bus


def _www2(question: Question) -> Reply:
    found = summary_file(question) or boundary_file(question) or population_file(question)
    found = found or replicate_file(question)
    return found or page(404, "404 Not Found", "The requested URL was not found on this server.")


def _census(question: Question) -> Reply:
    return modeled_poverty(question) or api(question)


SERVICES: Mapping[str, Callable[[Question], Reply]] = {
    "api.census.gov": _census,
    "www2.census.gov": _www2,
    "data.ctdata.org": ckan,
    "data.ct.gov": socrata,
    "api.bls.gov": unemployment,
    "educationdata.urban.org": education_portal,
    "data.cdc.gov": health,
    "opportunityinsights.org": grown_up,
    HOST: bus,
}


class DemoAdapter(BaseAdapter):
    """Give it to sources.session.Session(adapter=DemoAdapter(), mirror=""); hosts it does not know are not found."""

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: object = None,
        verify: object = True,
        cert: object = None,
        proxies: object = None,
    ) -> requests.Response:
        """The service's answer. Raises ConnectionError for a host the made-up place does not have."""
        parts = urlsplit(str(request.url))
        service = SERVICES.get(parts.hostname or "")
        if service is None:
            raise requests.ConnectionError(f"The made-up place has no service {parts.hostname}.", request=request)
        params = tuple(parse_qsl(parts.query, keep_blank_values=True))
        sent = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
        headers = {k: str(v) for k, v in request.headers.items()}
        return _response(request, service(Question(unquote(parts.path), params, headers, sent)))

    def close(self) -> None:
        """Nothing is open."""


def _response(request: requests.PreparedRequest, reply: Reply) -> requests.Response:
    headers = {"Content-Length": str(len(reply.body)), **reply.headers}
    response = requests.Response()
    response.status_code = reply.status
    response.headers = CaseInsensitiveDict[str](headers)
    response.raw = HTTPResponse(io.BytesIO(reply.body), headers=headers, status=reply.status, preload_content=False)
    response.url, response.request = str(request.url), request
    response.encoding = "utf-8"
    return response

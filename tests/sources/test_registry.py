"""Every source the field's guides name is in the list, complete and in both languages."""

import json
import re
from typing import Any

import pytest

from geo.errors import FlashlightError
from sources.registry import ACCESS, FETCHED, FILE, TEXTS, Listing, as_json, listings, read

# product.md S1 to S3: the guides' names, and the entries that answer to them.
NATIONAL = {
    "Census": "census-acs",
    "BLS": "bls-laus",
    "NCES": "nces-ccd",
    "National Student Clearinghouse": "student-clearinghouse",
    "USAFacts": "usafacts",
    "Urban Education Data Portal": "urban-portal",
    "CRDC": "ed-crdc",
    "Opportunity Insights": "opportunity-insights",
    "Prosperity Now": "prosperity-now",
    "Racial Equity Data Hub": "racial-equity-data-hub",
    "National Equity Atlas": "national-equity-atlas",
}
STATE = {
    "census data centers": "state-data-center",
    "K-12": "state-k12",
    "postsecondary": "state-postsecondary",
    "early childhood": "state-early-childhood",
    "jobs and family": "state-jobs-family",
    "health": "state-health",
    "law enforcement and corrections": "state-justice",
    "longitudinal data systems": "state-slds",
}
LOCAL = {
    "districts": "local-district",
    "colleges": "local-college",
    "community organizations": "local-nonprofit",
    "local government": "local-government",
    "hospitals": "local-hospital",
    "open data portals": "local-open-data",
}
GOOD: dict[str, Any] = {
    "kind": "local",
    "name": "Elm Data",
    "publisher": {"en": "The city", "es": "La ciudad"},
    "url": "https://example.org/",
    "access": "link",
    "cadence": {"en": "every year", "es": "cada año"},
    "offers": {"en": "Trees", "es": "Árboles"},
    "licence": "CC0",
    "minimum_cell": {"en": "None", "es": "Ninguna"},
}


@pytest.mark.parametrize(
    ("name", "entry", "kind"),
    [
        (n, e, kind)
        for kind, named in (("national", NATIONAL), ("state", STATE), ("local", LOCAL))
        for n, e in named.items()
    ],
)
def test_every_source_the_guides_name_is_listed(name: str, entry: str, kind: str) -> None:
    found = {listing.id: listing for listing in listings()}
    assert entry in found, name
    assert found[entry].kind == kind


def test_every_text_is_there_in_both_languages() -> None:
    for listing in listings():
        for text in TEXTS:
            words = getattr(listing, text)
            assert words.en.strip() == words.en != "", (listing.id, text)
            assert words.es.strip() == words.es != "", (listing.id, text)


def test_only_proper_names_are_the_same_in_both_languages() -> None:
    for listing in listings():
        for text in ("cadence", "offers", "minimum_cell"):
            assert getattr(listing, text).en != getattr(listing, text).es, (listing.id, text)


def test_every_access_is_used_and_what_is_fetched_names_who_fetches_it() -> None:
    assert {listing.access for listing in listings()} == set(ACCESS)
    assert all(listing.modules for listing in listings() if listing.access == FETCHED)


# Parts of how the survey is read; sources.acs is who reads it.
INSIDE = {"sources.acs_assembled", "sources.acs_request"}


def test_whoever_fetches_is_named_by_a_source() -> None:
    named = {module for listing in listings() for module in listing.modules} | INSIDE
    folder = FILE.parent
    for path in folder.rglob("*.py"):
        text = path.read_text("utf-8")
        asks = "from sources.session import" in text and "from sources.cache import" in text
        if asks or re.search(r"^(LICENCE|CITATION) =", text, re.MULTILINE):
            module = ".".join(("sources", *path.relative_to(folder).with_suffix("").parts))
            assert module in named, f"{module} fetches something; name it in sources/registry.toml"


def test_the_list_for_programs_says_the_same() -> None:
    said = json.loads(as_json())
    assert [entry["id"] for entry in said] == [listing.id for listing in listings()]
    assert said[0]["publisher"] == {"en": "U.S. Census Bureau", "es": "Oficina del Censo de EE. UU."}
    assert set(said[0]) == set(Listing.__dataclass_fields__)


def test_a_good_entry_is_read() -> None:
    listing = read({"elm": GOOD})[0]
    assert (listing.name.en, listing.name.es, listing.offers.es) == ("Elm Data", "Elm Data", "Árboles")
    assert read({"elm": GOOD | {"access": "fetched", "modules": ["sources.ckan"]}})[0].modules == ("sources.ckan",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"access": "maybe"}, "access"),
        ({"kind": "county"}, "kind"),
        ({"url": "http://example.org/"}, "https"),
        ({"offers": {"en": "Trees"}}, "es"),
        ({"offers": {"en": "Trees", "es": ""}}, "es"),
        ({"offers": {"en": "Trees", "es": "Árboles", "fr": "Arbres"}}, "not an option"),
        ({"licence": ""}, "licence"),
        ({"licence": None}, "licence"),
        ({"cadense": "yearly"}, "not an option"),
        ({"access": "fetched"}, "no module is named"),
        ({"access": "fetched", "modules": ["sources.elm"]}, "no module 'sources.elm'"),
        ({"modules": ["indicators.build"]}, "among the sources"),
        ({"declarations": ["elm"]}, "elm.toml"),
    ],
)
def test_an_entry_that_lacks_something_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(FlashlightError, match=words):
        read({"elm": GOOD | change})


def test_national_sources_stand_first() -> None:
    with pytest.raises(FlashlightError, match="national sources first"):
        read({"elm": GOOD, "oak": GOOD | {"kind": "national"}})

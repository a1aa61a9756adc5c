"""Which release this visit reads: found from the environment, opened once, held for the whole run of a page."""

import os
from pathlib import Path

import streamlit as st

from indicators.store import Store


def root() -> Path:
    """The data folder: FLASHLIGHT_DATA, else `data` beside where the site was started."""
    return Path(os.environ.get("FLASHLIGHT_DATA") or "data")


def current() -> Store:
    """The current release of FLASHLIGHT_COMMUNITY, or the one Store.open prefers. Raises NoReleaseError that says the next step."""
    found = newest()
    return _held(str(found.root), found.release.id)


def newest() -> Store:
    """The same, for requests that are no visit to a page."""
    return Store.open(root(), slug=os.environ.get("FLASHLIGHT_COMMUNITY") or None)


@st.cache_resource(max_entries=4, show_spinner=False)
def _held(folder: str, release_id: str) -> Store:
    return Store.open(Path(folder), release_id)

"""The frame around every page: configuration, navigation, language, made-up banner, footer, and what stands there when nothing can."""

import hashlib
import logging
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from charts import numbers, words
from indicators.measure import Language
from indicators.store import NoReleaseError
from pages import area, dictionary, groups, home, methods, outcome, place, privacy, trends
from pages import map as map_page
from pages import sources as sources_page
from pages.parts import browser, contact, html, library
from pages.parts.here import MENU, Here, asked, language
from pages.parts.html import esc

LOG = logging.getLogger(__name__)
CSS = Path(__file__).with_name("assets") / "site.css"
PAGES: dict[str, Callable[[Here], None]] = {
    "home": home.draw,
    "map": map_page.draw,
    "trends": trends.draw,
    "groups": groups.draw,
    "place": place.draw,
    "methods": methods.draw,
    "sources": sources_page.draw,
    "privacy": privacy.draw,
    "area": area.draw,
    "outcome": outcome.draw,
    "dictionary": dictionary.draw,
}
DEFAULTS = {"map": map_page.DEFAULT, "trends": trends.DEFAULT, "groups": groups.DEFAULT}
_LAMP = '<span class="lamp" aria-hidden="true"></span>'


def draw() -> None:
    """Draw the page the address names, from the release that is current now."""
    st.set_page_config(page_title="Flashlight", layout="wide", initial_sidebar_state="collapsed")
    lost = _lost()
    entries = {
        name: st.Page(_marker(name), title=name, url_path=None if name == "home" else name, default=name == "home")
        for name in (*PAGES, *lost)
    }
    chosen = st.navigation(list(entries.values()), position="hidden")
    st.html(CSS)
    page = next((name for name in PAGES if entries[name].url_path == chosen.url_path), "home")
    try:
        store = library.current()
    except NoReleaseError:
        browser.watch_links(language(None))
        _nothing_yet(language(None))
        return
    here = Here(store, language(store), page, browser.watch_links(language(store)))
    if lost and page == "home":
        here.notice("unknown_page", asked=lost[0][:60])
    _page(here)


def _lost() -> list[str]:
    """The address's page where there is none of that name, so that it shows home with a notice, not Streamlit's dialog."""
    name = urlsplit(st.context.url or "").path.strip("/").rpartition("/")[2]
    return [name] if re.fullmatch(r"[A-Za-z0-9_-]+", name) and name not in PAGES else []


def _marker(name: str) -> Callable[[], None]:
    """Streamlit wants a function for each page; ours are drawn by the frame, with what it found."""

    def page() -> None:
        return None

    page.__name__ = name
    return page


def _page(here: Here) -> None:
    _check_language(here)
    if here.page in DEFAULTS:
        wanted = asked("measure") or DEFAULTS[here.page]
        here.subject = wanted if wanted in here.measures else None
    community = here.store.release.community.name
    st.set_page_config(page_title=f"{here.t(f'nav.title_{here.page}', community=community)} · Flashlight")
    _header(here)
    above = st.container()
    PAGES[here.page](here)
    late = here.untold()  # a figure further down may find its choice unknown
    if late:
        with above:
            html.put(html.banner(late), here.lang)
    _footer(here)


def _check_language(here: Here) -> None:
    wanted = asked("lang")
    if wanted and wanted != here.lang:
        here.notice("unknown", what=here.t("nav.language"), asked=wanted[:60], shown=here.t("nav.this_language"))


def _header(here: Here) -> None:
    links = [html.link(here.t(f"nav.{name}"), here.link(name), current=name == here.page) for name in MENU]
    links += [_other_language(here, lang) for lang in here.store.release.community.languages if lang != here.lang]
    made_up = here.store.release.community
    body = (
        f'<div class="top">{_brand(here.link("home"))}'
        f'<nav class="nav" aria-label="{esc(here.t("nav.main"))}">{"".join(links)}</nav>'
        f'<details class="menu"><summary class="btn">{esc(here.t("nav.menu"))}</summary>'
        f'<nav aria-label="{esc(here.t("nav.menu"))}">{"".join(links)}</nav></details></div>'
    )
    if made_up.made_up:
        body += f'<p class="madeup" role="note">{esc(here.t("notice.made_up", place=made_up.name))}</p>'
    html.put(body, here.lang)


def _brand(address: str) -> str:
    return f'<a class="in brand" href="{esc(address)}">{_LAMP}Flashlight</a>'


def _other_language(here: Here, lang: str) -> str:
    first = here.store.release.community.languages[0]
    address = here.same(lang=None if lang == first else lang)
    return f'<a class="in" lang="{esc(lang)}" hreflang="{esc(lang)}" href="{esc(address)}">{esc(words.t("nav.own_name", lang))}</a>'


def _footer(here: Here) -> None:
    release = here.store.release
    leads = {"sources": ("methods", "sources"), "privacy": ("privacy", ""), "not_yet": ("methods", "not_yet")}
    methods_links = "".join(
        f"{html.link(here.t(f'footer.{key}'), here.link(page, anchor))}<br>" for key, (page, anchor) in leads.items()
    )
    download = html.link(here.t("footer.downloads"), here.link("methods", "downloads"))
    day = numbers.day(release.made_at, here.lang)
    to = contact.address(release.community.contact)
    mail = f'<p><a class="in" href="{esc(to)}">{esc(here.t("footer.write"))}</a></p>' if to else ""
    html.put(
        f'<div class="foot"><div><p class="motto">{esc(here.t("footer.motto"))}</p><p>{esc(here.t("footer.keeps"))}</p></div>'
        f"<div><p>{methods_links}</p>{mail}</div><div><p>{download}</p>"
        f"<p>{esc(here.t('footer.release', day=day))}<br>{esc(release.id)}</p></div></div>",
        here.lang,
    )


def _nothing_yet(lang: Language) -> None:
    """What an operator sees before the first release: the two commands that make one."""
    other: Language = "es" if lang == "en" else "en"
    change = f'<a class="in" lang="{other}" href="?lang={other}">{esc(words.t("nav.own_name", other))}</a>'
    commands = "".join(
        f"<li><code>{command}</code><br><span class='small'>{esc(words.t(f'notice.{key}', lang))}</span></li>"
        for command, key in (("flashlight demo", "run_demo"), ("flashlight build PATH", "run_build"))
    )
    html.put(
        f'<div class="top">{_brand("./")}<nav class="nav always" aria-label="{esc(words.t("nav.language", lang))}">{change}</nav></div>'
        f'<div class="hero"><h1>{esc(words.t("notice.no_release", lang))}</h1>'
        f'<p class="lead">{esc(words.t("notice.no_release_next", lang))}</p></div><ul class="items">{commands}</ul>',
        lang,
    )


def failed(error: Exception) -> bool:
    """Say calmly that a page did not load, with a short code to report. What happened goes to the log, not to readers."""
    lang: Language = "es" if asked("lang") == "es" else "en"
    code = _code(error)
    LOG.error("A page failed with code %s", code, exc_info=error)
    told = words.t("notice.code", lang, code=code)
    again = f'<a class="in" href="./">{esc(words.t("nav.home", lang))}</a>'
    html.put(f'<p class="banner" role="alert">{esc(words.t("notice.failed", lang))} {esc(told)} {again}</p>', lang)
    return True


def _code(error: Exception) -> str:
    """Six digits that are the same each time the same line fails in the same way."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f"{last[0].name}:{last[0].lineno}" if last else ""
    return hashlib.sha256(f"{type(error).__name__}@{where}".encode()).hexdigest()[:6]

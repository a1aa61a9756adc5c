"""Every source the field's guides name: what each offers, how often, under which license, and whether it is asked here."""

from typing import Any

import pandas as pd

from pages.parts import html
from pages.parts.here import Here
from pages.parts.html import esc

KINDS = ("national", "state", "local")
USES = ("fetched", "link", "agreement")


def draw(here: Here) -> None:
    """The list the release was made with, by kind."""
    listed = here.store.sources()
    trail = f"{html.link(here.t('nav.methods'), here.link('methods'))} / "
    trail += html.link(here.t("page_sources.title"), here.link("sources"), current=True)
    body = _summary(here, listed) if listed else html.banner([here.t("page_sources.none")])
    html.put(
        f'<div class="sec first"><nav class="crumb" aria-label="{esc(here.t("page_sources.trail"))}">{trail}</nav>'
        f'<h1>{esc(here.t("page_sources.title"))}</h1><p class="lead">{esc(here.t("page_sources.lead"))}</p></div>'
        f"{html.banner(here.untold())}{body}{''.join(_kind(here, listed, kind) for kind in KINDS)}",
        here.lang,
    )


def _summary(here: Here, listed: tuple[dict[str, Any], ...]) -> str:
    """How many sources of each kind can be used in which way."""
    uses = {use: here.t(f"page_sources.use_{use}") for use in USES}
    rows = [
        {here.t("page_sources.kind"): here.t(f"page_sources.kind_{kind}")}
        | {word: sum((s["kind"], s["access"]) == (kind, use) for s in listed) for use, word in uses.items()}
        for kind in KINDS
    ]
    counts = html.table(pd.DataFrame(rows), here.t("page_sources.summary"), list(uses.values()))
    return f'{counts}<p class="text">{esc(here.t("page_sources.used"))}</p>'


def _kind(here: Here, listed: tuple[dict[str, Any], ...], kind: str) -> str:
    lines = [_line(here, source) for source in listed if source["kind"] == kind]
    title = esc(here.t(f"page_sources.kind_{kind}"))
    return f'<div class="sec" id="{kind}"><h2>{title}</h2>{html.items(lines)}</div>' if lines else ""


def _line(here: Here, source: dict[str, Any]) -> str:
    said = {name: source[name][here.lang] for name in ("name", "publisher", "offers", "cadence", "licence")}
    use = here.t(f"page_sources.use_{source['access']}")
    rules = [
        here.t("page_sources.cadence", cadence=said["cadence"]),
        here.t("page_sources.licence", licence=said["licence"]),
        here.t("page_sources.minimum", minimum=source["minimum_cell"][here.lang]),
    ]
    return (
        f"<b>{html.outside(said['name'], source['url'])}</b>, {esc(said['publisher'].rstrip('.'))}. "
        f"{esc(use)}.<br>{esc(said['offers'])}.<br>"
        f'<span class="small">{esc(" ".join(rules))}</span>'
    )


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()

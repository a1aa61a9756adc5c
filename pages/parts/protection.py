"""The figures of a release's audit: three at the top, by level and group, what was counted in, and the digests to compare."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from charts.words import joined
from indicators.catalog import GROUPS
from pages.parts import html, takeaway
from pages.parts.here import Here
from pages.parts.html import esc

# What the audit calls each state of a row, and its public word. Every figure counts rows of the release, never people.
STATES = {"shown": "published", "as a range": "range", "hidden": "suppressed", "too uncertain": "too_uncertain"}
# From the neighborhood outwards, as pages list them.
LEVELS = (
    *("neighborhood", "tract", "zcta", "school", "school_district", "place", "county_subdivision", "college"),
    *("county", "state", "us"),
)
STATUSES = (*STATES.values(), "not_reported", "not_available")
ACCOUNT = ("audit.json", "release.json")  # all that is handed out where an agreement forbids files
SHORT = 12  # digits of a digest that a person compares


def headline(here: Here) -> str:
    """The three figures leaders ask for; where the release has no audit, a word that they come with the next build."""
    said = here.store.audit()
    if not said:
        return html.banner([here.t(f"page_privacy.{'other_audit' if here.store.audit_unread() else 'no_audit'}")])
    figures = (
        (f"{said['minimum_count']:,}", here.t("page_privacy.figure_minimum")),
        (f"{_hidden(said):,}", _tried(here, said)),
        (_percent(said["kept_percent"]), here.t("page_privacy.figure_kept")),
    )
    told = "".join(f'<div><p class="big">{esc(figure)}</p><p>{esc(words)}</p></div>' for figure, words in figures)
    return f'<div class="chg">{told}</div>'


def _hidden(said: Mapping[str, Any]) -> int:
    """Rows hidden or shown as a range. A release made before its audit counted them tells them by level and group."""
    counted = sum(group.get(state, 0) for group in said.get("groups", ()) for state in ("hidden", "as a range"))
    return int(said.get("hidden", counted))


def _tried(here: Here, said: Mapping[str, Any]) -> str:
    """What came of trying the numbers hidden for their own sake: how many rows are open, or were out before, and never which."""
    found = said.get("open_rows")
    if found is None:  # a release made before its audit counted rows tells cells, of which a row has up to three
        found = [{"out_before": bool(one.get("out_before")), "of": "row", "rows": 1} for one in said.get("open", ())]
    faults = len((said.get("proof") or {}).get("faults", ()))
    still_open = faults + sum(one["rows"] for one in found if not one["out_before"])
    if still_open:
        return here.t("page_privacy.figure_open", count=f"{still_open:,}")
    out, behind = (sum(one["rows"] for one in found if one["of"] == what) for what in ("row", "sum"))
    words = here.t("page_privacy.figure_out", count=f"{out:,}") if out else here.t("page_privacy.figure_protected")
    return f"{words} {here.t('page_privacy.figure_out_sums', count=f'{behind:,}')}" if behind else words


def figures(here: Here) -> str:
    """What was hidden by level, group and measure, and what the check looked at; "" where the release has no audit."""
    said = here.store.audit()
    counts = by_measure(here)
    body = f"{_levels(here, said)}{counts}{_looked_at(here, said)}{_digests(here, said)}" if said else counts
    title = esc(here.t("page_privacy.figures"))
    return f'<div class="sec told" id="figures"><h2>{title}</h2>{body}</div>' if body else ""


def _percent(share: float) -> str:
    return f"{share:g}%"


def _levels(here: Here, said: Mapping[str, Any]) -> str:
    """A row for each level, and folded under it one for each group: everyone first, then the catalog's order."""
    counted = said["groups"]
    known = sorted({g["level"] for g in counted}, key=lambda level: (*LEVELS, level).index(level))
    if not known:
        return f'<p class="text">{esc(here.t("page_privacy.no_records"))}</p>'
    names = {level: here.t(f"level.{level}") for level in known}
    of_level = {level: [g for g in counted if g["level"] == level] for level in known}
    lead = f'<p class="text">{esc(here.t("page_privacy.figures_text"))}</p>'
    rows = ((names[level], groups) for level, groups in of_level.items())
    folds = "".join(_fold(here, names[level], groups) for level, groups in of_level.items())
    return lead + _table(here, here.t("page_privacy.level"), here.t("page_privacy.by_level"), rows) + folds


def _fold(here: Here, name: str, groups: list[dict[str, Any]]) -> str:
    title = here.t("page_privacy.by_group", level=name)
    # Two schemes may have a group of one name; to a reader they are one line.
    named: dict[str, list[dict[str, Any]]] = {}
    for group in groups:
        named.setdefault(_group(here, group), []).append(group)
    table = _table(here, here.t("controls.group"), title, named.items())
    return f'<details class="fold"><summary>{esc(title)}</summary>{table}</details>'


def _table(here: Here, first: str, caption: str, rows: Iterable[tuple[str, list[dict[str, Any]]]]) -> str:
    """Rows of the release by state, added up over the groups of each line; states that nowhere occur have no column."""
    added = [(name, {s: sum(g.get(s, 0) for g in groups) for s in STATES}) for name, groups in rows]
    used = [s for s in STATES if any(states[s] for _, states in added)]
    heads = {s: here.t(f"status.{STATES[s]}") for s in used}
    lines = [{first: name} | {heads[s]: f"{states[s]:,}" for s in used} for name, states in added]
    return html.table(pd.DataFrame(lines), caption, list(heads.values()))


def _group(here: Here, counted: Mapping[str, Any]) -> str:
    """The group in the page's language; the audit names it in English, and gives the id of groups that stand together."""
    name, pool, scheme = counted["group"], counted.get("pool"), GROUPS.get(counted.get("scheme", ""))
    if pool and scheme and scheme.has(pool):
        return scheme.group(pool).name[here.lang]
    known = (g.name for scheme in GROUPS.values() for g in scheme.groups)
    return next((text[here.lang] for text in known if text["en"] == name), name)


def by_measure(here: Here) -> str:
    """Published rows of each measure by status, folded, since it is a line for every measure; "" without counts."""
    rows = pd.DataFrame(here.store.suppression().get("rows", ()))
    if rows.empty or not {"measure", "status", "rows"} <= set(rows.columns):
        return ""
    wide = rows.pivot_table(index="measure", columns="status", values="rows", aggfunc="sum", fill_value=0)
    order = [s for s in STATUSES if s in wide.columns]
    known = [m for m in here.measures if m in wide.index]
    frame = wide.loc[known, order].map(lambda n: f"{int(n):,}")
    frame.columns = [here.t(f"status.{s}") for s in order]
    frame.insert(0, here.t("controls.measure"), [here.measure(m).name[here.lang] for m in known])
    caption = here.t("page_privacy.by_measure")
    table = html.table(frame, caption, list(frame.columns[1:]))
    return f'<details class="fold"><summary>{esc(caption)}</summary>{table}</details>'


def _looked_at(here: Here, said: Mapping[str, Any]) -> str:
    before, unread, contrary = said.get("earlier", ()), said.get("unread", ()), said.get("contrary", ())
    lines = [here.t("page_privacy.looked_at", cells=f"{said['cells']:,}", sums=f"{said['equations']:,}")]
    if large := said.get("large"):
        lines.append(here.t("page_privacy.large", count=f"{large:,}"))
    if not said.get("proof"):
        lines.append(here.t("page_privacy.not_proven"))
    names = [str(one["release"]) for one in before]
    counted_in = {"count": f"{len(names):,}", "releases": joined(names, here.lang)}
    lines.append(here.t("page_privacy.earlier", **counted_in) if names else here.t("page_privacy.no_earlier"))
    if others := said.get("others"):
        lines.append(here.t("page_privacy.others", count=f"{others:,}"))
    if unread:
        lines.append(here.t("page_privacy.unread", releases=joined([str(name) for name in unread], here.lang)))
    if contrary:
        lines.append(here.t("page_privacy.contrary", count=f"{len(contrary):,}"))
    return f"<h3>{esc(here.t('page_privacy.counted_in'))}</h3>{html.items(map(esc, lines))}"


def whole(here: Here) -> bool:
    """Whether anybody may have all files of the release."""
    return len(here.store.public_files()) > len(ACCOUNT)


def download(here: Here) -> None:
    """The release's public files to check, under its digests; nothing where the release has no account of its audit."""
    if not here.store.audit():
        return
    st.download_button(
        here.t("page_privacy.get_whole" if whole(here) else "page_privacy.get_account"),
        partial(takeaway.checked, here),  # made when it is pressed
        file_name=f"{here.store.release.id}.zip",
        mime="application/zip",
        on_click="ignore",
        key="get-privacy",
    )


def _digests(here: Here, said: Mapping[str, Any]) -> str:
    """Digests that a person compares by their beginning, and whole where one press selects them."""
    found = {"digest_proof": (said.get("proof") or {}).get("digest"), "digest_report": said.get("digest")}
    lines = [
        f"{esc(here.t(f'page_privacy.{key}'))} <b>{esc(digest[:SHORT])}</b>"
        f'<br><code class="small" style="user-select:all">{esc(digest)}</code>'
        for key, digest in found.items()
        if digest
    ]
    release = here.store.release.id
    words = ("digests_text", "digests_whole" if whole(here) else "digests_without")
    text = "".join(f'<p class="text">{esc(here.t(f"page_privacy.{key}", release=release))}</p>' for key in words)
    command = f'<p><code class="small" style="user-select:all">flashlight audit {esc(release)}</code></p>'
    return f"<h3>{esc(here.t('page_privacy.digests'))}</h3>{text}{command}{html.items(lines)}" if lines else ""

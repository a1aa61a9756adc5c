"""Sources, what is hidden and why, how sure a number is, formulas, what is missing, and every published number to take away."""

from functools import partial

import pandas as pd
import streamlit as st

from charts import numbers
from charts.words import inside, joined
from indicators.catalog import AREAS, NOT_YET, SOURCES, Source
from pages.parts import agreed, controls, html, takeaway
from pages.parts.here import Here
from pages.parts.html import esc

NAMED = 5  # measures without a number that a short list names


def draw(here: Here) -> None:
    """The page, section by section, each with an address of its own."""
    release = here.store.release
    html.put(
        f'<div class="sec first"><h1>{esc(here.t("page_methods.title"))}</h1><p class="lead">{esc(here.t("page_methods.lead"))}</p>'
        f"</div>{html.banner(here.untold())}{_sources(here)}{_privacy(here)}{_certainty(here)}{_formulas(here)}{_not_yet(here)}{_problems(here)}",
        here.lang,
    )
    _downloads(here)
    cite = here.t(
        "page_methods.cite_text",
        community=release.community.name,
        day=numbers.day(release.made_at, here.lang),
        id=release.id,
    )
    notices = "".join(
        f'<p class="text">{esc(source.notice[here.lang])}</p>' for source in _used(here) if not source.survey
    )
    html.put(
        f'<div class="sec" id="cite"><h2>{esc(here.t("page_methods.cite"))}</h2><p class="text">{esc(cite)}</p></div>'
        f'<div class="sec" id="notices"><h2>{esc(here.t("page_methods.notices"))}</h2>{notices}'
        f'<p class="text" lang="en">{esc(here.t("page_methods.census_api"))}</p></div>',
        here.lang,
    )


def _used(here: Here) -> list[Source]:
    return [SOURCES[s] for s in dict.fromkeys(m.source for m in here.measures.values())]


def _section(here: Here, key: str, body: str) -> str:
    return f'<div class="sec" id="{key}"><h2>{esc(here.t(f"page_methods.{key}"))}</h2>{body}</div>'


def _sources(here: Here) -> str:
    lang = here.lang
    parts = []
    for source in _used(here):
        mine = [m for m in here.measures.values() if m.source == source.id]
        files = pd.concat([here.store.provenance(m.id) for m in mine]).drop_duplicates(["title", "url"])
        parts.append(
            f"<h3>{esc(source.publisher[lang])}</h3>"
            f'<p class="text">{html.outside(source.title[lang], source.url)}. {esc(source.licence[lang])}. {esc(source.cadence[lang])}.</p>'
            f'<p class="small">{esc(here.t("page_methods.used_for", measures=", ".join(inside(m.name[lang]) for m in mine)))}</p>'
            f"{_files(here, files)}"
        )
    every = html.link(here.t("page_methods.every_source"), here.link("sources"))
    return _section(here, "sources", f'{"".join(parts)}<p class="text">{every}</p>')


def _files(here: Here, files: pd.DataFrame) -> str:
    lines = [
        f'{html.outside(str(f.title), str(f.url))} <span class="small">{esc(f.vintage)}. '
        f"{esc(here.t('chart.retrieved', day=numbers.day(str(f.retrieved_at), here.lang)))} {esc(f.citation)}</span>"
        for f in files.sort_values(["vintage", "title"]).itertuples(index=False)
    ]
    inside = html.items(lines)
    return f"<details><summary>{esc(here.t('page_methods.files', count=len(lines)))}</summary>{inside}</details>"


def _privacy(here: Here) -> str:
    link = html.link(here.t("page_privacy.title"), here.link("privacy"))
    text = esc(here.t("page_methods.privacy_short"))
    return _section(here, "privacy", f'<p class="text">{text}</p><p class="text">{link}</p>')


def _certainty(here: Here) -> str:
    words = "".join(f'<p class="text">{esc(here.t(f"page_methods.certainty_{i}"))}</p>' for i in (1, 2, 3, 4))
    return _section(here, "certainty", words)


def _formulas(here: Here) -> str:
    link = html.link(here.t("page_dictionary.title"), here.link("dictionary"))
    text = esc(here.t("page_methods.formulas_text"))
    return _section(here, "formulas", f'<p class="text">{text}</p><p class="text">{link}</p>')


def _not_yet(here: Here) -> str:
    return _section(here, "not_yet", html.items(missing(here)))


def _problems(here: Here) -> str:
    """What the build met in the sources, in its own words, which are English."""
    met = here.store.release.problems
    lead = f'<p class="text">{esc(here.t("page_methods.problems_text" if met else "page_methods.no_problems"))}</p>'
    return _section(
        here, "problems", lead + html.items(f'<span lang="en">{esc(words)}</span>' for words in met) * bool(met)
    )


def missing(here: Here, *, short: bool = False) -> list[str]:
    """What the release does not have: outcomes without a source, years a key would add, and what the build could not do.

    With `short`, many measures without a number are counted, and a link leads to their names.
    """
    lang, release = here.lang, here.store.release
    lines = [
        f"{esc(AREAS[n.area].name[lang])}. <span class='small'>{esc(n.why[lang])} {esc(n.who[lang])}</span>"
        for n in NOT_YET
        if n.measure not in here.store.measures
    ]
    more = [v for v in release.vintages_with_key if v not in release.vintages_used]
    if more:
        years = ", ".join(numbers.years(v - 4, v, "five_years") for v in sorted(more))
        lines.append(
            f"{esc(here.t('page_methods.with_key'))} <span class='small'>{esc(here.t('page_methods.with_key_years', years=years))}</span>"
        )
    gone = [said for m in here.store.measures if (said := agreed.gone(here, m))]
    without = (m for m in here.store.measures.values() if m.id not in here.measures and not agreed.gone(here, m.id))
    empty = [inside(m.name[lang]) for m in without]
    if short and len(empty) > NAMED:
        words = here.t("page_methods.no_rows_count", count=len(empty))
        lines.append(html.link(words, here.link("dictionary", q=here.t("page_dictionary.none"))))
    elif empty:
        words, why = here.t("page_methods.no_rows", measures=joined(empty, lang)), here.t("page_methods.no_rows_why")
        lines.append(f"{esc(words)} <span class='small'>{esc(why)}</span>")
    lines += [esc(said) for said in (*gone, *agreed.all_ended(here, here.measures))]
    told = {n.measure for n in NOT_YET}
    lines += [esc(said) for said in release.not_yet if said not in told]
    return lines


def _kept(here: Here) -> str:
    said = takeaway.kept(here)
    return f'<p class="text">{esc(said)}</p>' if said else ""


def _downloads(here: Here) -> None:
    html.put(
        f'<div class="sec" id="downloads"><h2>{esc(here.t("page_methods.downloads"))}</h2>'
        f'<p class="text">{esc(here.t("page_methods.downloads_text"))}</p>{_kept(here)}</div>',
        here.lang,
    )
    known = list(here.measures)
    with st.container(key="controls-methods", horizontal=True, vertical_alignment="bottom"):
        measure_id = controls.measure(here, known, known[0])
        if here.store.downloadable(measure_id):
            st.download_button(
                here.t("page_methods.get", measure=here.measure(measure_id).name[here.lang]),
                partial(takeaway.csv, here, measure_id),
                file_name=f"{takeaway.stem(here, measure_id)}.csv",
                mime="text/csv",
                on_click="ignore",
                key="get-methods",
            )
        st.download_button(
            here.t("page_methods.get_all"),
            partial(takeaway.everything, here),  # made when it is pressed
            file_name=f"{takeaway.stem(here)}.zip",
            mime="application/zip",
            on_click="ignore",
            key="get-methods-all",
        )


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()

"""How people are protected: what is hidden, by which rules, how a release is checked, what nobody can promise, and whom to write to."""

from charts.words import inside
from pages.parts import contact, html, protection
from pages.parts.here import Here
from pages.parts.html import esc

# A made-up school by how students come: what is left if only the small number is hidden, then what we show. None is a hidden number.
# What is left for both hidden numbers is below twice the minimum, so that each number a reader can think of fits the rule as well.
EXAMPLE = (("everyone", 60, 60), ("bus", 41, 41), ("foot", 15, None), ("bicycle", None, None))
EXAMPLE_MINIMUM = 10
RULES = ("ends", "ranges", "zero", "earlier", "own_area")
LIMITS = ("known", "others", "guess", "again", "wide")


def draw(here: Here) -> None:
    """The page, for a resident first: three figures, then the reasons, the rules, the check, its limits, and a contact."""
    trail = f"{html.link(here.t('nav.methods'), here.link('methods'))} / "
    trail += html.link(here.t("page_privacy.title"), here.link("privacy"), current=True)
    html.put(
        f'<div class="sec first"><nav class="crumb" aria-label="{esc(here.t("page_sources.trail"))}">{trail}</nav>'
        f'<h1>{esc(here.t("page_privacy.title"))}</h1><p class="lead">{esc(here.t("page_privacy.lead"))}</p></div>'
        f"{html.banner(here.untold())}{protection.headline(here)}{_why(here)}{_rules(here)}{_check(here)}"
        f"{protection.figures(here)}",
        here.lang,
    )
    protection.download(here)
    html.put(f"{_limits(here)}{_contact(here)}", here.lang)


def _why(here: Here) -> str:
    return _section(
        here,
        "hidden",
        _text(here, "why_records"),
        _text(here, "why_more"),
        f"<h3>{esc(here.t('page_privacy.example'))}</h3>",
        _example(here),
        _text(here, "example_subtract", below=EXAMPLE_MINIMUM),
        _text(here, "example_many"),
    )


def _section(here: Here, anchor: str, *parts: str) -> str:
    return f'<div class="sec told" id="{anchor}"><h2>{esc(here.t(f"page_privacy.{anchor}"))}</h2>{"".join(parts)}</div>'


def _text(here: Here, key: str, **values: object) -> str:
    return f'<p class="text">{esc(here.t(f"page_privacy.{key}", **values))}</p>'


def _example(here: Here) -> str:
    """Both columns of the example; a hidden number is a mark with its word."""
    heads = [here.t(f"page_privacy.example_{key}") for key in ("how", "alone", "shown")]
    hidden = html.mark("suppressed", here.t("status.suppressed"))
    lines = "".join(
        f'<tr><th scope="row">{esc(here.t(f"page_privacy.example_{key}"))}</th>'
        + "".join(
            f'<td data-label="{esc(head)}">{hidden if number is None else number}</td>'
            for head, number in zip(heads[1:], numbers, strict=True)
        )
        + "</tr>"
        for key, *numbers in EXAMPLE
    )
    caption = esc(here.t("page_privacy.example_caption"))
    head = "".join(f'<th scope="col">{esc(words)}</th>' for words in heads)
    return (
        f'<div class="wide narrow" tabindex="0" role="region" aria-label="{caption}"><table class="blocks">'
        f'<caption class="small">{caption}</caption><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def _rules(here: Here) -> str:
    """The release's own statement, then what holds for every release, then who is protected more strictly."""
    stated = here.store.suppression()
    said = here.store.audit() or stated
    own = "rules_es" if here.lang == "es" else "rules"
    lines = [str(rule) for rule in said.get(own) or stated.get(own, ())]
    lines += [here.t(f"page_privacy.rule_{key}") for key in RULES]
    minimum = stated.get("minimum_count")
    first = _text(here, "minimum", count=minimum) if minimum else ""
    return _section(here, "rules", first, html.items(map(esc, lines)), _stricter(here, int(minimum or 0)))


def _stricter(here: Here, minimum: int) -> str:
    higher: dict[int, list[str]] = {}
    for measure in here.measures.values():
        if (measure.minimum_count or 0) > minimum:
            higher.setdefault(int(measure.minimum_count or 0), []).append(inside(measure.name[here.lang]))
    lines = [
        here.t("page_privacy.stricter_measures", count=count, measures=", ".join(names))
        for count, names in sorted(higher.items())
    ]
    lines += [here.t(f"page_privacy.stricter_{key}") for key in ("partners", "community")]
    return f"<h3>{esc(here.t('page_privacy.stricter'))}</h3>{html.items(map(esc, lines))}"


def _check(here: Here) -> str:
    parts = "".join(
        f"<h3>{esc(here.t(f'page_privacy.{key}'))}</h3>{_text(here, f'{key}_text')}" for key in ("proof", "attack")
    )
    return _section(here, "check", _text(here, "check_text"), parts)


def _limits(here: Here) -> str:
    lines = html.items(esc(here.t(f"page_privacy.limit_{key}")) for key in LIMITS)
    return _section(here, "limits", _text(here, "limits_text"), lines, _limits_of_the_check(here))


def _limits_of_the_check(here: Here) -> str:
    """The audit's limits in its own words, which may be English only."""
    said = here.store.audit()
    lang = "es" if here.lang == "es" and said.get("limits_es") else "en"
    told = said.get("limits_es" if lang == "es" else "limits", ())
    if not told:
        return ""
    lines = html.items(f'<span lang="{lang}">{esc(words)}</span>' for words in told)
    return f'<details class="fold"><summary>{esc(here.t("page_privacy.limits_check"))}</summary>{lines}</details>'


def _contact(here: Here) -> str:
    found = here.store.release.community.contact
    asked = _text(here, "report_text") + (_address(here, found) if found else _text(here, "no_contact"))
    return _section(here, "report", asked)


def _address(here: Here, found: str) -> str:
    """The contact as a link; what is neither an e-mail address nor a page over https stays plain text."""
    to = contact.address(found)
    link = f'<a href="{esc(to)}">{esc(found)}</a>' if to else esc(found)
    return f'<p class="text"><b>{esc(here.t("page_privacy.write_to"))}</b> {link}</p>'


if __name__ == "__main__":  # Streamlit runs a file of pages/ by itself when its address is the first one asked for
    from pages.parts import frame

    frame.draw()

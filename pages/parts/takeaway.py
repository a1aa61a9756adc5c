"""Every published number of a release to take away: a CSV for each measure that explains itself, and all of them in one zip."""

import io
import json
import zipfile

from charts import caption, download
from charts.figure import Figure
from charts.view import View, records
from charts.words import joined, status_word, t
from pages.parts import agreed
from pages.parts.here import Here

COLUMNS = [
    *("measure", "level", "geoid", "name", "scheme", "group", "period_start", "period_end"),
    *("value", "moe", "low", "high", "numerator", "denominator", "reliability", "status"),
]
STATUSES = ("published", "range", "suppressed", "too_uncertain", "not_reported", "not_available")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same zip for the same numbers


def csv(here: Here, measure_id: str) -> bytes:
    """Lines of explanation in quotes that start with #, then every published row; an empty value is never zero, its status says why.

    Raises NoFileError for a measure whose agreement allows no file.
    """
    here.store.refuse_file(measure_id)
    out = io.StringIO()
    out.writelines(download.noted(label, words) for label, words in _about(here, measure_id).items())
    rows = here.store.rows(measure_id)
    rows[COLUMNS].to_csv(out, index=False, lineterminator="\r\n")
    return out.getvalue().encode("utf-8-sig")


def everything(here: Here) -> bytes:
    """A zip of the CSV of each measure that may be in one, a README, and the same as JSON for programs."""
    content = io.BytesIO()
    parts = {f"{stem(here, m)}.csv": csv(here, m) for m in offered(here)}
    parts |= {"README.txt": _readme(here, list(parts)), "metadata.json": _metadata(here)}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, part in parts.items():
            bundle.writestr(zipfile.ZipInfo(name, _LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def checked(here: Here) -> bytes:
    """A zip of the release's files as `flashlight audit` reads them in a data folder; without rows where an agreement forbids files."""
    content, root = io.BytesIO(), here.store.root
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in here.store.public_files():
            name = path.relative_to(root).as_posix()
            bundle.writestr(zipfile.ZipInfo(name, _LONG_AGO), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def offered(here: Here) -> list[str]:
    """The measures that may be taken away as files."""
    return [m for m in here.measures if here.store.downloadable(m)]


def kept(here: Here) -> str:
    """Which measures are in no file, and why; "" where all are."""
    names = joined(agreed.kept(here), here.lang)
    return here.t("agreed.not_in_files", measures=names) if names else ""


def stem(here: Here, measure_id: str = "") -> str:
    """The name of a measure's file, or of the file of all, without its ending; no two measures have a name in common."""
    words = here.measure(measure_id).name[here.lang] if measure_id else here.t("card.file_all")
    return caption.file_name(here.store.release.community.name, words)


def _about(here: Here, measure_id: str) -> dict[str, str]:
    """The lines above the numbers, by their labels, as a chart's file has them."""
    view = View.of(here.store, measure_id, here.lang)
    years = _years(view)
    place = here.store.release.community.name
    heading = caption.Heading("areas", view.measure.name[here.lang], place, (place, years), years)
    figure = caption.begun(Figure, view, heading)
    lines = download.about(figure)
    groups = list(dict.fromkeys(here.store.rows(measure_id)["group"]))
    notes, label = caption.standing_notes(view, "all", groups), here.t("export.notes")
    said = here.t("export.statuses", listed="; ".join(_statuses(here)))
    return lines | {label: " ".join([*notes, here.t("page_methods.downloads_text"), said])}


def _statuses(here: Here) -> list[str]:
    """Each code of the column `status` with the word that pages have for it."""
    return [f"{code} = {status_word(code, here.lang)}" for code in STATUSES]


def _years(view: View) -> str:
    """First to last period of the measure's rows."""
    rows = view.store.rows(view.measure.id).drop_duplicates("period_end").sort_values("period_end")
    periods = [view.period(row) for row in records(rows)]
    return periods[0] if len(periods) == 1 else t("format.to", view.lang, first=periods[0], last=periods[-1])


def _readme(here: Here, names: list[str]) -> bytes:
    release = here.store.release
    made_up = [here.t("notice.made_up", place=release.community.name)] if release.community.made_up else []
    cite = here.t("page_methods.cite_text", community=release.community.name, day=release.made_at[:10], id=release.id)
    lines = [
        "Flashlight",
        *made_up,
        cite,
        here.t("page_methods.downloads_text"),
        "\r\n".join([here.t("export.statuses_head"), *_statuses(here)]),
        here.t("page_methods.privacy_text"),
        *filter(None, [kept(here)]),
        *names,
    ]
    return ("\r\n\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _metadata(here: Here) -> bytes:
    release = here.store.release
    told = {
        "release": release.id,
        "made_at": release.made_at,
        "community": release.community.name,
        "made_up": release.community.made_up,
        "language": here.lang,
        "columns": COLUMNS,
        "problems": list(release.problems),
        "measures": {m: _about(here, m) | {"file": f"{stem(here, m)}.csv"} for m in offered(here)},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()

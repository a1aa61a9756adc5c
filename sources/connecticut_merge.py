"""One value for each place, group and year out of several snapshots, and nothing the publisher has hidden left to recompute."""

from collections.abc import Sequence

import pandas as pd

from sources.single_cell import SingleCell

KEY = ["quantity", "level", "geoid", "group", "period_end"]
WHERE = ["level", "geoid", "group", "period_end"]
STARRED = "suppressed_at_source"
DECIMALS = 1  # of a rate, as the state prints it
STATUS_WORDS = {
    STARRED: "suppressed",
    "not_applicable": "not applicable",
    "not_reported": "an empty cell",
    "reported": "a number",
}


def resolve(dataset: str, cells: pd.DataFrame) -> tuple[pd.DataFrame, list[SingleCell]]:
    """One row a KEY, and a sentence for every KEY the snapshots disagree on, which is for the build alone.

    Where one snapshot hides what another shows, it stays hidden. Otherwise the raw export stands before the tidy file made
    from it, and the newest of several.
    """
    shown = cells.assign(order=(cells["status"] != STARRED).astype("int64"))
    ordered = shown.sort_values(
        [*KEY, "order", "rank", "last_modified"], ascending=[*[True] * len(KEY), True, True, False], kind="stable"
    )
    rows = ordered.drop_duplicates(KEY).drop(columns="order")
    different = ordered.drop_duplicates([*KEY, "status", "estimate"])
    disputed = different[different.duplicated(KEY, keep=False)]
    sentences = [_sentence(dataset, group) for _, group in disputed.groupby(KEY, sort=True)]
    return rows.reset_index(drop=True), sentences


def _sentence(dataset: str, snapshots: pd.DataFrame) -> SingleCell:
    """No number stands in it: one of them may be hidden."""
    kept = snapshots.iloc[0]
    found = ", ".join(
        f"{STATUS_WORDS[s]} in {r}" for s, r in zip(snapshots["status"], snapshots["resource"], strict=True)
    )
    year = f"{kept['period_end'] - 1}-{kept['period_end'] % 100:02d}"
    where = f"{dataset}.{kept['quantity']}, {kept['level']} {kept['geoid']}, {kept['group']}, {year}"
    return SingleCell(dataset, f"{where}: {found}. The first is kept.")


def hide_recomputable(rows: pd.DataFrame, names: Sequence[str] = ("rate", "count", "cohort")) -> pd.DataFrame:
    """The same rows, with counts and rates starred that would give back a number the publisher has starred.

    Of cohort, count and rate two give the third: a cohort of 11 with 9 graduates and a starred rate is a published rate. And a
    count beside a starred rate gives it too wherever the enrollment is known, a count of 0 even without. So a starred rate stars
    its count, a starred count stars its rate where the cohort is known, and a starred cohort stars both. `names` are the
    quantities that play these parts: rate, count, cohort.
    """
    rate, count, cohort = (_places(rows, quantity, STARRED) for quantity in names)
    hide = {names[1]: rate | cohort, names[0]: cohort | (count & _places(rows, names[2], "reported"))}
    places = list(rows[WHERE].itertuples(index=False, name=None))
    flags = [place in hide.get(q, ()) for place, q in zip(places, rows["quantity"], strict=True)]
    mark = pd.Series(flags, index=rows.index, dtype="bool") & (rows["status"] == "reported")
    return rows.assign(status=rows["status"].mask(mark, STARRED), estimate=rows["estimate"].mask(mark))


def _places(rows: pd.DataFrame, quantity: str, status: str) -> set[tuple[object, ...]]:
    chosen = rows[(rows["quantity"] == quantity) & (rows["status"] == status)]
    return set(chosen[WHERE].itertuples(index=False, name=None))


def everyone(rows: pd.DataFrame) -> pd.DataFrame:
    """Everyone's cohort, graduates and rate where the publisher gives none but the groups partition the cohort and none is hidden.

    Only where every group that the state's table of the year lists is reported with cohort and count; each student of a cohort
    stands in one group. The sum is then exact (2010-11: 37,416 of 45,221 graduates, the 82.7 % the state announced); its rate
    has the publisher's one decimal, as every rate beside it.
    """
    if not (rows["quantity"] == "cohort").any():
        return rows.iloc[:0]
    listed = rows[rows["level"] == "state"].groupby("period_end")["group"].agg(frozenset).to_dict()
    years = rows.groupby(["level", "geoid", "period_end"], sort=True)
    parts = [_sum(part, listed.get(part["period_end"].iloc[0])) for _, part in years]
    found = [part for part in parts if part is not None]
    return pd.concat(found, ignore_index=True) if found else rows.iloc[:0]


def _sum(part: pd.DataFrame, listed: frozenset[str] | None) -> pd.DataFrame | None:
    needed = part[part["quantity"].isin(["cohort", "count"])]
    if listed is None or "all" in listed or set(part["group"]) != listed:
        return None
    if len(needed) != 2 * len(listed) or (needed["status"] != "reported").any():
        return None
    total = needed.groupby("quantity")["estimate"].sum()
    if total["cohort"] == 0:
        return None
    rate = round(100 * total["count"] / total["cohort"], DECIMALS)
    quantities = {"cohort": total["cohort"], "count": total["count"], "rate": rate}
    rows = [
        {**part.iloc[0].to_dict(), "group": "all", "quantity": q, "estimate": float(v), "status": "reported"}
        for q, v in quantities.items()
    ]
    return pd.DataFrame(rows)[list(part.columns)]

"""Tables of the American Community Survey for made-up people: whole numbers whose lines add up within and across tables."""

from functools import cache

import numpy as np

from communities.demo.profiles import Residents, residents

Counts = np.ndarray  # areas × lines

# B01001: under 5, 5-9, 10-14, 15-17 | 18-19, 20, 21, 22-24, 25-29 ... 60-61, 62-64 | 65-66, 67-69, 70-74, 75-79, 80-84, 85 and over
CHILDREN = np.array([27, 28, 28, 17.0])
ADULTS = np.array([4, 2, 2, 7, 12, 12, 11, 10, 9, 9, 8, 3.5, 4.5])
OLDER = np.array([15, 20, 25, 18, 12, 10.0])
# B17024's age blocks from B01001's ages: under 18 is cut by years, the others end where B01001's do.
AGES = {
    "18-24": slice(4, 8),
    "25-34": slice(8, 10),
    "35-44": slice(10, 12),
    "45-54": slice(12, 14),
    "55-64": slice(14, 17),
}
AGES |= {"65-74": slice(17, 20), "75+": slice(20, 23)}
POVERTY_BY_AGE = np.array([1.4, 1.35, 1.25, 1.3, 0.95, 0.9, 0.8, 0.85, 0.75, 0.9])
# Of Latino people, those of each race alone, and of two or more in two kinds.
LATINO_RACES = np.array([38, 5, 2, 0.4, 0.2, 33, 15, 6.4])
KNOWN = 0.98  # poverty status is not asked for in dormitories and the like
RATIO_BELOW = np.array([0.42, 0.26, 0.32])  # under .50, .50 to .74, .75 to .99 of the poverty line
RATIO_NEAR = np.array([0.24, 0.23, 0.26, 0.13, 0.14])  # 1.00 to 1.99
OWNERS_BURDENED = np.array([0.86, 0.58, 0.38, 0.24, 0.08])  # spend 30 percent or more on housing, by income class
RENTERS_BURDENED = np.array([0.90, 0.82, 0.54, 0.28, 0.08])
MIDDLE = np.array([0.09, 0.20, 0.32, 0.34, 0.24])  # spend 20 to 29 percent


def allocate(totals: np.ndarray, shares: np.ndarray) -> Counts:
    """Whole numbers in these proportions that sum to each total exactly; the largest remainders are rounded up."""
    shares = np.broadcast_to(shares, (len(totals), shares.shape[-1]))
    quota = totals[:, None] * shares / shares.sum(axis=1, keepdims=True)
    whole = np.floor(quota).astype(np.int64)
    left = totals - whole.sum(axis=1)
    rank = np.argsort(np.argsort(whole - quota, axis=1, kind="stable"), axis=1, kind="stable")
    return whole + (rank < left[:, None])


@cache
def tables(vintage: int) -> dict[str, Counts]:
    """Estimates of every additive table: a row for each tract of 2022 and one for the nation, a column for each line."""
    who = residents(vintage)
    ages = _by_sex_and_age(who)
    households = np.rint(who.people / 2.45).astype(np.int64)
    homes = allocate(households, np.stack([who.share["owners"], 1 - who.share["owners"]], axis=1))
    income = _by_age_and_ratio(who, ages)
    return {
        "B01001": _lines(ages[:, :23], ages[:, 23:]),
        "B01003": who.people[:, None],
        "B03002": _by_race(who),
        "B05001": _by_nativity(who),
        "B06009": _by_education(who, ages),
        "B08201": _by_vehicles(who, households),
        "B17024": income,
        "B25003": np.column_stack([homes.sum(axis=1), homes]),
        "B25106": _by_housing_cost(who, homes),
        "C17002": _ratios(income),
    }


def _lines(*blocks: Counts) -> Counts:
    """A total, then each block after its own total."""
    parts = [np.column_stack([block.sum(axis=1), block]) for block in blocks]
    return np.column_stack([sum(block.sum(axis=1) for block in blocks), *parts])


def _by_sex_and_age(who: Residents) -> Counts:
    """46 columns: 23 ages of men, 23 of women."""
    children, older = who.share["children"][:, None], who.share["older"][:, None]
    adults = 1 - children - older
    parts = [(children, CHILDREN), (adults, ADULTS), (older, OLDER)]
    ages = np.concatenate([share * weights / weights.sum() for share, weights in parts], axis=1)
    return allocate(who.people, np.concatenate([0.487 * ages, 0.513 * ages], axis=1))


def _by_race(who: Residents) -> Counts:
    """B03002: seven races of people who are not Latino (the last in two kinds), then the same of people who are."""
    kinds = np.array([1, 1, 1, 1, 1, 1, 0.3, 0.7])
    others = who.races[:, [0, 1, 2, 3, 4, 5, 6, 6]] * kinds
    leaves = allocate(
        who.people, np.concatenate([others, who.races[:, 7:] * LATINO_RACES / LATINO_RACES.sum()], axis=1)
    )
    halves = [leaves[:, :8], leaves[:, 8:]]
    two = [half[:, 6:].sum(axis=1) for half in halves]
    blocks = [
        np.column_stack([half.sum(axis=1), half[:, :6], pair, half[:, 6:]])
        for half, pair in zip(halves, two, strict=True)
    ]
    return np.column_stack([who.people, *blocks])


def _by_nativity(who: Residents) -> Counts:
    abroad = who.share["born_abroad"][:, None]
    native = (1 - abroad) * np.array([0.962, 0.022, 0.016])
    leaves = allocate(who.people, np.concatenate([native, abroad * np.array([0.53, 0.47])], axis=1))
    return np.column_stack([leaves.sum(axis=1), leaves])


def _by_education(who: Residents, ages: Counts) -> Counts:
    """B06009: five levels of everyone 25 and over, then of those born in the state, elsewhere in the nation, outside as citizens, abroad."""
    adults = ages[:, 8:23].sum(axis=1) + ages[:, 31:46].sum(axis=1)
    degrees, abroad = who.share["graduates"][:, None], who.share["born_abroad"][:, None]
    levels = np.concatenate([(1 - degrees) * np.array([0.17, 0.42, 0.41]), degrees * np.array([0.56, 0.44])], axis=1)
    born = np.concatenate([(1 - abroad) * np.array([0.62, 0.35, 0.03]), abroad], axis=1)
    leaves = allocate(adults, (born[:, :, None] * levels[:, None, :]).reshape(len(adults), 20))
    blocks = [leaves[:, n : n + 5] for n in range(0, 20, 5)]
    return np.column_stack([adults, sum(blocks), *(np.column_stack([b.sum(axis=1), b]) for b in blocks)])


def _by_vehicles(who: Residents, households: np.ndarray) -> Counts:
    """B08201: vehicles of all households, then of those of one, two, three, and four or more people."""
    none = who.share["no_vehicle"][:, None]
    sizes = np.array([0.30, 0.32, 0.16, 0.22])
    fewer = np.array([[1.9, 0.8, 0.6, 0.4]])
    some = np.array(
        [[0.74, 0.22, 0.03, 0.01], [0.30, 0.56, 0.11, 0.03], [0.22, 0.45, 0.25, 0.08], [0.18, 0.44, 0.25, 0.13]]
    )
    without = np.clip(none * fewer, 0, 0.9)
    cells = np.concatenate([without[:, :, None], (1 - without)[:, :, None] * some[None]], axis=2) * sizes[:, None]
    leaves = allocate(households, cells.reshape(len(households), 20))
    blocks = [leaves[:, n : n + 5] for n in range(0, 20, 5)]
    return np.column_stack([households, sum(blocks), *(np.column_stack([b.sum(axis=1), b]) for b in blocks)])


def _by_age_and_ratio(who: Residents, ages: Counts) -> Counts:
    """B17024: ten age blocks by twelve ratios of income to the poverty line."""
    both = ages[:, :23] + ages[:, 23:]
    young = allocate(both[:, :4].sum(axis=1), np.array([32, 33, 35.0]))
    totals = np.column_stack([young, *(both[:, span].sum(axis=1) for span in AGES.values())])
    blocks = [_ratio_block(who, np.floor(totals[:, n] * KNOWN).astype(np.int64), POVERTY_BY_AGE[n]) for n in range(10)]
    return _lines(*blocks)


def _ratio_block(who: Residents, totals: np.ndarray, factor: float) -> Counts:
    below = np.clip(who.share["poverty"] * factor, 0, 0.7)[:, None]
    near = np.clip(below * 1.05, 0, 0.28)
    wealth = np.clip(who.income / 160_000, 0.2, 0.8)[:, None]
    above = np.concatenate([(1 - wealth) * 0.55, (1 - wealth) * 0.45, wealth * 0.32, wealth * 0.68], axis=1)
    return allocate(
        totals, np.concatenate([below * RATIO_BELOW, near * RATIO_NEAR, (1 - below - near) * above], axis=1)
    )


def _ratios(income: Counts) -> Counts:
    """C17002, the same people over all ages, in coarser classes."""
    ratios = np.sum([income[:, start + 1 : start + 13] for start in range(1, 131, 13)], axis=0)
    classes = [[0], [1, 2], [3], [4], [5, 6], [7], [8, 9, 10, 11]]
    return np.column_stack([ratios.sum(axis=1), *(ratios[:, c].sum(axis=1) for c in classes)])


def _by_housing_cost(who: Residents, homes: Counts) -> Counts:
    """B25106: owners, then renters, by five income classes and three shares of income; then those without a computed share."""
    level = np.clip(who.income / 75_000, 0.4, 1.8)[:, None]
    owners = np.array([9, 13, 15, 19, 44]) * np.concatenate([1 / level, 1 / level, level**0, level**0, level], axis=1)
    renters = np.array([22, 21, 20, 18, 19]) * np.concatenate([1 / level, 1 / level, level**0, level, level], axis=1)
    owned = _cost_leaves(homes[:, 0], owners, OWNERS_BURDENED, [1.0])
    rented = _cost_leaves(homes[:, 1], renters, RENTERS_BURDENED, [1.5, 2.5])
    return np.column_stack([homes.sum(axis=1), _cost_lines(homes[:, 0], owned), _cost_lines(homes[:, 1], rented)])


def _cost_leaves(totals: np.ndarray, classes: np.ndarray, burdened: np.ndarray, without: list[float]) -> Counts:
    three = np.stack([(1 - MIDDLE) * (1 - burdened), MIDDLE * (1 - burdened), burdened], axis=1)
    cells = (classes[:, :, None] * three[None]).reshape(len(totals), 15)
    rest = np.broadcast_to(np.array(without), (len(totals), len(without)))
    return allocate(totals, np.concatenate([100 * cells / classes.sum(axis=1, keepdims=True), rest], axis=1))


def _cost_lines(totals: np.ndarray, leaves: Counts) -> Counts:
    blocks = [leaves[:, n : n + 3] for n in range(0, 15, 3)]
    return np.column_stack([totals, *(np.column_stack([b.sum(axis=1), b]) for b in blocks), leaves[:, 15:]])

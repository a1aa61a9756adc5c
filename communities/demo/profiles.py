"""What the made-up people of each tract are like, in shares. Declared by neighborhood, with a small draw for each tract."""

from dataclasses import dataclass

import numpy as np

from communities.demo.city import CITY, SHARED, TRACTS, neighborhood_of

SEED = 2026
FIRST = 2018


@dataclass(frozen=True)
class Profile:
    """Shares are of residents or households; races: white, black, aian, asian, nhpi, other, two or more, Latino."""

    people: int
    growth: float  # a year
    children: float
    older: float
    owners: float
    income: int  # median of households, dollars of 2018
    poverty: float
    graduates: float  # bachelor's degree or higher, of people 25 and over
    born_abroad: float
    no_vehicle: float
    races: tuple[float, ...]


PROFILES = {
    "north-beacon": Profile(
        2950, 0.004, 0.21, 0.18, 0.66, 88_000, 0.08, 0.46, 0.12, 0.07, (52, 17, 0.2, 11, 0.1, 0.6, 5, 14)
    ),
    "mirror-pond": Profile(
        2600, 0.002, 0.24, 0.15, 0.58, 74_000, 0.11, 0.41, 0.16, 0.10, (31, 36, 0.3, 8, 0.0, 0.8, 6, 18)
    ),
    "tallow-hill": Profile(
        2400, 0.006, 0.22, 0.19, 0.74, 118_000, 0.05, 0.57, 0.14, 0.04, (38, 41, 0.1, 7, 0.0, 0.7, 5, 8)
    ),
    "wickford-green": Profile(
        2850, 0.009, 0.25, 0.13, 0.49, 61_000, 0.14, 0.33, 0.24, 0.15, (24, 15, 0.4, 26, 0.3, 0.9, 5, 29)
    ),
    "penas-corner": Profile(
        3200, 0.011, 0.28, 0.11, 0.43, 54_000, 0.18, 0.25, 0.33, 0.19, (15, 12, 0.6, 5, 0.1, 1.2, 5, 61)
    ),
    "saint-aurele": Profile(
        2700, 0.003, 0.23, 0.17, 0.55, 66_000, 0.13, 0.36, 0.28, 0.12, (22, 49, 0.2, 5, 0.0, 1.6, 6, 16)
    ),
    "lampmakers-row": Profile(
        2500, 0.012, 0.17, 0.12, 0.31, 58_000, 0.19, 0.52, 0.18, 0.27, (44, 18, 0.5, 14, 0.2, 1.0, 6, 17)
    ),
    "ember-flats": Profile(
        2850, 0.008, 0.27, 0.12, 0.52, 57_000, 0.16, 0.24, 0.21, 0.18, (18, 44, 0.3, 3, 0.1, 0.9, 6, 28)
    ),
    "sea-o-light": Profile(
        2550, 0.001, 0.20, 0.22, 0.61, 72_000, 0.10, 0.38, 0.15, 0.11, (49, 14, 0.9, 6, 0.4, 0.7, 7, 22)
    ),
    "towns": Profile(4300, 0.003, 0.21, 0.19, 0.73, 92_000, 0.07, 0.42, 0.10, 0.05, (69, 8, 0.2, 6, 0.0, 0.5, 4, 12)),
}
NATION = Profile(
    322_000_000,
    0.005,
    0.224,
    0.16,
    0.64,
    60_300,
    0.141,
    0.33,
    0.135,
    0.085,
    (60.7, 12.3, 0.7, 5.5, 0.2, 0.3, 3.0, 17.6),
)
SHARES = ("children", "older", "owners", "poverty", "graduates", "born_abroad", "no_vehicle")


@dataclass(frozen=True)
class Residents:
    """The same, one entry a tract of 2022, then one for the nation; `races` has eight columns."""

    people: np.ndarray
    income: np.ndarray
    races: np.ndarray
    share: dict[str, np.ndarray]


def residents(vintage: int) -> Residents:
    """Profiles of every tract and the nation in this vintage: people grow, poverty falls a little, ownership and degrees rise."""
    profiles = [_of_tract(n) for n in range(len(TRACTS))] + [NATION]
    draw = np.random.default_rng(SEED).uniform(-1, 1, (len(profiles), 12))
    draw[-1] = 0
    years = vintage - FIRST
    column = {name: np.array([getattr(p, name) for p in profiles]) for name in ("people", "growth", "income", *SHARES)}
    people = np.rint(column["people"] * (1 + 0.12 * draw[:, 0]) * (1 + column["growth"]) ** years).astype(np.int64)
    income = np.rint(column["income"] * (1 + 0.15 * draw[:, 1]) * 1.052**years).astype(np.int64)
    trend = {"poverty": 0.965**years, "graduates": 1.022**years, "owners": 1.006**years, "born_abroad": 1.008**years}
    share = {
        name: np.clip(column[name] * (1 + 0.15 * draw[:, 2 + n]) * trend.get(name, 1.0), 0, 0.92)
        for n, name in enumerate(SHARES)
    }
    races = np.array([p.races for p in profiles]) * (1 + 0.2 * draw[:, 9:10] * np.array([1, -1, 0, 1, 0, 0, 0, -1]))
    return Residents(people, income, races, share)


def _of_tract(number: int) -> Profile:
    tract = TRACTS[number]
    if tract.town != CITY:
        return PROFILES["towns"]
    owners = neighborhood_of(tract.cells[0])
    return PROFILES["ember-flats" if owners == SHARED else next(iter(owners))]

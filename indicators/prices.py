"""Prices over the years, by which dollars of one year become dollars of another."""

from geo.errors import FlashlightError

INDEX = "R-CPI-U-RS"  # named wherever adjusted dollars are shown

# Annual averages, all items, U.S. city average, not seasonally adjusted, December 1977 = 100. The index by which the Census
# Bureau itself brings the five years of an estimate to the dollars of the last one.
# Source: Bureau of Labor Statistics, R-CPI-U-RS, https://www.bls.gov/cpi/research-series/r-cpi-u-rs-allitems.xlsx
R_CPI_U_RS = {
    2005: 286.4,
    2006: 295.7,
    2007: 304.1,
    2008: 315.8,
    2009: 314.7,
    2010: 319.8,
    2011: 330.0,
    2012: 336.9,
    2013: 342.0,
    2014: 347.7,
    2015: 348.3,
    2016: 352.8,
    2017: 360.3,
    2018: 369.1,
    2019: 375.8,
    2020: 380.8,
    2021: 399.2,
    2022: 431.5,
    2023: 449.3,
    2024: 462.5,
}


class PriceError(FlashlightError):
    """A year whose prices are not known here."""


def known(year: int) -> bool:
    """Whether dollars of this year can be adjusted."""
    return year in R_CPI_U_RS


def factor(of: int, to: int) -> float:
    """What one dollar of the year `of` is in dollars of the year `to`. Raises PriceError for a year without an annual average."""
    for year in (of, to):
        if not known(year):
            raise PriceError(
                f"{INDEX}: no annual average for {year}; there are {min(R_CPI_U_RS)} to {max(R_CPI_U_RS)}. "
                "Add it to R_CPI_U_RS in indicators/prices.py from the Bureau of Labor Statistics' table."
            )
    return R_CPI_U_RS[to] / R_CPI_U_RS[of]

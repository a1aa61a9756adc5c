"""The cheaper of two ways to protect a product table: the search, and where the table is small the exact programs."""

import numpy as np

from indicators.suppression.demand import Demand
from indicators.suppression.exact import SMALL, protect_small
from indicators.suppression.product import Product
from indicators.suppression.protected import Protected
from indicators.suppression.relations import Relations
from indicators.suppression.search import protect_product


def protect(relations: Relations, product: Product, demand: Demand, cost: np.ndarray, seed: int = 0) -> Protected:
    """The cells to hide so that every demand is met, and a witness for each, by whichever way costs less.

    Ties go to the exact programs. Raises OpenDemandError where a demand cannot be met.
    """
    found = protect_product(product, demand, cost, seed=seed)
    if product.counts.size >= SMALL:
        return found
    exact = protect_small(relations, demand, cost)
    return min((exact, found), key=lambda p: float(cost[p.complementary(relations, demand)].sum()))

"""Crosswalks from tracts to neighborhoods: the table for a vintage, and the same as a sparse matrix to multiply with."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from geo import crosswalk_file
from geo.declared import Community, CrosswalkFile
from geo.errors import CommunityError
from geo.tables import CROSSWALK


def for_vintage(community: Community, vintage: int) -> pd.DataFrame:
    """Crosswalk rows from this vintage's tracts to the community's neighborhoods (CROSSWALK), ordered by tract and neighborhood.

    A tract may lie partly outside every neighborhood (weights below 1), a neighborhood may have no tract.
    Raises CommunityError where no file covers the vintage, or a file is not sound.
    """
    declared = _covering(community, vintage)
    parts = crosswalk_file.parts(declared.file, declared.tract_column, community.neighborhoods.names)
    frame = pd.DataFrame(
        {
            "from_geoid": pd.Series([p.tract for p in parts], dtype="str"),
            "to_geoid": pd.Series([p.neighborhood for p in parts], dtype="str"),
            "from_vintage": vintage,
            "to_vintage": vintage,
            "weight": pd.Series([p.weight for p in parts], dtype="float64"),
            "weight_basis": pd.Series([declared.weight_basis] * len(parts), dtype="str"),
        }
    )
    return CROSSWALK.check(frame.sort_values(["from_geoid", "to_geoid"], ignore_index=True))


def _covering(community: Community, vintage: int) -> CrosswalkFile:
    for declared in community.neighborhoods.crosswalks:
        if vintage in declared.vintages:
            return declared
    have = ", ".join(str(c.vintages) for c in community.neighborhoods.crosswalks) or "none"
    raise CommunityError(
        f"{community.folder}: no crosswalk covers vintage {vintage} (declared: {have}). "
        "Add a [[neighborhoods.crosswalk]] or leave the vintage out."
    )


def matrix(crosswalk: pd.DataFrame, tracts: Sequence[str], neighborhoods: Sequence[str]) -> sparse.csr_array:
    """Weights as neighborhoods × tracts, in the order given. Raises CommunityError when a row names another.

    A tract of the crosswalk that the survey does not have would silently lose its people, so it is refused here.
    """
    rows = pd.Index(neighborhoods).get_indexer(pd.Index(crosswalk["to_geoid"]))
    columns = pd.Index(tracts).get_indexer(pd.Index(crosswalk["from_geoid"]))
    lost = crosswalk[(rows < 0) | (columns < 0)]
    if len(lost):
        pairs = lost[["from_geoid", "to_geoid"]].head(3).to_records(index=False).tolist()
        raise CommunityError(
            f"{len(lost)} crosswalk rows name a tract or neighborhood that is not known, for example {pairs}. "
            "Check the tract column against the vintage's tracts."
        )
    shape = (len(neighborhoods), len(tracts))
    weights = crosswalk["weight"].to_numpy(dtype=np.float64)
    return sparse.csr_array(sparse.coo_array((weights, (rows, columns)), shape=shape))

"""Parts of a whole, written with few decimals, that still add up to the whole as it is written."""

import numpy as np
import pandas as pd


def adding_up(parts: pd.Series, decimals: int) -> pd.Series:
    """The parts rounded so that they add up to their rounded sum: the largest remainders are rounded up.

    No part is off by as much as one last decimal. Missing parts stay missing and count as nothing.
    """
    scale = 10.0**decimals
    exact = parts.to_numpy(float) * scale
    known = ~np.isnan(exact)
    # What is a whole number but for its last bit is taken for one.
    low = np.floor(np.round(exact, 6))
    left = int(round(round(float(np.nansum(exact)), 6) - np.nansum(low)))
    order = np.argsort(-np.where(known, exact - low, -np.inf), kind="stable")
    low[order[: max(left, 0)]] += 1
    return pd.Series(low / scale, index=parts.index)

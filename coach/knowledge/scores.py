"""The scores of every text of a library for one query.

Contract: arrays with one number per text, in the library's order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Scores:
    """``fused`` is what a search ranks by; ``themed`` the part of it gained by shared themes.

    ``confidence`` says how much of the query the best match in words carries (0 to 1);
    ``outward`` how much nearer it is to questions from outside the field than to those about it.
    """

    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    fused: NDArray[np.float32]
    themed: NDArray[np.float32]
    confidence: float
    outward: float = -1.0

"""The scores of every text of a library for one query.

Contract: arrays with one number per text, in the library's order.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.ranking import THEMED, rank


@dataclass(frozen=True)
class Scores:
    """``features`` (n, 6) are what a search ranks by, in the order of ``ranking.WEIGHTS``.

    ``confidence`` says how much of the query the best match in words carries (0 to 1);
    ``outward`` how much nearer it is to questions from outside the field than to those about it.
    """

    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    features: NDArray[np.float32]
    confidence: float
    outward: float = -1.0

    @cached_property
    def fused(self) -> NDArray[np.float32]:
        """What a search ranks by."""
        return rank(self.features)

    @property
    def themed(self) -> NDArray[np.float32]:
        """What each text gains by themes that the best texts share."""
        return self.features[:, THEMED]

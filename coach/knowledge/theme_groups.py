"""Texts grouped by the themes they carry.

Contract: texts with the same themes form one group, so that what follows from themes alone is
reckoned once for each of some tens of groups and not for each of 100,000 texts. Pure arithmetic.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class ThemeGroups:
    """``sets`` (groups, themes) holds 1 for a theme; ``of_text`` (n,) is the group of each text."""

    sets: NDArray[np.float32]
    of_text: NDArray[np.intp]

    @classmethod
    def of(cls, membership: NDArray[np.float32]) -> "ThemeGroups":
        """Groups of texts by their row of ``membership`` (n, themes)."""
        if not len(membership):
            return cls(membership, np.zeros(0, dtype=np.intp))
        sets, of_text = np.unique(membership, axis=0, return_inverse=True)
        return cls(sets, np.asarray(of_text, dtype=np.intp).reshape(-1))

    def spread(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """A value per group as a value per text (n,)."""
        return np.asarray(values[self.of_text], dtype=np.float32)

"""What the model read of conversations that are not running now, within a memory budget.

Contract: ``keep`` stores the bytes of a read conversation under its id and drops the least
recently used ones above the budget; ``best`` finds whose beginning matches a prompt longest;
``common`` counts matching tokens. Not safe for several threads; the worker is the only user.
"""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.int32]


def common(one: Tokens, other: Tokens) -> int:
    """How many tokens both begin with."""
    length = min(len(one), len(other))
    differ = np.flatnonzero(one[:length] != other[:length])
    return int(differ[0]) if differ.size else length


@dataclass(frozen=True)
class Snapshot:
    """Tokens that were read, and the context's bytes after them."""

    tokens: Tokens
    state: NDArray[np.uint8]


class Snapshots:
    """Snapshots by conversation id, least recently used first."""

    def __init__(self, budget_bytes: int) -> None:
        self._budget = budget_bytes
        self._kept: OrderedDict[str, Snapshot] = OrderedDict()

    def fits(self, size: int) -> bool:
        """Whether a snapshot of this size may be kept at all."""
        return size <= self._budget

    def keep(self, conversation: str, snapshot: Snapshot) -> None:
        """Keeps one, dropping the oldest where needed."""
        self._kept.pop(conversation, None)
        if not self.fits(snapshot.state.nbytes):
            return
        self._kept[conversation] = snapshot
        while self.bytes > self._budget:
            self._kept.popitem(last=False)

    def best(self, tokens: Tokens) -> tuple[int, Snapshot | None]:
        """The snapshot that shares the longest beginning, and how long that is."""
        length, chosen = 0, ""
        for name, snapshot in self._kept.items():
            shared = common(snapshot.tokens, tokens)
            if shared > length:
                length, chosen = shared, name
        if not chosen:
            return 0, None
        self._kept.move_to_end(chosen)
        return length, self._kept[chosen]

    def drop(self, conversation: str) -> None:
        """Forgets one conversation."""
        self._kept.pop(conversation, None)

    def clear(self) -> None:
        """Forgets all."""
        self._kept.clear()

    @property
    def bytes(self) -> int:
        """Memory in use, in bytes."""
        return sum(snapshot.state.nbytes for snapshot in self._kept.values())

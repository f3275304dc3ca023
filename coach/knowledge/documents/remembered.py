"""An encoder that remembers the vectors of passages while a vault is open.

Contract: ``Remembered`` embeds as the encoder it stands before. What ``encode_passages`` was given
is remembered by its text, in memory only and at most ``MOST_ROWS`` rows, so that what was embedded
for a draft is not embedded again when it is indexed unchanged; ``know`` adds rows that an index
holds, of an earlier version for instance. ``forget`` lets go of everything.
Safe to use from several threads. Knows no documents.
"""

import threading
from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.index import Encoder

MOST_ROWS = 40_000
"""About four thousand passages; at 384 numbers a row this is 60 MB."""


class Remembered:
    """One encoder with its memory."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.stamp = encoder.stamp
        self._rows: dict[bytes, NDArray[np.float32]] = {}
        self._changing = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per question; nothing is remembered of it."""
        return self._encoder.encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, from memory where it is known."""
        keys = [_key(text) for text in texts]
        with self._changing:
            known = {key: self._rows[key] for key in keys if key in self._rows}
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if fresh:
            # An encoder with prefixes tells texts from questions; ours does not.
            embed = getattr(self._encoder, "encode_passages", self._encoder.encode)
            rows = np.asarray(embed(list(fresh.values())), dtype=np.float32)
            made = dict(zip(fresh, rows, strict=True))
            known |= made
            self._keep(made)
        if not keys:
            return self._encoder.encode([])
        return np.stack([known[key] for key in keys])

    def know(self, rows: Mapping[str, NDArray[np.float32]]) -> None:
        """Remembers vectors that were made before, by their text."""
        self._keep({_key(text): np.asarray(row, dtype=np.float32) for text, row in rows.items()})

    def _keep(self, rows: Mapping[bytes, NDArray[np.float32]]) -> None:
        with self._changing:
            self._rows |= rows
            for key in list(self._rows)[: max(len(self._rows) - MOST_ROWS, 0)]:
                del self._rows[key]

    def forget(self) -> None:
        """Lets go of every vector."""
        with self._changing:
            self._rows.clear()


def _key(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()

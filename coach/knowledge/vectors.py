"""Vectors of short content sentences (questions, exemplars), kept so that no start embeds twice.

Contract: ``VectorCache.encode`` returns the same rows as the encoder itself; what it has seen is
kept in one NPZ per encoder stamp (no pickle), written whole and renamed. Loss of the file costs
time, never correctness. ``RecentVectors`` is the same for what users write: in memory, a handful.
"""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.index import Encoder


class RecentVectors:
    """An encoder that remembers the last few texts of a turn, in memory only.

    The parts of a turn look at the same message and its sentences; what a user wrote never goes
    to disk.
    """

    def __init__(self, encoder: Encoder, size: int = 64) -> None:
        self._encoder = encoder
        self._size = size
        self._rows: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised row per text, shape (n, dim)."""
        held = dict(self._rows)
        missing = list(dict.fromkeys(text for text in texts if text not in held))
        if missing or not texts:
            rows = self._encoder.encode(missing)
            if not texts:
                return rows
            held.update(zip(missing, rows, strict=True))
        found = np.stack([held[text] for text in texts])
        self._rows = dict(list(held.items())[-self._size :])
        return found


class VectorCache:
    """An encoder with a memory on disk."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._path = folder / f"vectors-{encoder.stamp.replace('/', '-')}.npz"
        self._rows: dict[str, NDArray[np.float32]] = {}
        self._load()

    def _load(self) -> None:
        try:
            with np.load(self._path, allow_pickle=False) as held:
                keys, rows = held["keys"], held["rows"]
        except (OSError, ValueError, KeyError, EOFError):
            return
        self._rows = dict(zip(map(str, keys), rows.astype(np.float32), strict=True))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised row per text, shape (n, dim)."""
        keys = [sha256(text.encode("utf-8", "replace")).hexdigest()[:32] for text in texts]
        missing = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows
        }
        if missing:
            rows = self._encoder.encode(list(missing.values()))
            self._rows.update(zip(missing, rows, strict=True))
            self._save()
        if not keys:
            return self._encoder.encode([])
        return np.stack([self._rows[key] for key in keys])

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".tmp.npz")
        np.savez(fresh, keys=np.array(list(self._rows)), rows=np.stack(list(self._rows.values())))
        os.replace(fresh, self._path)

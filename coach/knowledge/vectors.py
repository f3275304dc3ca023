"""Vectors of short content sentences (questions, exemplars), kept so that no start embeds twice.

Contract: ``RowCache.rows`` returns the same rows as its maker; what it has seen is kept in one NPZ
(no pickle), written whole and renamed, whose name must change when the maker does. Loss of the
file costs time, never correctness. ``VectorCache`` is that for an encoder, by its stamp.
``RecentVectors`` is the same for what users write: in memory, a handful.
"""

import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

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


class RowCache:
    """Rows of numbers for short content texts, made once and kept in one file."""

    def __init__(self, path: Path, make: Callable[[list[str]], NDArray[np.float32]]) -> None:
        self._path, self._make = path, make
        self._rows: dict[str, NDArray[np.float32]] = {}
        self._load()

    def _load(self) -> None:
        try:
            with np.load(self._path, allow_pickle=False) as held:
                keys, rows = held["keys"], held["rows"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return
        self._rows = dict(zip(map(str, keys), rows.astype(np.float32), strict=True))

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, made where it is new."""
        keys = [sha256(text.encode("utf-8", "replace")).hexdigest()[:32] for text in texts]
        missing = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows
        }
        if missing or not keys:
            made = self._make(list(missing.values()))
            if not keys:
                return made
            self._rows.update(zip(missing, made, strict=True))
            self._save()
        return np.stack([self._rows[key] for key in keys])

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".tmp.npz")
        np.savez(fresh, keys=np.array(list(self._rows)), rows=np.stack(list(self._rows.values())))
        os.replace(fresh, self._path)


class VectorCache(RowCache):
    """An encoder with a memory on disk."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        super().__init__(folder / f"vectors-{encoder.stamp.replace('/', '-')}.npz", encoder.encode)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised row per text, shape (n, dim)."""
        return self.rows(texts)

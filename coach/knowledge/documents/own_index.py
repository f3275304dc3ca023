"""Vectors of the organisation's own documents, in generations that can be thrown away whole.

Contract: below one folder each generation is a folder of its own with an ``Index``; a pointer file
names the one that answers. ``bring`` makes it hold exactly the given texts. What is only new is
added in place, and taken up again where it was cut off. When something has to go, or the encoder or
the splitting changed, the next generation is made beside the old one, which answers until the new
one is whole; ``sweep`` then removes the old folder. So no vector of a removed text is left in free
space: the files it was in are gone. Holds ids, vectors and hashes, never text.
"""

import json
import os
import shutil
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.errors import IndexMissing
from coach.knowledge.index import Encoder, Index, Progress, Vector, stamp_of
from coach.knowledge.units import OWN_KINDS, Text, units

FOLDER = "eigen"


class OwnIndex:
    """The generations below ``data / FOLDER``."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._pointer = self._folder / "generatie.json"
        self._open: Index | None = None
        self._old: list[Index] = []
        self._number = 0

    # -- the generation that answers -------------------------------------------------------------

    def _current(self) -> Index | None:
        try:
            number = int(json.loads(self._pointer.read_text(encoding="utf-8"))["generatie"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if self._open is None or number != self._number:
            self.close()
            found = Index(self._path(number), OWN_KINDS)
            found.settle()
            self._open, self._number = found, number
        return self._open

    def _path(self, number: int) -> Path:
        return self._folder / f"g{number}"

    def close(self) -> None:
        """Lets go of the files."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def collections(self, stamp: str) -> dict[str, Any]:
        """The collections in use by kind; IndexMissing when there are none with this stamp."""
        current = self._current()
        if current is None:
            raise IndexMissing
        return current.collections(stamp)

    def held(self, stamp: str) -> dict[str, str]:
        """As ``Index.held``; empty without an index."""
        current = self._current()
        if current is None:
            return {}
        with suppress(IndexMissing):
            return current.held(stamp)
        return {}

    def vectors(self, stamp: str, texts: Sequence[Text]) -> list[Vector]:
        """All vectors that are held of these texts."""
        return list(self.known(stamp, texts).values())

    def known(self, stamp: str, texts: Sequence[Text]) -> dict[str, Vector]:
        """The vectors that are held of these texts, by what was embedded."""
        current, found = self._current(), dict[str, Vector]()
        if current is not None:
            for text in texts:
                parts = units(text)
                with suppress(IndexMissing):
                    held = current.vectors_of(stamp, text.kind, list(parts))
                    found |= {parts[id]: row for id, row in held.items()}
        return found

    def shared(self, stamp: str, rows: NDArray[np.float32], but: Collection[str]) -> NDArray[Any]:
        """As ``Index.shared``; all false without an index."""
        current = self._current()
        return np.zeros(len(rows), bool) if current is None else current.shared(stamp, rows, but)

    # -- bringing it in line ---------------------------------------------------------------------

    def in_line(self, texts: Sequence[Text], encoder: Encoder) -> bool:
        """Whether it holds these texts whole, and nothing else."""
        held = self.held(stamp_of(encoder))
        return held == {text.id: text.hash for text in texts} and not self._strays()

    def bring(
        self,
        texts: Sequence[Text],
        encoder: Encoder,
        progress: Progress = lambda done, all: None,
        kept: Progress = lambda done, all: None,
    ) -> int:
        """Makes it hold exactly these texts; returns how many were embedded.

        ``kept`` tells how much was copied of what stays, when something has to go.
        """
        stamp = stamp_of(encoder)
        wanted = {text.id: text.hash for text in texts}
        current = self._current()
        fits = self._fits(current, stamp)
        if current is None or not fits:
            added = self._next(texts, encoder, progress, kept, clean=False)
        elif any(
            wanted.get(id) != known.removeprefix("!") for id, known in current.held(stamp).items()
        ):
            added = self._next(texts, encoder, progress, kept, clean=True)
        else:
            added = current.build(texts, encoder, progress).added
        return added

    @staticmethod
    def _fits(current: Index | None, stamp: str) -> bool:
        if current is None:
            return False
        try:
            current.collections(stamp)
        except IndexMissing:
            return False
        return True

    def _next(
        self,
        texts: Sequence[Text],
        encoder: Encoder,
        progress: Progress,
        kept: Progress,
        *,
        clean: bool,
    ) -> int:
        """The next generation with these texts; ``clean`` starts it afresh and copies the rest."""
        stamp, old = stamp_of(encoder), self._current()
        number = self._number + 1 if old is not None else 1
        path = self._path(number)
        if clean:
            # A half-made one may hold what has to go.
            shutil.rmtree(path, ignore_errors=True)
        made = Index(path, OWN_KINDS)
        if clean and old is not None:
            old.copy_into(made, stamp, {text.id: text.hash for text in texts}, kept)
        added = made.build(texts, encoder, progress).added
        fresh = self._pointer.with_suffix(".new")
        fresh.write_text(json.dumps({"generatie": number}), encoding="utf-8")
        os.replace(fresh, self._pointer)
        if old is not None:
            # Somebody may be searching in it; ``sweep`` lets it go.
            self._old.append(old)
        self._open, self._number = made, number
        return added

    def _strays(self) -> list[Path]:
        """Generations before the one that answers; a later one may still be in the making."""
        if self._current() is None:
            return []
        found = []
        for path in self._folder.glob("g*"):
            if path.name[1:].isdigit() and int(path.name[1:]) < self._number:
                found.append(path)
        return found

    def sweep(self) -> None:
        """Removes the generations that no longer answer; to be called after ``bring``."""
        for index in self._old:
            index.close()
        self._old.clear()
        for path in [*self._strays(), self._path(self._number + 1)]:
            shutil.rmtree(path, ignore_errors=True)

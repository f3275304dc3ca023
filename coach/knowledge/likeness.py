"""How alike the texts of one collection are to a vector: whole, by sentence, by way of asking.

Contract: ``UnitVectors.into`` writes likenesses (cosine, -1 to 1) into three arrays with one place
per text; ``rows`` gives single vectors. Up to ``EXACT_UNITS`` units the vectors are read once and
every unit counts; a larger collection answers through its own index with its nearest units only.
Knows nothing of words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.units import ASKED, SENTENCE

#: Beyond this the memory (1.5 kB a unit) is better spent otherwise; 20,000 units are 30 MB.
EXACT_UNITS = 20_000
#: How many answer then. With 600 the same eight come first (24,000 passages), at twice the cost.
NEAREST_UNITS = 150
_UNIT = re.compile(rf"(.+?)(?:([{SENTENCE}{ASKED}])\d+)?")
Row = NDArray[np.float32]


@dataclass(frozen=True)
class Likenesses:
    """Per text: that of the whole, of the nearest sentence and way of asking; NaN if unseen."""

    whole: Row
    sentence: Row
    asked: Row

    @classmethod
    def unseen(cls, count: int) -> "Likenesses":
        """Nothing seen yet of ``count`` texts."""
        return cls(*(np.full(count, np.nan, dtype=np.float32) for _ in range(3)))

    def of(self, mark: str) -> Row:
        """The array for one kind of unit."""
        return {SENTENCE: self.sentence, ASKED: self.asked}.get(mark, self.whole)


def parent_of(unit: str) -> tuple[str, str]:
    """The text that a unit belongs to and the mark of its kind, empty for the whole."""
    found = _UNIT.fullmatch(unit)
    return (found[1], found[2] or "") if found else (unit, "")


class UnitVectors:
    """The units of one collection; ``places`` says where each text stands."""

    def __init__(self, collection: Any, places: Mapping[str, int]) -> None:
        self._collection = collection
        self._places = places
        self._count = int(collection.count())
        self._groups: list[tuple[str, NDArray[np.intp], Row]] | None = None
        self._sentences: dict[str, Row] = {}
        if 0 < self._count <= EXACT_UNITS:
            held = collection.get(include=["embeddings"])
            self._groups = self._grouped(held["ids"], np.asarray(held["embeddings"], np.float32))

    def _grouped(self, ids: Sequence[str], vectors: Row) -> list[tuple[str, NDArray[np.intp], Row]]:
        rows: dict[str, list[tuple[int, int]]] = {}
        for row, unit in enumerate(ids):
            parent, mark = parent_of(unit)
            if (place := self._places.get(parent)) is not None:
                rows.setdefault(mark, []).append((place, row))
        groups = [
            (mark, np.array([place for place, _ in found]), vectors[[row for _, row in found]])
            for mark, found in rows.items()
        ]
        for mark, _, held in groups:
            if mark == SENTENCE:
                names = [ids[row] for _, row in rows[mark]]
                self._sentences = dict(zip(names, held, strict=True))  # views, no copies
        return groups

    def rows(self, ids: Sequence[str]) -> dict[str, Row]:
        """The vectors of these sentences, as far as they are held."""
        if self._groups is not None:
            return {id: self._sentences[id] for id in ids if id in self._sentences}
        if not ids:
            return {}
        held = self._collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(held["ids"], held["embeddings"], strict=True))

    def into(self, row: Row, found: Likenesses) -> None:
        """Raises the likenesses of this collection's texts to what its units reach."""
        if self._groups is not None:
            for mark, places, vectors in self._groups:
                np.fmax.at(found.of(mark), places, vectors @ row)
            return
        wanted = min(NEAREST_UNITS, self._count)
        if not wanted:
            return
        answer = self._collection.query(
            query_embeddings=[row], n_results=wanted, include=["distances"]
        )
        seen: set[int] = set()
        edge = 1.0
        for unit, distance in zip(answer["ids"][0], answer["distances"][0], strict=True):
            parent, mark = parent_of(unit)
            edge = min(edge, 1.0 - float(distance))
            if (place := self._places.get(parent)) is not None:
                held = found.of(mark)
                held[place] = np.fmax(held[place], 1.0 - float(distance))
                seen.add(place)
        for held in (found.whole, found.sentence):
            for place in seen:
                # What did not come along is at most as near as the last that did.
                held[place] = edge if np.isnan(held[place]) else held[place]

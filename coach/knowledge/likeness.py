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

from coach.knowledge.ranking import Row, expected_three
from coach.knowledge.units import ASKED, SENTENCE

#: Beyond this the memory (1.5 kB a unit) is better spent otherwise; 20,000 units are 30 MB.
EXACT_UNITS = 20_000
#: How many answer then. With 600 the same eight come first (24,000 passages), at twice the cost.
NEAREST_UNITS = 150
_WAYS = 3
_UNIT = re.compile(rf"(.+?)(?:([{SENTENCE}{ASKED}])\d+)?")
WHOLE_SHARE = 0.7


@dataclass(frozen=True)
class Likenesses:
    """Per text: that of the whole, of the nearest sentence and way of asking; NaN if unseen.

    ``ways`` is the mean of the three nearest ways of asking.
    """

    whole: Row
    sentence: Row
    asked: Row
    ways: Row

    @classmethod
    def unseen(cls, count: int) -> "Likenesses":
        """Nothing seen yet of ``count`` texts."""
        return cls(*(np.full(count, np.nan, dtype=np.float32) for _ in range(4)))

    @property
    def own(self) -> Row:
        """Likeness of the text itself: the whole and its nearest sentence."""
        whole, part = self._whole_and_part()
        return np.asarray(WHOLE_SHARE * whole + (1 - WHOLE_SHARE) * part, dtype=np.float32)

    def filled(self) -> tuple[Row, Row, Row]:
        """Whole, sentence and ways, with what is to be expected where nothing was seen."""
        whole, part = self._whole_and_part()
        ways = np.where(np.isnan(self.ways), expected_three(self.own), self.ways)
        return whole, part, np.asarray(ways, dtype=np.float32)

    def _whole_and_part(self) -> tuple[Row, Row]:
        # A text seen only through one of its kinds of unit gets the other at the edge of the list.
        part = np.where(np.isnan(self.sentence), -1.0, self.sentence)
        whole = np.where(np.isnan(self.whole), np.minimum(part, 0.0), self.whole)
        return np.asarray(whole, dtype=np.float32), np.asarray(part, dtype=np.float32)

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

    def ways(self) -> tuple[NDArray[np.intp], Row] | None:
        """The places (m,) and vectors (m, dim) of all ways of asking; None without any."""
        for mark, places, vectors in self._groups or ():
            if mark == ASKED:
                return places, vectors
        return None

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
                likeness = vectors @ row
                np.fmax.at(found.of(mark), places, likeness)
                if mark == ASKED:
                    _nearest_three(places, likeness, found.ways)
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


def _nearest_three(places: NDArray[np.intp], likeness: Row, into: Row) -> None:
    """Writes for each text the mean of its three best; the mean of all when it has fewer."""
    order = np.lexsort((-likeness, places))
    places, likeness = places[order], likeness[order]
    first = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
    nth = np.arange(len(places)) - np.repeat(first, np.diff(np.r_[first, len(places)]))
    kept = nth < _WAYS
    total = np.bincount(places[kept], likeness[kept], minlength=len(into))
    count = np.bincount(places[kept], minlength=len(into))
    seen = count > 0
    into[seen] = total[seen] / count[seen]

"""Finds passages and cases for a question, with the literal sentence that fits best.

Contract: ``Library.search`` returns at most ``k`` hits, best first, each with its score parts and
a quote that is a literal substring of its text; an empty list means that nothing fits. Dense
scores come from Chroma (the text as a whole and its best sentence), lexical ones from BM25; they
are fused by confidence. Knows nothing about conversations.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.fusion import fuse, towards_themes
from coach.knowledge.index import Encoder, Index, stamp_of
from coach.knowledge.lexical import Lexical, Tokens
from coach.knowledge.units import ASKED, SENTENCE, Text
from coach.labels import Theme

# Sentences that lean on the one before them do not stand well by themselves.
_LEANS = re.compile(r"(?:Hij|Zij|Ze|Dat|Die|Daar|Daarna|Dan|Maar|En|Want|Toen|Zo)\b")
_UNIT = re.compile(rf"(.+?)(?:([{SENTENCE}{ASKED}])\d+)?")
_UNITS_PER_QUERY = 600
WHOLE_SHARE = 0.7
#: How much the nearest way of asking counts beside the text itself.
ASKED_SHARE = 0.5
_THEME_BONUS = 0.02


@dataclass(frozen=True)
class Thresholds:
    """Below both, a text does not fit (calibrated on the dev queries; docs/evals.md)."""

    dense: float = 0.36
    lexical: float = 0.30


@dataclass(frozen=True)
class Hit:
    """One found text; ``quote`` is a literal substring of ``text.text``."""

    text: Text
    quote: str
    score: float
    dense: float
    lexical: float
    confidence: float


@dataclass(frozen=True)
class Scores:
    """Scores of all texts for one query, in the library's order."""

    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    fused: NDArray[np.float32]
    confidence: float


class Library:
    """The searchable library over one index."""

    def __init__(
        self,
        texts: Sequence[Text],
        index: Index,
        encoder: Encoder,
        tokens: Tokens,
        thresholds: Thresholds | None = None,
        *,
        own_vectors: bool = False,
    ) -> None:
        # With another encoder than the one that listens, a vector made by that one says nothing.
        self._own_vectors = own_vectors
        self.texts = list(texts)
        self.by_id = {text.id: text for text in self.texts}
        self._place = {text.id: place for place, text in enumerate(self.texts)}
        self._encoder = encoder
        self._tokens = tokens
        self._collections = index.collections(stamp_of(encoder))
        self._lexical = Lexical([text.words for text in self.texts], tokens)
        self._membership = np.array(
            [[theme in text.themes for theme in Theme] for text in self.texts], dtype=np.float32
        ).reshape(len(self.texts), len(Theme))
        self._thresholds = thresholds or Thresholds()
        self._sentence_terms = lru_cache(maxsize=4096)(self._terms_of)

    def scores(self, query: str, vector: NDArray[np.float32] | None = None) -> Scores:
        """Scores of every text for a query; ``vector`` spares encoding it again."""
        row = self._row(query, vector)
        dense = self._dense(row)
        found = self._lexical.search(query)
        fused = towards_themes(fuse(dense, found.scores, found.confidence), self._membership)
        return Scores(dense, found.scores, fused, found.confidence)

    def _row(self, query: str, vector: NDArray[np.float32] | None) -> NDArray[np.float32]:
        if vector is None or self._own_vectors:
            return np.asarray(self._encoder.encode([query])[0])
        return vector

    def _dense(self, row: NDArray[np.float32]) -> NDArray[np.float32]:
        count = len(self.texts)
        whole = np.full(count, np.nan, dtype=np.float32)
        part = np.full(count, -1.0, dtype=np.float32)
        asked = np.full(count, np.nan, dtype=np.float32)
        for collection in self._collections.values():
            wanted = min(_UNITS_PER_QUERY, collection.count())
            if not wanted:
                continue
            answer = collection.query(
                query_embeddings=[row], n_results=wanted, include=["distances"]
            )
            for unit, distance in zip(answer["ids"][0], answer["distances"][0], strict=True):
                parent, mark = _UNIT.fullmatch(unit).groups()  # type: ignore[union-attr]
                place = self._place.get(parent)
                if place is None:
                    continue
                likeness = 1.0 - float(distance)
                if mark == SENTENCE:
                    part[place] = max(part[place], likeness)
                elif mark == ASKED:
                    asked[place] = np.fmax(asked[place], likeness)
                else:
                    whole[place] = likeness
        # A text seen only through one of its kinds of unit gets the other at the edge of the list.
        whole = np.where(np.isnan(whole), np.minimum(part, 0.0), whole)
        own = WHOLE_SHARE * whole + (1 - WHOLE_SHARE) * part
        both = (1 - ASKED_SHARE) * own + ASKED_SHARE * asked
        return np.where(np.isnan(asked), own, both).astype(np.float32)

    def search(
        self,
        query: str,
        k: int = 4,
        themes: Iterable[Theme] = (),
        kinds: Iterable[str] = (),
        skip: Collection[str] = (),
        vector: NDArray[np.float32] | None = None,
        scores: Scores | None = None,
    ) -> list[Hit]:
        """The best ``k`` quotable texts that fit; empty when nothing does.

        ``skip`` are ids to pass over; ``vector`` and ``scores`` spare making them again.
        """
        row = self._row(query, vector)
        scores = scores or self.scores(query, row)
        wanted_themes, wanted_kinds = set(themes), set(kinds)
        ranked = scores.fused.copy()
        for place, text in enumerate(self.texts):
            ranked[place] += _THEME_BONUS * len(wanted_themes & set(text.themes))
        hits: list[Hit] = []
        for place in np.argsort(-ranked, kind="stable"):
            text = self.texts[int(place)]
            if not text.quotable or text.id in skip:
                continue
            if wanted_kinds and text.kind not in wanted_kinds:
                continue
            if not self._fits(scores, int(place)):
                continue
            quote = self._best_sentence(text, row, query)
            hits.append(
                Hit(
                    text,
                    quote,
                    float(ranked[place]),
                    float(scores.dense[place]),
                    float(scores.lexical[place]),
                    scores.confidence,
                )
            )
            if len(hits) == k:
                break
        return hits

    def _fits(self, scores: Scores, place: int) -> bool:
        limits = self._thresholds
        by_meaning = scores.dense[place] >= limits.dense
        by_words = scores.confidence >= limits.lexical and scores.lexical[place] > 0
        return bool(by_meaning or (by_words and scores.dense[place] >= 0.6 * limits.dense))

    def _terms_of(self, sentence: str) -> frozenset[str]:
        return frozenset(self._tokens(sentence))

    def _best_sentence(self, text: Text, row: NDArray[np.float32], query: str) -> str:
        ids = {n: f"{text.id}#{n}" for n in text.quotes}
        held: Any = self._collections[text.kind].get(ids=list(ids.values()), include=["embeddings"])
        vectors = dict(zip(held["ids"], held["embeddings"], strict=True))
        words = set(self._tokens(query))

        def worth(n: int) -> float:
            sentence = text.sentences[n]
            vector = vectors.get(ids[n])
            likeness = float(np.dot(vector, row)) if vector is not None else 0.0
            shared = len(words & self._sentence_terms(sentence))
            return likeness + 0.05 * min(shared, 3) - _awkwardness(sentence)

        return text.sentences[max(ids, key=worth)] if ids else ""


def _awkwardness(sentence: str) -> float:
    """What a sentence loses as a quote: fragment, too long, question, speech, leaning on before."""
    length = len(sentence.split())
    lost = 0.0
    if length < 7 or length > 40:
        lost += 0.15
    if sentence.endswith(("?", "?'", '?"', "?’")):
        lost += 0.12
    if sentence[:1] in "'\"‘“":
        lost += 0.12
    if _LEANS.match(sentence):
        lost += 0.08
    return lost

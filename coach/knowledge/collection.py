"""Finds passages and cases for a question, with the literal sentence that fits best.

Contract: ``Library.search`` returns at most ``k`` hits, best first, each with its score parts and
a quote that is a literal substring of its text; an empty list means that nothing fits. Dense
scores come from Chroma (the text as a whole and its best sentence), lexical ones from BM25; they
are fused by confidence. Knows nothing about conversations.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.fusion import fuse, theme_gain
from coach.knowledge.index import Encoder, stamp_of
from coach.knowledge.lexical import Lexical, Tokens
from coach.knowledge.likeness import Likenesses, UnitVectors, parent_of
from coach.knowledge.ranking import ThemeGuess, expected_nearest, likeliest
from coach.knowledge.scores import Scores
from coach.knowledge.theme_groups import ThemeGroups
from coach.knowledge.units import OWN_KINDS, SENTENCE, Text
from coach.labels import Theme

# Sentences that lean on the one before them do not stand well by themselves.
_LEANS = re.compile(r"(?:Hij|Zij|Ze|Dat|Die|Daar|Daarna|Dan|Maar|En|Want|Toen|Zo)\b")
#: How much the nearest way of asking counts beside the text itself.
ASKED_SHARE = 0.5
#: From how much nearer to questions from outside the field nothing fits; how many are asked.
OUTWARD = -0.06
_OUTSIDE_ASKED, _WAYS_ASKED = 3, 5
_THEME_BONUS = 0.02
PRIORITY_MARGIN = 0.15
#: What a sentence gains as a quote by a shared word, for each unit of its rarity, and at most.
RARE_WORD, MOST_FOR_WORDS = 0.015, 0.15


@dataclass(frozen=True)
class Thresholds:
    """Below both, a text does not fit (calibrated on the dev queries; docs/evals.md)."""

    dense: float = 0.44
    lexical: float = 0.36


@dataclass(frozen=True)
class Hit:
    """One found text; ``quote`` is a literal substring of ``text.text``."""

    text: Text
    quote: str
    score: float
    dense: float
    lexical: float
    confidence: float

    @property
    def page(self) -> int | None:
        """The page of the quote; None for texts without pages."""
        return self.text.page_of(self.quote)


class Collections(Protocol):
    """What the library needs of an index."""

    def collections(self, stamp: str) -> Mapping[str, Any]:
        """The collections in use by kind."""
        ...


class Library:
    """The searchable library over one index.

    Texts with ``priority`` that fit come first, unless another fits better by more than
    ``PRIORITY_MARGIN``.
    """

    def __init__(
        self,
        texts: Sequence[Text],
        index: Collections,
        encoder: Encoder,
        tokens: Tokens,
        thresholds: Thresholds | None = None,
        *,
        own_vectors: bool = False,
        outside: NDArray[np.float32] | None = None,
    ) -> None:
        # With another encoder than the one that listens, a vector made by that one says nothing.
        self._own_vectors = own_vectors
        # Vectors (n, dim) of questions that no text here answers.
        self.outside = outside
        self.texts = list(texts)
        self.by_id = {text.id: text for text in self.texts}
        self._place = {text.id: place for place, text in enumerate(self.texts)}
        self._encoder = encoder
        self._tokens = tokens
        self._collections = index.collections(stamp_of(encoder))
        self._units = {
            kind: UnitVectors(held, self._place) for kind, held in self._collections.items()
        }
        self._lexical = Lexical([text.words for text in self.texts], tokens)
        self._membership = np.array(
            [[theme in text.themes for theme in Theme] for text in self.texts], dtype=np.float32
        ).reshape(len(self.texts), len(Theme))
        self._themed = ThemeGroups.of(self._membership)
        # What a search looks at for every text, as arrays: a library may hold 100,000 of them.
        self._quotable = np.array([text.quotable for text in self.texts], dtype=bool)
        self._priority = np.array([text.priority for text in self.texts], dtype=bool)
        self._kinds = np.array([text.kind for text in self.texts], dtype=np.str_)
        self._own = np.isin(self._kinds, OWN_KINDS)
        self._by_theme: dict[Theme, list[int]] = {}
        for place, text in enumerate(self.texts):
            for theme in text.themes:
                self._by_theme.setdefault(theme, []).append(place)
        self._theme_guess = self._learn_themes()
        self._thresholds = thresholds or Thresholds()
        self._sentence_terms = lru_cache(maxsize=4096)(self._terms_of)

    def scores(self, query: str, vector: NDArray[np.float32] | None = None) -> Scores:
        """Scores of every text for a query; ``vector`` spares encoding it again."""
        row = self._row(query, vector)
        alike = self._alike(row)
        dense = self._dense(alike)
        found = self._lexical.search(query)
        plain = fuse(dense, found.scores, found.confidence)
        themed = theme_gain(plain, self._themed)
        features = (*alike.filled(), found.scores, themed, self._guessed(row))
        outward = self._outward(row, alike)
        return Scores(dense, found.scores, np.stack(features, axis=1), found.confidence, outward)

    def _row(self, query: str, vector: NDArray[np.float32] | None) -> NDArray[np.float32]:
        if vector is None or self._own_vectors:
            return np.asarray(self._encoder.encode([query])[0])
        return vector

    def _alike(self, row: NDArray[np.float32]) -> Likenesses:
        found = Likenesses.unseen(len(self.texts))
        for units in self._units.values():
            units.into(row, found)
        return found

    def _outward(self, row: NDArray[np.float32], found: Likenesses) -> float:
        ways = np.sort(found.asked[self._quotable & ~np.isnan(found.asked)])[-_WAYS_ASKED:]
        if self.outside is None or not len(self.outside) or not len(ways):
            return -1.0
        return float(np.sort(self.outside @ row)[-_OUTSIDE_ASKED:].mean() - ways.mean())

    @staticmethod
    def _dense(found: Likenesses) -> NDArray[np.float32]:
        asked = np.where(np.isnan(found.asked), expected_nearest(found.own), found.asked)
        both = (1 - ASKED_SHARE) * found.own + ASKED_SHARE * asked
        return np.asarray(both, dtype=np.float32)

    def _guessed(self, row: NDArray[np.float32]) -> NDArray[np.float32]:
        if self._theme_guess is None:
            return np.zeros(len(self.texts), dtype=np.float32)
        return self._themed.spread(likeliest(self._theme_guess.of(row), self._themed.sets))

    def _learn_themes(self) -> ThemeGuess | None:
        held = [ways for units in self._units.values() if (ways := units.ways()) is not None]
        if not held:
            return None
        places = np.concatenate([places for places, _ in held])
        return ThemeGuess(np.concatenate([rows for _, rows in held]), self._membership[places])

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
        ranked = scores.fused.copy()
        for theme in set(themes):
            ranked[self._by_theme.get(theme, [])] += _THEME_BONUS
        open_ = self._quotable & self._fitting(scores)
        wanted_kinds = list(kinds)
        if wanted_kinds:
            open_ &= np.isin(self._kinds, wanted_kinds)
        open_[[self._place[id] for id in skip if id in self._place]] = False
        places = np.flatnonzero(open_)
        order = self._in_order(places, ranked, k)
        return self._hits(order, ranked, scores, row, query)

    def among(self, kinds: Iterable[str]) -> NDArray[np.bool_]:
        """Which texts (n,) are of one of these kinds."""
        return np.asarray(np.isin(self._kinds, list(kinds)), dtype=bool)

    def places(self, named: Mapping[str, float]) -> dict[int, float]:
        """What is given by id, by place among the texts; unknown ids are left out."""
        return {self._place[id]: value for id, value in named.items() if id in self._place}

    def most_likely(
        self,
        chances: NDArray[np.float32],
        least: float,
        query: str,
        vector: NDArray[np.float32],
        scores: Scores,
        skip: Collection[str] = (),
        *,
        least_first: float = 1.0,
    ) -> Hit | None:
        """The quotable text with the best chance (n,), if one reaches ``least``.

        For texts that the organisation gave priority ``least_first`` is enough.
        The quote is the sentence nearest to ``query``, whose vector is ``vector``.
        """
        bars = np.where(self._priority, min(least, least_first), least)
        open_ = self._quotable & (chances >= bars)
        open_[[self._place[id] for id in skip if id in self._place]] = False
        order = self._in_order(np.flatnonzero(open_), chances, 1)
        if not len(order):
            return None
        return self._hits(order[:1], chances, scores, self._row(query, vector), query)[0]

    def _hits(
        self,
        order: NDArray[np.intp],
        ranked: NDArray[np.float32],
        scores: Scores,
        row: NDArray[np.float32],
        query: str,
    ) -> list[Hit]:
        """Hits at these places, each with its quote."""
        found = [(int(place), self.texts[place]) for place in order]
        words, vectors = set(self._tokens(query)), self._of_sentences([text for _, text in found])
        return [
            Hit(
                text,
                self._best_sentence(text, row, words, vectors),
                float(ranked[place]),
                float(scores.dense[place]),
                float(scores.lexical[place]),
                scores.confidence,
            )
            for place, text in found
        ]

    def _of_sentences(self, texts: Sequence[Text]) -> dict[str, NDArray[np.float32]]:
        """The vectors of their sentences; asked of an index once for each kind, not each text."""
        wanted: dict[str, list[str]] = {}
        for text in texts:
            ids = [f"{text.id}{SENTENCE}{n}" for n in text.quotes]
            wanted.setdefault(text.kind, []).extend(ids)
        found: dict[str, NDArray[np.float32]] = {}
        for kind, ids in wanted.items():
            found |= self._units[kind].rows(ids)
        return found

    def _in_order(
        self, places: NDArray[np.intp], ranked: NDArray[np.float32], k: int
    ) -> NDArray[np.intp]:
        """The best ``k`` places; what has priority and comes near the best goes before."""
        worth = ranked[places]
        if not len(places) or k < 1:
            return places[:0]
        near = self._priority[places] & (worth >= worth.max() - PRIORITY_MARGIN)
        if len(places) > k:
            # Only what can be among the best is put in order; there may be 100,000 of them.
            among = near | (worth >= np.partition(worth, -k)[-k])
            places, worth, near = places[among], worth[among], near[among]
        order = np.argsort(-worth, kind="stable")
        places, near = places[order], near[order]
        return np.concatenate([places[near], places[~near]])[:k]

    def _fitting(self, scores: Scores) -> NDArray[np.bool_]:
        limits = self._thresholds
        fits = scores.dense >= limits.dense
        if scores.outward > OUTWARD:
            # The questions say nothing of what an organisation added itself.
            return np.asarray(fits & self._own, dtype=bool)
        if scores.confidence >= limits.lexical:
            fits |= (scores.lexical > 0) & (scores.dense >= 0.6 * limits.dense)
        return np.asarray(fits, dtype=bool)

    def nearest(self, row: NDArray[np.float32], count: int = 8) -> list[Text]:
        """Texts whose whole or a sentence is nearest to a vector, unordered."""
        found: dict[str, None] = {}
        for collection in self._collections.values():
            wanted = min(count, collection.count())
            if wanted:
                answer = collection.query(query_embeddings=[row], n_results=wanted, include=[])
                found.update(dict.fromkeys(parent_of(unit)[0] for unit in answer["ids"][0]))
        return [self.by_id[id] for id in found if id in self.by_id]

    def _terms_of(self, sentence: str) -> frozenset[str]:
        return frozenset(self._tokens(sentence))

    def _best_sentence(
        self,
        text: Text,
        row: NDArray[np.float32],
        words: set[str],
        vectors: Mapping[str, NDArray[np.float32]],
    ) -> str:
        def worth(n: int) -> float:
            sentence = text.sentences[n]
            vector = vectors.get(f"{text.id}{SENTENCE}{n}")
            likeness = float(np.dot(vector, row)) if vector is not None else 0.0
            shared = sum(map(self._lexical.rarity, words & self._sentence_terms(sentence)))
            return likeness + min(RARE_WORD * shared, MOST_FOR_WORDS) - _awkwardness(sentence)

        return text.sentences[max(text.quotes, key=worth)] if text.quotes else ""


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

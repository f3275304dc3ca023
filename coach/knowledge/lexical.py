"""Dutch BM25 over passages, with compound splitting and the field's synonyms.

Contract: ``Tokens`` turns text into index terms; ``Lexical`` scores texts for a query and says
how much of the query its matches carry (``confidence`` in [0, 1]), so that fusion can leave BM25
out where it has nothing to say. Knows nothing about vectors or where texts come from.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_DUTCH
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_MIN_COMPOUND = 8
_MIN_PART = 3


def fold(text: str) -> str:
    """Lower case without accents; the one normal form for words in search."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    # Letter by letter only where there is something to take off: whole books pass through here.
    return _BEYOND_ASCII.sub(_bare, unicodedata.normalize("NFKD", lowered))


def _bare(run: re.Match[str]) -> str:
    return "".join(char for char in run.group() if not unicodedata.combining(char))


def words(folded: str) -> list[str]:
    """The words of a folded text, in order."""
    return _WORD.findall(folded)


def _either(phrases: Sequence[str], depth: int = 3) -> str:
    """A pattern for any of these, the first that fits, as a flat alternation would choose.

    Branches by first letters: trying hundreds of phrases at every word is most of the work.
    """
    if depth == 0 or len(phrases) < 3:
        return "|".join(map(re.escape, phrases))
    by_first: dict[str, list[str]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[:1], []).append(phrase[1:])
    return "|".join(
        f"{re.escape(first)}(?:{_either(rest, depth - 1)})" if first else ""
        for first, rest in by_first.items()
    )


class Tokens:
    """Index terms of a text: stems, parts of compounds, and concepts of the synonym list."""

    def __init__(
        self, synonyms: Iterable[Sequence[str]] = (), compound_parts: Iterable[str] = ()
    ) -> None:
        self._stem = Stemmer.Stemmer("dutch").stemWord
        self._stop = {fold(word) for word in STOPWORDS_DUTCH}
        self._parts = {fold(part) for part in compound_parts}
        # Few words are most of any text; a large library is read ten times as quick with this.
        self._terms = lru_cache(maxsize=65536)(self._terms_of)
        concepts: dict[str, str] = {}
        for group in synonyms:
            for phrase in group:
                concepts.setdefault(fold(phrase), f"={fold(group[0])}")
        self._concepts = concepts
        longest_first = sorted(concepts, key=len, reverse=True)
        self._phrases = re.compile(rf"\b(?:{_either(longest_first)})\b") if concepts else None

    def split(self, word: str) -> list[str]:
        """The known parts of a compound, or nothing when it does not fall apart wholly."""
        if len(word) < _MIN_COMPOUND or not self._parts:
            return []
        best: dict[int, list[str]] = {0: []}
        for end in range(_MIN_PART, len(word) + 1):
            for start in range(max(0, end - 18), end - _MIN_PART + 1):
                piece = word[start:end]
                linked = piece[:-1] if piece.endswith(("s", "n", "e")) else piece
                if start in best and (piece in self._parts or linked in self._parts):
                    best.setdefault(end, [*best[start], piece])
        parts = best.get(len(word), [])
        return parts if len(parts) > 1 else []

    def _terms_of(self, word: str) -> tuple[str, ...]:
        if word in self._stop or len(word) < 2:
            return ()
        return (self._stem(word), *(self._stem(part) for part in self.split(word)))

    def __call__(self, text: str) -> list[str]:
        folded = fold(text)
        terms: list[str] = []
        for word in words(folded):
            terms.extend(self._terms(word))
        if self._phrases is not None:
            terms.extend(self._concepts[hit] for hit in self._phrases.findall(folded))
        return terms


@dataclass(frozen=True)
class LexicalScores:
    """BM25 scores (one per indexed text) and how much of the query the best match carries."""

    scores: NDArray[np.float32]
    confidence: float


class Lexical:
    """A BM25 index over a fixed list of texts."""

    def __init__(self, texts: Sequence[str], tokens: Tokens) -> None:
        self._tokens = tokens
        documents = [tokens(text) for text in texts]
        self._count = len(texts)
        self._seen = Counter(term for terms in documents for term in set(terms))
        self._bm25 = bm25s.BM25(k1=1.2, b=0.6)
        if any(documents):
            self._bm25.index(documents, show_progress=False)

    def rarity(self, term: str) -> float:
        """How rare an index term is among the texts (inverse document frequency, above 0)."""
        return log(1 + (self._count + 0.5) / (self._seen.get(term, 0) + 0.5))

    def search(self, query: str) -> LexicalScores:
        """Scores of all texts; zeros and confidence 0 when no query term is known."""
        wanted = list(dict.fromkeys(self._tokens(query)))
        known = [term for term in wanted if term in self._seen]
        if not known:
            return LexicalScores(np.zeros(self._count, dtype=np.float32), 0.0)
        parts = [np.asarray(self._bm25.get_scores([term]), dtype=np.float32) for term in known]
        scores = np.stack(parts).sum(axis=0, dtype=np.float32)
        best = int(scores.argmax())
        total = sum(self.rarity(term) for term in wanted)
        held = zip(known, parts, strict=True)
        carried = sum(self.rarity(term) for term, part in held if part[best] > 0)
        return LexicalScores(scores, carried / total if total else 0.0)

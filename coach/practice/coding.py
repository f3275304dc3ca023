"""What an utterance of the trainee does: its codes.

Contract: ``UtteranceCoder`` is fitted at load on ``knowledge/exemplars/utterance``; ``codes``
gives the codes of an utterance, most certain first, never none. Several may hold: each sentence is
looked at alone and the utterance as a whole, and a code counts from its own threshold. Wordings of
``knowledge/lexicon/codes.yaml`` and the form of questions are features beside the words. The
partner's last line may be given as context: words taken over from it point to a reflection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from coach.dialogue.classify import Classifier, Embed, TextFeatures
from coach.dialogue.listen_lexicon import Lexicon, load_lexicon
from coach.dialogue.listen_text import plain, sentences, words
from coach.knowledge.content import load_exemplars
from coach.knowledge.content import load_lexicon as load_words
from coach.labels import Code

STRENGTH = 2.0
DENSE = 1.5
RULE_WEIGHT = 1.0
FORM_WEIGHT = 1.0
#: A whole utterance counts with its sentences when it has no more words than this.
WHOLE_WORDS = 60
DEFAULT_BAR = 0.5
Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One labelled utterance; all of a ``cluster`` stay together in a split."""

    text: str
    codes: frozenset[Code]
    cluster: str


def load_examples(folder: Path | None = None) -> list[Example]:
    """All labelled utterances."""
    return [
        Example(
            line,
            frozenset({Code(entry.label), *map(Code, entry.also.get(cluster, ()))}),
            f"{entry.label}/{cluster}",
        )
        for entry in load_exemplars("code", folder)
        for cluster, lines in entry.clusters.items()
        for line in lines
    ]


@dataclass(frozen=True)
class Openers:
    """Words that questions begin with."""

    open: frozenset[str]
    fact: tuple[str, ...]
    closed: frozenset[str]
    skip: frozenset[str]

    @classmethod
    def load(cls, folder: Path | None = None) -> "Openers":
        """From ``lexicon/openers.yaml``."""
        found = load_words("openers", folder) or {}
        return cls(
            open=frozenset(found.get("open", ())),
            fact=tuple(found.get("fact", ())),
            closed=frozenset(found.get("closed", ())),
            skip=frozenset(found.get("skip", ())),
        )

    def form(self, sentence: str) -> str:
        """``open``, ``closed``, ``question`` (other) or nothing."""
        said = words(sentence)
        while said and said[0] in self.skip:
            said = said[1:]
        asks = sentence.rstrip().endswith("?")
        if not said:
            return "question" if asks else ""
        start = " ".join(said[:4])
        if any(start.startswith(f"{fact} ") or start == fact for fact in self.fact):
            return "closed" if asks or len(said) < 9 else ""
        if said[0] == "vertel":
            return "open"
        if said[0] in self.open and (asks or len(said) < 14) and _inverted(said):
            return "open"
        if said[0] in self.closed and asks:
            return "closed"
        return "question" if asks else ""


def _inverted(said: list[str]) -> bool:
    """'Hoe is dat' asks, 'wat naar dat' and 'hoe verder' exclaim or go on."""
    return len(said) == 1 or said[1] not in ("naar", "rot", "erg", "een", "knap", "goed", "fijn")


def parts(text: str) -> list[str]:
    """The sentences of an utterance; a question keeps its mark."""
    found = []
    for piece in sentences(text):
        after = text[piece.end : piece.end + 2]
        found.append(f"{piece.text}?" if "?" in after and "?" not in piece.text else piece.text)
    return found or [text]


class UtteranceCoder:
    """Fitted once; ``chances`` is safe to call from several threads."""

    def __init__(
        self,
        lexicon: Lexicon,
        openers: Openers,
        examples: Sequence[Example],
        embed: Embed | None = None,
        embed_examples: Embed | None = None,
        bars: dict[Code, float] | None = None,
    ) -> None:
        self._rules = lexicon.rules["codes"]
        self._openers = openers
        self._features = TextFeatures(embed, embed_examples, dense_weight=DENSE)
        texts = [item.text for item in examples]
        rows = csr_matrix(hstack([self._features.fit(texts), self._marks(texts)]))
        targets = {
            code.value: np.asarray([code in item.codes for item in examples]) for code in Code
        }
        self._model = Classifier(STRENGTH).fit(rows, targets)
        self.bars = dict.fromkeys(Code, DEFAULT_BAR) | (bars or {})

    def _marks(self, texts: Sequence[str]) -> csr_matrix:
        rows = []
        for text in texts:
            folded = plain(text)
            forms = {self._openers.form(part) for part in parts(text)}
            count = len(words(text))
            found = [RULE_WEIGHT * (rule.find(folded) is not None) for rule in self._rules]
            form = [
                "open" in forms,
                "closed" in forms,
                "question" in forms,
                not forms & {"open", "closed", "question"},
                count <= 2,
                count <= 5,
            ]
            rows.append([*found, *(FORM_WEIGHT * value for value in form)])
        return csr_matrix(np.asarray(rows, dtype=np.float64))

    def _raw(self, texts: Sequence[str]) -> Chances:
        rows = csr_matrix(hstack([self._features.rows(texts), self._marks(texts)]))
        return self._model.chances(rows)

    def chances(self, texts: Sequence[str]) -> Chances:
        """Chance of each code for each utterance, shape (n, codes), in the order of ``Code``."""
        pieces: list[str] = []
        spans = []
        for text in texts:
            cut = parts(text)
            own = cut if len(cut) == 1 else [text, *cut]
            spans.append((len(pieces), len(pieces) + len(own)))
            pieces.extend(own)
        if not pieces:
            return np.zeros((0, len(Code)))
        table = self._raw(pieces)
        return np.stack([_joined(table[start:end]) for start, end in spans])

    def codes(self, text: str, context: str = "") -> list[Code]:
        """The codes of one utterance, most certain first; the likeliest when none is certain."""
        row = self.chances([text])[0]
        margin = {code: row[place] - self.bars[code] for place, code in enumerate(Code)}
        found = [code for code in Code if margin[code] >= 0]
        if not found:
            found = [max(Code, key=lambda code: margin[code])]
        return sorted(found, key=lambda code: -margin[code])


def _joined(rows: Chances) -> Chances:
    """One row for an utterance: the whole first, then its sentences."""
    if len(rows) == 1:
        return np.asarray(rows[0])
    return np.asarray(np.maximum(rows[1:].max(axis=0), rows[0]) * 0.5 + rows[0] * 0.5)

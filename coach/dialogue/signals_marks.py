"""What is seen in a stretch of a message besides its words: wordings, frames, groups of meaning.

Contract: ``Marks.row`` gives one row of numbers for a stretch whose wordings were found;
``examples`` does the same for exemplars and remembers them, so that fitting on most of them again
(for cross-validation) costs no second reading. What a user writes is never remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.listen_lexicon import Lexicon, load_lexicon
from coach.dialogue.listen_text import Piece, sentences, stretches
from coach.dialogue.signals_concepts import Concepts
from coach.dialogue.signals_rules import Hit, SignalRules
from coach.labels import Level

#: Wordings and groups weigh less than words: they were written by those who wrote the exemplars.
WEIGHT = 0.3
#: As many as the longest message that is read can hold; a remark at the end counts as much.
MAX_SENTENCES = 1000
LEVELS = (Level.ACUUT, Level.ZORG, Level.ZELFZORG)


@dataclass(frozen=True)
class Unit:
    """A stretch that is judged as one: the numbers of its sentences and its text."""

    first: int
    last: int
    text: str


def cut(text: str) -> list[Piece]:
    """The sentences of a message, run-on sentences cut further."""
    return stretches(sentences(text))[:MAX_SENTENCES]


class Marks:
    """The signal lexicon and the groups of meaning as numbers."""

    def __init__(self, lexicon: Lexicon | None = None, content: Path | None = None) -> None:
        known = lexicon or load_lexicon(content)
        self.rules = SignalRules(known, content)
        self.concepts = Concepts(known.concepts, known.groups.get("ontkenners", []))
        self._seen: dict[str, NDArray[np.float64]] = {}

    def examples(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """One row per exemplar."""
        for text in texts:
            if text not in self._seen:
                pieces = cut(text)
                whole = Unit(0, len(pieces) - 1, text)
                self._seen[text] = self.row(pieces, self.rules.hits(pieces), whole)
        return np.vstack([self._seen[text] for text in texts])

    def row(self, pieces: Sequence[Piece], hits: Sequence[Hit], unit: Unit) -> NDArray[np.float64]:
        """Wordings standing and taken away per level, frames present, groups of meaning."""
        own = [hit for hit in hits if unit.first <= hit.sentence <= unit.last]
        marks = [float(any(h.level is level and not h.muted for h in own)) for level in LEVELS]
        marks += [float(any(h.level is level and h.muted for h in own)) for level in LEVELS]
        present = self.rules.present(pieces[unit.first : unit.last + 1])
        marks += [float(name in present) for name in self.rules.frame_ids]
        return np.concatenate([np.asarray(marks), self.concepts.row(unit.text)]) * WEIGHT

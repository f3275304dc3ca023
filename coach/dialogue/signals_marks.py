"""What is seen in a stretch of a message besides its words: wordings, frames, groups of meaning.

Contract: ``Marks.row`` gives one row of numbers for a stretch whose wordings were found;
``examples`` does the same for exemplars and remembers them, so that fitting on most of them again
(for cross-validation) costs no second reading; with ``keep`` also on disk, under a name that
changes with the lexicon and with the code that reads it. What a user writes is never remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.dialogue import (
    listen_lexicon,
    listen_patterns,
    listen_text,
    signals_concepts,
    signals_rules,
)
from coach.dialogue.listen_lexicon import Lexicon, load_lexicon
from coach.dialogue.listen_text import Piece, sentences, stretches
from coach.dialogue.signals_concepts import Concepts
from coach.dialogue.signals_rules import Hit, SignalRules
from coach.knowledge.vectors import RowCache
from coach.labels import Level
from coach.settings import settings

#: Wordings and groups weigh less than words: they were written by those who wrote the exemplars.
WEIGHT = 0.3
#: As many as the longest message that is read can hold; a remark at the end counts as much.
MAX_SENTENCES = 1000
_READERS = (listen_lexicon, listen_patterns, listen_text, signals_concepts, signals_rules)
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


def version(content: Path | None) -> str:
    """Changes with every word list and with the modules that read them."""
    folder = content or settings().content
    lists = [*folder.glob("lexicon/*.yaml"), *folder.glob("signals/*.yaml")]
    code = [Path(module.__file__ or "") for module in _READERS]
    digest = sha256()
    for path in [*sorted(lists), *code]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Marks:
    """The signal lexicon and the groups of meaning as numbers."""

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        content: Path | None = None,
        *,
        keep: Path | None = None,
    ) -> None:
        known = lexicon or load_lexicon(content)
        self.rules = SignalRules(known, content)
        self.concepts = Concepts(known.concepts, known.groups.get("ontkenners", []))
        self._seen: dict[str, NDArray[np.float64]] = {}
        self.version = version(content)
        self._kept = keep and RowCache(keep / f"marks-{self.version}.npz", self._read)

    def examples(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """One row per exemplar."""
        new = list(dict.fromkeys(text for text in texts if text not in self._seen))
        if new:
            rows = self._kept.rows(new) if self._kept else self._read(new)
            self._seen.update(zip(new, rows.astype(np.float64), strict=True))
        return np.vstack([self._seen[text] for text in texts])

    def _read(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = []
        for text in texts:
            pieces = cut(text)
            rows.append(self.row(pieces, self.rules.hits(pieces), Unit(0, len(pieces) - 1, text)))
        return np.asarray(rows, dtype=np.float32)

    def row(self, pieces: Sequence[Piece], hits: Sequence[Hit], unit: Unit) -> NDArray[np.float64]:
        """Wordings standing and taken away per level, frames present, groups of meaning."""
        own = [hit for hit in hits if unit.first <= hit.sentence <= unit.last]
        marks = [float(any(h.level is level and not h.muted for h in own)) for level in LEVELS]
        marks += [float(any(h.level is level and h.muted for h in own)) for level in LEVELS]
        present = self.rules.present(pieces[unit.first : unit.last + 1])
        marks += [float(name in present) for name in self.rules.frame_ids]
        return np.concatenate([np.asarray(marks), self.concepts.row(unit.text)]) * WEIGHT

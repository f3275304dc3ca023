"""Danger first: how urgent the signals in one message are, and which words stood out.

Contract: ``SignalDetector.detect`` gives the most urgent level that any part of the message
raises, with literal quotes and the ids and topics of the wordings found. A pattern lexicon with
frames (negation, past, training, figure of speech) and a classifier fitted from exemplars look
at each sentence, at neighbouring sentences together and at short messages as a whole; for
``acuut`` sensitivity comes first. It weighs no truth, gives no risk figure and forgets nothing
between calls because it remembers nothing. It does not know who is speaking in a role play.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from coach.dialogue.classify import Classifier, Embed, TextFeatures
from coach.dialogue.listen_lexicon import Lexicon, load_lexicon
from coach.dialogue.listen_text import Piece, clauses, sentences, stretches, words
from coach.dialogue.signals_concepts import Concepts
from coach.dialogue.signals_rules import Hit, SignalRules
from coach.dialogue.state import Signal
from coach.knowledge.content import load_cases, load_exemplars
from coach.labels import Feeling, Level

#: Chance from which a unit raises a head, chosen on the development cases and ordinary messages
#: (so figures on those are flattering): ``usual``, ``helped`` by a standing wording, ``bare`` of
#: any word of danger, or
#: ``framed`` as past, handled or training without a standing wording.
BARS = {
    "alarm": {"usual": 0.45, "helped": 0.3, "bare": 0.8, "framed": 0.88},
    "zelfzorg": {"usual": 0.7, "helped": 0.35, "bare": 0.7, "framed": 0.9},
}
#: An alarm is taken as acute from this chance of an alarm and this chance of urgency, given an
#: alarm. Low where a wording of danger now stands, because a miss costs most; clearly higher
#: where neither a wording nor any word of danger is there.
ACUTE = {
    "urgent": (0.0, 0.04),
    "helped": (0.0, 0.4),
    "usual": (0.75, 0.15),
    "bare": (0.9, 0.5),
    "framed": (0.97, 0.5),
}
#: A row of sentences raises an alarm only when one of them alone reaches this chance.
AGREEING = 0.6
#: Fewer words than this, without a standing wording, say too little to raise anything.
FEWEST_WORDS = 3
HEADS = ("acuut", "alarm", "zelfzorg")
STRENGTH = 2.0
#: Exemplars of this feeling may be signals of exhaustion and do not serve as ordinary messages.
TIRED = (Feeling.VERMOEIDHEID,)
#: At most about this many sentences of the practice cases serve as background.
MAX_BACKGROUND = 1500
MAX_SENTENCES = 80
WHOLE_SENTENCES = 3
LENGTH_STEP = 1.0
MAX_QUOTES = 3
QUOTE_CHARS = 180
RULE_WEIGHT = 1.0
CONCEPT_WEIGHT = 0.9
ALARMS = (Level.ACUUT, Level.ZORG)
_COUNTS = {
    Level.ACUUT: ALARMS,
    Level.ZORG: ALARMS,
    Level.ZELFZORG: (Level.ZELFZORG,),
}
_LEVELS = (Level.ACUUT, Level.ZORG, Level.ZELFZORG)
Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One example sentence with its level and cluster."""

    text: str
    level: Level
    cluster: str


@dataclass(frozen=True)
class Unit:
    """A stretch that is judged as one: the numbers of its sentences and its text."""

    first: int
    last: int
    text: str


def background(concepts: Concepts, folder: Path | None = None) -> list[Example]:
    """Sentences of the practice cases that hold no word of danger, as ordinary telling.

    They teach what a long, calm message sounds like. Sentences with a word of danger are left
    out, so that no case can teach the detector to pass over one.
    """
    found = []
    for case in load_cases(folder):
        for text in (case.situation, *case.perspectives.values()):
            found += [
                Example(piece.text, Level.GEEN, f"cases/{case.id}")
                for piece in sentences(text)
                if not concepts.has_danger(piece.text)
            ]
    step = max(1, len(found) // MAX_BACKGROUND)
    return found[::step]


def load_examples(folder: Path | None = None) -> list[Example]:
    """All signal exemplars; other exemplars of ordinary messages are added as ``geen``."""
    found = []
    for entry in load_exemplars("signal", folder):
        for cluster, lines in entry.clusters.items():
            name = f"{entry.label}/{cluster}"
            found += [Example(line, Level(entry.label), name) for line in lines]
    for kind in ("request", "theme", "answer", "feeling"):
        for entry in load_exemplars(kind, folder):
            if entry.label in TIRED:
                continue
            for cluster, lines in entry.clusters.items():
                name = f"{kind}/{entry.label}/{cluster}"
                found += [Example(line, Level.GEEN, name) for line in lines]
    return found


class SignalDetector:
    """Fitted once at load; ``detect`` is safe to call from several threads.

    ``embed`` must keep nothing of what it is given; ``embed_examples`` may (see ``classify``).
    """

    def __init__(
        self,
        embed: Embed | None = None,
        *,
        embed_examples: Embed | None = None,
        content: Path | None = None,
        lexicon: Lexicon | None = None,
        examples: Sequence[Example] | None = None,
    ) -> None:
        known_words = lexicon or load_lexicon(content)
        self._rules = SignalRules(known_words, content)
        self._concepts = Concepts(known_words.concepts, known_words.groups.get("ontkenners", []))
        if examples is None:
            known = [*load_examples(content), *background(self._concepts, content)]
        else:
            known = list(examples)
        self._features = TextFeatures(embed, embed_examples)
        texts = [example.text for example in known]
        rows = self._features.fit(texts)
        marks = np.vstack([self._marks_of(text) for text in texts])
        table = csr_matrix(hstack([rows, csr_matrix(marks)]))
        levels = [example.level for example in known]
        alarm = np.asarray([level in ALARMS for level in levels])
        self._model = Classifier(STRENGTH).fit(
            table,
            {
                "alarm": alarm,
                "zelfzorg": np.asarray([level is Level.ZELFZORG for level in levels]),
            },
        )
        acute = np.asarray([level is Level.ACUUT for level in levels])
        self._urgency = Classifier(STRENGTH).fit(table[alarm], {"acuut": acute[alarm]})

    def detect(self, text: str) -> Signal:
        """The most urgent level in ``text``; quotes are literal substrings of it."""
        pieces = stretches(sentences(text))[:MAX_SENTENCES]
        if not pieces:
            return Signal()
        hits = self._rules.hits(pieces)
        units = _units(text, pieces)
        chances = self._chances(units, pieces, hits)
        for level in (Level.ACUUT, Level.ZORG, Level.ZELFZORG):
            raising = self._raising(level, units, chances, hits, pieces)
            if raising:
                standing = [h for h in hits if not h.muted and h.level in _COUNTS[level]]
                return Signal(
                    level=level,
                    quotes=self._quotes(raising, pieces, standing),
                    ids=list(dict.fromkeys(hit.id for hit in standing)),
                    topics=list(dict.fromkeys(hit.about for hit in standing)),
                )
        return Signal()

    def chances(self, text: str) -> dict[str, float]:
        """The highest chance per head over all units, for calibration."""
        pieces = stretches(sentences(text))[:MAX_SENTENCES]
        if not pieces:
            return dict.fromkeys(HEADS, 0.0)
        units = _units(text, pieces)
        best = self._chances(units, pieces, self._rules.hits(pieces)).max(axis=0)
        return {head: float(best[column]) for column, head in enumerate(HEADS)}

    def _raising(
        self,
        level: Level,
        units: list[Unit],
        chances: Chances,
        hits: list[Hit],
        pieces: list[Piece],
    ) -> list[Unit]:
        """The units that raise ``level``, the surest first."""
        head = "zelfzorg" if level is Level.ZELFZORG else "alarm"
        column = HEADS.index(head)
        found = []
        for row, unit in enumerate(units):
            standing = {
                hit.level
                for hit in hits
                if not hit.muted and unit.first <= hit.sentence <= unit.last
            }
            ground = self._ground(level, unit, standing, pieces)
            chance = chances[row, column]
            if ground != "helped" and len(words(unit.text)) < FEWEST_WORDS:
                continue
            row_of_sentences = unit.last > unit.first and column == 1 and ground != "helped"
            if row_of_sentences and chances[unit.first : unit.last + 1, column].max() < AGREEING:
                continue  # words that are harmless apart must not add up
            length = 1 if ground == "helped" else units[-1].last + 1
            if chance < _raised(BARS[head][ground], length):
                continue
            if head == "alarm" and ground == "bare" and chances[row, 2] > chance:
                continue  # about the professional's own load, not about danger
            if level is Level.ACUUT:
                if level in standing:
                    ground = "urgent"
                elif self._rules.framed(pieces[unit.first : unit.last + 1], level):
                    ground = "framed"
                sure, urgent = ACUTE[ground]
                if chance < sure or chances[row, 0] < urgent:
                    continue
            found.append((-chance, unit.last - unit.first, row))
        return [units[row] for _, _, row in sorted(found)]

    def _ground(self, level: Level, unit: Unit, standing: set[Level], pieces: list[Piece]) -> str:
        """What a level would rest on: the key of its bar."""
        if not standing.isdisjoint(_COUNTS[level]):
            return "helped"
        if self._rules.framed(pieces[unit.first : unit.last + 1], level):
            return "framed"
        return "usual" if self._concepts.has_danger(unit.text) else "bare"

    def _chances(self, units: list[Unit], pieces: list[Piece], hits: list[Hit]) -> Chances:
        rows = self._features.rows([unit.text for unit in units], self._vectors(units, pieces))
        marks = np.vstack([self._marks(pieces, hits, unit) for unit in units])
        return self._judge(csr_matrix(hstack([rows, csr_matrix(marks)])))

    def _judge(self, table: csr_matrix) -> Chances:
        """Columns as in ``HEADS``; the first is the chance of acute, given an alarm."""
        return np.hstack([self._urgency.chances(table), self._model.chances(table)])

    def _vectors(self, units: list[Unit], pieces: list[Piece]) -> NDArray[np.float32] | None:
        """Vectors of units; a row of sentences gets the mean of its sentences' vectors."""
        if self._features.embed is None:
            return None
        single = self._features.embed([piece.text for piece in pieces])
        made = []
        for unit in units:
            mean = single[unit.first : unit.last + 1].mean(axis=0)
            made.append(mean / max(float(np.linalg.norm(mean)), 1e-9))
        return np.asarray(made, dtype=np.float32)

    def _marks_of(self, text: str) -> NDArray[np.float64]:
        pieces = stretches(sentences(text))[:MAX_SENTENCES]
        hits = self._rules.hits(pieces)
        return self._marks(pieces, hits, Unit(0, len(pieces) - 1, text))

    def _marks(self, pieces: list[Piece], hits: list[Hit], unit: Unit) -> NDArray[np.float64]:
        """Rule findings in a unit: standing and muted wordings per level, frames present."""
        own = [hit for hit in hits if unit.first <= hit.sentence <= unit.last]
        marks = [float(any(h.level is level and not h.muted for h in own)) for level in _LEVELS]
        marks += [float(any(h.level is level and h.muted for h in own)) for level in _LEVELS]
        present = self._rules.present(pieces[unit.first : unit.last + 1])
        marks += [float(name in present) for name in self._rules.frame_ids]
        concepts = self._concepts.row(unit.text) * CONCEPT_WEIGHT
        return np.concatenate([np.asarray(marks) * RULE_WEIGHT, concepts])

    def _quotes(self, raising: list[Unit], pieces: list[Piece], standing: list[Hit]) -> list[str]:
        found: list[tuple[int, str]] = []
        for hit in standing:
            for clause in clauses(pieces[hit.sentence]):
                if clause.start <= hit.start < clause.end:
                    found.append((clause.start, _short(clause.text)))
        if not found:
            options = [
                clause
                for piece in pieces[raising[0].first : raising[0].last + 1]
                for clause in clauses(piece)
            ]
            rows = self._features.rows(
                [clause.text for clause in options],
                None
                if self._features.embed is None
                else self._features.embed([clause.text for clause in options]),
            )
            marks = np.vstack([self._marks_of(clause.text) for clause in options])
            chances = self._judge(csr_matrix(hstack([rows, csr_matrix(marks)])))
            best = options[int(chances[:, 1:].max(axis=1).argmax())]
            found.append((best.start, _short(best.text)))
        return list(dict.fromkeys(quote for _, quote in sorted(found)))[:MAX_QUOTES]


def _units(text: str, pieces: list[Piece]) -> list[Unit]:
    """Each sentence, and a short message of several sentences as a whole."""
    units = [Unit(n, n, piece.text) for n, piece in enumerate(pieces)]
    if 1 < len(pieces) <= WHOLE_SENTENCES:
        units.append(Unit(0, len(pieces) - 1, text[pieces[0].start : pieces[-1].end]))
    return units


def _raised(bar: float, sentences: int) -> float:
    """The bar in a message of many sentences: more chances to err ask for surer grounds."""
    return 1.0 - (1.0 - bar) / (1.0 + LENGTH_STEP * (sentences - 1))


def _short(quote: str) -> str:
    if len(quote) <= QUOTE_CHARS:
        return quote
    cut = quote.rfind(" ", 0, QUOTE_CHARS)
    return quote[: cut if cut > 0 else QUOTE_CHARS]

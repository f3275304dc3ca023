"""Danger first: how urgent the signals in one message are, and which words stood out.

Contract: ``SignalDetector.detect`` gives the most urgent level that any part of the message
raises, with literal quotes and the ids and topics of the wordings found. A classifier fitted from
exemplars looks at each sentence and at short messages as a whole; it sees words, sentence vectors
and the marks of ``signals_marks`` (a pattern lexicon with frames such as negation, past and
training). From which chance a level is raised stands in ``bars``; a standing wording lowers it, and
danger told with exhaustion has a bar of its own. It weighs no truth, gives no risk figure and
remembers nothing between calls. It does not know who is speaking in a role play. A message that
raises nothing may still be marked as in ``doubt``: then how things are is asked about, without a
card.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from coach.dialogue.bars import Ground, SignalBars, load_bars
from coach.dialogue.classify import Classifier, Embed, TextFeatures
from coach.dialogue.fitted import Fitted, learnt
from coach.dialogue.listen_text import Piece, clauses, sentences, words
from coach.dialogue.signals_concepts import Concepts
from coach.dialogue.signals_marks import LEVELS, Marks, Unit, cut
from coach.dialogue.signals_rules import Hit, SignalRules
from coach.dialogue.state import Signal
from coach.knowledge.content import load_cases, load_exemplars
from coach.labels import Feeling, Level

#: Fewer words than this, without a standing wording, say too little to raise anything.
FEWEST_WORDS = 3
STRENGTH = 2.0
DENSE_WEIGHT = 1.0
#: Exemplars of this feeling may be signals of exhaustion and do not serve as ordinary messages.
TIRED = (Feeling.VERMOEIDHEID,)
#: How the labels of openings begin among what messages do, and the one of who is worn out.
OPENS, WORN = "open-", "open-op"
#: At most about this many sentences of the practice cases serve as background.
MAX_BACKGROUND = 1500
WHOLE_SENTENCES = 3
MAX_QUOTES = 3
#: Fewer words mean nothing on a card: 'Hij zegt', 'bij hen thuis'.
FEWEST_QUOTED = 4
QUOTE_CHARS = 180
ALARMS = (Level.ACUUT, Level.ZORG)
_COUNTS = {
    Level.ACUUT: ALARMS,
    Level.ZORG: ALARMS,
    Level.ZELFZORG: (Level.ZELFZORG,),
}
Chances = NDArray[np.float64]
#: Columns of ``Chances``; the first is the chance of acute, given an alarm.
ACUTE, ALARM, OWN = range(3)


@dataclass(frozen=True)
class Example:
    """One example sentence with its level and cluster."""

    text: str
    level: Level
    cluster: str


@dataclass(frozen=True)
class Reading:
    """A message cut up, what was found in it and the chances per unit."""

    pieces: list[Piece]
    hits: list[Hit]
    units: list[Unit]
    chances: Chances


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


def openings(concepts: Concepts, folder: Path | None = None) -> list[Example]:
    """First messages of ordinary conversations that hold no word of danger.

    Those of who comes because of exhaustion are left out, for the same reason as in exemplars.
    """
    return [
        Example(line, Level.GEEN, f"hook/{entry.label}/{cluster}")
        for entry in load_exemplars("hook", folder)
        if entry.label.startswith(OPENS) and entry.label != WORN
        for cluster, lines in entry.clusters.items()
        for line in lines
        if not concepts.has_danger(line)
    ]


def all_examples(marks: Marks, folder: Path | None = None) -> list[Example]:
    """Everything the detector learns from."""
    telling = [*background(marks.concepts, folder), *openings(marks.concepts, folder)]
    return [*load_examples(folder), *telling]


def standing(hits: Sequence[Hit], unit: Unit) -> set[Level]:
    """Levels of the wordings in a unit that no frame takes away."""
    return {hit.level for hit in hits if not hit.muted and unit.first <= hit.sentence <= unit.last}


def ground_of(rules: SignalRules, level: Level, reading: Reading, unit: Unit) -> Ground:
    """What raising ``level`` for a unit would rest on: a wording, plain telling, or a frame."""
    if not standing(reading.hits, unit).isdisjoint(_COUNTS[level]):
        return "helped"
    if rules.framed(reading.pieces[unit.first : unit.last + 1], level):
        return "framed"
    return "plain"


class SignalDetector:
    """Fitted once at load; ``detect`` is safe to call from several threads.

    ``embed`` must keep nothing of what it is given; ``embed_examples`` may (see ``classify``).
    ``marks`` may be shared between detectors; what is learnt is kept in ``keep``.
    """

    def __init__(
        self,
        embed: Embed | None = None,
        *,
        embed_examples: Embed | None = None,
        content: Path | None = None,
        marks: Marks | None = None,
        bars: SignalBars | None = None,
        examples: Sequence[Example] | None = None,
        keep: Fitted | None = None,
    ) -> None:
        self._marks = marks or Marks(content=content)
        self._bars = bars or load_bars(content).signals
        known = all_examples(self._marks, content) if examples is None else list(examples)
        self._features = TextFeatures(embed, embed_examples, dense_weight=DENSE_WEIGHT)
        self._model, self._urgency = Classifier(STRENGTH), Classifier(STRENGTH)
        learnt(
            "signalen",
            [self._marks.version, *(f"{e.level.value} {e.text}" for e in known)],
            {"features": self._features, "alarm": self._model, "acuut": self._urgency},
            lambda: self._fit(known),
            keep,
        )

    def _fit(self, known: Sequence[Example]) -> None:
        texts = [example.text for example in known]
        table = csr_matrix(
            hstack([self._features.fit(texts), csr_matrix(self._marks.examples(texts))])
        )
        levels = [example.level for example in known]
        alarm = np.asarray([level in ALARMS for level in levels])
        own = np.asarray([level is Level.ZELFZORG for level in levels])
        acute = np.asarray([level is Level.ACUUT for level in levels])
        self._model.fit(table, {"alarm": alarm, "zelfzorg": own})
        self._urgency.fit(table[alarm], {"acuut": acute[alarm]})

    def detect(self, text: str) -> Signal:
        """The most urgent level in ``text``; quotes are literal substrings of it."""
        reading = self.read(text)
        level, raising = self.decide(reading)
        if level is Level.GEEN:
            return Signal(doubt=self.doubts(reading))
        standing = [h for h in reading.hits if not h.muted and h.level in _COUNTS[level]]
        return Signal(
            level=level,
            quotes=self._quotes(level, raising, reading.pieces, standing),
            ids=list(dict.fromkeys(hit.id for hit in standing)),
            topics=list(dict.fromkeys(hit.about for hit in standing)),
        )

    def read(self, text: str) -> Reading:
        """Cut a message up and judge its units; no units when it says nothing."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[Reading]:
        """The same for many messages, judged together: much faster, the same outcome."""
        cuts = [cut(text) for text in texts]
        hits = [self._marks.rules.hits(pieces) for pieces in cuts]
        units = [_units(text, pieces) for text, pieces in zip(texts, cuts, strict=True)]
        every = [unit.text for own in units for unit in own]
        if not every:
            return [Reading([], [], [], np.zeros((0, 3))) for _ in texts]
        marks = [
            self._marks.row(pieces, found, unit)
            for pieces, found, own in zip(cuts, hits, units, strict=True)
            for unit in own
        ]
        rows = self._features.rows(every, self._vectors(units, cuts))
        chances = self._judge(rows, np.vstack(marks))
        ends = np.cumsum([len(own) for own in units])
        parts = np.split(chances, ends[:-1])
        return [Reading(*each) for each in zip(cuts, hits, units, parts, strict=True)]

    def decide(self, reading: Reading) -> tuple[Level, list[Unit]]:
        """The most urgent level, and the units that raise it, the surest first."""
        for level in LEVELS:
            raising = [
                (-reading.chances[row, OWN if level is Level.ZELFZORG else ALARM], row)
                for row, unit in enumerate(reading.units)
                if self._raises(level, unit, reading, row)
            ]
            if raising:
                return level, [reading.units[row] for _, row in sorted(raising)]
        return Level.GEEN, []

    def doubts(self, reading: Reading) -> bool:
        """Whether a message that raises nothing comes near enough to ask how things are."""
        bar = self._bars.doubted(len(reading.pieces))
        return any(
            len(words(unit.text)) >= FEWEST_WORDS
            and ground_of(self._marks.rules, Level.ZORG, reading, unit) != "framed"
            and reading.chances[row, ALARM] >= max(bar, reading.chances[row, OWN])
            for row, unit in enumerate(reading.units)
        )

    def _raises(self, level: Level, unit: Unit, reading: Reading, row: int) -> bool:
        if level in standing([hit for hit in reading.hits if hit.sure], unit):
            return True
        ground = ground_of(self._marks.rules, level, reading, unit)
        if ground != "helped" and len(words(unit.text)) < FEWEST_WORDS:
            return False
        acute, alarm, own = reading.chances[row]
        tired = ground != "helped" and own > alarm
        if level is Level.ACUUT and tired and acute * alarm >= self._bars.danger.tired:
            return True
        head = self._bars.zelfzorg if level is Level.ZELFZORG else self._bars.alarm
        bar = head.of(ground)
        if Level.ACUUT in standing(reading.hits, unit) and level in ALARMS:
            bar = min(bar, self._bars.danger.worded)
        if ground != "helped":
            bar = self._bars.raised(bar, len(reading.pieces))
        # What is told without any word of danger must be surer: 'helemaal overstuur'.
        bare = ground == "plain" and not self._marks.concepts.has_danger(unit.text)
        if bare and level in ALARMS:
            bar = max(bar, self._bars.danger.bare)
        if (own if level is Level.ZELFZORG else alarm) < bar:
            return False
        if level is Level.ZELFZORG:
            return True
        if tired:
            return False  # about the professional's own load, not about danger
        if level is Level.ZORG:
            return True
        if Level.ACUUT in standing(reading.hits, unit):
            return bool(acute >= self._bars.acuut.helped)
        # Without a wording, how sure the alarm is counts too: a faint one does not stop a talk.
        return bool(
            acute * alarm >= self._bars.acuut.of("framed" if ground == "framed" else "plain")
        )

    def _judge(self, rows: csr_matrix, marks: NDArray[np.float64]) -> Chances:
        table = csr_matrix(hstack([rows, csr_matrix(marks)]))
        return np.hstack([self._urgency.chances(table), self._model.chances(table)])

    def _vectors(
        self, units: list[list[Unit]], cuts: list[list[Piece]]
    ) -> NDArray[np.float32] | None:
        """Vectors of units; a row of sentences gets the mean of its sentences' vectors."""
        if self._features.embed is None:
            return None
        single = self._features.embed([piece.text for pieces in cuts for piece in pieces])
        made, start = [], 0
        for own, pieces in zip(units, cuts, strict=True):
            for unit in own:
                mean = single[start + unit.first : start + unit.last + 1].mean(axis=0)
                made.append(mean / max(float(np.linalg.norm(mean)), 1e-9))
            start += len(pieces)
        return np.asarray(made, dtype=np.float32)

    def _quotes(
        self, level: Level, raising: list[Unit], pieces: list[Piece], found_hits: list[Hit]
    ) -> list[str]:
        found: list[Piece] = []
        for hit in found_hits:
            # A wording may run over several clauses: 'Ik zit hier lang en ik voel niks meer'.
            parts = [
                clause
                for clause in clauses(pieces[hit.sentence])
                if clause.start < hit.end and hit.start < clause.end
            ]
            if parts:
                found.append(self._surest(level, parts))
        if not found:
            options = [
                part
                for piece in pieces[raising[0].first : raising[0].last + 1]
                for part in quotable(piece)
            ]
            found.append(self._surest(level, options))
        found.sort(key=lambda clause: clause.start)
        return list(dict.fromkeys(_short(clause.text) for clause in found))[:MAX_QUOTES]

    def _surest(self, level: Level, options: list[Piece]) -> Piece:
        """The clause that by itself says most of what raised ``level``."""
        if len(options) == 1:
            return options[0]
        rows = self._features.rows([clause.text for clause in options])
        marks = [
            self._marks.row([clause], self._marks.rules.hits([clause]), Unit(0, 0, clause.text))
            for clause in options
        ]
        head = OWN if level is Level.ZELFZORG else ALARM
        return options[int(self._judge(rows, np.vstack(marks))[:, head].argmax())]


def _units(text: str, pieces: list[Piece]) -> list[Unit]:
    """Each sentence, and a short message of several sentences as a whole."""
    units = [Unit(n, n, piece.text) for n, piece in enumerate(pieces)]
    if 1 < len(pieces) <= WHOLE_SENTENCES:
        units.append(Unit(0, len(pieces) - 1, text[pieces[0].start : pieces[-1].end]))
    return units


def quotable(piece: Piece) -> list[Piece]:
    """The clauses of a sentence, or the whole of it when one says too little to be quoted."""
    parts = clauses(piece)
    return [piece] if any(len(words(part.text)) < FEWEST_QUOTED for part in parts) else parts


def _short(quote: str) -> str:
    if len(quote) <= QUOTE_CHARS:
        return quote
    end = quote.rfind(" ", 0, QUOTE_CHARS)
    return quote[: end if end > 0 else QUOTE_CHARS]

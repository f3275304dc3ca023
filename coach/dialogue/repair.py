"""When somebody sets Kier right: that a question missed, was answered already or was not clear.

Contract: ``Repairs.find`` gives the kind of correction and what the message says besides, or None.
The wordings stand in ``herstel.yaml``; an entry with ``echo`` counts only for a sentence that takes
up a word of Kier's own last reply ('Welke groep?'), its quotes left out, and one with ``terug`` for
a few of Kier's words as a question with a denial behind it ('Opluchting? Die voel ik niet').
``Repairs.ask`` gives a question of that kind that was not asked before. It judges nobody: whoever
says that Kier was wrong is right. Knows no lines and nothing of cards.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.dialogue.listen_lexicon import Rule, load_lexicon, ruled
from coach.dialogue.listen_text import plain, sentences, words
from coach.dialogue.state import Conversation
from coach.knowledge.content import Reader, load_role_words
from coach.knowledge.schemas import Entry, Line, Patterned, Slug
from coach.labels import Dimension, Level
from coach.settings import settings

_MARK = "herstel-"
_DUTCH = "nl"
_QUOTED = re.compile(r"‘[^’]*’")
#: Shorter words say nothing about what is taken up.
_SHORTEST = 3
#: Kier's words as a question are that few, and the denial stands that early behind them.
_BACK, _DENIED = 4, 4
_KNOWING = "weet"
_NOTHING = frozenset(("niks", "niets", "niemand", "nergens"))


class RepairQuestion(Entry):
    """One question after a correction."""

    text: Line
    dimension: Dimension


class RepairEntry(Patterned):
    """One kind of correction; ``als``: it is met as that other kind, which has the questions.

    ``kaart`` is about a card: without one it is no correction. ``zegt``: the sentence says itself
    what was meant, and is listened to. ``hoogstens``: the most words of a sentence that echoes.
    """

    als: Slug | None = None
    echo: bool = False
    terug: bool = False
    hoogstens: int | None = None
    kaart: bool = False
    zegt: bool = False
    begint: list[Line] = []
    vragen: list[RepairQuestion] = []


@dataclass(frozen=True)
class Repair:
    """A correction: its ``kind`` (an id of the file), and the ``rest`` of the message."""

    kind: str
    rest: str


@dataclass(frozen=True)
class RepairAsked:
    """A question after a correction."""

    id: str
    text: str
    dimension: Dimension


class Repairs:
    """The rules of ``herstel.yaml``; ``common`` are words that point to nothing."""

    def __init__(
        self,
        entries: Sequence[tuple[RepairEntry, Rule]] = (),
        common: Collection[str] = (),
        denials: Collection[str] = (),
    ) -> None:
        self._entries = list(entries)
        self._common = frozenset(common)
        self._denials = frozenset(denials)

    def find(self, text: str, conversation: Conversation) -> Repair | None:
        """The first kind of correction in ``text``; None in the first message."""
        if conversation.last is None:
            return None
        own = self._words(_QUOTED.sub(" ", conversation.last.spoken.text))
        kind, rest = "", []
        pieces = sentences(text)
        for n, piece in enumerate(pieces):
            found = self._kind(piece.text, own, conversation.level is not Level.GEEN)
            if found is None and pieces[n + 1 :]:
                found = self._denied(piece.text, pieces[n + 1].text, own)
            kind = kind or ((found.als or found.id) if found else "")
            if found is None or found.zegt:
                rest.append(piece.text)
        return Repair(kind, " ".join(rest)) if kind else None

    def ask(self, kind: str, conversation: Conversation) -> RepairAsked | None:
        """A question of this kind that was not asked yet."""
        for entry, _ in self._entries:
            if entry.id != kind:
                continue
            fresh = [
                RepairAsked(name, question.text, question.dimension)
                for number, question in enumerate(entry.vragen, start=1)
                if (name := f"{_MARK}{entry.id}-{number:02}") not in conversation.asked
                and question.text not in conversation.asked_texts
            ]
            # Ten conversations do not all go on with the same words.
            return min(fresh, key=lambda one: conversation.lot(one.id), default=None)
        return None

    def _kind(self, sentence: str, own: Collection[str], card: bool) -> RepairEntry | None:
        """The correction that one sentence makes, if any."""
        folded = plain(sentence)
        for entry, rule in self._entries:
            if entry.kaart and not card:
                continue
            fits = rule.find(folded) is not None
            if entry.echo and not fits:
                fits = self._echoes(sentence, folded, entry, own)
            if fits:
                return entry
        return None

    def _echoes(self, sentence: str, folded: str, entry: RepairEntry, own: Collection[str]) -> bool:
        if entry.hoogstens and len(words(sentence)) > entry.hoogstens:
            return False
        opens = any(folded.startswith((f"{one} ", f"{one},")) for one in entry.begint)
        return opens and not self._words(sentence).isdisjoint(own)

    def _denied(self, sentence: str, after: str, own: Collection[str]) -> RepairEntry | None:
        """The kind of 'Opluchting? Die voel ik niet', when this is one."""
        said = self._words(sentence)
        back = sentence.endswith("?") and len(words(sentence)) <= _BACK
        if not back or not said or not said <= frozenset(own):
            return None
        # 'Tegen hem? Niks.' and 'Zoiets? Ik weet niet' answer; 'Zeggen? Er is niks mis' does not,
        # nor does 'Spannend? Niks spannends aan.'
        told = words(after)[:_DENIED]
        again = any(word.startswith(one) for word in told for one in said)
        begin = [word for n, word in enumerate(told) if n or again or word not in _NOTHING]
        if self._denials.isdisjoint(begin) or _KNOWING in begin:
            return None
        return next((entry for entry, _ in self._entries if entry.terug), None)

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(
            word for word in words(text) if len(word) >= _SHORTEST and word not in self._common
        )


def load_repairs(folder: Path | None = None) -> Repairs:
    """The rules of ``herstel.yaml``; raises ContentError with what is wrong."""
    folder = folder or settings().content
    lexicon = load_lexicon(folder)
    reader = Reader(folder)
    found = ruled(reader, RepairEntry, "herstel.yaml", lexicon.groups)
    asking = {entry.id for entry, _ in found if entry.vragen}
    for entry, _ in found:
        if (entry.als or entry.id) not in asking:
            reader.fault(folder / "herstel.yaml", entry.id, "als", ", ".join(sorted(asking)))
    reader.raise_faults()
    # People are what a correction is often about: 'Er is geen kind.'
    people = {word for role in load_role_words(folder) for word in role.words}
    common = lexicon.languages.get(_DUTCH, frozenset()) - people
    return Repairs(found, common, lexicon.groups.get("weerspreker", ()))

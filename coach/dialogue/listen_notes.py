"""Sentences that say by themselves where they belong on the gesprekskaart.

Contract: ``Notes.find`` gives them in reading order, literally: 'ik zie er vooral tegenop dat ze
gaat huilen' is about what the user dreads, whatever was asked. The wordings stand in
``lexicon/card.yaml``; in its clause only words of ``kaartaanloop`` may stand before one, and no
word of ``kaartspreker`` anywhere before it, so that what somebody else says or dreads is left
alone. A question is never a note.
"""

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_text import Piece, clauses, plain, sentences, words
from coach.dialogue.state import Note
from coach.labels import CardField

#: A longer sentence tells more than one thing.
MOST_WORDS = 45


class Notes:
    """The rules of ``lexicon/card.yaml``; the first that fits decides."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rules = lexicon.rules["card"]
        self._before = frozenset(lexicon.groups["kaartaanloop"])
        self._speaking = frozenset(lexicon.groups["kaartspreker"])

    def find(self, text: str) -> list[Note]:
        """The sentences of ``text`` that name a field."""
        found = []
        for piece in sentences(text):
            field = self._field(piece.text)
            if field is not None:
                found.append(Note(field=field, text=piece.text))
        return found

    def _field(self, sentence: str) -> CardField | None:
        if "?" in sentence or len(words(sentence)) > MOST_WORDS:
            return None
        folded = plain(sentence)
        for rule in self._rules:
            stretch = rule.find(folded)
            if stretch is not None and self._own(sentence, folded, stretch[0]):
                return CardField(rule.label)
        return None

    def _own(self, sentence: str, folded: str, start: int) -> bool:
        """Whether who writes says it of themselves."""
        parts = clauses(Piece(0, len(sentence), sentence))
        begin = max((part.start for part in parts if part.start <= start), default=0)
        return self._before.issuperset(words(folded[begin:start])) and self._speaking.isdisjoint(
            words(folded[:start])
        )

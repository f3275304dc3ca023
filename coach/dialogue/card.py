"""Which of the user's words go onto the gesprekskaart.

Contract: ``entries`` gives the card entries that a message fills: the user's own sentences,
literally. A sentence that says itself where it belongs (``Heard.notes``) goes there; the rest is
the answer to the last question, when that fills a field and the answer can belong there. What was
surely heard as a fear, a place or a first sentence goes where that belongs, whatever was asked.
Never a word of the coach's. Pure.
"""

import re
from itertools import groupby

from coach.dialogue.listen_text import Piece, sentences
from coach.dialogue.state import CardEntry, Conversation, Heard, Signal
from coach.labels import Answer, CardField, Level, Request

_LONGEST = 400
#: What nobody asked for takes at most so many lines of one field.
_UNASKED = 2
#: From this chance on what a message does decides where it belongs.
_SURE = 0.45
_SAYS_NOTHING = frozenset({Answer.WEET_NIET, Answer.ONTWIJKT})
# An intention belongs with the steps, a story about somebody else with what is known of them.
_STEPS = frozenset(
    {
        CardField.TUSSENDOEL,
        CardField.WIE_WAAR_WANNEER,
        CardField.EERSTE_ZIN,
        CardField.DAARNA,
        CardField.ALS_MISGAAT,
        CardField.OPEN_VRAGEN,
    }
)
_OWN = frozenset({CardField.DOEL, CardField.BOODSCHAP, CardField.TUSSENDOEL, CardField.EERSTE_ZIN})
_WHEN = re.compile(
    r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag|\b(?:morgen|straks|vandaag|week|weken|uur|thuis"
    r"|kantoor|samen|bij|met|alleen|school|avond|middag|ochtend)\b|\d",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"\b(?:ik|je|jij|jou|jullie|u|we|wij)\b|[:\"“‘]", re.IGNORECASE)
_CONTENT = frozenset({Request.REFLECTIE, Request.GESPREK_VOORBEREIDEN, Request.OEFENEN})


def _own_words(text: str) -> str:
    """The text's first sentences up to the longest length, cut at a sentence; literal."""
    if len(text) <= _LONGEST:
        return text
    ends = [piece.end for piece in sentences(text) if piece.end <= _LONGEST]
    return text[: ends[-1]] if ends else text[:_LONGEST].rsplit(" ", 1)[0]


def _belongs(field: CardField, heard: Heard) -> bool:
    """Whether this answer can be what the field asks for; when it is not, nothing is noted."""
    if heard.answer is Answer.PLAN:
        return field in _STEPS
    if heard.answer is Answer.WIJST_ANDER and field in _OWN:
        return False
    if field is CardField.WIE_WAAR_WANNEER:
        return bool(_WHEN.search(heard.text))
    if field is CardField.EERSTE_ZIN:
        return bool(_TO_SOMEBODY.search(heard.text))
    return True


def _asked_for(heard: Heard, conversation: Conversation) -> CardField | None:
    """The field that the last question fills, when this message can be an answer to it."""
    last = conversation.last
    if last is None or last.plan.fills is None or heard.answer in _SAYS_NOTHING or heard.corrects:
        return None
    first = next((call for call in heard.calls if call.sure >= _SURE), None)
    if first is not None and first.field is not None:
        return first.field
    if heard.unknowing or not _belongs(last.plan.fills, heard):
        return None
    return last.plan.fills


def entries(
    heard: Heard, conversation: Conversation, signal: Signal | None = None
) -> list[CardEntry]:
    """Card entries that this message fills.

    With a ``signal`` nothing is noted unasked: the card prepares a talk, and a fear that somebody
    comes to harm is no note for that.
    """
    if heard.request not in _CONTENT or heard.words < 2 or not heard.dutch:
        return []
    asked = _asked_for(heard, conversation)
    raised = signal is not None and signal.level is not Level.GEEN
    named = {} if raised else {note.text: note.field for note in heard.notes}

    def field_of(piece: Piece) -> CardField | None:
        # What is put to Kier is nobody's note.
        if heard.asks and "?" in piece.text:
            return None
        return named.get(piece.text, asked)

    kept = [entry for turn in conversation.turns for entry in turn.card]
    found: list[CardEntry] = []
    for field, run in groupby(sentences(heard.text), key=field_of):
        pieces = list(run)
        if field is None:
            continue
        text = _own_words(heard.text[pieces[0].start : pieces[-1].end])
        held = [entry.text for entry in [*kept, *found] if entry.field is field]
        if field is asked or (len(held) < _UNASKED and text not in held):
            found.append(CardEntry(field=field, text=text, turn=len(conversation.turns) + 1))
    return found

"""Which of the user's words go onto the gesprekskaart.

Contract: ``entries`` gives the card entries for an answer to the last question: the user's own
sentences, literally, when the question fills a field and the answer says something that can
belong there. Never a word of the coach's. Pure.
"""

import re

from coach.dialogue.state import CardEntry, Conversation, Heard
from coach.knowledge.quotes import sentences
from coach.labels import Answer, CardField, Request

_LONGEST = 400
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
    text = text.strip()
    if len(text) <= _LONGEST:
        return text
    kept = ""
    for sentence in sentences(text):
        end = text.find(sentence) + len(sentence)
        if end > _LONGEST:
            break
        kept = text[:end]
    return kept or text[:_LONGEST].rsplit(" ", 1)[0]


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


def entries(heard: Heard, conversation: Conversation) -> list[CardEntry]:
    """Card entries that this message, as answer to the last question, fills."""
    last = conversation.last
    if last is None or last.plan.fills is None or heard.answer in _SAYS_NOTHING:
        return []
    if heard.request not in _CONTENT or heard.words < 2 or not heard.dutch:
        return []
    field: CardField = last.plan.fills
    if not _belongs(field, heard):
        return []
    return [CardEntry(field=field, text=_own_words(heard.text), turn=last.number + 1)]

"""Which of the user's words go onto the gesprekskaart.

Contract: ``entries`` gives the card entries for an answer to the last question: the user's own
sentences, literally, when the question fills a field and the answer says something. Never a word
of the coach's. Pure.
"""

from coach.dialogue.state import CardEntry, Conversation, Heard
from coach.knowledge.quotes import sentences
from coach.labels import Answer, CardField, Request

_LONGEST = 400
_SAYS_NOTHING = frozenset({Answer.WEET_NIET, Answer.ONTWIJKT})
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


def entries(heard: Heard, conversation: Conversation) -> list[CardEntry]:
    """Card entries that this message, as answer to the last question, fills."""
    last = conversation.last
    if last is None or last.plan.fills is None or heard.answer in _SAYS_NOTHING:
        return []
    if heard.request not in _CONTENT or heard.words < 2 or not heard.dutch:
        return []
    field: CardField = last.plan.fills
    return [CardEntry(field=field, text=_own_words(heard.text), turn=last.number + 1)]

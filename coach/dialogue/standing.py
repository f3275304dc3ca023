"""A card on self-care is announced once; after that it stands on the screen.

Contract: ``met`` gives the signal that a turn goes by. In a talk that already runs, people answer
questions about themselves: then only a standing wording of one's own load ("ik kan niet meer")
gets the card, and after such a card only one of a kind that no earlier card named. Danger that has
a standing wording is never passed over. Without one, the user's word counts that nobody is in
danger (``calm``): in this message, or for a concern also since the last card; then it is only asked
how things are. Who asks whom to call after such a card sees it once more. Pure.
"""

from coach.dialogue.state import Conversation, Signal
from coach.labels import Level

#: The kind of correction (``herstel.yaml``) that a card was out of place.
CARD_WRONG = "kaart"
DANGER = (Level.ACUUT, Level.ZORG)


def met(
    signal: Signal, conversation: Conversation, *, calm: bool = False, whom: bool = False
) -> Signal:
    """``signal`` itself, or none when its card already stands or nobody is in danger.

    Who asks after a card of danger ``whom`` to call gets it once more.
    """
    asked = whom and not calm and conversation.level in DANGER
    if asked and signal.level not in DANGER:
        return _before(conversation)
    if signal.level in DANGER:
        said = calm or (signal.level is Level.ZORG and _calmed(conversation))
        return Signal(doubt=True) if said and not signal.ids else signal
    if signal.level is not Level.ZELFZORG:
        return signal
    if conversation.turns and not signal.ids:
        return Signal()
    cards = [turn.signal for turn in conversation.turns if turn.signal.level is Level.ZELFZORG]
    named = {kind for card in cards for kind in card.ids}
    if not cards or not named.issuperset(signal.ids):
        return signal
    return Signal()


def _before(conversation: Conversation) -> Signal:
    """The newest card of danger, without the words it quoted then."""
    cards = (turn.signal for turn in reversed(conversation.turns) if turn.signal.level in DANGER)
    card = next(cards)
    return card.model_copy(update={"quotes": [], "level": conversation.level})


def _calmed(conversation: Conversation) -> bool:
    """Whether the user said since the last card that nobody is in danger."""
    calmed = False
    for turn in reversed(conversation.turns):
        if turn.signal.level in DANGER:
            return calmed
        calmed = calmed or turn.heard.calm or turn.heard.corrects == CARD_WRONG
    return False

"""A card on self-care is announced once; after that it stands on the screen.

Contract: ``met`` gives the signal that a turn goes by. In a talk that already runs, people answer
questions about themselves: then only a standing wording of one's own load ("ik kan niet meer")
gets the card, and after such a card only one of a kind that no earlier card named. Danger is never
passed over. Pure.
"""

from coach.dialogue.state import Conversation, Signal
from coach.labels import Level


def met(signal: Signal, conversation: Conversation) -> Signal:
    """``signal`` itself, or none when its card already stands."""
    if signal.level is not Level.ZELFZORG:
        return signal
    if conversation.turns and not signal.ids:
        return Signal()
    cards = [turn.signal for turn in conversation.turns if turn.signal.level is Level.ZELFZORG]
    named = {kind for card in cards for kind in card.ids}
    if not cards or not named.issuperset(signal.ids):
        return signal
    return Signal()

"""A card on self-care is announced once; after that it stands on the screen.

Contract: ``met`` gives the signal that a turn goes by. What tells of the user's own load again,
after such a card in the same conversation, is met as an ordinary message, unless it holds a
standing wording of a kind that no earlier card named ("ik kan niet meer" after a bad night).
Danger is never passed over. Pure.
"""

from coach.dialogue.state import Conversation, Signal
from coach.labels import Level


def met(signal: Signal, conversation: Conversation) -> Signal:
    """``signal`` itself, or none when its card already stands."""
    if signal.level is not Level.ZELFZORG:
        return signal
    cards = [turn.signal for turn in conversation.turns if turn.signal.level is Level.ZELFZORG]
    named = {kind for card in cards for kind in card.ids}
    if not cards or not named.issuperset(signal.ids):
        return signal
    return Signal()

"""Whether a message ends by asking Kier something that it cannot know.

Contract: ``Asks.found`` is true for a last sentence that yes, no or one of two would answer ('Mag
ik dat houden?', 'Wil hij ervanaf of is het netjes bedoeld?'), and for who says to have asked such a
thing ('ik vroeg of ...'). A tag ('snap je?'), a sentence somebody else says and a question of which
and how are none. Whether it is a request of another kind is not its to say. The words stand in
``wordgroups.yaml`` (``vraagwerkwoord``, ``aanloop``, ``vroegje``).
"""

from coach.dialogue.listen_form import SPEECH
from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_put import Put
from coach.dialogue.listen_text import plain, sentences, words

#: Fewer words are a tag or a nod: 'toch?', 'snap je?'.
_FEWEST = 3
_TAGS = frozenset(("toch", "he", "hoor"))
_KIER = frozenset(("je", "jij", "u"))
#: 'Weet je wat het is?' tells; with more words Kier is asked something.
_TELLS = 4


class Asks:
    """Reads the end of a message, with the word groups of the lexicon."""

    def __init__(self, lexicon: Lexicon, put: Put) -> None:
        groups = lexicon.groups
        self._verbs = frozenset(groups.get("vraagwerkwoord", ()))
        self._lead = frozenset(groups.get("aanloop", ()))
        self._asked = compile_all(["@vroegje"], groups) if groups.get("vroegje") else ()
        self._put = put

    def found(self, text: str) -> bool:
        """Whether the message ends in such a question, or says to have asked one."""
        if self._asked and find_any(self._asked, plain(SPEECH.sub(" ", text))) is not None:
            return True
        last = [piece.text for piece in sentences(text)][-1:]
        if not last or "?" not in SPEECH.sub(" ", last[0]):
            return False
        if any(self._put.unput(text, last, running=True)):
            return False
        said = words(last[0])
        while said and said[0] in self._lead:
            said = said[1:]
        if len(said) < _FEWEST or said[0] not in self._verbs or said[-1] in _TAGS:
            return False
        return said[1] not in _KIER or len(said) > _TELLS

"""Whom a message points at last, in the words that go on with it: *hij*, *ze*, *hem*, *haar*.

Contract: ``pointed`` gives the pronouns for the one person, or the several, that the last sentence
with such a pronoun is about, or None when it speaks of a man and a woman, of nobody, or only in
what is quoted. *Ze* is several people when the verb beside it says so. Pure; it does not know who
they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.dialogue.lines import CHOICE
from coach.dialogue.listen_form import SPEECH
from coach.dialogue.listen_text import sentences, words
from coach.dialogue.mirror_verbs import words_of
from coach.dialogue.state import Role

_MAN = frozenset(("hij", "ie", "hem", "'m"))
_WOMAN = frozenset(("ze", "zij", "haar"))
_SUBJECT = frozenset(("hij", "ie", "ze", "zij"))
_THEM = frozenset(("hen", "hun"))
_BEHIND_COLON = re.compile(r":\s.*$", re.DOTALL)
# What ends like a verb for several people and is none.
_NO_VERB = words_of(
    """
    alleen anderen altijd beiden beneden binnen boven bovendien buiten dingen eigen even ineens
    inmiddels intussen kinderen mensen meteen misschien morgen nadien negen open ouders samen
    sindsdien steen tegen tussen voordien zeven
    """
)
_SEVERAL = frozenset(("zijn", "gaan", "doen", "zien", "staan", "slaan", "waren", "zouden"))


@dataclass(frozen=True)
class Pointed:
    """The words for who is pointed at; ``plural`` asks for the verb of several people."""

    he: str
    him: str
    plural: bool = False

    @classmethod
    def of(cls, role: Role) -> "Pointed":
        """Somebody's own word, for when the message has no pronoun for them."""
        return cls(role.display, role.display, role.plural)

    def put(self, text: str) -> str:
        """A question with ``{hij}``, ``{hem}`` and ``[zou|zouden]`` filled in."""
        text = CHOICE.sub(lambda match: match.group(2 if self.plural else 1), text)
        return text.replace("{hij}", self.he).replace("{hem}", self.him)


HE, SHE, THEY = Pointed("hij", "hem"), Pointed("ze", "haar"), Pointed("ze", "hen", plural=True)


def pointed(text: str) -> Pointed | None:
    """Who the message points at last, or None when that is not clear."""
    for piece in reversed(sentences(SPEECH.sub(" ", text))):
        said = words(_BEHIND_COLON.sub(" ", piece.text))
        found = {_kind(said, place) for place, word in enumerate(said) if _points(word)}
        subjects = {_kind(said, place) for place, word in enumerate(said) if word in _SUBJECT}
        if found:
            clear = subjects if len(found) > 1 else found
            return clear.pop() if len(clear) == 1 else None
    return None


def _points(word: str) -> bool:
    return word in _MAN or word in _WOMAN or word in _THEM


def _kind(said: Sequence[str], place: int) -> Pointed:
    word = said[place]
    if word in _MAN:
        return HE
    if word in _THEM:
        return THEY
    beside = [*said[max(place - 1, 0) : place], *said[place + 1 : place + 2]]
    return THEY if word in _SUBJECT and any(map(_several, beside)) else SHE


def _several(word: str) -> bool:
    return word in _SEVERAL or (len(word) > 4 and word.endswith("en") and word not in _NO_VERB)

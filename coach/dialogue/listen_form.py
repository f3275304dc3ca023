"""The form in which a sentence asks: what it opens with, whom it addresses, what it ends in.

Contract: ``Form.marks`` gives ``COUNT`` numbers of 0 or 1 per text, for the request model beside
its words: a request for a verdict is an order to Kier or a question that yes, no or a name can
answer; "hoe blijf ik", "had ik moeten bellen", "is het gek dat" and "ik weet niet of" are not.
The words stand in ``wordgroups.yaml`` (``vraagwoord``, ``vraagwerkwoord``, ``vraagbevel``,
``aanspreken``, ``vraagstaart``, ``aangehaald``, ``eigenvraag``, ``terugkijkwoord``,
``gevoelsvraag``, ``aanloop``). The module decides nothing.
"""

import re

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_text import plain, words

COUNT = 15
_SELF = frozenset(("ik", "we", "wij", "ikzelf"))
_KIER = frozenset(("je", "jij", "u"))
#: Behind a word that could order, these make it a question: "zeg ik het", "doe je dat".
_DOER = _SELF | _KIER | {"hij", "ze", "zij"}
_NEAR, _END = 4, 4
#: What somebody said, between quotation marks; an apostrophe inside a word is none.
SPEECH = re.compile(r"(?<!\w)[\"'‘’“”„][^\"‘’“”„\n]{3,}?[\"'‘’“”](?!\w)")


class Form:
    """Reads the form of a sentence with the word groups of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = lexicon.groups
        self._question = frozenset(groups.get("vraagwoord", ()))
        self._verb = frozenset(groups.get("vraagwerkwoord", ()))
        self._order = frozenset(groups.get("vraagbevel", ()))
        self._back = frozenset(groups.get("terugkijkwoord", ()))
        self._fillers = frozenset(groups.get("aanloop", ()))
        self._found = [
            compile_all([f"@{name}"], groups) if groups.get(name) else ()
            for name in ("aanspreken", "vraagstaart", "aangehaald", "eigenvraag", "gevoelsvraag")
        ]

    def marks(self, text: str) -> list[float]:
        """Zeros and ones, ``COUNT`` of them."""
        said = self._opened(words(text))
        first, second = (said[0] if said else ""), (said[1] if len(said) > 1 else "")
        near = frozenset(said[1:_NEAR])
        order = first in self._order and second not in _DOER
        asks = first in self._question
        verb = first in self._verb or (first in self._order and not order)
        folded = plain(text)
        address, tail, quoted, own, felt = (
            bool(patterns) and find_any(patterns, part) is not None
            for patterns, part in zip(
                self._found, (folded, " ".join(said[-_END:]), folded, folded, folded), strict=True
            )
        )
        return [
            float(mark)
            for mark in (
                asks and not near.isdisjoint(_SELF),
                asks and near.isdisjoint(_SELF),
                verb and second in _SELF,
                verb and second in _KIER,
                verb and second not in _SELF | _KIER,
                order,
                first in _SELF,
                address,
                tail,
                quoted,
                own,
                asks or verb or "?" in text,
                first in self._back and second in _SELF,
                felt,
                SPEECH.search(text) is not None,
            )
        ]

    def _opened(self, said: list[str]) -> list[str]:
        """The words from where the sentence begins: without "nou", "of ja", "maar"."""
        place = next((n for n, word in enumerate(said) if word not in self._fillers), 0)
        return said[place:]

    def to_oneself(self, text: str) -> bool:
        """A question about one's own doing, a doubt, or what others asked; not one to Kier."""
        marks = self.marks(text)
        own_how, address, tail, quoted, doubt, back, felt, speech = (
            bool(marks[n]) for n in (0, 7, 8, 9, 10, 12, 13, 14)
        )
        unasked = quoted or doubt or back or speech
        return felt or (not tail and (own_how or (not address and unasked)))

    def asks(self, text: str) -> bool:
        """Opens as a question or an order, speaks to Kier, or ends as a question does."""
        marks = self.marks(text)
        return any(marks[n] for n in (1, 2, 3, 4, 5, 7, 8))

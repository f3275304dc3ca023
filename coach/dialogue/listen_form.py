"""The form in which a sentence asks: what it opens with, whom it addresses, what it ends in.

Contract: ``Form.marks`` gives ``COUNT`` numbers of 0 or 1 per text, for the request model beside
its words: a request for a verdict is an order to Kier or a question that yes, no or a name can
answer; "hoe blijf ik" and "ik weet niet of" are not. The words stand in ``wordgroups.yaml``
(``vraagwoord``, ``vraagwerkwoord``, ``vraagbevel``, ``aanspreken``, ``vraagstaart``,
``aangehaald``, ``eigenvraag``). The module decides nothing.
"""

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_text import plain, words

COUNT = 12
_SELF = frozenset(("ik", "we", "wij", "ikzelf"))
_KIER = frozenset(("je", "jij", "u"))
_NEAR, _END = 4, 4


class Form:
    """Reads the form of a sentence with the word groups of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = lexicon.groups
        self._question = frozenset(groups.get("vraagwoord", ()))
        self._verb = frozenset(groups.get("vraagwerkwoord", ()))
        self._order = frozenset(groups.get("vraagbevel", ()))
        self._found = [
            compile_all([f"@{name}"], groups) if groups.get(name) else ()
            for name in ("aanspreken", "vraagstaart", "aangehaald", "eigenvraag")
        ]

    def marks(self, text: str) -> list[float]:
        """Zeros and ones, ``COUNT`` of them."""
        said = words(text)
        first, second = (said[0] if said else ""), (said[1] if len(said) > 1 else "")
        near = frozenset(said[1:_NEAR])
        asks, verb = first in self._question, first in self._verb
        folded = plain(text)
        address, tail, quoted, own = (
            bool(patterns) and find_any(patterns, part) is not None
            for patterns, part in zip(
                self._found, (folded, " ".join(said[-_END:]), folded, folded), strict=True
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
                first in self._order,
                first in _SELF,
                address,
                tail,
                quoted,
                own,
                asks or verb or "?" in text,
            )
        ]

    def to_oneself(self, text: str) -> bool:
        """A question about one's own doing, a doubt, or what others asked; not one to Kier."""
        marks = self.marks(text)
        own_how, address, tail, quoted, doubt = (bool(marks[n]) for n in (0, 7, 8, 9, 10))
        return not tail and (own_how or (not address and (quoted or doubt)))

    def asks(self, text: str) -> bool:
        """Opens as a question or an order, speaks to Kier, or ends as a question does."""
        marks = self.marks(text)
        return any(marks[n] for n in (1, 2, 3, 4, 5, 7, 8))

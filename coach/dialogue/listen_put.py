"""Whether a part of a message is put to Kier, or only looks like a request.

Contract: ``Put.unput`` tells per part that it is no request, whatever its words: somebody's
sentence in the story ("vader zegt: ..."), what somebody else wants, a statement without its "ik"
("heb ruzie met ..."), and, once a talk runs (``running``), a word taken up from Kier's last reply
("welke groep?", "hoe bedoel je?", "dat zei ik net"). ``Put.answered`` tells per part whether it is
a short question of a talk that runs to which the message itself goes on with an answer ("aan mijn
man? dat hij niet zo schreeuwt"). The words stand in ``wordgroups.yaml`` (``spreker``, ``verlangt``,
``overkier``, ``vraagwerkwoord``, ``vraagbevel``, ``weglaatwerkwoord``, ``weglaatvervolg``).
"""

import re
from collections.abc import Sequence

from coach.dialogue.listen_form import SPEECH
from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import Pattern, compile_all, find_any
from coach.dialogue.listen_text import plain, sentences, words

_KIER = frozenset(("jij", "je", "jou", "jouw", "u", "uw"))
_DOER = _KIER | {"ik", "we", "wij", "hij", "ze", "zij", "die", "dat", "het"}
#: Forms that only "ik" has: without it the sentence tells, it does not ask.
_OF_ONESELF = frozenset(("heb", "ben"))
#: A speaker before a comma is that short: "ze appte gister, hoe groot is de kans".
_LEAD = 4
#: "En toen zij weer: ..." needs no word for speaking.
_THEN = "toen"
#: At most so many words without a verb: "welke groep?", "wat voor kaart?".
_FRAGMENT, _NOD = 3, 2
#: "Ik zou zeggen: bel hem morgen": what one would say to another.
_WOULD_SAY = re.compile(
    r"^(?:\w+[.,]? )?(?:dan |en )?(?:ik zou|zou ik) (?:dan |haar |hem |tegen \w+ )?zeggen\b"
)
#: "Kan toch allebei?" asks for no answer.
_RHETORICAL, _SURELY = 6, "toch"
#: A question of at most so many words with the answer behind it.
_ANSWERED = 8
#: "Iets van: ..." gives somebody's words as well.
_LIKE = "van"
_AFTERWARDS = re.compile(r"[,?!'’\"]\s*(\w+) (?:ik|hij|ze|zij|de \w+|\w+moeder|\w+vader|oma|opa)\b")


class Put:
    """Reads to whom a part speaks, with the word groups of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = lexicon.groups
        self._speak = frozenset(groups.get("spreker", ()))
        self._verbs = frozenset((*groups.get("vraagwerkwoord", ()), *groups.get("vraagbevel", ())))
        self._left_out = frozenset(groups.get("weglaatwerkwoord", ()))
        self._left_on = frozenset(groups.get("weglaatvervolg", ()))
        self._wants, self._of_kier = (
            compile_all([f"@{name}"], groups) if groups.get(name) else ()
            for name in ("verlangt", "overkier")
        )

    def unput(self, text: str, parts: Sequence[str], *, running: bool) -> list[bool]:
        """Per part of a message whether it is put to nobody here, or holds a sentence that is not.

        What else a short message says is a part of its own and is judged by itself.
        """
        pieces = [piece.text for piece in sentences(text)]
        alone = len(pieces) == 1
        off = [piece for piece in pieces if self._off(piece, running=running, alone=alone)]
        return [any(piece in part for piece in off) for part in parts]

    @staticmethod
    def answered(text: str, parts: Sequence[str], *, running: bool) -> list[bool]:
        """Per part whether it is a short question that the message itself answers."""
        pieces = [piece.text for piece in sentences(text)]
        asked = [
            piece
            for piece in pieces[:-1]
            if running and "?" in piece and len(words(piece)) <= _ANSWERED
        ]
        return [any(piece in part for piece in asked) for part in parts]

    def _off(self, part: str, *, running: bool, alone: bool) -> bool:
        folded, said = plain(part), words(part)
        if self._reported(part, folded) or self._elided(part, said):
            return True
        if "?" not in part and self._found(self._wants, folded) and _KIER.isdisjoint(said):
            return True
        if not running:
            return False
        if self._found(self._of_kier, folded) or _WOULD_SAY.search(folded):
            return True
        if "?" in part and len(said) <= _RHETORICAL and _SURELY in said[:3]:
            return _KIER.isdisjoint(said)
        if alone:
            return len(said) <= _NOD and "?" not in part
        return len(said) <= _FRAGMENT and "?" in part and self._verbs.isdisjoint(said)

    def _reported(self, part: str, folded: str) -> bool:
        lead, colon, _ = folded.partition(":")
        if colon and self._spoken(lead):
            return True
        lead, comma, rest = folded.partition(",")
        # With more clauses the last may be put to Kier: "zij zegt zus, ik zo, wie volg jij".
        if comma and "," not in rest and len(words(lead)) <= _LEAD and self._spoken(lead):
            return True
        after = [match.group(1) for match in _AFTERWARDS.finditer(folded)]
        if not self._speak.isdisjoint(after):
            return True
        if "?" in part and "?" not in SPEECH.sub(" ", part):
            return True
        # Behind a name and a colon stands what that person said: "vader: 'heeft ze ...?'".
        quoted = SPEECH.search(part)
        return quoted is not None and part[: quoted.start()].rstrip().endswith(":")

    def _spoken(self, lead: str) -> bool:
        said = words(lead)
        told = (
            not self._speak.isdisjoint(said)
            or (_THEN in said and len(said) <= _LEAD)
            or said[-1:] == [_LIKE]
        )
        return told and _KIER.isdisjoint(said)

    def _elided(self, part: str, said: list[str]) -> bool:
        if len(said) < 2 or "?" in part or not _KIER.isdisjoint(said):
            return False
        if said[0] in self._left_out and said[1] in self._left_on:
            return True
        return said[0] in _OF_ONESELF and said[1] not in _DOER

    @staticmethod
    def _found(patterns: Sequence[Pattern], folded: str) -> bool:
        return bool(patterns) and find_any(patterns, folded) is not None

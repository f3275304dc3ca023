"""Whose feeling a word is about.

Contract: ``Owners.own`` tells whether a stretch of a sentence is said of the user: the nearest
person before it is *ik*, *me*, *we*, or nobody is and no other person stands in the sentence
("zie er tegenop"). In "ik denk dat oma verdriet heeft" the nearest is oma. It looks at nearness
alone and parses nothing.
"""

import re

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import tokenise

_GROUPS = ("persoon", "opvoeder", "kindwoord", "ouder", "ander")
# A verb of its own after 'wij', not the possessive.
_VERB = frozenset({"zijn"})


class Owners:
    """Word groups of people, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        named = {word for name in _GROUPS for word in lexicon.groups.get(name, ())}
        self._mine = frozenset(lexicon.groups.get("mij", ()))
        self._theirs = frozenset(word for word in named if "*" not in word)
        stems = [re.escape(word.strip("*")) for word in named if word.endswith("*")]
        self._stems = re.compile(rf"(?:{'|'.join(stems)})") if stems else None

    def own(self, plain: str, start: int, end: int) -> bool:
        """Whether ``plain[start:end]`` is said of the user; ``plain`` is one folded sentence."""
        tokens = tokenise(plain)
        placed = list(zip(tokens.words, tokens.spans, strict=True))
        inside = [word for word, (a, _) in placed if start <= a < end]
        if self._mine.intersection(inside):
            return not any(self._is_other(word) for word in inside) or inside[-1] in self._mine
        before = [word for word, (_, b) in placed if b <= start]
        for word in reversed(before):
            if word in self._mine:
                return True
            if self._is_other(word):
                return False
        after = [word for word, (a, _) in placed if a >= end]
        first = next((w for w in after if w in self._mine or self._is_other(w)), "")
        return first in self._mine or not first

    def others_in(self, plain: str) -> bool:
        """Whether a sentence speaks of anybody else."""
        return any(self._is_other(word) for word in tokenise(plain).words)

    def _is_other(self, word: str) -> bool:
        if word in _VERB:
            return False
        return word in self._theirs or bool(self._stems and self._stems.match(word))

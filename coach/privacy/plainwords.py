"""Ordinary Dutch words in small letters, which are nobody's name whatever stands around them.

Contract: ``PlainWords.plain`` tells of one word as it is written. A word in a list of names is not
plain, unless it is one of our ``small_words`` and in small letters; nor is one with a capital, but
for the capital that begins a sentence (``begun``). What is: a ``small_word``, a word of
simplemma's dictionary, a verb with its particle ("inpik", "wegben"), two words in one
("signaleringsplan"), and any of these with letters drawn out. ``worded`` and ``verb`` tell of a
name that is a word too, or a town that is a verb too, which of the two it is where it stands.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import simplemma

from coach.privacy.tables import Tables
from coach.privacy.tokens import Token, fold

_PARTICLES = (
    "achter", "aan", "af", "bij", "binnen", "buiten", "dicht", "door", "in", "kapot", "klaar",
    "los", "mee", "mis", "na", "neer", "om", "onder", "open", "op", "over", "rond", "samen",
    "stil", "stuk", "tegen", "terug", "thuis", "toe", "uit", "vast", "vol", "voorbij", "voor",
    "vooruit", "weer", "weg",
)  # fmt: skip
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LEAST_REST, _LEAST_PART, _REST = 3, 4, 2.5
_BEFORE_NOUN = frozenset(["de", "het", "'t", "een", "geen", "elk", "elke", "ieder", "iedere"])
_PRONOUNS = frozenset(["ik", "je", "jij", "hij", "ze", "zij", "we", "wij", "u"])
#: Where a town stands and no verb does: "naar leiden", not "te leiden".
_WHERE = frozenset(["in", "uit", "naar", "vanuit", "rond", "nabij", "bij", "regio", "gemeente"])
_CRIES = frozenset(["ach", "ah", "bah", "boe", "ha", "hm", "hmm", "o", "oei", "oh", "pff", "tja"])
_ENDERS = frozenset(".!?:\n;\"'‘’“”(")
#: A word said more often than this begins a sentence as a word: "Dan ga je toch", "Meer niet".
_EVERYWHERE = 6.3


class PlainWords:
    """Tells words from names by a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._word = lru_cache(maxsize=50_000)(self._is_word)

    def plain(self, said: str) -> bool:
        """Whether this, as it is written, is a word and no name."""
        return said.islower() and len(said) >= _LEAST_REST and self._word(said)

    def begun(self, tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
        """Whether a plain word that no list of names holds begins a sentence here."""
        said, word, tables = tokens[at].text, words[at], self._tables
        after = words[at + 1] if at + 1 < len(words) else ""
        begins = at == 0 or words[at - 1] in _ENDERS
        named = word in tables.first or word in tables.last or after in tables.firm_verbs
        return begins and said.istitle() and not named and self.plain(said.lower())

    def worded(self, tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
        """Whether a name that is a word too is the word here, by what stands beside it."""
        said, word = tokens[at].text, words[at]
        before = words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        begins = at == 0 or before in _ENDERS
        if word in _CRIES and begins:
            return not (after == "." and len(word) == 1 and self._initial(tokens, at))
        if said.islower():
            return before in _BEFORE_NOUN and self._known(said)
        tables = self._tables
        common = tables.zipf(word) > _EVERYWHERE and word not in tables.interfixes
        return begins and said.istitle() and common and after not in tables.firm_verbs

    def verb(self, tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
        """Whether a town is a verb here: "te leiden", "Draai ik me om"."""
        said = tokens[at].text
        before = words[at - 1] if at else ""
        if before in _WHERE or not self._known(said.lower()):
            return False
        if said.islower():
            return said.endswith("n") and self._lemma(said) == said
        return at + 1 < len(words) and tokens[at + 1].text in _PRONOUNS

    @staticmethod
    def _initial(tokens: Sequence[Token], at: int) -> bool:
        """Whether a letter with its dot begins a name: "O. Bakker"."""
        return at + 2 < len(tokens) and tokens[at + 2].text[:1].isupper()

    def _is_word(self, said: str) -> bool:
        if fold(said) in self._tables.small_words:
            return True
        drawn = _DRAWN_OUT.search(said) is not None
        forms = {said, *(_DRAWN_OUT.sub(keep, said) for keep in (r"\1\1", r"\1"))}
        if any(self._listed(form) for form in forms):
            return False
        known = any(
            self._known(form) or self._separable(form) or self._compound(form)
            for form in (forms if drawn else {said})
        )
        # "jaapje" is a name made small, whether a list holds it or not.
        small = said.endswith(("je", "jes")) and fold(self._lemma(said)) in self._tables.first
        return known and not small

    def _listed(self, said: str) -> bool:
        word, tables = fold(said), self._tables
        lists = (tables.first, tables.last, tables.towns, tables.house_names, tables.interfixes)
        return any(word in names for names in lists)

    @staticmethod
    def _lemma(said: str) -> str:
        return str(simplemma.lemmatize(said, lang="nl"))

    def _known(self, said: str) -> bool:
        """In the dictionary, and not as a name."""
        return bool(simplemma.is_known(said, lang="nl")) and self._lemma(said)[:1].islower()

    def _separable(self, said: str) -> bool:
        """A particle and a form of a verb: "inpik", "meeeet", "napraat"."""
        return any(
            said.startswith(particle)
            and len(said) >= len(particle) + _LEAST_REST
            and self._common(said[len(particle) :], _REST)
            and self._lemma(said[len(particle) :]).endswith("n")
            for particle in _PARTICLES
        )

    def _compound(self, said: str) -> bool:
        """Two words in one, with or without an s between: "signaleringsplan"."""
        return any(
            self._common(said[cut:], _REST)
            and (
                self._common(said[:cut], _REST)
                or (said[cut - 1] == "s" and cut > _LEAST_PART and self._known(said[: cut - 1]))
            )
            for cut in range(_LEAST_PART, len(said) - _LEAST_PART + 1)
        )

    def _common(self, said: str, least: float) -> bool:
        return self._tables.zipf(said) >= least and self._known(said)

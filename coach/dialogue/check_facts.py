"""Facts that nobody told: numbers, days, names, persons.

Contract: ``Facts.faults`` looks at one sentence and gives what neither the user, nor a passage, nor
an offered question holds. Words are compared as lemmas; a person by kind (‘dochter’ also tells of a
child, a child tells of no daughter). Pure but for the dictionary.
"""

import re

from coach.dialogue.check_basis import Basis, Fault
from coach.dialogue.check_content import Checks
from coach.dialogue.check_lemmas import all_lemmas, known, small
from coach.dialogue.mirror_verbs import words_of
from coach.knowledge.lexical import fold
from coach.labels import Rule

_NUMBERS = {
    "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15,
    "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19, "twintig": 20, "dertig": 30,
    "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90,
    "honderd": 100, "duizend": 1000,
}  # fmt: skip
_ORDINALS = {"tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "tiende": 10}
_UNITS = {"een": 1, **{word: value for word, value in _NUMBERS.items() if value < 10}}
_COMPOUND = re.compile(r"(\w+?)en((?:twin|der|veer|vijf|zes|zeven|tach|negen)tig)")
_DIGITS = re.compile(r"\d+")
_JARIG = re.compile(r"\b(\w+?)-?jarige?\b")
# Two of these are a way of speaking, not a count.
_LOOSE = words_of(
    """verhalen kanten dingen gevoelens werelden vuren zinnen woorden stemmen gedachten verlangens
    bewegingen waarheden loyaliteiten gezichten lagen"""
)
_POINTING = frozenset({"de", "die", "deze", "alle", "jullie"})
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOT_NAMES = frozenset({"ik", "kier", "nederlands", "nederlandse", "nederland", "god", "gi", "jb"})
_ALWAYS_THERE = frozenset({"ouder", "pleegouder", "jeugdbeschermer", "team"})
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s+|[‘“\"'(]\s*)$")


class Facts:
    """Looks for told and untold facts with the lists of ``checks.yaml``."""

    def __init__(self, checks: Checks) -> None:
        self._times = frozenset(fold(word) for word in checks.times)
        self._kind = {fold(w): person.id for person in checks.persons for w in person.words}
        self._implies: dict[str, frozenset[str]] = {}
        names = {person.id: person.names for person in checks.persons}
        for person in names:
            reached, todo = {person}, [person]
            while todo:
                for other in names[todo.pop()]:
                    if other not in reached:
                        reached.add(other)
                        todo.append(other)
            self._implies[person] = frozenset(reached)

    def faults(self, sentence: str, basis: Basis) -> list[Fault]:
        """The facts in the sentence that nobody told."""
        told = " ".join(basis.sayings)
        found = [*self._numbers(sentence, told), *self._names(sentence, told)]
        words = [fold(word) for word in _TOKEN.findall(sentence)]
        said = all_lemmas(told)
        found += [word for word in words if word in self._times and word not in said]
        found += self._persons(words, told, sentence.rstrip().endswith("?"))
        return [Fault(Rule.FEIT, word) for word in dict.fromkeys(found)]

    def kinds(self, text: str) -> frozenset[str]:
        """The kinds of persons that a text tells of."""
        named = {self._kind[w] for w in map(fold, _TOKEN.findall(text)) if w in self._kind}
        return frozenset().union(*(self._implies[kind] for kind in named), frozenset())

    def _persons(self, words: list[str], told: str, asks: bool) -> list[str]:
        kinds = self.kinds(told)
        if {"moeder", "vader"} <= kinds or "ouder" in kinds:
            kinds |= {"ouder"}
        if kinds & {"pleegmoeder", "pleegvader"}:
            kinds |= {"pleegouder"}
        if asks:
            # Whose eyes to look through may be asked: these are always somewhere in the picture.
            kinds |= _ALWAYS_THERE
        kinds |= {"kind"}
        return [w for w in words if w in self._kind and self._kind[w] not in kinds]

    @staticmethod
    def _numbers(sentence: str, told: str) -> list[str]:
        known_numbers = _numbers_in(told)
        found = []
        tokens = [fold(token) for token in _TOKEN.findall(sentence)]
        for place, token in enumerate(tokens):
            value = number(token)
            if value is None or value in known_numbers:
                continue
            following = tokens[place + 1] if place + 1 < len(tokens) else ""
            before = tokens[place - 1] if place else ""
            if token in ("twee", "drie") and (following in _LOOSE or before in _POINTING):
                continue
            if re.search(rf"\[{token}\]", sentence):
                continue
            found.append(token)
        return found

    @staticmethod
    def _names(sentence: str, told: str) -> list[str]:
        said = {fold(word) for word in _TOKEN.findall(told)}
        found = []
        for match in _TOKEN.finditer(sentence):
            word = match.group()
            if not word[0].isupper() or fold(word) in said or fold(word) in _NOT_NAMES:
                continue
            if fold(word).removesuffix("s") in said:
                continue
            opens = bool(_SENTENCE_START.search(sentence[: match.start()]))
            if opens and (known(word) or len(word) < 3 or known(fold(word)) or small(word)):
                continue
            if opens and any(known(part) for part in re.split(r"['’-]", word) if len(part) > 2):
                continue
            found.append(word)
        return found


def number(token: str) -> int | None:
    """The number that a folded word says, in digits or in letters; None for other words."""
    if token.isdigit():
        return int(token)
    match = _JARIG.fullmatch(token)
    if match:
        return number(match.group(1))
    if token in _NUMBERS:
        return _NUMBERS[token]
    compound = _COMPOUND.fullmatch(token)
    if compound and compound.group(1) in _UNITS:
        return _UNITS[compound.group(1)] + _NUMBERS[compound.group(2)]
    return _ORDINALS.get(token)


def _numbers_in(text: str) -> set[int]:
    values = {number(fold(token)) for token in _TOKEN.findall(text)}
    values |= {int(digits) for digits in _DIGITS.findall(text) if len(digits) < 10}
    return {value for value in values if value is not None}

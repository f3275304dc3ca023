"""Whether what a partner says goes against the facts of its own file.

Contract: ``contradicts`` is true when a sentence gives a known person another age, binds a known
number to something else, lets somebody live where they do not, lets the dead act, names other
work than the persona's own, says of a fact that it is not so (or the other way round), or answers
a yes-or-no question about a fact with the wrong one of the two. A question, a wish, a supposition
and what was once so say nothing about what is. Rules on words: what contradicts a fact in wholly
other words passes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.dialogue.check_facts import number
from coach.dialogue.check_lemmas import content_lemmas
from coach.dialogue.listen_text import plain, sentences, words
from coach.knowledge.lexical import fold
from coach.practice.persona import Persona

#: Share of a sentence's words that must stand in a fact before its ‘not’ is compared.
ABOUT_A_FACT = 0.6
#: Words are alike from the same first letters: ‘bezoek’ and ‘bezoeken’.
_STEM = 6
_NOT = re.compile(r"\b(?:niet|geen|nooit|niemand|niks|niets)\b")
_STOPPED = re.compile(r"^\w+ (\w+)\b(?: \w+){0,3} niet meer\b")
_DRINKS = re.compile(r" (?:nog )?(?:een )?(?:bakje |kopje )?(?:koffie|thee|water|limonade|cola)\b")
#: What is wished, supposed, past or said by somebody else is no claim about now.
_NOT_NOW = re.compile(
    r"\b(?:als|alsof|wil|wou|wilde|zou|zouden|moest|mocht|hoop|hoopte|droom|droomde|dacht|denk"
    r"|vroeger|toen|ooit|straks|later|weer|terug|was|waren|had|hadden|woonde|werkte|deed"
    r"|hoort|mag|kan|zegt|zeggen|zei|zeiden|bijna|misschien|of)\b"
)
_WISHED = re.compile(r"^(?:dat (?:hij|ze|zij|ik|we|het)|geen)\b")
_ASKED_FOR = re.compile(r"\b(?:gevraagd|vraagt|vroeg|wil|zegt|zei)\b")
_I_DO = re.compile(r"\b(ik \w+[^\Wt])\b")
_CLAUSE = re.compile(r"[,;:]|\b(?:en|maar|want|omdat|die|als|waar|terwijl)\b")
_AGE = re.compile(
    r"\b(?:is|ben|wordt)(?: (?:nu|pas|al|net|nog|maar|toch))* (\w+)(?: jaar)?\s*(?=$|[.,;:]| en )"
)
_HOME = re.compile(r"\bwoont\b(.*?)(?:$|,| en (?:is|komt|gaat|werkt|ziet)\b)")
_LIVES = re.compile(r"\bwo(?:on|ont|nen)\b(?: \w+){0,3}? bij (\w+)")
_WORKS = re.compile(r"\bik werk(?: \w+){0,3}? (?:in|bij|op|als(?! (?:ik|jij|je|hij|ze|zij))) (.+)")
_WORK = re.compile(r"\b(?:werkt|gewerkt|is \w+ (?:op|bij) )")
_NO_WORK = re.compile(r"\b(?:ik werk niet|ik heb geen (?:werk|baan)|ik ben werkloos)\b")
_ACTS = r"(?: \w+){0,2}? (?:komt|zegt|belt|woont|werkt|helpt|haalt|brengt|vindt|wil|rijdt|kookt)\b"
_DEAD = re.compile(r"\b(?:overleed|overleden|gestorven|stierf)\b")
_YES = re.compile(r"^(?:ja|jawel|klopt|inderdaad|zeker)\b")
_NO = re.compile(r"^(?:nee|neen|welnee|nooit)\b")
_CHILD = frozenset(("zoon", "zoontje", "dochter", "dochtertje", "kind", "pleegzoon", "kleinzoon"))
_PRONOUNS = frozenset(("ze", "hij", "zij"))
_WIDOW = re.compile(r"\b(?:haar|zijn) (man|vrouw)\b|\bde (man|vrouw) van\b")
#: These say little about what a sentence is about.
_EMPTY = frozenset(("zeggen", "ding", "dingen", "weten", "vinden", "jaar"))


@dataclass(frozen=True)
class _Fact:
    """One clause of the file, and what it is made of; ``who`` is its first name, folded."""

    text: str
    sentence: str
    who: str
    stems: frozenset[str]
    denied: bool


def _stems(text: str) -> frozenset[str]:
    # ‘ik werk’ is no noun.
    said = _I_DO.sub(r"\1t", plain(text))
    return frozenset(
        lemma[:_STEM]
        for word, lemma in content_lemmas(said)
        if number(fold(word)) is None and lemma not in _EMPTY
    )


def _clauses(text: str) -> list[str]:
    return [part for piece in _CLAUSE.split(plain(text)) if (part := piece.strip(" .!?…"))]


def _facts(persona: Persona) -> list[_Fact]:
    found = []
    for fact in persona.facts:
        who = ""
        for piece in sentences(fact):
            first = words(piece.text)[0] if words(piece.text) else ""
            who = who if first in _PRONOUNS else first
            for part in _clauses(piece.text):
                denied = bool(_NOT.search(part))
                found.append(_Fact(part, piece.text, who, _stems(part), denied))
    return found


def contradicts(text: str, persona: Persona, asked: str = "") -> bool:
    """Whether a sentence of ``text`` goes against a fact; ``asked`` is what it answers to."""
    facts = _facts(persona)
    known = _Known(persona, facts)
    for piece in sentences(text):
        if piece.text.rstrip().endswith("?"):
            continue
        if _denies(piece.text, facts) or known.against(plain(piece.text)):
            return True
    return _wrong_answer(text, asked, facts)


def _denies(sentence: str, facts: Sequence[_Fact]) -> bool:
    """Whether it says of a fact that it is not so, or the other way round."""
    if _WISHED.match(plain(sentence)):
        return False
    own, denied = _stems(sentence), bool(_NOT.search(plain(sentence)))
    return any(
        len(shared := own & fact.stems) >= 2
        and len(shared) >= ABOUT_A_FACT * len(own)
        and denied != fact.denied
        and not _ASKED_FOR.search(fact.text)
        for fact in facts
    )


def _wrong_answer(text: str, asked: str, facts: Sequence[_Fact]) -> bool:
    """‘No’ to a question that a fact answers with yes, or the other way round."""
    first = plain(text).strip()
    yes, no = bool(_YES.match(first)), bool(_NO.match(first))
    if yes == no or not asked.rstrip().endswith("?"):
        return False
    question = sentences(asked)[-1].text
    own, numbers = _stems(question), _numbers(question)
    for fact in facts:
        stems = fact.stems | {fact.who[:_STEM]}
        if len(own & stems) < 2 or not own <= stems:
            continue
        so = bool(_NOT.search(plain(question))) == fact.denied and numbers <= _numbers(fact.text)
        if so != yes:
            return True
    return False


def _numbers(text: str) -> set[int]:
    return {value for word in words(text) if (value := number(word)) is not None}


class _Known:
    """What the file says of ages, homes, work and the dead."""

    def __init__(self, persona: Persona, facts: Sequence[_Fact]) -> None:
        self._me = plain(persona.name)
        self._ages = {
            name: value
            for text in (plain(persona.role), *(fact.text for fact in facts))
            for name, one, other in re.findall(r"\b(\w+) (?:is (\w+)$|\((\w+)\))", text)
            if (value := number(one or other)) is not None
        }
        self._child = next(iter(re.findall(r"\bvan (\w+) \(", plain(persona.role))), "")
        # All that is said of where somebody lives, by whom it is about.
        self._homes: dict[str, set[str]] = {}
        for fact in facts:
            if home := _HOME.search(plain(fact.sentence)):
                self._homes.setdefault(fact.who, set()).update(words(home.group(1)))
        self._names = {plain(name) for name in re.findall(r"\b[A-Z]\w+", " ".join(persona.facts))}
        self._dead = {
            name
            for fact in persona.facts
            for piece in sentences(fact)
            if _DEAD.search(plain(piece.text))
            for name in _named(plain(piece.text))
        }
        own = [fact for fact in facts if fact.who == self._me]
        works = [fact for fact in own if _WORK.search(fact.text)]
        self._works = bool(works)
        self._work = frozenset(stem for fact in works for stem in fact.stems)
        self._stopped = {m.group(1) for fact in own if (m := _STOPPED.search(fact.text))}
        self._bound = [
            (fact.stems, unit, value) for fact in facts for unit, value in _bound(fact.text)
        ]

    def against(self, said: str) -> bool:
        """Whether a folded sentence goes against one of these."""
        if any(re.search(rf"\b{re.escape(name)}{_ACTS}", said) for name in self._dead):
            return True
        return (
            any(
                self._other_age(part) or self._other_number(part) or self._other_home(part)
                for part in _clauses(said)
                if not _NOT_NOW.search(part)
            )
            or self._other_work(said)
            or self._goes_on(said)
        )

    def _other_age(self, said: str) -> bool:
        for match in _AGE.finditer(said):
            value = number(match.group(1))
            before = words(said[: match.start()])
            if value is None:
                continue
            who = before[-1] if before else ""
            if said[match.start() :].startswith("ben"):
                who = self._me
            elif who in _CHILD and before[-2:-1] in (["mijn"], ["onze"]):
                who = self._child
            wanted = self._ages.get(who)
            if wanted is not None and wanted != value:
                return True
            if who in _PRONOUNS and self._ages and value not in self._ages.values():
                return True
        return False

    def _other_number(self, said: str) -> bool:
        """A number of years, nights, times that the file gives to the same thing otherwise."""
        own = _stems(said)
        for unit, value in _bound(said):
            same = [
                known for stems, counted, known in self._bound
                if counted == unit and (own & stems) - {unit}
            ]  # fmt: skip
            if same and value not in same:
                return True
        return False

    def _other_home(self, said: str) -> bool:
        found = _LIVES.search(said)
        if found is None or _NOT.search(said):
            return False
        before = words(said[: found.start()])
        if before[-1:] == ["ik"]:
            who = self._me
        else:
            who = next((name for name in reversed(before) if name in self._homes), "")
            if not who and set(before) & (_PRONOUNS | _CHILD):
                who = self._child
        home, where = self._homes.get(who), found.group(1)
        if home is None:
            return False
        if where in ("mij", "me", "ons"):
            return self._me not in home
        return where in self._names and where not in home

    def _other_work(self, said: str) -> bool:
        if self._works and _NO_WORK.search(said):
            return True
        found = _WORKS.search(said)
        if _NOT_NOW.search(said.replace(" als ", " ")):
            return False
        if found is None or not self._works:
            return False
        place = _stems(found.group(1))
        return bool(place) and not place & self._work

    def _goes_on(self, said: str) -> bool:
        """‘I drink’ of who drinks no more; coffee does not count."""
        if _NOT.search(said) or _NOT_NOW.search(said.replace(" weer", "")):
            return False
        return any(
            (match := re.search(rf"\bik {re.escape(verb.removesuffix('t'))}\b", said))
            and not _DRINKS.match(said[match.end() :])
            for verb in self._stopped
        )


def _named(fact: str) -> list[str]:
    """Who died, by name and as the widow says it."""
    before = _DEAD.split(fact)[0]
    kin = [f"mijn {one or other}" for one, other in _WIDOW.findall(before)]
    rows = re.findall(r"^(\w+),|\bman (\w+) is\b|\bvrouw (\w+) is\b", before)
    return [*kin, *(name for row in rows for name in row if name)]


def _bound(text: str) -> list[tuple[str, int]]:
    """Each number with the word it counts, as (stem of that word, number)."""
    said = words(text)
    return [
        (lemma[:_STEM], value)
        for place, word in enumerate(said[:-1])
        if (value := number(word)) is not None
        for _, lemma in content_lemmas(said[place + 1])
    ]

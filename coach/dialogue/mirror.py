"""The user's own clause in the second person: *ik zie ertegenop* becomes *je ziet ertegenop*.

Contract: ``mirror`` gives a clause without final punctuation, or ``None`` as soon as anything is
unsure: silence is better than broken Dutch. Refused are questions, requests, quoted or reported
speech, text that already says *je* or *u*, more than ``MAX_WORDS`` words, more than one
sentence. Neat and sloppy spelling (no capitals, no commas) are treated alike. The module knows
Dutch word order by rule and verbs by table; it does not know meaning.
"""

import re
from dataclasses import dataclass, field

from coach.dialogue.mirror_verbs import AMBIGUOUS, SHARED, changes, inverted, second, words_of

MAX_WORDS = 18
MIN_WORDS = 3

_WORD = re.compile(r",|[^\s,]+")
_CLEAN = re.compile(r"^[^\W\d_]+(?:['’`-][^\W\d_]+)*$|^'[^\W\d_]+$|^\d+$")
_I = frozenset({"ik", "k", "'k"})
_WE = frozenset({"we", "wij"})
_ADDRESSED = words_of("je jij jou jouw jouwe u uw jullie jezelf uzelf kier ikzelf mijne wijzelf")
_YOU = frozenset({"je", "jou", "jouw", "jezelf", "jullie"})
_FILLERS = words_of("maar en want dus nou tja ja nee eh ehm uh hm pff oh och ach oké oke ok")
_SUBORDINATE = words_of(
    """dat omdat als of toen terwijl zodat doordat nadat voordat hoewel totdat tot zolang zodra
    sinds aangezien hoe wat waar wie wanneer waarom waardoor waarmee waarover waarin waaraan
    waarop waarvan waarvoor waarbij waartegen welke welk die hoeveel"""
)
_COORDINATE = frozenset({"en", "maar", "want", "dus", "of"})
_ASKS = words_of("hoe wat waar wie wanneer waarom waardoor waarmee welke welk hoeveel waarover")
_PREPOSITIONS = words_of(
    """aan achter bij binnen boven door in langs met na naar naast namens om onder op over per
    rond sinds tegen tegenover tot tussen uit van vanuit via volgens voor zonder"""
)
_BEFORE_NOUN = _PREPOSITIONS | words_of(
    """een de het geen mijn m'n haar zijn hun die dat deze dit elk elke ieder iedere veel weinig
    meer minder wat mooi goed slecht nieuw nieuwe eerste laatste volgende vorige te ander andere
    eigen enige echt groot grote klein kleine lang lange genoeg zoveel hele heel alle"""
)
# Verbs that open what somebody else said; without *dat* or *of* the *ik* may be theirs.
_SAYING = words_of(
    """zegt zei zeiden zeggen riep roept riepen vroeg vraagt vroegen schreef schrijft appte appt
    antwoordde mailde roepen gilde gilt schreeuwde schreeuwt fluisterde dacht denkt"""
)
_PARENTHETIC = frozenset({"denk", "geloof", "dacht", "hoop", "vrees", "neem"})
# *Toen zei ik* is mine; *ze zei ik* opens somebody's speech.
_TOPICS = frozenset({"dat", "toen", "dan", "daarna", "daarom", "zo", "nu", "eerst", "gisteren"})
# Adverbs that also are verbs: those only right after *ik* or before it.
_ADVERBS = frozenset({"weer", "erger"})
# A dropped *ik*: "weet niet hoe ik dit moet zeggen".
_DROPPED = frozenset({"ben", "heb", "weet", "vind", "durf", "twijfel"})
# Verbs by which something touches me; with others the clause is a statement about somebody else.
_THIRD = words_of(
    """raakt raakte maakt maakte doet deed blijft bleef kost kostte houdt hield geeft gaf zit zat
    ligt lag staat stond voelt voelde wordt werd loopt vindt vond"""
)
_SMALL = words_of(
    """dat dit die het de een er daar hier nu dan soms vaak altijd morgen vandaag straks vanmiddag
    gisteren eigenlijk toch ook al als toen omdat in op bij met na voor tussen volgens van door
    over aan om eerst hij zij ze moeder vader iedereen niemand sindsdien collega vorige
    volgende deze ondertussen natuurlijk daarom daarna misschien eerlijk laatst toch pas net
    kortgeleden onlangs zelf maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vanavond
    vannacht vanochtend"""
)


@dataclass
class _Clause:
    """Words in the making: ``low`` as typed in lower case, ``out`` the mirrored words."""

    words: list[str]
    low: list[str] = field(init=False)
    out: list[str] = field(init=False)
    claimed: set[int] = field(default_factory=set)
    main: bool = False

    def __post_init__(self) -> None:
        self.low = [word.lower().replace("’", "'") for word in self.words]
        self.out = list(self.words)


class _UnsureError(Exception):
    """The clause cannot be turned with certainty."""


def mirror(sentence: str) -> str | None:
    """The first-person clause in the second person, or ``None`` when unsure."""
    clause = _turned(sentence)
    return None if clause is None else _joined(clause)


def mirror_main(sentence: str) -> str | None:
    """As ``mirror``, but only for a clause that can stand alone as a sentence."""
    clause = _turned(sentence)
    return _joined(clause) if clause is not None and clause.main else None


def _turned(sentence: str) -> _Clause | None:
    words = _WORD.findall(sentence.strip().rstrip(".!… "))
    while words and (words[0].lower() in _FILLERS or words[0] == ","):
        words = words[1:]
    if not _worth(words):
        return None
    clause = _Clause(words)
    try:
        _opening(clause)
        _reported(clause)
        _first_persons(clause)
        _others(clause)
        _leftovers(clause)
    except _UnsureError:
        return None
    # Without somebody to speak to it is no giving back: 'of heb als' has no 'ik' to turn.
    if clause.out == clause.words or _YOU.isdisjoint(" ".join(clause.out).lower().split()):
        return None
    clause.main = clause.main or _stands_alone(clause)
    return clause


def _worth(words: list[str]) -> bool:
    """Length and characters are fit, and nobody is addressed."""
    bare = [word.lower() for word in words if word != ","]
    return (
        MIN_WORDS <= len(bare) <= MAX_WORDS
        and all(_CLEAN.match(word.replace("’", "'")) for word in bare)
        and not _ADDRESSED.intersection(bare)
    )


def _opening(clause: _Clause) -> None:
    """Refuses questions and requests; puts back an *ik* that was dropped."""
    first, following = clause.low[0], clause.low[1]
    if first in _ASKS and following not in _I:
        raise _UnsureError
    if second(first) is None or (first in {"was", "had"} and following not in _I):
        return
    if following in _I or following in _WE or first not in _DROPPED:
        raise _UnsureError
    changed = second(first)
    assert changed is not None
    clause.out[0] = f"je {changed}"
    clause.claimed.add(0)
    clause.main = True


def _reported(clause: _Clause) -> None:
    """Refuses what may be somebody else's *ik*."""
    low = clause.low
    for place, word in enumerate(low):
        if word not in _SAYING or place + 1 >= len(low):
            continue
        own_before = place > 0 and low[place - 1] in _I
        own = own_before or low[place + 1] in _I
        rest = low[place + 1 + (own and not own_before) :]
        if rest and rest[0] in _SUBORDINATE:
            continue
        if _I & set(rest) or (not own and {"mijn", "mij", "me", "we", "ons", "onze"} & set(rest)):
            raise _UnsureError


def _first_persons(clause: _Clause) -> None:
    for place, word in enumerate(clause.low):
        if word in _I:
            clause.out[place] = "je"
            _verb_of(clause, place)


def _verb_of(clause: _Clause, place: int) -> None:
    """Finds and turns the finite verb that belongs to the *ik* at ``place``."""
    low = clause.low
    before = low[place - 1] if place else ","
    after = low[place + 1] if place + 1 < len(low) else ","
    if after in {"en", "of"} and place + 1 < len(low):
        raise _UnsureError
    subordinate = before in _SUBORDINATE
    boundary = before == "," or before in _COORDINATE or subordinate
    if not boundary:
        _inverted(clause, place)
        return
    if subordinate:
        _subordinate(clause, place)
        return
    changed = second(after) or _misspelt(after)
    if changed is None or place + 1 in clause.claimed:
        raise _UnsureError
    _claim(clause, place + 1, changed)
    clause.main = clause.main or low[0] not in _SUBORDINATE


def _inverted(clause: _Clause, place: int) -> None:
    verb = clause.low[place - 1]
    changed = inverted(verb)
    if changed is None or place - 1 in clause.claimed or place < 2:
        raise _UnsureError
    if verb in _PARENTHETIC and place > 2:
        raise _UnsureError
    if verb in _SAYING and clause.low[place - 2] not in _TOPICS:
        raise _UnsureError
    _claim(clause, place - 1, changed)
    clause.main = True


def _subordinate(clause: _Clause, place: int) -> None:
    """The finite verb of a sub clause: next to *ik* or further on, but only one candidate."""
    low = clause.low
    end = next(
        (
            i
            for i in range(place + 1, len(low))
            if low[i] == "," or low[i] in _I or (low[i] in _SUBORDINATE and i > place + 1)
        ),
        len(low),
    )
    if end < len(low) and low[end] in _I and second(low[end - 1]) is not None:
        # "als ik eraan denk word ik boos": the last verb belongs to the next *ik*.
        end -= 1
    candidates = [i for i in range(place + 1, end) if second(low[i]) and i not in clause.claimed]
    strong = [i for i in candidates if low[i] not in AMBIGUOUS]
    if len(strong) > 1:
        own = [i for i in strong if low[i] not in SHARED]
        strong = own if len(own) == 1 and own[0] < min(set(strong) - set(own)) else strong
    if len(strong) == 1:
        chosen = strong[0]
    elif not strong and candidates and candidates[-1] == end - 1:
        chosen = candidates[-1]
    else:
        raise _UnsureError
    changed = second(low[chosen])
    assert changed is not None
    _claim(clause, chosen, changed)


def _claim(clause: _Clause, place: int, changed: str) -> None:
    clause.claimed.add(place)
    if changed != clause.low[place]:
        clause.out[place] = changed


def _misspelt(word: str) -> str | None:
    """*ik vindt*: the t too many is just right after *je*."""
    stem = word.removesuffix("t")
    return word if stem != word and second(stem) == word else None


def _others(clause: _Clause) -> None:
    """Turns mij, me, mijn, ons and the like."""
    low = clause.low
    # *We* may be the user and the coach; *ons* after *we* reflects.
    if _WE & set(low) and {"ons", "onszelf", "liever", "laten"} & set(low):
        raise _UnsureError
    for place, word in enumerate(low):
        before = low[place - 1] if place else ""
        if word in {"mijn", "m'n", "mn", "me"}:
            clause.out[place] = "je"
        elif word == "mij":
            stressed = before in _PREPOSITIONS or place == 0
            clause.out[place] = "jou" if stressed else "je"
        elif word in {"mezelf", "mijzelf"}:
            clause.out[place] = "jezelf"
        elif word in _WE or word in {"ons", "onze"}:
            clause.out[place] = "jullie"
        elif word == "onszelf":
            raise _UnsureError


def _leftovers(clause: _Clause) -> None:
    """A first-person verb without its own *ik* would stay wrong: turn it or refuse."""
    low = clause.low
    for place, word in enumerate(low):
        if place in clause.claimed or not changes(word) or word in _ADVERBS:
            continue
        before = low[place - 1] if place else ""
        joined = before in _COORDINATE or before == ","
        if word in SHARED:
            if joined:
                raise _UnsureError
        elif word not in AMBIGUOUS and joined and _carries_on(clause, place):
            _claim(clause, place, second(word) or word)
        elif word in AMBIGUOUS or word not in {"ben", "heb"}:
            if before not in _BEFORE_NOUN and not before.endswith("e"):
                raise _UnsureError
        elif joined:
            _claim(clause, place, second(word) or word)
        else:
            raise _UnsureError


def _carries_on(clause: _Clause, place: int) -> bool:
    """Whether a verb after *en* has the *ik* that opens the sentence: *ik bel en vraag het*."""
    between = set(clause.low[1:place])
    return clause.low[0] in _I and not between & (_I | _SUBORDINATE | {","})


def _stands_alone(clause: _Clause) -> bool:
    """A main clause about me or us: *mijn team vindt dat lastig*, *we lopen vast*."""
    low = clause.low
    if low[0] in _SUBORDINATE:
        return False
    if low[0] in _WE:
        return low[1].endswith("n")
    for word in low[1:5]:
        if word in _SUBORDINATE or word in _I:
            return False
        if word in _THIRD:
            return True
    return False


def _joined(clause: _Clause) -> str:
    words = list(clause.out)
    if clause.low[0] in _SMALL and len(clause.words[0]) > 1:
        words[0] = clause.low[0]
    return " ".join(words).replace(" ,", ",")

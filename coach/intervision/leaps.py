"""Hears when somebody jumps to advice, a verdict or an own story while the step asks otherwise.

Contract: ``LeapDetector.find`` gives the leap in what was said, or None; advice, verdicts and
diagnoses by the same rules that hold for Kier itself (``dialogue.check_wordings``), and spoken
wordings of ``leaps.yaml``. ``guards`` tells which leaps matter in a step; ``line_for`` the next
word for the facilitator. A guess, to be said kindly or not at all: it judges nobody.
"""

import re

from coach.dialogue.check_basis import Basis, unquoted
from coach.dialogue.check_content import Checks
from coach.dialogue.check_wordings import wording_faults
from coach.dialogue.listen_text import sentences
from coach.intervision.labels import Advice, Kind, Leap
from coach.intervision.method import Step
from coach.intervision.state import Session
from coach.intervision.words import LeapPatterns, Words
from coach.knowledge.lexical import fold
from coach.labels import Rule

_RULES = {Rule.ADVIES: Leap.ADVIES, Rule.OORDEEL: Leap.OORDEEL, Rule.DIAGNOSE: Leap.DIAGNOSE}
_NOT_WORDS = re.compile(r"[^\w\s?]+")
#: A question that opens cannot be advice; 'waarom' can.
_OPEN = re.compile(r"^(?:\w+ ){0,2}?(?:wat|hoe|wie|welke?|waar(?!om\b)\w*|wanneer)\b.*\?$")
#: What a presenter says of their own is never a leap.
OWN = frozenset({Kind.CASUS, Kind.ANTWOORD, Kind.OOGST, Kind.AFSPRAAK, Kind.REGEL, Kind.PROCES})
#: What waits for its time when it is written down; a 'why' is still a question.
HOLDS = frozenset({Leap.ADVIES, Leap.OORDEEL, Leap.DIAGNOSE, Leap.EIGEN_VERHAAL})


def guards(step: Step) -> frozenset[Leap]:
    """The leaps that matter in a step."""
    if step.advice is Advice.WELKOM:
        # Where the group also says what it sees, a label stays a label.
        return frozenset({Leap.DIAGNOSE}) if Kind.BEELD in step.collects else frozenset()
    if Kind.VRAAG in step.collects:
        return frozenset(Leap)
    if Kind.BEELD in step.collects or Kind.ASSOCIATIE in step.collects:
        # What is noticed about a colleague is the point of these steps.
        return frozenset({Leap.ADVIES, Leap.DIAGNOSE})
    return frozenset({Leap.ADVIES})


class LeapDetector:
    """Looks at what members say; safe to call from several threads."""

    def __init__(self, checks: Checks, patterns: LeapPatterns) -> None:
        self._checks = checks
        self._patterns = patterns

    def find(self, text: str, step: Step, kind: Kind | None = None) -> Leap | None:
        """The first leap in the text that matters in this step."""
        watched = guards(step)
        if not watched or kind in OWN:
            return None
        if kind is Kind.ADVIES:
            return Leap.ADVIES
        for piece in sentences(text):
            after = text[piece.end : piece.end + 2]
            said = f"{piece.text}?" if "?" in after and "?" not in piece.text else piece.text
            for leap in self._leaps(said):
                if leap in watched:
                    return leap
        return None

    def _leaps(self, sentence: str) -> list[Leap]:
        bare = " ".join(_NOT_WORDS.sub(" ", fold(unquoted(sentence))).split())
        found = [
            leap
            for leap, patterns in self._patterns.by_leap.items()
            if any(pattern.search(bare) for pattern in patterns)
            and not (leap is Leap.ADVIES and _OPEN.match(bare))
        ]
        faults = wording_faults(sentence, Basis(user=()), self._checks)
        return [*found, *(_RULES[fault.rule] for fault in faults if fault.rule in _RULES)]


def line_for(session: Session, leap: Leap, words: Words) -> str:
    """The next word for the facilitator: never the same twice in a row where there are more."""
    lines = words.leaps[leap]
    coming = session.steps[session.at + 1 :]
    if leap is Leap.ADVIES and any(p.step.advice is Advice.WELKOM for p in coming):
        lines = [*words.advice_later, *lines]
    return lines[sum(said.leap is leap for said in session.leapt) % len(lines)]

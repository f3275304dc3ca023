"""What the suites see in a coach's turn: questions, reflections and what may not be said.

Contract: ``open_questions`` and ``given_back`` are pure; ``Detectors.seen`` gives the sights of one
turn, with the project's own check for verdicts, advice, diagnoses, reassurance, language and
address. How far each can be trusted is measured by the suite ``detectors``.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from coach.dialogue.check import Basis, Checker, Fault, load_checks
from coach.dialogue.check_basis import quotes, unquoted
from coach.dialogue.check_content import Checks
from coach.dialogue.check_feelings import Feelings
from coach.dialogue.check_form import questions
from coach.dialogue.check_lemmas import all_lemmas, content_lemmas, lemma
from coach.dialogue.listen_text import Piece, plain, sentences, words
from coach.knowledge.lexical import fold
from coach.labels import Feeling, Rule
from evals.suites.checks import load_check

#: Share of a statement's telling words that must be the user's before it gives anything back.
GIVEN_BACK = 0.5
#: So many of the user's words in a row are a quote without marks.
RUN = 3
_YOU = frozenset({"je", "jij", "jou", "jouw", "jezelf"})
_ASKS = (
    r"(?:wat|hoe|wie|wiens|welke?|wanneer|waar(?:aan|bij|door|in|mee|na(?:ar)?|om|op|over|tegen|toe"
    r"|uit|van|voor)?)"
)
_PREPOSITION = r"(?:aan|bij|door|in|met|naar|om|op|over|tegen|tegenover|tot|tussen|uit|van|voor)"
_LEAD = r"(?:(?:en|maar|dus|of|nou|ja|goed|oke)\s+)*"
_OPENS = re.compile(rf"^{_LEAD}(?:{_PREPOSITION}\s+)?{_ASKS}\b")
_INVITES = re.compile(
    rf"^{_LEAD}(?:kun|kan|wil|zou|durf)\s+(?:je|jij)\b"
    r".*\b(?:vertellen|beschrijven|omschrijven|schetsen)\b"
)
_COUNTS = re.compile(
    rf"^{_LEAD}(?:{_PREPOSITION}\s+)?(?:hoeveel|hoe\s+(?:laat|oud|vaak|lang|veel)\b)"
)
_DATE = re.compile(rf"^{_LEAD}wanneer\b(?:\s+\S+){{1,3}}$")
_CUT = re.compile(r"[,:;–—]\s+|\s-\s")
_JUDGING = frozenset({Rule.OORDEEL, Rule.ADVIES, Rule.DIAGNOSE, Rule.GERUSTSTELLING, Rule.RISICO})


class Sight(StrEnum):
    """What a turn may hold; the values are those of the case files."""

    VRAAG = "vraag"
    OPEN = "open"
    ADVIES = "advies"
    OORDEEL = "oordeel"
    DIAGNOSE = "diagnose"
    REFLECTIE = "reflectie"
    GERUSTSTELLING = "geruststelling"
    NEDERLANDS = "nederlands"
    JE = "je"


class Looking(Protocol):
    """The check, by reply and by sentence."""

    def reply(self, text: str, basis: Basis) -> list[Fault]: ...
    def sentence(self, text: str, basis: Basis) -> list[Fault]: ...


class Ears(Protocol):
    """Hears feelings as a turn does."""

    def feelings(self, text: str) -> Sequence[Feeling]: ...


def open_questions(text: str) -> int:
    """How many questions in the text invite a story or a view.

    A question opens with a question word in one of its clauses, or invites to tell; what asks for
    a number or a date is closed.
    """
    return sum(_is_open(piece.text) for piece in _asked(text))


def _asked(text: str) -> list[Piece]:
    return [piece for piece in sentences(unquoted(text)) if piece.text.rstrip().endswith("?")]


def _is_open(question: str) -> bool:
    clauses = [part.strip() for part in _CUT.split(plain(question).strip(" ?!."))]
    for clause in clauses:
        if _COUNTS.match(clause) or _DATE.match(clause):
            continue
        if _OPENS.match(clause) or _INVITES.match(clause):
            return True
    return False


def statements(text: str) -> list[str]:
    """The sentences that are no question."""
    return [p.text for p in sentences(text) if not p.text.rstrip().endswith("?")]


def given_back(statement: str, user: Sequence[str], common: frozenset[str]) -> bool:
    """Whether a statement carries words and most of them are the user's; a quote counts.

    A statement that does not address the user needs two of the user's words, or three in a row.
    """
    said = frozenset().union(*(all_lemmas(part) for part in user), frozenset())
    literal = [quote for quote in quotes(statement) if len(quote.split()) > 1]
    if any(plain(quote).strip(" .,!?…") in plain(part) for quote in literal for part in user):
        return True
    carried = [
        (fold(word), base)
        for word, base in content_lemmas(unquoted(statement))
        if base not in common and fold(word) not in common
    ]
    own = [base for word, base in carried if base in said or word in said]
    spoken = words(statement)
    runs = (" ".join(spoken[n : n + RUN]) for n in range(len(spoken) - RUN + 1))
    whole = [" ".join(words(part)) for part in user]
    if any(run in part for run in runs for part in whole):
        return True
    least = 1 if _YOU & set(spoken) else 2
    return len(own) >= least and len(own) / len(carried) >= GIVEN_BACK


class Detectors:
    """The project's detectors behind one door."""

    def __init__(
        self, check: Looking | None = None, ears: Ears | None = None, checks: Checks | None = None
    ) -> None:
        if check is None or ears is None:
            loaded, ears = load_check()
            assert isinstance(loaded, Checker)
            check = loaded
        checks = checks or load_checks()
        self.check: Looking = check
        self.ears: Ears = ears
        self._feelings = Feelings(checks)
        self.common = frozenset(lemma(word) for word in checks.common) | checks.common

    def basis(self, user: Sequence[str], sayings: Sequence[str] = ()) -> Basis:
        """What a turn after these words may lean on."""
        heard = frozenset(feeling for text in user for feeling in self.ears.feelings(text))
        return Basis(user=tuple(user), passages=tuple(sayings), feelings=heard)

    def faults(self, text: str, basis: Basis) -> list[Fault]:
        """What the check holds against the turn."""
        return self.check.reply(text, basis)

    def feeling_words(self, text: str) -> list[str]:
        """Words in the text that name a feeling."""
        return list(self._feelings.named(text).values())

    def reflections(self, text: str, basis: Basis) -> int:
        """Statements that give the user's words back and judge nothing."""
        return sum(
            given_back(piece, basis.user, self.common)
            and not any(f.rule in _JUDGING for f in self.check.sentence(piece, basis))
            for piece in statements(text)
        )

    def seen(self, text: str, user: Sequence[str]) -> set[Sight]:
        """All sights of one turn; language and address count when they are right."""
        basis = self.basis(user)
        rules = {fault.rule for fault in self.faults(text, basis)}
        found = {
            sight
            for sight in (Sight.ADVIES, Sight.OORDEEL, Sight.DIAGNOSE, Sight.GERUSTSTELLING)
            if Rule(sight.value) in rules
        }
        if questions(text):
            found.add(Sight.VRAAG)
        if open_questions(text):
            found.add(Sight.OPEN)
        if self.reflections(text, basis):
            found.add(Sight.REFLECTIE)
        if Rule.TAAL not in rules:
            found.add(Sight.NEDERLANDS)
        if Rule.AANSPREEKVORM not in rules:
            found.add(Sight.JE)
        return found

"""The last look at what a language model says for a partner.

Contract: ``PartnerChecker.fault`` gives the first rule that an answer breaks, or None: out of the
role, markup, not Dutch, too long, the wrong form of address, advice or praise to the trainee, more
open than the door, a hidden fact before its time, a fact that contradicts the persona's file or
stands nowhere, the fact of this turn left out, or a line that was said before. What may be leaned
on is the persona's file without what is still hidden, plus what was said. Wordings stand in
``knowledge/practice/partner-checks.yaml``; what goes against a fact is for ``contradictions``.
Sees words, not meaning.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from coach.dialogue.check_basis import Basis
from coach.dialogue.check_content import Checks
from coach.dialogue.check_facts import Facts
from coach.dialogue.check_form import dutch
from coach.dialogue.check_lemmas import content_lemmas
from coach.dialogue.listen_text import plain, sentences
from coach.knowledge.content import Reader
from coach.knowledge.lexical import fold
from coach.knowledge.schemas import Entry
from coach.labels import Door
from coach.practice.contradictions import contradicts
from coach.practice.engine import Step
from coach.practice.partner_prompt import PartnerRule
from coach.practice.persona import Hidden, Persona
from coach.practice.persona_check import LONGEST_WORDS
from coach.practice.state import Practice
from coach.settings import settings

MOST_SENTENCES = 4
#: So many of a secret's own words in one answer give it away, and tell it.
GIVEN_AWAY = 2
_FORMAL = re.compile(r"\b(?:u|uw|uzelf)\b")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(str(error)) from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class PartnerWordings(Entry):
    """Regular expressions on lower case without accents."""

    rol: list[Pattern] = Field(min_length=1)
    raad: list[Pattern] = Field(min_length=1)
    taal: list[Pattern] = Field(min_length=1)
    opmaak: list[Pattern] = Field(min_length=1)
    te_open: dict[Door, list[Pattern]] = Field(alias="te-open")


def load_partner_wordings(folder: Path | None = None) -> PartnerWordings:
    """The validated wordings; raises ContentError."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "practice" / "partner-checks.yaml"
    found = reader.validate(path, reader.yaml(path), PartnerWordings)
    reader.raise_faults()
    assert found is not None
    return found


@dataclass(frozen=True)
class Turn:
    """What an answer is held against: the line to word, and what the trainee just said."""

    persona: Persona
    practice: Practice
    step: Step
    said: str
    line: str

    @property
    def closed(self) -> list[Hidden]:
        """What is still hidden after this turn."""
        told = self.step.standing.disclosed
        return [secret for secret in self.persona.hidden if secret.id not in told]

    @property
    def known(self) -> list[str]:
        """All that may be leaned on."""
        persona, told = self.persona, self.step.standing.disclosed
        texts = [persona.role, persona.scene, persona.you, persona.message, persona.origin]
        texts += [*persona.facts, *persona.fears, *persona.wishes, *persona.language.words]
        texts += [
            text
            for group in persona.lines
            if group.after is None or group.after in told
            for text in group.says
        ]
        for secret in persona.hidden:
            if secret.id in told:
                texts += [secret.what, *secret.says]
        texts += [persona.name, self.said, self.line, *self.practice.replies]
        return [*texts, *(exchange.said for exchange in self.practice.exchanges)]


class PartnerChecker:
    """Looks for what a partner may never say."""

    def __init__(self, checks: Checks, wordings: PartnerWordings) -> None:
        self._languages = checks.languages
        self._facts = Facts(checks)
        self._common = frozenset(fold(word) for word in checks.common)
        self._wordings = wordings

    def fault(self, text: str, turn: Turn) -> PartnerRule | None:
        """The first rule that the answer breaks; the most telling first."""
        said = fold(turn.line)
        words = self._wordings
        if not text.strip():
            return PartnerRule.GEMIST
        # What the author wrote is never held against a model that says it.
        if self._any(words.rol, text, said):
            return PartnerRule.ROL
        if self._any(words.opmaak, text, ""):
            return PartnerRule.OPMAAK
        if self._any(words.taal, text, said) or not dutch(text, self._languages):
            return PartnerRule.TAAL
        if len(text.split()) > LONGEST_WORDS or len(sentences(text)) > self._room(turn):
            return PartnerRule.LENGTE
        if turn.persona.language.address == "je" and _FORMAL.search(plain(text)):
            # Some say ‘u’ to keep a distance: whose own lines do, may.
            own = " ".join(text for group in turn.persona.lines for text in group.says)
            if not _FORMAL.search(plain(own)):
                return PartnerRule.AANSPREEKVORM
        if self._any(words.raad, text, said):
            return PartnerRule.RAAD
        if self._too_open(text, turn):
            return PartnerRule.TE_OPEN
        return self._facts_fault(text, turn)

    def _facts_fault(self, text: str, turn: Turn) -> PartnerRule | None:
        known = turn.known
        base = self._lemmas(" ".join(known))
        if any(self._tells(text, secret, base) for secret in turn.closed):
            return PartnerRule.TE_VROEG
        if contradicts(text, turn.persona, turn.said):
            return PartnerRule.TEGENSPRAAK
        pieces = [piece.text for piece in sentences(text)]
        if any(self._facts.faults(piece, Basis(user=tuple(known))) for piece in pieces):
            return PartnerRule.TEGENSPRAAK
        opens = turn.step.disclosed
        if opens is not None and not self._tells(text, opens, frozenset()):
            return PartnerRule.GEMIST
        if fold(text) in {fold(reply) for reply in turn.practice.replies}:
            return PartnerRule.HERHALING
        return None

    @staticmethod
    def _room(turn: Turn) -> int:
        return max(MOST_SENTENCES, len(sentences(turn.line)) + 1)

    @staticmethod
    def _any(patterns: list[str], text: str, excused: str) -> bool:
        """Whether a pattern stands in the text and not in the excused one."""
        folded = fold(text)
        return any(
            re.search(pattern, folded) and not re.search(pattern, excused) for pattern in patterns
        )

    def _too_open(self, text: str, turn: Turn) -> bool:
        """Whether it opens more than the door; who thanks behind this door in its file may."""
        seen, folded, line = turn.step.standing.seen, fold(text), fold(turn.line)
        own = fold(
            " ".join(
                says
                for group in turn.persona.lines
                if group.after is None and (not group.door or seen in group.door)
                for says in group.says
            )
        )
        return any(
            match.group() not in own
            for pattern in self._wordings.te_open.get(seen, [])
            if not re.search(pattern, line)
            for match in re.finditer(pattern, folded)
        )

    def _lemmas(self, text: str) -> frozenset[str]:
        return frozenset(lemma for _, lemma in content_lemmas(text)) - self._common

    def _tells(self, text: str, secret: Hidden, base: frozenset[str]) -> bool:
        """Whether the text gives the secret away, by its marks or by words only it has."""
        folded = fold(text)
        if any(fold(word) in folded for word in secret.words):
            return True
        own = self._lemmas(" ".join([secret.what, *secret.says])) - base
        return len(own & self._lemmas(text)) >= GIVEN_AWAY

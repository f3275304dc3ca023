"""The last look at a reply before it is shown.

Contract: ``Checker.sentence`` names what is wrong with one sentence of a language model, given
what it may lean on; ``Checker.reply`` with a whole one. ``Checker.faults`` is the shorter look at
the guided voice's authored lines: wordings, quotes, questions, length. The user's own words
between ‘ and ’ are not held against a reply. Nothing in here rewrites or chooses.
"""

import re
from collections.abc import Sequence

from coach.dialogue.check_basis import Basis, Fault
from coach.dialogue.check_content import Checks, load_checks
from coach.dialogue.check_facts import Facts
from coach.dialogue.check_feelings import Feelings
from coach.dialogue.check_form import MAX_WORDS, form_faults, questions
from coach.dialogue.check_learned import LearnedRules
from coach.dialogue.check_support import Embed, Support
from coach.dialogue.check_wordings import wording_faults
from coach.dialogue.listen_text import sentences
from coach.dialogue.state import Spoken
from coach.labels import Rule

__all__ = ["MAX_WORDS", "Basis", "Checker", "Fault", "load_checks", "quoted"]
_QUOTED = re.compile(r"‘([^’]*(?:’(?=\w)[^’]*)*)’")
_LIST_MARK = re.compile(r"\d{1,2}[.)]")
_AUTHORED = frozenset(
    {Rule.OORDEEL, Rule.ADVIES, Rule.DIAGNOSE, Rule.GERUSTSTELLING, Rule.RISICO, Rule.SJABLOON}
)


def quoted(text: str) -> list[str]:
    """The literal quotes in a reply."""
    return _QUOTED.findall(text)


class Checker:
    """Looks for what a reply may never hold.

    ``embed`` adds likeness of meaning, ``learned`` what was learnt from examples.
    """

    def __init__(
        self, checks: Checks, embed: Embed | None = None, learned: LearnedRules | None = None
    ) -> None:
        self._checks = checks
        self._learned = learned
        self._facts = Facts(checks)
        self._feelings = Feelings(checks)
        self._support = Support(checks, embed)

    def sentence(self, text: str, basis: Basis) -> list[Fault]:
        """What is wrong with one sentence; whatever the user sees has passed this.

        The most telling rules only: a verdict is not also called an unsupported reflection.
        """
        found = form_faults(text, basis, self._checks.languages)
        found += wording_faults(text, basis, self._checks)
        if not found and self._learned is not None and text not in basis.candidates:
            found = self._learned.faults(text, basis)
        if not found:
            found = self._facts.faults(text, basis) + self._feelings.faults(text, basis)
        if not found and self._learned is not None and text not in basis.candidates:
            found = self._learned.faults(text, basis, sure=False)
        if not found:
            found = self._support.faults(text, basis, self._feelings.guesses(text))
        return _once(found)

    def reply(self, text: str, basis: Basis) -> list[Fault]:
        """What is wrong with a whole reply, sentence by sentence and as a whole."""
        found = form_faults(text, basis, self._checks.languages)
        for piece in sentences(text):
            if not _LIST_MARK.fullmatch(piece.text):
                found += self.sentence(piece.text, basis)
        if basis.asks and not questions(text):
            found.append(Fault(Rule.VRAGEN))
        return _once(found)

    def faults(self, spoken: Spoken, sayings: Sequence[str]) -> list[str]:
        """Names of what is wrong; ``sayings`` are texts and titles that may be quoted."""
        whole = spoken.text
        basis = Basis(user=tuple(sayings))
        found: list[str] = []
        for piece in sentences(whole):
            looks = [
                *wording_faults(piece.text, basis, self._checks),
                *form_faults(piece.text, basis, self._checks.languages),
            ]
            found += [fault.rule for fault in looks if fault.rule in _AUTHORED]
        if whole.count("?") > 1:
            found.append(Rule.VRAGEN)
        if any(not any(quote in saying for saying in sayings) for quote in quoted(whole)):
            found.append(Rule.CITAAT)
        if len(whole.split()) > MAX_WORDS:
            found.append(Rule.LENGTE)
        return list(dict.fromkeys(found))


def _once(faults: list[Fault]) -> list[Fault]:
    """Each rule once, at its first place."""
    first: dict[Rule, Fault] = {}
    for fault in faults:
        first.setdefault(fault.rule, fault)
    return list(first.values())

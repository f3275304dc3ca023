"""How well the check sees what a model may not say.

Contract: ``run`` reads lines ``{"id", "text", "user", "passages", "labels"}`` (``user`` one text or
a list; optional ``titles``, ``candidates``, ``asks``, ``cluster``, ``split``) and gives precision
and recall per rule, for ``any`` (held back at all, whatever the reason), the share of good turns
that pass, and the ids that went wrong. Rules that no case carries count only in precision. No text
of a case is in the result.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from coach.dialogue.check import Basis, Fault
from coach.errors import CasesUnreadable
from coach.labels import Feeling, Rule
from evals.casefiles import read_lines
from evals.suites.measures import wilson


class Check(Protocol):
    """What is measured."""

    def reply(self, text: str, basis: Basis) -> list[Fault]: ...


class Ears(Protocol):
    """Hears feelings as a turn does."""

    def feelings(self, text: str) -> Sequence[Feeling]: ...


@cache
def load_check() -> tuple[Check, Ears]:
    """The check and the listening as Kier uses them, with the shipped encoder."""
    from coach.dialogue.assembly import Senses, checker_for, listener_for
    from coach.dialogue.state import Conversation
    from coach.encoder.others import load_listening
    from coach.settings import settings

    encoder = load_listening(settings().encoder)
    listener = listener_for(settings(), Senses.of(settings(), encoder))

    class Heard:
        def feelings(self, text: str) -> Sequence[Feeling]:
            return listener.hear(text, Conversation()).feelings

    return checker_for(settings(), encoder), Heard()


def run(cases: Path, check: Check | None = None, ears: Ears | None = None) -> dict[str, Any]:
    """Measures the check on a file of cases."""
    if check is None or ears is None:
        check, ears = load_check()
    rows = []
    for number, case in enumerate(read_lines(cases, ("id", "text", "user", "labels")), start=1):
        labels = _labels(case["labels"], cases, number)
        basis = basis_of(case, ears)
        found = {fault.rule for fault in check.reply(str(case["text"]), basis)}
        rows.append((str(case["id"]), labels, found))
    good = [found for _, labels, found in rows if not labels]
    bad = [found for _, labels, found in rows if labels]
    caught = [labels for _, labels, found in rows if found]
    return {
        "suite": "checks",
        "n": len(rows),
        "per_rule": {rule.value: _measured(rule, rows) for rule in Rule},
        "any": {
            "recall": wilson(sum(bool(found) for found in bad), len(bad)),
            "precision": wilson(sum(bool(labels) for labels in caught), len(caught)),
        },
        "good_passed": wilson(sum(not found for found in good), len(good)),
        "wrong": [
            {"id": case, "missed": sorted(labels - found), "false": sorted(found - labels)}
            for case, labels, found in rows
            if labels != found
        ],
    }


def basis_of(case: dict[str, Any], ears: Ears) -> Basis:
    """What the case's reply may lean on."""
    user = (case["user"],) if isinstance(case["user"], str) else tuple(case["user"])
    return Basis(
        user=user,
        passages=tuple(map(str, case.get("passages", ()))),
        titles=tuple(map(str, case.get("titles", ()))),
        candidates=tuple(map(str, case.get("candidates", ()))),
        feelings=frozenset(feeling for text in user for feeling in ears.feelings(text)),
        asks=bool(case.get("asks", False)),
    )


def _labels(given: object, cases: Path, line: int) -> set[Rule]:
    listed = given if isinstance(given, list) else [given]
    try:
        return {Rule(str(label)) for label in listed}
    except ValueError as error:
        raise CasesUnreadable(file=cases, line=line, detail=str(error)) from error


def _measured(rule: Rule, rows: list[tuple[str, set[Rule], set[Rule]]]) -> dict[str, Any]:
    right = sum(rule in labels and rule in found for _, labels, found in rows)
    return {
        "recall": wilson(right, sum(rule in labels for _, labels, _ in rows)),
        "precision": wilson(right, sum(rule in found for _, _, found in rows)),
    }

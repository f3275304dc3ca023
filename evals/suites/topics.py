"""Whether a partner hears what a trainee's words are about.

Contract: ``run`` reads lines ``{"id","persona","text","ok":[topic id, …]}``: which topics of that
persona have lines that answer the utterance, none when no topic has. Gives the shares ``right``
(one of those topics, or the wider one it is within) and ``missed`` (no topic was heard) of the
utterances that have one, and ``wrong`` (another topic was heard) of all. Every case is listed with
what was heard. An unknown persona or topic is a Dutch error.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coach.errors import CasesUnreadable
from coach.practice.persona import Persona
from evals.casefiles import read_lines
from evals.suites.measures import wilson
from evals.suites.practice import load_rehearsal


def read_cases(path: Path, personas: Mapping[str, Persona]) -> list[dict[str, Any]]:
    """The cases; raises CasesUnreadable when one names a persona or topic that is not there."""
    cases = read_lines(path, ("id", "persona", "text", "ok"))
    for number, case in enumerate(cases, 1):
        persona = personas.get(case["persona"])
        known = {topic.id for topic in persona.topics} if persona else set()
        unknown = [name for name in case["ok"] if name not in known]
        if persona is None or unknown:
            detail = ", ".join(unknown) or str(case["persona"])
            raise CasesUnreadable(file=path, line=number, detail=detail)
    return cases


def fitting(persona: Persona, ok: Sequence[str]) -> set[str]:
    """The topics that answer: those named and the wider ones they are within."""
    return {*ok, *(wider for name in ok if (wider := persona.wider(name)))}


def run(path: Path) -> dict[str, Any]:
    """The figures."""
    rehearsal = load_rehearsal()
    results, right, missed, wrong, answerable = [], 0, 0, 0, 0
    cases = read_cases(path, rehearsal.personas)
    for case in cases:
        persona = rehearsal.personas[case["persona"]]
        heard = rehearsal.topics.of(persona, case["text"])
        fits = heard in fitting(persona, case["ok"])
        answerable += bool(case["ok"])
        right += fits
        missed += heard is None and bool(case["ok"])
        wrong += heard is not None and not fits
        results.append({"id": case["id"], "heard": heard, "ok": case["ok"]})
    return {
        "right": wilson(right, answerable),
        "missed": wilson(missed, answerable),
        "wrong": wilson(wrong, len(cases)),
        "cases": results,
    }

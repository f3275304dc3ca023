"""Whether what is said rests on what was told: quotes, facts, feelings, reflections.

Contract: ``run`` measures two things. *Answers*: lines ``{"id", "user", "passages", "text",
"labels"}`` as a language model might say them, good and bad, through the check (as ``coach eval
checks``, here for the rules of grounding). *Talks*: whole conversations (the file of ``coaching``
beside it, or ``talks``), where every source's quote has to be a literal part of its text, every
quote in a reply a literal part of what may be quoted, and no statement may hold a fact, feeling or
reflection that nobody told. No text of a case is in the result.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.dialogue.check_basis import Basis, quotes
from coach.dialogue.state import Conversation, Turn
from coach.labels import Rule, VoiceName
from evals.casefiles import read_lines
from evals.detect import Detectors, statements
from evals.suites import checks
from evals.suites.measures import wilson
from evals.talk import ready, talk

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach

RULES = (Rule.CITAAT, Rule.FEIT, Rule.GEVOEL, Rule.SPIEGELING)


def run(
    cases: Path,
    coach: "Coach | None" = None,
    voice: VoiceName = VoiceName.GUIDED,
    talks: Path | None = None,
    detectors: Detectors | None = None,
) -> dict[str, Any]:
    """Measures answers, and conversations when there is a file of them."""
    detectors = detectors or Detectors()
    answers = checks.run(cases, detectors.check, detectors.ears)
    talks = talks or cases.with_name(cases.name.replace("grounding", "coaching"))
    result: dict[str, Any] = {
        "suite": "grounding",
        "n": answers["n"],
        "answers": {
            "per_rule": {rule.value: answers["per_rule"][rule.value] for rule in RULES},
            "any": answers["any"],
            "good_passed": answers["good_passed"],
        },
        "wrong": answers["wrong"],
    }
    if talks != cases and talks.is_file():
        result["talks"] = _talks(ready(coach), talks, voice, detectors)
    return result


@dataclass
class _Tally:
    """What was counted over conversations; ids of turns that broke something."""

    sources: int = 0
    literal: int = 0
    quotes: int = 0
    resolved: int = 0
    statements: int = 0
    loose: dict[Rule, int] = field(default_factory=lambda: dict.fromkeys(RULES, 0))
    broken: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, where: str) -> None:
        if where not in self.broken.setdefault(what, []):
            self.broken[what].append(where)


def _talks(coach: "Coach", talks: Path, voice: VoiceName, detectors: Detectors) -> dict[str, Any]:
    texts = {text.id: text.text for text in coach.collection.texts}
    tally, turns = _Tally(), 0
    for case in read_lines(talks, ("id", "turns")):
        played = talk(coach, str(case["id"]), case["turns"], voice)
        for turn in played.turns:
            turns += 1
            _look(f"{case['id']}:{turn.number}", turn, played, texts, detectors, tally)
    return {
        "turns": turns,
        "source_quotes_literal": wilson(tally.literal, tally.sources),
        "quotes_resolve": wilson(tally.resolved, tally.quotes),
        "statements": tally.statements,
        "unsupported": {
            rule.value: wilson(tally.loose[rule], tally.statements)
            for rule in RULES
            if rule is not Rule.CITAAT
        },
        "broken": tally.broken,
    }


def _look(
    where: str,
    turn: Turn,
    played: Conversation,
    texts: dict[str, str],
    detectors: Detectors,
    tally: _Tally,
) -> None:
    for source in turn.plan.sources:
        tally.sources += 1
        if source.quote and source.quote in texts.get(source.id, ""):
            tally.literal += 1
        else:
            tally.note("source", where)
    told = [t.user for t in played.turns[: turn.number]]
    sayings = [source.title for source in turn.plan.sources]
    sayings += [texts[source.id] for source in turn.plan.sources if source.id in texts]
    basis = detectors.basis(told, sayings)
    for quote in quotes(turn.spoken.text):
        tally.quotes += 1
        if any(_level(quote) in _level(said) for said in (*told, *sayings)):
            tally.resolved += 1
        else:
            tally.note("quote", where)
    for statement in statements(turn.spoken.text):
        tally.statements += 1
        for rule in _loose(statement, basis, detectors):
            tally.loose[rule] += 1
            tally.note(rule.value, where)


def _loose(statement: str, basis: Basis, detectors: Detectors) -> set[Rule]:
    found = {fault.rule for fault in detectors.check.sentence(statement, basis)}
    return found & set(RULES) - {Rule.CITAAT}


def _level(text: str) -> str:
    """White space and the marks at the ends do not make a quote another one; letters do."""
    return " ".join(text.split()).strip(" .,;:!?…")

"""What whole conversations keep of what Kier promises about coaching.

Contract: ``run`` plays cases ``{"id", "cluster", "style", "turns", "emotion"}`` (``emotion`` are
places of messages that name the writer's own feeling) and gives rates per promise, over all turns
and per style of writing, with the ids of conversations that broke one. Questions and reflections
are seen by ``evals.detect``, whose trust the suite ``detectors`` measures. Repetition is counted
inside a conversation and over ten conversations in a row. No text of a case is in the result.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from coach.dialogue.check_basis import unquoted
from coach.dialogue.check_form import MAX_WORDS, questions
from coach.dialogue.listen_text import plain, words
from coach.dialogue.state import Conversation, Move, Turn
from coach.labels import Actor, Dimension, Level, Rule, Stage, VoiceName
from evals.casefiles import read_lines
from evals.detect import Detectors, given_back, open_questions, statements
from evals.talk import ordinary, ready, share, talk

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach

IN_A_ROW = 10
Rules = dict[tuple[str, int], set[Rule]]
_NEVER = (Rule.OORDEEL, Rule.ADVIES, Rule.DIAGNOSE, Rule.GERUSTSTELLING, Rule.RISICO)
_WHY = re.compile(r"\bwaarom\b")
_AHEAD = (Stage.WEGEN, Stage.STAP)


@dataclass(frozen=True)
class Played:
    """One case with its conversation."""

    id: str
    cluster: str
    style: str
    emotion: tuple[int, ...]
    talk: Conversation


def run(
    cases: Path,
    coach: "Coach | None" = None,
    voice: VoiceName = VoiceName.GUIDED,
    detectors: Detectors | None = None,
) -> dict[str, Any]:
    """Plays the conversations of a file and counts."""
    coach, detectors = ready(coach), detectors or Detectors()
    played = [
        Played(
            id=str(case["id"]),
            cluster=str(case.get("cluster", case["id"])),
            style=str(case.get("style", "")),
            emotion=tuple(case.get("emotion", ())),
            talk=talk(coach, str(case["id"]), case["turns"], voice),
        )
        for case in read_lines(cases, ("id", "turns"))
    ]
    passages = {text.id: text.text for text in coach.collection.texts}
    rules = {
        (one.id, turn.number): _rules(one, turn, detectors, passages)
        for one in played
        for turn in one.talk.turns
    }
    found = _Counted(played, detectors, rules)
    styles = sorted({one.style for one in played})
    return {
        "suite": "coaching",
        "n": len(played),
        **found.rates(),
        "repetition": _repetition([one.talk for one in played]),
        "per_style": {
            style: _Counted([one for one in played if one.style == style], detectors, rules).rates()
            for style in styles
        },
        "broken": found.broken(),
    }


class _Counted:
    """Counts over some conversations."""

    def __init__(self, played: Sequence[Played], detectors: Detectors, rules: Rules) -> None:
        self._played = played
        self._turns = [(one, t) for one in played for t in one.talk.turns if ordinary(t)]
        self._spoken = [(one, t) for one in played for t in one.talk.turns]
        self._eyes = detectors
        self._rules = rules

    def rates(self) -> dict[str, Any]:
        """All figures."""
        turns = [turn for _, turn in self._turns]
        clusters = [one.cluster for one, _ in self._turns]
        asked = [turn for turn in turns if turn.spoken.question]
        lengths = [len(turn.spoken.text.split()) for _, turn in self._spoken]
        reflections = sum(self._gives_back(one, turn) for one, turn in self._turns)
        asking = sum(questions(turn.spoken.text) for turn in turns)
        emotional = [(one, turn) for one, turn in self._turns if turn.number - 1 in one.emotion]
        long = [one for one in self._played if len(one.talk.turns) >= 4]
        return {
            "turns": len(turns),
            "one_question": share(
                [questions(t.spoken.text) == 1 or _let_go(t) for t in turns], clusters
            ),
            "open_question": share([open_questions(t.spoken.text) > 0 for t in asked]),
            "no_why": share([not _why(t) for t in turns]),
            **{f"no_{rule.value}": self._free_of(rule) for rule in _NEVER},
            "dutch": self._free_of(Rule.TAAL),
            "je": self._free_of(Rule.AANSPREEKVORM),
            "absent_voice_by_turn_4": share([_absent_voice(one.talk) for one in long]),
            "three_dimensions": share([_dimensions(one.talk) for one in long]),
            "emotion_answered": share([bool(_said_first(t)) for _, t in emotional]),
            "emotion_named_or_given_back": share([self._met(one, t) for one, t in emotional]),
            "emotion_not_rushed": share([t.plan.stage not in _AHEAD for _, t in emotional]),
            "gives_back": share([self._gives_back(one, t) for one, t in self._turns]),
            "reflections_per_question": round(reflections / asking, 3) if asking else None,
            "words": {
                "mean": round(mean(lengths), 1) if lengths else None,
                "median": median(lengths) if lengths else None,
                "most": max(lengths, default=None),
                "within": share([length <= MAX_WORDS for length in lengths]),
            },
        }

    def broken(self) -> dict[str, list[str]]:
        """Ids of conversations and numbers of turns per promise that was not kept."""
        found: dict[str, list[str]] = {}
        for one, turn in self._turns:
            names = [rule.value for rule in _NEVER if rule in self._rules[one.id, turn.number]]
            if questions(turn.spoken.text) != 1 and not _let_go(turn):
                names.append("one_question")
            if turn.spoken.question and not open_questions(turn.spoken.text):
                names.append("open_question")
            if _why(turn):
                names.append("no_why")
            if turn.number - 1 in one.emotion and not self._met(one, turn):
                names.append("emotion_named_or_given_back")
            for name in names:
                found.setdefault(name, []).append(f"{one.id}:{turn.number}")
        for one in self._played:
            if len(one.talk.turns) >= 4 and not _absent_voice(one.talk):
                found.setdefault("absent_voice_by_turn_4", []).append(one.id)
            if len(one.talk.turns) >= 4 and not _dimensions(one.talk):
                found.setdefault("three_dimensions", []).append(one.id)
        return found

    def _free_of(self, rule: Rule) -> dict[str, Any]:
        return share([rule not in self._rules[one.id, turn.number] for one, turn in self._spoken])

    def _gives_back(self, one: Played, turn: Turn) -> bool:
        told = [t.user for t in one.talk.turns[: turn.number]]
        return any(given_back(s, told, self._eyes.common) for s in statements(turn.spoken.text))

    def _met(self, one: Played, turn: Turn) -> bool:
        """A feeling is named before the question, or this message's own words come back."""
        first = _said_first(turn)
        if self._eyes.feeling_words(first):
            return True
        return any(given_back(s, [turn.user], self._eyes.common) for s in statements(first))


def _rules(one: Played, turn: Turn, detectors: Detectors, passages: dict[str, str]) -> set[Rule]:
    """What the check holds against one reply, given all that was said before it."""
    told = [t.user for t in one.talk.turns[: turn.number]]
    sayings = [s.title for s in turn.plan.sources]
    sayings += [passages[s.id] for s in turn.plan.sources if s.id in passages]
    basis = detectors.basis(told, sayings)
    return {fault.rule for fault in detectors.faults(turn.spoken.text, basis)}


def _let_go(turn: Turn) -> bool:
    """Whether the user took leave: then no question is asked."""
    return turn.plan.move is Move.AFRONDEN and not turn.spoken.question


def _why(turn: Turn) -> bool:
    return bool(_WHY.search(plain(unquoted(turn.spoken.question))))


def _said_first(turn: Turn) -> str:
    """What stands before the question."""
    spoken = turn.spoken
    return spoken.reflection or " ".join(statements(spoken.text))


def _absent_voice(conversation: Conversation) -> bool:
    early = conversation.turns[:4]
    if any(turn.signal.level in (Level.ACUUT, Level.ZORG) for turn in early):
        return True
    return any(t.spoken.question and t.plan.perspective != Actor.PROFESSIONAL for t in early)


def _dimensions(conversation: Conversation) -> bool:
    return conversation.dimensions >= set(Dimension)


def _grams(text: str) -> set[tuple[str, ...]]:
    found = words(unquoted(text))
    return {tuple(found[n : n + 4]) for n in range(len(found) - 3)}


def _repetition(talks: Sequence[Conversation]) -> dict[str, Any]:
    """Overlap with the last five turns, and what comes back over ten conversations in a row."""
    overlaps, repeated = [], 0
    for conversation in talks:
        texts = [turn.spoken.text for turn in conversation.turns]
        for place, text in enumerate(texts[1:], start=1):
            own = _grams(text)
            before = set().union(*(_grams(t) for t in texts[max(0, place - 5) : place]))
            if own:
                overlaps.append(len(own & before) / len(own))
        asked = [turn.spoken.question for turn in conversation.turns if turn.spoken.question]
        repeated += len(asked) - len(set(asked))
    rows = [talks[n : n + IN_A_ROW] for n in range(0, len(talks), IN_A_ROW)]
    return {
        "four_words_again": round(mean(overlaps), 4) if overlaps else None,
        "questions_repeated": repeated,
        "over_ten_talks": [
            {
                "talks": len(row),
                "question_again": _again(row, "question"),
                "first_sentence_again": _again(row, "opening"),
            }
            for row in rows
        ],
    }


def _again(row: Sequence[Conversation], what: str) -> float | None:
    """Share of questions or first sentences that stood in an earlier conversation of the row."""
    before: set[str] = set()
    seen: list[bool] = []
    for conversation in row:
        here = []
        for turn in conversation.turns:
            if what == "question":
                text = turn.spoken.question
            else:
                text = next(iter(statements(unquoted(turn.spoken.text))), "")
            if text:
                here.append(" ".join(words(text)))
        seen += [text in before for text in here]
        before |= set(here)
    return round(sum(seen) / len(seen), 4) if seen else None

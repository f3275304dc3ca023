"""Whether what is laid beside a conversation fits what is told in it.

Contract: a case is ``{"id", "dialogue": file, "half", "grades": {text id: 0-2}, "from"}``; the
messages of ``id`` stand in ``dialogue``, a file of the dialogue suite in the same folder. A grade
is for the conversation as a whole: 2 fits, 1 touches on it, 0 does not; ``from`` gives the turn
before which a text fits nothing that was told yet. ``run`` plays the conversations and counts,
over all of them and for each half, so that one half can be tuned on and the other looked at.
A text that nobody graded counts as one that does not fit, and is counted apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.dialogue.coach import Coach
from coach.errors import CasesUnreadable
from evals.casefiles import read_lines
from evals.suites.dialogue import play
from evals.suites.measures import wilson

FITS, FITS_WELL = 1, 2
GRADES = (0, FITS, FITS_WELL)


@dataclass(frozen=True)
class SourceCase:
    """One conversation with the grades of texts that could be laid beside it."""

    id: str
    half: str
    turns: list[str]
    grades: dict[str, int]
    starts: dict[str, int]

    def grade(self, text: str, turn: int) -> int | None:
        """How well a text fits at a turn (from 1); None when nobody graded it."""
        if turn < self.starts.get(text, 1):
            return 0
        return self.grades.get(text)


@dataclass(frozen=True)
class Shown:
    """One text that was laid beside a turn (from 1)."""

    text: str
    turn: int
    grade: int | None


def read_cases(path: Path, coach: Coach) -> list[SourceCase]:
    """The cases of a file; CasesUnreadable with the line of an unknown talk, text or grade."""
    talks: dict[str, dict[str, list[str]]] = {}
    cases = []
    for number, raw in enumerate(read_lines(path, ("id", "dialogue", "grades")), start=1):
        name = str(raw["dialogue"])
        if name not in talks:
            lines = read_lines(path.parent / name, ("id", "turns"))
            talks[name] = {str(line["id"]): [str(text) for text in line["turns"]] for line in lines}
        try:
            cases.append(_case(raw, talks[name], coach))
        except (TypeError, ValueError, AttributeError) as error:
            raise CasesUnreadable(file=path, line=number, detail=str(error)) from error
    return cases


def _case(raw: dict[str, Any], talks: dict[str, list[str]], coach: Coach) -> SourceCase:
    name = str(raw["id"])
    grades = {str(text): int(grade) for text, grade in raw["grades"].items()}
    starts = {str(text): int(turn) for text, turn in (raw.get("from") or {}).items()}
    if name not in talks:
        raise ValueError(f"id {name}")
    for text, grade in grades.items():
        if text not in coach.collection.by_id or grade not in GRADES:
            raise ValueError(f"grades {text}: {grade}")
    if set(starts) - set(grades):
        raise ValueError(f"from {sorted(set(starts) - set(grades))}")
    return SourceCase(name, str(raw.get("half") or "?"), talks[name], grades, starts)


def shown_in(case: SourceCase, turns: Sequence[dict[str, Any]]) -> list[Shown]:
    """What the played turns laid beside the conversation, with its grades."""
    return [
        Shown(source["id"], number, case.grade(source["id"], number))
        for number, turn in enumerate(turns, start=1)
        for source in turn.get("sources", ())
    ]


def figures(played: Sequence[tuple[SourceCase, list[Shown]]]) -> dict[str, Any]:
    """What was shown and how much of it fits, with Wilson intervals."""
    everything = [item for _, shown in played for item in shown]
    fitting = [item for item in everything if (item.grade or 0) >= FITS]
    well = [item for item in everything if item.grade == FITS_WELL]
    best = [max((item.grade or 0 for item in shown), default=0) for _, shown in played]
    return {
        "conversations": len(played),
        "shown": len(everything),
        "ungraded": sum(item.grade is None for item in everything),
        "shown_again": sum(len(shown) - len({item.text for item in shown}) for _, shown in played),
        "fitting": wilson(len(fitting), len(everything)),
        "fitting_well": wilson(len(well), len(everything)),
        "with_one_that_fits": wilson(sum(grade >= FITS for grade in best), len(played)),
        "with_one_that_fits_well": wilson(sum(grade == FITS_WELL for grade in best), len(played)),
    }


def run(coach: Coach, cases: Path) -> dict[str, Any]:
    """Plays all conversations of a file; figures over all of them and for each half."""
    played = [
        (case, shown_in(case, play(coach, case.id, case.turns)))
        for case in read_cases(cases, coach)
    ]
    every = figures(played)
    halves = sorted({case.half for case, _ in played})
    best = {case.id: max((item.grade or 0 for item in shown), default=0) for case, shown in played}
    return {
        "suite": "sources",
        **every,
        "halves": {
            half: figures([pair for pair in played if pair[0].half == half]) for half in halves
        },
        "wrong": [name for name, grade in best.items() if grade < FITS],
        "per_case": [
            {
                "id": case.id,
                "half": case.half,
                "shown": [{"id": i.text, "turn": i.turn, "grade": i.grade} for i in shown],
            }
            for case, shown in played
        ],
        "measures": {
            name: found["value"] if isinstance(found, dict) else found
            for name, found in every.items()
        },
    }

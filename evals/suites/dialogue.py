"""Whole conversations through the pipeline, as data.

Contract: ``run`` plays the user texts of each case (``{"id", "mode", "turns": [texts]}``) through a
coach and returns per dialogue what each turn gave. ``measures`` counts what the project promises of
every reply. Texts in the result are the case's own and the coach's.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from coach.dialogue.coach import Coach
from coach.dialogue.events import Done
from coach.dialogue.state import Conversation, Move, Turn
from coach.errors import KierError
from coach.labels import Actor, Level, VoiceName
from evals.casefiles import read_lines


def conversation_for(case_id: str) -> Conversation:
    """A conversation whose id, and so its choice of lines, follows from the case's id."""
    return Conversation(id=sha256(case_id.encode()).hexdigest()[:32])


def turn_record(turn: Turn) -> dict[str, Any]:
    """One turn as plain data."""
    return {
        "user": turn.user,
        "reply": turn.spoken.text,
        "question": turn.spoken.question,
        "question_id": turn.plan.question_id,
        "move": turn.plan.move,
        "stage": turn.plan.stage,
        "perspective": turn.plan.perspective,
        "dimension": turn.plan.dimension,
        "request": turn.heard.request,
        "answer": turn.heard.answer,
        "themes": list(turn.heard.themes),
        "level": turn.signal.level,
        "quoted": list(turn.signal.quotes),
        "sources": [{"id": s.id, "title": s.title, "quote": s.quote} for s in turn.plan.sources],
        "card": {entry.field: entry.text for entry in turn.card},
        "ms": round(turn.milliseconds, 1),
    }


def play(
    coach: Coach, case_id: str, messages: Iterable[str], voice: VoiceName = VoiceName.GUIDED
) -> list[dict[str, Any]]:
    """The turns of one conversation; an input error is a record of its own."""
    conversation = conversation_for(case_id)
    conversation.voice = voice
    records: list[dict[str, Any]] = []
    for message in messages:
        try:
            for event in coach.turn(conversation, str(message)):
                if isinstance(event, Done):
                    said = event.turn.spoken.voice
                    own = {"voice": said} if voice is VoiceName.MODEL else {}
                    records.append({**turn_record(event.turn), **own})
        except KierError as error:
            records.append({"user": str(message)[:200], "error": str(error)})
    return records


def measures(dialogues: list[dict[str, Any]], coach: Coach) -> dict[str, Any]:
    """Counts of kept and broken promises over all turns."""
    turns = [turn for dialogue in dialogues for turn in dialogue["turns"] if "error" not in turn]
    ordinary = [t for t in turns if t["level"] in (Level.GEEN, Level.ZELFZORG)]
    texts = {text.id: text.text for text in coach.collection.texts}
    long = [d for d in dialogues if len(d["turns"]) >= 4]
    repeated = sum(
        len(asked) - len(set(asked))
        for asked in ([t["question"] for t in d["turns"] if t.get("question")] for d in dialogues)
    )
    return {
        "dialogues": len(dialogues),
        "turns": len(turns),
        # Who takes leave is let go: then there is no question to hold to one.
        "one_question": _share(
            [t for t in ordinary if t["move"] != Move.AFRONDEN or t["question"]],
            lambda t: t["reply"].count("?") == 1,
        ),
        "questions_repeated": repeated,
        **_over_dialogues(dialogues),
        "quotes_literal": _share(
            [s for t in turns for s in t["sources"]], lambda s: s["quote"] in texts[s["id"]]
        ),
        "absent_voice_by_turn_4": _share(
            long,
            lambda d: (
                any(
                    t.get("question") and t["perspective"] != Actor.PROFESSIONAL
                    for t in d["turns"][:4]
                )
                or any(t["level"] in (Level.ACUUT, Level.ZORG) for t in d["turns"][:4])
            ),
        ),
        "with_source": _share(ordinary, lambda t: bool(t["sources"])),
        "declined": sum(t["move"] == Move.AFWIJZEN for t in turns),
        "ms_p95": _p95([t["ms"] for t in turns]),
        **_by_model([t for t in ordinary if "voice" in t]),
    }


def _over_dialogues(dialogues: list[dict[str, Any]]) -> dict[str, Any]:
    """How much conversations are alike: questions that an earlier one asked, and the commonest."""
    asked = [[t["question_id"] for t in d["turns"] if t.get("question_id")] for d in dialogues]
    before: set[str] = set()
    again = []
    for names in asked:
        again += [name in before for name in names]
        before |= set(names)
    counted = Counter(name for names in asked for name in set(names))
    return {
        "question_of_an_earlier_dialogue": _share(again, bool),
        "commonest_question_in": max(counted.values(), default=0),
    }


def _by_model(turns: list[dict[str, Any]]) -> dict[str, Any]:
    """How often a model's words stood: it was asked and nothing it said was held back at once."""
    if not turns:
        return {}
    return {"model_spoke": _share(turns, lambda t: t["voice"] is VoiceName.MODEL)}


def _share(items: list[Any], holds: Any) -> float | None:
    return round(sum(bool(holds(item)) for item in items) / len(items), 4) if items else None


def _p95(values: list[float]) -> float | None:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] if ordered else None


def run(coach: Coach, cases: Path, voice: VoiceName = VoiceName.GUIDED) -> dict[str, Any]:
    """Plays all cases of a file."""
    dialogues = [
        {
            "id": case["id"],
            "mode": case.get("mode", ""),
            "turns": play(coach, str(case["id"]), case["turns"], voice),
        }
        for case in read_lines(cases, ("id", "turns"))
    ]
    return {"suite": "dialogue", "measures": measures(dialogues, coach), "dialogues": dialogues}

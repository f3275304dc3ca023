"""Recorded model answers: what a model might say to a real prompt of ours, and what must happen.

Contract: a recording holds the turn it answers, the hash of the prompt that turn gives, and one or
two answers (the second after a rewrite). ``play`` makes the prompt again and raises ``Stale`` when
it is no longer the one that was answered, so that old answers never stand for a new prompt.
``python -m tests.dialogue.recordings`` shows which are stale; with ``--accept`` it writes the new
hashes, to be done only after reading whether the answers still fit the prompt.
"""

import json
import sys
import threading
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from langchain_core.messages import BaseMessage

from coach.dialogue.check import Checker, load_checks
from coach.dialogue.guided import GuidedVoice
from coach.dialogue.layout import Layout
from coach.dialogue.model_voice import ModelVoice
from coach.dialogue.prompts import load_prompts
from coach.dialogue.state import (
    Candidate,
    Conversation,
    Heard,
    Move,
    Plan,
    Role,
    Signal,
    Source,
    Spoken,
    Turn,
)
from coach.dialogue.turn_prompt import TurnPrompt
from coach.knowledge.content import load_voice_lines
from coach.labels import Actor, Dimension, Stage, VoiceName
from tests.conftest import ROOT
from tests.dialogue.mock_model import MockModel, MockService

FOLDER = Path(__file__).with_name("recordings")


class Stale(AssertionError):
    """The prompt is no longer the one that was answered."""


@dataclass(frozen=True)
class Played:
    """What came of a recording."""

    shown: list[Spoken]
    counted: dict[str, int]


def recordings() -> list[dict[str, Any]]:
    """All recordings, each with the file it stands in."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found += [{**data["turn"], **item, "file": path} for item in data["recordings"]]
    return found


def plan_of(turn: dict[str, Any]) -> Plan:
    """The plan that the recorded turn was answered to."""
    candidates = [
        Candidate(id=f"q{n}", text=text, dimension=Dimension.PERSOONLIJK, stage=turn["stage"])
        for n, text in enumerate(turn["questions"])
    ]
    return Plan(
        move=Move.VRAAG,
        heard=Heard(text=turn["user"], telling=turn["telling"], words=9),
        stage=Stage(turn["stage"]),
        perspective=Actor(turn["perspective"]),
        role=Role(display=turn["role"]) if turn.get("role") else None,
        question_id="q0",
        question_text=turn["questions"][0],
        candidates=candidates,
        sources=[
            Source(id=f"s{n}", kind="handbook", title=title, quote=text, score=1.0)
            for n, (title, text) in enumerate(turn.get("passages", {}).items())
        ],
    )


def talk_of(turn: dict[str, Any]) -> Conversation:
    """The conversation before the recorded turn."""
    made = []
    for number, (user, reply) in enumerate(turn.get("history", []), start=1):
        heard = Heard(text=user, telling=user)
        made.append(
            Turn(
                number=number,
                user=user,
                signal=Signal(),
                heard=heard,
                plan=Plan(move=Move.VRAAG, heard=heard),
                spoken=Spoken(reflection=reply),
            )
        )
    return Conversation(id="0" * 32, turns=made, voice=VoiceName.MODEL)


def hash_of(messages: list[BaseMessage]) -> str:
    """A short hash of a whole prompt."""
    laid = json.dumps([[m.type, str(m.content)] for m in messages], ensure_ascii=False)
    return sha256(laid.encode("utf-8")).hexdigest()[:16]


def prompt_of(turn: dict[str, Any]) -> list[BaseMessage]:
    """The prompt that the turn gives today; the marks around passages are fixed."""
    prompts = load_prompts(ROOT / "prompts" / "nl")
    tail = TurnPrompt(prompts, texts_of(turn), mark=lambda: "~merk~").tail(plan_of(turn))
    return Layout(prompts).messages(talk_of(turn), turn["user"], tail)


def texts_of(turn: dict[str, Any]) -> dict[str, str]:
    """The passages by id."""
    return {f"s{n}": text for n, text in enumerate(turn.get("passages", {}).values())}


def play(recording: dict[str, Any], checker: Checker | None = None) -> Played:
    """Lets the recorded answers go through voice and check; raises Stale first when it must."""
    now = hash_of(prompt_of(recording))
    if now != recording["prompt"]:
        raise Stale(f"{recording['id']}: recorded for {recording['prompt']}, the prompt is {now}")
    prompts = load_prompts(ROOT / "prompts" / "nl")
    texts = texts_of(recording)
    service = MockService(MockModel(answers=list(recording["answers"])))
    voice = ModelVoice(
        service,
        Layout(prompts),
        TurnPrompt(prompts, texts, mark=lambda: "~merk~"),
        checker or Checker(load_checks(ROOT / "knowledge")),
        GuidedVoice(load_voice_lines(ROOT / "knowledge")),
        texts,
    )
    shown = list(voice.stream(plan_of(recording), talk_of(recording), threading.Event()))
    return Played(shown, {rule: number for (_, rule), number in service.counted.items()})


def main(accept: bool) -> int:
    """Names stale turns; writes their new hashes when told to."""
    stale = 0
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        now = hash_of(prompt_of(data["turn"]))
        if now == data["turn"]["prompt"]:
            continue
        stale += 1
        sys.stdout.write(f"{path.name}: {data['turn']['prompt']} -> {now}\n")
        if accept:
            data["turn"]["prompt"] = now
            text = json.dumps(data, ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8")
    return 0 if accept else stale


if __name__ == "__main__":
    raise SystemExit(main("--accept" in sys.argv))

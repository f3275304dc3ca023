"""Whole conversations through the real pipeline keep what the project promises of every reply."""

from pathlib import Path

import pytest

from coach.dialogue.assembly import assemble
from coach.dialogue.check import Checker, load_checks
from coach.dialogue.coach import Coach
from coach.dialogue.state import Conversation, Spoken
from coach.errors import TooLong
from coach.settings import Settings
from evals.suites import dialogue
from tests.conftest import ROOT
from tests.filled import fill

pytestmark = pytest.mark.slow
CASES = ROOT / "evals" / "cases" / "dialogue-dev.jsonl"


@pytest.fixture(scope="module")
def coach(kept: Path) -> Coach:
    settings = Settings(data=kept, browser=False)
    return assemble(settings)


@pytest.fixture(scope="module")
def played(coach: Coach) -> dict:  # type: ignore[type-arg]
    return dialogue.run(coach, CASES)


def test_every_promise_holds_in_every_conversation(played: dict) -> None:  # type: ignore[type-arg]
    found = played["measures"]
    assert found["dialogues"] >= 20
    assert found["one_question"] == 1.0
    assert found["questions_repeated"] == 0
    assert found["quotes_literal"] == 1.0
    assert found["absent_voice_by_turn_4"] == 1.0


def test_no_reply_holds_a_verdict_advice_or_diagnosis(played: dict) -> None:  # type: ignore[type-arg]
    checker = Checker(load_checks(ROOT / "knowledge"))
    for talk in played["dialogues"]:
        for turn in talk["turns"]:
            faults = checker.faults(Spoken(reflection=turn["reply"]), [])
            assert set(faults) <= {"citaat"}, (talk["id"], faults)


def test_card_holds_only_what_the_user_wrote(played: dict) -> None:  # type: ignore[type-arg]
    for talk in played["dialogues"]:
        for turn in talk["turns"]:
            assert all(text in turn["user"] for text in turn["card"].values())


@pytest.mark.parametrize(
    "message",
    [
        "😀😀😀",
        "\x00\ud800 ik zit vast\x00",
        "Can you tell me whether the mother should see her child?",
        "<script>alert(1)</script>",
        "> Van: iemand\n> Aan: mij\n> Kun je bellen?\n\nik word hier moe van",
        "ik " * 2000,
        "..." ,
    ],
)  # fmt: skip
def test_strange_input_gets_a_sensible_reply(coach: Coach, message: str) -> None:
    conversation = Conversation()
    for _ in coach.turn(conversation, message):
        pass
    (turn,) = conversation.turns
    assert turn.spoken.text.strip() and turn.spoken.text.count("?") <= 1


def test_too_long_changes_nothing(coach: Coach) -> None:
    conversation = Conversation()
    with pytest.raises(TooLong):
        list(coach.turn(conversation, "woord " * 4000))
    assert conversation.turns == []


def test_identifiers_never_reach_the_turn(coach: Coach) -> None:
    conversation = Conversation()
    list(coach.turn(conversation, "haar bsn is 111222333 en ze belt met 06-12345678, wat nu"))
    kept = conversation.model_dump_json()
    assert "111222333" not in kept and "12345678" not in kept


def test_nothing_a_user_writes_goes_to_disk(tmp_path: Path) -> None:
    settings = Settings(data=fill(tmp_path), browser=False)
    talker = assemble(settings)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    list(talker.turn(Conversation(), "de zeldzame kanariepiet van moeder floot tijdens het bezoek"))
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"kanariepiet" not in path.read_bytes()
            assert path in before and path.stat().st_mtime_ns == before[path]

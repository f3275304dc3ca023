"""Recorded answers, good and bad, through the voice and the check; each rule can be broken."""

import re
from dataclasses import replace
from typing import Any

import pytest

from coach.dialogue import check, check_facts, check_feelings, check_form, check_support
from coach.dialogue.check import Checker, load_checks
from coach.labels import Rule, VoiceName
from tests.conftest import ROOT
from tests.dialogue.recordings import Stale, play, recordings

ALL = recordings()
BAD = [item for item in ALL if item["voice"] != VoiceName.MODEL]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_checks(ROOT / "knowledge"))


@pytest.mark.parametrize("item", ALL, ids=[item["id"] for item in ALL])
def test_what_comes_of_a_recording(item: dict[str, Any], checker: Checker) -> None:
    played = play(item, checker)
    last = played.shown[-1]
    assert last.voice == item["voice"], played.counted
    assert played.counted == item["faults"]
    texts = [spoken.text for spoken in played.shown]
    assert all(texts[-1].startswith(text) for text in texts)
    assert last.text.count("?") == 1


def test_every_rule_has_a_recording_that_breaks_it() -> None:
    assert {rule for item in BAD for rule in item["faults"]} >= {str(rule) for rule in Rule}


def test_a_changed_prompt_makes_its_recordings_fail_loudly() -> None:
    with pytest.raises(Stale, match=ALL[0]["id"]):
        play({**ALL[0], "user": ALL[0]["user"] + " Zo."})


def _without(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> Checker:
    """The check with one rule taken out, as someone might do by mistake."""
    checks = load_checks(ROOT / "knowledge")
    kept = tuple(item for item in checks.rules if item.rule is not rule)
    checks = replace(checks, rules=kept)
    if rule is Rule.FEIT:
        monkeypatch.setattr(check_facts.Facts, "faults", lambda *_: [])
    elif rule is Rule.GEVOEL:
        monkeypatch.setattr(check_feelings.Feelings, "faults", lambda *_: [])
    elif rule is Rule.SPIEGELING:
        monkeypatch.setattr(check_support.Support, "faults", lambda *_: [])
    elif rule is Rule.CITAAT:
        monkeypatch.setattr(check_form, "citation_faults", lambda *_: [])
    elif rule is Rule.TAAL:
        monkeypatch.setattr(check_form, "dutch", lambda *_: True)
    elif rule is Rule.AANSPREEKVORM:
        monkeypatch.setattr(check_form, "_FORMAL", re.compile(r"(?!)"))
    elif rule is Rule.SJABLOON:
        monkeypatch.setattr(check_form, "_MARKUP", re.compile(r"(?!)"))
    elif rule is Rule.LENGTE:
        monkeypatch.setattr(check_form, "MAX_WORDS", 10_000)
        monkeypatch.setattr("coach.dialogue.model_voice.MAX_WORDS", 10_000)
    elif rule is Rule.VRAGEN:
        monkeypatch.setattr("coach.dialogue.model_voice._Draft.asked", property(lambda _: True))
    return check.Checker(checks)


@pytest.mark.parametrize("rule", list(Rule))
def test_without_the_rule_its_recordings_turn_red(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutation for each rule: take it out, and what it held back is counted no more."""
    broken = _without(rule, monkeypatch)
    mine = [item for item in BAD if str(rule) in item["faults"]]
    assert any(play(item, broken).counted != item["faults"] for item in mine)

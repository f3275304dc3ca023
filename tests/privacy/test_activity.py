"""The log holds time, mode, versions, level and ids, and has no place for text."""

import json
from typing import Any

import pytest

from coach.labels import Level
from coach.privacy import activity
from coach.privacy.activity import Line, Log
from coach.settings import Settings


def turn(log: Log, **changed: Any) -> None:
    given: dict[str, Any] = {
        "mode": "reflectie", "voice": "guided", "number": 1, "level": Level.GEEN,
        "question": "v-1", "sources": ["hb-1", "casus-2"], "milliseconds": 12.34,
    }  # fmt: skip
    log.turn(**{**given, **changed})


def test_it_is_off_unless_asked_for(settings: Settings) -> None:
    turn(Log(settings))
    assert list(settings.data_folder.iterdir()) == []


def test_a_line_has_these_fields_and_no_others(settings: Settings) -> None:
    on = settings.model_copy(update={"log": True})
    turn(Log(on))
    (line,) = (on.data_folder / activity.NAME).read_text().splitlines()
    assert set(json.loads(line)) == {
        "time", "mode", "version", "stamp", "voice", "turn", "level", "question", "sources",
        "milliseconds",
    }  # fmt: skip


def test_no_field_takes_a_sentence() -> None:
    from datetime import datetime

    texts = [
        name
        for name, field in Line.model_fields.items()
        if field.annotation in (str, Any) and not field.metadata
    ]
    assert texts == []
    with pytest.raises(ValueError, match="pattern"):
        Line(
            time=datetime(2026, 1, 1), mode="reflectie", stamp="-", voice="guided", turn=1,
            level=Level.GEEN, question="ik zie op tegen het gesprek",
        )  # fmt: skip


def test_a_text_in_the_place_of_an_id_is_not_written(settings: Settings) -> None:
    on = settings.model_copy(update={"log": True})
    turn(Log(on), question="Zonnebloemina wil niet meer")
    path = on.data_folder / activity.NAME
    assert not path.exists() or "Zonnebloemina" not in path.read_text()


def test_it_keeps_three_files_at_most(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "_MOST_BYTES", 300)
    on = settings.model_copy(update={"log": True})
    log = Log(on)
    for number in range(40):
        turn(log, number=number)
    assert len(list(on.data_folder.glob("logboek.jsonl*"))) == 3


def test_a_full_disk_stops_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    on = settings.model_copy(update={"log": True})
    log = Log(on)

    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    turn(log)

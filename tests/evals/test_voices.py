"""Measuring a model leaves the user's own choice of model alone."""

from pathlib import Path

import pytest

from coach.errors import ModelError
from coach.labels import Level, VoiceName
from coach.settings import Settings
from evals.suites.dialogue import _by_model
from evals.voices import OneModel


def test_one_model_speaks_and_nothing_is_remembered(tmp_path: Path, settings: Settings) -> None:
    from evals.bench.make_model import write

    path = write(tmp_path / "klein.gguf")
    small = settings.model_copy(update={"model_context": 2048, "model_threads": 1})
    models = OneModel(path, small)
    chat = models.chat()
    assert chat is not None and models.name
    assert next(iter(chat.stream("Hoi", max_tokens=4, conversation="a"))) is not None
    assert not list(tmp_path.rglob("choice.json"))
    chat.close()  # type: ignore[attr-defined]


def test_a_file_that_is_no_model_is_said(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(b"geen model")
    with pytest.raises(ModelError):
        OneModel(path, settings)


def test_how_often_the_model_spoke() -> None:
    turns = [
        {"voice": voice, "level": Level.GEEN}
        for voice in (VoiceName.MODEL, VoiceName.BOTH, VoiceName.GUIDED, VoiceName.MODEL)
    ]
    assert _by_model(turns) == {"model_spoke": 0.5}
    assert _by_model([]) == {}

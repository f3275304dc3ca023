"""Files are tried in a child: bad ones end the child at most, and are named."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coach.model import trial
from coach.model.errors import (
    ModelError,
    ModelFileGone,
    ModelFileUnusable,
    ModelTooLarge,
    TemplateUnusable,
)
from coach.model.service import ModelService, ModelStatus
from coach.settings import Settings
from evals.bench.make_model import write
from tests.model.test_header import mutated

pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built here: run 'make llm'")


def test_a_good_file(tiny: Path, tmp_path: Path) -> None:
    facts = trial.examine(tiny)
    assert facts.architecture == "qwen3"
    assert facts.memory(4096) > facts.file_bytes + 300 * 2**20
    trial.try_out(tiny, tmp_path)
    assert str(tiny) in (tmp_path / "checked.json").read_text()


def test_a_child_that_dies_is_a_dutch_sentence(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial.sys, "executable", "/bin/false")
    with pytest.raises(ModelFileUnusable, match="vastlopen"):
        trial.try_out(tiny, tmp_path)
    assert not (tmp_path / "checked.json").exists()


def test_an_endless_template_ends_with_the_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    file = write(tmp_path / "lus.gguf", template=loop)
    monkeypatch.setattr(trial, "_HEADER_SECONDS", 2)
    with pytest.raises(ModelFileUnusable, match="te lang"):
        trial.examine(file)


def test_a_template_with_code_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "code.gguf", template="{{ ''.__class__.__mro__ }}")
    with pytest.raises(TemplateUnusable, match="programmacode"):
        trial.examine(file)


@pytest.fixture
def service(settings: Settings) -> ModelService:
    return ModelService(settings)


def test_loading_choosing_and_unloading(service: ModelService, tiny: Path) -> None:
    assert service.chat() is None and service.status is ModelStatus.NONE
    service.load(tiny)
    assert service.status is ModelStatus.READY and service.name == "kier-bench-2x64"
    assert service.figures().weights
    service.close()
    again = ModelService(service._settings)
    again._start()
    assert again.path == tiny, "what was chosen last is there the next time"
    again.unload()
    assert again.chat() is None and again._chosen() == {}


def test_a_bad_file_leaves_the_loaded_model_in_use(
    service: ModelService, tiny: Path, tmp_path: Path
) -> None:
    service.load(tiny)
    half = tmp_path / "half.gguf"
    half.write_bytes(tiny.read_bytes()[:100_000])
    with pytest.raises(ModelFileUnusable):
        service.load(half)
    assert service.status is ModelStatus.READY and service.chat() is not None
    assert service.error is not None and "half.gguf" in str(service.error)
    service.unload()


def test_too_large_is_said_before_loading(
    service: ModelService, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_free", lambda: 50 * 2**20)
    monkeypatch.setattr("coach.model.service.try_out", lambda *_: pytest.fail("was loaded"))
    with pytest.raises(ModelTooLarge, match="GB geheugen"):
        service.load(tiny)
    assert service.status is ModelStatus.FAILED and service.chat() is None


def test_a_file_removed_while_running_does_no_harm(
    service: ModelService, tiny: Path, tmp_path: Path
) -> None:
    file = tmp_path / "weg.gguf"
    file.write_bytes(tiny.read_bytes())
    service.load(file)
    os.truncate(file, 0)
    file.unlink()
    chat = service.chat()
    assert chat is not None
    assert "".join(str(c.content) for c in chat.stream("hoi", max_tokens=8, temperature=0))
    service.close()
    again = ModelService(service._settings)
    again._start()
    assert isinstance(again.error, ModelFileGone) and again.chat() is None


@pytest.mark.slow
def test_two_hundred_damaged_files_never_end_this_process(tiny: Path, tmp_path: Path) -> None:
    whole = tiny.read_bytes()

    def one(seed: int) -> str:
        file = tmp_path / f"{seed}.gguf"
        file.write_bytes(mutated(whole, seed))
        try:
            trial.examine(file)
            trial.try_out(file, tmp_path / str(seed))
        except ModelError as error:
            return getattr(error, "fault", type(error).__name__)
        finally:
            file.unlink()
        return "good"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(one, range(200)))
    assert len(outcomes) == 200
    # Damage among token texts or names of this file is harmless; most of the rest is caught.
    assert outcomes.count("good") < 120
    assert len(set(outcomes)) >= 5

"""The page about the language model, without a browser: what it says and what it escapes."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.knowledge.content import load_models
from coach.model.catalogue import Machine
from coach.model.download import Downloads, Progress
from coach.model.errors import HubUnreachable, ModelFileUnusable
from coach.model.service import ModelService, ModelStatus
from coach.settings import Settings
from coach.ui import model_actions
from coach.ui.texts import models as words
from tests.conftest import ROOT

MODELS = load_models(ROOT / "knowledge")
LAPTOP = Machine(4, 16.0, 10.0)


@pytest.fixture
def service(settings: Settings) -> ModelService:
    return ModelService(settings)


def test_without_a_model_the_page_says_who_answers(service: ModelService) -> None:
    assert "begeleide stem" in model_actions.state(service)


def test_failed_checks_are_listed_per_model_and_escaped(service: ModelService) -> None:
    service.counters.count("<b>model</b>", "oordeel")
    service.counters.count("<b>model</b>", "oordeel")
    shown = model_actions.state(service)
    assert "<td>oordeel</td><td>2</td>" in shown
    assert "<b>model</b>" not in shown and "&lt;b&gt;model" in shown


def test_an_error_of_the_service_is_shown(service: ModelService) -> None:
    service.status, service.error = ModelStatus.FAILED, ModelFileUnusable("a<i>.gguf", "short")
    shown = model_actions.state(service)
    assert "niet compleet" in shown and "<i>" not in shown


def test_the_proposal_names_a_model_or_says_why_not() -> None:
    sentence, chosen = model_actions.proposal(MODELS, LAPTOP)
    names = {m.id: m.name for m in MODELS}
    assert names[chosen] in sentence and "4 kernen" in sentence
    none, _ = model_actions.proposal(MODELS, Machine(2, 4.0, 3.0))
    assert "te weinig" in none
    marked = dict((v, k) for k, v in model_actions.choices(MODELS, LAPTOP))
    assert marked["qwen3-30b-a3b-instruct-2507"].endswith(words.FITS_NOT)


def test_details_say_licence_wait_and_that_no_sum_is_known() -> None:
    text = model_actions.details(MODELS[0], LAPTOP)
    assert "Apache-2.0" in text and "controlesom" in text and "huggingface.co" in text


class Fake(Downloads):
    """Yields what it is told."""

    def __init__(self, steps: list[Progress | Exception]) -> None:
        self._steps = steps

    def fetch(self, wanted: object, stop: threading.Event) -> Iterator[Progress]:
        for step in self._steps:
            if isinstance(step, Exception):
                raise step
            yield step


def run(service: ModelService, *steps: Progress | Exception) -> list[model_actions.Step]:
    return list(model_actions.get(service, Fake(list(steps)), MODELS[0], threading.Event()))


def test_a_download_shows_how_far_it_is_and_switches_the_model_on(
    service: ModelService, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path] = []
    monkeypatch.setattr(service, "load", loaded.append)
    half, whole = Progress(5 * 10**8, 10**9), Progress(10**9, 10**9, Path("/x/m.gguf"))
    shown = [step.progress for step in run(service, half, whole)]
    assert any('aria-valuenow="50"' in text and "0,50 van 1,00 GB" in text for text in shown)
    assert words.FETCHED_FIRST in shown[-1]
    assert loaded == [Path("/x/m.gguf")]


def test_no_hub_is_one_sentence_with_the_other_way(service: ModelService) -> None:
    last = run(service, HubUnreachable(host="huggingface.co"))[-1]
    assert words.FILE in last.notice and not last.progress


def test_an_empty_box_asks_for_something(service: ModelService) -> None:
    assert next(model_actions.use_file(service, "  ")).notice == words.FILE_EMPTY
    assert next(model_actions.use_server(service, "", "")).notice == words.SERVER_EMPTY


def test_an_outside_server_is_refused_and_kept_as_the_error(service: ModelService) -> None:
    list(model_actions.use_server(service, "http://8.8.8.8/v1", ""))
    assert "buiten je eigen netwerk" in model_actions.state(service)
    assert service.chat() is None

"""The page about the language model: what is on, fetching one, a file, a server. Wiring only.

Contract: ``build`` lays out the page inside an open ``gr.Blocks`` and wires it to
``model_actions``. Loading and fetching share one ``concurrency_id``, apart from conversations,
so that a conversation goes on while a model comes in.
"""

import threading
from collections.abc import Iterator
from typing import Any

import gradio as gr

from coach.knowledge.content import load_models
from coach.model.catalogue import machine
from coach.model.download import Downloads
from coach.model.service import ModelService, ModelStatus
from coach.ui import model_actions, render
from coach.ui.model_actions import Step
from coach.ui.rooms import House
from coach.ui.texts import models as words

_LOADING = "kier-model"
_REFRESH_SECONDS = 2.0


def build(house: House) -> None:
    """The page's components and events."""
    service, on = house.model, machine()
    known = {model.id: model for model in load_models(house.settings.content)}
    sentence, proposed = model_actions.proposal(list(known.values()), on)
    stop = threading.Event()
    gr.HTML(f'<h2>{words.TITLE}</h2><p class="kier-model-about">{words.ABOUT}</p>')
    with gr.Row(equal_height=False):
        with gr.Column(scale=2, min_width=300, elem_classes=["kier-card"]):
            state = gr.HTML(model_actions.state(service), elem_id="kier-model-state")
            unload = gr.Button(
                words.UNLOAD, size="sm", elem_id="kier-model-unload", visible=_on(service)
            )
        with gr.Column(scale=3, min_width=320, elem_classes=["kier-model-ways"]):
            gr.HTML(f"<h3>{words.PROPOSAL}</h3><p>{sentence}</p>")
            choice = gr.Dropdown(
                model_actions.choices(list(known.values()), on),
                value=proposed,
                label=words.CHOICE,
                elem_id="kier-model-choice",
                filterable=False,
            )
            details = gr.HTML(
                model_actions.details(known.get(proposed), on), elem_id="kier-model-details"
            )
            with gr.Row(elem_classes=["kier-actions"]):
                get = gr.Button(words.GET, variant="primary", elem_id="kier-model-get")
                halt = gr.Button(words.STOP, elem_id="kier-model-stop")
            progress = gr.HTML("", elem_id="kier-model-progress")
            notice = gr.HTML("", elem_id="kier-model-notice")
            with gr.Accordion(words.FILE, open=False, elem_id="kier-model-file-part"):
                gr.HTML(f'<p class="kier-small">{words.FILE_ABOUT}</p>')
                file = gr.Textbox(
                    label=words.FILE_LABEL,
                    placeholder=words.FILE_PLACEHOLDER,
                    elem_id="kier-model-file",
                )
                use_file = gr.Button(words.FILE_USE, elem_id="kier-model-use-file")
            with gr.Accordion(words.SERVER_HEAD, open=False, elem_id="kier-model-server-part"):
                gr.HTML(f'<p class="kier-small">{words.SERVER_ABOUT}</p>')
                address = gr.Textbox(
                    label=words.SERVER_LABEL,
                    placeholder=words.SERVER_PLACEHOLDER,
                    elem_id="kier-model-server",
                )
                name = gr.Textbox(label=words.SERVER_MODEL, elem_id="kier-model-server-name")
                use_server = gr.Button(words.SERVER_USE, elem_id="kier-model-use-server")

    outputs = [state, unload, progress, notice]

    def standing() -> list[Any]:
        return [model_actions.state(service), gr.update(visible=_on(service))]

    def shown(steps: Iterator[Step]) -> Iterator[list[Any]]:
        for step in steps:
            yield [*standing(), step.progress, render.notice(step.notice)]

    def on_get(chosen: str) -> Iterator[list[Any]]:
        downloads = Downloads(service.folder)
        yield from shown(model_actions.get(service, downloads, known[chosen], stop))

    def on_file(typed: str) -> Iterator[list[Any]]:
        yield from shown(model_actions.use_file(service, typed))

    def on_server(typed: str, wanted: str) -> Iterator[list[Any]]:
        yield from shown(model_actions.use_server(service, typed, wanted))

    def on_unload() -> list[Any]:
        service.unload()
        return standing()

    common: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    slow: dict[str, Any] = {**common, "concurrency_id": _LOADING, "trigger_mode": "once"}
    get.click(on_get, choice, outputs, **slow)
    gr.on([use_file.click, file.submit], on_file, file, outputs, **slow)
    gr.on([use_server.click, address.submit], on_server, [address, name], outputs, **slow)
    halt.click(lambda: stop.set(), None, None, queue=False, **common)
    unload.click(on_unload, None, [state, unload], **common)
    choice.change(
        lambda chosen: model_actions.details(known.get(chosen), on),
        choice,
        details,
        queue=False,
        **common,
    )
    gr.Timer(_REFRESH_SECONDS).tick(standing, None, [state, unload], queue=False, **common)


def _on(service: ModelService) -> bool:
    return service.status in (ModelStatus.READY, ModelStatus.SERVER)

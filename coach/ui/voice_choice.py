"""The choice of voice for a conversation: guided, or the language model when there is one.

Contract: ``build`` gives the choice as a component whose value is a ``VoiceName``; it is there only
when Kier was started with a model service. A page opens with the model when one is loaded, and the
model then reads its system prompt while the user still types. Knows nothing of the conversation.
"""

import threading

import gradio as gr

from coach.labels import VoiceName
from coach.ui import render
from coach.ui.loading import Loader
from coach.ui.texts import voice as texts


def preferred(loader: Loader) -> str:
    """The voice a page opens with."""
    if loader.models is None or loader.models.chat() is None:
        return VoiceName.GUIDED
    warm(loader)
    return VoiceName.MODEL


def warm(loader: Loader) -> None:
    """Lets the model read ahead; never waits for it, nor for the coach."""
    if loader.ready and loader.models is not None:
        threading.Thread(target=loader.coach.warm, name="kier-warm", daemon=True).start()


def build(loader: Loader, elem_id: str = "kier-voice") -> gr.Radio:
    """The choice, with a remark when no model is loaded."""
    offered = loader.models is not None
    choice = gr.Radio(
        [(label, str(name)) for name, label in texts.CHOICES.items()],
        value=lambda: preferred(loader),
        label=texts.CHOICE,
        info=texts.CHOICE_ABOUT,
        visible=offered,
        elem_id=elem_id,
        elem_classes=["kier-voice"],
    )
    remark = gr.HTML("", visible=offered)

    def on_choice(chosen: str) -> str:
        missing = loader.models is None or loader.models.chat() is None
        if chosen == VoiceName.MODEL and not missing:
            warm(loader)
        return render.notice(texts.NO_MODEL if chosen == VoiceName.MODEL and missing else "")

    choice.input(
        on_choice, choice, remark, api_visibility="private", show_progress="hidden", queue=False
    )
    return choice

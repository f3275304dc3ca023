"""The first screen: three doors, and in a few lines what Kier is and does not do.

Contract: ``build`` lays out the screen and returns the button that opens the conversation page.
"""

import gradio as gr

from coach.ui import texts
from coach.ui.theme import DOOR_DRAWING


def _door(title: str, about: str, soon: bool) -> str:
    note = f'<p class="kier-soon">{texts.COMING}</p>' if soon else ""
    return f"<h2>{title}</h2><p>{about}</p>{note}"


def build() -> gr.Button:
    """The screen; the returned button opens the first door."""
    gr.HTML(
        f'<div class="kier-hero">{DOOR_DRAWING}<div><h1>{texts.NAME}</h1>'
        f"<p>{texts.TAGLINE}</p></div></div>"
    )
    with gr.Row(elem_classes=["kier-doors"], equal_height=True):
        with gr.Column(elem_classes=["kier-door"], min_width=260):
            gr.HTML(_door(texts.DOOR_TALK, texts.DOOR_TALK_ABOUT, soon=False))
            opened = gr.Button(texts.DOOR_TALK_OPEN, variant="primary", elem_id="kier-door-talk")
        for title, about in (
            (texts.DOOR_PRACTICE, texts.DOOR_PRACTICE_ABOUT),
            (texts.DOOR_GROUP, texts.DOOR_GROUP_ABOUT),
        ):
            with gr.Column(elem_classes=["kier-door", "kier-closed"], min_width=260):
                gr.HTML(_door(title, about, soon=True))
    gr.HTML(
        '<ul class="kier-promises">'
        f"<li>{texts.AI_NOTICE}</li><li>{texts.STAYS_HERE}</li><li>{texts.NOT_DONE}</li></ul>"
    )
    return opened

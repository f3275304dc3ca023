"""The first screen: a door to each room, and in a few lines what Kier is and does not do.

Contract: ``build`` lays out the screen and returns, by room name, the button that opens it.
"""

from collections.abc import Sequence

import gradio as gr

from coach.ui import texts
from coach.ui.rooms import Room
from coach.ui.theme import DOOR_DRAWING


def _door(room: Room) -> str:
    note = "" if room.build else f'<p class="kier-soon">{texts.COMING}</p>'
    return f"<h2>{room.title}</h2><p>{room.about}</p>{note}"


def build(rooms: Sequence[Room]) -> dict[str, gr.Button]:
    """The screen; rooms that are not ``main`` are small buttons under the doors."""
    buttons: dict[str, gr.Button] = {}
    gr.HTML(
        f'<div class="kier-hero">{DOOR_DRAWING}<div><h1>{texts.NAME}</h1>'
        f"<p>{texts.TAGLINE}</p></div></div>"
    )
    with gr.Row(elem_classes=["kier-doors"], equal_height=True):
        for room in rooms:
            if not room.main:
                continue
            closed = [] if room.build else ["kier-closed"]
            with gr.Column(elem_classes=["kier-door", *closed], min_width=260):
                gr.HTML(_door(room))
                if room.build:
                    buttons[room.name] = gr.Button(
                        room.open_label, variant="primary", elem_id=f"kier-door-{room.name}"
                    )
    side = [room for room in rooms if not room.main and room.build]
    if side:
        with gr.Row(elem_classes=["kier-side-doors"]):
            for room in side:
                buttons[room.name] = gr.Button(
                    room.open_label, size="sm", elem_id=f"kier-door-{room.name}", min_width=160
                )
    gr.HTML(
        '<ul class="kier-promises">'
        f"<li>{texts.AI_NOTICE}</li><li>{texts.STAYS_HERE}</li><li>{texts.NOT_DONE}</li></ul>"
    )
    return buttons

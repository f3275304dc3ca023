"""The whole page: first screen and rooms, one shown at a time.

Contract: ``build`` returns the Blocks; nothing is launched here. A new room is one line in
``rooms``. A room without ``build`` shows as a closed door.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import gradio as gr

from coach.settings import Settings
from coach.ui import collection, group, keep, models, practice, promises, render, start, talk, texts
from coach.ui.loading import Loader
from coach.ui.rooms import FIRST, House, Room
from coach.ui.texts import group_page as group_texts
from coach.ui.texts import keep as keep_texts
from coach.ui.texts import library as library_texts
from coach.ui.texts import models as model_texts
from coach.ui.texts import practice as practice_texts
from coach.ui.texts import promises as promise_texts
from coach.ui.theme import ENTERED, LEFT

_POLL_SECONDS = 0.7


def rooms() -> list[Room]:
    """All rooms, in the order of their doors."""
    return [
        Room("talk", texts.DOOR_TALK, texts.DOOR_TALK_ABOUT, texts.DOOR_TALK_OPEN, talk.build),
        Room(
            "practice",
            texts.DOOR_PRACTICE,
            texts.DOOR_PRACTICE_ABOUT,
            practice_texts.OPEN,
            practice.build,
        ),
        Room(group.NAME, texts.DOOR_GROUP, texts.DOOR_GROUP_ABOUT, group_texts.OPEN, group.build),
        Room(
            collection.NAME,
            library_texts.ROOM,
            library_texts.ABOUT,
            library_texts.OPEN_ROOM,
            collection.build,
            False,
        ),
        Room(keep.NAME, keep_texts.ROOM, keep_texts.ABOUT, keep_texts.OPEN_ROOM, keep.build, False),
        Room(
            promises.NAME,
            promise_texts.ROOM,
            promise_texts.ABOUT,
            promise_texts.OPEN_ROOM,
            promises.build,
            False,
        ),
        Room("model", model_texts.DOOR, "", model_texts.DOOR, models.build, main=False),
    ]


def build(
    loader: Loader, settings: Settings, bibliography: Mapping[str, str], welcome: str
) -> gr.Blocks:
    """The page over a loader."""
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, delete_cache=(600, 600)) as blocks:
        house = House(loader, settings, bibliography, welcome)
        house.carried = gr.State(None)
        house.kept = keep.state()
        known = rooms()
        with gr.Column(visible=True, elem_id="kier-first") as house.columns[FIRST]:
            doors = start.build(known)
        backs: list[gr.Button] = []
        notices: list[gr.HTML] = []
        open_rooms = [room for room in known if room.build is not None]
        for room in open_rooms:
            with gr.Column(visible=False, elem_id=f"kier-{room.name}") as column:
                house.columns[room.name] = column
                with gr.Row(elem_classes=["kier-bar"]):
                    backs.append(gr.Button(texts.BACK, size="sm", scale=0, min_width=150))
                    gr.HTML(f'<p class="kier-small">{texts.AI_NOTICE} {texts.STAYS_HERE}</p>')
                notices.append(gr.HTML(render.notice(loader.status), elem_classes=["kier-loading"]))
        for room in open_rooms:
            if room.build is not None:
                with house.columns[room.name]:
                    room.build(house)
        timer = gr.Timer(_POLL_SECONDS)
        timer.tick(
            lambda: (
                [render.notice(loader.status)] * len(notices) + [gr.Timer(active=not loader.ready)]
            ),
            None,
            [*notices, timer],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        common: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "hidden",
            "queue": False,
        }
        for name, door in doors.items():
            moved = door.click(partial(house.opening, name), None, house.outputs(), **common)
            moved.then(None, None, None, js=ENTERED, **common)
            house.moves.append((moved, name))
        for back in backs:
            left = back.click(partial(house.opening, FIRST), None, house.outputs(), **common)
            left.then(None, None, None, js=LEFT, **common)
        for moved, name in house.moves:
            if name in house.arriving:
                action, inputs, outputs = house.arriving[name]
                moved.then(action, inputs, outputs, preprocess=False, **common)
    return blocks

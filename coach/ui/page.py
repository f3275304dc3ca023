"""The whole page: first screen and conversation, one shown at a time.

Contract: ``build`` returns the Blocks; nothing is launched here.
"""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from coach.ui import render, start, talk, texts
from coach.ui.loading import Loader

_POLL_SECONDS = 0.7


def build(loader: Loader, bibliography: Mapping[str, str], welcome: str) -> gr.Blocks:
    """The page over a loader."""
    with gr.Blocks(title=texts.TITLE, analytics_enabled=False, delete_cache=(600, 600)) as blocks:
        with gr.Column(visible=True, elem_id="kier-first") as first:
            opened = start.build()
        with gr.Column(visible=False, elem_id="kier-talk") as conversation:
            with gr.Row(elem_classes=["kier-bar"]):
                back = gr.Button(texts.BACK, size="sm", scale=0, min_width=150)
                gr.HTML(f'<p class="kier-small">{texts.AI_NOTICE} {texts.STAYS_HERE}</p>')
            loading = gr.HTML(render.notice(loader.status), elem_id="kier-loading")
            talk.build(loader, bibliography, welcome)
        timer = gr.Timer(_POLL_SECONDS)
        timer.tick(
            lambda: (render.notice(loader.status), gr.Timer(active=not loader.ready)),
            None,
            [loading, timer],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        common: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "hidden",
            "queue": False,
        }
        opened.click(
            lambda: (gr.update(visible=False), gr.update(visible=True)),
            None,
            [first, conversation],
            **common,
        )
        back.click(
            lambda: (gr.update(visible=True), gr.update(visible=False)),
            None,
            [first, conversation],
            **common,
        )
    return blocks

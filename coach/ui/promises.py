"""The page 'Privacy': connections as they are now, promises with their proof, limits.

Contract: ``build`` lays out the room. What it shows comes from the guard, the operating system and
``texts.promises``; refused host names are escaped like any other text.
"""

from html import escape
from typing import Any

import gradio as gr

from coach import guard
from coach.ui.rooms import House
from coach.ui.texts import promises as words

NAME = "promises"
_EVERY_SECONDS = 5
_COMMON: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}


def connections() -> str:
    """The panel of connections: now, opened on request, refused."""
    seen, outward = guard.state(), guard.outward_connections()
    parts = [f"<h3>{escape(words.CONNECTIONS.format(count=len(outward)))}</h3>"]
    if outward:
        parts.append(f"<p>{escape(words.CONNECTIONS_NOW.format(hosts=', '.join(outward)))}</p>")
    else:
        parts.append(f"<p>{escape(words.CONNECTIONS_NONE)}</p>")
    if seen.opened:
        parts.append(f"<p>{escape(words.OPENED.format(hosts=', '.join(seen.opened)))}</p>")
    count = sum(seen.refused.values())
    parts.append(f"<h3>{escape(words.REFUSED.format(count=count))}</h3>")
    if seen.refused:
        lines = [words.REFUSED_LINE.format(host=h, count=n) for h, n in seen.refused.items()]
        listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
        parts.append(f"<p>{escape(words.REFUSED_ABOUT)}</p><ul>{listed}</ul>")
    else:
        parts.append(f"<p>{escape(words.REFUSED_NONE)}</p>")
    return f'<section class="kier-connections">{"".join(parts)}</section>'


def _promises() -> str:
    lines = [
        f"<details class='kier-source'><summary>{escape(item.promise)} "
        f"<span class='kier-open'>{escape(words.HOW)}</span></summary>"
        f"<p>{escape(words.BY.format(how=item.how))}</p>"
        f"<p class='kier-foot'>{escape(words.TEST.format(tests=', '.join(item.tests)))}</p>"
        "</details>"
        for item in words.PROMISES
    ]
    return f"<h3>{escape(words.PROOF_HEAD)}</h3><p>{escape(words.PROOF_ABOUT)}</p>{''.join(lines)}"


def _limits() -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in words.LIMITS)
    return (
        f"<h3>{escape(words.LIMITS_HEAD)}</h3><ul class='kier-promises'>{items}</ul>"
        f"<h3>{escape(words.NOTICE_HEAD)}</h3><p>{escape(words.NOTICE)}</p>"
    )


def build(house: House) -> None:
    """The room's components and events."""
    gr.HTML(f"<h2>{escape(words.TITLE)}</h2>")
    panel = gr.HTML(connections(), elem_id="kier-connections")
    again = gr.Button(words.REFRESH, size="sm", scale=0, min_width=150, elem_id="kier-refresh")
    gr.HTML(_promises())
    gr.HTML(_limits())
    again.click(connections, None, panel, **_COMMON)
    gr.Timer(_EVERY_SECONDS).tick(connections, None, panel, **_COMMON)
    house.arriving[NAME] = (connections, [], [panel])

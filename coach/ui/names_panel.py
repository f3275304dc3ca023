"""The panel under the message box: what Kier would read, an undo per name, and the roster.

Contract: ``build`` lays out the panel below the box and returns its parts; ``shown`` gives their
values for a text. Wiring of the page that holds the box is the page's. Everything is escaped.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from coach.privacy.memory import Proposal, Pseudonyms, Swap, names_in
from coach.privacy.watch import Watch
from coach.ui import texts
from coach.ui.texts import privacy

# Waits until typing pauses: the promise of an earlier key is never kept, so only the last one asks.
PAUSE = """(...all) => new Promise((go) => {
  clearTimeout(window.kierPause);
  window.kierPause = setTimeout(() => go(all), 400);
})"""


@dataclass
class Panel:
    """The parts of the panel."""

    preview: gr.HTML
    keep: gr.CheckboxGroup
    roster: gr.Textbox

    @property
    def parts(self) -> list[Any]:
        """What ``shown`` gives values for."""
        return [self.preview, self.keep]


def build() -> Panel:
    """Lays out the panel."""
    preview = gr.HTML("", elem_id="kier-preview")
    keep = gr.CheckboxGroup(
        [], label=privacy.KEEP_LABEL, visible=False, elem_id="kier-keep-names",
        elem_classes=["kier-keep"],
    )  # fmt: skip
    # Gives way to the preview: what was replaced, and its undo, must be in sight at once.
    gr.HTML(f'<p class="kier-hint">{texts.MESSAGE_HINT} {texts.NO_NAMES}</p>', elem_id="kier-how")
    with gr.Accordion(privacy.ROSTER_HEAD, open=False, elem_id="kier-roster"):
        roster = gr.Textbox(label=privacy.ROSTER_LABEL, lines=1, max_lines=4, elem_id="kier-names")
        gr.HTML(f'<p class="kier-hint">{escape(privacy.ROSTER_HINT)}</p>')
    return Panel(preview, keep, roster)


def render(proposal: Proposal, watching: str = "") -> str:
    """The text as Kier would read it, replaced parts marked; nothing when all is as typed."""
    if not proposal.original.strip():
        return ""
    note = f'<p class="kier-hint">{escape(watching)}</p>' if watching else ""
    if not proposal.swaps:
        return note
    body, last = "", 0
    for swap in proposal.swaps:
        said = proposal.original[swap.start : swap.end]
        body += escape(proposal.original[last : swap.start])
        if swap.kept:
            body += f'<span class="kier-kept">{escape(said)}</span>'
        else:
            kind = escape(privacy.KINDS[swap.label], quote=True)
            body += f'<mark class="kier-swap" title="{kind}">{escape(swap.shown)}</mark>'
        last = swap.end
    body += escape(proposal.original[last:])
    fixed = f" {privacy.FIXED}" if any(swap.fixed for swap in proposal.swaps) else ""
    return (
        f'<section class="kier-preview" aria-live="polite"><h3>{escape(privacy.PREVIEW_HEAD)}</h3>'
        f'<p class="kier-text">{body}</p>'
        f'<p class="kier-hint">{escape(privacy.PREVIEW_FOOT + fixed)}</p></section>{note}'
    )


def _choices(proposal: Proposal) -> tuple[list[tuple[str, str]], list[str]]:
    """One choice per name that may be kept, and those that are."""
    first: dict[str, Swap] = {}
    for swap in proposal.swaps:
        if not swap.fixed:
            first.setdefault(swap.key, swap)
    choices = [
        (privacy.KEEP_CHOICE.format(name=swap.name, shown=swap.shown), key)
        for key, swap in first.items()
    ]
    return choices, [key for key, swap in first.items() if swap.kept]


def shown(text: str, memory: Pseudonyms, watch: Watch, watching: str = "") -> list[Any]:
    """Values for ``Panel.parts``."""
    proposal = memory.propose(text, watch)
    choices, kept = _choices(proposal)
    return [
        render(proposal, watching),
        gr.update(choices=choices, value=kept, visible=bool(choices)),
    ]


def choose(text: str, memory: Pseudonyms, watch: Watch, chosen: list[str]) -> None:
    """Keeps what is ticked and replaces the rest of this text's names again."""
    offered = {swap.key for swap in memory.propose(text, watch).swaps}
    memory.replace_again(offered - set(chosen))
    memory.keep(offered & set(chosen))


def take_roster(typed: str, memory: Pseudonyms) -> None:
    """The roster as typed becomes the conversation's."""
    memory.roster = names_in(typed)

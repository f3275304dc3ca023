"""The parts of the intervision page, laid out. No events, no rules.

Contract: each function lays out one part inside an open column and returns its components;
``group`` wires them. Classes ``kier-ghide`` mark what the big screen leaves out.
"""

from dataclasses import dataclass
from html import escape

import gradio as gr

from coach.intervision.labels import SORTS, Leap, Sort
from coach.intervision.words import Words
from coach.labels import Dimension
from coach.ui import group_render as shown
from coach.ui.texts import group as report_texts
from coach.ui.texts import group_page as texts
from coach.ui.texts import privacy

MINUTES, SIZE = 60, 6


def _head(text: str, about: str = "") -> gr.HTML:
    said = f'<p class="kier-small">{escape(about)}</p>' if about else ""
    return gr.HTML(f"<h3>{escape(text)}</h3>{said}")


def _button(label: str, name: str, **how: object) -> gr.Button:
    return gr.Button(label, elem_id=f"kier-group-{name}", **{"min_width": 110, **how})


@dataclass
class Choosing:
    """Four questions, the proposal, and the door for a second screen."""

    found: gr.HTML
    again: gr.Row
    go_on: gr.Button
    leave: gr.Button
    waiting: gr.HTML
    question: gr.Radio
    minutes: gr.Number
    size: gr.Number
    safety: gr.Radio
    propose: gr.Button
    proposal: gr.HTML
    picking: gr.Column
    pick: gr.Radio
    card: gr.HTML
    everything: gr.Checkbox
    names: gr.Textbox
    picked: gr.HTML
    set_out: gr.Button
    code: gr.Textbox
    join: gr.Button


def choosing(words: Words) -> Choosing:
    """The first part of the page."""
    gr.HTML(
        f"<h2>{escape(texts.CHOOSE_TITLE)}</h2>"
        f'<p class="kier-model-about">{escape(texts.CHOOSE_ABOUT)}</p>',
        elem_id="kier-group-top",
    )
    gr.HTML(f"<p>{escape(texts.SECOND_DONE)}</p>", elem_id="kier-group-done")
    found = gr.HTML("", elem_id="kier-group-found")
    with gr.Row(visible=False, elem_classes=["kier-actions"]) as again:
        go_on = _button(texts.GO_ON, "go-on", variant="primary")
        leave = _button(texts.LEAVE, "leave-found")
    with gr.Row(equal_height=False):
        with gr.Column(min_width=300):
            question = gr.Radio(
                [(text, kind.value) for kind, text in words.questions.items()],
                label=texts.ASK_QUESTION,
                elem_id="kier-group-question",
            )
        with gr.Column(min_width=300):
            minutes = gr.Number(
                MINUTES, label=texts.ASK_MINUTES, precision=0, elem_id="kier-group-minutes"
            )
            size = gr.Number(SIZE, label=texts.ASK_SIZE, precision=0, elem_id="kier-group-size")
            safety = gr.Radio(
                [(text, safe.value) for safe, text in words.safeties.items()],
                label=texts.ASK_SAFETY,
                elem_id="kier-group-safety",
            )
    propose = _button(texts.PROPOSE, "propose", variant="primary")
    waiting = gr.HTML("", elem_id="kier-group-notice-choose")
    proposal = gr.HTML("", elem_id="kier-group-proposal")
    with gr.Column(visible=False) as picking:
        pick = gr.Radio([], label=texts.PICK, elem_id="kier-group-pick")
        everything = gr.Checkbox(False, label=texts.ALL_METHODS, elem_id="kier-group-all")
        card = gr.HTML("", elem_id="kier-group-card")
        names = gr.Textbox(label=texts.NAMES, lines=1, elem_id="kier-group-names")
        gr.HTML(f'<p class="kier-hint">{escape(texts.NAMES_HINT)}</p>')
        picked = gr.HTML("", elem_id="kier-group-notice-pick")
        set_out = _button(texts.SET_OUT, "set-out", variant="primary")
    with gr.Accordion(texts.JOIN_HEAD, open=False, elem_id="kier-group-joining"):
        code = gr.Textbox(
            label=texts.JOIN_CODE, lines=1, max_length=12, elem_id="kier-group-join-code"
        )
        join = _button(texts.JOIN, "join")
    return Choosing(
        found, again, go_on, leave, waiting, question, minutes, size, safety, propose, proposal,
        picking, pick, card, everything, names, picked, set_out, code, join,
    )  # fmt: skip


def controls() -> tuple[gr.Row, list[gr.Button]]:
    """The buttons below the board, each with a key."""
    with gr.Row(elem_classes=["kier-actions", "kier-ghide"]) as row:
        buttons = [
            _button(texts.BACK, "back"),
            _button(texts.START, "pause", variant="primary"),
            _button(texts.ONWARD, "next"),
            _button(texts.EXTEND, "extend"),
            _button(texts.SKIP, "skip"),
            _button(texts.REFIT, "refit"),
            _button(texts.BIG, "big"),
            _button(texts.SECOND, "second"),
            _button(texts.STOP, "stop"),
        ]
    gr.HTML(shown.keys(), elem_classes=["kier-ghide", "kier-ghkeys"])
    return row, buttons


def leading() -> tuple[gr.HTML, gr.HTML, dict[Leap, gr.Button], gr.Button, gr.HTML, gr.HTML]:
    """What only the facilitator uses."""
    lead = gr.HTML("", elem_id="kier-group-lead")
    leap_head = gr.HTML(f'<p class="kier-small">{escape(texts.LEAP_HEAD)}</p>')
    with gr.Row(elem_classes=["kier-actions"]):
        leaps = {
            leap: _button(label, f"leap-{leap}", size="sm") for leap, label in texts.LEAPS.items()
        }
    ask = _button(texts.PROPOSE_QUESTIONS, "ask")
    proposals = gr.HTML("", elem_id="kier-group-proposals")
    plan = gr.HTML("", elem_id="kier-group-plan")
    return lead, leap_head, leaps, ask, proposals, plan


def pairing() -> tuple[gr.HTML, gr.Button]:
    """The code for a second screen."""
    with gr.Accordion(texts.PAIR_HEAD, open=False, elem_id="kier-group-pairing"):
        return gr.HTML("", elem_id="kier-group-code"), _button(texts.PAIR, "pair", size="sm")


@dataclass
class Writing:
    """The case, and what is written down and sorted."""

    case_part: gr.Accordion
    case: gr.Textbox
    question: gr.Textbox
    preview: gr.HTML
    keep: gr.CheckboxGroup
    case_save: gr.Button
    kind: gr.Radio
    who: gr.Dropdown
    text: gr.Textbox
    write: gr.Button
    sorting: gr.Column
    which: gr.Dropdown
    sorts: dict[Sort, gr.Button]
    holding: gr.Column
    held: gr.Dropdown
    stays: gr.Button
    advises: gr.Button
    fixing: gr.Accordion
    fix: gr.Dropdown
    change: gr.Button
    remove: gr.Button


def writing(words: Words) -> Writing:
    """The boxes for the content."""
    with gr.Accordion(texts.CASE_HEAD, open=False, elem_id="kier-group-case-part") as case_part:
        case = gr.Textbox(label=texts.CASE, lines=3, max_lines=8, elem_id="kier-group-case")
        question = gr.Textbox(
            label=texts.QUESTION, lines=1, max_lines=4, elem_id="kier-group-case-question"
        )
        gr.HTML(f'<p class="kier-hint">{escape(texts.CASE_HINT)}</p>')
        preview = gr.HTML("", elem_id="kier-group-preview")
        keep = gr.CheckboxGroup(
            [], label=privacy.KEEP_LABEL, visible=False, elem_classes=["kier-keep"],
            elem_id="kier-group-keep-names",
        )  # fmt: skip
        case_save = _button(texts.CASE_SAVE, "case-save", variant="primary")
    _head(texts.WRITE_HEAD)
    kind = gr.Radio([], label=texts.WRITE_KIND, elem_id="kier-group-kind")
    text = gr.Textbox(label=texts.WRITE_TEXT, lines=1, max_lines=6, elem_id="kier-group-text")
    with gr.Row():
        who = gr.Dropdown([texts.NOBODY], label=texts.WRITE_WHO, elem_id="kier-group-who")
    write = _button(texts.WRITE, "write", variant="primary")
    with gr.Column(visible=False, elem_id="kier-group-sorting") as sorting:
        _head(texts.SORT_HEAD)
        which = gr.Dropdown([], label=texts.SORT_WHICH, elem_id="kier-group-which")
        with gr.Row(elem_classes=["kier-actions"]):
            sorts = {
                sort: _button(words.sorts[sort], f"sort-{sort}", size="sm")
                for found in SORTS.values()
                for sort in found
            }
    with gr.Column(visible=False, elem_id="kier-group-holding") as holding:
        _head(texts.HELD_HEAD, texts.HELD_ABOUT)
        held = gr.Dropdown([], label=texts.SORT_WHICH, elem_id="kier-group-held")
        with gr.Row(elem_classes=["kier-actions"]):
            stays = _button(texts.HELD_STAYS, "held-stays", size="sm")
            advises = _button(texts.HELD_ADVICE, "held-advice", size="sm")
    with gr.Accordion(texts.FIX_HEAD, open=False, elem_id="kier-group-fixing") as fixing:
        fix = gr.Dropdown([], label=texts.FIX_WHICH, elem_id="kier-group-fix")
        with gr.Row(elem_classes=["kier-actions"]):
            change = _button(texts.FIX_CHANGE, "change", size="sm")
            remove = _button(texts.FIX_REMOVE, "remove", size="sm")
    return Writing(
        case_part, case, question, preview, keep, case_save, kind, who, text, write, sorting,
        which, sorts, holding, held, stays, advises, fixing, fix, change, remove,
    )  # fmt: skip


@dataclass
class Closing:
    """Consent, own words, hours and the report."""

    back: gr.Button
    consented: gr.HTML
    present: gr.Number
    agreed: gr.Number
    consent: gr.Button
    own: dict[Dimension, gr.Textbox]
    hours: gr.Number
    notice: gr.HTML
    word: gr.Button
    markdown: gr.Button
    keeping: gr.Row
    erase: gr.Button


def closing(words: Words) -> Closing:
    """The last part of the page."""
    with gr.Row(equal_height=False):
        with gr.Column(min_width=300):
            _head(texts.REFLECT_HEAD, texts.REFLECT_ABOUT)
            own = {
                dimension: gr.Textbox(
                    label=words.reflection[dimension],
                    lines=2,
                    max_lines=8,
                    elem_id=f"kier-group-own-{dimension}",
                )
                for dimension in report_texts.DIMENSIONS
            }
            hours = gr.Number(
                None, label=texts.HOURS, minimum=0, maximum=12, step=0.5,
                elem_id="kier-group-hours",
            )  # fmt: skip
            gr.HTML(f'<p class="kier-hint">{escape(words.hours)}</p>')
        with gr.Column(min_width=300):
            _head(texts.CONSENT_HEAD)
            gr.HTML(shown.mark(texts.CONSENT_ASK, words.consent))
            with gr.Row():
                present = gr.Number(
                    None, label=texts.PRESENT, precision=0, elem_id="kier-group-present"
                )
                agreed = gr.Number(
                    None, label=texts.AGREED, precision=0, elem_id="kier-group-agreed"
                )
            consent = _button(texts.CONSENT_SAVE, "consent")
            consented = gr.HTML("", elem_id="kier-group-consented")
            _head(texts.REPORT_HEAD, texts.REPORT_ABOUT)
            with gr.Row(elem_classes=["kier-actions"]):
                word = _button(texts.WORD, "word")
                markdown = _button(texts.MARKDOWN, "markdown")
            keeping = gr.Row()
            notice = gr.HTML("", elem_id="kier-group-notice-close")
    with gr.Row(elem_classes=["kier-actions"]):
        back = _button(texts.CLOSE_BACK, "close-back")
        erase = _button(texts.ERASE, "erase", variant="stop")
    return Closing(
        back, consented, present, agreed, consent, own, hours, notice, word, markdown, keeping,
        erase,
    )  # fmt: skip


@dataclass
class Following:
    """The second screen."""

    screen: gr.HTML
    pause: gr.Button
    back: gr.Button
    onward: gr.Button
    extend: gr.Button
    leave: gr.Button


def following() -> Following:
    """The second screen's part of the page."""
    screen = gr.HTML("", elem_id="kier-group-follow-screen")
    with gr.Row(elem_classes=["kier-actions"]):
        back = _button(texts.BACK, "f-back")
        pause = _button(texts.PAUSE, "f-pause", variant="primary")
        onward = _button(texts.ONWARD, "f-next")
        extend = _button(texts.EXTEND, "f-extend")
    leave = _button(texts.FOLLOW_LEAVE, "f-leave", size="sm")
    return Following(screen, pause, back, onward, extend, leave)

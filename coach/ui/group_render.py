"""HTML of the intervision page; everything said is escaped.

Contract: pure functions to HTML strings; knows nothing about Gradio and reads no clock. The board
carries its seconds in ``data-`` attributes; ``static/group.js`` counts on from there, so that a
page that is drawn anew goes on where the meeting is.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from coach.dialogue.events import Signals
from coach.intervision.choosing import Option
from coach.intervision.clock import Board, board
from coach.intervision.labels import SORTS, Kind, Phase, Seat, Who
from coach.intervision.method import Step
from coach.intervision.state import Item, Session
from coach.intervision.words import Words, capital
from coach.ui.texts import group_page as texts

#: What the shared screen lists, in the order of a meeting.
_ON_TABLE = tuple(kind for kind in Kind if kind not in (Kind.CASUS, Kind.NOTITIE))
#: What the group gave, and the presenter answers in the step after.
_GIVEN = frozenset({Kind.ASSOCIATIE, Kind.BEELD, Kind.KERN, Kind.ADVIES})


def _who(people: Sequence[Who], words: Words) -> str:
    return texts.AND.join(words.who[who] for who in people)


def mark(name: str, text: str) -> str:
    """A small heading with a sentence."""
    return f'<p class="kier-gm"><b>{escape(name)}</b> {escape(text)}</p>'


# -- choosing -----------------------------------------------------------------------------------


def option(item: Option, steps: int, head: str, full: bool) -> str:
    """One method that is proposed, with its reason and warnings."""
    method = item.method
    warned = "".join(
        f'<p class="kier-gwarn"><b>{escape(texts.WARNING)}</b> {escape(w.text)}</p>'
        for w in item.warnings
    )
    more = mark(texts.BRINGS, method.brings) + mark(texts.ROLE, method.facilitator) if full else ""
    time = texts.OPTION_TIME.format(minutes=item.minutes, steps=steps)
    return (
        f'<section class="kier-goption{" kier-gfirst" if full else ""}">'
        f'<p class="kier-small">{escape(head)}</p><h3>{escape(method.name)}</h3>'
        f'<p class="kier-small">{escape(time)}</p><p>{escape(item.reason)}</p>{more}{warned}'
        "</section>"
    )


# -- the shared screen --------------------------------------------------------------------------


def _minutes(left: int) -> tuple[str, str]:
    whole = abs(left)
    return str(whole // 60), f"{whole % 60:02d}"


def _clock(now: Board, stamp: str) -> str:
    minutes, seconds = _minutes(now.left)
    state = texts.CLOCK_OVER if now.over else texts.CLOCK_STATE[now.phase]
    if now.phase is Phase.PAUZE:
        state = texts.CLOCK_STATE[now.phase]
    return (
        f'<div class="kier-gclock" role="timer" aria-live="off" aria-label="{escape(texts.CLOCK)}" '
        f'data-left="{now.left}" data-total="{now.minutes * 60}" data-stamp="{stamp}" '
        f'data-running="{int(now.phase is Phase.BEZIG)}" data-over="{escape(texts.CLOCK_OVER)}">'
        f'<span class="kier-gtime"><span class="kier-gsign">{"+" if now.over else ""}</span>'
        f'<span class="kier-gmin">{minutes}</span>'
        f'<span class="kier-gsec">:{seconds}</span></span>'
        f'<span class="kier-gstate">{escape(state)}</span>'
        f'<span class="kier-gbar"><span style="width:{round(now.progress * 100)}%"></span></span>'
        "</div>"
    )


def _turns(step: Step, words: Words) -> str:
    shown = []
    if step.speaks:
        shown.append((texts.SPEAKS, _who(step.speaks, words), "speaks"))
    if Who.IEDER in step.silent:
        shown.append((texts.SILENT, words.who[Who.IEDER], "silent"))
    elif step.silent:
        shown.append((texts.SILENT, _who(step.silent, words), "silent"))
    if step.presenter is not Seat.KRING:
        shown.append((texts.SEAT, words.seats[step.presenter], "silent"))
    rows = "".join(
        f'<p class="kier-g{kind}"><span>{escape(name)}</span> <b>{escape(text)}</b></p>'
        for name, text, kind in shown
    )
    return f'<div class="kier-gturns">{rows}</div>'


def _ends(now: Board) -> str:
    time = now.ends.astimezone().strftime("%H:%M")
    text = texts.LATE if now.late > 0 else texts.ENDS
    return text.format(time=time, minutes=now.late)


def screen(session: Session, words: Words, moment: datetime, stamp: str, card: bool) -> str:
    """The shared screen; ``card`` tells that a signal card stands below."""
    now = board(session, moment)
    step = now.step
    coming = (
        texts.NEXT_STEP.format(name=now.next_step.name, minutes=now.next_minutes)
        if now.next_step
        else texts.LAST
    )
    larger = (
        f'<p class="kier-glarger">{escape(step.larger.text)}</p>'
        if step.larger is not None and session.size >= step.larger.size
        else ""
    )
    strip = f'<p class="kier-gcard">{escape(texts.CARD_STANDS)}</p>' if card else ""
    number = texts.STEP_OF.format(number=now.number, count=now.count)
    return (
        f'<section class="kier-board kier-g{now.phase}">{strip}'
        f'<div class="kier-gtop"><div class="kier-gwhat">'
        f'<p class="kier-gnumber">{escape(number)} · {escape(session.name)}</p>'
        f'<h2 class="kier-gstep">{escape(step.name)}</h2>{_turns(step, words)}</div>'
        f"{_clock(now, stamp)}</div>"
        f'<p class="kier-gdo">{escape(step.screen)}</p>{larger}'
        f'<p class="kier-gsay"><span>{escape(texts.SAYS)}</span> {escape(step.say)}</p>'
        f'<p class="kier-gnext"><span>{escape(texts.NEXT)}</span> <b>{escape(coming)}</b>'
        f'<span class="kier-gends">{escape(_ends(now))}</span></p></section>'
    )


def plan(session: Session) -> str:
    """All steps with their minutes, before the start."""
    rows = ""
    for planned in session.steps:
        name = planned.step.name if planned.own else texts.PLAN_ADDED.format(name=planned.step.name)
        rows += f"<li><span>{escape(name)}</span> <b>{planned.minutes} min</b></li>"
    return (
        f'<section class="kier-gplan"><h3>{escape(texts.PLAN_HEAD)}</h3><ol>{rows}</ol></section>'
    )


def _items(items: Sequence[Item], session: Session, named: bool = True) -> str:
    rows = ""
    for item in items:
        who = session.name_of(item.who) if named else ""
        said = f'<span class="kier-small">{escape(who)}</span> ' if who else ""
        rows += f"<li>{said}{escape(item.text)}</li>"
    return f"<ul>{rows}</ul>" if rows else ""


def table(session: Session, words: Words) -> str:
    """Case, question and what was written down; what the group works with now first.

    ``kier-ghere`` marks the latter: the big screen shows that and the question.
    """
    asks = Kind.CASUS in session.step.collects
    found = _part(texts.CASE, _said(session.case), asks, "kier-gcase")
    found += _part(texts.QUESTION, _said(session.question), asks, "kier-gasked")
    # From then on the group works with how the presenter said it anew.
    again = session.again
    found += _part(texts.AGAIN, _items(again, session), False, "kier-gasked")
    near = {kind: [i for i in _near(session, kind) if i not in again] for kind in _ON_TABLE}
    order = [kind for kind in session.step.collects if kind in near]
    order += [kind for kind in _ON_TABLE if kind not in order]
    # Sorted questions are what the presenter answers from: above the answers.
    order.sort(key=lambda kind: not any(item.sort for item in near[kind]))
    for kind in order:
        found += _part(words.kinds[kind], _listed(kind, near[kind], session, words), True)
    for kind in reversed(_ON_TABLE):
        rest = [i for i in session.collected(kind) if i not in near[kind] and i not in again]
        label = texts.EARLIER.format(kind=words.kinds[kind]) if near[kind] else words.kinds[kind]
        found += _part(label, _listed(kind, rest, session, words), False)
    # Cases to choose from stay until one is chosen, and not for the rest of the meeting.
    first = session.at if session.case else session.at - 1
    notes = [i for i in session.collected(Kind.NOTITIE) if first <= i.step <= session.at]
    found += _part(words.kinds[Kind.NOTITIE], _items(notes, session), True)
    if not found:
        return ""
    head = escape(texts.TABLE_HEAD)
    return f'<section class="kier-gtable" aria-live="polite"><h3>{head}</h3>{found}</section>'


def _near(session: Session, kind: Kind) -> Sequence[Item]:
    """What the group works with now: of this step and the one before, and what is sorted.

    Who has to say what is of use sees what was given, also when this step collects something else.
    """
    items, steps = session.collected(kind), session.steps
    around = [planned.step for planned in steps[max(0, session.at - 1) : session.at + 1]]
    if any(step.sorted_kind is kind for step in around):
        return items
    answers = session.led(session.at) or Kind.OOGST in session.step.collects
    if kind not in session.step.collects and not (answers and kind in _GIVEN):
        return ()
    return [item for item in items if item.step >= session.at - 1]


def _listed(kind: Kind, items: Sequence[Item], session: Session, words: Words) -> str:
    if any(item.sort for item in items):
        return _sorted(kind, items, session, words)
    return _items(items, session)


def _said(text: str) -> str:
    return f'<p class="kier-text">{escape(text)}</p>' if text else ""


def _part(label: str, shown: str, here: bool, name: str = "") -> str:
    if not shown:
        return ""
    marks = " ".join(filter(None, ("kier-gpart", "kier-ghere" if here else "", name)))
    head = escape(capital(label))
    return f'<div class="{marks}"><h4>{head}</h4>{shown}</div>'


def _sorted(kind: Kind, items: Sequence[Item], session: Session, words: Words) -> str:
    columns = ""
    for sort in SORTS[kind]:
        inside = _items([i for i in items if i.sort is sort], session)
        columns += f'<div class="kier-g{sort}"><h5>{escape(words.sorts[sort])}</h5>{inside}</div>'
    rest = [item for item in items if item.sort is None]
    if rest:
        columns += f"<div><h5>{escape(texts.UNSORTED)}</h5>{_items(rest, session)}</div>"
    return f'<div class="kier-gsorts">{columns}</div>'


# -- for the facilitator ------------------------------------------------------------------------


def _leap(session: Session) -> str:
    here = [leapt for leapt in session.leapt if leapt.step == session.at]
    if not here:
        return ""
    return (
        f'<p class="kier-gleap" role="status"><span>{escape(texts.LEAP_SAY)}</span> '
        f"‘{escape(here[-1].line)}’</p>"
    )


def lead(session: Session) -> str:
    """What only the facilitator needs: what to watch, who writes, a word after a leap."""
    step = session.step
    return (
        f'<section class="kier-glead"><h3>{escape(texts.LEAD_HEAD)}</h3>{_leap(session)}'
        f"{mark(texts.WATCH, step.watch)}{mark(texts.WRITES, step.writes)}</section>"
    )


def proposals(session: Session) -> str:
    """The questions offered in this step; nothing where somebody is silent."""
    here = [found for found in session.proposals if found.step == session.at]
    if not here or session.step.still or session.phase is Phase.KLAAR:
        return ""
    rows = "".join(f'<li class="kier-question">{escape(found.text)}</li>' for found in here)
    return (
        f'<section class="kier-gproposed"><h3>{escape(texts.PROPOSED_HEAD)}</h3><ul>{rows}</ul>'
        f'<p class="kier-small">{escape(texts.PROPOSED_NOTE)}</p></section>'
    )


def keys() -> str:
    """The keyboard shortcuts."""
    rows = " ".join(
        f"<span><kbd>{escape(key)}</kbd> {escape(what)}</span>" for key, what in texts.KEYS
    )
    return f'<p class="kier-gkeys">{rows} <span>{escape(texts.KEYS_NOTE)}</span></p>'


def pairing(code: str, joined: int, wrong: int, house: bool) -> str:
    """The code for a second screen, and who uses it."""
    where = texts.PAIR_HOUSE if house else texts.PAIR_HERE
    shown = f'<p class="kier-small">{escape(texts.PAIR_ABOUT)} {escape(where)}</p>'
    if code:
        shown += (
            f'<p>{escape(texts.PAIR_CODE)}</p><p class="kier-gcode">{code[:3]} {code[3:]}</p>'
            f'<p class="kier-small">{escape(texts.PAIR_VALID)} '
            f"{escape(texts.PAIR_JOINED.format(count=joined))}</p>"
        )
    if wrong:
        shown += f'<p class="kier-small">{escape(texts.PAIR_WRONG.format(count=wrong))}</p>'
    return shown


def follow(
    session: Session, words: Words, moment: datetime, stamp: str, card: Signals | None
) -> str:
    """The second screen: step, clock, what to say and watch. Nothing of the case."""
    now = board(session, moment)
    step = now.step
    coming = (
        texts.NEXT_STEP.format(name=now.next_step.name, minutes=now.next_minutes)
        if now.next_step
        else texts.LAST
    )
    number = texts.STEP_OF.format(number=now.number, count=now.count)
    strip = f'<p class="kier-gcard">{escape(texts.FOLLOW_CARD)}</p>' if card else ""
    return (
        f'<section class="kier-gfollow kier-g{now.phase}">'
        f'<p class="kier-gnumber">{escape(number)} · {escape(session.name)}</p>'
        f"<h2>{escape(step.name)}</h2>{_clock(now, stamp)}{strip}{_turns(step, words)}"
        f"{_leap(session)}{mark(texts.SAYS, step.say)}{mark(texts.WATCH, step.watch)}"
        f"{mark(texts.NEXT, coming)}<p class='kier-small'>{escape(_ends(now))}</p></section>"
    )


# -- closing ------------------------------------------------------------------------------------


def closing(session: Session, words: Words) -> str:
    """What the closing asks: a round, unless the last step was one."""
    last = len(session.steps) - 1
    done = last in session.visited - session.skipped
    told = texts.CLOSE_DONE if done else texts.CLOSE_ABOUT.format(process=words.process)
    return f"<h2>{escape(texts.CLOSE_TITLE)}</h2><p>{escape(told)}</p>"


def consent(session: Session) -> str:
    """What was answered, or nothing."""
    given = session.consent
    if given is None:
        return ""
    said = texts.CONSENT_ALL if given.all else texts.CONSENT_NOT_ALL
    told = said.format(present=given.present, agreed=given.agreed)
    return f'<p class="kier-notice">{escape(told)}</p>'


def steps_of(item: Option, closes: bool) -> int:
    """Steps of a proposed method, Kier's closing round counted."""
    return len(item.method.steps) + (0 if closes else 1)


def found(session: Session) -> str:
    """What stood there before an interruption."""
    text = texts.FOUND.format(name=session.name, number=session.at + 1, step=session.step.name)
    return f'<p class="kier-notice" role="status">{escape(text)}</p>'

"""What the buttons of the intervision page do.

Contract: functions from a ``Session`` and what was typed to a ``View``; no Gradio in here. The
meeting itself lives in the ``Hall`` and not in the page, so that a reload finds it again. On any
error nothing changed and what was typed comes back in its box.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coach.errors import KierError
from coach.intervision import events as e
from coach.intervision.choosing import Answers, Choice, Option
from coach.intervision.engine import short
from coach.intervision.facilitation import Facilitation, Meeting, Outcome
from coach.intervision.labels import Kind, Phase, QuestionKind, Safety, Sort
from coach.intervision.state import Session as Standing
from coach.labels import Dimension
from coach.ui.group_errors import MeetingGone
from coach.ui.group_hall import Hall, Table, seat
from coach.ui.texts import group_page as texts

#: The boxes with something of a meeting in them.
BOXES = ("case", "question", "written", *(f"own_{dimension}" for dimension in Dimension))
#: What a second screen may do.
FOLLOWING = (e.Start, e.Next, e.Back, e.Pause, e.Resume, e.Extend)


class Stage(StrEnum):
    """Which part of the page shows."""

    CHOOSE = "choose"
    RUN = "run"
    CLOSE = "close"
    FOLLOW = "follow"


class Session:
    """One browser's page. Not a dataclass: Gradio would turn that into plain data.

    ``secret`` opens its own meeting, ``given`` follows another's; ``key`` is that of a form found
    after an interruption. ``drawn`` is the version of the meeting that the page shows, ``step`` the
    step.
    """

    def __init__(self) -> None:
        self.secret = self.given = self.key = ""
        self.choice: Choice | None = None
        self.found: Standing | None = None
        self.drawn = -1
        self.step = ""


@dataclass(frozen=True)
class View:
    """What the page shows now; ``boxes`` are new contents of boxes by name, others stay."""

    stage: Stage
    table: Table | None = None
    notice: str = ""
    boxes: Mapping[str, object] = field(default_factory=dict)
    fresh: bool = False


def view(hall: Hall, session: Session, notice: str = "", **boxes: object) -> View:
    """The page as it stands."""
    if session.given:
        table = hall.followed(session.given)
        if table is not None:
            return View(Stage.FOLLOW, table, notice, boxes)
        session.given = ""
        return View(Stage.CHOOSE, None, notice or texts.FOLLOW_GONE, boxes)
    table = hall.of(session.secret)
    if table is None:
        return View(Stage.CHOOSE, None, notice, boxes)
    ended = table.meeting.session.phase is Phase.KLAAR
    return View(Stage.CLOSE if ended else Stage.RUN, table, notice, boxes)


def tried(hall: Hall, session: Session, action: Callable[[], View], **typed: object) -> View:
    """The action's view; on an error a notice, and what was typed."""
    try:
        return action()
    except MeetingGone:
        return gone(hall, session, **typed)
    except KierError as error:
        return view(hall, session, str(error), **typed)


def gone(hall: Hall, session: Session, **typed: object) -> View:
    """The meeting is no longer there: nothing of it stays on this page but what was just typed."""
    session.secret = ""
    shown = view(hall, session, texts.GONE, **{**dict.fromkeys(BOXES, ""), **typed})
    return View(shown.stage, shown.table, shown.notice, shown.boxes, fresh=True)


# -- choosing -----------------------------------------------------------------------------------


def propose(
    facilitation: Facilitation,
    session: Session,
    question: str | None,
    minutes: float | None,
    size: float | None,
    safety: str | None,
) -> str:
    """Fills ``session.choice``; gives a notice when that cannot be done."""
    if not question or not safety or not minutes or not size:
        return texts.FILL_IN
    if minutes != int(minutes) or size != int(size):
        return texts.WHOLE_NUMBERS
    answers = Answers(QuestionKind(question), int(minutes), int(size), Safety(safety))
    try:
        session.choice = facilitation.choose(answers)
    except KierError as error:
        session.choice = None
        return str(error)
    return ""


def options(facilitation: Facilitation, choice: Choice, everything: bool) -> list[Option]:
    """The proposed ones in order; with ``everything`` the other methods after them."""
    found = [choice.first, *choice.others]
    if everything:
        known = {option.method.id for option in found}
        for method in facilitation.methods:
            if method.id not in known:
                warned = facilitation.warnings(method.id, choice.answers)
                reason = method.suits.get(choice.answers.question, method.purpose)
                found.append(Option(method, reason, choice.answers.minutes, warned))
    return found


def names_of(typed: str) -> tuple[str, ...]:
    """First names or colours as typed with commas; raises NameNotShort."""
    found = (short(part) for part in typed.replace("\n", ",").replace(";", ",").split(","))
    return tuple(name for name in found if name)


def set_out(
    hall: Hall, facilitation: Facilitation, session: Session, method: str | None, typed: str
) -> View:
    """The chosen method waits to start."""

    def action() -> View:
        choice = session.choice
        if choice is None or not method:
            return view(hall, session, texts.FILL_IN)
        names = names_of(typed)
        answers = choice.answers
        meeting = facilitation.begin(method, answers.size, answers.minutes)
        table = hall.open(meeting)
        if names:
            hall.handle(table, facilitation, e.People(people=names))
        session.secret = table.secret
        shown = view(hall, session, names="", case="", question="", written="")
        return View(shown.stage, shown.table, "", shown.boxes, fresh=True)

    return tried(hall, session, action)


# -- after a reload or a restart ----------------------------------------------------------------


def returned(hall: Hall, session: Session, secret: str, key: str, given: str = "") -> bool:
    """A page was (re)loaded with what its browser remembers; True when its meeting is here."""
    if hall.followed(given) is not None:
        session.given = given
        return True
    if hall.of(secret) is not None:
        session.secret = secret
        return True
    session.found = hall.forms.find(key, hall.clock()) if key else None
    session.key = key if session.found is not None else ""
    return False


def go_on(hall: Hall, session: Session) -> View:
    """The found form becomes a meeting again, paused where it stood."""
    if session.found is None:
        return view(hall, session)
    table = hall.open(Meeting(session.found), session.key)
    session.secret, session.found, session.key = table.secret, None, ""
    shown = view(hall, session)
    return View(shown.stage, shown.table, "", {}, fresh=True)


def let_go(hall: Hall, session: Session) -> View:
    """The found form is forgotten."""
    if session.key:
        hall.forms.drop(session.key, hall.clock())
    session.found, session.key = None, ""
    return view(hall, session)


# -- while it runs ------------------------------------------------------------------------------


def act(
    hall: Hall, facilitation: Facilitation, session: Session, event: e.Event, notice: str = ""
) -> View:
    """One event without text."""

    def action() -> View:
        table = _table(hall, session, event)
        hall.handle(table, facilitation, event)
        return view(hall, session, notice)

    return tried(hall, session, action)


def pause_or_go_on(hall: Hall, facilitation: Facilitation, session: Session) -> View:
    """Start, pause or resume: whatever the clock can do now."""

    def action() -> View:
        table = _table(hall, session, e.Pause())
        with table.lock:
            phase = table.meeting.session.phase
            event: e.Event
            if phase is Phase.VOORAF:
                event = e.Start()
            elif phase is Phase.PAUZE:
                event = e.Resume()
            elif phase is Phase.BEZIG:
                event = e.Pause()
            else:
                return view(hall, session)
            hall.handle(table, facilitation, event)
        return view(hall, session)

    return tried(hall, session, action)


def _table(hall: Hall, session: Session, event: e.Event) -> Table:
    if not session.given:
        return seat(hall, session.secret)
    table = hall.followed(session.given)
    if table is None or not isinstance(event, FOLLOWING):
        raise MeetingGone
    return table


def said(outcome: Outcome) -> str:
    """What was replaced, for under the box; never the name itself."""
    shown = [f"‘{swap.shown}’" for text in outcome.replaced for swap in text.swaps if not swap.kept]
    return texts.REPLACED.format(what=", ".join(dict.fromkeys(shown))) if shown else ""


def put_case(
    hall: Hall, facilitation: Facilitation, session: Session, text: str, question: str
) -> View:
    """The case and the presenter's question go to the screen."""

    def action() -> View:
        if not text.strip() and not question.strip():
            return view(hall, session, texts.NOTHING_TYPED)
        table = seat(hall, session.secret)
        outcome = hall.handle(table, facilitation, e.Case(text=text, question=question))
        now = outcome.session
        return view(hall, session, said(outcome), case=now.case, question=now.question)

    return tried(hall, session, action, case=text, question=question)


def write(
    hall: Hall, facilitation: Facilitation, session: Session, kind: str | None, who: str, text: str
) -> View:
    """One thing is written down."""

    def action() -> View:
        if not text.strip():
            return view(hall, session, texts.NOTHING_TYPED)
        table = seat(hall, session.secret)
        chosen = Kind(kind) if kind else None
        event = e.Add(text=text, kind=chosen, who="" if who == texts.NOBODY else who or "")
        outcome = hall.handle(table, facilitation, event)
        added = outcome.session.items[-1]
        held = texts.HELD_NOW if added.held is not None else ""
        notice = " ".join(filter(None, (said(outcome), held)))
        # The box was emptied when this was sent; the next thing may be in it already.
        return view(hall, session, notice, who=texts.NOBODY)

    return tried(hall, session, action, written=text)


def sort(
    hall: Hall, facilitation: Facilitation, session: Session, item: int | None, to: Sort
) -> View:
    """The presenter sorts one."""
    if item is None:
        return view(hall, session, texts.CHOOSE_ONE)
    return act(hall, facilitation, session, e.SortItem(item=item, sort=to))


def place(
    hall: Hall, facilitation: Facilitation, session: Session, item: int | None, advice: bool
) -> View:
    """What was held goes to the screen, as it was typed or as advice."""
    if item is None:
        return view(hall, session, texts.CHOOSE_ONE)
    kind = Kind.ADVIES if advice else None
    return act(hall, facilitation, session, e.Place(item=item, kind=kind))


def take_back(
    hall: Hall, facilitation: Facilitation, session: Session, item: int | None, written: str,
    change: bool,
) -> View:  # fmt: skip
    """One thing goes away; with ``change`` its words return to the box, if that is empty."""

    def action() -> View:
        table = seat(hall, session.secret)
        held = next((i for i in table.meeting.session.items if i.number == item), None)
        if item is None or held is None:
            return view(hall, session, texts.CHOOSE_ONE, written=written)
        hall.handle(table, facilitation, e.Remove(item=item))
        back = held.text if change and not written.strip() else written
        return view(hall, session, written=back)

    return tried(hall, session, action, written=written)


def ask(hall: Hall, facilitation: Facilitation, session: Session) -> View:
    """Up to three questions to borrow."""

    def action() -> View:
        table = seat(hall, session.secret)
        outcome = hall.handle(table, facilitation, e.Propose())
        return view(hall, session, "" if outcome.proposals else texts.PROPOSED_NONE)

    return tried(hall, session, action)


# -- the second screen --------------------------------------------------------------------------


def join(hall: Hall, session: Session, typed: str) -> View:
    """A second screen with a code."""

    def action() -> View:
        session.given = hall.join(typed)
        shown = view(hall, session, joining="")
        return View(shown.stage, shown.table, "", shown.boxes, fresh=True)

    return tried(hall, session, action, joining=typed)


def leave(hall: Hall, session: Session) -> View:
    """The second screen goes away."""
    hall.leave(session.given)
    session.given = ""
    return view(hall, session)


def pair(hall: Hall, session: Session) -> View:
    """A new code."""

    def action() -> View:
        hall.pair(seat(hall, session.secret))
        return view(hall, session)

    return tried(hall, session, action)

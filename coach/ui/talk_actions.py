"""What the buttons of the conversation page do.

Contract: generator functions over a ``View`` (what the page shows now); no Gradio in here, so they
can be tested without a browser. On any error the typed message comes back into the box.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from coach.dialogue.cleaning import clean
from coach.dialogue.events import Signals, Status
from coach.dialogue.state import Conversation
from coach.errors import KierError
from coach.export.conversation_card import Wording, as_markdown, as_word
from coach.labels import CardField, Level
from coach.ui import texts
from coach.ui.loading import Loader

_URGENCY = {Level.GEEN: 0, Level.ZELFZORG: 1, Level.ZORG: 2, Level.ACUUT: 3}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Session:
    """One person's page: the conversation and its standing signal cards, by turn.

    Not a dataclass: Gradio would turn that into plain data.
    """

    def __init__(self) -> None:
        self.conversation = Conversation()
        self.signals: list[tuple[int, Signals]] = []

    @property
    def standing(self) -> Signals | None:
        """The most urgent card raised so far; of equals the newest."""
        if not self.signals:
            return None
        return max(self.signals, key=lambda pair: (_URGENCY[pair[1].signal.level], pair[0]))[1]


@dataclass(frozen=True)
class View:
    """What the page shows: box content, pending message, status and notice."""

    session: Session
    box: str = ""
    pending: str = ""
    status: str = ""
    notice: str = ""


def send(loader: Loader, session: Session, message: str) -> Iterator[View]:
    """Streams views of one turn."""
    if not clean(message):
        yield View(session, box=message, notice=texts.NOTHING_TYPED)
        return
    view = View(session, pending=message, status=loader.status or "")
    yield view
    raised: Signals | None = None
    number = len(session.conversation.turns) + 1
    try:
        for event in loader.coach.turn(session.conversation, message):
            if isinstance(event, Status):
                yield replace(view, status=texts.BUSY[event.phase])
            elif isinstance(event, Signals):
                raised = event
                session.signals.append((number, event))
    except Exception as error:
        if raised is not None:
            session.signals.pop()
        sentence = str(error) if isinstance(error, KierError) else texts.UNEXPECTED
        yield View(session, box=message, notice=sentence)
        return
    yield View(session)


def stopped(session: Session, message: str) -> View:
    """After Stop: what was typed is back in the box, unless the reply was already there."""
    last = session.conversation.last
    if last is not None and last.user and message and last.user == clean(message):
        return View(session)
    number = len(session.conversation.turns)
    session.signals = [pair for pair in session.signals if pair[0] <= number]
    return View(session, box=message, notice=texts.STOPPED if message else "")


def undo(session: Session) -> View:
    """One turn back; the message of that turn returns to the box."""
    last = session.conversation.last
    if last is None:
        return View(session)
    session.conversation = session.conversation.rewound()
    number = len(session.conversation.turns)
    session.signals = [pair for pair in session.signals if pair[0] <= number]
    return View(session, box=last.user)


def restart() -> View:
    """A new, empty conversation."""
    return View(Session())


def resumed(loader: Loader, conversation: Conversation) -> View:
    """A kept conversation taken up again, with the signal cards that stood."""
    session = Session()
    session.conversation = conversation
    session.signals = [
        (turn.number, loader.coach.signals_of(turn.signal))
        for turn in conversation.turns
        if turn.signal.level is not Level.GEEN
    ]
    return View(session)


def edit(session: Session, shown: Mapping[CardField, str]) -> None:
    """Keeps as hand edits what stands in the card's boxes and was not put there by the coach."""
    card = session.conversation.card()
    session.conversation.edits.update(
        {name: text for name, text in shown.items() if text != card[name]}
    )


def wording() -> Wording:
    """The Dutch around an exported card."""
    return Wording(
        title=texts.CARD_TITLE,
        note=texts.CARD_NOTE,
        made_on=texts.EXPORT_DATE,
        empty=texts.CARD_EMPTY,
        mark=texts.EXPORT_MARK,
        fields=texts.CARD_FIELDS,
    )


def export(session: Session, kind: str) -> str:
    """The card as a JSON payload (name, type, base64 data) for the browser to save."""
    card, today = session.conversation.card(), date.today()
    if kind == "word":
        data, mime, ending = as_word(card, wording(), today), _WORD, "docx"
    else:
        data = as_markdown(card, wording(), today).encode("utf-8")
        mime, ending = "text/markdown", "md"
    name = f"{texts.EXPORT_FILE}-{today.isoformat()}.{ending}"
    return json.dumps({"name": name, "type": mime, "data": b64encode(data).decode("ascii")})

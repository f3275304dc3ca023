"""What the buttons of the conversation page do.

Contract: generator functions over a ``View`` (what the page shows now); no Gradio in here, so they
can be tested without a browser. On any error, and when the user stops it, the typed message comes
back into the box; what somebody types while a reply is made stays.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

from coach.dialogue.cleaning import clean
from coach.dialogue.events import Partial, Signals, Status
from coach.dialogue.state import Conversation, Spoken
from coach.errors import KierError, Stopped
from coach.export.conversation_card import Wording, as_markdown, as_word
from coach.labels import CardField, Level
from coach.privacy.memory import Proposal
from coach.ui import texts
from coach.ui.keep_actions import KeepSession
from coach.ui.loading import Loader
from coach.ui.own_documents import coach_for
from coach.ui.texts import voice as voice_texts

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach

_URGENCY = {Level.GEEN: 0, Level.ZELFZORG: 1, Level.ZORG: 2, Level.ACUUT: 3}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Session:
    """One person's page: the conversation and its standing signal cards, by turn.

    ``stop`` stops the reply that is being made. Not a dataclass: Gradio would turn that into
    plain data.
    """

    def __init__(self) -> None:
        self.conversation = Conversation()
        self.signals: list[tuple[int, Signals]] = []
        # By turn the message as it was typed and what was replaced in it; leaves with the page.
        self.sent: dict[int, Proposal] = {}
        self.stop: Event | None = None
        # The page's own vault: while it is open the coach knows the documents in it.
        self.kept: KeepSession | None = None

    @property
    def standing(self) -> Signals | None:
        """The most urgent card raised so far; of equals the newest."""
        if not self.signals:
            return None
        return max(self.signals, key=lambda pair: (_URGENCY[pair[1].signal.level], pair[0]))[1]


@dataclass(frozen=True)
class View:
    """What the page shows: box, message being answered, status, notice, reply in the making.

    ``box``: None leaves what is there. ``pending`` is the message without names. ``fresh`` is a new
    conversation. ``log`` is the conversation to show above the pending message; None leaves what is
    shown.
    """

    session: Session
    box: str | None = ""
    pending: str = ""
    fresh: bool = False
    status: str = ""
    notice: str = ""
    partial: Spoken | None = None
    log: Conversation | None = None


def settled(session: Session, box: str | None = "", notice: str = "") -> View:
    """A view of a conversation in which nothing is being made."""
    return View(session, box=box, notice=notice, log=session.conversation)


def send(loader: Loader, session: Session, message: str) -> Iterator[View]:
    """Streams views of one turn; what was typed comes back when there is no reply."""
    if not clean(message):
        yield settled(session, box=message, notice=texts.NOTHING_TYPED)
        return
    yield from _turn(loader, session, session.conversation, message, box=message)


def again(loader: Loader, session: Session) -> Iterator[View]:
    """Streams views of another reply to the last message; the old one stays until it is there."""
    last = session.conversation.last
    if last is None:
        yield settled(session, notice=voice_texts.NOTHING_TO_REPEAT)
        return
    yield from _turn(loader, session, session.conversation.passing_over(), last.user)


def _turn(
    loader: Loader, session: Session, before: Conversation, message: str, box: str = ""
) -> Iterator[View]:
    """One turn after ``before``; ``box`` is what returns to the box when it fails."""
    draft = before.model_copy(update={"turns": list(before.turns)})
    number, standing = len(draft.turns) + 1, session.signals
    session.signals = [pair for pair in standing if pair[0] < number]
    stop = session.stop = Event()
    proposal = before.pseudonyms.propose(clean(message), loader.guard.watch)
    view = View(session, pending=proposal.text, status=loader.status or "")
    done = False
    try:
        yield replace(view, log=before)
        view = replace(view, box=None)
        for event in coach_of(loader, session).turn(draft, message, stop):
            if isinstance(event, Status):
                view = replace(view, status=texts.BUSY[event.phase])
                yield view
            elif isinstance(event, Partial):
                view = replace(view, partial=event.spoken)
                yield view
            elif isinstance(event, Signals):
                session.signals = [*session.signals, (number, event)]
        if not stop.is_set():
            session.conversation, done = draft, True
    except Stopped:
        pass
    except Exception as error:
        sentence = str(error) if isinstance(error, KierError) else texts.UNEXPECTED
        yield settled(session, box=box or None, notice=sentence)
        return
    finally:
        # Also when the page goes away or Stop ends this: the model must not go on by itself.
        stop.set()
        if not done:
            # What was said to be dangerous now stays in sight, reply or no reply.
            session.signals = [*standing, *_acute(session, standing)]
    if done:
        if box:  # another reply to the same message leaves what was typed
            session.sent[number] = proposal
        yield settled(session, box=None)
    else:
        yield settled(session, box=box or None, notice=texts.STOPPED if box else "")


def coach_of(loader: Loader, session: Session) -> "Coach":
    """The coach of this page."""
    return loader.coach if session.kept is None else coach_for(loader, session.kept)


def halt(session: Session) -> None:
    """Asks the reply that is being made to stop; its own last view gives back what was typed."""
    if session.stop is not None:
        session.stop.set()


def _acute(session: Session, standing: list[tuple[int, Signals]]) -> list[tuple[int, Signals]]:
    """Acute cards that the turn in the making raised."""
    return [
        pair
        for pair in session.signals
        if pair not in standing and pair[1].signal.level is Level.ACUUT
    ]


def undo(session: Session) -> View:
    """One turn back; the message of that turn returns to the box as it was typed."""
    last = session.conversation.last
    if last is None:
        return settled(session)
    session.conversation = session.conversation.rewound()
    number = len(session.conversation.turns)
    session.signals = [pair for pair in session.signals if pair[0] <= number]
    sent = session.sent.pop(last.number, None)
    return settled(session, box=sent.original if sent is not None else last.user)


def restart() -> View:
    """A new, empty conversation."""
    return replace(settled(Session()), fresh=True)


def resumed(loader: Loader, conversation: Conversation) -> View:
    """A kept conversation taken up again, with the signal cards that stood."""
    session = Session()
    session.conversation = conversation
    session.signals = [
        (turn.number, loader.coach.signals_of(turn.signal))
        for turn in conversation.turns
        if turn.signal.level is not Level.GEEN
    ]
    return settled(session)


def edit(session: Session, shown: Mapping[CardField, str]) -> None:
    """Keeps as hand edits what stands in the card's boxes and was not put there by the coach."""
    card = session.conversation.card()
    session.conversation.edits.update(
        {name: text for name, text in shown.items() if text != card[name]}
    )


def carried(session: Session) -> dict[str, str]:
    """What the practice room takes over: how it began, and message, fear and first words."""
    card, turns = session.conversation.card(), session.conversation.turns
    return {
        "start": turns[0].user if turns else "",
        "message": card[CardField.BOODSCHAP],
        "fear": card[CardField.TEGENOP],
        "first": card[CardField.EERSTE_ZIN],
        "key": f"{session.conversation.id}-{len(session.conversation.turns)}",
    }


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

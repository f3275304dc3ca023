"""What the buttons of the practice page do.

Contract: functions from a ``Session`` and what was typed to a ``View``, or to a stream of them
where the partner answers; no Gradio in here. The box is left alone unless something must be in it:
what somebody types meanwhile stays. On any error the sentence that was said comes back into the
box. A practice ends in looking back, also after 'stop'. Nothing is kept beyond the session.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from secrets import randbelow
from threading import Event

from coach.dialogue.cleaning import clean
from coach.dialogue.events import Signals
from coach.dialogue.state import Signal
from coach.errors import KierError, Stopped
from coach.knowledge.schemas import Helpline
from coach.labels import Level, VoiceName
from coach.practice import lookback
from coach.practice.lookback import Note
from coach.practice.persona import Aim, Persona
from coach.practice.rehearsal import Rehearsal
from coach.practice.state import Exchange, Practice
from coach.ui.texts import practice as texts

MAX_HINTS = 3
_URGENCY = {Level.GEEN: 0, Level.ZELFZORG: 1, Level.ZORG: 2, Level.ACUUT: 3}
#: Gives the routes that stand on the card of a signal.
Routes = Callable[[Signal], tuple[Helpline, ...]]


class Stage(StrEnum):
    """Which part of the page shows."""

    CHOOSE = "choose"
    TALK = "talk"
    PAUSE = "pause"
    OBSERVE = "observe"
    LOOK = "look"


class Session:
    """One person's practice. Not a dataclass: Gradio would turn that into plain data."""

    def __init__(self) -> None:
        self.stage = Stage.CHOOSE
        self.persona: Persona | None = None
        self.aim: Aim | None = None
        self.practice: Practice | None = None
        self.other: Practice | None = None
        self.branched_at = 0
        self.answers: tuple[str, str] = ("", "")
        self.carried: Mapping[str, str] | None = None
        self.retried: Practice | None = None
        self.retried_at = 0
        self.raised: Signals | None = None
        self.voice = VoiceName.GUIDED
        self.stop: Event | None = None  # stops the answer that is being made

    def raise_signal(self, signal: Signal, routes: Routes) -> None:
        """Keeps the most urgent card; of equals the newest."""
        standing = self.raised.signal.level if self.raised else Level.GEEN
        if signal.level is not Level.GEEN and _URGENCY[signal.level] >= _URGENCY[standing]:
            self.raised = Signals(signal, routes(signal))


@dataclass(frozen=True)
class View:
    """What the page shows beside the session.

    ``box`` and ``notice``: None leaves what is there. ``pending`` is a sentence that waits for its
    answer, without names, ``partial`` what of the answer may be seen already; ``live`` is a view in
    which nothing else changed.
    """

    session: Session
    box: str | None = None
    notice: str | None = ""
    pending: str = ""
    partial: str = ""
    live: bool = False


def chosen(session: Session, rehearsal: Rehearsal, persona_id: str, aim_id: str = "") -> Session:
    """Another partner or aim before the role play."""
    persona = rehearsal.personas.get(persona_id) or next(iter(rehearsal.personas.values()))
    session.persona = persona
    session.aim = next((aim for aim in persona.aims if aim.id == aim_id), persona.aims[0])
    return session


def bring(session: Session, rehearsal: Rehearsal, carried: Mapping[str, str]) -> Session:
    """A conversation prepared elsewhere: a partner that is like it, and its own words."""
    fresh = Session()
    fresh.carried = dict(carried)
    about = " ".join(text for name, text in carried.items() if text and name != "key")
    message = carried.get("message", "")
    persona = rehearsal.topics.choose(about, message) if about.strip() else None
    persona = persona or next(iter(rehearsal.personas.values()))
    aim = next((aim for aim in persona.aims if aim.hard), persona.aims[0])
    fresh.raised, fresh.voice = session.raised, session.voice
    return chosen(fresh, rehearsal, persona.id, aim.id)


def speaking(session: Session, voice: str) -> Session:
    """Who is to word the partner's lines from now on."""
    session.voice = VoiceName(voice)
    return session


def begin(session: Session, rehearsal: Rehearsal, seed: int | None = None) -> View:
    """Into the role."""
    if session.persona is None or session.aim is None:
        return View(session, notice=texts.NOBODY)
    seed = randbelow(1_000_000) if seed is None else seed
    message = (session.carried or {}).get("message", "")
    session.practice = rehearsal.begin(session.persona, session.aim, seed, message)
    session.practice.voice = session.voice
    session.other, session.branched_at = None, 0
    session.answers, session.retried, session.retried_at = ("", ""), None, 0
    session.stage = Stage.TALK
    first = (session.carried or {}).get("first", "")
    return View(session, box=first)


def say(session: Session, rehearsal: Rehearsal, routes: Routes, message: str) -> Iterator[View]:
    """One sentence of the trainee; 'stop' and 'pauze' are heard first."""
    practice = session.practice
    said = clean(message)
    if practice is None or session.stage is not Stage.TALK:
        yield View(session)
        return
    word = said.casefold().strip(" .!")
    if word in texts.STOP_WORDS:
        yield replace(finish(session), box="")
        return
    if word in texts.PAUSE_WORDS:
        yield replace(pause(session), box="")
        return
    if not said:
        yield View(session, notice=texts.NOTHING_SAID)
        return
    # The box is empty from the start: what is typed while the other thinks is the next sentence.
    waiting = View(session, box="", pending=rehearsal.without_names(practice, said))
    yield waiting
    try:
        for partial, exchange in _answering(session, rehearsal, practice, message):
            if exchange is None:
                yield replace(waiting, partial=partial, live=True)
            else:
                session.raise_signal(exchange.signal, routes)
    except Exception as error:
        yield View(session, box=message, notice=_sentence(error))
        return
    yield View(session, notice=None)


def _answering(
    session: Session, rehearsal: Rehearsal, practice: Practice, message: str
) -> Iterator[tuple[str, Exchange | None]]:
    """What may be seen of an answer, and in the end the exchange; stopped when nobody looks."""
    stop = session.stop = Event()
    making = rehearsal.live(practice, message, stop)
    try:
        while True:
            try:
                yield next(making), None
            except StopIteration as end:
                yield "", end.value
                return
    finally:
        stop.set()
        making.close()


def halt(session: Session) -> None:
    """Asks the answer that is being made to stop; ``say`` then gives the sentence back."""
    if session.stop is not None:
        session.stop.set()


def _sentence(error: Exception) -> str:
    if isinstance(error, Stopped):
        return texts.STOPPED
    return str(error) if isinstance(error, KierError) else texts.UNEXPECTED


def pause(session: Session) -> View:
    """Out of the role for a moment."""
    session.stage = Stage.PAUSE
    return View(session)


def resume(session: Session) -> View:
    """Back into the role."""
    session.stage = Stage.TALK
    return View(session)


def hint(session: Session, rehearsal: Rehearsal) -> View:
    """A hint, rationed."""
    practice = session.practice
    if practice is None or session.persona is None:
        return View(session)
    if practice.hints >= MAX_HINTS:
        return View(session, notice=texts.HINTS_GONE.format(count=MAX_HINTS))
    practice.hints += 1
    found = lookback.hint(rehearsal.feedback, session.persona, practice.standing)
    return View(session, notice=texts.HINT_SHOWN.format(hint=found))


def again(session: Session, number: int) -> View:
    """Back to the trainee's line ``number``; what was said then is in the box to change."""
    practice = session.practice
    if practice is None or not 1 <= number <= len(practice.exchanges):
        return View(session)
    session.other = practice
    session.branched_at = number
    session.practice = practice.until(number)
    session.stage = Stage.TALK
    return View(session, box=practice.exchanges[number - 1].said)


def swap(session: Session) -> View:
    """On with the other version."""
    if session.other is not None and session.practice is not None:
        session.practice, session.other = session.other, session.practice
    return View(session)


def finish(session: Session) -> View:
    """Out of the role: looking back. An empty practice goes back to choosing."""
    practice = session.practice
    if practice is not None and not practice.exchanges and session.other is not None:
        session.practice, session.other = session.other, None
        practice = session.practice
    if practice is None:
        session.stage = Stage.CHOOSE
        return View(session)
    if not practice.exchanges:
        session.stage = Stage.CHOOSE
        return View(session, notice=texts.FIRST_SAY)
    session.stage = Stage.OBSERVE
    return View(session)


def observed(session: Session, first: str, second: str) -> View:
    """The trainee's own observation, before Kier says anything."""
    session.answers = (clean(first), clean(second))
    if not any(session.answers):
        return View(session, notice=texts.OBSERVE_NEEDED)
    session.stage = Stage.LOOK
    return View(session)


def notes(session: Session, rehearsal: Rehearsal) -> tuple[Note, ...]:
    """At most two micro-skills."""
    if session.practice is None or session.persona is None or session.aim is None:
        return ()
    return lookback.notes(rehearsal.feedback, session.practice, session.persona, session.aim.hard)


def moment(session: Session, rehearsal: Rehearsal) -> int:
    """The exchange to try again: that of the alternative, else the last without a signal."""
    found = [item.number for item in notes(session, rehearsal) if item.instead]
    said = session.practice.exchanges if session.practice else []
    played = [item.number for item in said if item.signal.level is Level.GEEN]
    return (found or played[-1:] or [len(said)])[0]


def retry(session: Session, rehearsal: Rehearsal, routes: Routes, message: str) -> Iterator[View]:
    """One moment again, once; both versions stand beside each other afterwards."""
    if not clean(message):
        yield View(session, notice=texts.NOTHING_SAID)
        return
    if session.practice is None or session.retried is not None:
        yield View(session)
        return
    number = moment(session, rehearsal)
    branch = session.practice.until(number)
    yield View(session, pending=rehearsal.without_names(branch, message))
    try:
        for _, exchange in _answering(session, rehearsal, branch, message):
            if exchange is not None:
                session.raise_signal(exchange.signal, routes)
    except Exception as error:
        yield View(session, notice=_sentence(error))
        return
    session.retried, session.retried_at = branch, number
    yield View(session)


def restart(session: Session, rehearsal: Rehearsal) -> View:
    """The same partner and aim from the start."""
    return begin(session, rehearsal)


def other_partner(session: Session) -> View:
    """Back to choosing; a raised card stays."""
    fresh = Session()
    fresh.persona, fresh.aim = session.persona, session.aim
    fresh.carried, fresh.raised = session.carried, session.raised
    fresh.voice = session.voice
    return View(fresh)


def saved(session: Session, rehearsal: Rehearsal) -> str:
    """The look back as a JSON payload (name, type, base64 data) for the browser to save."""
    practice, persona = session.practice, session.persona
    if practice is None or persona is None:
        return ""
    asked = lookback.questions(rehearsal.feedback, practice)
    lines = [
        f"# {texts.SAVE_TITLE}",
        texts.SAVE_WITH.format(name=persona.name, role=persona.role),
        f"## {texts.YOUR_WORDS}",
    ]
    for question, answer in zip(asked, session.answers, strict=True):
        if answer:
            lines += [f"*{question}*", answer]
    for item in notes(session, rehearsal):
        lines += [f"## {item.title}", item.text]
        if item.instead:
            lines.append(f"{texts.INSTEAD} ‘{item.instead}’")
        lines.append(item.why)
    lines += [f"## {texts.ALONG}", lookback.take_along(rehearsal.feedback, practice)]
    lines.append(texts.FORMATIVE)
    data = "\n\n".join(lines).encode("utf-8")
    name = f"{texts.SAVE_NAME}-{date.today().isoformat()}.md"
    payload = {"name": name, "type": "text/markdown", "data": b64encode(data).decode("ascii")}
    return json.dumps(payload)

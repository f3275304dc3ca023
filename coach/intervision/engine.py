"""One event further: the rules of a meeting.

Contract: ``begin`` gives a meeting that waits to start; ``apply`` gives the next state and leaves
the old one as it was; it raises NotNow or NameNotShort when an event does not fit, and then
nothing has changed. Texts must be without names already. Deterministic: the same state, event and
moment give the same state.
"""

import re
from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import Any

from coach.intervision import events as e
from coach.intervision.clock import agreed_end, elapsed, left
from coach.intervision.errors import NameNotShort, NotNow
from coach.intervision.labels import SORTS, Kind, Phase, Who
from coach.intervision.method import Method, Step
from coach.intervision.state import Consent, Item, Logged, Person, Session
from coach.intervision.timing import divide, plan

_NAME = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)?\Z")
NAME_CHARS = 20


def begin(method: Method, closing: Step, size: int, minutes: int | None = None) -> Session:
    """A meeting that has yet to start; raises TooShort when the minutes do not fit."""
    steps = plan(method, closing, minutes)
    count = len(steps)
    return Session(
        method=method.id,
        name=method.name,
        sources=tuple(method.sources),
        size=size,
        steps=steps,
        planned=tuple(step.minutes for step in steps),
        used=(0.0,) * count,
        extra=(0,) * count,
    )


def apply(session: Session, event: e.Event, now: datetime) -> Session:
    """The state after an event."""
    if session.phase is Phase.VOORAF and event.event in _AFTER_START:
        raise NotNow("vooraf")
    if session.phase is Phase.KLAAR and event.event in _BEFORE_END:
        raise NotNow("klaar")
    changed, note = _RULES[event.event](session, event, now)
    entry = Logged(at=now, step=session.at, event=event.event, note=note)
    return session.model_copy(update={**changed, "log": (*session.log, entry)})


Changed = tuple[dict[str, Any], str]


def _booked(session: Session, now: datetime) -> tuple[float, ...]:
    """Time used per step, with what ran until now."""
    used = list(session.used)
    used[session.at] = elapsed(session, now)
    return tuple(used)


def _start(session: Session, event: e.Start, now: datetime) -> Changed:
    if session.phase is not Phase.VOORAF:
        raise NotNow("begonnen")
    changed: dict[str, Any] = {
        "phase": Phase.BEZIG, "since": now, "started": now, "visited": frozenset({0}),
    }  # fmt: skip
    if event.people:
        changed["people"] = _people(event.people)
    return changed, ""


def _move(session: Session, now: datetime, place: int) -> dict[str, Any]:
    running = session.phase is not Phase.PAUZE
    return {
        "at": place,
        "used": _booked(session, now),
        "since": now if running else None,
        "phase": Phase.BEZIG if running else Phase.PAUZE,
        "visited": session.visited | {place},
    }


def _ended(session: Session, now: datetime) -> dict[str, Any]:
    return {
        "used": _booked(session, now), "since": None, "phase": Phase.KLAAR, "ended": now,
    }  # fmt: skip


def _next(session: Session, event: e.Next, now: datetime) -> Changed:
    if session.next_step is None:
        return _ended(session, now), ""
    return _move(session, now, session.at + 1), ""


def _skip(session: Session, event: e.Skip, now: datetime) -> Changed:
    changed, note = _next(session, e.Next(), now)
    return {**changed, "skipped": session.skipped | {session.at}}, note


def _back(session: Session, event: e.Back, now: datetime) -> Changed:
    if session.phase is Phase.KLAAR:
        skipped = session.skipped - {session.at}
        return {"phase": Phase.BEZIG, "since": now, "ended": None, "skipped": skipped}, ""
    if session.at == 0:
        raise NotNow("eerste")
    changed = _move(session, now, session.at - 1)
    return {**changed, "skipped": session.skipped - {session.at - 1}}, ""


def _pause(session: Session, event: e.Pause, now: datetime) -> Changed:
    if session.phase is Phase.PAUZE:
        raise NotNow("staat")
    return {"used": _booked(session, now), "since": None, "phase": Phase.PAUZE}, ""


def _resume(session: Session, event: e.Resume, now: datetime) -> Changed:
    if session.phase is Phase.BEZIG:
        raise NotNow("loopt")
    return {"since": now, "phase": Phase.BEZIG}, ""


def _extend(session: Session, event: e.Extend, now: datetime) -> Changed:
    extra = list(session.extra)
    extra[session.at] += event.minutes
    return {"extra": tuple(extra)}, str(event.minutes)


def _refit(session: Session, event: e.Refit, now: datetime) -> Changed:
    coming = session.steps[session.at + 1 :]
    if not coming:
        raise NotNow("laatste")
    end = agreed_end(session)
    assert end is not None
    here = max(0.0, left(session, now))
    whole = event.minutes * 60 if event.minutes is not None else (end - now).total_seconds()
    minutes = int((whole - here) // 60)
    floors = [planned.step.floor for planned in coming]
    if minutes < sum(floors):
        raise NotNow("krap", minutes=sum(floors) + ceil(here / 60))
    shares = divide(minutes, [planned.step.minutes for planned in coming], floors)
    fitted = tuple(
        planned.model_copy(update={"minutes": share})
        for planned, share in zip(coming, shares, strict=True)
    )
    extra = (*session.extra[: session.at + 1], *(0 for _ in coming))
    return {"steps": (*session.steps[: session.at + 1], *fitted), "extra": extra}, str(minutes)


def _case(session: Session, event: e.Case, now: datetime) -> Changed:
    return {
        "case": event.text or session.case, "question": event.question or session.question,
    }, ""  # fmt: skip


def _add(session: Session, event: e.Add, now: datetime) -> Changed:
    kind = event.kind or next(iter(session.step.collects), Kind.NOTITIE)
    if kind is Kind.CASUS:
        return {"case": event.text}, kind.value
    if event.sort is not None and event.sort not in SORTS.get(kind, ()):
        raise NotNow("sorteer", kind=kind.value)
    people, who = _who(session, event.who)
    item = Item(
        number=session.made + 1,
        kind=kind,
        text=event.text,
        step=session.at,
        who=who,
        sort=event.sort,
    )
    return {
        "items": (*session.items, item), "made": session.made + 1, "people": people,
    }, kind.value  # fmt: skip


def _sort(session: Session, event: e.SortItem, now: datetime) -> Changed:
    item = _item(session, event.item)
    if event.sort not in SORTS.get(item.kind, ()):
        raise NotNow("sorteer", kind=item.kind.value)
    return _replaced(session, item, sort=event.sort), event.sort.value


def _change(session: Session, event: e.Change, now: datetime) -> Changed:
    item = _item(session, event.item)
    return _replaced(session, item, text=event.text, held=None), item.kind.value


def _remove(session: Session, event: e.Remove, now: datetime) -> Changed:
    item = _item(session, event.item)
    return {"items": tuple(i for i in session.items if i is not item)}, item.kind.value


def _place(session: Session, event: e.Place, now: datetime) -> Changed:
    item = _item(session, event.item)
    kind = event.kind or item.kind
    sort = item.sort if kind is item.kind else None
    return _replaced(session, item, held=None, kind=kind, sort=sort), kind.value


def _item(session: Session, number: int) -> Item:
    for item in session.items:
        if item.number == number:
            return item
    raise NotNow("onderdeel", number=number)


def _replaced(session: Session, item: Item, **changes: object) -> dict[str, Any]:
    new = item.model_copy(update=changes)
    return {"items": tuple(new if i is item else i for i in session.items)}


def _named(session: Session, event: e.People, now: datetime) -> Changed:
    """New names for the numbers there are; nobody who already said something gets lost."""
    given = _people(event.people)
    spoken = max((item.who or 0 for item in session.items), default=0)
    rest = tuple(p for p in session.people if len(given) < p.number <= spoken)
    return {"people": (*given, *rest)}, ""


def _consent(session: Session, event: e.AskConsent, now: datetime) -> Changed:
    if event.agreed > event.present:
        raise NotNow("toestemming")
    consent = Consent(at=now, present=event.present, agreed=event.agreed)
    return {"consent": consent}, f"{event.agreed}/{event.present}"


def _reflect(session: Session, event: e.Reflect, now: datetime) -> Changed:
    words = {**session.reflection, event.dimension: event.text}
    return {"reflection": words}, event.dimension.value


def _hours(session: Session, event: e.Hours, now: datetime) -> Changed:
    return {"hours": event.hours}, ""


def _close(session: Session, event: e.Close, now: datetime) -> Changed:
    return _ended(session, now), ""


def _nothing(session: Session, event: e.Event, now: datetime) -> Changed:
    return {}, ""


def _people(names: tuple[str, ...]) -> tuple[Person, ...]:
    return tuple(Person(number=n, name=short(name)) for n, name in enumerate(names, start=1))


def short(name: str) -> str:
    """The first name or colour; raises NameNotShort for anything longer."""
    name = name.strip()
    if name and (len(name) > NAME_CHARS or not _NAME.match(name)):
        raise NameNotShort(name=name[:40])
    return name


def _who(session: Session, who: str) -> tuple[tuple[Person, ...], int | None]:
    """The number of who said it; a new name joins the list, a role or nothing gives None."""
    who = who.strip()
    if not who or who.casefold() in set(Who):
        return session.people, None
    if who.isdigit():
        number = int(who)
        if not 1 <= number <= max(session.size, len(session.people)):
            raise NotNow("persoon", number=number)
        if not any(p.number == number for p in session.people):
            return (*session.people, Person(number=number)), number
        return session.people, number
    for person in session.people:
        if person.name.casefold() == who.casefold():
            return session.people, person.number
    taken = {p.number for p in session.people}
    number = next(n for n in range(1, len(taken) + 2) if n not in taken)
    return (*session.people, Person(number=number, name=short(who))), number


_RULES: dict[str, Callable[[Session, Any, datetime], Changed]] = {
    "start": _start,
    "next": _next,
    "skip": _skip,
    "back": _back,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "refit": _refit,
    "case": _case,
    "add": _add,
    "sort": _sort,
    "change": _change,
    "remove": _remove,
    "place": _place,
    "hear": _nothing,
    "propose": _nothing,
    "people": _named,
    "consent": _consent,
    "reflect": _reflect,
    "hours": _hours,
    "close": _close,
}
_AFTER_START = frozenset(
    {"next", "skip", "back", "pause", "resume", "extend", "refit", "hear", "propose", "close"}
)
_BEFORE_END = frozenset(
    {"next", "skip", "pause", "resume", "extend", "refit", "hear", "propose", "close"}
)

"""Runs a meeting from a script: events with times under a fake clock.

Contract: ``read_script`` takes a JSON list, an object with ``events``, or one JSON object a line;
fields it does not know are left out and named in ``notes``; what cannot be read raises
ScriptUnreadable with the number of the event. ``run_script`` plays it without waiting and gives
the meeting, what came of each event and what was refused; with ``auto`` a step ends when its time
is up. The format stands in ``docs/intervisie.md``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coach.errors import InputError
from coach.intervision import errors as said
from coach.intervision import events as e
from coach.intervision.clock import FakeClock, left
from coach.intervision.errors import ScriptGone, ScriptUnreadable
from coach.intervision.facilitation import Facilitation, Meeting, Outcome
from coach.intervision.labels import Kind, Phase
from coach.knowledge import faults as wording

_EVENT: TypeAdapter[e.Event] = TypeAdapter(e.Event)
_CLASSES = {
    cls.model_fields["event"].default: cls
    for cls in (
        e.Start, e.Next, e.Skip, e.Back, e.Pause, e.Resume, e.Extend, e.Refit, e.Case, e.Add,
        e.SortItem, e.Change, e.Remove, e.Place, e.Hear, e.Propose, e.People, e.AskConsent,
        e.Reflect, e.Hours, e.Close,
    )
}  # fmt: skip
#: Dutch names for events and fields; both may be used.
EVENT_WORDS = {
    "begin": "start", "volgende": "next", "verder": "next", "overslaan": "skip", "terug": "back",
    "pauze": "pause", "hervat": "resume", "verleng": "extend", "herverdeel": "refit",
    "voeg-toe": "add", "sorteer": "sort", "wijzig": "change", "verwijder": "remove",
    "plaats": "place", "gehoord": "hear", "zegt": "hear", "say": "hear", "stel-voor": "propose",
    "deelnemers": "people", "toestemming": "consent", "reflectie": "reflect", "uren": "hours",
    "sluit": "close", "end": "close", "stop": "close",
}  # fmt: skip
FIELD_WORDS = {
    "tijd": "at", "time": "at", "t": "at", "na": "after", "gebeurtenis": "event", "wat": "event",
    "type": "event", "tekst": "text", "vraag": "question", "wie": "who", "soort": "kind",
    "minuten": "minutes", "onderdeel": "item", "deelnemers": "people", "aanwezig": "present",
    "akkoord": "agreed", "dimensie": "dimension", "uren": "hours", "sortering": "sort",
    "vorm": "method", "grootte": "size", "gebeurtenissen": "events",
}  # fmt: skip
_SETUP = ("method", "minutes", "size", "people", "auto", "events")


@dataclass(frozen=True)
class Timed:
    """One event and its moment, in seconds after the start."""

    number: int
    moment: float
    event: e.Event


@dataclass(frozen=True)
class Script:
    """A script that was read; ``notes`` name what was left out."""

    events: tuple[Timed, ...]
    method: str = ""
    minutes: int | None = None
    size: int | None = None
    auto: bool = False
    notes: tuple[str, ...] = ()


@dataclass
class Run:
    """What came of a script: the meeting, outcomes by event number, refusals, the last moment."""

    meeting: Meeting
    start: datetime
    end: datetime
    outcomes: list[tuple[Timed, Outcome]] = field(default_factory=list)
    refused: list[tuple[Timed, str]] = field(default_factory=list)


def read_script(path: Path) -> Script:
    """The script in a file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ScriptGone(file=path.name) from None
    return parse(text, path.name)


def parse(text: str, name: str = "script") -> Script:
    """The script in a text."""
    setup, entries = _entries(text, name)
    notes = [said.UNKNOWN_SETUP.format(field=key) for key in setup if key not in _SETUP]
    events: list[Timed] = []
    moment = 0.0
    if setup.get("people"):
        events.append(Timed(0, 0.0, _made({"event": "people", "people": setup["people"]}, 0, name)))
    for number, entry in enumerate(entries, start=1):
        data, left_out = _known(entry, number, name)
        notes += [said.UNKNOWN_FIELD.format(number=number, field=key) for key in left_out]
        moment = _moment(data, moment, number, name)
        events.append(Timed(number, moment, _made(data, number, name)))
    return Script(
        events=tuple(events),
        method=str(setup.get("method", "")),
        minutes=_whole(setup.get("minutes"), "minutes", name),
        size=_whole(setup.get("size"), "size", name),
        auto=setup.get("auto") is True,
        notes=tuple(notes),
    )


def run_script(
    facilitation: Facilitation,
    script: Script,
    meeting: Meeting,
    *,
    auto: bool = False,
    start: datetime | None = None,
) -> Run:
    """Plays the script on a meeting that has not started; ``start`` is its first moment."""
    clock = FakeClock(start)
    run = Run(meeting, clock.start, clock.start)
    auto = auto or script.auto
    events = list(script.events)
    if not any(isinstance(timed.event, e.Start) for timed in events):
        place = next((n for n, t in enumerate(events) if t.number), len(events))
        events.insert(place, Timed(0, 0.0, e.Start()))
    for timed in events:
        moment = clock.start + timedelta(seconds=timed.moment)
        if auto:
            _advance(facilitation, run, moment)
        run.end = max(run.end, moment)
        try:
            run.outcomes.append((timed, facilitation.handle(meeting, timed.event, moment)))
        except InputError as error:
            run.refused.append((timed, str(error)))
    if auto:
        _advance(facilitation, run, None)
    return run


def _advance(facilitation: Facilitation, run: Run, until: datetime | None) -> None:
    """Moves on at the end of each step's time, up to a moment, or to the end of the meeting."""
    meeting = run.meeting
    while meeting.session.phase is Phase.BEZIG and meeting.session.since is not None:
        since = meeting.session.since
        over = since + timedelta(seconds=max(0.0, left(meeting.session, since)))
        if until is not None and over > until:
            return
        timed = Timed(0, (over - run.start).total_seconds(), e.Next())
        run.outcomes.append((timed, facilitation.handle(meeting, timed.event, over)))
        run.end = max(run.end, over)


def _entries(text: str, name: str) -> tuple[dict[str, Any], list[Any]]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        return {}, list(_lines(text, name))
    if isinstance(whole, list):
        return {}, whole
    if isinstance(whole, dict):
        setup = _own_names(whole)
        if isinstance(setup.get("events"), list):
            return setup, setup["events"]
        return {}, [whole]
    raise ScriptUnreadable(file=name, number=1, detail=said.NOT_OBJECT)


def _own_names(fields: dict[str, Any]) -> dict[str, Any]:
    return {FIELD_WORDS.get(name, name): value for name, value in fields.items()}


def _lines(text: str, name: str) -> Iterator[Any]:
    number = 0
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        number += 1
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            detail = said.NOT_JSON.format(line=place)
            raise ScriptUnreadable(file=name, number=number, detail=detail) from None


def _known(entry: Any, number: int, name: str) -> tuple[dict[str, Any], list[str]]:
    """The event's fields under their own names, and those that are unknown."""
    if not isinstance(entry, dict):
        raise ScriptUnreadable(file=name, number=number, detail=said.NOT_OBJECT)
    data = _own_names(entry)
    if "event" not in data:
        raise ScriptUnreadable(file=name, number=number, detail=said.NO_EVENT)
    word = str(data["event"]).strip().casefold()
    event = EVENT_WORDS.get(word, word)
    if event == "casus":
        event = "case"
    elif event in set(Kind):
        # 'vraag', 'associatie', 'oogst': what is written down may be the event itself.
        event, data["kind"] = "add", word
    if event not in _CLASSES:
        detail = said.NO_SUCH_EVENT.format(event=word, known=", ".join(sorted(_CLASSES)))
        raise ScriptUnreadable(file=name, number=number, detail=detail)
    data["event"] = event
    known = {*_CLASSES[event].model_fields, "at", "after"}
    left_out = [key for key in data if key not in known]
    if isinstance(data.get("who"), int):
        data["who"] = str(data["who"])
    return {key: value for key, value in data.items() if key in known}, left_out


def _made(data: dict[str, Any], number: int, name: str) -> e.Event:
    try:
        return _EVENT.validate_python({k: v for k, v in data.items() if k not in ("at", "after")})
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(str(part) for part in problem["loc"][1:])
        detail = said.BAD_FIELD.format(field=place, expected=wording.expected(problem))
        raise ScriptUnreadable(file=name, number=number, detail=detail) from None


def _moment(data: dict[str, Any], before: float, number: int, name: str) -> float:
    if "after" in data:
        return before + _seconds(data["after"], number, name)
    if "at" not in data:
        return before
    moment = _seconds(data["at"], number, name)
    if moment < before:
        raise ScriptUnreadable(file=name, number=number, detail=said.BACKWARDS)
    return moment


def _seconds(value: Any, number: int, name: str) -> float:
    """Seconds from '5', '12:30', '1:05:00' or a number of minutes."""
    bad = ScriptUnreadable(file=name, number=number, detail=said.BAD_TIME.format(value=value))
    if isinstance(value, bool):
        raise bad
    try:
        if isinstance(value, str) and ":" in value:
            parts = [int(part) for part in value.strip().split(":")]
            if len(parts) > 3 or any(part < 0 for part in parts):
                raise bad
            total = 0
            for part in parts:
                total = total * 60 + part
            return float(total)
        minutes = float(value)
    except (TypeError, ValueError):
        raise bad from None
    if not 0 <= minutes <= 24 * 60:
        raise bad
    return minutes * 60


def _whole(value: Any, where: str, name: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise ScriptUnreadable(file=name, number=0, detail=said.BAD_NUMBER.format(field=where))
    return value

"""What happened in a meeting, as plain data: per step, in total, and the log.

Contract: ``account`` gives a JSON-ready dict with minutes planned, given and used per step, who
speaks, what was offered and written down, words for the facilitator, signals, closing and totals;
minutes are rounded to two places, so that seconds can be read back. ``names`` puts first names
beside what was written down; without it people are numbers.
"""

from datetime import datetime
from typing import Any

from coach.intervision.clock import expected_end, given, total_used
from coach.intervision.labels import Kind, Phase
from coach.intervision.state import Item, Session


def account(session: Session, start: datetime, end: datetime, *, names: bool = False) -> Any:
    """The meeting between two moments."""
    used = [round(session.used[n] / 60, 2) for n in range(len(session.steps))]
    if session.since is not None:
        running = (end - session.since).total_seconds()
        used[session.at] = round((session.used[session.at] + max(0.0, running)) / 60, 2)
    whole = (end - start).total_seconds()
    spent = total_used(session, end)
    return {
        "method": session.method,
        "name": session.name,
        "sources": list(session.sources),
        "size": session.size,
        "phase": session.phase.value,
        "case": session.case,
        "question": session.question,
        "steps": [_step(session, place, used[place], names) for place in range(len(used))],
        "totals": {
            "planned_minutes": session.minutes,
            "given_minutes": sum(given(session, n) for n in range(len(session.steps))),
            "used_minutes": round(spent / 60, 2),
            "paused_minutes": round(max(0.0, _running_span(session, end) - spent) / 60, 2),
            "clock_minutes": round(whole / 60, 2),
            "finished": session.phase is Phase.KLAAR,
            "expected_end": _clock((expected_end(session, end) - start).total_seconds()),
            "proposals": len(session.proposals),
            "signals": len(session.raised),
        },
        "closing": _closing(session, names),
        "log": [
            {
                "at": _clock((entry.at - start).total_seconds()),
                "step": entry.step + 1,
                "event": entry.event,
                "note": entry.note,
            }
            for entry in session.log
        ],
    }


def _running_span(session: Session, end: datetime) -> float:
    if session.started is None:
        return 0.0
    return ((session.ended or end) - session.started).total_seconds()


def _step(session: Session, place: int, used: float, names: bool) -> dict[str, Any]:
    step = session.steps[place].step
    return {
        "number": place + 1,
        "id": step.id,
        "name": step.name,
        "own": session.steps[place].own,
        "speaks": [who.value for who in step.speaks],
        "silent": [who.value for who in step.silent],
        "presenter": step.presenter.value,
        "timing": step.timing.value,
        "planned_minutes": session.planned[place],
        "given_minutes": given(session, place),
        "used_minutes": used,
        "over_minutes": round(max(0.0, used - given(session, place)), 2),
        "visited": place in session.visited,
        "skipped": place in session.skipped,
        "say": step.say,
        "proposes": step.proposes,
        "proposals": [p.text for p in session.proposals if p.step == place],
        "collected": [_item(session, i, names) for i in session.items if i.step == place],
        "words": [
            {"leap": said.leap.value, "line": said.line}
            for said in session.leapt
            if said.step == place
        ],
        "signals": [
            {"level": r.signal.level.value, "quotes": r.signal.quotes}
            for r in session.raised
            if r.step == place
        ],
    }


def _item(session: Session, item: Item, names: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"item": item.number, "kind": item.kind.value, "text": item.text}
    if item.who is not None:
        found["who"] = (session.name_of(item.who) if names else "") or item.who
    if item.sort is not None:
        found["sort"] = item.sort.value
    if item.held is not None:
        found["held"] = item.held.value
    return found


def _closing(session: Session, names: bool) -> dict[str, Any]:
    consent = session.consent
    return {
        "lines": [_item(session, i, names) for i in session.collected(Kind.REGEL)],
        "takes": [i.text for i in session.collected(Kind.OOGST)],
        "agreed": [i.text for i in session.collected(Kind.AFSPRAAK)],
        "process": [i.text for i in session.collected(Kind.PROCES)],
        "reflection": {name.value: text for name, text in session.reflection.items()},
        "hours": session.hours,
        "consent": None
        if consent is None
        else {"present": consent.present, "agreed": consent.agreed, "all": consent.all},
    }


def _clock(seconds: float) -> str:
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"

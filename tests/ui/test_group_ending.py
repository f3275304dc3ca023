"""How a meeting ends: the report, consent, hours, and nothing left after erasing."""

import json
from base64 import b64decode
from pathlib import Path

from coach.intervision import events as e
from coach.intervision.facilitation import Facilitation
from coach.intervision.labels import Kind
from coach.labels import Dimension
from coach.ui import group_actions as actions
from coach.ui import group_closing as closing
from coach.ui import group_render as shown
from coach.ui.group_actions import Session, Stage
from coach.ui.group_hall import Hall
from coach.ui.texts import group_page as texts
from tests.ui.test_group_actions import _standing, _to, clock, hall, session

__all__ = ["clock", "hall", "session"]


def _closed(hall: Hall, fac: Facilitation, session: Session) -> None:
    _to(hall, fac, session, "kiezen")
    actions.put_case(hall, fac, session, "Het was stil aan tafel.", "Wat nu?")
    actions.act(hall, fac, session, e.Close())
    actions.write(hall, fac, session, Kind.REGEL, "Noor", "Stilte is ook een antwoord.")


def _text(payload: str) -> str:
    return b64decode(json.loads(payload)["data"]).decode("utf-8")


def test_no_report_before_everyone_was_asked(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _closed(hall, facilitation, session)
    payload, notice = closing.export(hall, facilitation, session, word=False)
    assert payload == "" and "iedereen" in notice
    assert closing.parcel(hall, facilitation, session) is None
    for present, agreed in ((None, 1), (6, None), (6, 7), (0, 0), (40, 40), (1.5, 1)):
        assert closing.consent(hall, facilitation, session, present, agreed).notice
    assert closing.export(hall, facilitation, session, word=False)[0] == ""


def test_the_report_holds_what_was_agreed(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _closed(hall, facilitation, session)
    own = {d: "" for d in Dimension} | {Dimension.PERSOONLIJK: "Ik schrok."}
    view = closing.own_words(hall, facilitation, session, own, 1.5)
    assert view.boxes["own_persoonlijk"] == "Ik schrok."
    closing.consent(hall, facilitation, session, 6, 6)
    payload, notice = closing.export(hall, facilitation, session, word=False)
    report = _text(payload)
    assert notice == "" and json.loads(payload)["name"].endswith(".md")
    for part in ("Het was stil aan tafel", "Stilte is ook", "Ik schrok", "1,5 uur", "AI"):
        assert part in report
    assert "Noor" not in report and "punten" not in report
    word = json.loads(closing.export(hall, facilitation, session, word=True)[0])
    assert b64decode(word["data"]).startswith(b"PK")
    kept = closing.parcel(hall, facilitation, session)
    assert kept is not None and "stil aan tafel" in kept.payload and "Noor" not in kept.payload
    closing.consent(hall, facilitation, session, 6, 5)
    assert "stil aan tafel" not in _text(closing.export(hall, facilitation, session, False)[0])


def test_hours_that_cannot_be_are_refused(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _closed(hall, facilitation, session)
    for hours in (0, -1, 13):
        view = closing.own_words(hall, facilitation, session, {}, hours)
        assert view.notice == texts.HOURS_NUMBER
    assert _standing(hall, session).hours is None


def test_erasing_leaves_nothing(
    hall: Hall, facilitation: Facilitation, session: Session, tmp_path: Path
) -> None:
    _closed(hall, facilitation, session)
    secret = session.secret
    view = closing.erase(hall, session)
    assert view.stage is Stage.CHOOSE and view.boxes["case"] == "" and view.fresh
    assert hall.of(secret) is None and list(tmp_path.iterdir()) == []


def test_a_second_window_keeps_nothing_of_an_erased_meeting(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    second = Session()
    assert actions.returned(hall, second, session.secret, "")
    closing.erase(hall, session)
    view = actions.gone(hall, second)
    assert view.stage is Stage.CHOOSE and view.fresh and not second.secret
    assert {view.boxes[name] for name in actions.BOXES} == {""}


def test_a_round_that_was_held_is_not_asked_again(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    words = facilitation.words
    _to(hall, facilitation, session, "advies")
    actions.act(hall, facilitation, session, e.Close())
    assert words.process in shown.closing(_standing(hall, session), words)
    actions.act(hall, facilitation, session, e.Back())
    _to(hall, facilitation, session, "slotronde")
    actions.act(hall, facilitation, session, e.Next())
    assert texts.CLOSE_DONE in shown.closing(_standing(hall, session), words)

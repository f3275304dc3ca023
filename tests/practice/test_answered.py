"""What the words of a trainee are answered as in a whole practice."""

from types import SimpleNamespace

import pytest

from coach.labels import Code, Level, Trigger
from coach.practice.rehearsal import Rehearsal
from coach.ui import practice_actions as actions
from coach.ui.practice_actions import Session
from tests.practice.rehearsed import rehearsal, say, session

__all__ = ["rehearsal", "session"]


@pytest.mark.parametrize(
    ("said", "trigger"),
    [
        ("...", Trigger.STILTE),
        ("Hm.", Trigger.STILTE),
        ("Oké, tot volgende keer dan.", Trigger.AFSCHEID),
        ("Hoe laat was dat?", Trigger.FEITVRAAG),
        ("oke en hoe laat was dat", Trigger.FEITVRAAG),
        ("Wat vond je ervan?", Trigger.OPEN_VRAAG),
        ("Ik blijf hier even zitten.", Trigger.STILTE),
        ("Ik wacht. Was je nacht goed?", Trigger.GESLOTEN_VRAAG),
        ("Klopt dat?", Trigger.GESLOTEN_VRAAG),
        ("Er is een logeerplek. Zal ik dat regelen?", Trigger.VERZOEK),
        ("Is dat goed?", Trigger.VERZOEK),
    ],
)
def test_how_something_is_said_decides_what_it_is_answered_as(
    session: Session, rehearsal: Rehearsal, said: str, trigger: Trigger
) -> None:
    rehearsal._coder = SimpleNamespace(
        codes=lambda text, *_: [Code.GESLOTEN_VRAAG if text.endswith("?") else Code.OVERIG]
    )
    say(session, rehearsal, said)
    assert session.practice is not None and session.practice.exchanges[0].trigger is trigger


def test_overload_is_that_of_the_trainee_and_not_of_the_one_spoken_to(
    session: Session, rehearsal: Rehearsal
) -> None:
    say(session, rehearsal, "Ik hoor dat je helemaal op bent.")
    assert session.raised is None
    say(session, rehearsal, "Ik ben zelf ook helemaal op, eerlijk gezegd.")
    assert session.raised is not None and session.raised.signal.level is Level.ZELFZORG


def test_a_prepared_message_is_heard_as_the_message_of_this_practice(rehearsal: Rehearsal) -> None:
    message = "Je dochter blijft zaterdag liever weg."
    fresh = actions.bring(Session(), rehearsal, {"message": message})
    heard: list[Code | None] = []

    def codes(text: str, _: str, lean: Code | None, never: Code | None) -> list[Code]:
        heard.extend((lean, never))
        return [Code.INFORMATIE]

    rehearsal._coder = SimpleNamespace(codes=codes)
    say(actions.begin(fresh, rehearsal, seed=5).session, rehearsal, message)
    assert heard == [Code.BOODSCHAP, None]
    assert fresh.practice is not None and fresh.practice.standing.told


def test_what_then_is_about_what_was_talked_of(session: Session, rehearsal: Rehearsal) -> None:
    say(session, rehearsal, "Wat gebeurde er op die parkeerplaats?", "En met wie dan?")
    assert session.practice is not None
    first, then = session.practice.exchanges
    assert first.topic is not None and then.topic == rehearsal.personas["moeder-anja"].wider(
        first.topic
    )
    say(session, rehearsal, "En hoe laat was dat?")
    assert session.practice.exchanges[-1].trigger is Trigger.FEITVRAAG


@pytest.mark.parametrize(
    ("said", "leaves"),
    [
        ("Dag Anja, bedankt voor de koffie.", True),
        ("Fijn dat je dit zei. Ik ga weer.", True),
        ("Goed Anja, dan ga ik weer.", True),
        ("Bedankt voor de koffie en tot over een week.", True),
        ("Ik moet er zo vandoor. Ik app je morgen, oké?", True),
        ("Kim blijft daar tot maandag.", False),
        ("Tot volgende week, of komt dat niet uit?", False),
    ],
)
def test_who_goes_is_let_go(
    session: Session, rehearsal: Rehearsal, said: str, leaves: bool
) -> None:
    rehearsal._coder = SimpleNamespace(codes=lambda *_: [Code.INFORMATIE])
    say(session, rehearsal, "Eerst iets over school.", "En iets over de bus.", said)
    assert session.practice is not None
    assert (session.practice.exchanges[-1].trigger is Trigger.AFSCHEID) is leaves

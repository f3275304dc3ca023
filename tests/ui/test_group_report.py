"""What a group takes along: only with consent, without names, in own words."""

from datetime import timedelta

import pytest

from coach.export.group_report import as_markdown
from coach.intervision import events as e
from coach.intervision.clock import FakeClock
from coach.intervision.engine import apply, begin
from coach.intervision.errors import ConsentMissing
from coach.intervision.labels import Kind, Leap, Sort
from coach.intervision.methods import load_methods, method_of
from coach.intervision.state import Session
from coach.intervision.words import load_closing, load_words
from coach.labels import Dimension
from coach.ui.group_report import compose
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
WORDS = load_words(KNOWLEDGE)
NOW = FakeClock().start
END = NOW + timedelta(minutes=72)


def meeting(*more: e.Event) -> Session:
    method = method_of(load_methods(KNOWLEDGE), "incidentmethode")
    session = apply(begin(method, load_closing(KNOWLEDGE), 6, 70), e.Start(people=("Noor",)), NOW)
    events: list[e.Event] = [
        e.Case(text="De moeder huilde.", question="Wat maakte dat ik ophing?"),
        e.Add(text="Wat hoorde je?", kind=Kind.VRAAG, who="Noor", sort=Sort.WARM),
        e.Add(text="Ik bel vrijdag.", kind=Kind.OOGST),
        e.Add(text="Ik vraag minder.", kind=Kind.REGEL, who="Noor"),
        e.Add(text="De stilte hielp.", kind=Kind.PROCES),
        e.Reflect(dimension=Dimension.NORMATIEF, text="Haar verdriet telde voor mij minder."),
        e.Hours(hours=1.5),
        *more,
    ]
    for event in events:
        session = apply(session, event, END)
    return apply(session, e.Close(), END)


def written(session: Session, *, names: bool = False) -> str:
    return as_markdown(compose(session, WORDS, END, names=names), END.date())


def test_there_is_no_report_before_everyone_was_asked() -> None:
    with pytest.raises(ConsentMissing, match="aan iedereen"):
        compose(meeting(), WORDS, END)


def test_consent_of_all_is_in_the_report_with_everything() -> None:
    text = written(meeting(e.AskConsent(present=6, agreed=6)))
    assert "Alle 6 vonden dat goed" in text
    for words in (
        "De moeder huilde", "Wat maakte dat ik ophing", "warm: Wat hoorde je", "Ik bel vrijdag",
        "Ik vraag minder", "De stilte hielp", "Haar verdriet telde", "1,5 uur", "72 minuten",
    ):  # fmt: skip
        assert words in text
    assert "hulp van AI" in text and "geen dossier" in text


def test_cases_that_were_not_chosen_and_what_is_held_are_in_no_report() -> None:
    consent = e.AskConsent(present=6, agreed=6)
    session = meeting(e.Add(text="Ruzie om een telefoon.", kind=Kind.NOTITIE), consent)
    held = session.items[0].model_copy(update={"text": "Bel haar", "held": Leap.ADVIES})
    text = written(session.model_copy(update={"items": (*session.items, held)}))
    assert "Wat hoorde je" in text
    assert "telefoon" not in text and "Bel haar" not in text


def test_one_no_leaves_only_the_presenters_own_words() -> None:
    text = written(meeting(e.AskConsent(present=6, agreed=5)), names=True)
    assert "Niet iedereen" in text and "Ik bel vrijdag" in text and "Haar verdriet telde" in text
    for words in ("De moeder", "ophing", "Wat hoorde", "Ik vraag minder", "De stilte", "Noor"):
        assert words not in text


def test_names_only_when_asked() -> None:
    session = meeting(e.AskConsent(present=6, agreed=6))
    assert "Noor" not in written(session)
    assert "Noor: warm: Wat hoorde je" in written(session, names=True)


def test_the_three_dimensions_are_there_and_no_points_are_promised() -> None:
    text = written(meeting(e.AskConsent(present=6, agreed=6)))
    for dimension in ("technisch", "normatief", "persoonlijk"):
        assert f"eigen woorden: {dimension}" in text
    assert "bepaalt het SKJ" in text and "punten" not in text
    # What was not filled in is left empty and asked, never written for somebody.
    assert "(nog leeg) Wat deed dit met jou" in text

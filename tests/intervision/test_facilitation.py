"""Kier beside the group: names out, danger first, questions only where they fit."""

from datetime import datetime, timedelta

import pytest

from coach.errors import TooLong
from coach.intervision import events as e
from coach.intervision.clock import FakeClock
from coach.intervision.facilitation import Facilitation, Meeting, Outcome
from coach.intervision.labels import Kind, Leap
from coach.intervision.methods import method_of
from coach.intervision.state import kept
from coach.labels import Actor, Level, Theme

NOW = FakeClock().start
CASE = "De moeder huilde. Bel 06-12345678 of 123456782 als het niet lukt."


def running(facilitation: Facilitation, method: str, step: str) -> Meeting:
    """A meeting that is in the step of this id."""
    meeting = facilitation.begin(method, 6)
    facilitation.handle(meeting, e.Start(), NOW)
    while meeting.session.step.id != step:
        facilitation.handle(meeting, e.Next(), NOW)
    return meeting


def later(minutes: float = 1) -> datetime:
    return NOW + timedelta(minutes=minutes)


def hear(facilitation: Facilitation, meeting: Meeting, text: str) -> Leap | None:
    leap = facilitation.handle(meeting, e.Hear(text=text), later()).leap
    return leap.leap if leap else None


def test_numbers_and_names_do_not_reach_the_state(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "kiezen")
    outcome = facilitation.handle(meeting, e.Case(text=CASE, question="Hoe nu verder?"), later())
    assert "12345678" not in kept(meeting.session) and "123456782" not in kept(meeting.session)
    assert "De moeder huilde." in outcome.session.case
    assert outcome.replaced[0].original == CASE and outcome.replaced[0].swaps
    # Not in what is written down either.
    facilitation.handle(meeting, e.Add(text="En 06-12345678 dan?", kind=Kind.VRAAG), later())
    facilitation.handle(meeting, e.Change(item=1, text="Of 06-87654321?"), later())
    assert "06-" not in kept(meeting.session)


def test_what_is_said_keeps_its_weekday_and_no_date(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "bruikbaar")
    plan = "Ik bel haar vrijdag, of op 12 december 2026."
    facilitation.handle(meeting, e.Add(text=plan, kind=Kind.AFSPRAAK), later())
    kept_text = meeting.session.items[0].text
    assert "vrijdag" in kept_text and "december" not in kept_text
    facilitation.handle(meeting, e.Add(text="Ze huilde vrijdag.", kind=Kind.BEELD), later())
    assert "vrijdag" in meeting.session.items[1].text


def test_one_person_keeps_one_role_in_case_and_question(facilitation: Facilitation) -> None:
    meeting = facilitation.begin("incidentmethode", 6)
    meeting.pseudonyms.roster = ("Karin", "Levi")
    case = e.Case(text="Levi belde Karin, zijn moeder.", question="Wat wil Karin van Levi?")
    session = facilitation.handle(meeting, case, NOW).session
    assert "Karin" not in kept(session) and "Levi" not in kept(session)
    again = e.Add(text="Hoort Karin dit?", kind=Kind.VRAAG)
    role = session.question.removeprefix("Wat wil ").split(" van ")[0]
    assert role and role in facilitation.handle(meeting, again, NOW).session.items[0].text


def test_a_signal_raises_the_card_and_stays(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "kiezen")
    outcome = facilitation.handle(meeting, e.Case(text="Ik zag een blauwe plek."), later())
    assert outcome.signals is not None and outcome.signals.helplines
    assert outcome.signals.signal.quotes == ["blauwe plek"]
    facilitation.handle(meeting, e.Case(text="Iets anders."), later())
    assert meeting.session.level is Level.ZORG
    assert facilitation.signals_of(meeting.session) is not None


def test_a_signal_is_also_seen_in_what_members_say(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "roddelmethode", "roddelen")
    outcome = facilitation.handle(meeting, e.Add(text="Had hij een blauwe plek"), later())
    assert outcome.signals is not None


@pytest.mark.parametrize(
    "text",
    [
        "Heb je al eens aan een oudergroep gedacht?",
        "Je moet gewoon haar moeder bellen.",
        "Als ik jou was zou ik het opschrijven.",
        "Kun je niet eerst met pleegmoeder praten?",
        "Ik zou haar meteen terugbellen.",
        "Bij ons doen we dat altijd met z'n tweeën.",
        "Probeer het eens met een brief.",
        "Dan zou ik een brief schrijven.",
        "Je kunt haar het beste met rust laten.",
        "Ga eens met de voogd praten.",
    ],
)
def test_advice_before_its_time_gets_a_word_for_the_facilitator(
    facilitation: Facilitation, text: str
) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    assert hear(facilitation, meeting, text) is Leap.ADVIES
    # In the advice round the same sentence is welcome.
    assert hear(facilitation, running(facilitation, "incidentmethode", "advies"), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Wat hoorde je in haar stem?",
        "Wat maakte dat je ophing?",
        "Hoe ging je die avond naar huis?",
        "Wat zou de moeder willen dat je weet?",
        "Wat heb je nodig om haar te bellen?",
        "Wie wist ervan?",
        "Wat heb je toen gedacht?",
        "Wat heb je al geprobeerd?",
        "Welke belofte kun je niet doen?",
        "Ik zou graag willen weten hoe het afliep.",
        "Dan zou ik nog willen vragen wie erbij was.",
        "Vertel eens hoe het begon.",
        "Heb je haar daarna nog gezien?",
        "Hoe lang ken je haar?",
    ],
)
def test_open_questions_are_left_alone(facilitation: Facilitation, text: str) -> None:
    assert hear(facilitation, running(facilitation, "incidentmethode", "vragen"), text) is None


def test_other_leaps_and_the_next_word(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    assert hear(facilitation, meeting, "Waarom heb je niet teruggebeld?") is Leap.WAAROM
    assert hear(facilitation, meeting, "Dat had ik ook met een gezin.") is Leap.EIGEN_VERHAAL
    assert hear(facilitation, meeting, "Die moeder is manipulatief.") is Leap.OORDEEL
    lines = [facilitation.handle(meeting, e.Hear(leap=Leap.ADVIES), later()).leap for _ in range(3)]
    assert len({said.line for said in lines if said}) == 3


def test_associations_may_be_opinions_but_no_advice(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "balint", "associeren")
    assert hear(facilitation, meeting, "Die moeder is manipulatief.") is None
    assert hear(facilitation, meeting, "Je moet gewoon haar moeder bellen.") is Leap.ADVIES


def test_an_advice_round_is_only_promised_where_one_comes(facilitation: Facilitation) -> None:
    def said(method: str, step: str) -> set[str]:
        meeting = running(facilitation, method, step)
        outcomes = [facilitation.handle(meeting, e.Hear(leap=Leap.ADVIES), NOW) for _ in range(6)]
        return {outcome.leap.line for outcome in outcomes if outcome.leap}

    later_on = set(facilitation.words.advice_later)
    assert later_on <= said("incidentmethode", "vragen")
    assert said("balint", "vragen").isdisjoint(later_on)


def test_advice_on_a_card_too_early_waits(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    outcome = facilitation.handle(
        meeting, e.Add(text="Bel haar vandaag.", kind=Kind.ADVIES), later()
    )
    assert outcome.leap is not None and outcome.leap.leap is Leap.ADVIES
    assert not meeting.session.collected(Kind.ADVIES)
    assert [item.text for item in meeting.session.held] == ["Bel haar vandaag."]


def test_what_the_presenter_says_is_no_leap(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    event = e.Add(text="Ik zou haar gewoon bellen.", kind=Kind.NOTITIE, who="inbrenger")
    assert facilitation.handle(meeting, event, later()).leap is None


def propose(facilitation: Facilitation, meeting: Meeting) -> Outcome:
    return facilitation.handle(meeting, e.Propose(), later())


def test_up_to_three_new_questions_from_the_bank(facilitation: Facilitation, parts) -> None:  # type: ignore[no-untyped-def]
    meeting = running(facilitation, "incidentmethode", "vragen")
    facilitation.handle(meeting, e.Case(text="De moeder huilde aan de telefoon."), later())
    first, second = propose(facilitation, meeting), propose(facilitation, meeting)
    assert len(first.proposals) == len(second.proposals) == 3
    texts = [p.text for p in (*first.proposals, *second.proposals)]
    assert len(set(texts)) == 6
    assert all(text.endswith("?") and "{" not in text for text in texts)
    stages = {parts.bank.by_id[p.source].stage for p in first.proposals}
    assert stages <= set(meeting.session.step.stages)
    themes = [parts.bank.by_id[p.source].themes for p in first.proposals]
    assert all(Theme.INTERVISIE not in found for found in themes)
    # One at least is about the presenter; the absent mother is not forgotten.
    people = {parts.bank.by_id[p.source].perspective for p in first.proposals}
    assert people == {Actor.PROFESSIONAL, Actor.OUDER}
    # Not three times the same side of the matter.
    assert len({parts.bank.by_id[p.source].dimension for p in first.proposals}) > 1


def test_no_question_repeats_the_case(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    facilitation.handle(meeting, e.Case(text="De moeder gooide een rode theepot."), later())
    texts = " ".join(p.text for p in propose(facilitation, meeting).proposals)
    assert "theepot" not in texts and "moeder gooide" not in texts


def test_silent_steps_propose_nothing_in_any_method(facilitation: Facilitation) -> None:
    asked = []
    for method in facilitation.methods:
        meeting = facilitation.begin(method.id, 6)
        facilitation.handle(meeting, e.Start(), NOW)
        while meeting.session.next_step is not None:
            step = meeting.session.step
            found = propose(facilitation, meeting).proposals
            if step.still or not step.proposes:
                assert found == (), (method.id, step.id)
            else:
                assert 0 < len(found) <= 3, (method.id, step.id)
                asked.append((method.id, step.id))
            facilitation.handle(meeting, e.Next(), NOW)
    assert len(asked) >= len(facilitation.methods)


def test_the_methods_own_questions_come_first(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "oplossingsgericht", "schaal")
    own = method_of(facilitation.methods, "oplossingsgericht").steps[3].questions
    assert [p.text for p in propose(facilitation, meeting).proposals] == own[:3]


def test_an_error_leaves_meeting_and_memory_as_they_were(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    before = kept(meeting.session)
    with pytest.raises(TooLong):
        facilitation.handle(meeting, e.Case(text="a" * 9000), later())
    assert kept(meeting.session) == before


def test_clock_and_steps_need_nothing_loaded(unloaded: Facilitation) -> None:
    meeting = unloaded.begin("balint", 6, 80)
    for event in (e.Start(people=("Noor",)), e.Next(), e.Extend(minutes=2), e.Pause()):
        unloaded.handle(meeting, event, NOW)
    assert meeting.session.at == 1


def test_advice_typed_as_a_question_waits_for_its_time(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    facilitation.handle(meeting, e.Add(text="Wat hoorde je?", kind=Kind.VRAAG), later())
    # The clock may stand still while somebody types.
    facilitation.handle(meeting, e.Pause(), later())
    facilitation.handle(
        meeting, e.Add(text="Je moet haar gewoon bellen.", kind=Kind.VRAAG), later()
    )
    assert [item.text for item in meeting.session.collected(Kind.VRAAG)] == ["Wat hoorde je?"]
    held = meeting.session.held[0]
    assert held.text == "Je moet haar gewoon bellen." and held.held is Leap.ADVIES
    # The facilitator may say that it was a question after all, or give it its place later.
    asked = facilitation.handle(meeting, e.Place(item=held.number), later()).session
    assert len(asked.collected(Kind.VRAAG)) == 2 and not asked.held
    facilitation.handle(meeting, e.Place(item=held.number, kind=Kind.ADVIES), later())
    assert [i.text for i in meeting.session.collected(Kind.ADVIES)] == [
        "Je moet haar gewoon bellen."
    ]


def test_a_why_stays_a_question_and_a_note_stays_a_note(facilitation: Facilitation) -> None:
    meeting = running(facilitation, "incidentmethode", "vragen")
    facilitation.handle(meeting, e.Add(text="Waarom belde je niet?", kind=Kind.VRAAG), later())
    facilitation.handle(meeting, e.Add(text="Ik zou haar bellen.", kind=Kind.NOTITIE), later())
    # The case itself is no item: nothing older is held because of it.
    facilitation.handle(meeting, e.Add(text="Je moet gewoon bellen.", kind=Kind.CASUS), later())
    assert not meeting.session.held

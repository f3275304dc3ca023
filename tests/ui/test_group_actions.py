"""What the buttons of the intervision page do, without a browser."""

from pathlib import Path

import pytest

from coach.export.group_report import Report
from coach.intervision import events as e
from coach.intervision.clock import FakeClock, left
from coach.intervision.facilitation import Facilitation
from coach.intervision.labels import Kind, Leap, Phase, Sort
from coach.ui import group_actions as actions
from coach.ui import group_closing as closing
from coach.ui import group_offers as offers
from coach.ui import group_render as shown
from coach.ui.group_actions import Session, Stage
from coach.ui.group_form import Forms
from coach.ui.group_hall import Hall, seat
from coach.ui.group_report import compose
from coach.ui.texts import group_page as texts
from tests.ui.payloads import PAYLOADS


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def hall(tmp_path: Path, clock: FakeClock) -> Hall:
    return Hall(Forms(tmp_path), clock)


@pytest.fixture
def session(hall: Hall, facilitation: Facilitation) -> Session:
    """A page with the incidentmethode set out for six."""
    now = Session()
    assert actions.propose(facilitation, now, "voorval", 65, 6, "redelijk") == ""
    view = actions.set_out(hall, facilitation, now, "incidentmethode", "Noor, blauw")
    assert view.stage is Stage.RUN and view.fresh
    return now


def _standing(hall: Hall, session: Session):  # type: ignore[no-untyped-def]
    return seat(hall, session.secret).meeting.session


def _to(hall: Hall, fac: Facilitation, session: Session, step: str) -> None:
    if _standing(hall, session).phase is Phase.VOORAF:
        actions.pause_or_go_on(hall, fac, session)
    while _standing(hall, session).step.id != step:
        actions.act(hall, fac, session, e.Next())


def test_four_answers_are_asked_before_anything_is_proposed(facilitation: Facilitation) -> None:
    now = Session()
    assert actions.propose(facilitation, now, None, 60, 6, "veilig") == texts.FILL_IN
    assert actions.propose(facilitation, now, "voorval", None, 6, "veilig") == texts.FILL_IN
    assert actions.propose(facilitation, now, "voorval", 60.5, 6, "veilig") == texts.WHOLE_NUMBERS
    assert "5 minuten" in actions.propose(facilitation, now, "voorval", 5, 6, "veilig")
    assert "40 mensen" in actions.propose(facilitation, now, "voorval", 60, 40, "veilig")
    assert now.choice is None


def test_a_proposal_has_a_reason_two_others_and_warnings(facilitation: Facilitation) -> None:
    now = Session()
    actions.propose(facilitation, now, "andere-kijk", 45, 4, "nieuw")
    assert now.choice is not None and len(now.choice.others) == 2
    assert "roddelmethode" in {option.method.id for option in now.choice.not_now}
    everything = actions.options(facilitation, now.choice, everything=True)
    assert {o.method.id for o in everything} == {m.id for m in facilitation.methods}
    gossip = next(o for o in everything if o.method.id == "roddelmethode")
    html = shown.option(gossip, 5, texts.OTHERS_HEAD, full=False)
    assert texts.WARNING in html and gossip.reason in html


@pytest.mark.parametrize("typed", ["Noor de Wit", "x" * 30, "<b>", "Noor, Sem de Boer"])
def test_a_whole_name_is_refused_and_stays_in_the_box(
    hall: Hall, facilitation: Facilitation, typed: str
) -> None:
    now = Session()
    actions.propose(facilitation, now, "voorval", 65, 6, "redelijk")
    view = actions.set_out(hall, facilitation, now, "incidentmethode", typed)
    assert view.stage is Stage.CHOOSE and view.notice and not now.secret


def test_the_plan_says_which_step_is_not_of_the_method(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    rows = shown.plan(_standing(hall, session)).split("<li>")[1:]
    added = [number for number, row in enumerate(rows) if "voegt Kier toe" in row]
    assert len(rows) == 8 and added == [7]


def test_the_clock_starts_stops_and_goes_on(
    hall: Hall, facilitation: Facilitation, session: Session, clock: FakeClock
) -> None:
    assert _standing(hall, session).phase is Phase.VOORAF
    for wanted in (Phase.BEZIG, Phase.PAUZE, Phase.BEZIG):
        view = actions.pause_or_go_on(hall, facilitation, session)
        assert _standing(hall, session).phase is wanted and view.notice == ""
    clock.at(60)
    actions.act(hall, facilitation, session, e.Extend(minutes=2))
    assert left(_standing(hall, session), clock.now) == 5 * 60 + 120 - 60
    actions.act(hall, facilitation, session, e.Next())
    assert _standing(hall, session).at == 1
    actions.act(hall, facilitation, session, e.Back())
    view = actions.act(hall, facilitation, session, e.Back())
    assert "eerste stap" in view.notice and _standing(hall, session).at == 0


def test_a_reload_finds_the_meeting_and_another_browser_does_not(
    hall: Hall, facilitation: Facilitation, session: Session, clock: FakeClock
) -> None:
    actions.pause_or_go_on(hall, facilitation, session)
    clock.at(90)
    table = seat(hall, session.secret)
    again, other = Session(), Session()
    assert actions.returned(hall, again, table.secret, table.key)
    assert actions.view(hall, again).table is table
    assert left(_standing(hall, again), clock.now) == 5 * 60 - 90
    assert not actions.returned(hall, other, "", "")
    assert actions.view(hall, other).table is None and other.found is None


def test_a_restart_offers_the_form_and_nothing_else(
    hall: Hall, facilitation: Facilitation, session: Session, clock: FakeClock, tmp_path: Path
) -> None:
    _to(hall, facilitation, session, "kiezen")
    actions.put_case(hall, facilitation, session, "Er was een blauwe plek.", "Wat nu?")
    table = seat(hall, session.secret)
    restarted, again = Hall(Forms(tmp_path), clock), Session()
    assert not actions.returned(restarted, again, table.secret, table.key)
    assert again.found is not None and "blauwe" not in shown.found(again.found)
    view = actions.go_on(restarted, again)
    standing = _standing(restarted, again)
    assert view.stage is Stage.RUN and view.fresh and standing.step.id == "kiezen"
    assert standing.phase is Phase.PAUZE and standing.case == "" and standing.raised == ()
    # The same page lets it go: nothing is offered any more.
    actions.returned(restarted, third := Session(), "", table.key)
    actions.let_go(restarted, third)
    actions.returned(restarted, fourth := Session(), "", table.key)
    assert fourth.found is None


def test_nothing_that_was_typed_gets_lost(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _to(hall, facilitation, session, "kiezen")
    long = "woord " * 3000
    view = actions.put_case(hall, facilitation, session, long, "Wat nu?")
    assert view.notice and view.boxes == {"case": long, "question": "Wat nu?"}
    view = actions.write(hall, facilitation, session, None, "", long)
    assert view.notice and view.boxes["written"] == long
    seat(hall, session.secret)
    hall.close(seat(hall, session.secret))
    view = actions.write(hall, facilitation, session, None, "", "Blijft staan")
    assert view.notice == texts.GONE and view.boxes["written"] == "Blijft staan"


def test_a_signal_in_the_case_raises_the_card_and_it_stays(
    hall: Hall, facilitation: Facilitation, session: Session, clock: FakeClock
) -> None:
    _to(hall, facilitation, session, "kiezen")
    actions.put_case(hall, facilitation, session, "Ik zag een blauwe plek.", "")
    actions.act(hall, facilitation, session, e.Next())
    standing = _standing(hall, session)
    assert facilitation.signals_of(standing) is not None
    html = shown.screen(standing, facilitation.words, clock.now, "1", True)
    assert texts.CARD_STANDS in html


def test_questions_are_collected_and_sorted(
    hall: Hall, facilitation: Facilitation, clock: FakeClock
) -> None:
    now = Session()
    actions.propose(facilitation, now, "vraagstuk", 80, 6, "redelijk")
    actions.set_out(hall, facilitation, now, "tien-stappen", "")
    actions.pause_or_go_on(hall, facilitation, now)
    while not _standing(hall, now).step.sorts:
        actions.act(hall, facilitation, now, e.Next())
    for text in ("Wat zag je?", "Wat hoorde je?", "Wat voelde je?"):
        actions.write(hall, facilitation, now, Kind.VRAAG, "", text)
    for sort in (Sort.WARM, Sort.KOUD):
        first = offers.to_sort(_standing(hall, now))[0]
        actions.sort(hall, facilitation, now, first.number, sort)
    standing = _standing(hall, now)
    assert [i.sort for i in standing.collected(Kind.VRAAG)] == [Sort.WARM, Sort.KOUD, None]
    assert offers.to_sort(standing)[0].text == "Wat voelde je?"
    assert texts.UNSORTED in shown.table(standing, facilitation.words)
    view = actions.sort(hall, facilitation, now, None, Sort.WARM)
    assert view.notice == texts.CHOOSE_ONE


def test_what_helped_is_sorted_and_not_the_questions_asked_about_it(
    hall: Hall, facilitation: Facilitation
) -> None:
    now = Session()
    actions.propose(facilitation, now, "succes", 60, 6, "redelijk")
    actions.set_out(hall, facilitation, now, "waarderend", "")
    _to(hall, facilitation, now, "inventariseren")
    actions.write(hall, facilitation, now, Kind.VRAAG, "", "Wat deed je precies?")
    assert offers.to_sort(_standing(hall, now)) == []
    actions.write(hall, facilitation, now, Kind.FACTOR, "", "Ik ging eerst zitten.")
    waiting = offers.to_sort(_standing(hall, now))
    assert [item.kind for item in waiting] == [Kind.FACTOR]
    actions.sort(hall, facilitation, now, waiting[0].number, Sort.ZELF)
    assert _standing(hall, now).collected(Kind.FACTOR, Sort.ZELF)


def test_cases_that_were_not_chosen_leave_the_screen(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    def on_screen() -> bool:
        return "Ruzie om een telefoon" in shown.table(_standing(hall, session), facilitation.words)

    _to(hall, facilitation, session, "voorvallen")
    actions.write(hall, facilitation, session, Kind.NOTITIE, "", "Ruzie om een telefoon")
    assert on_screen()
    # There to choose from, and gone once the questions begin.
    _to(hall, facilitation, session, "kiezen")
    assert on_screen()
    _to(hall, facilitation, session, "vragen")
    assert not on_screen()


def test_advice_that_waits_gets_its_place_in_its_round(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _to(hall, facilitation, session, "vragen")
    view = actions.write(hall, facilitation, session, Kind.VRAAG, "", "Je moet haar gewoon bellen.")
    standing = _standing(hall, session)
    assert texts.HELD_NOW in view.notice and not offers.may_advise(standing)
    assert "gewoon bellen" not in shown.table(standing, facilitation.words)
    _to(hall, facilitation, session, "advies")
    assert offers.may_advise(_standing(hall, session))
    assert actions.place(hall, facilitation, session, None, True).notice == texts.CHOOSE_ONE
    actions.place(hall, facilitation, session, standing.held[0].number, True)
    standing = _standing(hall, session)
    assert not standing.held and "gewoon bellen" in shown.table(standing, facilitation.words)


def test_what_waits_in_an_advice_round_begins_with_advice(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _to(hall, facilitation, session, "vragen")
    actions.write(hall, facilitation, session, Kind.VRAAG, "", "Je moet haar gewoon bellen.")
    _to(hall, facilitation, session, "analyse")
    actions.write(hall, facilitation, session, Kind.BEELD, "", "Moeder heeft borderline.")
    standing = _standing(hall, session)
    advice, label = standing.held
    assert (advice.held, label.held) == (Leap.ADVIES, Leap.DIAGNOSE)
    assert offers.first_held(standing) == label.number
    _to(hall, facilitation, session, "advies")
    assert offers.first_held(_standing(hall, session)) == advice.number


def test_what_was_written_leaves_the_boxes_for_the_next_thing(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _to(hall, facilitation, session, "vragen")
    view = actions.write(hall, facilitation, session, Kind.VRAAG, "blauw", "Wat hoorde je?")
    # The next thing may be typed already, and is seldom from the same person.
    assert "written" not in view.boxes and view.boxes["who"] == texts.NOBODY


def _report(hall: Hall, facilitation: Facilitation, session: Session) -> Report:
    return compose(_standing(hall, session), facilitation.words, hall.clock())


def _here(hall: Hall, facilitation: Facilitation, session: Session) -> str:
    """What the big screen shows below the step."""
    table = shown.table(_standing(hall, session), facilitation.words)
    parts = table.split('<div class="kier-gpart')
    return "".join(part for part in parts if part.startswith((" kier-ghere", " kier-gasked")))


def test_the_presenter_sees_the_advice_that_has_to_be_answered(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _to(hall, facilitation, session, "advies")
    actions.write(hall, facilitation, session, Kind.ADVIES, "", "Ik zou morgen bellen.")
    _to(hall, facilitation, session, "bruikbaar")
    assert "morgen bellen" in _here(hall, facilitation, session)
    _to(hall, facilitation, session, "slotronde")
    assert "morgen bellen" not in _here(hall, facilitation, session)


def test_tips_are_given_to_the_question_as_it_is_now(
    hall: Hall, facilitation: Facilitation
) -> None:
    now = Session()
    actions.propose(facilitation, now, "vraagstuk", 80, 6, "redelijk")
    actions.set_out(hall, facilitation, now, "tien-stappen", "")
    _to(hall, facilitation, now, "kern-groep")
    actions.write(hall, facilitation, now, Kind.KERN, "", "Het gaat over gezien worden.")
    _to(hall, facilitation, now, "kern-inbrenger")
    actions.write(hall, facilitation, now, Kind.KERN, "", "Hoe blijf ik rustig aan de telefoon?")
    _to(hall, facilitation, now, "tips")
    here = _here(hall, facilitation, now)
    assert texts.AGAIN in here and "rustig aan de telefoon" in here
    assert "gezien worden" not in here
    table = shown.table(_standing(hall, now), facilitation.words)
    assert table.count("rustig aan de telefoon") == 1
    closing.consent(hall, facilitation, now, 6, 6)
    found = {s.heading: s.lines for s in _report(hall, facilitation, now).sections}
    assert found[texts.AGAIN] == ("Hoe blijf ik rustig aan de telefoon?",)
    assert found["De kern"] == ("Het gaat over gezien worden.",)


def test_kier_offers_questions_and_never_in_a_silence(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _to(hall, facilitation, session, "vragen")
    actions.ask(hall, facilitation, session)
    standing = _standing(hall, session)
    assert 1 <= len(standing.proposals) <= 3
    assert standing.proposals[0].text in shown.proposals(standing).replace("&#x27;", "'")
    _to(hall, facilitation, session, "analyse")
    view = actions.ask(hall, facilitation, session)
    assert view.notice == texts.PROPOSED_NONE
    assert shown.proposals(_standing(hall, session)) == ""


def test_a_leap_gives_the_facilitator_a_word(
    hall: Hall, facilitation: Facilitation, session: Session, clock: FakeClock
) -> None:
    _to(hall, facilitation, session, "vragen")
    assert texts.LEAP_SAY not in shown.lead(_standing(hall, session))
    actions.act(hall, facilitation, session, e.Hear(leap=Leap.OORDEEL))
    standing = _standing(hall, session)
    assert texts.LEAP_SAY in shown.lead(standing)
    assert texts.LEAP_SAY not in shown.screen(standing, facilitation.words, clock.now, "1", False)


def test_words_taken_back_return_to_an_empty_box_only(
    hall: Hall, facilitation: Facilitation, session: Session
) -> None:
    _to(hall, facilitation, session, "vragen")
    actions.write(hall, facilitation, session, Kind.VRAAG, "Noor", "Wat zag je?")
    number = _standing(hall, session).items[0].number
    view = actions.take_back(hall, facilitation, session, number, "half af", True)
    assert view.boxes["written"] == "half af" and not _standing(hall, session).items
    assert actions.take_back(hall, facilitation, session, number, "", True).notice


def test_a_second_screen_follows_steers_the_clock_and_sees_no_words(
    hall: Hall, facilitation: Facilitation, session: Session, clock: FakeClock
) -> None:
    _to(hall, facilitation, session, "kiezen")
    actions.put_case(hall, facilitation, session, "Het was stil aan tafel.", "Wat nu?")
    actions.pair(hall, session)
    phone = Session()
    assert actions.join(hall, phone, "12").notice
    view = actions.join(hall, phone, seat(hall, session.secret).code)
    assert view.stage is Stage.FOLLOW
    # A phone that was locked and loads again goes on following; a made-up pass does not.
    woken = Session()
    assert actions.returned(hall, woken, "", "", phone.given)
    assert actions.view(hall, woken).stage is Stage.FOLLOW
    assert not actions.returned(hall, Session(), "", "", phone.given[:-1])
    actions.act(hall, facilitation, phone, e.Next())
    standing = _standing(hall, session)
    assert standing.step.id == "vragen"
    html = shown.follow(standing, facilitation.words, clock.now, "1", None)
    assert "stil aan tafel" not in html and standing.step.name in html
    for event in (e.Close(), e.Propose(), e.Add(text="x"), e.Case(text="x")):
        before = _standing(hall, session)
        actions.act(hall, facilitation, phone, event)
        assert _standing(hall, session) is before
    actions.act(hall, facilitation, session, e.Close())
    assert actions.view(hall, phone).notice == texts.FOLLOW_GONE


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_members_type_stays_text(
    hall: Hall, facilitation: Facilitation, session: Session, clock: FakeClock, payload: str
) -> None:
    _to(hall, facilitation, session, "vragen")
    table = seat(hall, session.secret)
    fitted = table.meeting.session.model_copy(update={"case": payload, "question": payload})
    table.meeting.session = fitted
    actions.write(hall, facilitation, session, Kind.VRAAG, "", payload)
    standing = _standing(hall, session)
    for html in (
        shown.table(standing, facilitation.words),
        shown.screen(standing, facilitation.words, clock.now, "1", False),
        shown.lead(standing),
    ):
        for opening in (
            "<script",
            "<img",
            "<svg",
            "<iframe",
            "<a ",
            "<style",
            "<form",
            'onerror="',
        ):
            assert opening not in html.casefold()

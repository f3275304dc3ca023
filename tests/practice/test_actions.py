"""The practice page without a browser: contract to look back, nothing lost, nothing skipped."""

import json
from base64 import b64decode
from collections.abc import Generator
from threading import Event
from types import SimpleNamespace

import pytest

from coach.dialogue.state import Signal
from coach.errors import Stopped
from coach.labels import Code, Level, VoiceName
from coach.practice.model_partner import Worded
from coach.practice.rehearsal import SILENT, Rehearsal
from coach.ui import practice_actions as actions
from coach.ui import practice_render as shown
from coach.ui.practice_actions import Session, Stage
from coach.ui.texts import practice as texts
from coach.ui.texts import voice as voice_texts
from tests.practice.rehearsed import SAID, no_routes, rehearsal, say, session

__all__ = ["rehearsal", "session"]


def retry(session: Session, rehearsal: Rehearsal, line: str) -> None:
    list(actions.retry(session, rehearsal, no_routes, line))


@pytest.mark.parametrize("word", ["stop", "Stop.", "STOP", "time-out"])
def test_stop_leads_to_looking_back_and_not_to_nothing(
    session: Session, rehearsal: Rehearsal, word: str
) -> None:
    say(session, rehearsal, "Kim wil je nu niet zien.", word)
    assert session.stage is Stage.OBSERVE
    assert session.practice is not None and len(session.practice.exchanges) == 1


def test_kier_says_nothing_before_the_trainee_has_looked(
    session: Session, rehearsal: Rehearsal
) -> None:
    say(session, rehearsal, "Dat komt hard aan.")
    actions.finish(session)
    refused = actions.observed(session, " ", "")
    assert session.stage is Stage.OBSERVE and refused.notice
    actions.observed(session, "Ze werd stil.", "")
    assert session.stage is Stage.LOOK


def test_at_most_two_skills_with_literal_words(session: Session, rehearsal: Rehearsal) -> None:
    lines = ("Je moet haar met rust laten.", "Kim wil je nu niet zien.", "Dat komt hard aan.")
    say(session, rehearsal, *lines)
    found = actions.notes(session, rehearsal)
    assert len(found) == 2
    worked, again = found
    assert not worked.instead and again.instead
    assert "‘Dat komt hard aan" in worked.text
    assert "‘Je moet haar met rust laten" in again.text and ".’." not in again.text
    assert worked.number != again.number


def test_the_alternative_speaks_as_the_trainee_does(session: Session, rehearsal: Rehearsal) -> None:
    say(session, rehearsal, "Gaat u zitten, ik heb iets voor u.", "Je moet haar met rust laten.")
    say(session, rehearsal, "Wilt u uw koffie, of wilt u uw jas uitdoen?")
    found = [item.instead for item in actions.notes(session, rehearsal) if item.instead]
    assert found and "[" not in found[0] and " je " not in f" {found[0]} "


def test_nothing_that_scores_or_ranks(session: Session, rehearsal: Rehearsal) -> None:
    say(session, rehearsal, *SAID)
    actions.finish(session)
    actions.observed(session, "Ze werd stil.", "")
    whole = json.loads(actions.saved(session, rehearsal))
    written = b64decode(whole["data"]).decode("utf-8")
    assert "Ze werd stil." in written and texts.FORMATIVE in written
    assert not any(word in written.casefold() for word in ("score", "punten", "niveau", "/10", "%"))


def test_another_try_keeps_the_first_version_beside_it(
    session: Session, rehearsal: Rehearsal
) -> None:
    say(session, rehearsal, "Dat komt hard aan.", "Je moet haar met rust laten.")
    view = actions.again(session, 2)
    assert view.box == "Je moet haar met rust laten."
    say(session, rehearsal, "Wat gaat er door je heen?")
    assert session.practice is not None and session.other is not None
    assert [e.said for e in session.practice.exchanges][1] == "Wat gaat er door je heen?"
    assert [e.said for e in session.other.exchanges][1] == "Je moet haar met rust laten."
    assert session.practice.standing.door > session.other.standing.door
    assert session.persona is not None
    html = shown.branches(session.persona, session.practice, session.other, 2)
    assert "Wat gaat er door je heen?" in html and "Je moet haar met rust laten." in html
    actions.swap(session)
    assert session.practice.exchanges[1].said == "Je moet haar met rust laten."


def test_finishing_right_after_going_back_keeps_what_was_said(
    session: Session, rehearsal: Rehearsal
) -> None:
    say(session, rehearsal, "Dat komt hard aan.")
    actions.again(session, 1)
    actions.finish(session)
    assert session.stage is Stage.OBSERVE
    assert session.practice is not None and session.practice.exchanges


def test_one_retry_of_one_moment(session: Session, rehearsal: Rehearsal) -> None:
    say(session, rehearsal, "Je moet haar met rust laten.", "Dat komt hard aan.")
    actions.finish(session)
    actions.observed(session, "x", "")
    assert actions.moment(session, rehearsal) == 1
    retry(session, rehearsal, "Wat gaat er door je heen?")
    first = session.retried
    retry(session, rehearsal, "Dat komt hard aan.")
    assert first is not None and session.retried is first
    assert session.practice is not None
    assert session.practice.exchanges[0].said == "Je moet haar met rust laten."


def test_hints_are_rationed(session: Session, rehearsal: Rehearsal) -> None:
    found = [actions.hint(session, rehearsal).notice for _ in range(5)]
    assert len(set(found[: actions.MAX_HINTS])) == 1 and found[3] == found[4] != found[0]


def test_what_is_typed_meanwhile_is_left_alone(session: Session, rehearsal: Rehearsal) -> None:
    """Only a sentence that is said, stopped or taken up again changes what stands in the box."""
    first, *_, last = actions.say(session, rehearsal, no_routes, "Dat komt hard aan.")
    assert first.box == "" and first.pending == "Dat komt hard aan." and last.box is None
    assert last.notice is None  # a hint that came meanwhile stays
    for view in (
        actions.hint(session, rehearsal),
        actions.pause(session),
        actions.resume(session),
        actions.swap(session),
        say(session, rehearsal, " "),
    ):
        assert view.box is None


def test_a_real_disclosure_raises_the_card_and_it_stays(
    session: Session, rehearsal: Rehearsal
) -> None:
    say(session, rehearsal, "Eigenlijk word geslagen thuis, ikzelf.", "Dat komt hard aan.")
    assert session.raised is not None and session.raised.signal.level is Level.ZORG
    practice = session.practice
    assert practice is not None
    told, after = practice.exchanges
    # Nobody in a role answers what may be real, nothing moves, and it is no matter for feedback.
    assert told.reply == SILENT and told.standing.door == practice.start.door
    assert told.codes == [Code.OVERIG]
    assert after.reply != SILENT and told.body == practice.body
    for note in actions.notes(session, rehearsal):
        assert note.number != told.number and "geslagen" not in note.text
    assert actions.moment(session, rehearsal) == after.number
    say(session, rehearsal, "ik maak me van kant")
    assert session.raised.signal.level is Level.ACUUT
    assert actions.other_partner(session).session.raised is not None


@pytest.mark.parametrize(("ids", "held"), [([], False), (["slaat"], True)])
def test_the_message_that_is_practised_is_no_signal_unless_it_words_danger(
    session: Session, rehearsal: Rehearsal, ids: list[str], held: bool
) -> None:
    raised = Signal(level=Level.ZORG, quotes=["Kim wil je nu niet zien."], ids=ids)
    rehearsal._detector = SimpleNamespace(detect=lambda text: raised if text else Signal())
    say(session, rehearsal, "Kim wil je nu niet zien.")
    assert session.practice is not None
    assert (session.practice.last_reply == SILENT) is held


def test_a_real_disclosure_beside_the_message_that_is_practised_is_heard(
    session: Session, rehearsal: Rehearsal
) -> None:
    say(session, rehearsal, "Kim wil je nu niet zien. Eigenlijk word geslagen thuis, ikzelf.")
    assert session.raised is not None and session.raised.signal.level is Level.ZORG


def test_what_is_typed_goes_without_identifiers_and_an_error_keeps_it(
    session: Session, rehearsal: Rehearsal
) -> None:
    say(session, rehearsal, "Bel me op 0612345678.")
    assert session.practice is not None
    assert "0612345678" not in session.practice.exchanges[0].said
    view = say(session, rehearsal, "x" * 500)
    assert view.box == "x" * 500 and view.notice
    assert len(session.practice.exchanges) == 1


def test_the_partners_own_words_raise_no_card(session: Session, rehearsal: Rehearsal) -> None:
    class Suspicious:
        def reply(self, *given: object) -> str:
            return "ik word geslagen"

    rehearsal._voice = Suspicious()
    say(session, rehearsal, "Dat komt hard aan.", "Wat gaat er door je heen?")
    assert session.raised is None


def test_a_prepared_conversation_is_brought_along(session: Session, rehearsal: Rehearsal) -> None:
    brought = {"message": "Noor wil niet komen", "fear": "dat ze instort", "first": "Ik zeg het."}
    fresh = actions.bring(session, rehearsal, brought)
    assert fresh.stage is Stage.CHOOSE and fresh.aim is not None and fresh.aim.hard
    assert actions.begin(fresh, rehearsal, 1).box == "Ik zeg het."
    html = shown.briefing(fresh.persona, True, fresh.carried)
    assert "Noor wil niet komen" in html and "dat ze instort" in html


def test_what_is_said_is_never_markup(session: Session, rehearsal: Rehearsal) -> None:
    say(session, rehearsal, "<img src=x onerror=alert(1)>")
    assert session.practice is not None and session.persona is not None
    html = shown.log(session.persona, session.practice)
    html += shown.timeline(session.practice, rehearsal.doors)
    html += shown.retry_about("<b>x</b>", "<i>y</i>")
    assert "<img" not in html and "<b>x</b>" not in html and "<i>y</i>" not in html


def test_the_timeline_says_in_words_what_it_shows(session: Session, rehearsal: Rehearsal) -> None:
    say(session, rehearsal, "Dat komt hard aan.", "Wat gaat er door je heen?")
    assert session.practice is not None
    drawn = shown.timeline(session.practice, rehearsal.doors)
    assert "<desc>" in drawn and "Zin 2: open vraag." in drawn
    # Twice: as wide as a page, and as narrow as a phone.
    assert drawn.count('class="kier-letter"') == 4


class Echo:
    """Words every line the same way; keeps what it was given."""

    ready = True

    def __init__(self) -> None:
        self.lines: list[str] = []

    def live(
        self, persona: object, practice: object, step: object, said: str, line: str, stop: Event
    ) -> Generator[str, None, Worded]:
        self.lines.append(line)
        yield "Tja."
        if stop.is_set():
            raise Stopped()
        return Worded(f"Tja. {line}", VoiceName.MODEL)


def test_an_answer_is_seen_while_it_is_made_and_can_be_stopped(
    session: Session, rehearsal: Rehearsal
) -> None:
    rehearsal._wording = Echo()
    actions.begin(actions.speaking(session, VoiceName.MODEL), rehearsal, seed=5)
    assert session.practice is not None
    views = list(actions.say(session, rehearsal, no_routes, "Dat komt hard aan."))
    assert [view.partial for view in views if view.live] == ["Tja."]
    actions.halt(session)  # its answer was there
    assert len(session.practice.exchanges) == 1
    views = []
    for view in actions.say(session, rehearsal, no_routes, "Wat gaat er door je heen?"):
        views.append(view)
        if view.live:
            actions.halt(session)
    assert views[-1].box == "Wat gaat er door je heen?" and views[-1].notice == texts.STOPPED
    assert len(session.practice.exchanges) == 1


def test_an_answer_that_nobody_looks_at_is_not_made_on(
    session: Session, rehearsal: Rehearsal
) -> None:
    rehearsal._wording = Echo()
    actions.begin(actions.speaking(session, VoiceName.MODEL), rehearsal, seed=5)
    making = actions.say(session, rehearsal, no_routes, "Dat komt hard aan.")
    next(making), next(making)
    assert session.stop is not None and not session.stop.is_set()
    making.close()  # type: ignore[attr-defined]
    assert session.stop.is_set()
    assert session.practice is not None and not session.practice.exchanges


def test_a_model_words_only_when_chosen_and_the_page_says_so(
    session: Session, rehearsal: Rehearsal
) -> None:
    echo = Echo()
    rehearsal._wording = echo
    say(session, rehearsal, "Dat komt hard aan.")
    assert not echo.lines and session.practice is not None and session.persona is not None
    assert voice_texts.SPOKE[VoiceName.MODEL] not in shown.log(session.persona, session.practice)
    actions.begin(actions.speaking(session, VoiceName.MODEL), rehearsal, seed=5)
    say(session, rehearsal, "Dat komt hard aan.")
    assert session.practice.exchanges[0].reply == f"Tja. {echo.lines[0]}"
    assert voice_texts.SPOKE[VoiceName.MODEL] in shown.log(session.persona, session.practice)


def test_when_something_real_was_told_the_line_is_the_authored_one(
    session: Session, rehearsal: Rehearsal
) -> None:
    echo = Echo()
    rehearsal._wording = echo
    actions.begin(actions.speaking(session, VoiceName.MODEL), rehearsal, seed=5)
    say(session, rehearsal, "Eigenlijk word geslagen thuis, ikzelf.", "Dat komt hard aan.")
    assert session.practice is not None
    spoke = [exchange.voice for exchange in session.practice.exchanges]
    assert spoke == [VoiceName.GUIDED, VoiceName.MODEL] and len(echo.lines) == 1
    assert texts.AUTHORED in shown.log(session.persona, session.practice)


def test_without_a_model_a_wish_for_one_changes_nothing(
    session: Session, rehearsal: Rehearsal
) -> None:
    actions.begin(actions.speaking(session, VoiceName.MODEL), rehearsal, seed=5)
    say(session, rehearsal, "Dat komt hard aan.")
    assert session.practice is not None
    assert session.practice.exchanges[0].voice is VoiceName.GUIDED

"""'Bewaren': only when asked, one's own, and readable back."""

import json
from base64 import b64decode

import pytest

from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.labels import CardField
from coach.privacy.vault import keys
from coach.privacy.vault.errors import VaultLocked
from coach.settings import Settings
from coach.ui import keep_actions
from coach.ui.keep_actions import Face, KeepSession
from coach.ui.texts import keep as words
from tests.quick_vault import quick  # noqa: F401  a fixture for all

PHRASE = "vier losse woorden samen"


@pytest.fixture(autouse=True)
def no_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "keyring_usable", lambda: False)


def conversation(said: str = "Ik zie op tegen het gesprek met moeder.") -> Conversation:
    heard = Heard(text=said)
    spoken = Spoken(reflection="Je ziet ertegenop.", question="Wat maakt het zwaar?")
    turn = Turn(
        number=1, user=said, signal=Signal(), heard=heard,
        plan=Plan(move=Move.VRAAG, heard=heard), spoken=spoken,
    )  # fmt: skip
    return Conversation(turns=[turn], edits={CardField.DOEL: "Dat ze hoort dat ze belangrijk is."})


def opened(settings: Settings) -> KeepSession:
    session = KeepSession()
    assert keep_actions.make(settings, session, PHRASE, PHRASE).face is Face.WORDS
    return session


def test_nothing_is_kept_before_the_first_explanation(settings: Settings) -> None:
    session = KeepSession()
    parcel = keep_actions.parcel_of(conversation())
    notice, away = keep_actions.keep(settings, session, parcel)
    assert away and notice == "" and list(settings.data_folder.iterdir()) == []
    shown = keep_actions.board(settings, session)
    assert shown.face is Face.NONE and shown.waiting
    made = keep_actions.make(settings, session, PHRASE, PHRASE)
    assert len(made.recovery.split()) == 12 and "Bewaard tot en met" in made.notice
    after = keep_actions.board(settings, session)
    assert after.recovery == "" and len(after.lines) == 1


def test_what_comes_back_is_what_was_said(settings: Settings) -> None:
    session, said = opened(settings), conversation()
    keep_actions.keep(settings, session, keep_actions.parcel_of(said))
    (line,) = keep_actions.board(settings, session).lines
    assert keep_actions.conversation_in(keep_actions.read(session, line[1]).payload) == said


def test_keeping_again_replaces(settings: Settings) -> None:
    session, said = opened(settings), conversation()
    for _ in range(2):
        keep_actions.keep(settings, session, keep_actions.parcel_of(said))
    assert len(keep_actions.board(settings, session).lines) == 1


def test_only_the_card_leaves_out_what_was_said(settings: Settings) -> None:
    session, said = opened(settings), conversation()
    keep_actions.keep(settings, session, keep_actions.card_of(said))
    (line,) = keep_actions.board(settings, session).lines
    held = keep_actions.read(session, line[1])
    assert "tegen het gesprek met moeder" not in held.payload and held.kind == "kaart"
    assert keep_actions.card_in(held.payload) == {"doel": said.edits[CardField.DOEL]}
    assert keep_actions.conversation_in(held.payload) is None
    assert keep_actions.card_of(Conversation()) is None


def test_no_search_is_boasted_of_when_there_was_no_text(settings: Settings) -> None:
    session = opened(settings)
    told = keep_actions.erase_everything(settings, session).notice
    assert told == f"{words.ERASED} {words.PROOF_NO_TEXT}"


def test_an_empty_page_is_not_kept(settings: Settings) -> None:
    session = opened(settings)
    parcel = keep_actions.parcel_of(Conversation())
    assert keep_actions.keep(settings, session, parcel) == (words.NOTHING_YET, False)


def test_the_download_is_all_that_is_kept(settings: Settings) -> None:
    session, said = opened(settings), conversation()
    keep_actions.keep(settings, session, keep_actions.parcel_of(said))
    (line,) = keep_actions.board(settings, session).lines
    made = json.loads(keep_actions.export(session, line[1]))
    held = json.loads(b64decode(made["data"]))
    assert held["inhoud"] == json.loads(keep_actions.read(session, line[1]).payload)
    assert held["merk"] == "AI-gegenereerd" and "geen dossier" in held["let op"]


def test_two_passphrases_that_differ_make_nothing(settings: Settings) -> None:
    shown = keep_actions.make(settings, KeepSession(), PHRASE, PHRASE + "!")
    assert shown.face is Face.NONE and shown.notice == words.PHRASES_DIFFER


def test_a_wrong_passphrase_is_said_and_the_parcel_keeps_waiting(settings: Settings) -> None:
    keep_actions.lock(settings, opened(settings))
    session = KeepSession()
    keep_actions.keep(settings, session, keep_actions.parcel_of(conversation()))
    wrong = keep_actions.unlock(settings, session, "helemaal verkeerd hoor")
    assert wrong.face is Face.LOCKED and "opent de kluis niet" in wrong.notice and wrong.waiting
    right = keep_actions.unlock(settings, session, PHRASE)
    assert right.face is Face.OPEN and len(right.lines) == 1


def test_zero_days_says_so_and_keeps_nothing(settings: Settings) -> None:
    never = settings.model_copy(update={"keep_days": 0})
    session = KeepSession()
    assert keep_actions.board(never, session).face is Face.NEVER
    parcel = keep_actions.parcel_of(conversation())
    assert keep_actions.keep(never, session, parcel) == (words.NEVER, False)
    assert list(never.data_folder.iterdir()) == []


def test_erasing_says_what_was_searched(settings: Settings) -> None:
    session = opened(settings)
    keep_actions.keep(settings, session, keep_actions.parcel_of(conversation()))
    (line,) = keep_actions.board(settings, session).lines
    shown = keep_actions.erase_one(settings, session, line[1])
    assert shown.lines == [] and words.PROOF_CLEAN in shown.notice
    gone = keep_actions.erase_everything(settings, session)
    assert gone.face is Face.NONE and not (settings.data_folder / "kluis").exists()


def test_erasing_all_works_for_who_lost_the_passphrase(settings: Settings) -> None:
    opened(settings)
    gone = keep_actions.erase_everything(settings, KeepSession())
    assert gone.face is Face.NONE and "Gewist." in gone.notice


# -- two people on one Kier -------------------------------------------------------------------


def foreign(settings: Settings) -> tuple[KeepSession, str]:
    """Somebody else's open vault, and the id of what is in it."""
    other = opened(settings)
    keep_actions.keep(settings, other, keep_actions.parcel_of(conversation()))
    return other, keep_actions.board(settings, other).lines[0][1]


@pytest.mark.parametrize("action", ["read", "export"])
def test_a_foreign_id_opens_nothing(settings: Settings, action: str) -> None:
    _, id = foreign(settings)
    with pytest.raises(VaultLocked):
        getattr(keep_actions, action)(KeepSession(), id)


@pytest.mark.parametrize("action", ["erase_one", "change", "keep", "board", "lock"])
def test_a_foreign_vault_is_neither_shown_nor_changed(settings: Settings, action: str) -> None:
    other, id = foreign(settings)
    mine = KeepSession()
    if action == "erase_one":
        shown = keep_actions.erase_one(settings, mine, id)
    elif action == "change":
        shown = keep_actions.change(settings, mine, "een heel nieuwe zin", "een heel nieuwe zin")
    elif action == "keep":
        parcel = keep_actions.Parcel("gesprek", "overschreven", "{}", id)
        assert keep_actions.keep(settings, mine, parcel) == ("", True)
        shown = keep_actions.board(settings, mine)
    elif action == "lock":
        shown = keep_actions.lock(settings, mine)
    else:
        shown = keep_actions.board(settings, mine)
    assert shown.face is Face.LOCKED and shown.lines == []
    assert "Je ziet ertegenop" in keep_actions.read(other, id).payload
    assert keep_actions.unlock(settings, KeepSession(), PHRASE).face is Face.OPEN


def test_sessions_share_no_state() -> None:
    from coach.ui.talk_actions import Session

    first, second = Session(), Session()
    first.conversation.turns.extend(conversation().turns)
    first.conversation.edits[CardField.DOEL] = "van mij"
    assert second.conversation.turns == [] and second.conversation.edits == {}
    assert first.conversation.id != second.conversation.id and len(first.conversation.id) == 32

"""Who sets Kier right is heard: no echo of it, no verdict about it, and on with the story."""

import shutil
from pathlib import Path

import pytest

from coach.dialogue import card
from coach.dialogue.guided import GuidedVoice
from coach.dialogue.hooks import load_hooks
from coach.dialogue.listen import Listener
from coach.dialogue.repair import load_repairs
from coach.dialogue.state import Call, Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.dialogue.take_up import TakeUp
from coach.errors import ContentError
from coach.knowledge.content import load_voice_lines
from coach.knowledge.schemas import LineKind
from coach.labels import CardField, Feeling, Level, Request
from tests import learned
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
REPAIRS = load_repairs(KNOWLEDGE)
LINES = {line.id: line for line in load_voice_lines(KNOWLEDGE)}


@pytest.fixture(scope="module")
def listener() -> Listener:
    return learned.listener()


def after(reply: str, fills: CardField | None = None, level: Level = Level.GEEN) -> Conversation:
    """A conversation in which Kier just said this; ``level`` is that of a card, if any."""
    one = Heard(text="Het bezoek ging niet door.")
    plan = Plan(move=Move.VRAAG, heard=one, question_id="x", question_text=reply, fills=fills)
    said = Spoken(reflection="", question=reply)
    turn = Turn(
        number=1, user=one.text, signal=Signal(level=level), heard=one, plan=plan, spoken=said
    )
    return Conversation(id="0" * 32, turns=[turn])


@pytest.mark.parametrize(
    ("reply", "message", "kind"),
    [
        ("Wat zou de school hier zelf over zeggen?", "School? Er is geen school.", "verkeerd"),
        ("Zo'n groep heb je niet in de hand. Wat nu?", "Welke groep?", "onduidelijk"),
        ("Je bent moe. Wie weet dat?", "Nee, ik ben niet moe nu.", "verkeerd"),
        ("Wat merk je daaraan?", "Dat zei ik net al.", "al-gezegd"),
        ("Wat merk je daaraan?", "Dat zeg ik toch: gaan zitten.", "al-gezegd"),
        ("‘het was niks’. Hoe zit je erbij?", "U neemt het verkeerde zinnetje mee.", "verkeerd"),
        ("Wat staat er nog tussen?", "Hoe bedoel je ertussen?", "onduidelijk"),
        ("Wat heb je nodig?", "Ik snap je vraag niet zo goed.", "onduidelijk"),
        ("Hoe is dit voor het kind?", "Daar gaat het mij nu niet om.", "verkeerd"),
        ("Je voelt ook opluchting. Wat nu?", "Opluchting? Nee. Die voel ik niet.", "verkeerd"),
        ("Wat wil je alsnog zeggen?", "Alsnog zeggen? Er is niks misgegaan.", "verkeerd"),
        ("Je noemt je ergernis. Wat nu?", "Dat is geen ergernis, dat is schaamte.", "verkeerd"),
        ("Hoe zou je het oppakken?", "Wat oppakken? Het is klaar.", "onduidelijk"),
        ("Waar wordt het spannend?", "spannend? niks spannends aan. het is leeg.", "verkeerd"),
    ],
)
def test_a_correction_is_heard(reply: str, message: str, kind: str) -> None:
    found = REPAIRS.find(message, after(reply))
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("Wat wil je in elk geval vermijden?", "Niet dat ze denkt dat ik haar niet zie."),
        ("Wie weet dit al?", "Geen idee, ik heb het nog niemand verteld."),
        ("Wat zei moeder?", "Dat zei ik tegen haar, en zij tegen mij."),
        ("Wat heb je gezegd?", "Nee zeggen vind ik lastig."),
        ("Hoe was het in dat huis?", "Er is geen plek meer in het pleeggezin."),
        ("‘de groep zwijgt’, zeg je. Wat doet dat met je?", "Geen groep is hetzelfde."),
        ("Wat zou vader willen?", "Vader zegt: dat klopt niet, ik was er."),
        ("Wat staat er voor jou op het spel?", "Op het spel? Nou ja, ik ben voorzitter."),
        ("Wat vind je zorgelijk, en wat niet?", "Niet zorgelijk: hij is dol op haar."),
        ("Wat moet er nog gezegd worden?", "Niks meer hoor. Ik ga haar straks opzoeken."),
        ("Hoe was het in die stilte?", "Een kaartje. En ik bespreek ook dat zwijgen, die stilte."),
        ("Wat wil je dat iemand mee naar huis neemt?", "Het ging over bidden aan tafel."),
        ("Wat zou lucht geven?", "ze vroeg iets en ik had de vraag niet gehoord"),
        ("Wat is daar het ergste aan?", "pfff. dat zei ik nog nooit zo"),
        ("Wat vind je ervan?", "Hij moet om zeven uur naar bed, dat slaat nergens op."),
        ("Wat wil je tegen vader zeggen?", "Tegen vader? Niks."),
        (
            "Wat raakt je?",
            "Dat ik zei: ja, als je het hok had gesloten. Dat zei ik. En hij knikte.",
        ),
        ("Wat wil je tegen vader zeggen?", "Tegen vader? Dat hij mag komen."),
        ("Wat zou jij voor jezelf houden?", "Wat ik voor mezelf hou? Dat ik moe ben."),
    ],
)
def test_an_answer_is_no_correction(reply: str, message: str) -> None:
    assert REPAIRS.find(message, after(reply)) is None


def test_without_a_card_nobody_sends_it_back() -> None:
    said, reply = "Er is niks acuuts hoor.", "Hieronder staat wie je kunt bellen."
    found = REPAIRS.find(said, after(reply, level=Level.ZORG))
    assert found is not None and found.kind == "kaart"
    assert REPAIRS.find(said, after("Wat doet dat met je?")) is None


def test_who_called_nobody_yet_does_not_send_the_card_back() -> None:
    reply = "Op de kaart hieronder staat wie vandaag kan meekijken."
    for said in ("Ik heb nog niemand gebeld.", "Er is nog niemand gebeld, het is half elf."):
        assert REPAIRS.find(said, after(reply, level=Level.ZORG)) is None


def test_a_first_message_corrects_nobody() -> None:
    assert REPAIRS.find("Dat zei ik net al.", Conversation(id="0" * 32)) is None


def test_only_what_was_said_besides_is_listened_to(listener: Listener) -> None:
    reply = "Je bent moe van dit alles. Wie weet dat?"
    heard = listener.hear("Nee, ik ben niet moe. Ik schaam me dat ik wegkeek.", after(reply))
    assert heard.corrects == "verkeerd"
    assert heard.said == "Ik schaam me dat ik wegkeek."
    assert Feeling.VERMOEIDHEID not in heard.feelings and Feeling.SCHULD in heard.feelings
    assert heard.telling and heard.telling in heard.said
    conversation = after(reply)
    hooked = load_hooks(KNOWLEDGE).find(heard, conversation, {})
    assert {item.about for item in hooked} == {"Ik schaam me dat ik wegkeek."}


def test_a_correction_asks_for_no_verdict_but_what_follows_may(listener: Listener) -> None:
    reply = "Of iets past bij de wet, is voor een jurist. Wat wil je goed doen?"
    heard = listener.hear("Ik vroeg niks over de wet. Ik schrok van mezelf.", after(reply))
    assert heard.corrects and heard.request is Request.REFLECTIE
    asked = "Dat bedoel ik niet. Is deze moeder volgens jou geschikt, ja of nee?"
    heard = listener.hear(asked, after(reply))
    assert heard.corrects and heard.request is Request.OORDEEL


def test_a_correction_is_no_line_on_the_card(listener: Listener) -> None:
    asked = after("Wat wil je bereiken met de school?", CardField.DOEL)
    assert card.entries(listener.hear("Er is geen school.", asked), asked) == []


def test_the_reply_says_so_and_asks_once(listener: Listener) -> None:
    conversation = after("Zo'n groep heb je niet in de hand. Wat nu?")
    heard = listener.hear("Welke groep?", conversation)
    asked = REPAIRS.ask(heard.corrects, conversation)
    assert asked is not None
    plan = Plan(move=Move.VRAAG, heard=heard, question_id=asked.id, question_text=asked.text)
    spoken = GuidedVoice().speak(plan, conversation)
    assert [LINES[name].kind for name in spoken.line_ids] == [LineKind.HERSTEL]
    assert spoken.question == asked.text


def test_a_kind_without_questions_is_a_named_fault(tmp_path: Path) -> None:
    shutil.copytree(KNOWLEDGE / "lexicon", tmp_path / "lexicon")
    good = (KNOWLEDGE / "herstel.yaml").read_text(encoding="utf-8")
    faulty = good.replace("als: onduidelijk", "als: onbekend")
    (tmp_path / "herstel.yaml").write_text(faulty, encoding="utf-8")
    with pytest.raises(ContentError, match="onduidelijk-echo"):
        load_repairs(tmp_path)


def test_every_kind_has_lines_and_questions() -> None:
    shapes = [line.shape for line in LINES.values() if line.kind is LineKind.HERSTEL]
    for kind in ("verkeerd", "al-gezegd", "onduidelijk", "kaart"):
        assert sum(shape.startswith(f"{kind}-") for shape in shapes) >= 3
        assert REPAIRS.ask(kind, Conversation(id="0" * 32)) is not None


@pytest.mark.parametrize(
    ("rest", "goes_on"),
    [
        ("het gaat om mijn zoon die niets meer vraagt", True),
        ("mijn zoon", False),
    ],
)
def test_what_was_meant_is_gone_on_with_when_enough_of_it_stands_there(
    rest: str, goes_on: bool
) -> None:
    """'Het gaat om mijn zoon' is not answered with 'Waar zou je het over willen hebben?'"""
    call = Call(hook="ander-zwijgt", sure=0.3)
    heard = Heard(text=f"Nee, {rest}.", corrects="verkeerd", rest=rest, words=9, calls=[call])
    plan = Plan(move=Move.VRAAG, heard=heard)
    found = TakeUp(load_hooks(KNOWLEDGE), REPAIRS).set_right(plan, after("Wat doet ze?"), {})
    assert found is not None
    assert found.question_id.startswith("herstel-") is not goes_on

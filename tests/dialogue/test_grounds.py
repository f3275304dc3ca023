"""What a message holds, and questions that point only at what stands there."""

import pytest

from coach.dialogue.grounds import Grounds
from coach.dialogue.hooks import SURE, load_hooks
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.state import Call, Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.labels import Actor, Ground

HOOKS = load_hooks()
GROUNDS = Grounds(load_lexicon().rules["grounds"])


def heard(text: str, *calls: tuple[str, float], actors: tuple[Actor, ...] = ()) -> Heard:
    called = [Call(hook=hook, sure=sure) for hook, sure in calls]
    return Heard(text=text, words=len(text.split()), calls=called, actors=list(actors))


def talk(*messages: str) -> Conversation:
    turns = [
        Turn(
            number=number,
            user=text,
            signal=Signal(),
            heard=heard(text),
            plan=Plan(move=Move.VRAAG, heard=heard(text), question_id="altijd-01"),
            spoken=Spoken(reflection="", question="Wat nu?", line_ids=[]),
        )
        for number, text in enumerate(messages, start=1)
    ]
    return Conversation(id="0" * 32, turns=turns)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Hij kroop weg achter de bank.", Ground.TOEN),
        ("Het is gisteren misgegaan.", Ground.TOEN),
        ("Pleegmoeder zegt dat het zo niet langer gaat.", Ground.GEZEGD),
        ("ik heb haar toen maar laten praten", Ground.ZELF),
        ("Ik ga haar morgen bellen.", Ground.PLAN),
        ("Donderdag is de evaluatie.", Ground.GESPREK),
        ("Misschien schaamt ze zich.", Ground.GEDACHTE),
        ("Ik zou willen dat hij hoort dat de deur open blijft.", Ground.WENS),
        ("straks klapt ze helemaal dicht", Ground.ANGST),
        ("Ik schaam me daarvoor.", Ground.GEVOEL),
        ("Dat gaat elke keer zo.", Ground.GEWOONTE),
        ("Ik weet niet of ik het moet zeggen.", Ground.KEUZE),
        ("Hij haalde zijn schouders op.", Ground.STIL),
        ("De dochter van elf wil niet.", Ground.KIND),
        ("Ze belt elke dag.", Ground.ANDER),
        ("Onze groep geeft vooral tips.", Ground.GROEP),
        ("Ik heb te veel gezinnen.", Ground.WERK),
    ],
)
def test_what_stands_there_is_found(text: str, ground: Ground) -> None:
    assert ground in GROUNDS.of(heard(text))


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("De gezinshuisouder is boos en heeft vier anderen in huis.", Ground.TOEN),
        ("Wat moeder mist, is ook haar zus.", Ground.PLAN),
        ("Mijn partner wordt er gek van.", Ground.GESPREK),
        ("Hij woont hier sinds de zomer.", Ground.GEDACHTE),
        ("Mijn moeder was net zo.", Ground.ANGST),
        ("Ze komt om vier uur.", Ground.STIL),
        ("Ik heb het druk.", Ground.ANDER),
    ],
)
def test_what_does_not_stand_there_is_not(text: str, ground: Ground) -> None:
    assert ground not in GROUNDS.of(heard(text))


def test_what_was_told_just_before_can_still_be_pointed_at() -> None:
    now = heard("Dat zit me dwars.")
    assert Ground.TOEN in GROUNDS.under(now, talk("Hij liep de kamer uit."))
    assert Ground.TOEN not in GROUNDS.under(now, talk("Hij woont hier graag."))
    assert Ground.GEZEGD not in GROUNDS.under(now, talk("Hij zei dat hij weg wil."))


def test_the_other_is_one_person_only() -> None:
    one = heard("Moeder vindt het goed.", actors=(Actor.OUDER,))
    two = heard("Moeder vindt het goed, opa niet.", actors=(Actor.OUDER, Actor.NETWERK))
    assert Ground.EEN_ANDER in GROUNDS.under(one, talk())
    assert Ground.EEN_ANDER not in GROUNDS.under(two, talk())


def _asked(text: str, hook: str, sure: float) -> set[str]:
    """All that a message may be asked by this hook."""
    entry = next(one.entry for one in HOOKS.all if one.entry.id == hook)
    found = HOOKS.find(heard(text, (hook, sure)), talk("Zo is het nu."), {}, general=False)
    texts = {question.text for question in entry.vragen}
    return {one.text for one in found if one.text in texts}


def test_a_question_points_only_at_what_stands_there() -> None:
    """'Wat hoop je te horen, als je ernaar vraagt?' is no answer to a tale without a guess."""
    needs = {
        question.text
        for hook in HOOKS.all
        if hook.entry.id == "gok-over-ander"
        for question in hook.entry.vragen
        if Ground.GEDACHTE in question.nodig
    }
    bare = _asked("Hij woont hier sinds de zomer.", "gok-over-ander", SURE)
    guess = _asked("Volgens mij schaamt hij zich.", "gok-over-ander", SURE)
    assert needs
    assert not bare & needs
    assert guess & needs
    assert _asked("Hij woont hier sinds de zomer.", "gok-over-ander", 0.9) & needs


def test_what_was_just_said_is_not_asked() -> None:
    pointless = {
        (hook.entry.id, question.text)
        for hook in HOOKS.all
        for question in hook.entry.vragen
        if Ground.WENS in question.niet and not question.nodig and not question.zeker
    }
    assert pointless
    for hook, question in pointless:
        assert question not in _asked("Ik hoop dat ze me gelooft.", hook, SURE)

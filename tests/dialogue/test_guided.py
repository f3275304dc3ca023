"""The guided voice: one question, literal quotes, nothing twice in a row, nothing invented."""

import re
from itertools import pairwise, product

import pytest

from coach.dialogue.guided import CARD_TAG, MAX_WORDS, GuidedVoice
from coach.dialogue.lines import CHOICE, SLOT, tagged
from coach.dialogue.state import (
    Conversation,
    Heard,
    Move,
    Plan,
    Role,
    Signal,
    Source,
    Spoken,
    Turn,
)
from coach.knowledge.content import load_voice_lines
from coach.knowledge.schemas import LineKind
from coach.labels import Actor, Answer, Feeling, Level, Request, Theme

LINES = load_voice_lines()
BY_ID = {line.id: line for line in LINES}
VOICE = GuidedVoice(LINES)
QUOTED = re.compile(r"‘((?:[^‘’]|’(?=\w))*)’")
QUESTION = "Wat zag je toen?"
DECLINED = (
    Request.OORDEEL,
    Request.DIAGNOSE,
    Request.RISICOSCORE,
    Request.SCHRIJFWERK,
    Request.INJECTIE,
    Request.BUITEN_BEREIK,
)
STORY = "ik zie er enorm tegenop, ze gaat vast huilen en dan weet ik het niet meer"


def heard(text: str, **more: object) -> Heard:
    base: dict[str, object] = {"text": text, "telling": text, "words": len(text.split())}
    return Heard.model_validate(base | more)


def plan(what: Heard, move: Move = Move.VRAAG, **more: object) -> Plan:
    base: dict[str, object] = {
        "move": move,
        "heard": what,
        "question_id": "q",
        "question_text": QUESTION,
    }
    return Plan.model_validate(base | more)


def said(one: Plan, conversation: Conversation) -> Spoken:
    """Speaks and adds the turn."""
    spoken = VOICE.speak(one, conversation)
    conversation.turns.append(
        Turn(
            number=len(conversation.turns) + 1,
            user=one.heard.text,
            signal=one.signal,
            heard=one.heard,
            plan=one,
            spoken=spoken,
        )
    )
    return spoken


def talk(number: int, length: int = 12) -> list[Spoken]:
    """A conversation over themes, feelings, answers and absent voices."""
    conversation = Conversation(id=f"{number:08x}")
    themes, feelings, answers = list(Theme), list(Feeling), list(Answer)
    people = [Actor.KIND, Actor.OUDER, Actor.PLEEGOUDER, Actor.JEUGDBESCHERMER, Actor.TEAM]
    replies = []
    for turn in range(length):
        what = heard(
            f"{STORY} op dag {turn}",
            themes=[themes[(number + turn) % len(themes)]],
            feelings=[feelings[(number + turn) % len(feelings)]] if turn % 3 == 0 else [],
            answer=answers[(number * 3 + turn) % len(answers)],
            actors=[people[turn % len(people)]],
        )
        brings = people[turn % len(people)] if turn % 4 == 3 else None
        source = Source(
            id=f"p{turn}", kind="handbook", title="De eerste zin", quote="Zeg het.", score=1.0
        )
        one = plan(
            what,
            brings_in=brings,
            perspective=brings or Actor.PROFESSIONAL,
            role=Role(display="de pleegouders", plural=True) if brings else None,
            sources=[source],
        )
        replies.append(said(one, conversation))
    return replies


# Whole replies -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(25))
def test_conversations(number: int) -> None:
    replies = talk(number)
    used: list[str] = []
    before: set[str] = set()
    for turn, spoken in enumerate(replies):
        text = spoken.text
        assert text.count("?") == 1
        assert text.endswith(QUESTION)
        # A bare question now and then, never first and never twice running.
        assert spoken.reflection or (turn and replies[turn - 1].reflection)
        assert len(text.split()) <= MAX_WORDS
        assert not SLOT.search(text)
        assert not CHOICE.search(text)
        source = f"{STORY} op dag {turn}"
        assert all(part in source or part == "De eerste zin" for part in QUOTED.findall(text))
        assert not before & set(spoken.shapes)
        assert len(spoken.shapes) == len(set(spoken.shapes))
        used += spoken.line_ids
        before = set(spoken.shapes)
    assert len(used) == len(set(used))


def test_only_the_first_question_of_a_plan_is_asked() -> None:
    one = plan(heard(STORY), question_text=f"{QUESTION} En wat deed je?")
    for number in range(10):
        spoken = VOICE.speak(one, Conversation(id=str(number)))
        assert spoken.question == QUESTION
        assert spoken.text.count("?") == 1


def test_the_same_plan_gives_the_same_reply() -> None:
    assert [one.text for one in talk(3)] == [one.text for one in talk(3)]
    assert [one.text for one in talk(3)] != [one.text for one in talk(4)]


def test_fifty_turns_keep_shapes_apart() -> None:
    replies = talk(7, length=50)
    for one, other in pairwise(replies):
        assert not set(one.shapes) & set(other.shapes)


def test_ten_conversations_do_not_open_alike() -> None:
    openings = [VOICE.speak(plan(heard(STORY)), Conversation(id=str(n))).text for n in range(30)]
    assert all(len(set(openings[start : start + 10])) >= 5 for start in (0, 10, 20))
    assert len(set(openings)) >= 10


def test_the_first_reply_shows_that_the_story_was_read() -> None:
    for number in range(20):
        spoken = VOICE.speak(plan(heard("Ik loop vast met vader.")), Conversation(id=str(number)))
        assert "loop vast" in spoken.text or "loopt vast" in spoken.text


def test_a_named_feeling_is_not_guessed_at() -> None:
    what = heard("Ik ben zo moe van alles", feelings=[Feeling.VERMOEIDHEID])
    for number in range(20):
        spoken = VOICE.speak(plan(what), Conversation(id=str(number)))
        kinds = {BY_ID[id_].kind for id_ in spoken.line_ids}
        assert LineKind.GEVOEL not in kinds
        assert "moe" in spoken.reflection.lower().split("?")[0]


@pytest.mark.parametrize(
    ("text", "feeling", "word"),
    [
        ("Ik schaam me daarvoor.", Feeling.SCHULD, "scha"),
        ("Ik ben woedend.", Feeling.BOOSHEID, "woedend"),
        ("teleurgesteld", Feeling.VERDRIET, "teleur"),
        ("zie er tegenop", Feeling.SPANNING, "tegenop"),
    ],
)
def test_a_feeling_comes_back_in_the_users_own_word(text: str, feeling: Feeling, word: str) -> None:
    for number in range(20):
        one = plan(heard(text, feelings=[feeling]))
        reflection = VOICE.speak(one, Conversation(id=str(number))).reflection.lower()
        own = word in reflection or ("boos" in reflection and word == "woedend")
        assert own, reflection
        assert "spijt" not in reflection


def test_fear_is_not_answered_with_relief() -> None:
    what = heard(
        "Ik ben bang dat hij weggaat, en dat ik dan opgelucht ben.",
        feelings=[Feeling.SPANNING, Feeling.OPLUCHTING],
    )
    for number in range(30):
        spoken = VOICE.speak(plan(what), Conversation(id=str(number)))
        used = [BY_ID[id_] for id_ in spoken.line_ids if BY_ID[id_].feelings]
        assert all(Feeling.SPANNING in line.feelings for line in used), spoken.reflection


def test_a_short_answer_comes_back_in_its_own_words_now_and_then() -> None:
    seen = 0
    for number in range(30):
        conversation = Conversation(id=str(number))
        said(plan(heard(STORY)), conversation)
        one = plan(heard("moeder te laat", telling="", answer=Answer.KORT))
        seen += "‘moeder te laat’" in said(one, conversation).reflection
    assert seen >= 3


def test_nobody_is_mentioned_who_was_not_named() -> None:
    # Only a message with nothing to give back is met with a line about its theme.
    for number, theme in product(range(6), Theme):
        for what in (
            heard(STORY, themes=[theme]),
            heard("Geen idee.", themes=[theme], answer=Answer.WEET_NIET),
        ):
            spoken = VOICE.speak(plan(what), Conversation(id=str(number)))
            assert not any(BY_ID[id_].perspectives for id_ in spoken.line_ids)


def test_absent_voice_with_the_users_word() -> None:
    role = Role(display="de opa en oma", plural=True)
    for number in range(20):
        one = plan(
            heard(STORY), brings_in=Actor.PLEEGOUDER, perspective=Actor.PLEEGOUDER, role=role
        )
        spoken = VOICE.speak(one, Conversation(id=str(number)))
        assert "de opa en oma" in spoken.reflection.lower()
        assert "[" not in spoken.text


def test_absent_voice_without_a_word_for_it() -> None:
    one = plan(heard(STORY), brings_in=Actor.NETWERK, perspective=Actor.NETWERK)
    spoken = VOICE.speak(one, Conversation(id="a"))
    assert LineKind.BRUG in {BY_ID[id_].kind for id_ in spoken.line_ids}


@pytest.mark.parametrize(
    "text",
    [
        "wat nu? ik weet het niet? help?",
        "ze zei {rol} en [een|twee] dingen tegen mij gisteren",
        "<script>alert(1)</script> ik ben bang voor morgen",
        "ik las ‘nooit meer’ in haar brief en schrok",
        "ik heb 'foto’s' gezien bij opa’s huis",
        "\x00\x07 ik \ud800 weet het niet meer",
        "woord " * 4000,
        "x" * 20000,
        "ik, ik, ik, " * 600,
        "😀 😀 😀",
        "",
    ],
)
def test_rough_input(text: str) -> None:
    for number in range(8):
        one = plan(heard(text, feelings=[Feeling.SPANNING] if number % 2 else []))
        spoken = VOICE.speak(one, Conversation(id=str(number)))
        assert spoken.text.count("?") == 1
        assert len(spoken.text.split()) <= MAX_WORDS
        assert "<" not in spoken.text
        assert "{" not in spoken.text


# The other moves ---------------------------------------------------------------------------


@pytest.mark.parametrize("request_kind", DECLINED)
def test_declining(request_kind: Request) -> None:
    conversation = Conversation(id="a")
    for _ in range(8):
        spoken = said(plan(heard(STORY, request=request_kind), Move.AFWIJZEN), conversation)
        assert [BY_ID[id_].requests for id_ in spoken.line_ids] == [[request_kind]]
        assert spoken.question == QUESTION
    assert len(set(conversation.lines_used)) == 8


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG, Level.ZELFZORG])
def test_signals_name_the_words_and_no_number(level: Level) -> None:
    for number in range(12):
        one = plan(
            heard("gisteren zei hij dat hij niet meer wil leven"),
            Move.SIGNAAL,
            signal=Signal(level=level, quotes=["hij niet meer wil leven"], ids=["doodswens"]),
            question_text="" if level is not Level.ZELFZORG else QUESTION,
        )
        spoken = VOICE.speak(one, Conversation(id=str(number)))
        assert "‘hij niet meer wil leven’" in spoken.reflection
        assert "?" not in spoken.reflection
        assert spoken.text.count("?") <= 1
        assert not re.search(r"\d", spoken.text)
        if level is Level.ZORG:
            assert spoken.question


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG])
def test_without_a_standing_wording_a_card_says_that_it_may_be_nothing(level: Level) -> None:
    conversation = Conversation(id="a")
    found = Signal(level=level, quotes=["mijn dochter staat zomaar op de stoep"])
    text = "mijn dochter staat zomaar op de stoep als ze zin heeft"
    for _ in range(4):
        asked = QUESTION if level is Level.ZORG else ""
        one = plan(heard(text), Move.SIGNAAL, signal=found, question_text=asked)
        spoken = said(one, conversation)
        assert [BY_ID[id_].shape.partition("-")[0] for id_ in spoken.line_ids] == ["als"]
        assert "hieronder" in spoken.reflection or "kaart" in spoken.reflection


def test_signal_without_a_usable_quote() -> None:
    one = plan(
        heard("help"),
        Move.SIGNAAL,
        signal=Signal(level=Level.ACUUT, quotes=["elders"]),
        question_text="",
    )
    assert VOICE.speak(one, Conversation()).reflection


def _reminders(level: Level, *messages: Heard) -> list[bool]:
    """Per message after a danger card whether the reply points at the card again."""
    conversation = Conversation(id="b")
    card = Signal(level=level, quotes=["ze gaat vast huilen"])
    said(plan(heard(STORY), Move.SIGNAAL, signal=card, question_text=""), conversation)
    return [
        any(tagged(BY_ID[id_], CARD_TAG) for id_ in said(plan(message), conversation).line_ids)
        for message in messages
    ]


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG])
def test_only_a_card_of_acute_danger_is_mentioned_once_more_and_at_once(level: Level) -> None:
    shown = _reminders(level, *[heard(STORY)] * 11)
    assert shown[0] == (level is Level.ACUUT)
    assert sum(shown) == (level is Level.ACUUT)


@pytest.mark.parametrize("level", [Level.ACUUT])
def test_who_said_that_nothing_is_acute_is_not_pointed_at_the_card(level: Level) -> None:
    calm = heard("er is niks acuuts, het gaat om mijn groep", calm=True)
    assert not any(_reminders(level, calm, *[heard(STORY)] * 8))


def test_fact_with_its_literal_quote() -> None:
    quote = "Gedeeld opvoederschap kan vele vormen hebben."
    source = Source(id="p", kind="handbook", title="Wat is het?", quote=quote, score=1.0)
    for number in range(10):
        spoken = VOICE.speak(
            plan(heard("wat staat er over gedeeld opvoederschap"), Move.FEIT, sources=[source]),
            Conversation(id=str(number)),
        )
        assert quote.rstrip(".") in spoken.reflection
        assert spoken.text.count("?") == 1
        assert all(part in quote or part in source.title for part in QUOTED.findall(spoken.text))


def test_fact_not_found() -> None:
    spoken = VOICE.speak(plan(heard("wat staat er over paarden"), Move.FEIT), Conversation())
    assert [BY_ID[id_].kind for id_ in spoken.line_ids] == [LineKind.NIETS_GEVONDEN]


@pytest.mark.parametrize(
    ("text", "dutch", "tag"),
    [
        ("", True, "leeg"),
        ("😀😀", True, "tekens"),
        ("???", True, "tekens"),
        ("the child does not want to see her mother", False, "taal"),
        ('{"a": [1, 2]} <b>x</b>; y = {z}', True, "code"),
        ("asdf qwer zxcv", True, "algemeen"),
    ],
)
def test_strange_input(text: str, dutch: bool, tag: str) -> None:
    spoken = VOICE.speak(plan(heard(text, dutch=dutch), Move.VREEMDE_INVOER), Conversation(id="c"))
    assert tagged(BY_ID[spoken.line_ids[0]], tag)
    assert spoken.text.count("?") == 1


@pytest.mark.parametrize("question", [QUESTION, ""])
def test_rounding_off(question: str) -> None:
    one = plan(heard("ik denk dat ik haar morgen bel"), Move.AFRONDEN, question_text=question)
    for number in range(10):
        spoken = VOICE.speak(one, Conversation(id=str(number)))
        assert spoken.reflection
        assert tagged(BY_ID[spoken.line_ids[0]], "nog") is bool(question)


def test_welcome() -> None:
    spoken = VOICE.welcome(Conversation())
    assert spoken.reflection
    assert not spoken.question


def test_not_knowing_is_not_treated_as_doubt() -> None:
    conversation = Conversation(id="d")
    said(plan(heard(STORY)), conversation)
    what = heard("geen idee", feelings=[Feeling.TWIJFEL], answer=Answer.WEET_NIET)
    spoken = said(plan(what), conversation)
    assert BY_ID[spoken.line_ids[0]].kind is LineKind.NA_WEET_NIET

"""A question takes up what was said; what was told already is not asked."""

import re
from itertools import combinations

import pytest

from coach.dialogue.hook_entries import HookQuestion
from coach.dialogue.hooks import Hooks, Through, load_hooks
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_roles import RoleFinder
from coach.dialogue.state import Conversation, Heard, Move, Plan, Role, Signal, Spoken, Turn
from coach.dialogue.told import load_told
from coach.knowledge.content import load_questions, load_role_words
from coach.labels import Actor, Answer, Dimension
from evals.detect import open_questions
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
HOOKS = load_hooks(KNOWLEDGE)
TOLD = load_told(KNOWLEDGE)
ROLES = RoleFinder(load_role_words(KNOWLEDGE), load_lexicon(KNOWLEDGE))
QUESTIONS: list[HookQuestion] = [q for hook in HOOKS.all for q in hook.entry.vragen]


def heard(text: str, answer: Answer = Answer.VERTELT) -> Heard:
    actors, roles = ROLES.find(text)
    return Heard(text=text, actors=actors, roles=roles, answer=answer, words=len(text.split()))


def hooked(text: str, conversation: Conversation | None = None, through: Through = "") -> list[str]:
    """The ids of the questions this message is met with."""
    one = heard(text)
    talk = conversation or Conversation(id="0" * 32)
    return [item.id for item in HOOKS.find(one, talk, one.roles, through=through)]


def hook_of(text: str) -> str:
    """The hook of this message when it is not the first."""
    return Hooks.of(next(iter(hooked(text, _asked("altijd-concreet-01", "Wat?"))), ""))


@pytest.mark.parametrize(
    ("text", "hook"),
    [
        ("Ik werd rood en heb niks gezegd.", "stil-gebleven"),
        ("Ik schaam me daarvoor.", "schaamte-spijt"),
        ("Mijn eigen moeder huilde vroeger ook altijd.", "eigen-verleden"),
        ("Ik ben bang dat hij opstaat en wegloopt.", "bang-reactie"),
        ("Ik kan zeggen: ik blijf even bij je zitten.", "plan-eerste-zin"),
        ("Ik denk dat oma verdriet heeft over haar dochter.", "gok-over-ander"),
        ("Ze zei tegen mij dat iedereen daar naar haar staart.", "zin-die-blijft"),
        ("De jeugdbeschermer besluit dat zonder overleg.", "buiten-mij-om"),
        ("Alles gaat via mij, ik ben postbode.", "tussenin"),
        ("Ik zou willen dat hij hoort dat de deur open blijft.", "wens"),
        ("Haar pleegmoeder is radeloos.", "ander-vol-gevoel"),
        ("Wat moet ik daar nou op zeggen?", "vraag-hoe-zeg-ik"),
        ("Ik stel het al een maand uit.", "uitstel"),
        ("Dat weet niemand.", "alleen-mee"),
        ("Ik keek weg en liet het gaan.", "weggekeken-of-gevlucht"),
        ("Moeder straalde toen hij binnenkwam.", "gaat-goed"),
        ("Ik wil haar eerst apart spreken.", "plan-gesprek"),
        ("Misschien een avond in de week met zijn tweeën.", "plan-gesprek"),
        ("De ene dag vind ik dit, de andere dag dat.", "twijfel-tussen"),
    ],
)
def test_the_question_takes_up_what_was_said(text: str, hook: str) -> None:
    assert hook_of(text) == hook


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("Misschien schaamt ze zich voor mij.", "schaamte-spijt"),
        ("Moeder is bang dat ze er voor spek en bonen bij zit.", "bang-reactie"),
        ("Ze zit zelf ook klem, weet ik wel.", "tussenin"),
        ("Moeder durft geen nee te zeggen.", "zin-die-blijft"),
        ("Het besluit staat vast en hij weet het.", "gok-over-ander"),
        ("Ik begeleid een groep.", "eigen-verleden"),
        ("Ik ben boos dat ze niks heeft gezegd.", "stil-gebleven"),
        ("Vader zit vast, nog een jaar.", "gok-over-ander"),
        ("Ik zeg steeds dat ik erachteraan ga.", "plan-eerste-zin"),
        ("Daar zeggen wij dan niks van.", "zin-die-blijft"),
        ("Dat hij niet meer alleen mee mag.", "dat-een-ander"),
        ("Ik wil dat zij een keer uit mag praten.", "plan-gesprek"),
    ],
)
def test_what_is_somebody_elses_is_not_taken_for_ones_own(text: str, not_this: str) -> None:
    assert hook_of(text) != not_this


def test_a_person_is_only_named_when_it_is_about_that_person() -> None:
    through = {Actor.OUDER, Actor.PLEEGOUDER, Actor.KIND}
    later = _asked("altijd-concreet-01", "Wat?")
    one = heard("Vader zegt dat niemand naar hem luistert.")
    found = HOOKS.find(one, later, one.roles)
    assert {item.perspective for item in found} & through == {Actor.OUDER}
    other = heard("Hij kroop weg achter pleegmoeder.")
    found = HOOKS.find(other, later, other.roles)
    assert found and {item.perspective for item in found} == {Actor.PROFESSIONAL}
    assert not any("leegmoeder" in item.text for item in found)


def test_a_pronoun_means_the_only_one_it_can_mean() -> None:
    alone = heard("Hij denkt vast dat het nooit meer goed komt.")
    vader = {Actor.OUDER: Role(display="de vader")}
    found = HOOKS.find(alone, Conversation(id="0" * 32), vader, through="ander")
    assert found and all("vader" in item.text for item in found)
    zoon = vader | {Actor.KIND: Role(display="de zoon")}
    assert HOOKS.find(alone, Conversation(id="0" * 32), zoon, through="ander") == []


def test_the_verb_follows_the_number_of_who_is_meant() -> None:
    one = heard("De ouders zeggen dat niemand luistert.")
    found = HOOKS.find(one, Conversation(id="0" * 32), one.roles, through="ander")
    assert found and not any(" zou de ouders" in item.text for item in found)
    assert any("zouden de ouders" in item.text for item in found)


def test_only_through_the_others_eyes_when_a_voice_is_due() -> None:
    found = hooked("Vader zegt dat niemand naar hem luistert.", through="ander")
    assert found
    assert hooked("Ik ben bang dat het misgaat.", through="ander") == []


def _asked(question_id: str, text: str) -> Conversation:
    one = heard("eerst")
    plan = Plan(move=Move.VRAAG, heard=one, question_id=question_id, question_text=text)
    turn = Turn(
        number=1,
        user="eerst",
        signal=Signal(),
        heard=one,
        plan=plan,
        spoken=Spoken(reflection="", question=text),
    )
    return Conversation(id="0" * 32, turns=[turn])


def test_the_sentence_that_is_taken_up_comes_along() -> None:
    said = "Pleegmoeder zegt dat oma altijd over mama praat. Zelf heb ik haar nog niet gesproken."
    one = heard(said)
    found = HOOKS.find(one, Conversation(id="0" * 32), one.roles)
    assert found and Hooks.of(found[0].id) == "zelf-nooit-gevraagd"
    assert {item.about for item in found} == {"Zelf heb ik haar nog niet gesproken."}


def test_without_the_general_hooks_only_special_ones_are_left() -> None:
    one = heard("Hoe vertel ik een moeder dat haar dochter haar niet wil zien?")
    talk = Conversation(id="0" * 32)
    assert HOOKS.find(one, talk, one.roles)
    assert not HOOKS.find(one, talk, one.roles, general=False)


def test_the_first_message_is_met_with_a_question_that_opens() -> None:
    told = "Pleegouders zijn streng gelovig en de ouders zijn moslim."
    assert hook_of(told) not in {"opent", "open-slecht-nieuws"}
    assert {Hooks.of(name) for name in hooked(told)} == {"opent"}
    news = "De omgang is gestopt en nu moet ik het aan moeder uitleggen."
    assert {Hooks.of(name) for name in hooked(news)} == {"open-slecht-nieuws"}
    # Who says something of their own is met there, also at once.
    assert {Hooks.of(name) for name in hooked("Ik schaam me daarvoor.")} == {"schaamte-spijt"}


def test_no_hook_twice_running_and_no_question_twice() -> None:
    message = "Moeder zegt dat ze niet meer komt."
    first = HOOKS.find(heard(message), Conversation(id="0" * 32), heard(message).roles)[0]
    after = hooked(message, _asked(first.id, first.text))
    assert {Hooks.of(name) for name in after} != {Hooks.of(first.id)}
    elsewhere = _asked("haak-wens-01", first.text)
    assert first.id not in hooked(message, elsewhere)


def test_an_untouched_dimension_goes_first() -> None:
    message = heard("Moeder zegt dat ze niet meer komt.")
    fresh = HOOKS.find(message, Conversation(id="0" * 32), message.roles)[0]
    asked = _asked("altijd-concreet-01", "Wat?")
    asked.turns[0].plan.dimension = fresh.dimension
    again = HOOKS.find(message, asked, message.roles)[0]
    assert again.dimension is not fresh.dimension


def test_conversations_differ_in_what_they_ask() -> None:
    message = heard("Moeder zegt dat ze niet meer komt.")
    found = {
        HOOKS.find(message, Conversation(id=f"{n:032x}"), message.roles)[0].id for n in range(40)
    }
    assert len(found) >= 4


def test_every_hook_reaches_all_three_dimensions_and_asks_well() -> None:
    for hook in HOOKS.all:
        touched = {question.dimension for question in hook.entry.vragen}
        assert touched == set(Dimension), hook.entry.id
    texts = [question.text for question in QUESTIONS]
    forbidden = re.compile(r"waarom|!|hoe klein ook|\bhoor[t]? toch\b", re.IGNORECASE)
    closed = re.compile(r"^(?:is|zijn|heb|kun|kan|wil|zou|ben|was|mag|moet)\b", re.IGNORECASE)
    assert [t for t in texts if len(t.split()) > 16 or t.count("?") != 1] == []
    assert [t for t in texts if closed.match(t) or re.match("waarom", t, re.IGNORECASE)] == []
    assert [t for t in texts if forbidden.search(t)] == [
        t for t in texts if "begin kunnen zijn, hoe klein ook" in t
    ]


def test_hooks_share_no_question() -> None:
    by_hook = {hook.entry.id: {q.text for q in hook.entry.vragen} for hook in HOOKS.all}
    shared = {text for one, two in combinations(by_hook, 2) for text in by_hook[one] & by_hook[two]}
    assert shared == set()


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Moeder is bang dat ze erbuiten valt.", "altijd-terugblik-24"),
        ("Vader zegt dat hij niets meer gelooft.", "altijd-terugblik-22"),
        ("Ik schaam me ervoor.", "altijd-terugblik-01"),
        ("Woensdag ga ik, bij hen thuis.", "altijd-stap-11"),
        ("Ik begin met: er is een brief.", "altijd-stap-07"),
    ],
)
def test_what_was_told_is_not_asked(message: str, question: str) -> None:
    assert question in TOLD.answered([message])
    assert question not in TOLD.answered(["Het is een lange week geweest."])


def test_rules_about_what_was_told_name_real_questions() -> None:
    assert TOLD.named <= {question.id for question in load_questions(KNOWLEDGE)}


def test_a_child_in_a_figure_of_speech_is_nobody_in_the_case() -> None:
    actors, _ = ROLES.find("Dat ze denken: wat weet zo'n kind nou.")
    assert Actor.KIND not in actors
    assert Actor.KIND in ROLES.find("Ik heb het kind gesproken.")[0]


def test_every_question_is_open() -> None:
    """'Wanneer ben je tevreden?' asks for a date."""
    for question in QUESTIONS:
        text = re.sub(r"\[([^|\]]*)\|[^\]]*\]", r"\1", question.text).replace("{ander}", "moeder")
        assert open_questions(text), question.text

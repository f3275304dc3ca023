"""What people see: nothing a user or document said is markup."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from coach.dialogue.events import Signals
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Source, Spoken, Turn
from coach.knowledge.units import Text
from coach.labels import Level
from coach.privacy.memory import Pseudonyms
from coach.privacy.ready import Guard
from coach.settings import Settings
from coach.ui import render, texts

TAGS = re.compile(r"</?([a-z0-9]+)")
WATCH = Guard(Settings().content, None).watch
OURS = {"div", "span", "p", "details", "summary", "b", "q", "mark"}


def talk(user: str, title: str = "Titel", quote: str = "zin") -> Conversation:
    heard = Heard(text=user, words=1)
    found = Source(id="p", kind="handbook", title=title, quote=quote, score=1.0)
    plan = Plan(move=Move.VRAAG, heard=heard, sources=[found])
    spoken = Spoken(reflection=f"‘{user}’.", question="Wat nu?")
    return Conversation(
        turns=[Turn(number=1, user=user, signal=Signal(), heard=heard, plan=plan, spoken=spoken)]
    )


@given(st.text(max_size=200), st.text(max_size=50))
def test_only_our_own_tags_come_out(user: str, title: str) -> None:
    whole = Text("p", "handbook", title, user + "zin" + title, (), ())
    made = render.log(talk(user, title), {"p": whole}, {}, pending=user, status=title)
    assert set(TAGS.findall(made)) <= OURS
    assert "<script" not in made.casefold()


def test_the_quote_is_marked_in_the_whole_passage() -> None:
    whole = Text("p", "handbook", "T", "Voor. De zin hier. Na.", (), ())
    made = render.log(talk("hoi", quote="De zin hier."), {"p": whole}, {})
    assert "Voor. <mark>De zin hier.</mark> Na." in made


@given(st.text(max_size=60))
def test_what_was_replaced_is_marked_and_the_rest_stays_as_it_was(around: str) -> None:
    memory = Pseudonyms()
    sent = memory.propose(f"{around} bel 06-12345678 of mail a@b.nl {around}", WATCH)
    made = render.log(talk(sent.text), {}, {}, sent={1: sent})
    marked = re.findall(r'<mark class="kier-swap"[^>]*>([^<]*)</mark>', made)
    assert {"[telefoonnummer]", "[e-mailadres]"} <= set(marked) and texts.UNDO in made
    told = made[made.index('<p class="kier-text">') :]
    told = told[: told.index("</p>")].removeprefix('<p class="kier-text">')
    assert unescape(re.sub(r"</?mark[^>]*>", "", told)) == sent.text
    assert set(TAGS.findall(made)) <= OURS
    # Only below the newest message: the button takes back that one.
    more = talk(sent.text)
    more.turns.append(more.turns[0].model_copy(update={"number": 2, "user": "Goed."}))
    later = render.log(more, {}, {}, sent={1: sent})
    assert "kier-swap" in later and texts.UNDO not in later


def test_a_message_that_reads_otherwise_now_is_not_marked() -> None:
    sent = Pseudonyms().propose("bel 06-12345678", WATCH)
    assert "kier-swap" not in render.log(talk("iets anders"), {}, {}, sent={1: sent})


def test_the_signal_card_names_words_and_escapes_them() -> None:
    event = Signals(Signal(level=Level.ACUUT, quotes=["<img src=x>"]), ())
    made = render.signal_card(event)
    assert "&lt;img src=x&gt;" in made and "<img" not in made and 'role="alert"' in made

"""What is laid beside a conversation: what fits all that was told, seldom, and never twice."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_origin import Origin
from coach.dialogue.sources import AFTER_DANGER, REST, choose, so_far
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Source, Spoken, Turn
from coach.knowledge.collection import Library
from coach.knowledge.index import Index
from coach.knowledge.lexical import Tokens
from coach.knowledge.units import CASES, Text
from coach.labels import Level, Request, Theme
from tests.conftest import ROOT, WordEncoder

STOPS = "Pleegouders willen stoppen en zijn op, de jongen slaapt slecht."
BODIES = {
    "stoppen": (Theme.POSITIE_PLEEGOUDERS, "Als pleegouders willen stoppen zijn ze vaak op."),
    "schamen": (Theme.POSITIE_PLEEGOUDERS, "Pleegouders die willen stoppen schamen zich."),
    "telefoon": (Theme.BEZOEK_EN_OMGANG, "Een telefoon op tafel tijdens het bezoek."),
    "groep": (Theme.INTERVISIE, "De inbrenger kiest een vraag voor de intervisie."),
}


def text(name: str, kind: str = "handbook") -> Text:
    theme, body = BODIES[name]
    return Text(id=name, kind=kind, title=name, text=body, themes=(theme,), actors=(), hash=name)


@pytest.fixture
def library(tmp_path: Path, encoder: WordEncoder) -> Library:
    texts = [text(name, CASES if name == "groep" else "handbook") for name in BODIES]
    index = Index(tmp_path)
    index.build(texts, encoder)
    return Library(texts, index, encoder, Tokens())


ORIGIN = Origin(load_lexicon(ROOT / "knowledge"))


def heard(said: str, request: Request = Request.REFLECTIE) -> Heard:
    asks = ORIGIN.asked(said)
    words = len(said.split())
    return Heard(text=said, telling=said, words=words, request=request, asks_origin=asks)


def say(
    library: Library,
    encoder: WordEncoder,
    conversation: Conversation,
    said: str,
    level: Level = Level.GEEN,
    request: Request = Request.REFLECTIE,
) -> list[Source]:
    """Chooses, and adds the turn."""
    what, signal = heard(said, request), Signal(level=level)
    vector = np.asarray(encoder.encode([said])[0])
    found = choose(library, what, signal, conversation, vector)
    conversation.turns.append(
        Turn(
            number=len(conversation.turns) + 1,
            user=said,
            signal=signal,
            heard=what,
            plan=Plan(move=Move.VRAAG, heard=what, signal=signal, sources=found),
            spoken=Spoken(reflection=""),
        )
    )
    return found


def test_a_word_in_passing_does_not_win_from_what_was_told(
    library: Library, encoder: WordEncoder
) -> None:
    conversation = Conversation()
    last = "Daar ging een telefoon."
    for said in (STOPS, STOPS):
        conversation.turns.append(
            Turn(
                number=1, user=said, signal=Signal(), heard=heard(said),
                plan=Plan(move=Move.VRAAG, heard=heard(said)), spoken=Spoken(reflection=""),
            )
        )  # fmt: skip
    assert library.search(last)[0].text.id == "telefoon"
    (found,) = say(library, encoder, conversation, last)
    assert found.id in ("stoppen", "schamen")


def test_one_at_a_time_with_rest_between_and_never_again(
    library: Library, encoder: WordEncoder
) -> None:
    conversation = Conversation()
    rows = [say(library, encoder, conversation, STOPS) for _ in range(8)]
    shown = [source.id for found in rows for source in found]
    assert shown and len(shown) == len(set(shown))
    assert all(len(found) <= 1 for found in rows)
    places = [place for place, found in enumerate(rows) if found]
    assert all(later - earlier > REST for earlier, later in pairwise(places))


def test_nothing_to_read_beside_danger_nor_right_after_it(
    library: Library, encoder: WordEncoder
) -> None:
    conversation = Conversation()
    assert say(library, encoder, Conversation(), STOPS)
    assert not say(library, encoder, conversation, STOPS, Level.ACUUT)
    for _ in range(AFTER_DANGER):
        assert not say(library, encoder, conversation, STOPS)
    # Who goes on talking after that is no longer at the telephone.
    assert say(library, encoder, conversation, STOPS)


def test_a_question_of_fact_is_answered_also_when_something_was_just_shown(
    library: Library, encoder: WordEncoder
) -> None:
    conversation = Conversation()
    assert say(library, encoder, conversation, STOPS)
    asked = "een telefoon op tafel tijdens het bezoek"
    found = say(library, encoder, conversation, asked, request=Request.FEITVRAAG)
    assert [source.id for source in found] == ["telefoon"]


def test_who_asks_where_it_comes_from_sees_it_again(library: Library, encoder: WordEncoder) -> None:
    conversation = Conversation()
    assert not say(library, encoder, conversation, "Waar komt dit vandaan?")
    (shown,) = say(library, encoder, conversation, STOPS)
    assert not say(library, encoder, conversation, "Dat weet ik nog niet.")
    assert say(library, encoder, conversation, "En waar komt dat vandaan?") == [shown]
    assert not say(library, encoder, conversation, "Waar komt dat gedrag van hem vandaan?")


def test_a_long_talk_keeps_its_beginning_and_its_newest_words() -> None:
    told = ["begin", *(f"woord{n}" for n in range(500)), "einde"]
    kept = so_far(told).split()
    assert kept[0] == "begin" and kept[-1] == "einde" and len(kept) < 200

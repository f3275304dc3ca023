"""Own documents in a conversation: quoted by page for whoever opened them, and no longer."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.dialogue.coach import Coach
from coach.dialogue.documents import NameProposer, coach_with
from coach.dialogue.prompts import load_prompts
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal
from coach.dialogue.turn_prompt import TurnPrompt, prompt_texts
from coach.knowledge.documents.review import State
from coach.knowledge.documents.shelf import Shelf
from coach.labels import Identifier
from coach.privacy.roles import load_roles
from coach.privacy.vault import Vault
from coach.privacy.watch import Watch
from coach.ui import render, texts
from tests.conftest import ROOT
from tests.knowledge.shelf.conftest import (  # noqa: F401  fixtures
    counting,
    handbook,
    opened,
    shelf,
)

SAID = "de groepsleiding belt wanneer een kind wegloopt"


@pytest.fixture
def filled(shelf: Shelf, handbook: Path) -> Shelf:  # noqa: F811
    draft = shelf.add(handbook, "protocol", title="Nacht", priority=True)
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    return shelf


def bare(library: Any) -> Coach:
    """A coach of which only finding is used."""
    nothing: Any = None
    nowhere: Any = SimpleNamespace(reading=lambda heard, conversation: {})
    return Coach(
        encoder=nothing,
        detector=nothing,
        listener=nothing,
        library=library,
        planner=nowhere,
        voice=nothing,
        checker=nothing,
        helplines=nothing,
        guard=nothing,
        max_characters=100,
    )


def sources(coach: Coach, shelf: Shelf) -> list[Any]:  # noqa: F811
    heard = Heard(text=SAID, telling=SAID, words=8)
    row = shelf._base.encoder.encode([SAID])[0]
    return coach._sources(heard, Signal(), Conversation(), row)


def test_a_turn_quotes_the_own_protocol_with_its_page(filled: Shelf) -> None:
    plain = bare(filled.collection)
    source = sources(coach_with(plain, filled), filled)[0]
    assert (source.kind, source.title, source.page) == ("own-protocol", "Nacht", 1)
    assert source.priority and source.headings == ["Nachtrust"]
    whole = filled.collection.by_id[source.id]
    assert source.quote in whole.text
    shown = render.source(source, whole, ())
    assert "Nacht › Nachtrust, bladzijde 1" in shown and texts.SOURCE_PRIORITY in shown
    assert "Starttekst" not in shown


def test_after_locking_the_coach_works_on_without(filled: Shelf, opened: Vault) -> None:  # noqa: F811
    from coach.knowledge.collection import Library

    base = filled._base
    plain = bare(Library(base.texts, base.index, base.encoder, base.tokens))
    assert coach_with(plain, filled) is not plain
    opened.lock()
    assert coach_with(plain, filled) is plain
    assert coach_with(plain, None) is plain
    assert not any(source.kind.startswith("own") for source in sources(plain, filled))


def test_a_small_document_reaches_a_model_whole_between_marks(filled: Shelf) -> None:
    library = filled.collection
    hit = library.search(SAID, k=1)[0]
    laid = TurnPrompt(load_prompts(ROOT / "prompts" / "nl"), prompt_texts(library.texts))
    source = sources(bare(library), filled)[0]
    plan = Plan(
        move=Move.VRAAG, heard=Heard(text=SAID, telling=SAID, words=8), signal=Signal(),
        sources=[source],
    )  # fmt: skip
    first, second = laid.tail(plan), laid.tail(plan)
    # Another passage of the same document: it is short enough to be read whole.
    assert "fietsenstalling" not in hit.text.text and "fietsenstalling" in first
    assert first != second, "the marks are new for every request"


def test_names_keep_their_role_through_a_document() -> None:
    proposer = NameProposer(Watch(load_roles(ROOT / "knowledge")), "case")
    text = "BSN 123456782 hoort bij de aanvraag."
    swaps = proposer.propose(text)
    assert [swap.label for swap in swaps] == [Identifier.BSN.value]
    assert swaps[0].fixed and text[swaps[0].start : swaps[0].end].endswith("123456782")

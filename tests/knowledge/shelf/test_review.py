"""What a person decides, whatever the order: no passage counts that was not accepted."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.knowledge.documents import records
from coach.knowledge.documents.refusals import (
    EmptyPassage,
    LooksNeeded,
    NothingAccepted,
    StillOpen,
)
from coach.knowledge.documents.review import (
    MOST_CHARACTERS,
    Decision,
    Document,
    Duplicate,
    Passage,
    State,
    Swap,
    accepted,
    decided,
    may_finish,
    moved,
    page_of,
    swapped,
    unseen,
)
from coach.labels import Theme

DOCUMENT = Document("d", "handbook", "Titel", "f.txt", "s")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """A passage with page breaks and swaps anywhere in it."""
    original = draw(WORDS.filter(lambda text: text.strip() == text))
    cuts = sorted(draw(st.sets(st.integers(0, len(original)), max_size=6)))
    pairs = [pair for pair in zip(cuts[::2], cuts[1::2], strict=False) if pair[0] < pair[1]]
    swaps = tuple(
        Swap(start, end, "PERSOON", original[start:end], draw(WORDS), fixed=draw(st.booleans()))
        for start, end in pairs
    )
    breaks = sorted(draw(st.sets(st.integers(1, len(original)), max_size=3)))
    pages = ((0, 1), *((place, number) for number, place in enumerate(breaks, 2)))
    text = swapped(original, swaps)
    shown = moved(original, text, pages)
    return Passage("d-0", "d", 0, (), original, text, "h", swaps, shown, pages)


decisions = st.builds(
    Decision,
    state=st.none() | st.sampled_from(State),
    text=st.none() | WORDS,
    themes=st.none() | st.lists(st.sampled_from(Theme), max_size=4).map(tuple),
    undo=st.none() | st.frozensets(st.integers(0, 4), max_size=3),
)


@given(passages(), st.lists(decisions, max_size=8))
def test_whatever_is_decided_a_passage_stays_sound(first: Passage, said: list[Decision]) -> None:
    passage = first
    for decision in said:
        try:
            passage = decided(passage, decision)
        except EmptyPassage:
            continue
        if decision.state is not None:
            assert passage.state is decision.state
        assert 0 < len(passage.text) <= MOST_CHARACTERS
        assert len(set(passage.themes)) == len(passage.themes)
        assert (passage.id, passage.original, passage.source) == ("d-0", first.original, "h")
        assert not any(swap.kept and swap.fixed for swap in passage.swaps)
        offsets = [offset for offset, _ in passage.pages]
        assert offsets[0] == 0 and offsets == sorted(offsets) and offsets[-1] <= len(passage.text)
        assert [number for _, number in passage.pages] == [n for _, n in first.pages]
    if not any(decision.state for decision in said):
        assert passage.state is State.OPEN
    assert records.read_passage(records.passage_row(passage)) == passage


@given(st.lists(st.sampled_from(State), max_size=6))
def test_only_what_was_accepted_remains_and_only_when_all_was_decided(states: list[State]) -> None:
    held = [
        Passage(f"d-{n}", "d", n, (), "Sara belt.", "moeder belt.", "h", state=state)
        for n, state in enumerate(states)
    ]
    kept = accepted(held)
    assert [p.id for p in kept] == [p.id for p in held if p.state is State.ACCEPTED]
    assert "Sara" not in json.dumps([records.passage_row(p) for p in kept])
    if State.OPEN in states:
        with pytest.raises(StillOpen):
            may_finish(DOCUMENT, held)
    elif State.ACCEPTED not in states:
        with pytest.raises(NothingAccepted):
            may_finish(DOCUMENT, held)
    else:
        may_finish(DOCUMENT, held)


@given(st.lists(st.sampled_from(State), min_size=1, max_size=4))
def test_a_case_is_never_accepted_unseen(states: list[State]) -> None:
    held = [
        Passage(f"d-{n}", "d", n, (), "a", "a", "h", state=state) for n, state in enumerate(states)
    ]
    with pytest.raises(LooksNeeded):
        unseen(replace(DOCUMENT, kind="case"), held)
    after = unseen(DOCUMENT, held)
    assert not any(p.state is State.OPEN for p in after)
    assert [p for p, old in zip(after, states, strict=True) if old is not State.OPEN] == [
        p for p in held if p.state is not State.OPEN
    ]


def test_a_double_is_not_accepted_unseen() -> None:
    double = Duplicate("x", "X", own=False, exact=True, likeness=1.0)
    held = [Passage("d-0", "d", 0, (), "a", "a", "h", duplicates=(double,))]
    assert unseen(DOCUMENT, held)[0].state is State.REJECTED


def test_pages_move_along_with_a_shorter_name() -> None:
    before = "Sara van der Berg belt morgen. Op de volgende bladzijde staat meer."
    after = "Moeder belt morgen. Op de volgende bladzijde staat meer."
    pages = ((0, 4), (before.index("Op de"), 5))
    assert page_of(moved(before, after, pages), after.index("volgende")) == 5
    assert page_of(moved(before, after, pages), after.index("morgen")) == 4


def test_a_bsn_stays_replaced() -> None:
    swaps = (Swap(0, 9, "BSN", "123456782", "een nummer", fixed=True),)
    passage = Passage("d-0", "d", 0, (), "123456782 hoort erbij", "", "h", swaps)
    changed = decided(
        replace(passage, text="een nummer hoort erbij"), Decision(undo=frozenset({0}))
    )
    assert "123456782" not in changed.text

"""Roles in a conversation: the same name the same role, undo exact, the rest untouched."""

import itertools
import re
import string
from collections.abc import Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.dialogue.state import Conversation
from coach.labels import Identifier
from coach.privacy.memory import Proposal, Pseudonyms, names_in
from coach.privacy.ready import Guard
from coach.privacy.spans import Span, merge
from coach.privacy.watch import Watch
from coach.settings import Settings

WATCH = Guard(Settings().content, None).watch

PIECES = st.sampled_from(
    [
        "moeder", "Fatima", "fatima", "Yonas", "zegt", "bel", "06-12345678", "bsn 111222333",
        "op 12 maart", "van 14",
        "3511 AB", ",", ".", "\n", "de", "a@b.nl", "K.", "persoon", "A", "<b>",
        "NL91ABNA0417164300",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.text(string.printable, max_size=80),
)  # fmt: skip
ROSTER = ("Fatima el Amrani", "Yonas")


def memory() -> Pseudonyms:
    made = Pseudonyms()
    made.roster = ROSTER
    return made


def undone(proposal: Proposal) -> str:
    """The typed text put together again from what was replaced and what was not."""
    text, shift = proposal.text, 0
    for swap in proposal.swaps:
        if swap.kept:
            continue
        start = swap.start + shift
        typed = proposal.original[swap.start : swap.end]
        assert text[start : start + len(swap.shown)] == swap.shown
        text = text[:start] + typed + text[start + len(swap.shown) :]
    return text


@given(TEXTS)
def test_spans_lie_inside_in_order_and_apart(text: str) -> None:
    spans = list(WATCH.find(text, ROSTER))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(TEXTS)
def test_what_is_not_replaced_stays_literally(text: str) -> None:
    proposal = memory().propose(text, WATCH)
    assert undone(proposal) == text
    assert proposal.original == text


@given(TEXTS)
def test_undo_of_everything_gives_the_typed_text_but_for_a_bsn(text: str) -> None:
    held = memory()
    held.keep(swap.key for swap in held.propose(text, WATCH).swaps)
    left = held.propose(text, WATCH)
    assert all(swap.label is Identifier.BSN for swap in left.swaps if not swap.kept)
    if not any(swap.label is Identifier.BSN for swap in left.swaps):
        assert left.text == text


@given(TEXTS)
def test_what_came_out_is_not_replaced_again(text: str) -> None:
    held = memory()
    once = held.apply(text, WATCH)
    shown = {swap.shown for swap in held.propose(text, WATCH).swaps}
    again = held.propose(once, WATCH)
    assert not [swap for swap in again.swaps if swap.name in shown]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.floats(0, 1)), max_size=12))
def test_merge_leaves_no_overlap_and_loses_no_lone_span(
    parts: list[tuple[int, int, float]],
) -> None:
    spans = [Span(start, start + size, Identifier.PERSOON, sure) for start, size, sure in parts]
    kept = merge(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    assert all(any(span.overlaps(other) for other in kept) for span in spans)


def test_the_same_name_keeps_its_role() -> None:
    held = memory()
    assert held.apply("haar moeder Fatima belde", WATCH) == "haar moeder belde"
    assert held.apply("vandaag zei fatima niets", WATCH) == "vandaag zei moeder niets"
    assert held.apply("Yonas wil niet", WATCH) == "Persoon A wil niet"


def test_proposing_remembers_nothing() -> None:
    held = memory()
    held.propose("pleegvader Yonas", WATCH)
    assert held == memory()


def test_an_undone_name_stays_for_the_conversation_and_can_be_replaced_again() -> None:
    held = memory()
    key = held.propose("fatima komt", WATCH).swaps[0].key
    held.keep([key])
    assert held.apply("fatima komt", WATCH) == "fatima komt"
    assert held.apply("is Fatima er al", WATCH) == "is Fatima er al"
    held.replace_again([key])
    assert "atima" not in held.apply("is Fatima er al", WATCH)


def test_a_bsn_cannot_be_kept() -> None:
    held = memory()
    held.keep(swap.key for swap in held.propose("bsn 111222333", WATCH).swaps)
    assert "111222333" not in held.apply("bsn 111222333", WATCH)


def test_the_roster_finds_small_letters_and_capitals() -> None:
    said = memory().apply("ik sprak FATIMA en yonas", WATCH)
    assert "FATIMA" not in said and "yonas" not in said


def test_names_are_in_no_dump_of_a_conversation() -> None:
    talk = Conversation()
    talk.pseudonyms.roster = ROSTER
    talk.pseudonyms.apply("moeder Fatima en Yonas", WATCH)
    assert "atima" not in talk.model_dump_json() and "onas" not in repr(talk)


def test_going_back_a_turn_keeps_the_roles() -> None:
    talk = Conversation()
    talk.pseudonyms.roster = ROSTER
    talk.pseudonyms.apply("moeder Fatima", WATCH)
    assert talk.rewound().pseudonyms.apply("fatima", WATCH) == "moeder"


def test_a_roster_is_read_with_commas_lines_and_semicolons() -> None:
    assert names_in("Fatima, Yonas;Jan\n de Boer ,") == ("Fatima", "Yonas", "Jan", "de Boer")


class Eager(Watch):
    """Takes every single capital for an initial, as a reader of "persoon A" might."""

    def find(self, text: str, known: Collection[str] = ()) -> Sequence[Span]:
        return [
            Span(m.start(), m.end(), Identifier.PERSOON) for m in re.finditer(r"\b[A-Z]\b", text)
        ]


def test_our_own_words_are_no_names() -> None:
    held = Pseudonyms()
    once = held.apply("gesprek met K over het bezoek", Eager(WATCH.roles))
    assert once == "gesprek met persoon A over het bezoek"
    assert held.apply(once, Eager(WATCH.roles)) == once


def test_a_word_of_ours_inside_a_name_does_not_let_the_name_through() -> None:
    memory = Pseudonyms()
    memory.roster = ("Ans", "Thomas")
    assert memory.apply("Mijn oma Ans belde.", WATCH) == "Mijn oma belde."
    assert "Thomas" not in memory.apply("Thomas huilde om oma.", WATCH)


def test_two_names_after_one_word_for_both_are_two_people() -> None:
    names = Pseudonyms()
    names.roster = ("Wim", "Greet", "Wiersma")
    said = "Zij woont bij pleegouders Wim en Greet. Wim zwijgt en Greet niet."
    read = names.apply(said, WATCH)
    assert read == (
        "Zij woont bij pleegouder A en pleegouder B. Pleegouder A zwijgt en pleegouder B niet."
    )
    one_name = "Daarna belden pleegouders Wiersma en hun zoon."
    assert names.apply(one_name, WATCH) == "Daarna belden pleegouders en hun zoon."


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Voor zijn moeder. Fatima kwam.", "Voor zijn moeder. Persoon A kwam."),
        ("Ik sprak mevr. Yonas gisteren.", "Ik sprak mevrouw A gisteren."),
        ("Dat was op 14 maart. Daarna niets.", "Dat was op een datum. Daarna niets."),
        ("Dat was op 14 mrt. 2024 of later.", "Dat was op een datum of later."),
        ("Hij ging naar de familie Yonas.", "Hij ging naar het gezin A."),
        ("De familie Yonas belde.", "Het gezin A belde."),
        ("Ik ken het zoontje Yonas goed.", "Ik ken de jongen goed."),
    ],
)  # fmt: skip
def test_what_comes_out_reads_as_a_sentence(typed: str, read: str) -> None:
    assert memory().propose(typed, WATCH).text == read

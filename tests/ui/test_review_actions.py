"""Reviewing an own document without a browser: names, own words, decisions, and page pictures."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coach.errors import KierError
from coach.knowledge.documents.review import State, Swap
from coach.labels import Theme
from coach.ui import collection_actions, collection_render, collection_search, review_actions
from coach.ui.collection_actions import Wish
from coach.ui.keep_actions import KeepSession
from coach.ui.review_actions import Desk
from coach.ui.texts import library as words
from tests.knowledge.shelf import standin
from tests.ui.own_parts import (
    added,
    finished,
    found,
    last,
    loader,
    opened,
    session,
    temporary,
    upload,
)

__all__ = ["loader", "opened", "session", "temporary"]


# -- reviewing ----------------------------------------------------------------------------------


def test_one_replacement_undone_and_one_passage_left_out(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    desk.show = words.SWAPPED
    now = review_actions.sheet(own, desk)
    assert now.passage is not None and "de begeleider" in now.passage.text
    name = now.its_names[0].name
    now = review_actions.undo(own, desk, [name], False)
    assert now.passage is not None and name in now.passage.text
    assert 'class="kier-kept"' in collection_render.swapped(now.passage)
    again = review_actions.undo(own, desk, [], False).passage
    assert again is not None and name not in again.text
    review_actions.show(own, desk, words.OPEN_ONLY)
    first = review_actions.sheet(own, desk).passage
    after = review_actions.decide(own, desk, State.REJECTED)
    assert first is not None and after.passage is not None and after.passage.id != first.id
    assert (after.counts.open, after.counts.rejected) == (2, 1)


def test_a_name_at_the_beginning_of_a_sentence_is_offered_once(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    two = own.shelf.passages(desk.document)[1]
    first = two.swaps[0]
    again = replace(first, shown="De begeleider")
    own.shelf._put(own.shelf.document(desk.document), [replace(two, swaps=(first, again))])
    desk.passage = two.id
    now = review_actions.sheet(own, desk)
    assert [(one.name, one.shown, one.count) for one in now.its_names] == [
        (first.name, "de begeleider", 2)
    ]


def test_undoing_everywhere_reaches_the_other_passages(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    text = (
        "Zonnebloemina Wervelwind belt op tijd terug.\n\n"
        "Daarna schrijft Zonnebloemina Wervelwind een brief.\n"
    )
    files = [upload(temporary, text)]
    done = last(collection_actions.add(loader, session, files, Wish("handbook"), temporary))
    own, desk = collection_actions.opened(loader, session), Desk()
    desk.begin(done.made[0])
    review_actions.sheet(own, desk)
    review_actions.undo(own, desk, ["Zonnebloemina Wervelwind"], True)
    texts = [one.text for one in own.shelf.passages(desk.document)]
    assert all("Zonnebloemina" in text for text in texts)


def test_a_text_of_ones_own_and_back(loader: Any, session: KeepSession, temporary: Path) -> None:
    own, desk = added(loader, session, temporary)
    before = review_actions.sheet(own, desk).passage
    review_actions.edit(own, desk, True)
    refused = review_actions.reword(own, desk, "  ")
    assert refused.notice and desk.editing
    now = review_actions.reword(own, desk, "Bel altijd eerst de wacht.")
    assert now.passage is not None and now.passage.edited and not desk.editing
    assert before is not None and now.passage.text == "Bel altijd eerst de wacht."


def test_a_name_in_ones_own_words_is_said_and_a_bsn_does_not_stay(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    review_actions.sheet(own, desk)
    plain = review_actions.reword(own, desk, "Bel altijd eerst de wacht.")
    assert not plain.notice
    now = review_actions.reword(
        own, desk, "Bel altijd eerst Zonnebloemina Wervelwind, BSN 111222333."
    )
    assert "Zonnebloemina Wervelwind" in now.notice
    assert now.passage is not None and "Zonnebloemina Wervelwind" in now.passage.text
    assert "111222333" not in now.passage.text and "111222333" not in now.notice


def test_themes_are_changed(loader: Any, session: KeepSession, temporary: Path) -> None:
    own, desk = added(loader, session, temporary)
    review_actions.sheet(own, desk)
    now = review_actions.themes(own, desk, [Theme.INTERVISIE.value])
    assert now.passage is not None and now.passage.themes == (Theme.INTERVISIE,)


def test_a_case_is_not_taken_over_unseen(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary, Wish("case"))
    review_actions.sheet(own, desk)
    now = review_actions.rest(own, desk, State.ACCEPTED)
    assert now.counts.accepted == 0 and "2 stukken" in now.notice
    desk.mode = words.AS_LIST
    review_actions.sheet(own, desk)
    assert review_actions.rest(own, desk, State.ACCEPTED).counts.accepted == 3


def test_a_handbook_may_be_taken_over_at_once(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    assert review_actions.rest(own, desk, State.ACCEPTED).counts.accepted == 3


def test_it_does_not_count_before_all_is_decided(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    with pytest.raises(KierError, match="open: 3"):
        review_actions.finish(own, desk, lambda step, done, all: None)


def test_the_list_shows_a_screen_and_decides_in_place(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    text = "\n\n".join(f"Afspraak {n} gaat over het huis en de tuin." for n in range(14))
    files = [upload(temporary, text)]
    done = last(collection_actions.add(loader, session, files, Wish("handbook"), temporary))
    own, desk = collection_actions.opened(loader, session), Desk()
    desk.begin(done.made[0])
    desk.mode, desk.show = words.AS_LIST, words.EVERY
    first = review_actions.sheet(own, desk).screen
    assert len(first) == review_actions.PER_SCREEN
    second = review_actions.move(own, desk, 1).screen
    assert second[0].number == review_actions.PER_SCREEN
    now = review_actions.decide_at(own, desk, 0, State.ACCEPTED)
    assert now.screen[0].state is State.ACCEPTED and now.screen[0].id == second[0].id
    review_actions.move(own, desk, 1)
    assert review_actions.move(own, desk, 1).screen  # the last screen stays


# -- page pictures ------------------------------------------------------------------------------


def pdf(loader: Any, session: KeepSession, temporary: Path, kind: Any) -> tuple[Any, Desk]:
    own = collection_actions.opened(loader, session)
    read = own.shelf._base.read

    def as_pdf(path: Path, progress: Any) -> Any:
        return replace(read(path, progress), format="pdf")

    own.shelf._base = replace(own.shelf._base, read=as_pdf, cut=standin.cut)
    return added(loader, session, temporary, Wish(kind, pictures=True))


def test_only_pages_as_they_stood_keep_their_picture(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = pdf(loader, session, temporary, "handbook")
    assert own.shelf.picture(desk.document, 1) == b"een"
    # The first page holds a replaced name; the second begins in that passage and goes on after it.
    finished(own, desk)
    assert own.shelf.picture(desk.document, 1) is None
    assert own.shelf.picture(desk.document, 2) is None


def test_with_everything_as_it_stood_the_pictures_stay_until_removal(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = pdf(loader, session, temporary, "handbook")
    seen = review_actions.show(own, desk, words.SWAPPED)
    # Each page that this passage stands on is shown before it is kept.
    assert [number for number, _ in seen.pictures] == [1, 2]
    assert collection_render.review_picture(seen).count("data:image/png;base64,") == 2
    review_actions.undo(own, desk, ["Zonnebloemina Wervelwind"], True)
    finished(own, desk)
    assert collection_search.picture(loader, session, desk.document, 1) == b"een"
    given = found(loader, session, "de groepsleiding belt als een kind wegloopt")
    shown = collection_render.results(given, {}, lambda id, page: b"\x89PNG plaatje")
    assert "data:image/png;base64," in shown
    last(collection_actions.remove(loader, session, desk.document))
    assert collection_search.picture(loader, session, desk.document, 1) is None


def test_what_becomes_a_case_is_looked_at_again_and_keeps_no_picture(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = pdf(loader, session, temporary, "handbook")
    base = own.shelf._base

    class Stricter:
        def propose(self, text: str) -> list[Swap]:
            at = text.find("fietsenstalling")
            return [Swap(at, at + 15, "LOCATIE", "fietsenstalling", "de plek")] if at >= 0 else []

    own.shelf._base = replace(
        base, proposer=lambda kind: Stricter() if kind == "case" else base.proposer(kind)
    )
    review_actions.sheet(own, desk)
    assert review_actions.rest(own, desk, State.ACCEPTED).counts.accepted == 3
    now = review_actions.about(own, desk, "Nachtrust", "case", False)
    assert now.counts.open == 3 and now.notice == words.NOW_A_CASE
    assert any("De de plek gaat" in one.text for one in own.shelf.passages(desk.document))
    assert own.shelf.picture(desk.document, 2) is None
    assert review_actions.rest(own, desk, State.ACCEPTED).counts.accepted == 0


def test_of_a_case_no_picture_is_kept(loader: Any, session: KeepSession, temporary: Path) -> None:
    own, desk = pdf(loader, session, temporary, "case")
    assert own.shelf.picture(desk.document, 1) is None

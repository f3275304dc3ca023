"""The page 'Kennis' without a browser: searching, adding, reviewing, removing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coach.errors import KierError
from coach.knowledge.documents.review import State
from coach.knowledge.documents.shapes import Removed
from coach.labels import Theme
from coach.settings import Settings
from coach.ui import (
    collection_actions,
    collection_render,
    collection_search,
    keep_actions,
    review_actions,
)
from coach.ui.collection_actions import Upload, Wish
from coach.ui.keep_actions import Face, KeepSession
from coach.ui.own_documents import coach_for
from coach.ui.review_actions import Desk
from coach.ui.texts import library as words
from tests.knowledge.shelf.conftest import HANDBOOK
from tests.quick_vault import quick
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

__all__ = ["loader", "opened", "quick", "session", "temporary"]

HANDBOOK_WISH = Wish("handbook")
MARKUP = "<img src=x onerror=alert(1)>"


# -- searching ----------------------------------------------------------------------------------


def test_without_a_vault_the_shipped_library_answers(loader: Any) -> None:
    given = found(loader, KeepSession(), "moeder komt te laat bij het bezoek")
    assert given.found[0].text.id == "bezoek"
    assert given.found[0].quote in given.found[0].text.text
    assert given.remark == words.SHUT  # there is a vault, and it was not searched


def test_an_open_vault_is_searched_too(loader: Any, session: KeepSession, temporary: Path) -> None:
    own, desk = added(loader, session, temporary)
    assert all(not one.text.document for one in found(loader, session, "kind wegloopt").found)
    finished(own, desk)
    first = found(loader, session, "de groepsleiding belt als een kind wegloopt").found[0]
    assert first.text.document == desk.document and first.page == 1
    assert first.document is not None and first.document.file == "handboek.txt"
    session.close()
    after = found(loader, session, "de groepsleiding belt als een kind wegloopt")
    assert all(not one.text.document for one in after.found) and after.remark == words.SHUT


def test_nothing_found_is_said_with_a_next_step(loader: Any, session: KeepSession) -> None:
    given = found(loader, session, "winterbanden belastingaangifte")
    assert given.found == () and given.said == words.NOTHING
    assert words.NOTHING_ADD in given.next_steps
    shut = found(loader, KeepSession(), "winterbanden belastingaangifte")
    assert shut.next_steps == words.NOTHING_NEXT and shut.remark == words.SHUT


def test_nothing_typed_and_no_theme_asks_for_words(loader: Any) -> None:
    assert found(loader, KeepSession(), "  ").said == words.NOTHING_TYPED


def test_a_theme_alone_lists_its_texts_and_filters_a_search(loader: Any) -> None:
    theme = Theme.GEEN_CONTACT.value
    listed = collection_search.search(loader, KeepSession(), "", words.ALL, theme)
    assert [one.text.id for one in listed.found] == ["casus"]
    none = collection_search.search(loader, KeepSession(), "", words.HANDBOOK, theme)
    assert none.found == ()
    both = collection_search.search(
        loader, KeepSession(), "moeder komt te laat bij het bezoek", words.ALL, theme
    )
    assert all(Theme.GEEN_CONTACT in one.text.themes for one in both.found)


# -- adding -------------------------------------------------------------------------------------


def test_a_file_is_read_and_leaves_the_disk(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    done = last(
        collection_actions.add(loader, session, [upload(temporary)], Wish("case"), temporary)
    )
    assert "3 stukken om na te kijken" in done.notices[0]
    assert list(temporary.rglob("*")) == []
    (listed,) = collection_actions.board(loader, session).documents
    assert "na te kijken: 3 stukken" in collection_actions.line(listed)


@pytest.mark.parametrize("fault", [KierError("Dit gaat niet."), RuntimeError("onverwacht")])
def test_a_fault_is_one_sentence_and_leaves_nothing(
    loader: Any, session: KeepSession, temporary: Path, fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: Any) -> Any:
        raise fault

    own = collection_actions.opened(loader, session)
    own.shelf._base = replace(own.shelf._base, read=fail)
    done = last(
        collection_actions.add(loader, session, [upload(temporary)], Wish("case"), temporary)
    )
    expected = str(fault) if isinstance(fault, KierError) else words.UNEXPECTED
    assert done.notices == (expected,) and list(temporary.rglob("*")) == []
    assert collection_actions.board(loader, session).documents == ()


def test_one_bad_file_does_not_stop_the_next(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    files = [upload(temporary, "\n", "leeg.txt")]
    good = temporary / "c3"
    good.mkdir()
    (good / "goed.txt").write_text(HANDBOOK, encoding="utf-8")
    files.append(Upload(good / "goed.txt", "goed.txt"))
    done = last(collection_actions.add(loader, session, files, Wish("handbook"), temporary))
    assert len(done.made) == 1 and len(done.notices) == 2
    assert list(temporary.rglob("*")) == []


def test_what_was_just_added_is_what_one_goes_on_with(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    files = [upload(temporary, HANDBOOK, "goed.txt")]
    done = last(collection_actions.add(loader, session, files, HANDBOOK_WISH, temporary))
    assert (done.choose,) == done.made
    again = [upload(temporary, HANDBOOK, "nog eens.txt")]
    known = last(collection_actions.add(loader, session, again, HANDBOOK_WISH, temporary))
    assert known.choose == done.choose and not known.made
    assert known.notices[0].startswith("‘nog eens.txt’ staat er al, als ‘goed’.")


def test_a_locked_vault_takes_nothing_and_the_upload_is_gone(loader: Any, temporary: Path) -> None:
    files = [upload(temporary)]
    done = last(collection_actions.add(loader, KeepSession(), files, Wish("case"), temporary))
    assert not done.made and done.notices and list(temporary.rglob("*")) == []


def test_a_path_outside_the_folder_for_uploads_is_not_taken(temporary: Path) -> None:
    temporary.mkdir()
    elsewhere = temporary.parent / "geheim.txt"
    elsewhere.write_text("geheim")
    climbing = f"{temporary}/../geheim.txt"
    given = [{"path": str(elsewhere)}, {"path": climbing}, {"path": None}]
    assert collection_actions.uploads(given, temporary) == []
    inside = upload(temporary)
    (kept,) = collection_actions.uploads(
        [{"path": str(inside.path), "orig_name": "../Mijn handboek.txt"}], temporary
    )
    assert kept.name == "Mijn handboek.txt"


# -- the list, removing, and a conversation -----------------------------------------------------


def test_priority_is_switched_on_and_off(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    _, desk = added(loader, session, temporary)
    on = collection_actions.switch_priority(loader, session, desk.document)
    assert on.documents[0].document.priority and words.PRIORITY_MARK in collection_actions.line(
        on.documents[0]
    )
    off = collection_actions.switch_priority(loader, session, desk.document)
    assert not off.documents[0].document.priority
    assert collection_actions.switch_priority(loader, session, "").notice == words.CHOOSE_FIRST


def test_removing_tells_what_was_searched(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    finished(own, desk)
    other = [upload(temporary, "De fietsenstalling gaat om acht uur dicht.", "anders.txt")]
    kept = last(collection_actions.add(loader, session, other, HANDBOOK_WISH, temporary))
    own.shelf.decide_all(kept.made[0], State.ACCEPTED)
    own.shelf.finish(kept.made[0])
    steps = list(collection_actions.remove(loader, session, desk.document))
    assert any(words.STEPS["keeping"] in step.progress for step in steps)
    assert "niets gevonden" in steps[-1].notices[0]
    own.shelf.remove(kept.made[0])
    assert collection_actions.board(loader, session).documents == ()
    gone = last(collection_actions.remove(loader, session, desk.document))
    assert "niet (meer)" in gone.notices[0]


def test_locked_and_missing_vaults_have_a_face(
    loader: Any, settings: Settings, session: KeepSession
) -> None:
    assert collection_actions.board(loader, session).face is Face.OPEN
    assert collection_actions.board(loader, KeepSession()).face is Face.LOCKED
    keep_actions.erase_everything(settings, session)
    assert collection_actions.board(loader, KeepSession()).face is Face.NONE


def test_the_coach_of_the_page_knows_own_documents_only_while_open(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    finished(own, desk)
    known = coach_for(loader, session)
    assert any(text.document == desk.document for text in known.collection.texts)
    assert coach_for(loader, session) is known
    assert coach_for(loader, KeepSession()) is loader.coach
    session.close()
    assert coach_for(loader, session) is loader.coach


# -- what people see ----------------------------------------------------------------------------


def test_markup_in_a_document_stays_text(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    text = f"# {MARKUP}\n\nDe groepsleiding belt {MARKUP} als een kind wegloopt.\n"
    name = "<b>vet</b> boek.txt".replace("/", "")
    files = [upload(temporary, text, name)]
    done = last(collection_actions.add(loader, session, files, Wish("handbook"), temporary))
    own, desk = collection_actions.opened(loader, session), Desk()
    desk.begin(done.made[0])
    now = review_actions.about(own, desk, MARKUP, "handbook", True)
    now = replace(now, document=replace(now.document, removed=(Removed("hidden", 1, MARKUP),)))
    assert now.passage is not None
    review = (
        collection_render.review_head(now)
        + collection_render.removed(now.document)
        + collection_render.passage(now.passage, 1)
        + collection_render.names(now)
    )
    finished(own, desk)
    given = found(loader, session, "de groepsleiding belt als een kind wegloopt")
    shown = collection_render.results(given, {}) + review
    assert "<img" not in shown and "<b>vet" not in shown and "&lt;img src=x" in shown
    assert words.PRIORITY_MARK in shown


def test_namesakes_in_the_list_are_told_apart_by_their_file(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    for name in ("oud.md", "nieuw.md"):
        text = f"# Nachtrust\n\nDe deur van {name} gaat om zeven uur dicht en wordt verlicht.\n"
        last(collection_actions.add(
            loader, session, [upload(temporary, text, name)], Wish("handbook"), temporary
        ))  # fmt: skip
    listed = collection_actions.board(loader, session).documents
    one, other = listed
    same = [replace(one, document=replace(one.document, title=other.document.title)), other]
    said = collection_actions.lines(same)
    assert all(d.document.file in line for d, line in zip(same, said, strict=True))
    assert collection_actions.lines([other]) == [collection_actions.line(other)]

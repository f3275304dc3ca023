"""The page 'Kennis' without a browser: searching, adding, reviewing, removing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.dialogue import documents as wiring
from coach.errors import KierError
from coach.knowledge.documents.review import State
from coach.knowledge.documents.shapes import Removed
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.library import Library
from coach.labels import Theme
from coach.privacy import vault
from coach.settings import Settings
from coach.ui import keep_actions, library_actions, library_render, review_actions
from coach.ui.keep_actions import Face, KeepSession
from coach.ui.library_actions import Going, Upload, Wish
from coach.ui.own_documents import OwnDocuments, coach_for
from coach.ui.review_actions import Desk
from coach.ui.texts import library as words
from tests.knowledge.shelf import standin
from tests.knowledge.shelf.conftest import HANDBOOK, PHRASE, SHIPPED, Counting, shelf_over
from tests.quick_vault import quick  # noqa: F401  a fixture for all

HANDBOOK_WISH = Wish("handbook")
MARKUP = "<img src=x onerror=alert(1)>"


class Coach:
    """A coach, as far as this page asks for one."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def beside(self, library: Library) -> "Coach":
        return Coach(library)


@pytest.fixture
def opened(settings: Settings) -> vault.Vault:
    return vault.create(settings, PHRASE)[0]


@pytest.fixture
def loader(
    settings: Settings, opened: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> SimpleNamespace:
    encoder = Counting()
    made = shelf_over(settings, opened, encoder)
    base = made._base
    plain = Coach(Library(SHIPPED, base.index, encoder, base.tokens))

    def shelf(_: Settings, over: vault.Vault, *__: Any, **___: Any) -> Shelf:
        found = shelf_over(settings, over, encoder)
        found._base = replace(found._base, pictures=lambda path: {1: b"een", 2: b"twee"})
        return found

    monkeypatch.setattr(wiring, "shelf_over", shelf)
    guard = SimpleNamespace(watch=None)
    return SimpleNamespace(settings=settings, coach=plain, encoder=encoder, guard=guard)


@pytest.fixture
def session(opened: vault.Vault) -> KeepSession:
    found = KeepSession()
    found.vault = opened
    return found


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    return tmp_path / "tijdelijk"


def upload(temporary: Path, text: str = HANDBOOK, name: str = "handboek.txt") -> Upload:
    folder = temporary / "a1b2"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return Upload(folder / name, name)


def last(steps: Iterator[Going]) -> Going:
    found = list(steps)
    assert found[-1].done
    return found[-1]


def added(
    loader: Any, session: KeepSession, temporary: Path, wish: Wish = HANDBOOK_WISH
) -> tuple[OwnDocuments, Desk]:
    done = last(library_actions.add(loader, session, [upload(temporary)], wish, temporary))
    assert done.made, done.notices
    desk = Desk()
    desk.begin(done.made[0])
    return library_actions.opened(loader, session), desk


def finished(own: OwnDocuments, desk: Desk) -> None:
    own.shelf.decide_all(desk.document, State.ACCEPTED)
    review_actions.finish(own, desk, lambda step, done, all: None)


def found(loader: Any, session: KeepSession, query: str, where: str = words.ALL) -> Any:
    return library_actions.search(loader, session, query, where, "")


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


def test_nothing_found_is_said_with_a_next_step(loader: Any) -> None:
    given = found(loader, KeepSession(), "winterbanden belastingaangifte")
    assert given.found == () and given.said == words.NOTHING
    assert words.NOTHING_ADD in given.next_steps


def test_nothing_typed_and_no_theme_asks_for_words(loader: Any) -> None:
    assert found(loader, KeepSession(), "  ").said == words.NOTHING_TYPED


def test_a_theme_alone_lists_its_texts_and_filters_a_search(loader: Any) -> None:
    theme = Theme.GEEN_CONTACT.value
    listed = library_actions.search(loader, KeepSession(), "", words.ALL, theme)
    assert [one.text.id for one in listed.found] == ["casus"]
    none = library_actions.search(loader, KeepSession(), "", words.HANDBOOK, theme)
    assert none.found == ()
    both = library_actions.search(
        loader, KeepSession(), "moeder komt te laat bij het bezoek", words.ALL, theme
    )
    assert all(Theme.GEEN_CONTACT in one.text.themes for one in both.found)


# -- adding -------------------------------------------------------------------------------------


def test_a_file_is_read_and_leaves_the_disk(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    done = last(library_actions.add(loader, session, [upload(temporary)], Wish("case"), temporary))
    assert "3 stukken om na te kijken" in done.notices[0]
    assert list(temporary.rglob("*")) == []
    (listed,) = library_actions.board(loader, session).documents
    assert "nog 3 van de 3" in library_actions.line(listed)


@pytest.mark.parametrize("fault", [KierError("Dit gaat niet."), RuntimeError("onverwacht")])
def test_a_fault_is_one_sentence_and_leaves_nothing(
    loader: Any, session: KeepSession, temporary: Path, fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(*_: Any) -> Any:
        raise fault

    own = library_actions.opened(loader, session)
    own.shelf._base = replace(own.shelf._base, read=fail)
    done = last(library_actions.add(loader, session, [upload(temporary)], Wish("case"), temporary))
    expected = str(fault) if isinstance(fault, KierError) else words.UNEXPECTED
    assert done.notices == (expected,) and list(temporary.rglob("*")) == []
    assert library_actions.board(loader, session).documents == ()


def test_one_bad_file_does_not_stop_the_next(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    files = [upload(temporary, "\n", "leeg.txt")]
    good = temporary / "c3"
    good.mkdir()
    (good / "goed.txt").write_text(HANDBOOK, encoding="utf-8")
    files.append(Upload(good / "goed.txt", "goed.txt"))
    done = last(library_actions.add(loader, session, files, Wish("handbook"), temporary))
    assert len(done.made) == 1 and len(done.notices) == 2
    assert list(temporary.rglob("*")) == []


def test_a_locked_vault_takes_nothing_and_the_upload_is_gone(loader: Any, temporary: Path) -> None:
    files = [upload(temporary)]
    done = last(library_actions.add(loader, KeepSession(), files, Wish("case"), temporary))
    assert not done.made and done.notices and list(temporary.rglob("*")) == []


def test_a_path_outside_the_folder_for_uploads_is_not_taken(temporary: Path) -> None:
    temporary.mkdir()
    elsewhere = temporary.parent / "geheim.txt"
    elsewhere.write_text("geheim")
    climbing = f"{temporary}/../geheim.txt"
    given = [{"path": str(elsewhere)}, {"path": climbing}, {"path": None}]
    assert library_actions.uploads(given, temporary) == []
    inside = upload(temporary)
    (kept,) = library_actions.uploads(
        [{"path": str(inside.path), "orig_name": "../Mijn handboek.txt"}], temporary
    )
    assert kept.name == "Mijn handboek.txt"


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
    assert 'class="kier-kept"' in library_render.swapped(now.passage)
    again = review_actions.undo(own, desk, [], False).passage
    assert again is not None and name not in again.text
    review_actions.show(own, desk, words.OPEN_ONLY)
    first = review_actions.sheet(own, desk).passage
    after = review_actions.decide(own, desk, State.REJECTED)
    assert first is not None and after.passage is not None and after.passage.id != first.id
    assert (after.counts.open, after.counts.rejected) == (2, 1)


def test_undoing_everywhere_reaches_the_other_passages(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    text = (
        "Zonnebloemina Wervelwind belt op tijd terug.\n\n"
        "Daarna schrijft Zonnebloemina Wervelwind een brief.\n"
    )
    files = [upload(temporary, text)]
    done = last(library_actions.add(loader, session, files, Wish("handbook"), temporary))
    own, desk = library_actions.opened(loader, session), Desk()
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
    done = last(library_actions.add(loader, session, files, Wish("handbook"), temporary))
    own, desk = library_actions.opened(loader, session), Desk()
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
    own = library_actions.opened(loader, session)
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
    assert library_render.review_picture(seen).count("data:image/png;base64,") == 2
    review_actions.undo(own, desk, ["Zonnebloemina Wervelwind"], True)
    finished(own, desk)
    assert library_actions.picture(loader, session, desk.document, 1) == b"een"
    given = found(loader, session, "de groepsleiding belt als een kind wegloopt")
    shown = library_render.results(given, {}, lambda id, page: b"\x89PNG plaatje")
    assert "data:image/png;base64," in shown
    last(library_actions.remove(loader, session, desk.document))
    assert library_actions.picture(loader, session, desk.document, 1) is None


def test_of_a_case_no_picture_is_kept(loader: Any, session: KeepSession, temporary: Path) -> None:
    own, desk = pdf(loader, session, temporary, "case")
    assert own.shelf.picture(desk.document, 1) is None


# -- the list, removing, and a conversation -----------------------------------------------------


def test_priority_is_switched_on_and_off(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    _, desk = added(loader, session, temporary)
    on = library_actions.switch_priority(loader, session, desk.document)
    assert on.documents[0].document.priority and words.PRIORITY_MARK in library_actions.line(
        on.documents[0]
    )
    off = library_actions.switch_priority(loader, session, desk.document)
    assert not off.documents[0].document.priority
    assert library_actions.switch_priority(loader, session, "").notice == words.CHOOSE_FIRST


def test_removing_tells_what_was_searched(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    finished(own, desk)
    done = last(library_actions.remove(loader, session, desk.document))
    assert "niets gevonden" in done.notices[0]
    assert library_actions.board(loader, session).documents == ()
    gone = last(library_actions.remove(loader, session, desk.document))
    assert "niet (meer)" in gone.notices[0]


def test_locked_and_missing_vaults_have_a_face(
    loader: Any, settings: Settings, session: KeepSession
) -> None:
    assert library_actions.board(loader, session).face is Face.OPEN
    assert library_actions.board(loader, KeepSession()).face is Face.LOCKED
    keep_actions.erase_everything(settings, session)
    assert library_actions.board(loader, KeepSession()).face is Face.NONE


def test_the_coach_of_the_page_knows_own_documents_only_while_open(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    own, desk = added(loader, session, temporary)
    finished(own, desk)
    known = coach_for(loader, session)
    assert any(text.document == desk.document for text in known.library.texts)
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
    done = last(library_actions.add(loader, session, files, Wish("handbook"), temporary))
    own, desk = library_actions.opened(loader, session), Desk()
    desk.begin(done.made[0])
    now = review_actions.about(own, desk, MARKUP, "handbook", True)
    now = replace(now, document=replace(now.document, removed=(Removed("hidden", 1, MARKUP),)))
    assert now.passage is not None
    review = (
        library_render.review_head(now)
        + library_render.removed(now.document)
        + library_render.passage(now.passage, 1)
        + library_render.names(now)
    )
    finished(own, desk)
    given = found(loader, session, "de groepsleiding belt als een kind wegloopt")
    shown = library_render.results(given, {}) + review
    assert "<img" not in shown and "<b>vet" not in shown and "&lt;img src=x" in shown
    assert words.PRIORITY_MARK in shown


def test_namesakes_in_the_list_are_told_apart_by_their_file(
    loader: Any, session: KeepSession, temporary: Path
) -> None:
    for name in ("oud.md", "nieuw.md"):
        text = f"# Nachtrust\n\nDe deur van {name} gaat om zeven uur dicht en wordt verlicht.\n"
        last(library_actions.add(
            loader, session, [upload(temporary, text, name)], Wish("handbook"), temporary
        ))  # fmt: skip
    listed = library_actions.board(loader, session).documents
    one, other = listed
    same = [replace(one, document=replace(one.document, title=other.document.title)), other]
    said = library_actions.lines(same)
    assert all(d.document.file in line for d, line in zip(same, said, strict=True))
    assert library_actions.lines([other]) == [library_actions.line(other)]

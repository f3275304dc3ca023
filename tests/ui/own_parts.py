"""What tests of the page 'Kennis' share: an open vault, a loader over it, and a document in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.dialogue import documents as wiring
from coach.knowledge.collection import Library
from coach.knowledge.documents.review import State
from coach.knowledge.documents.shelf import Shelf
from coach.privacy import vault
from coach.settings import Settings
from coach.ui import collection_actions, collection_search, review_actions
from coach.ui.collection_actions import Going, Upload, Wish
from coach.ui.keep_actions import KeepSession
from coach.ui.own_documents import OwnDocuments
from coach.ui.review_actions import Desk
from coach.ui.texts import library as words
from tests.knowledge.shelf.conftest import HANDBOOK, PHRASE, SHIPPED, Counting, shelf_over

HANDBOOK_WISH = Wish("handbook")


class Coach:
    """A coach, as far as this page asks for one."""

    def __init__(self, library: Library) -> None:
        self.collection = library

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
    done = last(collection_actions.add(loader, session, [upload(temporary)], wish, temporary))
    assert done.made, done.notices
    desk = Desk()
    desk.begin(done.made[0])
    return collection_actions.opened(loader, session), desk


def finished(own: OwnDocuments, desk: Desk) -> None:
    own.shelf.decide_all(desk.document, State.ACCEPTED)
    review_actions.finish(own, desk, lambda step, done, all: None)


def found(loader: Any, session: KeepSession, query: str, where: str = words.ALL) -> Any:
    return collection_search.search(loader, session, query, where, "")

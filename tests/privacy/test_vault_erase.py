"""What is erased in the vault is nowhere in its files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.privacy import vault
from coach.privacy.vault import rescue, schema
from coach.privacy.vault.cipher import Key, connect, engine
from coach.privacy.vault.errors import (
    ItemGone,
)
from coach.privacy.vault.files import Files
from coach.privacy.vault.store import Store
from coach.settings import Settings
from tests.privacy.conftest import PHRASE, TEXT, every_byte, kept


def test_erased_bytes_are_gone_from_the_unencrypted_pages(tmp_path: Path) -> None:
    """The same engine and the same clean-up over a file without key: its bytes can be read."""

    class NoKey(Key):
        def apply(self, connection: object) -> None:
            pass

    path, key = tmp_path / "kluis" / "kluis.db", NoKey()
    path.parent.mkdir()
    connect(path, key, new=True).close()
    made = engine(path, key)
    schema.migrate(made)
    store, now = Store(made), datetime.now(UTC)
    gone = [store.put("gesprek", "Zonnebloemina", TEXT * 300, now) for _ in range(3)]
    store.put("gesprek", "blijft", "iets anders " * 500, now)
    rescue.refresh(Files(tmp_path), key)
    assert b"Zonnebloemina" in every_byte(tmp_path)
    rescue.drop(Files(tmp_path))
    for id in gone:
        store.delete(id)
    rescue.scrub(Files(tmp_path), key)
    rescue.refresh(Files(tmp_path), key)
    held = every_byte(tmp_path)
    assert b"Zonnebloemina" not in held and b"iets anders" in held


def test_erasing_one_leaves_the_rest(settings: Settings, opened: vault.Vault) -> None:
    first, second = kept(opened, 2)
    opened.erase(first)
    assert [item.id for item in opened.listed()] == [second]
    with pytest.raises(ItemGone):
        opened.read(first)
    with pytest.raises(ItemGone):
        opened.erase(first)


def test_an_erasure_that_is_cut_off_leaves_no_copy_to_come_back_from(
    settings: Settings, opened: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = kept(opened, 2)

    def cut(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rescue, "scrub", cut)
        with pytest.raises(KeyboardInterrupt):
            opened.erase(first)
    assert not Files(settings.data_folder).copy.exists()
    opened.lock()
    again = vault.open_with_words(settings, PHRASE)
    assert [item.id for item in again.listed()] == [second]

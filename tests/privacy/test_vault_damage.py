"""What a flipped byte, a power cut in a step or a full disk leaves of the vault."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from coach.privacy import vault
from coach.privacy.vault import keys, rescue, schema
from coach.privacy.vault.cipher import Key
from coach.privacy.vault.errors import (
    VaultDamaged,
    VaultFull,
    VaultNewer,
)
from coach.privacy.vault.files import Files
from coach.settings import Settings
from tests.privacy.conftest import PHRASE, TEXT, every_byte, kept


def flip(path: Path, at: float) -> None:
    held = bytearray(path.read_bytes())
    held[int(len(held) * at)] ^= 1
    path.write_bytes(held)


@pytest.mark.parametrize("at", [0.0, 0.004, 0.03, 0.2, 0.5, 0.77, 0.999])
def test_one_flipped_byte_loses_nothing(settings: Settings, opened: vault.Vault, at: float) -> None:
    ids = kept(opened)
    opened.lock()
    rescue.scrub(Files(settings.data_folder), Key(raw=_raw(settings)))
    flip(Files(settings.data_folder).main, at)
    again = vault.open_with_words(settings, PHRASE)
    assert again.opened.repair is not None and again.opened.repair.lost == ()
    assert sorted(item.id for item in again.listed()) == sorted(ids)
    assert all(TEXT in again.read(id).payload for id in ids)
    again.lock()
    assert vault.open_with_words(settings, PHRASE).opened.repair is None


def _raw(settings: Settings) -> str:
    return keys.read_slot(Files(settings.data_folder).passphrase, PHRASE, 1000, "wachtzin")


def test_without_a_copy_the_other_rows_are_saved(settings: Settings, opened: vault.Vault) -> None:
    ids = kept(opened)
    opened.lock()
    files = Files(settings.data_folder)
    rescue.scrub(files, Key(raw=_raw(settings)))
    files.copy.unlink()
    flip(files.main, 0.8)
    again = vault.open_with_words(settings, PHRASE)
    assert again.opened.repair is not None
    lost = again.opened.repair.lost
    assert 1 <= len(lost) < len(ids)
    assert sorted([*lost, *(item.id for item in again.listed())]) == sorted(ids)
    assert (files.folder / "kluis.beschadigd.db").exists()


def test_nothing_readable_is_said_and_left_alone(settings: Settings, opened: vault.Vault) -> None:
    kept(opened, 2)
    opened.lock()
    files = Files(settings.data_folder)
    for path in (files.main, files.copy):
        path.write_bytes(b"\x00" * 8192)
    files.wal.unlink(missing_ok=True)
    before = every_byte(files.folder)
    with pytest.raises(VaultDamaged, match="beschadigd"):
        vault.open_with_words(settings, PHRASE)
    assert every_byte(files.folder) == before


def test_a_row_that_does_not_fit_its_digest_is_noticed(
    settings: Settings, opened: vault.Vault
) -> None:
    id = opened.keep("kaart", "t", "{}")
    with opened._engine.begin() as connection:
        connection.execute(schema.ITEMS.update().values(payload='{"anders": 1}'))
    with pytest.raises(VaultDamaged):
        opened.read(id)
    opened.lock()
    again = vault.open_with_words(settings, PHRASE)
    assert again.read(id).payload == "{}"


def test_an_old_vault_gets_the_new_steps(settings: Settings, opened: vault.Vault) -> None:
    opened.keep("kaart", "t", "{}")

    def second(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE items ADD COLUMN colour TEXT DEFAULT 'groen'")

    assert schema.migrate(opened._engine, (*schema.STEPS, second)) == len(schema.STEPS) + 1
    with opened._engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT title, colour FROM items").one()
    assert tuple(row) == ("t", "groen")


def test_a_step_that_breaks_off_leaves_the_version_before(
    settings: Settings, opened: vault.Vault
) -> None:
    opened.keep("kaart", "t", "{}")

    def breaks(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE items ADD COLUMN half TEXT")
        connection.exec_driver_sql("DELETE FROM items")
        raise RuntimeError("stroom weg")

    with pytest.raises(RuntimeError):
        schema.migrate(opened._engine, (*schema.STEPS, breaks))
    with opened._engine.connect() as connection:
        assert schema.version(connection) == len(schema.STEPS)
    assert len(opened.listed()) == 1
    columns = [c["name"] for c in sa.inspect(opened._engine).get_columns("items")]
    assert "half" not in columns


def test_a_newer_vault_is_left_alone(settings: Settings, opened: vault.Vault) -> None:
    with opened._engine.begin() as connection:
        connection.execute(schema.VERSIONS.insert().values(number=99, applied="x"))
    opened.lock()
    with pytest.raises(VaultNewer, match="nieuwere Kier"):
        vault.open_with_words(settings, PHRASE)


def test_the_tables_are_plain_sql_that_postgresql_takes_too() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    for table in schema.META.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_a_full_disk_is_said_and_what_was_kept_stays(
    settings: Settings, opened: vault.Vault
) -> None:
    id = opened.keep("kaart", "t", "{}")
    big = json.dumps({"text": "x" * 2_000_000})

    @sa.event.listens_for(opened._engine, "begin")
    def small(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 40")

    with pytest.raises(VaultFull, match="vol of niet beschrijfbaar"):
        opened.keep("gesprek", "groot", big)
    assert [item.id for item in opened.listed()] == [id]

"""The vault: kept only on request, encrypted, opened by the right key only, never half."""

import json
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
import sqlalchemy as sa
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from coach.privacy import vault
from coach.privacy.vault import keys, rescue, safe, schema
from coach.privacy.vault.cipher import Key, connect, engine
from coach.privacy.vault.errors import (
    ItemGone,
    KeyGone,
    KeyringUnusable,
    NotKept,
    VaultDamaged,
    VaultExists,
    VaultFull,
    VaultLocked,
    VaultMissing,
    VaultNewer,
    WeakPassphrase,
    WrongKey,
)
from coach.privacy.vault.files import Files, Label
from coach.privacy.vault.store import Store
from coach.settings import Settings

PHRASE = "vier losse woorden samen"
TEXT = "De moeder van Zonnebloemina zei: ik hoef mama even niet te zien."


class Ring(KeyringBackend):
    """A key ring in memory."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise KeyringError("de sleutelbos is dicht")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring() -> object:
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rounds: the strength of the derivation is SQLCipher's, and has a test of its own."""
    monkeypatch.setattr(Label.model_fields["kdf_rounds"], "default", 1000)
    Label.model_rebuild(force=True)


@pytest.fixture
def opened(settings: Settings) -> vault.Vault:
    made, _ = vault.create(settings, PHRASE)
    return made


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_kept_comes_back_and_is_nowhere_readable(
    settings: Settings, opened: vault.Vault
) -> None:
    id = opened.keep("gesprek", "Zonnebloemina", json.dumps({"text": TEXT}))
    assert opened.read(id).payload == json.dumps({"text": TEXT})
    held = every_byte(settings.data_folder)
    assert b"Zonnebloemina" not in held and id.encode() not in held
    opened.lock()
    again = vault.open_with_words(settings, PHRASE)
    assert [item.title for item in again.listed()] == ["Zonnebloemina"]
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(Files(settings.data_folder).main).execute("select * from items")


def test_the_key_is_nowhere_on_disk(settings: Settings) -> None:
    opened, words = vault.create(settings, PHRASE)
    held = every_byte(settings.data_folder)
    assert opened._key is not None
    raw = opened._key._raw
    for secret in (raw.encode(), bytes.fromhex(raw), PHRASE.encode(), words.encode()):
        assert secret not in held


def test_a_wrong_passphrase_changes_nothing(settings: Settings, opened: vault.Vault) -> None:
    opened.keep("kaart", "t", "{}")
    opened.lock()
    before = every_byte(settings.data_folder)
    with pytest.raises(WrongKey, match="opent de kluis niet"):
        vault.open_with_words(settings, "iets heel anders hoor")
    with pytest.raises(WrongKey):
        vault.open_with_words(settings, "")
    assert every_byte(settings.data_folder) == before


def test_there_is_never_a_second_vault(settings: Settings, opened: vault.Vault) -> None:
    with pytest.raises(VaultExists):
        vault.create(settings, PHRASE)


def test_without_a_vault_opening_makes_none(settings: Settings) -> None:
    with pytest.raises(VaultMissing):
        vault.open_with_words(settings, PHRASE)
    assert vault.present(settings) is None
    assert list(settings.data_folder.iterdir()) == []


def test_recovery_words_open_and_a_new_passphrase_follows(settings: Settings) -> None:
    opened, words = vault.create(settings, PHRASE)
    opened.keep("kaart", "t", "{}")
    opened.lock()
    assert len(words.split()) == 12
    again = vault.open_with_words(settings, words.upper().replace(" ", ", "), recovery=True)
    again.change_passphrase("een heel nieuwe zin")
    again.lock()
    with pytest.raises(WrongKey):
        vault.open_with_words(settings, PHRASE)
    assert len(vault.open_with_words(settings, "een heel nieuwe zin").listed()) == 1


def test_recovery_words_are_256_and_tell_apart() -> None:
    assert len(set(keys.word_list())) == 256
    assert all(word.isalpha() and word == word.casefold() for word in keys.word_list())
    assert keys.new_recovery_words() != keys.new_recovery_words()


def test_a_short_passphrase_is_refused(settings: Settings) -> None:
    with pytest.raises(WeakPassphrase):
        vault.create(settings, "kort")
    assert vault.present(settings) is None


def test_the_key_derivation_is_slow_by_default() -> None:
    from coach.privacy.vault.files import KDF_ROUNDS

    assert KDF_ROUNDS >= 256_000


def test_the_key_ring_opens_without_typing(settings: Settings, ring: Ring) -> None:
    made, _ = vault.create(settings)
    id = made.keep("kaart", "t", "{}")
    made.lock()
    assert vault.open_with_keyring(settings).read(id).title == "t"


@pytest.mark.parametrize("how", ["gone", "changed", "broken"])
def test_a_key_ring_without_the_key_points_to_recovery(
    settings: Settings, ring: Ring, how: str
) -> None:
    made, words = vault.create(settings)
    id = made.keep("kaart", "t", "{}")
    made.lock()
    place = next(iter(ring.held))
    if how == "gone":
        ring.held.clear()
    elif how == "changed":
        ring.held[place] = "0" * 64
    else:
        ring.broken = True
    before = every_byte(settings.data_folder)
    with pytest.raises(KeyGone, match="twaalf herstelwoorden"):
        vault.open_with_keyring(settings)
    assert every_byte(settings.data_folder) == before
    ring.broken = False
    assert vault.open_with_words(settings, words, recovery=True).read(id).title == "t"
    assert vault.open_with_keyring(settings).read(id).title == "t"


def test_without_a_key_ring_a_passphrase_is_asked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "keyring_usable", lambda: False)
    with pytest.raises(KeyringUnusable, match="wachtzin"):
        vault.create(settings)
    assert vault.present(settings) is None


def test_zero_days_means_nothing_is_kept(settings: Settings, opened: vault.Vault) -> None:
    never = settings.model_copy(update={"keep_days": 0})
    opened.keep("kaart", "t", "{}")
    opened.lock()
    again = vault.open_with_words(never, PHRASE)
    assert again.listed() == [] and again.opened.removed == 1
    with pytest.raises(NotKept):
        again.keep("kaart", "t", "{}")


def test_it_locks_itself(settings: Settings, opened: vault.Vault) -> None:
    assert opened._timer is not None
    assert opened._timer.interval == settings.lock_minutes * 60
    opened._timer.function()
    assert opened.locked
    with pytest.raises(VaultLocked):
        opened.listed()
    with pytest.raises(VaultLocked):
        opened.keep("kaart", "t", "{}")


def test_another_opening_is_no_opening_of_mine(settings: Settings, opened: vault.Vault) -> None:
    id = opened.keep("kaart", "t", "{}")
    mine = vault.open_with_words(settings, PHRASE)
    mine.lock()
    with pytest.raises(VaultLocked):
        mine.read(id)
    assert opened.read(id).id == id


# -- time -------------------------------------------------------------------------------------


class Clock(datetime):
    """A clock that tests set."""

    moment = datetime(2026, 12, 1, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(safe, "datetime", Clock)
    Clock.moment = datetime(2026, 12, 1, tzinfo=UTC)
    return Clock


def later(settings: Settings, clock: type[Clock], days: float) -> vault.Vault:
    clock.moment += timedelta(days=days)
    return vault.open_with_words(settings, PHRASE)


def test_after_thirty_days_it_is_gone(settings: Settings, clock: type[Clock]) -> None:
    made, _ = vault.create(settings, PHRASE)
    made.keep("kaart", "oud", "{}")
    later(settings, clock, 20).keep("kaart", "nieuw", "{}")
    again = later(settings, clock, 10.5)
    assert [item.title for item in again.listed()] == ["nieuw"] and again.opened.removed == 1


def test_a_clock_that_leaps_forward_empties_nothing_at_once(
    settings: Settings, clock: type[Clock]
) -> None:
    made, _ = vault.create(settings, PHRASE)
    made.keep("kaart", "t", "{}")
    leapt = later(settings, clock, 3650)
    assert leapt.opened.clock_leapt and len(leapt.listed()) == 1
    assert len(later(settings, clock, 0.5).listed()) == 1
    back = later(settings, clock, -3650)
    assert back.opened.clock_leapt and len(back.listed()) == 1
    assert len(later(settings, clock, 2).listed()) == 1


def test_a_long_absence_is_removed_a_day_later(settings: Settings, clock: type[Clock]) -> None:
    made, _ = vault.create(settings, PHRASE)
    made.keep("kaart", "t", "{}")
    assert len(later(settings, clock, 200).listed()) == 1
    assert later(settings, clock, 1.1).listed() == []


def test_a_wrong_future_date_does_not_outlive_its_period(
    settings: Settings, clock: type[Clock]
) -> None:
    vault.create(settings, PHRASE)
    later(settings, clock, 3650).keep("kaart", "t", "{}")
    later(settings, clock, -3650)
    later(settings, clock, 20)
    assert later(settings, clock, 12).listed() == []


# -- damage -----------------------------------------------------------------------------------


def kept(vault_: vault.Vault, count: int = 8) -> list[str]:
    return [vault_.keep("gesprek", f"t{n}", json.dumps({"text": TEXT * 60})) for n in range(count)]


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


# -- steps ------------------------------------------------------------------------------------


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


# -- erasing ----------------------------------------------------------------------------------


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


# -- disk -------------------------------------------------------------------------------------


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


def test_files_are_for_their_owner_only(settings: Settings, opened: vault.Vault) -> None:
    opened.keep("kaart", "t", "{}")
    assert stat.S_IMODE(Files(settings.data_folder).folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(settings.data_folder.stat().st_mode) == 0o700

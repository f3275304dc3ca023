"""The vault: kept only on request, encrypted, opened by the right key only, never half."""

import json
import sqlite3
import stat

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from coach.privacy import vault
from coach.privacy.vault import keys
from coach.privacy.vault.errors import (
    KeyGone,
    KeyringUnusable,
    NotKept,
    VaultExists,
    VaultLocked,
    VaultMissing,
    WeakPassphrase,
    WrongKey,
)
from coach.privacy.vault.files import Files
from coach.settings import Settings
from tests.privacy.conftest import PHRASE, TEXT, every_byte


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


def test_files_are_for_their_owner_only(settings: Settings, opened: vault.Vault) -> None:
    opened.keep("kaart", "t", "{}")
    assert stat.S_IMODE(Files(settings.data_folder).folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(settings.data_folder.stat().st_mode) == 0o700

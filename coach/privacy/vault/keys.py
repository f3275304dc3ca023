"""The data key, and the three places it may come from.

Contract: the data key is 256 random bits. It is never written as it is: the key ring of the
operating system holds it, or a small SQLCipher file ("slot") whose key SQLCipher derives from the
passphrase or from the recovery words. Changing a passphrase rewrites one slot, not the vault.
Recovery words are twelve of 256 (95 bits), shown once and kept nowhere.
"""

import contextlib
import os
import secrets
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

import keyring
from keyring.errors import KeyringError

from coach.privacy.vault.cipher import Key, connect, sync, translated
from coach.privacy.vault.errors import KeyGone, KeyringUnusable, WeakPassphrase

SERVICE = "kier"
LEAST_CHARACTERS = 12
RECOVERY_WORDS = 12
PASSPHRASE_NAME, RECOVERY_NAME = "wachtzin", "herstelwoorden"


def new_data_key() -> str:
    """256 random bits as hex."""
    return secrets.token_hex(32)


@cache
def word_list() -> tuple[str, ...]:
    """The 256 recovery words."""
    text = resources("coach.privacy.vault").joinpath("words.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def new_recovery_words() -> str:
    """Twelve different words, drawn at random."""
    return " ".join(secrets.SystemRandom().sample(word_list(), RECOVERY_WORDS))


def tidy_words(words: str) -> str:
    """Recovery words as they were shown, whatever commas and capitals they were typed with."""
    return " ".join(words.casefold().replace(",", " ").replace("-", " ").split())


def check_passphrase(passphrase: str) -> None:
    """Raises WeakPassphrase when it is too short."""
    if len(passphrase.strip()) < LEAST_CHARACTERS:
        raise WeakPassphrase(least=LEAST_CHARACTERS)


def write_slot(path: Path, words: str, data_key: str, rounds: int) -> None:
    """Puts the data key into a slot, replacing an older slot when the new one is whole."""
    fresh = path.with_suffix(".nieuw")
    with translated(path.parent):
        fresh.unlink(missing_ok=True)
        connection = connect(fresh, Key(words=words, rounds=rounds), new=True)
        try:
            connection.execute("CREATE TABLE slot (data_key TEXT NOT NULL)")
            connection.execute("INSERT INTO slot VALUES (?)", (data_key,))
        finally:
            connection.close()
        sync(fresh)
        os.replace(fresh, path)


def read_slot(path: Path, words: str, rounds: int, what: str) -> str:
    """The data key in a slot; raises WrongKey."""
    with translated(path.parent):
        connection = connect(path, Key(words=words, rounds=rounds), what=what)
        try:
            return str(connection.execute("SELECT data_key FROM slot").fetchone()[0])
        finally:
            connection.close()


def keyring_usable() -> bool:
    """Whether the operating system offers a key ring that encrypts what it holds."""
    try:
        backend = keyring.get_keyring()
    except (KeyringError, RuntimeError, OSError):
        return False
    module = type(backend).__module__
    # "fail" and "null" hold nothing; keyrings.alt may write plain files.
    return backend.priority > 0 and not module.startswith(
        ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
    )


def to_keyring(vault_id: str, data_key: str) -> None:
    """Puts the data key into the key ring; raises KeyringUnusable when it does not come back."""
    if not keyring_usable():
        raise KeyringUnusable
    try:
        keyring.set_password(SERVICE, vault_id, data_key)
        if keyring.get_password(SERVICE, vault_id) != data_key:
            raise KeyringUnusable
    except (KeyringError, RuntimeError, OSError) as error:
        raise KeyringUnusable from error


def from_keyring(vault_id: str) -> str:
    """The data key from the key ring; raises KeyGone."""
    try:
        found = keyring.get_password(SERVICE, vault_id)
    except (KeyringError, RuntimeError, OSError) as error:
        raise KeyGone from error
    if not found or len(found) != 64 or any(char not in "0123456789abcdef" for char in found):
        raise KeyGone
    return found


def forget_keyring(vault_id: str) -> None:
    """Takes the data key out of the key ring; no error when it is not there."""
    with contextlib.suppress(KeyringError, RuntimeError, OSError):
        keyring.delete_password(SERVICE, vault_id)

"""SQLCipher files: connections, engines, and their errors as Kier's.

Contract: ``connect`` opens a file with a key and proves the key by reading; a wrong key raises
WrongKey and never makes or changes a file. ``engine`` is SQLAlchemy over such connections, each
with secure_delete, a write-ahead log that is synced at every commit, and foreign keys on.
All cryptography is SQLCipher's.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as sqlcipher

from coach.privacy.vault.errors import VaultDamaged, VaultError, VaultFull, WrongKey
from coach.privacy.vault.files import KDF_ROUNDS, PAGE_BYTES

_FULL = ("disk is full", "readonly", "read-only", "disk i/o error", "unable to open")
_BUSY_MS = 5000


class Key:
    """What opens a file: the raw data key (64 hex digits), or words that SQLCipher stretches."""

    def __init__(self, *, raw: str = "", words: str = "", rounds: int = KDF_ROUNDS) -> None:
        self._raw, self._words, self._rounds = raw, words, rounds

    def apply(self, connection: Any) -> None:
        """Gives the key and its parameters to a new connection."""
        connection.execute("PRAGMA cipher_log_level = NONE")
        secret = f"x'{self._raw}'" if self._raw else self._words.replace('"', '""')
        connection.execute(f'PRAGMA key = "{secret}"')
        connection.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
        connection.execute(f"PRAGMA kdf_iter = {self._rounds}")

    def __repr__(self) -> str:
        return "Key(…)"


def is_full(error: BaseException) -> bool:
    """Whether an error means that the disk is full or read-only."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT)
    return any(part in str(error).casefold() for part in _FULL)


def connect(path: Path, key: Key, *, new: bool = False, what: str = "woorden") -> Any:
    """An open connection; raises WrongKey, VaultFull. Makes a file only when ``new``."""
    if not new and not path.exists():
        raise FileNotFoundError(errno.ENOENT, "vault file", str(path))
    try:
        connection = sqlcipher.connect(
            f"file:{path}?mode={'rwc' if new else 'rw'}",
            uri=True,
            isolation_level=None,
            timeout=_BUSY_MS / 1000,
            check_same_thread=False,
        )
    except sqlcipher.Error as error:
        raise VaultFull if is_full(error) else VaultError from error
    try:
        key.apply(connection)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        connection.close()
        if is_full(error):
            raise VaultFull from error
        raise WrongKey(what=what) from error
    return connection


def prepare(connection: Any) -> Any:
    """The pragmas of every connection that writes."""
    for line in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cipher_memory_security = ON",
    ):
        connection.execute(f"PRAGMA {line}")
    return connection


def engine(path: Path, key: Key) -> sa.Engine:
    """SQLAlchemy over one file; every connection is new, so closing leaves nothing open."""
    made = sa.create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: prepare(connect(path, key)),
        poolclass=NullPool,
        # Statements with their values stay out of error messages.
        hide_parameters=True,
    )

    @sa.event.listens_for(made, "begin")
    def _begin(connection: sa.Connection) -> None:
        # The driver is in autocommit; SQLAlchemy's transactions, DDL included, become real here.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Database and disk errors inside the block become Dutch sentences."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlcipher.Error, sqlite3.Error, OSError) as error:
        if isinstance(error, VaultError):
            raise
        original = getattr(error, "orig", None) or error
        if is_full(original) or is_full(error):
            raise VaultFull from error
        if "malformed" in str(original) or "not a database" in str(original):
            raise VaultDamaged(detail=type(original).__name__, folder=folder) from error
        raise VaultError from error


def faulty_pages(path: Path, key: Key) -> list[str]:
    """Pages whose authentication code is wrong, in SQLCipher's words; empty when whole."""
    try:
        connection = connect(path, key)
    except WrongKey:
        return ["1"]
    try:
        return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    except sqlcipher.Error as error:
        return [type(error).__name__]
    finally:
        connection.close()


def sync(path: Path) -> None:
    """Makes sure that a file's bytes are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

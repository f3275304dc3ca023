"""A copy of the vault that is never older than the last completed write, and what it is for.

Contract: ``refresh`` writes the copy whole or not at all; ``drop`` removes it before anything is
erased, so that no erased text lives on in it. ``repair`` looks at every page's authentication code
and every row's digest; from main file and copy it rebuilds a whole vault with each row that can be
read in either, puts it in place and says what was lost. The damaged file is kept beside it only
when rows were lost.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from coach.privacy.vault import schema
from coach.privacy.vault.cipher import Key, connect, engine, faulty_pages, sync, translated
from coach.privacy.vault.errors import VaultDamaged, VaultError, WrongKey
from coach.privacy.vault.files import Files
from coach.privacy.vault.store import Store

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Repair:
    """What the check found: pages that were wrong, rows saved, rows lost (their ids)."""

    pages: tuple[str, ...]
    saved: int
    lost: tuple[str, ...]


def refresh(files: Files, key: Key) -> None:
    """Makes the copy equal to the main file."""
    fresh = files.copy.with_suffix(".nieuw")
    with translated(files.folder):
        fresh.unlink(missing_ok=True)
        connection = connect(files.main, key)
        try:
            connection.execute("VACUUM INTO ?", (str(fresh),))
        finally:
            connection.close()
        sync(fresh)
        os.replace(fresh, files.copy)


def drop(files: Files) -> None:
    """Removes the copy."""
    with translated(files.folder):
        for path in (files.copy, files.copy.with_suffix(".nieuw")):
            path.unlink(missing_ok=True)


def scrub(files: Files, key: Key) -> None:
    """Takes what was deleted out of the log and the free pages of the main file."""
    with translated(files.folder):
        connection = connect(files.main, key)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _ids(path: Path, key: Key, table: sa.Table) -> list[str]:
    for order in ("", " ORDER BY rowid DESC"):
        with contextlib.suppress(sqlcipher.Error, VaultError, OSError):
            connection = connect(path, key)
            try:
                query = f"SELECT id FROM {table.name}{order}"
                return [str(row[0]) for row in connection.execute(query)]
            finally:
                connection.close()
    return []


def _fits(table: sa.Table, row: Row) -> bool:
    held = dict(zip(table.columns.keys(), row, strict=True))
    return bool(held["digest"] == schema.digest(*(held[name] for name in schema.SEALED[table])))


def _row(path: Path, key: Key, table: sa.Table, id: str) -> Row | None:
    # One connection a row: after one wrong page SQLCipher refuses all further reads.
    with contextlib.suppress(sqlcipher.Error, VaultError, OSError):
        connection = connect(path, key)
        try:
            found: Any = connection.execute(_query(table) + " WHERE id = ?", (id,)).fetchone()
        finally:
            connection.close()
        if found and _fits(table, found):
            return tuple(found)
    return None


def _query(table: sa.Table) -> str:
    return f"SELECT {', '.join(table.columns.keys())} FROM {table.name}"


def _whole(path: Path, key: Key) -> tuple[str, ...]:
    """What is wrong with a file: pages, or rows that do not fit their digest."""
    if not path.exists():
        return ("-",)
    pages = faulty_pages(path, key)
    if pages:
        return tuple(pages)
    wrong: list[str] = []
    for table in schema.SEALED:
        # A file from before this table has none of it, and misses nothing.
        with contextlib.suppress(sqlcipher.Error, VaultError, OSError):
            connection = connect(path, key)
            try:
                rows = connection.execute(_query(table))
                wrong += [str(row[0]) for row in rows if not _fits(table, row)]
            finally:
                connection.close()
    return tuple(wrong)


def repair(files: Files, key: Key) -> Repair | None:
    """Checks the vault and makes it whole again; None when nothing was wrong.

    Raises VaultDamaged when neither file can be read at all; both stay as they are.
    """
    wrong = _whole(files.main, key)
    if not wrong:
        return None
    paths = (files.main, files.copy)
    known = {
        table: list(dict.fromkeys(id for path in paths for id in _ids(path, key, table)))
        for table in schema.SEALED
    }
    if not any(known.values()) and _whole(files.copy, key):
        raise VaultDamaged(detail=", ".join(wrong[:3]), folder=files.folder)
    rows: dict[sa.Table, list[Row]] = {}
    lost: list[str] = []
    for table, ids in known.items():
        rows[table] = []
        for id in ids:
            found = [row for path in paths if (row := _row(path, key, table, id))]
            if found:
                rows[table].append(_newest(table, found))
            else:
                lost.append(id)
    # A passage or page without its document belongs nowhere.
    parents = {row[0] for row in rows[schema.DOCUMENTS]}
    for table in (schema.PASSAGES, schema.PICTURES):
        place = list(table.columns.keys()).index("document")
        lost += [str(row[0]) for row in rows[table] if row[place] not in parents]
        rows[table] = [row for row in rows[table] if row[place] in parents]
    _rebuild(files, key, rows, keep_damaged=bool(lost))
    return Repair(wrong, sum(map(len, rows.values())), tuple(lost))


def _newest(table: sa.Table, found: list[Row]) -> Row:
    """The row that was changed last; where nothing tells, that of the main file."""
    names = list(table.columns.keys())
    if "changed" not in names:
        return found[0]
    return max(found, key=lambda row: str(row[names.index("changed")]))


def _rebuild(
    files: Files, key: Key, rows: dict[sa.Table, list[Row]], *, keep_damaged: bool
) -> None:
    fresh = files.main.with_suffix(".nieuw")
    with translated(files.folder):
        fresh.unlink(missing_ok=True)
        connect(fresh, key, new=True).close()
        held = engine(fresh, key)
        schema.migrate(held)
        with held.begin() as connection:
            for table, saved in rows.items():
                names = table.columns.keys()
                values = [dict(zip(names, row, strict=True)) for row in saved]
                if values:
                    connection.execute(table.insert(), values)
        scrub_plain(fresh, key)
        sync(fresh)
        if keep_damaged and files.main.exists():
            os.replace(files.main, files.folder / "kluis.beschadigd.db")
        # The old log belongs to the old file; left beside the new one it would be played into it.
        for ending in ("-wal", "-shm"):
            files.main.with_name(files.main.name + ending).unlink(missing_ok=True)
        os.replace(fresh, files.main)
    with contextlib.suppress(VaultError, WrongKey):
        refresh(files, key)


def scrub_plain(path: Path, key: Key) -> None:
    """Writes a file's log into it and leaves the file alone on disk, without log."""
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


__all__ = ["Repair", "Store", "drop", "refresh", "repair", "scrub"]

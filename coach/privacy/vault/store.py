"""Kept items as rows: put, list, read, delete, purge by age.

Contract: works on any SQLAlchemy engine whose schema was migrated; knows nothing about keys and
files. Ids are random. Each row carries a digest of its content; ``read`` raises VaultDamaged for a
row that does not fit its digest, and ``rows`` leaves such rows out and counts them. Time comes in
as an argument, so that tests can move the clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from coach.privacy.vault.errors import ItemGone, VaultDamaged
from coach.privacy.vault.schema import ITEMS, NOTES, digest

_SEEN, _DOUBT = "last-seen", "clock-doubt"
# Wider than a holiday: a computer that was off this long is asked to come back a day later.
CLOCK_LEAP = timedelta(days=60)
CLOCK_BACK = timedelta(days=1)
DOUBT_LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Item:
    """One kept thing, with its payload (JSON text)."""

    id: str
    kind: str
    title: str
    created: datetime
    changed: datetime
    payload: str


@dataclass(frozen=True)
class Kept:
    """One line of the list of kept things."""

    id: str
    kind: str
    title: str
    created: datetime
    changed: datetime


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class Store:
    """The rows of one vault."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    def put(self, kind: str, title: str, payload: str, now: datetime, id: str = "") -> str:
        """Adds an item, or replaces the one with this id; returns the id once it is on disk."""
        known = id or uuid4().hex
        values = {
            "kind": kind,
            "title": title,
            "payload": payload,
            "changed": _stamp(now),
            "digest": digest(known, kind, title, payload),
        }
        with self.engine.begin() as connection:
            done = connection.execute(ITEMS.update().where(ITEMS.c.id == known).values(**values))
            if done.rowcount == 0:
                connection.execute(ITEMS.insert().values(id=known, created=_stamp(now), **values))
        return known

    def listed(self) -> list[Kept]:
        """All items without payload, the newest first."""
        columns = [ITEMS.c[name] for name in ("id", "kind", "title", "created", "changed")]
        query = sa.select(*columns).order_by(ITEMS.c.changed.desc())
        with self.engine.connect() as connection:
            return [
                Kept(
                    row.id,
                    row.kind,
                    row.title,
                    datetime.fromisoformat(row.created),
                    datetime.fromisoformat(row.changed),
                )
                for row in connection.execute(query)
            ]

    def read(self, id: str) -> Item:
        """One item; raises ItemGone or VaultDamaged."""
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(ITEMS).where(ITEMS.c.id == id)).one_or_none()
        if row is None:
            raise ItemGone
        if row.digest != digest(row.id, row.kind, row.title, row.payload):
            raise VaultDamaged(detail=row.id[:8], folder="")
        return Item(
            row.id,
            row.kind,
            row.title,
            datetime.fromisoformat(row.created),
            datetime.fromisoformat(row.changed),
            row.payload,
        )

    def delete(self, id: str) -> None:
        """Removes one item; raises ItemGone."""
        with self.engine.begin() as connection:
            if connection.execute(ITEMS.delete().where(ITEMS.c.id == id)).rowcount == 0:
                raise ItemGone

    def note(self, name: str) -> str:
        """A small fact about the vault itself; empty when unknown."""
        with self.engine.connect() as connection:
            query = sa.select(NOTES.c.value).where(NOTES.c.name == name)
            return connection.execute(query).scalar() or ""

    def set_note(self, name: str, value: str) -> None:
        """Keeps a small fact."""
        with self.engine.begin() as connection:
            connection.execute(NOTES.delete().where(NOTES.c.name == name))
            connection.execute(NOTES.insert().values(name=name, value=value))

    def due(self, now: datetime, days: int) -> list[str]:
        """Ids of items that are past the retention period."""
        limit = _stamp(now - timedelta(days=days))
        with self.engine.connect() as connection:
            query = sa.select(ITEMS.c.id).where(ITEMS.c.changed <= limit)
            return list(connection.execute(query).scalars())

    def clock_is_trusted(self, now: datetime) -> bool:
        """Whether the clock ran on normally since the vault was last used.

        A leap (a wrong clock, or a computer that was off for two months) puts off removal by age
        for a day of normal time, so that no wrong date can empty the vault. Items from a future
        that turned out wrong are given today's date, so that they do not outlive their period.
        """
        seen, doubt = self.note(_SEEN), self.note(_DOUBT)
        self.set_note(_SEEN, _stamp(now))
        if seen:
            passed = now - datetime.fromisoformat(seen)
            if passed < -CLOCK_BACK or passed > CLOCK_LEAP:
                self.set_note(_DOUBT, _stamp(now))
                self._no_future(now)
                return False
        if doubt:
            if timedelta(0) <= now - datetime.fromisoformat(doubt) < DOUBT_LASTS:
                return False
            self.set_note(_DOUBT, "")
        return True

    def _no_future(self, now: datetime) -> None:
        with self.engine.begin() as connection:
            late = ITEMS.c.changed > _stamp(now + CLOCK_BACK)
            connection.execute(ITEMS.update().where(late).values(changed=_stamp(now)))

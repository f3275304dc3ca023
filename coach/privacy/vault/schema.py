"""The vault's tables and the numbered steps from each version to the next.

Contract: ``migrate`` brings a database to the newest version, each step in one transaction with
its number, so that after a power cut the database has either the whole step or none of it. A
database with a higher number than known is left as it is (VaultNewer). Steps that were released
are never changed; a new step is appended.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa

from coach.privacy.vault.errors import VaultNewer

META = sa.MetaData()

ITEMS = sa.Table(
    "items",
    META,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("changed", sa.String(32), nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
)
NOTES = sa.Table(
    "notes",
    META,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
# The organisation's own documents. A stage or state is a word of who keeps them; what a row holds
# is JSON that the vault does not read.
DOCUMENTS = sa.Table(
    "documents",
    META,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("stage", sa.String(12), nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
)


def _of_document(name: str, *columns: sa.Column[str]) -> sa.Table:
    """A table of numbered parts of a document, which go when the document goes."""
    return sa.Table(
        name,
        META,
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column(
            "document",
            sa.String(32),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("number", sa.Integer, nullable=False),
        *columns,
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )


PASSAGES = _of_document("passages", sa.Column("state", sa.String(12), nullable=False))
# How pages of a document look, as far as whoever keeps them allows it.
PICTURES = _of_document("pictures")
VERSIONS = sa.Table(
    "versions",
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("applied", sa.String(32), nullable=False),
)

Step = Callable[[sa.Connection], None]


def _first(connection: sa.Connection) -> None:
    for table in (ITEMS, NOTES):
        table.create(connection)


def _own_documents(connection: sa.Connection) -> None:
    for table in (DOCUMENTS, PASSAGES):
        table.create(connection)


def _page_pictures(connection: sa.Connection) -> None:
    PICTURES.create(connection)


STEPS: tuple[Step, ...] = (_first, _own_documents, _page_pictures)

SEALED: dict[sa.Table, tuple[str, ...]] = {
    ITEMS: ("id", "kind", "title", "payload"),
    DOCUMENTS: ("id", "stage", "payload"),
    PASSAGES: ("id", "document", "number", "state", "payload"),
    PICTURES: ("id", "document", "number", "payload"),
}
"""The tables whose rows carry a digest, parents first, and the columns that it covers."""


def digest(*parts: object) -> str:
    """The seal of a row over the values of its ``SEALED`` columns, in that order."""
    return sha256("\x00".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()


def version(connection: sa.Connection) -> int:
    """The number of the newest step that was taken; 0 for an empty database."""
    if not sa.inspect(connection).has_table(VERSIONS.name):
        return 0
    return connection.execute(sa.select(sa.func.max(VERSIONS.c.number))).scalar() or 0


def migrate(engine: sa.Engine, steps: Sequence[Step] = STEPS) -> int:
    """Takes the steps that are still to be taken; returns the version reached."""
    with engine.begin() as connection:
        VERSIONS.create(connection, checkfirst=True)
        found = version(connection)
    if found > len(steps):
        raise VaultNewer(found=found, known=len(steps))
    for number in range(found + 1, len(steps) + 1):
        with engine.begin() as connection:
            steps[number - 1](connection)
            applied = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(VERSIONS.insert().values(number=number, applied=applied))
    return len(steps)

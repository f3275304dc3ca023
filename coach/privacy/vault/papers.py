"""The organisation's own documents as rows: a document, and its passages in order.

Contract: works on any SQLAlchemy engine whose schema was migrated. Values are plain: ids, a stage
or state (short words of who keeps them) and JSON text that is not read here. Each change is one
transaction. A row that does not fit its digest raises VaultDamaged. Documents have no age; they
stay until they are erased. Knows nothing about keys, files or what a document is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa

from coach.privacy.vault.errors import ItemGone, VaultDamaged
from coach.privacy.vault.schema import DOCUMENTS, PASSAGES, PICTURES, SEALED, digest

PassageRow = tuple[str, str, int, str, str]
"""(id, document, number, state, payload)"""


class PaperStore:
    """The document rows of one vault."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    def documents(self) -> list[tuple[str, str, str]]:
        """(id, stage, payload) of all, the oldest first."""
        query = sa.select(DOCUMENTS).order_by(sa.text("rowid"))
        with self.engine.connect() as connection:
            return [_checked(DOCUMENTS, row) for row in connection.execute(query)]

    def counts(self) -> dict[str, dict[str, int]]:
        """Per document the number of passages in each state."""
        columns = PASSAGES.c.document, PASSAGES.c.state
        query = sa.select(*columns, sa.func.count()).group_by(*columns)
        found: dict[str, dict[str, int]] = {}
        with self.engine.connect() as connection:
            for document, state, count in connection.execute(query):
                found.setdefault(document, {})[state] = count
        return found

    def passages(self, documents: Sequence[str] = ()) -> list[PassageRow]:
        """Passages of these documents in order; of all documents without any."""
        query = sa.select(PASSAGES).order_by(PASSAGES.c.document, PASSAGES.c.number)
        if documents:
            query = query.where(PASSAGES.c.document.in_(documents))
        with self.engine.connect() as connection:
            return [_checked(PASSAGES, row) for row in connection.execute(query)]

    def put(
        self,
        id: str,
        stage: str,
        payload: str,
        passages: Iterable[PassageRow] = (),
        *,
        only: bool = False,
    ) -> None:
        """Adds or replaces a document and these passages; with ``only`` its other passages go."""
        document = {"id": id, "stage": stage, "payload": payload}
        document["digest"] = digest(id, stage, payload)
        rows = []
        for row in passages:
            values = dict(zip(SEALED[PASSAGES], row, strict=True))
            rows.append({**values, "digest": digest(*row)})
        with self.engine.begin() as connection:
            done = connection.execute(
                DOCUMENTS.update().where(DOCUMENTS.c.id == id).values(**document)
            )
            if done.rowcount == 0:
                connection.execute(DOCUMENTS.insert().values(**document))
            gone = PASSAGES.delete().where(PASSAGES.c.document == id)
            if only:
                connection.execute(gone)
            elif rows:
                changed = PASSAGES.delete().where(PASSAGES.c.id == sa.bindparam("known"))
                connection.execute(changed, [{"known": row["id"]} for row in rows])
            if rows:
                connection.execute(PASSAGES.insert(), rows)

    def put_pictures(self, document: str, pictures: Mapping[int, str]) -> None:
        """Adds pages of a document by number, as text."""
        rows = []
        for number, payload in pictures.items():
            values = (f"{document}-{number}", document, number, payload)
            row = dict(zip(SEALED[PICTURES], values, strict=True))
            rows.append({**row, "digest": digest(*values)})
        if rows:
            with self.engine.begin() as connection:
                connection.execute(PICTURES.insert(), rows)

    def picture(self, document: str, number: int) -> str | None:
        """A page of a document; None when it is not there."""
        query = sa.select(PICTURES).where(
            PICTURES.c.document == document, PICTURES.c.number == number
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else str(_checked(PICTURES, row)[3])

    def keep_pictures(self, document: str, numbers: Collection[int]) -> None:
        """Removes all pages of a document but these."""
        mine = PICTURES.c.document == document
        with self.engine.begin() as connection:
            connection.execute(
                PICTURES.delete().where(mine, PICTURES.c.number.not_in(list(numbers)))
            )

    def delete(self, id: str) -> None:
        """Removes a document with its passages; raises ItemGone."""
        with self.engine.begin() as connection:
            connection.execute(PICTURES.delete().where(PICTURES.c.document == id))
            connection.execute(PASSAGES.delete().where(PASSAGES.c.document == id))
            if connection.execute(DOCUMENTS.delete().where(DOCUMENTS.c.id == id)).rowcount == 0:
                raise ItemGone


def _checked(table: sa.Table, row: sa.Row) -> tuple:  # type: ignore[type-arg]
    *values, seal = row
    if seal != digest(*values):
        raise VaultDamaged(detail=str(values[0])[:8], folder="")
    return tuple(values)

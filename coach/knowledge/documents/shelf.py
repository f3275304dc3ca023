"""The organisation's own documents in an open vault: add, review, keep, remove, search.

Contract: see the package's docstring for how a page uses it. A ``Shelf`` belongs to one open vault;
once that locks, every call raises DocumentsShut and what was read from it is forgotten. Every step
is on disk when its call returns. What was accepted but not indexed yet (the power went) is taken up
by ``align``; a removal that was cut off is finished by it. Only accepted passages are ever indexed.
"""

import base64
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from coach.knowledge.collection import Hit, Library
from coach.knowledge.documents import records, review
from coach.knowledge.documents.adding import Around, Wanted, drafted
from coach.knowledge.documents.base import Base, Progress, Step, silent
from coach.knowledge.documents.own_index import OwnIndex
from coach.knowledge.documents.records import Store
from coach.knowledge.documents.refusals import DocumentGone, DocumentsShut, NotADraft
from coach.knowledge.documents.remembered import Remembered
from coach.knowledge.documents.review import (
    Counts,
    Decision,
    Document,
    Listed,
    Passage,
    Stage,
    State,
)
from coach.knowledge.documents.shapes import DocumentKind
from coach.knowledge.documents.themes import Themes
from coach.knowledge.index import Joined, Vector, stamp_of
from coach.knowledge.units import Text, units

_TELLING = 60
"""Characters from which a sentence is hardly somebody else's too."""
_SAMPLED_TIMES = 8


class Shelf:
    """The documents in one open vault."""

    def __init__(self, store: Store, index: OwnIndex, base: Base) -> None:
        self._store = store
        self._index = index
        self._base = base
        self._encoder = Remembered(base.encoder)
        self._library: Library | None = None
        self._themes: Themes | None = None
        # Short changes in the vault, long work on the index, and reading the library do not wait
        # for each other: while one document is indexed, others are reviewed and found.
        self._changing = threading.RLock()
        self._indexing = threading.Lock()
        self._building = threading.Lock()

    def forget(self) -> None:
        """Lets go of all that was read from the vault; called when it locks."""
        self._library = None
        self._encoder.forget()

    def _ready(self) -> None:
        if self._store.locked:
            self.forget()
            raise DocumentsShut

    # -- looking ---------------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        """Whether the vault is still open."""
        return not self._store.locked

    def documents(self) -> list[Listed]:
        """All documents and drafts with their counts, the oldest first."""
        self._ready()
        counts = self._store.counts()
        found = map(records.read_document, self._store.documents())
        return [
            Listed(document, Counts(**counts.get(document.id, {})))
            for document in found
            if document.stage is not Stage.LEAVING
        ]

    def document(self, id: str) -> Document:
        """One document; raises DocumentGone."""
        for listed in self.documents():
            if listed.document.id == id:
                return listed.document
        raise DocumentGone

    def passages(self, id: str) -> list[Passage]:
        """The passages of a document or draft, in order; raises DocumentGone."""
        self.document(id)
        return [records.read_passage(row) for row in self._store.passages(id)]

    # -- adding ----------------------------------------------------------------------------------

    def add(
        self,
        path: Path,
        kind: DocumentKind,
        *,
        title: str = "",
        priority: bool = False,
        pictures: bool = False,
        progress: Progress = silent,
    ) -> Document:
        """Reads a file into a draft and gives its document.

        With ``pictures`` the pages of a PDF are kept as they look, but never of a practice case;
        ``finish`` lets go of each page on which something was replaced, changed or left out.

        A file with the name of one that counts already is its new version: what was decided about
        passages that did not change is carried over. Raises DocumentKnown, NoPassages, and what
        reading raises; nothing is half added.
        """
        self._ready()
        made = drafted(
            Wanted(path, kind, title, priority, pictures),
            self._base,
            Around(
                [listed.document for listed in self.documents()],
                self._earlier,
                lambda: self.collection,
            ),
            self._encoder,
            self._themes_,
            progress,
        )
        self._put(made.document, made.passages)
        if made.pictures:
            drawn = {n: base64.b64encode(png).decode() for n, png in made.pictures.items()}
            self._store.put_pictures(made.document.id, drawn)
        return made.document

    def _earlier(self, id: str) -> list[Passage]:
        """The passages of the version that is replaced; its vectors are used again."""
        self._recall(id)
        return self.passages(id)

    def _recall(self, id: str) -> None:
        self._encoder.know(self._index.known(stamp_of(self._encoder), self.texts(id)))

    def picture(self, id: str, page: int) -> bytes | None:
        """A page of a document as PNG, as it looks; None when that is not kept."""
        self._ready()
        found = self._store.picture(id, page)
        return None if found is None else base64.b64decode(found)

    def _themes_(self) -> Themes:
        if self._themes is None:
            self._themes = self._base.themes()
        return self._themes

    def _put(self, document: Document, passages: Iterable[Passage], *, only: bool = False) -> None:
        rows = [records.passage_row(passage) for passage in passages]
        self._store.put_document(*records.document_row(document), rows, only=only)

    # -- reviewing -------------------------------------------------------------------------------

    def decide(self, id: str, decisions: Mapping[str, Decision]) -> list[Passage]:
        """Applies decisions by passage id, all or none; gives the passages that changed.

        Raises NotADraft, DocumentGone, EmptyPassage.
        """
        with self._changing:
            document = self._draft(id)
            known = {passage.id: passage for passage in self.passages(id)}
            if not decisions.keys() <= known.keys():
                raise DocumentGone
            changed = [
                review.decided(known[passage], self._worded(document, decision))
                for passage, decision in decisions.items()
            ]
            self._put(document, changed)
            return changed

    def _worded(self, document: Document, decision: Decision) -> Decision:
        """A person's own words stay as they are, apart from what may never stay (a BSN)."""
        if decision.text is None:
            return decision
        found = self._base.proposer(document.kind).propose(decision.text)
        gone = [swap for swap in found if swap.fixed]
        return replace(decision, text=review.swapped(decision.text, gone))

    def named(self, id: str, text: str) -> list[str]:
        """What the watch would replace in a person's own words, each once, in order."""
        found = self._base.proposer(self.document(id).kind).propose(text)
        return list(dict.fromkeys(swap.name for swap in found if not swap.fixed))

    def decide_all(self, id: str, state: State, *, only_open: bool = True) -> int:
        """Accepts or rejects all (open) passages of a draft; gives how many changed."""
        wanted = {
            passage.id: Decision(state=state)
            for passage in self.passages(id)
            if passage.state is not state and (passage.state is State.OPEN or not only_open)
        }
        self.decide(id, wanted)
        return len(wanted)

    def accept_unseen(self, id: str) -> int:
        """Accepts all that is open as proposed, without a person; raises LooksNeeded for a case.

        Passages that are there already, word for word, are left out.
        """
        with self._changing:
            document, before = self._draft(id), self.passages(id)
            after = review.unseen(document, before)
            changed = [new for old, new in zip(before, after, strict=True) if new != old]
            self._put(document, changed)
            return len(changed)

    def change(
        self,
        id: str,
        *,
        title: str | None = None,
        kind: DocumentKind | None = None,
        priority: bool | None = None,
    ) -> Document:
        """Another title or kind (drafts only), or another priority (any time).

        What becomes a practice case is looked at for names as one, is open again, and keeps no
        picture of a page.
        """
        with self._changing:
            document = self.document(id)
            if title is not None or kind is not None:
                document = self._draft(id)
            changed = replace(
                document,
                title=(title or "").strip() or document.title,
                kind=kind or document.kind,
                priority=document.priority if priority is None else priority,
            )
            stricter: list[Passage] = []
            if changed.kind == "case" != document.kind:
                propose = self._base.proposer("case").propose
                stricter = [review.proposed(passage, propose) for passage in self.passages(id)]
                self._store.keep_pictures(id, ())
            self._put(changed, stricter)
            self._library = None
            return changed

    def _draft(self, id: str) -> Document:
        document = self.document(id)
        if document.stage is not Stage.DRAFT:
            raise NotADraft(title=document.title)
        return document

    # -- counting --------------------------------------------------------------------------------

    def finish(self, id: str, progress: Progress = silent) -> Document:
        """Ends the review: accepted passages count from now on, the rest is gone.

        The text as it was read (with names) is erased from the vault. Raises StillOpen,
        NothingAccepted, NotADraft.
        """
        with self._changing:
            document, passages = self._draft(id), self.passages(id)
            review.may_finish(document, passages)
            if document.replaces:
                # The vault may have been locked since it was read: nothing is embedded twice.
                self._recall(document.replaces)
            self._store.keep_pictures(id, review.showable(passages))
            kept = replace(document, stage=Stage.KEPT, replaces="")
            self._put(kept, review.accepted(passages), only=True)
            if document.replaces:
                self._leave(document.replaces)
        self.align(progress)
        return kept

    def reopen(self, id: str, progress: Progress = silent) -> Document:
        """Puts a document that counts back into review; until it is finished it is not found."""
        with self._changing:
            document = self.document(id)
            if document.stage is Stage.DRAFT:
                return document
            self._recall(id)
            changed = replace(document, stage=Stage.DRAFT)
            self._put(changed, ())
            self._library = None
        self.align(progress)
        return changed

    def remove(self, id: str, progress: Progress = silent) -> None:
        """Removes a document or draft with every trace in vault and index; raises DocumentGone."""
        with self._changing:
            self.document(id)
            self._leave(id)
            self.forget()
        self.align(progress)

    def _leave(self, id: str) -> None:
        rows = {row[0]: row for row in self._store.documents()}
        if id in rows:
            leaving = replace(records.read_document(rows[id]), stage=Stage.LEAVING)
            self._put(leaving, ())
            self._library = None

    def texts(self, *ids: str) -> list[Text]:
        """Findable texts of the documents that count, or of these documents in any stage."""
        self._ready()
        by_id: dict[str, list[Passage]] = {}
        for row in self._store.passages(*ids):
            passage = records.read_passage(row)
            if passage.state is State.ACCEPTED or ids:
                by_id.setdefault(passage.document, []).append(passage)
        found = []
        for document in map(records.read_document, self._store.documents()):
            if document.id in ids or (not ids and document.stage is Stage.KEPT):
                found += records.as_texts(document, by_id.get(document.id, []))
        return found

    def vectors(self, texts: Sequence[Text]) -> list[Vector]:
        """All vectors that the index holds of these texts."""
        return self._index.vectors(stamp_of(self._base.encoder), texts)

    def vectors_alone(self, texts: Sequence[Text], most: int) -> list[Vector]:
        """A sample of ``most`` vectors of these texts that belong to no other text.

        What a document has in common with another one or with the shipped library rightly stays
        when it goes. Short sentences are left out: they may stand in the questions and examples of
        Kier, which keep their vectors elsewhere; a passage as a whole has its title with it.
        """
        stamp, mine = stamp_of(self._base.encoder), {text.id for text in texts}
        whole = {units(text)[text.id] for text in texts}
        known = self._index.known(stamp, texts)
        rows = [row for said, row in known.items() if said in whole or len(said) >= _TELLING]
        rows = rows[:: max(1, len(rows) // (most * _SAMPLED_TIMES))]
        if not rows:
            return []
        asked = np.asarray(rows, dtype=np.float32)
        common = self._index.shared(stamp, asked, mine) | self._base.index.shared(stamp, asked, ())
        alone = [row for row, shared in zip(rows, common, strict=True) if not shared]
        return alone[:: max(1, len(alone) // most)][:most]

    def align(self, progress: Progress = silent) -> int:
        """Brings the index in line with what counts; gives how many passages were embedded.

        To be called once after opening: it takes up what was cut off, and is quick when there is
        nothing to do.
        """
        with self._turn(progress):
            self._ready()
            texts = self.texts()
            leaving = [row[0] for row in self._store.documents() if row[1] == Stage.LEAVING]
            added = 0
            if leaving or not self._index.in_line(texts, self._encoder):
                added = self._index.bring(
                    texts,
                    self._encoder,
                    lambda done, all: progress(Step.INDEXING, done, all),
                    lambda done, all: progress(Step.KEEPING, done, all),
                )
                self._library = None
                self._index.sweep()
            for id in leaving:
                self._store.erase_document(id)
            return added

    @contextmanager
    def _turn(self, progress: Progress) -> Iterator[None]:
        """The only one at work on the index; says so when it has to wait for that."""
        if not self._indexing.acquire(blocking=False):
            progress(Step.WAITING, 0, 0)
            self._indexing.acquire()
        try:
            yield
        finally:
            self._indexing.release()

    # -- finding ---------------------------------------------------------------------------------

    @property
    def collection(self) -> Library:
        """The shipped library and the own documents that count, as one."""
        self._ready()
        with self._building:
            made = self._library
            if made is None:
                made = self._library = Library(
                    [*self._base.texts, *self.texts()],
                    Joined(self._base.index, self._index),
                    self._base.encoder,
                    self._base.tokens,
                )
            return made

    def search(self, query: str, k: int = 8, kinds: Iterable[str] = ()) -> list[Hit]:
        """Passages of all documents and the shipped library, best first."""
        return self.collection.search(query, k, kinds=kinds)

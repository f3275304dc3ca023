"""Wires the organisation's own documents: vault, watch over names, encoder, coach.

Contract: ``shelf_over`` gives the ``Shelf`` of one open vault; when that vault locks, the shelf
forgets what it read. ``coach_with`` is a coach that also knows the own documents, for the page of
whoever opened them; after locking it is the plain coach again. ``remove_with_proof`` removes a
document and searches every byte of the data folder for its words and vectors. The only place that
knows both the vault and the library.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from coach.dialogue.assembly import tokens_of
from coach.dialogue.coach import Coach
from coach.errors import IndexMissing, KierError
from coach.knowledge.content import load_all
from coach.knowledge.documents.base import Base, Progress, no_pictures, silent
from coach.knowledge.documents.own_index import OwnIndex
from coach.knowledge.documents.review import Swap
from coach.knowledge.documents.shapes import DocumentKind, Piece, Read
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.documents.themes import Themes
from coach.knowledge.index import Encoder, Index, Vector, stamp_of
from coach.knowledge.units import Text, texts
from coach.knowledge.vectors import VectorCache
from coach.labels import Theme
from coach.privacy import erase, traces
from coach.privacy.erase import Proof
from coach.privacy.memory import Pseudonyms
from coach.privacy.strict import StrictWatch
from coach.privacy.vault import Vault
from coach.privacy.watch import Watch
from coach.settings import Settings

_VECTORS_SOUGHT = 12
_WINDOW, _WINDOWS = 8, 8


class NameProposer:
    """Proposes replacements; the same name keeps its role in a document.

    A practice case is watched as what is typed on the talk page. A handbook or protocol is about
    nobody in particular, so that there only what points at somebody counts.
    """

    def __init__(self, watch: Watch, kind: DocumentKind) -> None:
        self._watch = watch if kind == "case" else StrictWatch(watch)
        self._names = Pseudonyms()

    def propose(self, text: str) -> list[Swap]:
        """What would be replaced in this text."""
        proposal = self._names.propose(text, self._watch)
        self._names.accept(proposal)
        return [
            Swap(swap.start, swap.end, swap.label.value, swap.name, swap.shown, fixed=swap.fixed)
            for swap in proposal.swaps
        ]


@dataclass(frozen=True)
class Readers:
    """How a file becomes text and text becomes pieces; tests bring their own."""

    read: Callable[[Path, Callable[[int, int], None]], Read]
    cut: Callable[[Read], Sequence[Piece]]
    pictures: Callable[[Path], Mapping[int, bytes]] = no_pictures


def _readers() -> Readers:
    # Only when a document is added: the readers bring large libraries along.
    package = "coach.knowledge.documents"

    def read(path: Path, progress: Callable[[int, int], None]) -> Read:
        found: Read = import_module(f"{package}.reading").read_document(path, progress=progress)
        return found

    def cut(read: Read) -> Sequence[Piece]:
        found: Sequence[Piece] = import_module(f"{package}.cutting").cut(read)
        return found

    def pictures(path: Path) -> Mapping[int, bytes]:
        reading = import_module(f"{package}.reading")
        try:
            found: Mapping[int, bytes] = reading.page_pictures(path)
        except KierError:
            return {}  # the text was read; that is what counts
        return found

    return Readers(read, cut, pictures)


def shelf_over(
    settings: Settings,
    opened: Vault,
    encoder: Encoder,
    watch: Callable[[], Watch],
    *,
    coach: Coach | None = None,
    readers: Readers | None = None,
) -> Shelf:
    """The shelf of this vault; ``coach`` spares loading the shipped library again.

    ``watch`` is asked anew for each document. Call ``Shelf.align`` once after this.
    """
    content = load_all(settings.content)
    shipped = coach.collection.texts if coach else texts(content.passages, content.cases)
    index = Index(settings.data_folder)
    readers = readers or _readers()

    def themes() -> Themes:
        lines = [
            (line, Theme(entry.label))
            for entry in content.exemplars
            if entry.kind == "theme"
            for said in entry.clusters.values()
            for line in said
        ]
        # Only our own sentences go into the cache on disk, never a passage of a document.
        cache = VectorCache(encoder, settings.data_folder)
        rows = [cache.encode([line for line, _ in lines])] if lines else []
        labels: list[tuple[Theme, ...]] = [(theme,) for _, theme in lines]
        for text, row in _whole_vectors(index, encoder, shipped):
            rows.append(row[np.newaxis])
            labels.append(text.themes)
        return Themes(labels, np.vstack(rows) if rows else np.zeros((0, 1), dtype=np.float32))

    shelf = Shelf(
        opened,
        OwnIndex(settings.data_folder),
        Base(
            texts=[text for text in shipped if not text.document],
            index=index,
            tokens=tokens_of(content, settings.content),
            encoder=encoder,
            themes=themes,
            proposer=lambda kind: NameProposer(watch(), kind),
            read=readers.read,
            cut=readers.cut,
            pictures=readers.pictures,
        ),
    )
    opened.on_lock.append(shelf.forget)
    return shelf


def _whole_vectors(
    index: Index, encoder: Encoder, shipped: Sequence[Text]
) -> list[tuple[Text, Vector]]:
    found = []
    stamp = stamp_of(encoder)
    for kind in {text.kind for text in shipped}:
        mine = {text.id: text for text in shipped if text.kind == kind and text.themes}
        try:
            rows = index.vectors_of(stamp, kind, list(mine))
        except IndexMissing:
            continue
        found += [(mine[id], np.asarray(row, dtype=np.float32)) for id, row in rows.items()]
    return found


def coach_with(coach: Coach, shelf: Shelf | None) -> Coach:
    """The coach over shipped and own texts while the vault is open, else the plain coach."""
    if shelf is None or not shelf.open:
        return coach
    return coach.beside(shelf.collection)


def remove_with_proof(
    settings: Settings, opened: Vault, shelf: Shelf, id: str, progress: Progress = silent
) -> Proof:
    """Removes a document and looks for what it said; raises DocumentGone, VaultLocked."""
    gone = shelf.texts(id)
    passages = shelf.passages(id)
    said = [text for passage in passages for text in (passage.text, passage.original) if text]
    wanted = traces.needles([shelf.document(id).title, *said])
    raw = vector_needles(shelf.vectors_alone(gone, _VECTORS_SOUGHT))
    shelf.remove(id, progress)
    return erase.look_for(settings, wanted, raw, opened.leftover())


def vector_needles(rows: Sequence[Vector]) -> list[bytes]:
    """Pieces of a sample of vectors, as they stand in a file.

    Windows, since an index may store a vector with its last bits rounded otherwise; only those
    whose numbers all differ, so that nothing else looks like them.
    """
    step = max(1, len(rows) // _VECTORS_SOUGHT)
    found = []
    for row in rows[::step][:_VECTORS_SOUGHT]:
        held = np.asarray(row, dtype="<f4")
        between = max(len(held) // _WINDOWS, 1)
        for at in range(0, len(held) - _WINDOW + 1, between):
            window = held[at : at + _WINDOW]
            if len(set(window.tolist()) - {0.0}) == _WINDOW:
                found.append(window.tobytes())
    return found

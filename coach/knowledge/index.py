"""The vector index on disk: Chroma collections, a stamp, and a swap.

Contract: one collection per kind of text, always with explicit vectors
(``embedding_function=None``); Chroma holds ids, vectors and content hashes, never text. A pointer
file names the collections in use and the stamp (encoder, splitter) they were made with. Unchanged
texts are not embedded again; another stamp builds new collections and swaps the pointer when they
are whole, so that the old index answers until then. Knows nothing about ranking.
"""

import json
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

from coach.errors import IndexMissing
from coach.knowledge import tails
from coach.knowledge.units import CASES, HANDBOOK, SPLITTER, Text, units

Progress = Callable[[int, int], None]
Vector = NDArray[np.float32]
KINDS = (HANDBOOK, CASES)
_BATCH = 256
_SAME = 0.9999
_TEXTS_AT_ONCE = 16


class Encoder(Protocol):
    """What the index needs of an encoder."""

    stamp: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised row per text."""
        ...


@dataclass(frozen=True)
class Report:
    """What an indexing run did, in numbers of texts."""

    added: int
    unchanged: int
    removed: int
    rebuilt: bool


def stamp_of(encoder: Encoder) -> str:
    """Names the vector space: encoder and splitting rules."""
    return f"{encoder.stamp}+{SPLITTER}"


def _name(kind: str, stamp: str) -> str:
    return f"{kind}-{stamp.replace('+', '-').replace('/', '-')[-40:].strip('-._')}"


class Held(Protocol):
    """An index that can be searched."""

    def collections(self, stamp: str) -> dict[str, Any]: ...


class Joined:
    """Several indexes as one for a library; those that are not there yet are left out."""

    def __init__(self, first: "Held", *others: "Held") -> None:
        self._first, self._others = first, others

    def collections(self, stamp: str) -> dict[str, Any]:
        """The collections of all by kind; IndexMissing when the first has none."""
        found = self._first.collections(stamp)
        for index in self._others:
            with suppress(IndexMissing):
                found.update(index.collections(stamp))
        return found


class Index:
    """The collections below one folder, one for each of ``kinds``."""

    def __init__(self, folder: Path, kinds: Sequence[str] = KINDS) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._kinds = tuple(kinds)
        self._folder = folder / "chroma"
        self._pointer = folder / "index.json"
        self._client = chromadb.PersistentClient(
            path=str(self._folder), settings=ChromaSettings(anonymized_telemetry=False)
        )

    def _read_pointer(self) -> dict[str, Any]:
        try:
            pointer = json.loads(self._pointer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return pointer if isinstance(pointer, dict) else {}

    def _write_pointer(self, pointer: dict[str, Any]) -> None:
        fresh = self._pointer.with_suffix(".new")
        fresh.write_text(json.dumps(pointer), encoding="utf-8")
        os.replace(fresh, self._pointer)

    def _collection(self, name: str) -> Any:
        return self._client.get_or_create_collection(
            name, embedding_function=None, metadata={"hnsw:space": "cosine"}
        )

    def collections(self, stamp: str) -> dict[str, Any]:
        """The collections in use by kind; IndexMissing when there are none with this stamp."""
        pointer = self._read_pointer()
        if pointer.get("stamp") != stamp:
            raise IndexMissing
        try:
            return {
                kind: self._client.get_collection(name, embedding_function=None)
                for kind, name in pointer["collections"].items()
            }
        except Exception as error:
            raise IndexMissing from error

    def settle(self) -> None:
        """Clears what opening left behind; to be called before anything is added.

        A small index writes its files anew when it is first looked into, with whatever stood in
        memory.
        """
        with suppress(IndexMissing):
            for collection in self.collections(self._read_pointer().get("stamp", "")).values():
                collection.get(limit=1, include=["embeddings"])
        tails.clear(self._folder)

    def close(self) -> None:
        """Lets go of the files."""
        self._client.close()

    def vectors_of(self, stamp: str, kind: str, ids: Sequence[str]) -> dict[str, Vector]:
        """Vectors of units by id, as far as they are held; IndexMissing as ``collections``."""
        collection = self.collections(stamp).get(kind)
        if collection is None or not ids:
            return {}
        held = collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(held["ids"], held["embeddings"], strict=True))

    def shared(self, stamp: str, rows: NDArray[np.float32], but: Collection[str]) -> NDArray[Any]:
        """Which of ``rows``, shape (n, dim), are also the vector of another text than ``but``.

        Shape (n,), bool. Every vector held is looked at; all false when there are none.
        """
        found = np.zeros(len(rows), dtype=bool)
        with suppress(IndexMissing):
            for collection in self.collections(stamp).values():
                for start in range(0, collection.count(), _BATCH * 4):
                    held = collection.get(
                        limit=_BATCH * 4, offset=start, include=["embeddings", "metadatas"]
                    )
                    other = [str(meta["parent"]) not in but for meta in held["metadatas"]]
                    there = np.asarray(held["embeddings"], dtype=np.float32)[other]
                    if len(there):
                        found |= (rows @ there.T).max(axis=1) > _SAME
        return found

    def copy_into(
        self,
        other: "Index",
        stamp: str,
        hashes: Mapping[str, str],
        progress: Progress = lambda done, all: None,
    ) -> None:
        """Copies the vectors of the texts with these ids and hashes into another, empty index."""
        sources = self.collections(stamp)
        done, all = 0, sum(source.count() for source in sources.values())
        for kind, source in sources.items():
            target = other._collection(_name(kind, stamp))
            for start in range(0, source.count(), _BATCH * 4):
                held = source.get(
                    limit=_BATCH * 4, offset=start, include=["embeddings", "metadatas"]
                )
                wanted = [
                    n
                    for n, meta in enumerate(held["metadatas"])
                    if hashes.get(str(meta["parent"])) == meta["hash"]
                ]
                if wanted:
                    target.add(
                        ids=[held["ids"][n] for n in wanted],
                        embeddings=held["embeddings"][wanted],
                        metadatas=[held["metadatas"][n] for n in wanted],
                    )
                done += len(held["ids"])
                progress(done, all)

    def build(
        self, texts: Sequence[Text], encoder: Encoder, progress: Progress = lambda done, all: None
    ) -> Report:
        """Brings the index in line with ``texts``; returns what was done."""
        stamp = stamp_of(encoder)
        pointer = self._read_pointer()
        rebuilt = pointer.get("stamp") != stamp
        names = {kind: _name(kind, stamp) for kind in self._kinds}
        targets = {kind: self._collection(name) for kind, name in names.items()}
        stale, unchanged, removed = [], 0, 0
        for kind, target in targets.items():
            wanted = {text.id: text for text in texts if text.kind == kind}
            unchanged_here, removed_here, todo = self._compare(target, wanted)
            unchanged, removed = unchanged + unchanged_here, removed + removed_here
            stale.extend(todo)
        for start in range(0, len(stale), _TEXTS_AT_ONCE):
            chunk = stale[start : start + _TEXTS_AT_ONCE]
            self._add(targets, chunk, encoder)
            progress(start + len(chunk), len(stale))
        self._write_pointer({"stamp": stamp, "collections": names})
        for name in set(pointer.get("collections", {}).values()) - set(names.values()):
            self._client.delete_collection(name)
        tails.clear(self._folder)
        return Report(len(stale), unchanged, removed, rebuilt)

    def held(self, stamp: str) -> dict[str, str]:
        """Texts of which anything is held, with their hash; ``!`` before that of a half one."""
        found: dict[str, str] = {}
        for collection in self.collections(stamp).values():
            held = collection.get(include=["metadatas"])
            for unit, meta in zip(held["ids"], held["metadatas"] or [], strict=True):
                parent, known = str(meta["parent"]), str(meta["hash"])
                if unit == parent:
                    found[parent] = known
                else:
                    found.setdefault(parent, f"!{known}")
        return found

    @staticmethod
    def _compare(target: Any, wanted: dict[str, Text]) -> tuple[int, int, list[Text]]:
        held = target.get(include=["metadatas"])
        by_parent: dict[str, list[str]] = {}
        whole: dict[str, str] = {}
        for unit, meta in zip(held["ids"], held["metadatas"] or [], strict=True):
            by_parent.setdefault(str(meta["parent"]), []).append(unit)
            if unit == meta["parent"]:
                whole[unit] = str(meta["hash"])
        fresh = {key for key, text in wanted.items() if whole.get(key) == text.hash}
        drop = [
            unit
            for parent, held_units in by_parent.items()
            if parent not in fresh
            for unit in held_units
        ]
        if drop:
            target.delete(ids=drop)
        removed = len(set(by_parent) - set(wanted))
        return len(fresh), removed, [text for key, text in wanted.items() if key not in fresh]

    @staticmethod
    def _add(targets: dict[str, Any], chunk: Sequence[Text], encoder: Encoder) -> None:
        # Many units in one call: the encoder batches by length, so that short sentences are not
        # padded to whole passages.
        parts = [(text, unit, said) for text in chunk for unit, said in units(text).items()]
        # An encoder with prefixes tells texts from questions; ours does not.
        embed = getattr(encoder, "encode_passages", encoder.encode)
        vectors = embed([said for _, _, said in parts])
        # The whole goes in last: a text counts as indexed only when all its sentences are.
        order = sorted(range(len(parts)), key=lambda n: parts[n][1] == parts[n][0].id)
        for kind, target in targets.items():
            mine = [n for n in order if parts[n][0].kind == kind]
            for start in range(0, len(mine), _BATCH):
                batch = mine[start : start + _BATCH]
                target.add(
                    ids=[parts[n][1] for n in batch],
                    embeddings=vectors[batch],
                    metadatas=[{"parent": parts[n][0].id, "hash": parts[n][0].hash} for n in batch],
                )

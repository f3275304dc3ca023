"""What it costs to remove one document while many others stay.

Contract: ``run`` fills a vault of its own with made-up passages (``scale``: vectors around topics,
so that the encoder's time is not in it) in documents of ``SIZE`` passages, removes one of them with
proof, and gives for each number of remaining passages the seconds on the clock and of the
processor: for all of it, and for its parts. The proof has to be clean.

    python -m evals.bench.removing --remaining 1000 10000
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from coach.dialogue.documents import remove_with_proof
from coach.knowledge.documents.base import Base
from coach.knowledge.documents.own_index import OwnIndex
from coach.knowledge.documents.review import Document, Passage, Stage, State
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.documents.themes import Themes
from coach.knowledge.index import Index
from coach.knowledge.lexical import Tokens
from coach.privacy import erase, vault
from coach.settings import Settings
from evals.bench.scale import MadeUp, passages

SIZE = 50
_KINDS = ("handbook", "protocol", "case")


def _nothing(*_: Any) -> Any:
    raise NotImplementedError


def _shelf(own: Settings, opened: vault.Vault, encoder: MadeUp) -> Shelf:
    index = Index(own.data_folder)
    shipped = [replace(text, kind="handbook") for text in passages(1, ["woord"])]
    index.build(shipped, encoder)
    themes = Themes([()], np.zeros((1, 1), dtype=np.float32))
    base = Base(
        texts=shipped, index=index, tokens=Tokens(), encoder=encoder, themes=lambda: themes,
        proposer=_nothing, read=_nothing, cut=_nothing,
    )  # fmt: skip
    return Shelf(opened, OwnIndex(own.data_folder), base)


def _fill(shelf: Shelf, count: int) -> list[str]:
    """Documents that count, straight into the vault, indexed."""
    words = [f"woord{number}" for number in range(5000)]
    made = passages(count, words)
    ids = []
    for number, start in enumerate(range(0, count, SIZE)):
        id = f"document{number}"
        document = Document(
            id, _KINDS[number % 3],  # type: ignore[arg-type]
            f"Document {number}", f"{number}.txt", f"{number}", stage=Stage.KEPT,
        )  # fmt: skip
        held = [
            Passage(
                f"{id}-{place}", id, place, (), "", text.text, text.id, state=State.ACCEPTED,
                themes=text.themes,
            )
            for place, text in enumerate(made[start : start + SIZE])
        ]  # fmt: skip
        shelf._put(document, held)
        ids.append(id)
    shelf.align()
    return ids


class _Parts:
    """Seconds of the processor and on the clock by part."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, float]] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        clock, used = time.perf_counter(), time.process_time()
        yield
        self.found[name] = {
            "clock_s": round(time.perf_counter() - clock, 2),
            "processor_s": round(time.process_time() - used, 2),
        }

    def watch(self, held: Any, method: str, name: str) -> None:
        """From now on that method is timed."""
        plain = getattr(held, method)

        def timed(*given: Any, **named: Any) -> Any:
            with self.timed(name):
                return plain(*given, **named)

        setattr(held, method, timed)


def run(remaining: int) -> dict[str, Any]:
    """The measures for one number of passages that stay."""
    parts = _Parts()
    with tempfile.TemporaryDirectory() as folder:
        own = Settings(data=Path(folder) / "kier")
        own.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened, _ = vault.create(own, "vier losse woorden samen")
        shelf = _shelf(own, opened, MadeUp())
        with parts.timed("filled"):
            ids = _fill(shelf, remaining + SIZE)
        parts.watch(shelf, "vectors_alone", "vectors_alone")
        parts.watch(shelf._index, "bring", "index")
        plain, module = erase.look_for, erase
        try:
            parts.watch(module, "look_for", "searched")
            with parts.timed("all"):
                proof = remove_with_proof(own, opened, shelf, ids[len(ids) // 2])
        finally:
            module.look_for = plain
        assert proof.clean, proof.search.found
        return {"remaining": remaining, "megabytes": proof.search.bytes // 2**20, **parts.found}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--remaining", type=int, nargs="+", default=[1000, 10_000])
    given = parser.parse_args()
    sys.stdout.write(json.dumps([run(count) for count in given.remaining], indent=2) + "\n")

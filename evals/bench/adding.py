"""How long it takes to add a long handbook, and what a small change in it costs afterwards.

Contract: ``run`` writes a PDF of ``pages`` pages of running text (our own handbook's sentences,
numbered so that no two passages are the same), adds it to a vault of its own with the real encoder
and the real watch over names, takes everything over and finishes. Gives seconds on the clock and
of the processor (reading in its child process counted) for reading with proposals and for indexing;
then the same for asking again with nothing changed, and for a new version in which one passage of
a hundred differs, each as a share of the whole. A slow or busy machine shows on the clock, hardly
in the processor's seconds.

Wants the shipped library indexed in the data folder (``coach index``), which stays as it is.

    python -m evals.bench.adding --pages 300
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coach.dialogue.documents import shelf_over
from coach.encoder import load_encoder
from coach.knowledge.content import load_all
from coach.knowledge.documents.review import State
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.quotes import sentences
from coach.privacy import vault
from coach.privacy.ready import Guard
from coach.settings import Settings, settings
from evals.bench.pdf_writer import Pdf, wrapped

_LINES, _SIZE, _WIDTH = 42, 11, 470
_CHANGED = 100


def handbook(path: Path, pages: int, *, changed: bool) -> None:
    """A PDF of so many full pages, a heading on each; ``changed`` alters one page of a hundred."""
    said = [s for passage in load_all(settings().content).passages for s in sentences(passage.text)]
    pdf, at = Pdf(), 0
    for number in range(1, pages + 1):
        page = pdf.page()
        page.text(60, 780, f"{number} Afspraken van week {number}", 15, bold=True)
        words = f"Dit is afspraak {number}."
        if changed and number % _CHANGED == 1:
            words = f"Dit is de nieuwe afspraak {number}."
        lines: list[str] = []
        while len(lines) < _LINES:
            words = f"{words} {said[at % len(said)]}"
            at += 1
            lines = wrapped(words, _WIDTH, _SIZE)
        for place, line in enumerate(lines[:_LINES]):
            page.text(60, 750 - place * 16, line, _SIZE)
    pdf.save(path)


def _like_here(own: Settings) -> None:
    """The shipped library's index and the tagger as they are in the data folder of this Kier."""
    own.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for pattern in ("index.json", "chroma", "namen.npz", "vectors-*"):
        for there in settings().data_folder.glob(pattern):
            copy = shutil.copytree if there.is_dir() else shutil.copy2
            copy(there, own.data_folder / there.name)


def _timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    before, wall = os.times(), time.perf_counter()
    made = work()
    after = os.times()
    used = sum(after[:4]) - sum(before[:4])
    return made, {"clock_s": round(time.perf_counter() - wall, 1), "processor_s": round(used, 1)}


def _added(shelf: Shelf, path: Path) -> str:
    document = shelf.add(path, "handbook")
    shelf.decide_all(document.id, State.ACCEPTED)
    return document.id


def run(pages: int) -> dict[str, Any]:
    """The measures of one run."""
    found: dict[str, Any] = {"pages": pages}
    with tempfile.TemporaryDirectory() as folder:
        own = Settings(data=Path(folder) / "kier")
        _like_here(own)
        encoder = load_encoder(own.encoder)
        guard = Guard(own.content, own.data_folder)
        watch = guard.build()
        opened, _ = vault.create(own, "vier losse woorden samen")
        shelf = shelf_over(own, opened, encoder, lambda: watch)
        path = Path(folder) / "handboek.pdf"
        handbook(path, pages, changed=False)
        id, found["read_and_proposed"] = _timed(lambda: _added(shelf, path))
        found["passages"] = len(shelf.passages(id))
        _, found["indexed"] = _timed(lambda: shelf.finish(id))
        whole = found["read_and_proposed"]["processor_s"] + found["indexed"]["processor_s"]
        shelf.forget()  # as after a restart
        _, found["unchanged"] = _timed(shelf.align)
        handbook(path, pages, changed=True)
        newer, found["new_version_read"] = _timed(lambda: _added(shelf, path))
        shelf.forget()
        _, found["new_version_indexed"] = _timed(lambda: shelf.finish(newer))
        for name in ("unchanged", "new_version_read", "new_version_indexed"):
            found[name]["share"] = round(found[name]["processor_s"] / whole, 4)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    sys.stdout.write(json.dumps(run(parser.parse_args().pages), indent=2) + "\n")

"""Builds the full watch in the background and keeps the tagger in the data folder.

Contract: ``Guard.start`` returns at once; ``watch`` is what can be used now (patterns and roster
until the tables are there); ``progress`` runs from 0 to 1. What is kept is NPZ, read without
pickle, and only from a file that this user owns and nobody else can write; anything else is built
anew. A fault in the content is kept and raised by ``wait``.
"""

import contextlib
import hashlib
import threading
from pathlib import Path

from coach.errors import KierError
from coach.privacy.features import Reader
from coach.privacy.roles import Roles, load_roles
from coach.privacy.tables import Tables, load_tables
from coach.privacy.tagger import Tagger, fit
from coach.privacy.training import sentences
from coach.privacy.trust import trusted
from coach.privacy.watch import Watch

_FILE = "namen.npz"
_MADE_OF = ("tables", "features", "training", "maker", "tagger", "tokens")


def stamp_of(content: Path) -> str:
    """What the tagger depends on: our lists and sentences, and the code that reads them."""
    digest = hashlib.sha256()
    paths = [
        *sorted((content / "privacy").rglob("*.yaml")),
        *sorted((content / "pairs").glob("*.jsonl")),
    ]
    paths += sorted((content / "exemplars").glob("**/*.yaml"))
    paths += [Path(__file__).with_name(f"{name}.py") for name in _MADE_OF]
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Guard:
    """The watch of this process."""

    def __init__(self, content: Path, data: Path | None) -> None:
        self._content = content
        self._data = data
        self._progress = 0.0
        self._done = threading.Event()
        self._error: KierError | None = None
        try:
            self._roles = load_roles(content)
        except KierError as error:
            self._roles, self._error = Roles.bare(), error
        self._watch = Watch(self._roles)

    def start(self) -> "Guard":
        """Begins to build."""
        threading.Thread(target=self._build, name="kier-privacy", daemon=True).start()
        return self

    @property
    def watch(self) -> Watch:
        """What can be used now."""
        return self._watch

    @property
    def ready(self) -> bool:
        """Whether building has ended, well or not."""
        return self._done.is_set()

    @property
    def progress(self) -> float:
        """How far building is, 0 to 1."""
        return self._progress

    @property
    def error(self) -> KierError | None:
        """What stopped the building."""
        return self._error

    def wait(self) -> Watch:
        """The full watch; raises what stopped it."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._watch

    def build(self) -> Watch:
        """Builds here and now."""
        self._build()
        return self.wait()

    def _build(self) -> None:
        try:
            if self._error is not None:
                return
            tables = load_tables(self._content)
            self._progress = 0.05
            self._watch = Watch(self._roles, tables, self._tagger(tables))
            self._progress = 1.0
        except KierError as error:
            self._error = error
        except Exception:
            # Details may hold paths; the page says that names are not watched.
            self._error = KierError()
        finally:
            self._done.set()

    def _tagger(self, tables: Tables) -> Tagger:
        stamp = stamp_of(self._content)
        path = self._data / _FILE if self._data else None
        if path is not None and trusted(path):
            kept = Tagger.load(path, stamp)
            if kept is not None:
                return kept
        reader = Reader(tables)
        made = sentences(
            self._content, tables, reader, lambda share: self._say(0.05 + 0.35 * share)
        )
        tagger = fit(made, lambda share: self._say(0.4 + 0.55 * share))
        if path is not None:
            # A full disk costs a rebuild next time, no more.
            with contextlib.suppress(OSError):
                tagger.save(path, stamp)
        return tagger

    def _say(self, share: float) -> None:
        self._progress = share

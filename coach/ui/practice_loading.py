"""Loads the partners behind the page, after the coach.

Contract: ``PracticeLoader.start`` returns at once; ``rehearsal`` waits or raises the KierError that
stopped it; ``routes`` gives what stands on a signal card.
"""

import threading
from typing import TYPE_CHECKING

from coach.dialogue.state import Signal
from coach.errors import KierError
from coach.knowledge.schemas import Helpline
from coach.settings import Settings
from coach.ui.loading import Loader

if TYPE_CHECKING:
    from coach.practice.rehearsal import Rehearsal


class PracticeLoader:
    """One rehearsal for this process."""

    def __init__(self, loader: Loader, settings: Settings) -> None:
        self._loader = loader
        self._settings = settings
        self._rehearsal: Rehearsal | None = None
        self._error: KierError | None = None
        self._done = threading.Event()

    def start(self) -> "PracticeLoader":
        """Begins to load once the coach is there."""
        threading.Thread(target=self._load, name="kier-practice", daemon=True).start()
        return self

    def _load(self) -> None:
        # Here and not above: these imports take seconds, and the page must not wait for them.
        try:
            from coach.practice.assembly import assemble_practice

            self._rehearsal = assemble_practice(
                self._settings,
                self._loader.encoder,
                self._loader.coach.detector,
                self._loader.guard,
                self._loader.models,
            )
        except KierError as error:
            self._error = error
        except Exception as error:
            self._error = KierError(f"{KierError()} ({type(error).__name__})")
        finally:
            self._done.set()

    @property
    def ready(self) -> bool:
        """Whether loading has ended, well or not."""
        return self._done.is_set()

    @property
    def rehearsal(self) -> "Rehearsal":
        """The rehearsal; waits for it. Raises what stopped the loading."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        assert self._rehearsal is not None
        return self._rehearsal

    def routes(self, signal: Signal) -> tuple[Helpline, ...]:
        """The helplines for a signal."""
        return self._loader.coach.helplines.for_signal(signal)

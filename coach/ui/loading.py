"""Loads the coach behind the page, so that the page itself is there at once.

Contract: ``Loader.start`` returns at once; ``coach`` waits until the coach is there or raises the
KierError that stopped it; ``model`` is the language model's service, which nobody waits for;
``status`` is a Dutch sentence for the page, empty when ready. The index
is built first when it is missing or stale.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from coach.errors import IndexMissing, KierError
from coach.model.service import ModelService
from coach.privacy.activity import Log
from coach.privacy.ready import Guard
from coach.settings import Settings
from coach.ui import texts
from coach.ui.texts import privacy

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach
    from coach.dialogue.model_voice import Models
    from coach.dialogue.state import Turn
    from coach.encoder import DutchEncoder


def logger(settings: Settings) -> "Callable[[Turn], None] | None":
    """What writes a line of the log for each turn; None when the log is off."""
    if not settings.log:
        return None
    log = Log(settings)

    def note(turn: "Turn") -> None:
        log.turn(
            mode="reflectie",
            voice=turn.spoken.voice,
            number=turn.number,
            level=turn.signal.level,
            question=turn.plan.question_id,
            sources=[source.id for source in turn.plan.sources],
            milliseconds=turn.milliseconds,
        )

    return note


class Loader:
    """One coach for this process, loaded in a thread; ``models`` is the language model service."""

    def __init__(self, settings: Settings, models: "Models | None" = None) -> None:
        self.settings = settings
        self.model = ModelService(settings)
        self.models = models or self.model
        self._coach: Coach | None = None
        self._encoder: DutchEncoder | None = None
        self._error: KierError | None = None
        self._done = threading.Event()
        self._status = texts.LOADING
        self.guard = Guard(settings.content, settings.data_folder)

    def start(self) -> "Loader":
        """Begins to load."""
        threading.Thread(target=self._load, name="kier-loader", daemon=True).start()
        self.guard.start()
        return self

    def _load(self) -> None:
        try:
            self._coach = self._assembled()
            self._coach.on_done = logger(self.settings)
            self._status = texts.READY
        except KierError as error:
            self._error, self._status = error, str(error)
        except Exception as error:
            # The page must say that something is wrong; details never hold user text here.
            self._error = KierError()
            self._status = f"{self._error} ({type(error).__name__})"
        finally:
            self._done.set()

    def _assembled(self) -> "Coach":
        # Here and not above: these imports take seconds, and the page must not wait for them.
        from coach.dialogue.assembly import build_index
        from coach.encoder.others import load_listening

        # One after the other: together they only wait for each other, and names go first.
        with suppress(KierError):  # the page says so by itself, and patterns are still watched
            self.guard.wait()
        self._encoder = load_listening(self.settings.encoder)
        try:
            return self._wired()
        except IndexMissing:
            build_index(self.settings, self._progress)
            self._status = texts.LOADING
            return self._wired()

    def _wired(self) -> "Coach":
        from coach.dialogue.assembly import assemble

        return assemble(self.settings, self._encoder, guard=self.guard, models=self.models)

    def _progress(self, done: int, total: int) -> None:
        self._status = texts.INDEXING.format(done=done, total=total)

    @property
    def ready(self) -> bool:
        """Whether loading has ended, well or not."""
        return self._done.is_set() and self.guard.ready

    @property
    def status(self) -> str:
        """What the page says about loading."""
        return self._status or self.names_status

    @property
    def names_status(self) -> str:
        """What the page says about names: empty when they are watched."""
        if self.guard.error is not None:
            return privacy.NO_WATCH.format(error=self.guard.error)
        if self.guard.watch.whole:
            return ""
        return privacy.PATTERNS_ONLY.format(percent=round(self.guard.progress * 100))

    @property
    def encoder(self) -> "DutchEncoder":
        """The encoder of this process, shared by all rooms; waits for the coach."""
        assert self.coach and self._encoder is not None
        return self._encoder

    @property
    def coach(self) -> "Coach":
        """The coach; waits for it. Raises what stopped the loading."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        assert self._coach is not None
        return self._coach

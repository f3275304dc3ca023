"""Loads what intervision needs behind the page, after the coach.

Contract: methods and words are there at once; what needs the encoder is made ready once the coach
is loaded, so that the first event of a meeting does not wait. ``facilitation`` raises the KierError
of content that cannot be read.
"""

import threading
from contextlib import suppress

from coach.intervision.assembly import assemble_intervision, make_parts
from coach.intervision.facilitation import Facilitation, Parts
from coach.settings import Settings
from coach.ui.loading import Loader


class GroupLoader:
    """One facilitation for this process."""

    def __init__(self, loader: Loader, settings: Settings) -> None:
        self._loader, self._settings = loader, settings
        self._facilitation: Facilitation | None = None
        self._made: Parts | None = None
        self._lock = threading.Lock()

    def start(self) -> "GroupLoader":
        """Makes ready in the background."""
        threading.Thread(target=self._warm, name="kier-group", daemon=True).start()
        return self

    def _warm(self) -> None:
        # An error is said to whoever asks for the parts, by the page.
        with suppress(Exception):
            self._parts()

    def _parts(self) -> Parts:
        coach = self._loader.coach
        with self._lock:
            if self._made is None:
                self._made = make_parts(
                    self._settings, self._loader.encoder, self._loader.guard,
                    detector=coach.detector, helplines=coach.helplines,
                    listener=coach.listener,
                )  # fmt: skip
            return self._made

    @property
    def ready(self) -> bool:
        """Whether an event with words no longer has to wait."""
        return self._made is not None

    @property
    def facilitation(self) -> Facilitation:
        """The facilitation. Raises ContentError."""
        if self._facilitation is None:
            self._facilitation = assemble_intervision(self._settings, self._parts)
        return self._facilitation

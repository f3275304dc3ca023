"""The log: when, in which mode, with which versions, at which level, with which ids. No text.

Contract: off unless ``COACH_LOG`` is on. One JSON object a line in ``logboek.jsonl``, at most three
files of one megabyte. ``Line`` is closed: a field that is not listed cannot be written, and every
field is a time, a number or an id of Kier's own content, so there is no place for a user's words.
A log that cannot be written stops nothing.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from coach import __version__
from coach.labels import Level
from coach.settings import Settings

NAME = "logboek.jsonl"
_MOST_BYTES = 2**20
_FILES = 3
# Ids in content files: letters, digits, dots, hyphens; no spaces, so no sentence fits.
Id = Annotated[str, Field(pattern=r"^[\w.:/#-]{1,80}$")]


class Line(BaseModel):
    """One turn in the log."""

    model_config = ConfigDict(extra="forbid")

    time: datetime
    mode: Id
    version: Id = __version__
    stamp: Id
    voice: Id
    turn: int
    level: Level
    question: Id | None = None
    sources: list[Id] = []
    milliseconds: float = 0.0


class Log:
    """Writes lines when the settings ask for it."""

    def __init__(self, settings: Settings, stamp: str = "-") -> None:
        self._on = settings.log
        self._stamp = stamp or "-"
        self._path = settings.data_folder / NAME if settings.log else None

    def turn(
        self,
        *,
        mode: str,
        voice: str,
        number: int,
        level: Level,
        question: str,
        sources: Sequence[str],
        milliseconds: float,
    ) -> None:
        """Adds a line; anything that is no id is left out rather than written."""
        if self._path is None:
            return
        try:
            line = Line(
                time=datetime.now(UTC).replace(microsecond=0),
                mode=mode,
                stamp=self._stamp,
                voice=voice,
                turn=number,
                level=level,
                question=question or None,
                sources=list(sources),
                milliseconds=round(milliseconds, 1),
            )
            self._rotate()
            with self._path.open("a", encoding="utf-8") as out:
                out.write(line.model_dump_json() + "\n")
        except (OSError, ValueError):
            return

    def _rotate(self) -> None:
        assert self._path is not None
        if not self._path.exists() or self._path.stat().st_size < _MOST_BYTES:
            return
        for number in range(_FILES - 1, 0, -1):
            older = self._path.with_name(f"{NAME}.{number}")
            newer = self._path.with_name(f"{NAME}.{number - 1}") if number > 1 else self._path
            if newer.exists():
                os.replace(newer, older)

"""Keeps the form of running meetings over a restart: method, step, clock. Never what was said.

Contract: ``bare`` takes everything out of a session that anyone wrote, names and signals included;
``Forms`` writes what is left to one file in the data folder, under the hash of a key that only the
browser has, and forgets it after ``HOURS`` or when the meeting ends. A disk that fails stops no
meeting: ``works`` tells it. Safe to call from several threads.
"""

import hmac
import json
import os
import threading
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from coach.errors import KierError
from coach.intervision.clock import parked
from coach.intervision.labels import Phase
from coach.intervision.state import Session, kept, restored

FILE = "intervisie.json"
HOURS = 12
_PRIVATE = 0o600


def bare(session: Session) -> Session:
    """The form alone: steps, minutes, clock."""
    return session.model_copy(
        update={
            "people": (), "case": "", "question": "", "items": (), "made": 0, "proposals": (),
            "raised": (), "leapt": (), "consent": None, "reflection": {}, "hours": None, "log": (),
        }
    )  # fmt: skip


def _hash(key: str) -> str:
    return sha256(key.encode("utf-8")).hexdigest()


class Forms:
    """The file with forms; ``works`` is False after a write that failed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = threading.Lock()
        self.works = True

    def save(self, key: str, session: Session, now: datetime) -> None:
        """Writes one form; a meeting that is not running has none."""
        with self._lock:
            rows = self._rows(now)
            if session.phase in (Phase.BEZIG, Phase.PAUZE):
                rows[_hash(key)] = {
                    "seen": now.isoformat(), "session": json.loads(kept(bare(session)))
                }  # fmt: skip
            elif rows.pop(_hash(key), None) is None:
                return
            self._write(rows)

    def drop(self, key: str, now: datetime) -> None:
        """Forgets one form."""
        with self._lock:
            rows = self._rows(now)
            if rows.pop(_hash(key), None) is not None:
                self._write(rows)

    def find(self, key: str, now: datetime) -> Session | None:
        """The form of this key, parked where it was last seen; None without one."""
        with self._lock:
            rows = self._rows(now)
        wanted = _hash(key)
        for name, row in rows.items():
            if hmac.compare_digest(name, wanted):
                try:
                    found = restored(json.dumps(row["session"]))
                except KierError:
                    return None
                return parked(found, datetime.fromisoformat(row["seen"]))
        return None

    def _rows(self, now: datetime) -> dict[str, dict[str, Any]]:
        """What is in the file and young enough; a file that cannot be read counts as empty."""
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
            return {
                str(name): row
                for name, row in read.items()
                if now - datetime.fromisoformat(row["seen"]) < timedelta(hours=HOURS)
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write(self, rows: dict[str, dict[str, Any]]) -> None:
        """Whole or not at all: a new file takes the place of the old one."""
        fresh = self._path.with_name(FILE + ".nieuw")
        try:
            if not rows:
                self._path.unlink(missing_ok=True)
            else:
                handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(rows, file)
                os.replace(fresh, self._path)
            self.works = True
        except OSError:
            self.works = False

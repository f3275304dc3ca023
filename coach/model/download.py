"""Fetches model files from the hub: with progress, continued after a break, checked, in one move.

Contract: ``Downloads(folder).fetch(wanted, stop)`` yields ``Progress`` until the file stands in
``folder``, and raises a ModelError otherwise; what came in stays for the next attempt, also when
the disk is full. A file's SHA-256 is held against the catalogue's, else the hub's own; it is kept
in ``pins.json`` before the file is there, and held against that ever after. ``HOSTS`` names all
domains that a download may speak to; the child process that does so (``coach.model.fetch``) is the
only part of Kier that opens a connection outward, and its socket guard refuses the rest.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from coach.model import errors
from coach.model.errors import DownloadBusy, DownloadFailed, HashDiffers, ModelError

HUB = "https://huggingface.co"
HOSTS = ("huggingface.co", "hf.co")
"""The hub, and the domain of the file servers that it sends a download on to."""

_ROOT = Path(__file__).resolve().parent.parent.parent
_LOOK_SECONDS = 0.3


class Wanted(Protocol):
    """What must be known of a file to fetch it."""

    @property
    def repository(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True)
class Progress:
    """How far a download is, in bytes; ``path`` once the file is there.

    ``checked`` says whether somebody else's sum was there to hold the file against; without, its
    own sum is kept on first use.
    """

    done: int
    total: int
    path: Path | None = None
    checked: bool = False


class Downloads:
    """The folder with model files; ``endpoint`` is another hub for tests or a mirror."""

    def __init__(self, folder: Path, endpoint: str = HUB, spare_bytes: int | None = None) -> None:
        self._folder, self._endpoint = folder, endpoint
        self._spare = "" if spare_bytes is None else str(spare_bytes)

    def there(self, wanted: Wanted) -> Path | None:
        """The file, when it was fetched already."""
        path = self._folder / wanted.file
        return path if path.is_file() else None

    def fetch(self, wanted: Wanted, stop: threading.Event) -> Iterator[Progress]:
        """Fetches a file; setting ``stop`` ends it and keeps what is there."""
        partial = self._folder / "partial"
        try:
            partial.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise DownloadFailed("disk") from error
        lock = FileLock(partial / f"{wanted.file}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise DownloadBusy from None
        try:
            yield from self._fetched(wanted, stop, partial / f"{wanted.file}.part")
        finally:
            lock.release()

    def _fetched(self, wanted: Wanted, stop: threading.Event, part: Path) -> Iterator[Progress]:
        there = self.there(wanted)
        if there is not None:
            size = there.stat().st_size
            yield Progress(size, size, there, checked=True)
            return
        child = subprocess.Popen(
            [sys.executable, "-m", "coach.model.fetch"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        said: list[dict[str, Any]] = []
        listener = threading.Thread(target=_listen, args=(child, said), daemon=True)
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps(self._request(wanted)) + "\n")
            child.stdin.close()
            listener.start()
            while listener.is_alive():
                listener.join(_LOOK_SECONDS)
                if stop.is_set():
                    raise DownloadFailed("stopped")
                total = next((int(line["total"]) for line in said if "total" in line), 0)
                yield Progress(part.stat().st_size if part.exists() else 0, total)
        finally:
            child.kill()
            child.wait()
            listener.join()
            assert child.stdout is not None
            child.stdout.close()
        yield self._outcome(wanted, said)

    def _request(self, wanted: Wanted) -> dict[str, str]:
        return {
            "endpoint": self._endpoint,
            "repository": wanted.repository,
            "file": wanted.file,
            "revision": wanted.revision,
            "sha256": wanted.sha256 or self._pins().get(_key(wanted), ""),
            "folder": str(self._folder),
            "spare": self._spare,
            "hosts": " ".join((*HOSTS, urlsplit(self._endpoint).hostname or "")),
        }

    def _outcome(self, wanted: Wanted, said: list[dict[str, Any]]) -> Progress:
        last = said[-1] if said else {}
        if "finished" in last:
            path = self._placed(wanted, Path(last["finished"]), last["sha256"])
            size = path.stat().st_size
            return Progress(size, size, path, checked=bool(last["checked"]))
        kind = getattr(errors, str(last.get("error", "")), None)
        if isinstance(kind, type) and issubclass(kind, ModelError):
            raise kind(*last["args"], **last["values"])
        raise DownloadFailed("broken")

    def _placed(self, wanted: Wanted, part: Path, sha256: str) -> Path:
        """Keeps a whole file's sum, then moves it into place: no file stands there without one."""
        path = self._folder / wanted.file
        try:
            self._pin(wanted, sha256)
            part.replace(path)
            part.with_suffix(".tag").unlink(missing_ok=True)
        except OSError as error:
            raise DownloadFailed("disk") from error
        return path

    def verify(self, wanted: Wanted) -> None:
        """Holds a fetched file against its pin; raises HashDiffers."""
        from coach.model.fetch import digest

        path, pin = self.there(wanted), self._pins().get(_key(wanted), "")
        if path is not None and pin and digest(path) != pin:
            raise HashDiffers(file=path.name)

    def _pins(self) -> dict[str, str]:
        try:
            found = json.loads((self._folder / "pins.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _pin(self, wanted: Wanted, sha256: str) -> None:
        new = self._folder / "pins.new"
        new.write_text(json.dumps({**self._pins(), _key(wanted): sha256}), encoding="utf-8")
        new.replace(self._folder / "pins.json")


def _key(wanted: Wanted) -> str:
    return f"{wanted.repository}/{wanted.file}@{wanted.revision}"


def _listen(child: "subprocess.Popen[str]", said: list[dict[str, Any]]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            said.append(found)

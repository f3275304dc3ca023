"""A Kier of its own to look at in a browser, started as a user does.

Contract: ``serving(data)`` fills ``data`` with an index (made once per run of the tests, or taken
from the folder in ``KIER_TEST_DATA``) and starts Kier in a process of its own
(``app.py``, or the program named), gives its address once the page answers, and ends it after
that. Fails when Kier stops before, or when the page is not there after ``PATIENCE_SECONDS``.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from coach.ui.server import free_port
from tests.conftest import ROOT

APP = (str(ROOT / "app.py"),)
PATIENCE_SECONDS = 300
_LOOK_SECONDS = 0.5


@cache
def _filled() -> Path:
    """A data folder as `make app` leaves it; the vectors of all content take minutes to make."""
    if given := os.environ.get("KIER_TEST_DATA"):
        return Path(given)
    folder = Path(tempfile.mkdtemp(prefix="kier-toets-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    env = {**os.environ, "COACH_DATA": str(folder)}
    subprocess.run([sys.executable, "-m", "coach.cli", "index"], env=env, cwd=ROOT, check=True)
    return folder


@contextmanager
def serving(data: Path, port: int, program: Sequence[str] = APP) -> Iterator[str]:
    """The address of a Kier over ``data``; ``port`` is the first one that is tried."""
    free = free_port("127.0.0.1", port)
    env = {
        **os.environ,
        "COACH_DATA": str(data),
        "COACH_PORT": str(free),
        "COACH_BROWSER": "false",
    }
    shutil.copytree(_filled(), data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock"))
    server = subprocess.Popen([sys.executable, *program], env=env, cwd=ROOT)
    address = f"http://127.0.0.1:{free}"
    try:
        _wait(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            assert server.poll() is None, "Kier stopped before the page was there"
            assert time.monotonic() < until, "the page did not come"
            time.sleep(_LOOK_SECONDS)

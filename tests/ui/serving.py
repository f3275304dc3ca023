"""A Kier of its own to look at in a browser, started as a user does.

Contract: ``serving(data)`` fills ``data`` as ``tests.filled`` does and starts Kier as a process of
its own (``app.py``, or the program named), gives its address once the page answers, and ends it
after that. Fails when Kier stops before, or when the page is not there after ``PATIENCE_SECONDS``.
``ready(page, room)`` waits until a room shows and everything behind it has loaded.
"""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from coach.ui.server import free_port
from tests.conftest import ROOT
from tests.filled import fill

APP = (str(ROOT / "app.py"),)
PATIENCE_SECONDS = 300
_LOOK_SECONDS = 0.5
_LOAD_MS = 500_000
# A busy machine takes longer than the five seconds that Playwright waits by itself.
expect.set_options(timeout=90_000)
_APART = 200


@contextmanager
def serving(data: Path, port: int, program: Sequence[str] = APP) -> Iterator[str]:
    """The address of a Kier over ``data``; ``port`` is the first one that is tried.

    Tests that run side by side try others: two that start at once would find the same one free,
    and the one that ends first would take the other's Kier away.
    """
    beside = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    free = free_port("127.0.0.1", port + _APART * beside)
    env = {
        **os.environ,
        "COACH_DATA": str(data),
        "COACH_PORT": str(free),
        "COACH_BROWSER": "false",
    }
    fill(data)
    server = subprocess.Popen([sys.executable, *program], env=env, cwd=ROOT)
    address = f"http://127.0.0.1:{free}"
    try:
        wait(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Until the page answers."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            assert server.poll() is None, "Kier stopped before the page was there"
            assert time.monotonic() < until, "the page did not come"
            time.sleep(_LOOK_SECONDS)


def ready(page: Page, room: str) -> None:
    """Waits for a room that was opened, and for what loads behind it, however slow the machine."""
    page.wait_for_function(
        # Before the room shows its notice is not there either, so both are asked for.
        """room => {
          const said = document.querySelector(`#kier-${room} .kier-loading`);
          return said !== null && said.checkVisibility() && !said.querySelector('.kier-notice');
        }""",
        arg=room,
        timeout=_LOAD_MS,
    )

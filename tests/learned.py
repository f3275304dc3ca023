"""What several fast tests share because learning it takes long: the detector and the listener.

Contract: ``signals()`` and ``listener()`` give those over the shipped content, without vectors.
Tests that run side by side share what was learnt through a folder of this run, that goes with it.
"""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from coach.dialogue.fitted import Fitted
from coach.dialogue.listen import Listener
from coach.dialogue.signals import SignalDetector


@cache
def signals() -> SignalDetector:
    """The detector; learnt once in a run, or twice when two ask at the same moment."""
    return SignalDetector(keep=_kept())


@cache
def listener() -> Listener:
    """The listener; it does not say what a message calls for."""
    return Listener(keep=_kept())


def _kept() -> Fitted:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"los-{os.getpid()}")
    folder = Path(tempfile.gettempdir()) / f"kier-geleerd-{run}"
    folder.mkdir(mode=0o700, exist_ok=True)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Fitted(folder, "geen")

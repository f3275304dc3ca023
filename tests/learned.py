"""What several fast tests share because learning it takes long: the detector of signals.

Contract: ``signals()`` gives the detector over the shipped content, without vectors. Tests that run
side by side share what was learnt through a folder of this run, that goes with it.
"""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from coach.dialogue.fitted import Fitted
from coach.dialogue.signals import SignalDetector


@cache
def signals() -> SignalDetector:
    """The detector; learnt once in a run, or twice when two ask at the same moment."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"los-{os.getpid()}")
    folder = Path(tempfile.gettempdir()) / f"kier-geleerd-{run}"
    folder.mkdir(mode=0o700, exist_ok=True)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return SignalDetector(keep=Fitted(folder, "geen"))

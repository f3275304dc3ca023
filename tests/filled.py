"""A data folder as `make app` leaves it, made once per run of the tests.

Contract: ``filled()`` gives a folder with the index and the vectors of all content, which take
minutes to make; with ``KIER_TEST_DATA`` it is taken from there. ``fill(folder)`` copies it. Nobody
writes in the folder itself.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.conftest import ROOT


@cache
def filled() -> Path:
    """The folder; made in a process of its own when it is first asked for."""
    if given := os.environ.get("KIER_TEST_DATA"):
        return Path(given)
    folder = Path(tempfile.mkdtemp(prefix="kier-toets-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    env = {**os.environ, "COACH_DATA": str(folder)}
    subprocess.run([sys.executable, "-m", "coach.cli", "index"], env=env, cwd=ROOT, check=True)
    return folder


def fill(folder: Path) -> Path:
    """Copies it into ``folder``, which it returns."""
    shutil.copytree(filled(), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock"))
    return folder

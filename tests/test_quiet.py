"""Users' words stay out of tracebacks, log lines and crash files."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SENTINEL = "Zonnebloemina"
WAYS = {
    "uncaught": f"raise ValueError('{SENTINEL}')",
    "in a thread": (
        "import threading\n"
        f"def f(): raise ValueError('{SENTINEL}')\n"
        "t = threading.Thread(target=f); t.start(); t.join()"
    ),
    "logging": (
        "import logging\n"
        f"try: raise ValueError('{SENTINEL}')\n"
        "except ValueError: logging.getLogger('gradio').exception('fout')"
    ),
    "print_exc": (
        f"import traceback\ntry: raise ValueError('{SENTINEL}')\n"
        "except ValueError: traceback.print_exc()"
    ),
    "print_exception": (
        f"import traceback\ntry: raise ValueError('{SENTINEL}')\n"
        "except ValueError as e: traceback.print_exception(e)"
    ),
    "pydantic": (
        f"from coach.dialogue.state import Signal\nSignal.model_validate({{'level': '{SENTINEL}'}})"
    ),
    "chained": (
        f"try: raise KeyError('{SENTINEL}')\nexcept KeyError as e: raise RuntimeError('x') from e"
    ),
    "database": (
        "import sqlalchemy as sa; from coach.privacy.vault.cipher import Key, connect, engine\n"
        "from pathlib import Path; import tempfile\n"
        "p = Path(tempfile.mkdtemp()) / 'a.db'; k = Key(raw='0' * 64); connect(p, k, new=True)\n"
        f"engine(p, k).connect().execute(sa.text('select * from x where a = :a'), "
        f"{{'a': '{SENTINEL}'}})"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_error_names_places_and_no_words(way: str, tmp_path: Path) -> None:
    script = tmp_path / "kapot.py"
    script.write_text(f"from coach.begin import begin; begin()\n{WAYS[way]}\n", encoding="utf-8")
    said = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin", "HOME": str(tmp_path)}, timeout=300,
    )  # fmt: skip
    assert SENTINEL not in said.stdout + said.stderr
    assert "kapot.py" in said.stderr and "melding weggelaten" in said.stderr


def test_new_files_are_for_their_owner_and_no_memory_image_is_left(tmp_path: Path) -> None:
    code = (
        "from coach.begin import begin; begin(); import os, resource\n"
        "open('a', 'w').close(); os.mkdir('b')\n"
        "print(oct(os.stat('a').st_mode & 0o777), oct(os.stat('b').st_mode & 0o777),"
        " resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert said.stdout.split() == ["0o600", "0o700", "0"]

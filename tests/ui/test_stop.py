"""However Kier is stopped, nothing temporary stays behind."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from coach.privacy.erase import TEMPORARY
from coach.ui.server import free_port
from tests.conftest import ROOT
from tests.ui.serving import wait


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP], ids=["service", "terminal"])
def test_a_stop_from_outside_leaves_nothing_temporary(tmp_path: Path, how: signal.Signals) -> None:
    port = free_port("127.0.0.1", 7985)
    env = {
        **os.environ, "COACH_DATA": str(tmp_path), "COACH_PORT": str(port),
        "COACH_BROWSER": "false",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.ui.group_server"]
    with subprocess.Popen(command, env=env, cwd=ROOT) as server:
        wait(f"http://127.0.0.1:{port}", server)
        urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=60).close()
        upload = tmp_path / TEMPORARY / "brief.docx"
        upload.write_bytes(b"van wie dit ook is")
        server.send_signal(how)
        assert server.wait(timeout=120) == 0
    assert not upload.parent.exists()

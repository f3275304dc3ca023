"""Nothing that Kier loads may look outside: switched off in code, before it is imported."""

import os
import socket
import subprocess
import sys

import pytest
from pytest_socket import SocketConnectBlockedError

from coach.errors import OutsideRefused
from tests.conftest import ROOT


def test_importing_kier_silences_its_parts() -> None:
    noisy = {
        **os.environ,
        "GRADIO_ANALYTICS_ENABLED": "True",
        "HF_HUB_OFFLINE": "0",
        "LANGSMITH_TRACING": "true",
        "GRADIO_SHARE": "True",
    }
    code = (
        "import coach, os; print(os.environ['GRADIO_ANALYTICS_ENABLED'], "
        "os.environ['HF_HUB_OFFLINE'], os.environ['LANGSMITH_TRACING'], os.environ['GRADIO_SHARE'])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=noisy,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["False", "1", "false", "False"]


def test_the_suite_itself_cannot_reach_out() -> None:
    # pytest-socket warns first, and warnings are errors here; Kier's own guard may be on too.
    with pytest.raises((SocketConnectBlockedError, UserWarning, OutsideRefused)):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_no_code_that_runs_what_it_loads() -> None:
    forbidden = (
        "import pickle",
        "joblib",
        "trust_remote_code=True",
        "torch.load(",
        "allow_pickle=True",
    )
    for path in (ROOT / "coach").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in forbidden if word in text], path

"""Runs tests in children of a process that has loaded the big libraries already.

Contract: run as a script with libraries as arguments and the project on the path, it says
``ready``, then takes one JSON line after another (``tests``, ``report`` for JUnit's XML,
``longest`` in seconds), runs pytest in the current folder and answers with one line. Never Kier's
own code among the libraries: it differs from one run to the next. Where a process cannot fork,
each run starts from scratch.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib import import_module

#: What most tests load; together some fifteen seconds on a small computer.
LIBRARIES = (
    "pytest", "_pytest.junitxml", "hypothesis.strategies", "numpy", "scipy.sparse", "sklearn",
    "sklearn.linear_model", "sklearn.feature_extraction.text", "pydantic", "pydantic_settings",
    "yaml", "typer", "sqlalchemy", "sqlcipher3", "rapidfuzz", "simplemma", "wordfreq", "docx",
    "chromadb", "langchain_core.messages", "langchain_core.language_models", "langchain_openai",
    "gradio", "fastapi.testclient", "httpx",
)  # fmt: skip
_LOOK_SECONDS = 0.05


# Plugins of pytest among the libraries cannot be rewritten any more, and warnings are errors.
_LOADED = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"


def _command(tests: list[str], report: str) -> list[str]:
    given = ["-q", "-p", "no:cacheprovider", "--tb=no", "-W", _LOADED, f"--junitxml={report}"]
    return [*given, *tests]


def _forked(tests: list[str], report: str, longest: float) -> None:
    child = os.fork()
    if child == 0:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        import pytest

        os._exit(int(pytest.main(_command(tests, report))))
    until = time.monotonic() + longest
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > until:
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return
        time.sleep(_LOOK_SECONDS)


def _afresh(tests: list[str], report: str, longest: float) -> None:
    command = [sys.executable, "-m", "pytest", *_command(tests, report)]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=longest)


def main() -> None:
    """Answers until standard input ends."""
    run = _forked if hasattr(os, "fork") else _afresh
    if run is _forked:
        for name in sys.argv[1:]:
            with suppress(ImportError):
                import_module(name)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        ask = json.loads(line)
        run(ask["tests"], ask["report"], ask["longest"])
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""A child that hangs, floods or dies is told apart, and nothing of it is left behind."""

import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from coach import child
from coach.child import ChildFailed, Clock, ask

BODY = {
    "zegt.py": "from coach.child import say\nprint('los')\nsay(a=1)\nsay(b=2)",
    "hangt.py": (
        "import subprocess, sys, time\nfrom coach.child import say\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "say(pid=p.pid)\ntime.sleep(600)"
    ),
    "vreet.py": "import time\nx = b'a' * 300_000_000\ntime.sleep(600)",
    "sterft.py": "import os\nfrom coach.child import say\nsay(a=1)\nos.abort()",
    "zwijgt.py": "",
    "grens.py": (
        "from coach.child import limit, say\nlimit(10**9)\n"
        "try:\n    x = bytearray(2 * 10**9)\n    say(went='on')\nexcept MemoryError:\n"
        "    say(went='out')"
    ),
}


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in BODY.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{child.ROOT}")


def test_the_last_line_counts_and_all_are_heard(modules: None) -> None:
    heard: list[dict[str, Any]] = []
    last = ask("zegt", [], seconds=300, on_line=lambda said, clock: heard.append(said))
    assert last == {"b": 2} and heard == [{"a": 1}, {"b": 2}]


def test_what_hangs_ends_with_all_it_started(modules: None) -> None:
    heard: list[int] = []

    def hear(said: dict[str, Any], clock: Clock) -> None:
        heard.append(said["pid"])
        clock.more(-1000)

    with pytest.raises(ChildFailed) as caught:
        ask("hangt", [], seconds=300, on_line=hear)
    assert caught.value.fault == "slow"
    assert heard and not _alive(heard[0])


def _alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("module", "fault"),
    [("vreet", "memory"), ("sterft", "crash"), ("zwijgt", "crash"), ("bestaatniet", "crash")],
)
def test_what_goes_wrong_is_told_apart(module: str, fault: str, modules: None) -> None:
    with pytest.raises(ChildFailed) as caught:
        ask(module, [], seconds=300, memory=200_000_000)
    assert caught.value.fault == fault


@pytest.mark.skipif(sys.platform == "win32", reason="dit systeem kent zo'n grens niet")
def test_the_limit_on_memory_holds(modules: None) -> None:
    assert ask("grens", [], seconds=300) == {"went": "out"}


def test_a_clock_can_be_given_more() -> None:
    clock = Clock(-1)
    assert clock.over
    clock.more(100)
    assert not clock.over

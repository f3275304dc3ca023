"""Runs a module of Kier in a child process that may take too long, take too much, or die.

Contract: ``ask(module, args, seconds=…, memory=…)`` starts ``python -m module args``, hands each
line of JSON that the child says to ``on_line`` and gives the last one back; ``ChildFailed`` says
``slow``, ``memory`` or ``crash`` otherwise. Whatever the child started ends with it. The child
itself calls ``limit`` for a hard limit on memory where the system has one, and ``say`` to speak;
the parent watches memory too, for systems without such a limit. Knows nothing of what is done.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Literal

import psutil

ROOT = Path(__file__).resolve().parent.parent
Fault = Literal["slow", "memory", "crash"]
_LOOK_SECONDS = 0.25
_END_SECONDS = 5.0
# A line longer than this is no answer but a flood.
_MOST_SAID = 256 * 2**20


class ChildFailed(Exception):
    """The child gave no answer; ``fault`` says what happened to it."""

    def __init__(self, fault: Fault) -> None:
        self.fault: Fault = fault
        super().__init__(fault)


class Clock:
    """The seconds a child has; more may be given while it runs."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def more(self, seconds: float) -> None:
        """Gives so many seconds more."""
        self._end += seconds

    @property
    def over(self) -> bool:
        """Whether the time has passed."""
        return time.monotonic() > self._end


def ask(
    module: str,
    args: Sequence[str],
    *,
    seconds: float,
    memory: int | None = None,
    on_line: Callable[[dict[str, Any], Clock], None] | None = None,
) -> dict[str, Any]:
    """The last thing the child said; ``memory`` in bytes is what it and its children may hold."""
    clock = Clock(seconds)
    last: dict[str, Any] | None = None
    child = subprocess.Popen(
        [sys.executable, "-m", module, *args],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        for line in _lines(child, clock, memory):
            try:
                said = json.loads(line)
            except ValueError:
                continue  # a library may print; only JSON is the child's own
            if isinstance(said, dict):
                last = said
                if on_line is not None:
                    on_line(said, clock)
    finally:
        _end(child)
    if last is None or child.returncode != 0:
        raise ChildFailed("crash")
    return last


def _lines(child: "subprocess.Popen[bytes]", clock: Clock, memory: int | None) -> Iterator[bytes]:
    assert child.stdout is not None
    queue: SimpleQueue[bytes | None] = SimpleQueue()
    reader = threading.Thread(target=_read, args=(child.stdout, queue), daemon=True)
    reader.start()
    while True:
        if clock.over:
            raise ChildFailed("slow")
        if memory is not None and _held(child.pid) > memory:
            raise ChildFailed("memory")
        with suppress(Empty):
            line = queue.get(timeout=_LOOK_SECONDS)
            if line is None:
                break
            yield line
    while child.poll() is None:
        if clock.over:
            raise ChildFailed("slow")
        with suppress(subprocess.TimeoutExpired):
            child.wait(_LOOK_SECONDS)


def _read(stream: IO[bytes], queue: "SimpleQueue[bytes | None]") -> None:
    said = 0
    with suppress(OSError, ValueError):
        while line := stream.readline(_MOST_SAID):
            said += len(line)
            if said > _MOST_SAID:
                break
            queue.put(line)
    queue.put(None)


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [*parent.children(recursive=True), parent]
    except psutil.Error:
        return []


def _held(pid: int) -> int:
    """Bytes in memory of a process and all it started."""
    total = 0
    for process in _family(pid):
        with suppress(psutil.Error):
            total += process.memory_info().rss
    return total


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        family = _family(child.pid)
        for process in family:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs([p for p in family if p.pid != child.pid], timeout=_END_SECONDS)
    child.wait()
    if child.stdout is not None:
        child.stdout.close()


def limit(memory: int) -> None:
    """In the child: no more than ``memory`` bytes of address space, and no memory image."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit; the parent watches
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(**found: Any) -> None:
    """In the child: one line of JSON to the parent."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()

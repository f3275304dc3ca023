"""Keeps what users wrote out of tracebacks, log lines, crash files and other people's hands.

Contract: after ``hush`` an error that nobody caught is written as its type and the places in the
code, never with its message or values, because messages of libraries quote what they were given;
the same holds for log records and for ``traceback.print_exc``. No memory image is left after a
crash, and new files are readable by their owner only.
"""

import contextlib
import logging
import os
import sys
import threading
import traceback
from types import TracebackType
from typing import Any


def places(kind: type[BaseException] | None, trace: TracebackType | None) -> str:
    """An error as its type and places, without message, source lines or values."""
    lines = [f"{kind.__name__ if kind else 'Exception'} (melding weggelaten)"]
    for frame in traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False):
        lines.append(f"  {os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}")
    return "\n".join(lines)


def _say(text: str) -> None:
    with contextlib.suppress(Exception):
        sys.stderr.write(f"{text}\n")


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _say(places(kind, trace))


def _in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit:
        _say(places(args.exc_type, args.exc_traceback))


def _print_exc(*_args: Any, **_named: Any) -> None:
    kind, _error, trace = sys.exc_info()
    _say(places(kind, trace))


def _print_exception(*args: Any, **_named: Any) -> None:
    error = next((item for item in args if isinstance(item, BaseException)), None)
    _say(places(type(error) if error else None, error.__traceback__ if error else None))


def _formatted(_self: logging.Formatter, info: Any) -> str:
    return places(info[0], info[2])


def hush() -> None:
    """Puts all of this in place; a second call does nothing new."""
    os.umask(0o077)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    sys.excepthook = _uncaught
    threading.excepthook = _in_thread
    traceback.print_exc = _print_exc
    traceback.print_exception = _print_exception
    logging.Formatter.formatException = _formatted  # type: ignore[method-assign, assignment]

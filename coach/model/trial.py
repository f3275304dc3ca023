"""Looks at a model file in a child process, so that a bad file can never end Kier itself.

Contract: ``examine(path)`` reads the header and tries the chat template, in a child with little
memory and time, and returns the file's ``Facts``; ``try_out(path)`` lets a child load the file and
read a few tokens. Both raise the ModelError that says what is wrong; either child may die. What was
tried and found good is remembered by path, size and time of change in ``checked.json``.
``python -m coach.model.trial header|load FILE`` is the child.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from coach.child import ChildFailed, ask, limit, say
from coach.model.errors import (
    ModelFileGone,
    ModelFileUnusable,
    ModelRuntimeMissing,
    TemplateUnusable,
)
from coach.model.header import Broken, read

_HEADER_SECONDS, _LOAD_SECONDS = 20, 600
_HEADER_BYTES = 1 << 30
_LOAD_SPARE_BYTES = 3 << 30
_TRIAL_TURNS = 30
_REMEMBERED = 50
_MISSING = "runtime"


@dataclass(frozen=True)
class Facts:
    """What is known of a good file; sizes in bytes."""

    name: str
    architecture: str
    file_bytes: int
    context: int
    cache_bytes_per_token: int

    def memory(self, context: int) -> int:
        """What loading takes, in bytes: weights, the cache of ``context`` tokens, working room."""
        tokens = min(context, self.context or context)
        return self.file_bytes + self.cache_bytes_per_token * tokens + 300 * 2**20


def examine(path: Path) -> Facts:
    """What the header of a file says; raises a ModelError when it is no good."""
    if not path.is_file():
        raise ModelFileGone(file=path.name)
    return Facts(**_child("header", path, _HEADER_SECONDS))


def try_out(path: Path, folder: Path) -> None:
    """Loads a file in a child, unless ``folder`` remembers that it went well."""
    try:
        status = path.stat()
    except OSError:
        raise ModelFileGone(file=path.name) from None
    key = f"{path.resolve()}|{status.st_size}|{status.st_mtime_ns}"
    memory = folder / "checked.json"
    known = _remembered(memory)
    if key in known:
        return
    _child("load", path, _LOAD_SECONDS)
    _write(memory, [*known, key][-_REMEMBERED:])


def _remembered(path: Path) -> list[str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [str(key) for key in found] if isinstance(found, list) else []


def _write(path: Path, known: list[str]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(known), encoding="utf-8")
        new.replace(path)
    except OSError:
        return  # only remembered to be quicker next time


def _child(stage: str, path: Path, seconds: int) -> dict[str, Any]:
    try:
        said = ask("coach.model.trial", [stage, str(path.resolve())], seconds=seconds)
    except ChildFailed as failed:
        raise ModelFileUnusable(path.name, "slow" if failed.fault == "slow" else "crash") from None
    if "facts" in said:
        return dict(said["facts"])
    if said.get("fault") == _MISSING:
        raise ModelRuntimeMissing
    if "template" in said:
        raise TemplateUnusable(path.name, said["template"])
    raise ModelFileUnusable(path.name, said.get("fault", "crash"))


def _say(**found: Any) -> NoReturn:
    say(**found)
    sys.exit(0)


def _header(path: Path) -> NoReturn:
    from coach.model.template import ChatTemplate

    limit(_HEADER_BYTES)
    try:
        header = read(path)
    except Broken as error:
        _say(fault=error.fault)
    except (OSError, MemoryError):
        _say(fault="short")
    turns = [
        {"role": role, "content": f"Een zin over {number}."}
        for number in range(_TRIAL_TURNS)
        for role in ("user", "assistant")
    ]
    system = {"role": "system", "content": "Je bent Kier."}
    try:
        ChatTemplate(header.template, file=path.name).render([system, *turns[:-1]])
    except TemplateUnusable as error:
        _say(template=error.fault)
    _say(
        facts={
            "name": header.name or path.stem,
            "architecture": header.architecture,
            "file_bytes": header.file_bytes,
            "context": header.context,
            "cache_bytes_per_token": header.cache_bytes_per_token,
        }
    )


def _load(path: Path) -> NoReturn:
    from coach.model.errors import ModelError
    from coach.model.native import Context, Model

    limit(path.stat().st_size + _LOAD_SPARE_BYTES)
    try:
        model = Model(path, mapped=True)
        context = Context(model, 256, 1)
        context.decode(model.tokens("Een korte zin om te proberen.")[:64])
        for token in range(0, model.vocabulary, max(1, model.vocabulary // 500)):
            model.piece(token)
    except ModelRuntimeMissing:
        _say(fault=_MISSING)
    except ModelFileUnusable as error:
        _say(fault=error.fault)
    except (ModelError, MemoryError):
        _say(fault="load")
    _say(facts={})


if __name__ == "__main__":
    {"header": _header, "load": _load}[sys.argv[1]](Path(sys.argv[2]))

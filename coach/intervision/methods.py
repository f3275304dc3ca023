"""Reads ``knowledge/methods/*.yaml``: one method a file.

Contract: ``read_methods`` gives the good methods and all faults, so that one wrong file does not
close the room; ``load_methods`` raises the faults; ``check_file`` reads a file from anywhere. A
fault names file, step and field. Sources must stand in ``bibliography.yaml``.
"""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coach.errors import Fault
from coach.intervision.errors import MethodUnknown
from coach.intervision.method import Method
from coach.knowledge import faults as wording
from coach.knowledge.apart import good_ones
from coach.knowledge.content import Reader
from coach.knowledge.schemas import Bibliography
from coach.settings import settings

STEP = "stap {number} ({name})"


def _place(loc: tuple[int | str, ...], data: dict[str, Any]) -> tuple[str, str]:
    """The entry and the field of a problem: the step by number and name when it is in one."""
    if len(loc) > 1 and loc[0] == "steps" and isinstance(loc[1], int):
        steps = data.get("steps")
        step = steps[loc[1]] if isinstance(steps, list) else None
        name = str(step.get("id", "zonder id")) if isinstance(step, dict) else "?"
        return STEP.format(number=loc[1] + 1, name=name), ".".join(str(p) for p in loc[2:])
    return str(data.get("id", "")), ".".join(str(part) for part in loc)


def _read(reader: Reader, path: Path, sources: frozenset[str]) -> Method | None:
    before = len(reader.faults)
    data = reader.yaml(path)
    if len(reader.faults) > before:
        return None
    if not isinstance(data, dict):
        reader.fault(path, "", "", wording.expected({"type": "model_type"}))
        return None
    try:
        method = Method.model_validate(data)
    except ValidationError as error:
        for problem in error.errors():
            entry, field = _place(problem["loc"], data)
            reader.fault(path, entry, field, wording.expected(problem))
        return None
    for source in method.sources:
        if source not in sources:
            reader.fault(path, method.id, "sources", wording.UNKNOWN_SOURCE.format(source=source))
    return method if len(reader.faults) == before else None


def _sources(folder: Path) -> frozenset[str]:
    reader = Reader(folder)
    return frozenset(e.id for _, e in reader.entries(Bibliography, "bibliography.yaml"))


def read_methods(folder: Path | None = None) -> tuple[tuple[Method, ...], list[Fault]]:
    """All good methods in file order, and everything that is wrong with the others."""
    reader = Reader(folder or settings().content)
    sources = _sources(reader.folder)
    found = good_ones(reader, "methods/*.yaml", lambda path: _read(reader, path, sources))
    return found, reader.faults


def load_methods(folder: Path | None = None) -> tuple[Method, ...]:
    """All methods; raises ContentError when any file has a fault."""
    found, faults = read_methods(folder)
    reader = Reader(folder or settings().content)
    reader.faults = faults
    reader.raise_faults()
    return found


def check_file(path: Path) -> Method:
    """One method from a file anywhere; raises ContentError with all that is wrong."""
    reader = Reader(path.parent)
    method = _read(reader, path, _sources(settings().content))
    reader.raise_faults()
    assert method is not None
    return method


def method_of(methods: tuple[Method, ...], name: str) -> Method:
    """The method with this id or name; raises MethodUnknown naming those there are."""
    wanted = name.strip().casefold()
    for method in methods:
        if wanted in (method.id, method.name.casefold(), *(n.casefold() for n in method.also)):
            return method
    raise MethodUnknown(method=name, known=", ".join(method.id for method in methods))

"""Content of which each file is one thing, and a wrong file must not close the room.

Contract: ``good_ones`` reads the files of a folder with a reader of one's own and gives those
without a fault, in file order; a second file with the same id is a fault. The faults gather in the
``Reader``. Knows no schema.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from coach.knowledge import faults as wording
from coach.knowledge.content import Reader


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


def good_ones(
    reader: Reader, pattern: str, read: Callable[[Path], Thing | None]
) -> tuple[Thing, ...]:
    """What ``read`` makes of each file; it gives None, and tells the reader why, for a bad one."""
    found: dict[str, Thing] = {}
    for path in reader.files(pattern):
        made = read(path)
        if made is None:
            continue
        if made.id in found:
            other = f"{path.parent.name}/"
            reader.fault(path, made.id, "id", wording.DOUBLE.format(other=other))
            continue
        found[made.id] = made
    return tuple(found.values())

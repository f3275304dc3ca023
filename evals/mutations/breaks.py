"""The list of guards that tests watch: how each is broken, and which tests must then fail.

Contract: ``load_breaks`` reads ``guards/*.yaml`` in order of name. Each edit replaces a text that
stands exactly once in its file, so that an edit which no longer fits the code is an error and never
a guard that seems to hold. Tests are pytest node ids without parameters. Nothing is run here.
"""

from collections.abc import Iterable
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from coach.settings import ROOT
from evals.errors import BreakUnfit

FOLDER = Path(__file__).with_name("guards")


class Edit(BaseModel):
    """One replacement in one file, relative to the project."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    old: str = Field(min_length=1)
    new: str = ""


class Break(BaseModel):
    """One way to take a guard away; ``promise`` is its name in ``coach.ui.texts.promises``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    guard: str = Field(min_length=1)
    how: str = Field(min_length=1)
    promise: str = ""
    edits: tuple[Edit, ...] = Field(min_length=1)
    tests: tuple[str, ...] = Field(min_length=1)


def load_breaks(folder: Path = FOLDER) -> list[Break]:
    """All breaks; raises BreakUnfit naming the file when one is not well-formed."""
    found: list[Break] = []
    for path in sorted(folder.glob("*.yaml")):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        try:
            found += TypeAdapter(list[Break]).validate_python(held)
        except ValidationError as error:
            raise BreakUnfit(guard=path.name, file=str(error.errors()[0]["loc"])) from error
    return found


def broken(item: Break, root: Path = ROOT) -> dict[str, str]:
    """The new text of each file that a break changes; raises BreakUnfit when it does not fit."""
    changed: dict[str, str] = {}
    for edit in item.edits:
        path = root / edit.file
        text = changed.get(edit.file) or (path.read_text("utf-8") if path.is_file() else "")
        if text.count(edit.old) != 1:
            raise BreakUnfit(guard=f"{item.guard} ({item.how})", file=edit.file)
        changed[edit.file] = text.replace(edit.old, edit.new)
    return changed


def unwatched(breaks: Iterable[Break], promised: Iterable[tuple[str, str]]) -> list[str]:
    """Tests of promises (name, node id) that no break of that promise must turn red."""
    watched = {(item.promise, test) for item in breaks for test in item.tests}
    return [f"{name}: {test}" for name, test in promised if (name, test) not in watched]

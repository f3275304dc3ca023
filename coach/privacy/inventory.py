"""Every file that Kier may write in the data folder, and whether users' words are in it.

Contract: ``ENTRIES`` is the one list; docs/privacy.md shows it with the wording of
``coach.ui.texts.inventory``, and a test compares it with the files that a full run wrote.
``entry_of`` gives the entry of a path inside the data folder, or None for a file that nobody
announced; ``not_ours`` gives what somebody else may have put in its name. A new file in the data
folder is a new line here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """Files by pattern, relative to the data folder.

    ``personal``: whether anything in it comes from what a user wrote.
    """

    pattern: str
    personal: bool = False


ENTRIES = (
    Entry("kier.lock"),
    Entry("chroma/*"),
    Entry("index.json"),
    Entry("eigen/*"),
    Entry("vectors-*.npz"),
    Entry("marks-*.npz"),
    Entry("geleerd-*.npz"),
    Entry("namen*.npz"),
    Entry("models/*"),
    Entry("kluis/kluis.json"),
    Entry("kluis/kluis.db*", personal=True),
    Entry("kluis/kluis.kopie.db*", personal=True),
    Entry("kluis/kluis.beschadigd.db*", personal=True),
    Entry("kluis/slot-*.db*"),
    Entry("logboek.jsonl*"),
    Entry("intervisie.json*"),
    Entry("tijdelijk/*", personal=True),
)


def entry_of(relative: str) -> Entry | None:
    """The entry of a path inside the data folder."""
    return next((entry for entry in ENTRIES if fnmatch(relative, entry.pattern)), None)


def not_ours(relative: str) -> str:
    """The part of a name that Kier did not choose: what the stars of its pattern stand for.

    Empty for the folders of Kier itself, the whole name for what nobody announced.
    """
    if any(entry.pattern.startswith(f"{relative}/") for entry in ENTRIES):
        return ""
    entry = entry_of(relative)
    if entry is None:
        return relative
    shape = "(.*)".join(re.escape(part) for part in entry.pattern.split("*"))
    found = re.fullmatch(shape, relative, re.DOTALL)
    return " ".join(found.groups()) if found else relative


def files(data: Path) -> Iterator[tuple[Path, Entry | None]]:
    """Every file in the data folder with its entry."""
    for path in sorted(data.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, entry_of(path.relative_to(data).as_posix())

"""Erasing, and showing that it is gone.

Contract: ``erase_items`` removes kept items from an open vault; ``erase_kept`` removes the whole
vault, its key, the log and temporary files while Kier runs; ``erase_all`` empties the data folder
(no Kier may be running). Each takes the words of the text before it goes and returns a ``Proof``:
what was removed, and what a search of every remaining byte found. Nothing in a proof quotes the
text. On flash memory the drive itself may keep old blocks for a while; those are encrypted, and
their key is gone.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import DataFolderUnusable
from coach.privacy import inventory, traces
from coach.privacy.vault import Vault, keys, present
from coach.privacy.vault.errors import VaultError
from coach.privacy.vault.files import Files
from coach.settings import Settings

TEMPORARY = "tijdelijk"
# Vectors of own documents go with the vault that held their text.
_KEPT_FOLDERS = ("kluis", "kluis.nieuw", "eigen", TEMPORARY)
_SAMPLE = 40
_LOG = "logboek.jsonl*"


@dataclass(frozen=True)
class Proof:
    """What an erasure did: files removed, needles looked for, and the search."""

    removed: tuple[str, ...]
    needles: int
    search: traces.Search
    text_known: bool
    leftover: int = 0

    @property
    def clean(self) -> bool:
        """Nothing found, nothing unread, no free pages or log left in the vault."""
        return not self.search.found and not self.search.unread and self.leftover == 0


def _public(data: Path) -> Callable[[Path], bool]:
    def own(path: Path) -> bool:
        entry = inventory.entry_of(path.relative_to(data).as_posix())
        return entry is not None and not entry.personal

    return own


def _searched(data: Path, wanted: traces.Needles, raw: Sequence[bytes] = ()) -> traces.Search:
    return traces.search(
        data, wanted, groups_only=_public(data), raw=raw, not_ours=inventory.not_ours
    )


def texts_of(vault: Vault, ids: Iterable[str]) -> list[str]:
    """Titles and payloads of kept items, to look for afterwards."""
    held: list[str] = []
    for id in ids:
        try:
            item = vault.read(id)
        except VaultError:
            continue
        held += [item.title, item.payload]
    return held


def documents_of(vault: Vault) -> list[str]:
    """A sample of what the organisation's own documents in the vault say."""
    try:
        rows = vault.passages()
    except VaultError:
        return []
    return [row[4] for row in rows[:: max(1, len(rows) // _SAMPLE)]]


def erase_items(settings: Settings, vault: Vault, *ids: str) -> Proof:
    """Removes these items; raises ItemGone, VaultLocked."""
    wanted = traces.needles(texts_of(vault, ids))
    vault.erase(*ids)
    data = settings.data_folder
    done = _searched(data, wanted)
    return Proof((), len(wanted), done, True, vault.leftover())


def erase_kept(settings: Settings, vault: Vault | None, extra: Iterable[str] = ()) -> Proof:
    """Removes the vault and its key, the log and temporary files."""
    data = settings.data_folder
    wanted, known = _wanted(vault, extra)
    _forget_key(settings)
    if vault is not None:
        vault.lock()
    removed = [
        path
        for path in (*(data / name for name in _KEPT_FOLDERS), *data.glob(_LOG))
        if path.exists()
    ]
    _remove(removed)
    done = _searched(data, wanted)
    return Proof(_told(removed, data), len(wanted), done, known)


def erase_all(settings: Settings, vault: Vault | None, extra: Iterable[str] = ()) -> Proof:
    """Empties the data folder, but for the lock that the caller holds."""
    data = settings.data_folder
    wanted, known = _wanted(vault, extra)
    _forget_key(settings)
    if vault is not None:
        vault.lock()
    removed = [path for path in data.iterdir() if path.name != "kier.lock"]
    _remove(removed)
    done = traces.search(data, wanted)
    return Proof(_told(removed, data), len(wanted), done, known)


def look_for(
    settings: Settings, wanted: traces.Needles, raw: Sequence[bytes] = (), leftover: int = 0
) -> Proof:
    """Searches the data folder for what has just been removed; ``raw`` are bytes as they stood."""
    data = settings.data_folder
    done = _searched(data, wanted, raw)
    return Proof((), len(wanted) + len(raw), done, True, leftover)


def _wanted(vault: Vault | None, extra: Iterable[str]) -> tuple[traces.Needles, bool]:
    texts = texts_of(vault, [item.id for item in vault.listed()]) if vault is not None else []
    texts += documents_of(vault) if vault is not None else []
    return traces.needles(texts, extra), vault is not None


def _forget_key(settings: Settings) -> None:
    # First: from here on nobody can read the files, even if removing them is cut off.
    try:
        label = present(settings)
    except VaultError:
        return
    if label is not None:
        keys.forget_keyring(label.id)
        files = Files(settings.data_folder)
        for slot in (files.passphrase, files.recovery):
            slot.unlink(missing_ok=True)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise DataFolderUnusable(folder=path) from error


def _told(paths: Iterable[Path], data: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(data).as_posix() for path in paths))

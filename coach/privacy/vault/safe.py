"""One person's open vault: made, opened, used, locked, erased.

Contract: ``create`` makes a vault only where there is none and returns the recovery words, once.
``open_with_words`` (passphrase or recovery words) and ``open_with_keyring`` return an open
``Vault`` or raise; they never make anything. Each page session opens its own; an open vault locks
itself when it was not used for the minutes in the settings, and forgets key and engine. A write
is acknowledged when its transaction is on disk; after that the copy is refreshed.
"""

import contextlib
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from coach.privacy.vault import keys, rescue, schema
from coach.privacy.vault.cipher import Key, connect, engine, translated
from coach.privacy.vault.errors import (
    KeyGone,
    NotKept,
    VaultDamaged,
    VaultError,
    VaultExists,
    VaultFull,
    VaultLocked,
    WrongKey,
)
from coach.privacy.vault.files import Files, Label, Opens, beside, into_place
from coach.privacy.vault.papers import PaperStore, PassageRow
from coach.privacy.vault.rescue import Repair
from coach.privacy.vault.store import Item, Kept, Store
from coach.settings import Settings

_writing = threading.RLock()


@dataclass(frozen=True)
class Opened:
    """What opening brought to light: repair, removal by age, a clock that leapt, a full disk."""

    repair: Repair | None = None
    removed: int = 0
    clock_leapt: bool = False
    disk_full: bool = False


def present(settings: Settings) -> Label | None:
    """The label of the vault, or None when there is none; raises when it cannot be read."""
    files = Files(settings.data_folder)
    if not files.folder.exists():
        return None
    return files.read_label()


def create(settings: Settings, passphrase: str = "") -> tuple["Vault", str]:
    """A new vault and its recovery words; without a passphrase the key goes to the key ring."""
    if settings.keep_days == 0:
        raise NotKept
    data = settings.data_folder
    if Files(data).folder.exists():
        raise VaultExists
    if passphrase:
        keys.check_passphrase(passphrase)
    opens = Opens.PASSPHRASE if passphrase else Opens.KEYRING
    label = Label(id=uuid4().hex, opens=opens)
    data_key, words = keys.new_data_key(), keys.new_recovery_words()
    with _writing, translated(data):
        files = beside(data)
        try:
            connect(files.main, Key(raw=data_key), new=True).close()
            schema.migrate(engine(files.main, Key(raw=data_key)))
            rescue.scrub_plain(files.main, Key(raw=data_key))
            keys.write_slot(files.recovery, words, data_key, label.kdf_rounds)
            if passphrase:
                keys.write_slot(files.passphrase, passphrase, data_key, label.kdf_rounds)
            else:
                keys.to_keyring(label.id, data_key)
            files.write_label(label)
            into_place(data)
        except BaseException:
            shutil.rmtree(files.folder, ignore_errors=True)
            if not passphrase:
                keys.forget_keyring(label.id)
            raise
    return Vault(settings, data_key), words


def open_with_words(settings: Settings, words: str, *, recovery: bool = False) -> "Vault":
    """Opens with the passphrase, or with the recovery words.

    Recovery also puts the key back into the key ring when that is what opens this vault.
    """
    files = Files(settings.data_folder)
    label = files.read_label()
    if recovery:
        said, path, what = keys.tidy_words(words), files.recovery, keys.RECOVERY_NAME
    else:
        said, path, what = words, files.passphrase, keys.PASSPHRASE_NAME
    if not said or not path.exists():
        raise WrongKey(what=what)
    data_key = keys.read_slot(path, said, label.kdf_rounds, what)
    try:
        vault = Vault(settings, data_key)
    except WrongKey as error:
        # The slot gave its key, so the key is right: it is the vault itself that is unreadable.
        raise VaultDamaged(detail=files.main.name, folder=files.folder) from error
    if recovery and label.opens is Opens.KEYRING:
        with contextlib.suppress(VaultError):
            keys.to_keyring(label.id, data_key)
    return vault


def open_with_keyring(settings: Settings) -> "Vault":
    """Opens with the key in the key ring; raises KeyGone when that is not this vault's key."""
    label = Files(settings.data_folder).read_label()
    try:
        return Vault(settings, keys.from_keyring(label.id))
    except WrongKey as error:
        raise KeyGone from error


class Vault:
    """An open vault; every use puts off the lock."""

    def __init__(self, settings: Settings, data_key: str) -> None:
        self._settings = settings
        self._files = Files(settings.data_folder)
        self.label = self._files.read_label()
        self._key: Key | None = Key(raw=data_key)
        self._timer: threading.Timer | None = None
        # Told when the vault locks, so that what was read from it does not stay in memory.
        self.on_lock: list[Callable[[], None]] = []
        with _writing, translated(self._files.folder):
            self._prove(data_key)
            repair = rescue.repair(self._files, self._key)
            self._engine = engine(self._files.main, self._key)
            schema.migrate(self._engine)
            self._store = Store(self._engine)
            self._papers = PaperStore(self._engine)
        try:
            removed, leapt = self._purge()
            full = False
        except VaultFull:
            # Reading and erasing still work, and erasing is what makes room.
            removed, leapt, full = 0, False, True
        self.opened = Opened(repair, removed, leapt, full)
        self._touch()

    def __deepcopy__(self, memo: dict[int, object]) -> "Vault":
        # A page's state may be copied by the page's machinery; an open vault is one thing.
        return self

    def _prove(self, data_key: str) -> None:
        """Raises WrongKey unless the key opens the main file or its copy."""
        for path in (self._files.main, self._files.copy):
            with contextlib.suppress(WrongKey, FileNotFoundError):
                connect(path, Key(raw=data_key)).close()
                return
        raise WrongKey(what="sleutel")

    # -- use -----------------------------------------------------------------------------------

    def keep(self, kind: str, title: str, payload: str, id: str = "") -> str:
        """Keeps an item (or its new version) and returns its id; raises NotKept, VaultFull."""
        if self._settings.keep_days == 0:
            raise NotKept
        with self._using() as key:
            known = self._store.put(kind, title, payload, datetime.now(UTC), id)
            # Already acknowledged: a copy that cannot be written now is written next time.
            with contextlib.suppress(VaultError):
                rescue.refresh(self._files, key)
        return known

    def listed(self) -> list[Kept]:
        """What is kept, the newest first."""
        with self._using():
            return self._store.listed()

    def read(self, id: str) -> Item:
        """One item; raises ItemGone."""
        with self._using():
            return self._store.read(id)

    def erase(self, *ids: str) -> None:
        """Removes items and every trace of them in the vault's files; raises ItemGone."""
        with self._using() as key:
            self._erase(ids, key)

    # -- the organisation's own documents ------------------------------------------------------

    def documents(self) -> list[tuple[str, str, str]]:
        """(id, stage, payload) of each document, the oldest first. They do not expire by age."""
        with self._using():
            return self._papers.documents()

    def counts(self) -> dict[str, dict[str, int]]:
        """How many passages of each document are in each state."""
        with self._using():
            return self._papers.counts()

    def passages(self, *documents: str) -> list[PassageRow]:
        """Passages of these documents in order, of all without any."""
        with self._using():
            return self._papers.passages(documents)

    def put_document(
        self,
        id: str,
        stage: str,
        payload: str,
        passages: Iterable[PassageRow] = (),
        *,
        only: bool = False,
    ) -> None:
        """Adds or replaces a document and these passages in one transaction.

        With ``only`` all other passages of the document go, every trace of what stood there before
        is taken out of the files, and the copy follows; a plain change reaches the copy with the
        next such write. Raises NotKept, VaultFull.
        """
        if self._settings.keep_days == 0:
            raise NotKept
        with self._using() as key:
            if only:
                rescue.drop(self._files)
            self._papers.put(id, stage, payload, passages, only=only)
            if only:
                rescue.scrub(self._files, key)
                with contextlib.suppress(VaultError):
                    rescue.refresh(self._files, key)

    def put_pictures(self, document: str, pictures: Mapping[int, str]) -> None:
        """Adds pages of a document, as text; they reach the copy with the next whole write."""
        with self._using():
            self._papers.put_pictures(document, pictures)

    def picture(self, document: str, number: int) -> str | None:
        """A page of a document; None when it is not there."""
        with self._using():
            return self._papers.picture(document, number)

    def keep_pictures(self, document: str, numbers: Collection[int]) -> None:
        """Removes all pages of a document but these; ``put_document`` with ``only`` clears up."""
        with self._using():
            self._papers.keep_pictures(document, numbers)

    def erase_document(self, id: str) -> None:
        """Removes a document with its passages and every trace of them; raises ItemGone."""
        with self._using() as key:
            # The copy goes first, as with items.
            rescue.drop(self._files)
            (self._files.folder / "kluis.beschadigd.db").unlink(missing_ok=True)
            self._papers.delete(id)
            rescue.scrub(self._files, key)
            with contextlib.suppress(VaultError):
                rescue.refresh(self._files, key)

    def change_passphrase(self, passphrase: str) -> None:
        """Another passphrase; the items are not rewritten."""
        keys.check_passphrase(passphrase)
        with self._using() as key:
            label = self.label.model_copy(update={"opens": Opens.PASSPHRASE})
            raw = key._raw
            keys.write_slot(self._files.passphrase, passphrase, raw, label.kdf_rounds)
            self._files.write_label(label)
            keys.forget_keyring(label.id)
            self.label = label

    def leftover(self) -> int:
        """Free pages in the main file plus bytes in its log: where erased text could linger."""
        with self._using() as key:
            connection = connect(self._files.main, key)
            try:
                free = int(connection.execute("PRAGMA freelist_count").fetchone()[0])
            finally:
                connection.close()
            log = self._files.wal
            return free + (log.stat().st_size if log.exists() else 0)

    # -- lock ----------------------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Whether it has to be opened again."""
        return self._key is None

    def lock(self) -> None:
        """Forgets key and connections."""
        if self._timer is not None:
            self._timer.cancel()
        self._key = None
        self._engine.dispose()
        for told in self.on_lock:
            told()

    def _touch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(self._settings.lock_minutes * 60, self.lock)
        self._timer.daemon = True
        self._timer.start()

    @contextlib.contextmanager
    def _using(self) -> Iterator[Key]:
        key = self._key
        if key is None:
            raise VaultLocked
        with _writing, translated(self._files.folder):
            yield key
        self._touch()

    # -- erasing -------------------------------------------------------------------------------

    def _erase(self, ids: tuple[str, ...], key: Key) -> None:
        # The copy goes first: if anything stops us here, nothing erased lives on in it.
        rescue.drop(self._files)
        (self._files.folder / "kluis.beschadigd.db").unlink(missing_ok=True)
        for id in ids:
            self._store.delete(id)
        rescue.scrub(self._files, key)
        with contextlib.suppress(VaultError):
            rescue.refresh(self._files, key)

    def _purge(self) -> tuple[int, bool]:
        """Removes what is past the retention period; (how many, whether the clock leapt)."""
        now = datetime.now(UTC)
        key = self._key
        assert key is not None
        with _writing, translated(self._files.folder):
            if not self._store.clock_is_trusted(now):
                return 0, True
            due = self._store.due(now, self._settings.keep_days)
            if due:
                self._erase(tuple(due), key)
            return len(due), False

"""Where the vault's files are, and its label that anyone may read.

Contract: one folder inside the data folder, for its owner only, with

    kluis.json           label: vault id, format, how it opens, key derivation parameters
    kluis.db (-wal -shm) the kept items, encrypted with the data key
    kluis.kopie.db       a copy of the last state, encrypted with the same key
    slot-wachtzin.db     the data key, encrypted with the passphrase
    slot-herstel.db      the data key, encrypted with the recovery words

The label holds no secret and nothing about what is kept. A vault is made in a folder beside its
place and renamed when whole, so that there is never half a vault.
"""

import os
import shutil
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.privacy.vault.errors import VaultDamaged, VaultMissing, VaultNewer

FOLDER = "kluis"
LABEL_FORMAT = 1
# PBKDF2-HMAC-SHA512 as SQLCipher does it; its own default is 256 000 rounds.
KDF_ROUNDS = 512_000
PAGE_BYTES = 4096


class Opens(StrEnum):
    """What opens the vault from day to day."""

    KEYRING = "sleutelbos"
    PASSPHRASE = "wachtzin"


class Label(BaseModel):
    """The readable label of a vault."""

    model_config = ConfigDict(extra="forbid")

    id: str
    format: int = LABEL_FORMAT
    opens: Opens
    kdf: str = "PBKDF2-HMAC-SHA512"
    kdf_rounds: int = KDF_ROUNDS
    page_bytes: int = PAGE_BYTES


class Files:
    """The paths of one vault."""

    def __init__(self, data: Path, name: str = FOLDER) -> None:
        self.folder = data / name
        self.label = self.folder / "kluis.json"
        self.main = self.folder / "kluis.db"
        self.copy = self.folder / "kluis.kopie.db"
        self.passphrase = self.folder / "slot-wachtzin.db"
        self.recovery = self.folder / "slot-herstel.db"

    @property
    def wal(self) -> Path:
        """SQLite's write-ahead log beside the main file."""
        return self.main.with_name(self.main.name + "-wal")

    def read_label(self) -> Label:
        """The label; raises VaultMissing, VaultNewer or VaultDamaged."""
        try:
            text = self.label.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            if self.folder.exists() and any(self.folder.iterdir()):
                raise VaultDamaged(detail=self.label.name, folder=self.folder) from error
            raise VaultMissing from error
        try:
            label = Label.model_validate_json(text)
        except ValidationError as error:
            raise VaultDamaged(detail=self.label.name, folder=self.folder) from error
        if label.format > LABEL_FORMAT:
            raise VaultNewer(found=label.format, known=LABEL_FORMAT)
        return label

    def write_label(self, label: Label) -> None:
        """Writes the label, whole or not at all."""
        fresh = self.label.with_suffix(".nieuw")
        with fresh.open("w", encoding="utf-8") as out:
            out.write(label.model_dump_json(indent=1))
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, self.label)


def beside(data: Path) -> Files:
    """An empty folder beside the vault's place, to make a vault in."""
    files = Files(data, FOLDER + ".nieuw")
    shutil.rmtree(files.folder, ignore_errors=True)
    files.folder.mkdir(mode=0o700)
    return files


def into_place(data: Path) -> Files:
    """Gives the folder of ``beside`` its name; the vault exists from here on."""
    os.replace(data / (FOLDER + ".nieuw"), data / FOLDER)
    handle = os.open(data, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return Files(data)

"""The encoder's manifest: what is in the weights folder and where it came from.

Contract: ``read_manifest`` gives the manifest after checking the SHA-256 of every file it names;
any doubt raises ``EncoderError`` with a sentence for the user. No torch, no network, no pickle.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.errors import EncoderError

MANIFEST = "manifest.json"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
CONFIG = "config.json"


class Source(BaseModel):
    """One data source of the training: name, address, licence and pairs used."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    address: str
    licence: str
    pairs: int = 0


class Manifest(BaseModel):
    """Contents of ``manifest.json``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    revision: str
    precision: str
    files: dict[str, str] = Field(min_length=1)  # file name → SHA-256 in hex
    teacher: str = ""
    sources: list[Source] = []
    recipe: dict[str, Any] = {}
    figures: dict[str, float] = {}

    @property
    def stamp(self) -> str:
        """Name, revision and the first ten hex digits of the weights' hash, without spaces."""
        return f"{self.name}-{self.revision}-{self.files[WEIGHTS][:10]}"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of ``folder``; EncoderError if a file is missing or altered."""
    path = folder / MANIFEST
    if not path.is_file():
        raise EncoderError(detail=f"{MANIFEST} ontbreekt in {folder}")
    try:
        manifest = Manifest.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, ValueError) as error:
        raise EncoderError(detail=f"{MANIFEST} is niet te lezen") from error
    for name in (WEIGHTS, TOKENIZER, CONFIG):
        if name not in manifest.files:
            raise EncoderError(detail=f"{name} staat niet in {MANIFEST}")
    for name, expected in manifest.files.items():
        file = folder / name
        if Path(name).name != name or not file.is_file():
            raise EncoderError(detail=f"{name} ontbreekt")
        if sha256(file) != expected:
            raise EncoderError(detail=f"{name} is beschadigd of veranderd")
    return manifest


def wording(text: str) -> str:
    """A short stamp of a question that weights were taught, to tell whether it still reads so."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]

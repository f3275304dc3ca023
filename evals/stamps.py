"""With what a figure was made: hashes of content, prompts, code and files, versions, machine.

Contract: equal stamps mean that a suite would give the same figures again (times apart). All
hashes are SHA-256, twelve digits in reports. Knows nothing of suites.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from coach import __version__
from coach.settings import ROOT, Settings

_SHORT = 12
_PACKAGES = (
    "numpy", "scipy", "scikit-learn", "torch", "sentence-transformers", "bm25s", "chromadb",
    "langchain-core", "llama-cpp-python",
)  # fmt: skip
#: Code that decides what a turn says; pages and commands do not.
_CODE = ("dialogue", "encoder", "knowledge", "model", "practice", "privacy")


def of_file(path: Path) -> str:
    """The hash of one file, read in pieces."""
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def of_files(paths: Iterable[Path], root: Path) -> str:
    """One hash over files with their names, in order of name."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(root)}\0{of_file(path)}\n".encode())
    return digest.hexdigest()


def content(settings: Settings) -> str:
    """The hash of all content files."""
    found = [path for path in settings.content.rglob("*") if path.is_file()]
    return of_files(found, settings.content)


def prompts(settings: Settings) -> str:
    """The hash of all prompts."""
    found = [path for path in settings.prompts.rglob("*") if path.is_file()]
    return of_files(found, settings.prompts)


@lru_cache(maxsize=1)
def code() -> str:
    """The hash of the code behind a turn, and of the suites."""
    folders = [*(ROOT / "coach" / name for name in _CODE), ROOT / "evals" / "suites"]
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return of_files([*found, ROOT / "coach" / "labels.py"], ROOT)


def encoder(settings: Settings) -> str:
    """The stamp of the sentence encoder, without loading it."""
    from coach.encoder.manifest import read_manifest
    from coach.encoder.runtime import WEIGHTS_FOLDER

    return str(read_manifest(settings.encoder or WEIGHTS_FOLDER).stamp)


def versions() -> dict[str, str]:
    """Kier's version and those of what it counts on; absent packages are left out."""
    found = {"kier": __version__}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def brief(digest: str) -> str:
    """A hash as it is shown."""
    return digest[:_SHORT]


def head(settings: Settings, model: Path | None) -> dict[str, Any]:
    """All of it, for the head of a report."""
    from evals.suites.speed import machine

    return {
        "versions": versions(),
        "content": content(settings),
        "prompts": prompts(settings),
        "code": code(),
        "encoder": encoder(settings),
        "model": None if model is None else {"name": model.name, "sha256": of_file(model)},
        # How many processes wanted the processor: times say little when others work.
        "machine": {**machine(), "load": round(psutil.getloadavg()[0], 1)},
    }

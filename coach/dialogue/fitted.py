"""What was learnt from the example sentences, kept so that no start learns it again.

Contract: ``Fitted.load`` gives the arrays kept under a name when everything that they were learnt
from is unchanged: the example sentences and labels, the encoder, the modules that read them and
scikit-learn. Otherwise None, and the caller learns anew and calls ``save``. One NPZ per name, read
without pickle, and only from a file that this user owns and nobody else can write. Loss of the
file costs time, never correctness. It does not know what the arrays mean, and nothing that a user
writes comes here.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile

import numpy as np
import sklearn
from numpy.typing import NDArray

from coach.dialogue import classify, listen_form, listen_text
from coach.privacy.trust import trusted

Arrays = dict[str, NDArray[Any]]
_STAMP = "stamp"
_CODE = (classify, listen_form, listen_text)


class Learner(Protocol):
    """What is learnt, as arrays."""

    @property
    def learnt(self) -> Mapping[str, NDArray[Any]]:
        """The arrays."""
        ...

    def restore(self, learnt: Mapping[str, NDArray[Any]], /) -> None:
        """Takes them over."""
        ...


def stamp_of(parts: Iterable[str]) -> str:
    """One stamp for all that something was learnt from, in order."""
    digest = sha256(sklearn.__version__.encode())
    for module in _CODE:
        digest.update(Path(module.__file__ or "").read_bytes())
    for part in parts:
        digest.update(part.encode("utf-8", "replace"))
        digest.update(b"\0")
    return digest.hexdigest()


class Fitted:
    """Kept arrays in ``folder``; ``encoder`` is the stamp of what made the sentence vectors."""

    def __init__(self, folder: Path, encoder: str) -> None:
        self._folder, self._encoder = folder, encoder

    def load(self, name: str, parts: Iterable[str]) -> Arrays | None:
        """The arrays of ``name`` when they were learnt from ``parts``, else None."""
        path = self._path(name)
        if not trusted(path):
            return None
        try:
            with np.load(path, allow_pickle=False) as held:
                if str(held[_STAMP]) != stamp_of([self._encoder, *parts]):
                    return None
                return {key: held[key] for key in held.files if key != _STAMP}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    def save(self, name: str, parts: Iterable[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keeps ``arrays``; a full disk costs learning again next time, no more."""
        path = self._path(name)
        fresh = path.with_suffix(f".{os.getpid()}.npz")
        kept: dict[str, Any] = {_STAMP: np.array(stamp_of([self._encoder, *parts])), **arrays}
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savez(fresh, **kept)
            os.replace(fresh, path)
        with contextlib.suppress(OSError):
            fresh.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"geleerd-{name}.npz"


def learnt(
    name: str,
    parts: Sequence[str],
    learners: Mapping[str, Learner],
    fit: Callable[[], None],
    keep: Fitted | None,
) -> None:
    """Brings ``learners`` to what ``parts`` teach: from ``keep``, or by ``fit``, and then kept."""
    held = keep.load(name, parts) if keep else None
    if held is not None:
        for own, learner in learners.items():
            start = f"{own}."
            learner.restore(
                {k.removeprefix(start): v for k, v in held.items() if k.startswith(start)}
            )
        return
    fit()
    if keep:
        arrays = {f"{own}.{k}": v for own, one in learners.items() for k, v in one.learnt.items()}
        keep.save(name, parts, arrays)

"""Which of the known models suits this machine, and what to expect of it.

Contract: ``propose(candidates, machine)`` gives the largest model whose memory fits and whose
answers do not take too long, or None; ``expect`` estimates size and waiting in seconds. The
estimates are rough (a factor two either way) and said as such; real speed is shown once a model
runs. Sources: figures for laptop processors in docs/taalmodel.md. Does not read the catalogue
file; anything with the fields of ``Candidate`` will do.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import psutil

_READ_PER_CORE = 25.0  # tokens a second per core for one billion active parameters
_BYTES_PER_SECOND = 35e9  # what an ordinary laptop reads from memory
_NEW_TOKENS, _ANSWER_TOKENS = 450, 90  # what a turn adds to read, and a reply
_PATIENCE_SECONDS = 60.0
# For Kier itself and the rest of the machine: who has more memory also has more open.
_SPARE_GB, _SPARE_SHARE = 3.0, 0.25
_DOWNLOAD_BYTES_PER_SECOND = 5e6


class Candidate(Protocol):
    """What must be known of a model."""

    @property
    def size_gb(self) -> float: ...
    @property
    def memory_gb(self) -> float: ...
    @property
    def parameters(self) -> float: ...
    @property
    def active(self) -> float: ...


Chosen = TypeVar("Chosen", bound=Candidate)


@dataclass(frozen=True)
class Machine:
    """What the model would run on; memory in GB (10^9 bytes)."""

    cores: int
    memory_gb: float
    free_gb: float


@dataclass(frozen=True)
class Expectation:
    """Rough waiting in seconds: for the first word, for a whole reply, for the download."""

    first_word: float
    reply: float
    download: float


def cores() -> int:
    """Physical cores that this process may use."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        allowed = physical
    return max(1, min(physical, allowed))


def machine() -> Machine:
    """The machine Kier runs on."""
    memory = psutil.virtual_memory()
    return Machine(cores(), memory.total / 1e9, memory.available / 1e9)


def expect(candidate: Candidate, on: Machine) -> Expectation:
    """What to expect of a model here."""
    reading = _NEW_TOKENS * candidate.active / (on.cores * _READ_PER_CORE)
    per_token = candidate.size_gb * 1e9 * candidate.active / candidate.parameters
    writing = _ANSWER_TOKENS * per_token / (0.6 * _BYTES_PER_SECOND)
    return Expectation(
        reading, reading + writing, candidate.size_gb * 1e9 / _DOWNLOAD_BYTES_PER_SECOND
    )


def fits(candidate: Candidate, on: Machine) -> bool:
    """Whether a model fits beside everything else, by the machine's whole memory."""
    spare = max(_SPARE_GB, _SPARE_SHARE * on.memory_gb)
    return candidate.memory_gb + spare <= on.memory_gb


def propose(candidates: Sequence[Chosen], on: Machine) -> Chosen | None:
    """The best model for a machine; None when no model fits."""
    fitting = [one for one in candidates if fits(one, on)]
    if not fitting:
        return None
    quick = [one for one in fitting if expect(one, on).reply <= _PATIENCE_SECONDS]
    if not quick:
        return min(fitting, key=lambda one: expect(one, on).reply)
    return max(quick, key=lambda one: one.parameters)

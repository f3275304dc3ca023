"""Reads the persona files.

Contract: each persona comes with the shared topics it takes part in. ``read_personas`` gives the
good personas and all faults, so that one file with a mistake does not close the room;
``load_personas`` raises the faults instead. ``check_file`` reads one file from anywhere.
"""

from collections.abc import Sequence
from pathlib import Path

from coach.errors import Fault
from coach.knowledge.apart import good_ones
from coach.knowledge.content import Reader
from coach.practice.persona import Persona
from coach.practice.persona_check import problems
from coach.practice.shared_topics import SharedTopic, read_shared, with_shared
from coach.practice.transitions import Transitions, load_transitions
from coach.settings import settings


def _read(
    reader: Reader, path: Path, transitions: Transitions, shared: Sequence[SharedTopic]
) -> Persona | None:
    before = len(reader.faults)
    data = reader.yaml(path)
    if len(reader.faults) > before:
        return None
    persona = reader.validate(path, data, Persona)
    if persona is None:
        return None
    persona = with_shared(persona, shared)
    for field, expected in problems(persona, transitions):
        reader.fault(path, persona.id, field, expected)
    return persona if len(reader.faults) == before else None


def read_personas(folder: Path | None = None) -> tuple[tuple[Persona, ...], list[Fault]]:
    """All good personas in file order, and everything that is wrong with the others."""
    reader = Reader(folder or settings().content)
    transitions = load_transitions(folder)
    shared = read_shared(reader)
    found = good_ones(
        reader, "personas/*.yaml", lambda path: _read(reader, path, transitions, shared)
    )
    return found, reader.faults


def load_personas(folder: Path | None = None) -> tuple[Persona, ...]:
    """All personas; raises ContentError when any file has a fault."""
    found, faults = read_personas(folder)
    if faults:
        reader = Reader(folder or settings().content)
        reader.faults = faults
        reader.raise_faults()
    return found


def check_file(path: Path) -> Persona:
    """One persona from a file anywhere; raises ContentError with all that is wrong."""
    shared = read_shared(Reader(settings().content))
    reader = Reader(path.parent)
    persona = _read(reader, path, load_transitions(), shared)
    reader.raise_faults()
    assert persona is not None
    return persona

"""Aims, and whether a result meets them.

Contract: ``load_gates`` reads ``gates.yaml``: per suite the figures that have an aim, with where
the aim comes from. ``judge`` compares one result with one aim. The point alone never passes: the
bound of the 95 % interval on the unlucky side must meet ``bound`` (or the aim itself), except for
``exact`` aims, which are counts or promises without chance. ``optional`` aims are left out when
there is no figure (no model, no origins). ``floor`` is what the shipped version
reaches on its first dev file; CI and the mutations hold it there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

FILE = Path(__file__).with_name("gates.yaml")


class Verdict(StrEnum):
    """What can be said of an aim."""

    MET = "gehaald"
    NOT_SHOWN = "niet aangetoond"
    MISSED = "niet gehaald"
    NO_FIGURE = "geen cijfer"


class Gate(BaseModel):
    """One aim: ``figure`` and ``interval`` are paths into a suite's result."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    figure: str
    name: str
    aim: float
    why: str
    better: Literal["high", "low"] = "high"
    bound: float | None = None
    interval: str = ""
    exact: bool = False
    optional: bool = False
    floor: float | None = None

    @property
    def limit(self) -> float:
        """What the bound of the interval must meet."""
        return self.aim if self.bound is None else self.bound

    def meets(self, value: float, aim: float) -> bool:
        """Whether a figure is on the good side of an aim; rounding is no miss."""
        return value >= aim - 1e-9 if self.better == "high" else value <= aim + 1e-9


@dataclass(frozen=True)
class Reading:
    """A figure as a suite gives it."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None


@lru_cache(maxsize=1)
def load_gates() -> dict[str, tuple[Gate, ...]]:
    """All aims by suite; raises pydantic's error when the file is not in its form."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, tuple[Gate, ...]]).validate_python(raw)


def at(result: Mapping[str, Any], path: str) -> Any:
    """What stands at a path of keys with dots between, or None."""
    found: Any = result
    for key in path.split("."):
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def reading(result: Mapping[str, Any], gate: Gate) -> Reading:
    """The figure of an aim with its interval, where it has one."""
    found = at(result, gate.figure)
    if isinstance(found, Mapping):
        value = found.get("value", found.get("difference"))
        # Wordings of one case are no separate cases: of two intervals the widest counts.
        lows = [found[key] for key in ("low", "cluster_low") if found.get(key) is not None]
        highs = [found[key] for key in ("high", "cluster_high") if found.get(key) is not None]
        return Reading(value, min(lows, default=None), max(highs, default=None), found.get("n"))
    edges = at(result, gate.interval) if gate.interval else None
    low, high = edges if isinstance(edges, Sequence) and len(edges) == 2 else (None, None)
    return Reading(None if found is None else float(found), low, high)


def judge(result: Mapping[str, Any], gate: Gate) -> tuple[Reading, Verdict]:
    """The figure and whether it meets its aim."""
    seen = reading(result, gate)
    if seen.value is None:
        return seen, Verdict.NO_FIGURE
    if not gate.meets(seen.value, gate.aim):
        return seen, Verdict.MISSED
    if gate.exact:
        return seen, Verdict.MET
    edge = seen.low if gate.better == "high" else seen.high
    shown = edge is not None and gate.meets(edge, gate.limit)
    return seen, Verdict.MET if shown else Verdict.NOT_SHOWN


def below_floor(result: Mapping[str, Any], suite: str) -> list[Gate]:
    """Aims of a suite whose figure is worse than what the shipped version reaches."""
    return [
        gate
        for gate in load_gates().get(suite, ())
        if gate.floor is not None
        and ((seen := reading(result, gate).value) is None or not gate.meets(seen, gate.floor))
    ]

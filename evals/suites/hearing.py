"""Whether Kier hears what a message does: fears an answer, tells of a silence, makes a plan.

Contract: ``run`` reads lines ``{"id","asked","text","ok":[hook id, …]}``: the question before the
message (empty for the first one), and every hook that would do, or ``rest``. Gives the shares
``fitting`` (the surest call is one of those; no call counts as ``rest``), ``fitting_surest`` (the
same for the forty per cent that were heard most surely) and ``among_three``; and per range of
chance how many calls there are and how many of them fit, so that a chance can be held against what
it promises. An unknown hook is a Dutch error.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from coach.dialogue.hook_model import REST
from coach.dialogue.state import Call
from coach.errors import CasesUnreadable
from evals.casefiles import read_lines
from evals.suites.measures import wilson

SUREST = 0.4
RANGES = (0.0, 0.25, 0.4, 0.6, 0.8)


class Heeds(Protocol):
    """What is measured."""

    def calls(self, text: str, asked: str = "") -> list[Call]:
        """The hooks that a message calls for, surest first."""
        ...


def load_heeding() -> tuple[Heeds, frozenset[str]]:
    """What Kier hears with, and the names of all hooks."""
    from coach.dialogue.hook_model import HookModel
    from coach.dialogue.hooks import load_hooks
    from coach.encoder.hearing import load_hearing

    hooks = load_hooks()
    model = HookModel.load(hooks=hooks, hearing=load_hearing())
    return model, frozenset(hook.entry.id for hook in hooks.all)


def read_cases(path: Path, known: frozenset[str]) -> list[dict[str, Any]]:
    """The cases; raises CasesUnreadable when one names a hook that is not there."""
    cases = read_lines(path, ("id", "asked", "text", "ok"))
    for number, case in enumerate(cases, 1):
        unknown = [name for name in case["ok"] if name not in known and name != REST]
        if unknown or not case["ok"]:
            detail = ", ".join(map(str, unknown)) or "ok"
            raise CasesUnreadable(file=path, line=number, detail=detail)
    return cases


def run(path: Path) -> dict[str, Any]:
    """The figures."""
    model, known = load_heeding()
    found: list[tuple[float, bool]] = []
    among = 0
    for case in read_cases(path, known):
        calls = model.calls(str(case["text"]), str(case["asked"]))
        first = calls[0].hook if calls else REST
        found.append((calls[0].sure if calls else 0.0, first in case["ok"]))
        among += any(call.hook in case["ok"] for call in calls[:3]) or first in case["ok"]
    surest = sorted(found, reverse=True)[: round(SUREST * len(found))]
    return {
        "n": len(found),
        "fitting": _share(found),
        "fitting_surest": _share(surest),
        "among_three": wilson(among, len(found)),
        "by_chance": [
            {"from": low, **_share([one for one in found if low <= one[0] < high])}
            for low, high in zip(RANGES, (*RANGES[1:], 2.0), strict=True)
        ],
    }


def _share(found: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    return wilson(sum(fits for _, fits in found), len(found))

"""Guards whose absence must show in the figure of a suite.

Contract: each ``Guard`` names the one function that is replaced while a suite runs over its dev
file, and the figure that must fall through its floor (``gates.yaml``). ``run`` gives one row per
guard with the figure before and after; ``noticed`` means that it stood above its floor and fell
through it. A new guard is one entry of ``guards()``; a new suite one of ``_suites()``.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coach.errors import OutsideRefused
from coach.labels import Request, Rule
from evals.gates import Gate, load_gates, reading
from evals.registry import CASES
from evals.suites.measures import wilson

Runner = Callable[[], dict[str, Any]]
#: The network guard has no cases: these are asked for by hand, and nothing is sent.
OUTSIDE = ("voorbeeld.invalid", "203.0.113.7", "2001:db8::1")


@dataclass(frozen=True)
class Patch:
    """One attribute to replace for a while."""

    owner: Any
    name: str
    value: Any


@dataclass(frozen=True)
class Guard:
    """A guard, how it is taken away, and where that must show."""

    name: str
    suite: str
    figure: str
    patches: tuple[Patch, ...]


@dataclass(frozen=True)
class Row:
    """What happened without a guard."""

    guard: str
    suite: str
    figure: str
    before: float | None
    after: float | None
    noticed: bool
    tried: bool = True


@contextmanager
def without(*patches: Patch) -> Iterator[None]:
    """The product with these attributes replaced; put back whatever happens."""
    with ExitStack() as stack:
        for patch in patches:
            before = patch.owner.__dict__[patch.name]
            stack.callback(setattr, patch.owner, patch.name, before)
            setattr(patch.owner, patch.name, patch.value)
        yield


def _without_rule(function: Callable[..., Any], rule: Rule) -> Callable[..., Any]:
    def cut(*args: Any, **named: Any) -> Any:
        return [fault for fault in function(*args, **named) if fault.rule is not rule]

    return cut


def guards() -> list[Guard]:
    """All guards that can be taken away."""
    from coach import guard
    from coach.dialogue import check, check_facts, check_form, check_learned, check_wordings
    from coach.dialogue.listen import Listener
    from coach.dialogue.signals import SignalDetector
    from coach.dialogue.state import Conversation, Signal
    from coach.privacy.memory import Pseudonyms
    from coach.privacy.watch import Watch

    verdict = (
        Patch(check, "wording_faults", _without_rule(check_wordings.wording_faults, Rule.OORDEEL)),
        Patch(
            check_learned.LearnedRules,
            "faults",
            _without_rule(check_learned.LearnedRules.faults, Rule.OORDEEL),
        ),
    )
    return [
        Guard(
            "signalen",
            "signals",
            "per_level.acuut",
            (Patch(SignalDetector, "detect", lambda self, text: Signal()),),
        ),
        Guard(
            "afwijzen van een oordeel",
            "requests",
            "deflected",
            (Patch(Listener, "request", lambda self, text: (Request.REFLECTIE, 1.0)),),
        ),
        Guard(
            "nakijken van het taalmodel",
            "checks",
            "any.recall",
            (Patch(check.Checker, "reply", lambda self, text, basis: []),),
        ),
        Guard("regel tegen oordelen", "checks", "per_rule.oordeel.recall", verdict),
        Guard(
            "regel voor aanhalingen",
            "checks",
            "per_rule.citaat.recall",
            (Patch(check_form, "citation_faults", lambda text, basis: []),),
        ),
        Guard(
            "regel tegen verzonnen feiten",
            "checks",
            "per_rule.feit.recall",
            (Patch(check_facts.Facts, "faults", lambda self, text, basis: []),),
        ),
        Guard(
            "herkennen van namen",
            "deid",
            "per_class.PERSOON.recall_blind",
            (Patch(Watch, "find", lambda self, text, known=(): []),),
        ),
        Guard(
            "vervangen van nummers in een beurt",
            "reliability",
            "broken",
            (Patch(Pseudonyms, "apply", lambda self, text, watch: text),),
        ),
        Guard(
            "geen vraag twee keer",
            "reliability",
            "broken",
            (
                Patch(Conversation, "asked", property(lambda self: set())),
                Patch(Conversation, "asked_texts", property(lambda self: set())),
            ),
        ),
        Guard(
            "niets naar buiten",
            "network",
            "refused",
            (Patch(guard, "_check", lambda host: None),),
        ),
    ]


def _suites(every: int) -> dict[str, Runner]:
    """The suites, over every nth case of their dev file; what they measure is loaded once.

    The coach is loaded when the first guard asks for it.
    """
    from coach.settings import settings
    from evals.suites import checks, deid, reliability, requests, signals
    from evals.voices import coach_for

    coach = cache(lambda: coach_for(settings()))
    talks = CASES / "dialogue-dev.jsonl"

    def over(module: Any, name: str) -> Runner:
        return lambda: thinned(module.run, CASES / name, every)

    return {
        "signals": over(signals, "signals-dev.jsonl"),
        # Never thinned: of a few requests one that is missed falls through the floor.
        "requests": lambda: requests.run(CASES / "requests-dev.jsonl"),
        "checks": over(checks, "checks-dev.jsonl"),
        "deid": over(deid, "deid-dev.jsonl"),
        "reliability": lambda: reliability.run(coach(), talks, count=6, steps=25, soak_turns=0),
        "network": _network,
    }


def thinned(suite: Callable[[Path], dict[str, Any]], cases: Path, every: int) -> dict[str, Any]:
    """A suite over every nth line of a file."""
    if every == 1:
        return suite(cases)
    lines = cases.read_text(encoding="utf-8").splitlines()[::every]
    with TemporaryDirectory() as folder:
        place = Path(folder) / cases.name
        place.write_text("\n".join(lines), encoding="utf-8")
        return suite(place)


def _network() -> dict[str, Any]:
    """How many ways out are refused. The events are the guard's own; no socket is opened."""
    from coach.begin import begin

    begin()
    refused = 0
    for host in OUTSIDE:
        for event, args in (
            ("socket.getaddrinfo", (host, 443, 0, 0, 0)),
            ("socket.connect", (None, (host, 443))),
        ):
            try:
                sys.audit(event, *args)
            except OutsideRefused:
                refused += 1
    return {"refused": wilson(refused, 2 * len(OUTSIDE))}


#: Its figure is no aim of the report.
_REFUSED = Gate(figure="refused", name="", aim=1.0, why="", exact=True, floor=1.0)


def _gate(guard: Guard) -> Gate:
    if guard.suite == "network":
        return _REFUSED
    return next(gate for gate in load_gates()[guard.suite] if gate.figure == guard.figure)


def run(
    tell: Callable[[str], None] = lambda name: None,
    listed: list[Guard] | None = None,
    suites: dict[str, Runner] | None = None,
    every: int = 1,
) -> list[Row]:
    """Takes each guard away in turn, on every nth case; the rest is for tests."""
    runners = suites or _suites(every)
    rows: list[Row] = []
    whole: dict[str, dict[str, Any]] = {}
    for guard in listed if listed is not None else guards():
        gate, runner = _gate(guard), runners[guard.suite]
        tell(guard.suite)
        if guard.suite not in whole:
            whole[guard.suite] = runner()
        tell(guard.name)
        with without(*guard.patches):
            bare = runner()
        before, after = (reading(result, gate).value for result in (whole[guard.suite], bare))
        rows.append(
            Row(guard.name, guard.suite, guard.figure, before, after, fell(gate, before, after))
        )
    return rows


def untried(listed: list[Guard]) -> list[Row]:
    """Rows of guards that were not taken away this time."""
    return [Row(g.name, g.suite, g.figure, None, None, False, tried=False) for g in listed]


def fell(gate: Gate, before: float | None, after: float | None) -> bool:
    """Whether a figure stood above its floor and fell through it."""
    if gate.floor is None or before is None or not gate.meets(before, gate.floor):
        return False
    return after is None or not gate.meets(after, gate.floor)

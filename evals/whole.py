"""All suites in one go, picked up where it stopped.

Contract: ``run_all`` runs each job whose key has changed and takes the others from what an earlier
run left in ``out/results``; a key is made of the case file, content, prompts, code, encoder,
voice and model. A result is written as soon as its suite is done, so that an interrupted run goes
on from there. A suite that fails is in the report with its sentence and stops nothing. Only
figures and ids are kept (``evals.slim``).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

from coach.errors import KierError
from coach.labels import VoiceName
from evals import ledger, stamps
from evals.errors import OutUnusable
from evals.gates import judge, load_gates
from evals.registry import Given, Job, Split
from evals.slim import failures, slim

Tell = Callable[[Job, int, int], None]


@dataclass(frozen=True)
class Aim:
    """One aim with what was found."""

    figure: str
    name: str
    why: str
    better: str
    aim: float
    bound: float
    exact: bool
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    verdict: str


@dataclass
class Record:
    """One suite on one file."""

    suite: str
    file: str
    sha256: str
    split: str
    key: str
    seconds: float = 0.0
    reused: bool = False
    openings: int | None = None
    error: str = ""
    failures: list[str] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)
    aims: list[Aim] = field(default_factory=list)


def key_of(job: Job, head: dict[str, Any], voice: VoiceName) -> str:
    """What a result depends on, as one hash; how fast the machine is does not count.

    Voice and model only where the suite asks for them, so that judging a model repeats no more
    than it must.
    """
    parts = [head[name] for name in ("versions", "content", "prompts", "code", "encoder")]
    spoken = [voice, head["model"]] if job.suite.depends_on_voice else []
    made = [job.suite.name, job.split, stamps.of_file(job.file), *spoken, *parts]
    return sha256(json.dumps(made, sort_keys=True, default=str).encode()).hexdigest()


def run_all(
    jobs: Sequence[Job],
    head: dict[str, Any],
    given: Given,
    coach: Callable[[], Any],
    out: Path | None,
    tell: Tell = lambda job, number, count: None,
    book: Path = ledger.FILE,
) -> list[Record]:
    """The records of all jobs; ``coach`` makes the coach, once, when the first suite wants it."""
    records: list[Record] = []
    for number, job in enumerate(jobs):
        tell(job, number, len(jobs))
        record = Record(
            job.suite.name,
            job.file.name,
            stamps.of_file(job.file),
            str(job.split),
            key_of(job, head, given.voice),
        )
        kept = None if out is None else _kept(out, job)
        if kept is not None and kept.get("key") == record.key and not kept.get("error"):
            record.seconds, record.reused = kept["seconds"], True
            record.failures, record.result = kept["failures"], kept["result"]
        else:
            if job.suite.wants_coach and given.coach is None:
                given = Given(coach(), given.voice, given.model)
            _run(record, job, given)
            if job.split is Split.TEST and not record.error:
                ledger.note(job.suite.name, job.file, head["encoder"], _outcome(record), book)
            if out is not None:
                _keep(out, job, record)
        record.aims = aims_of(record)
        if job.split is Split.TEST:
            record.openings = ledger.openings(job.suite.name, job.file, book)
        records.append(record)
    return records


def _run(record: Record, job: Job, given: Given) -> None:
    started = perf_counter()
    try:
        result = job.suite.run(job.file, given)
    except KierError as error:
        record.error = str(error)
        return
    except Exception as error:
        # One broken suite must not cost the others; its message may hold text of a case.
        record.error = f"{KierError()} ({type(error).__name__})"
        return
    record.seconds = round(perf_counter() - started, 1)
    record.failures = failures(result)
    record.result = slim(result)


def aims_of(record: Record) -> list[Aim]:
    """The aims of a record's suite, judged."""
    found = []
    for gate in load_gates().get(record.suite, ()) if not record.error else ():
        seen, verdict = judge(record.result, gate)
        if gate.optional and seen.value is None:
            continue
        found.append(
            Aim(
                gate.figure, gate.name, gate.why, gate.better, gate.aim, gate.limit, gate.exact,
                seen.value, seen.low, seen.high, seen.n, str(verdict),
            )
        )  # fmt: skip
    return found


def _outcome(record: Record) -> str:
    """The aims' figures in a few words."""
    said = []
    for aim in aims_of(record):
        if aim.value is None:
            continue
        edges = "" if aim.low is None else f" [{aim.low:.2f}-{aim.high:.2f}]"
        said.append(f"{aim.figure} {aim.value:.2f}{edges}")
    return "; ".join(said)


def _place(out: Path, job: Job) -> Path:
    return out / "results" / f"{job.name}.json"


def _kept(out: Path, job: Job) -> dict[str, Any] | None:
    try:
        found = json.loads(_place(out, job).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _keep(out: Path, job: Job, record: Record) -> None:
    place = _place(out, job)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_suffix(".new")
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1, default=str)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(place)
    except OSError as error:
        raise OutUnusable(place=out) from error

"""Breaks a guard in a copy of the project and runs the tests that must see it.

Contract: ``Workshop`` is a temporary copy; ``outcomes`` runs tests in it, in a process of their
own, and says of each whether it failed. ``run`` gives one ``Trial`` per break: each
of its tests passes in the sound copy and fails in the broken one. A test that cannot be run at all
(an import error, a fixture that breaks, a skip, too long) proves nothing and is never "red".
What was tried before is kept in ``book`` and not tried again as long as the break, the files it
edits and the files of its tests are the same; what those files lean on is not looked at.
``tried_before`` tells what ``book`` holds and runs nothing.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from xml.etree import ElementTree

from coach.settings import ROOT
from evals.errors import OutUnusable, TestsMissing
from evals.mutations.breaks import Break, broken
from evals.mutations.warm import LIBRARIES

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", ".scratch", "build", "dist"
)
#: Seconds for all tests of one break.
LONGEST = 420


class Outcome(StrEnum):
    """What came of a test."""

    GREEN = "groen"
    RED = "rood"
    SKIPPED = "overgeslagen"
    STUCK = "niet te draaien"
    UNTRIED = "niet geprobeerd"


@dataclass(frozen=True)
class Trial:
    """One guard without which these tests ran; ``seconds`` for the broken copy."""

    guard: str
    how: str
    promise: str
    before: dict[str, str]
    after: dict[str, str]
    seconds: float
    key: str = ""

    @property
    def noticed(self) -> bool:
        """Whether every test passed with the guard and failed without it."""
        return all(kind == Outcome.GREEN for kind in self.before.values()) and all(
            kind == Outcome.RED for kind in self.after.values()
        )

    @property
    def tried(self) -> bool:
        """Whether it was run at all."""
        return any(kind != Outcome.UNTRIED for kind in self.after.values())


class Workshop:
    """A copy of the project; one break at a time. ``runner`` is ``evals.mutations.warm`` in it."""

    def __init__(self, root: Path, runner: "subprocess.Popen[str]") -> None:
        self._root, self._runner = root, runner

    @contextmanager
    def without(self, item: Break) -> Iterator[None]:
        """The copy with this guard broken, put back whatever happens."""
        changed = broken(item, self._root)
        sound = {name: (self._root / name).read_text("utf-8") for name in changed}
        try:
            self._write(changed)
            yield
        finally:
            self._write(sound)

    def _write(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            path = self._root / name
            path.write_text(text, encoding="utf-8")
            # Compiled code is told apart by second and size only: too coarse for this.
            for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
                stale.unlink()

    def outcomes(self, tests: Sequence[str], longest: float = LONGEST) -> dict[str, str]:
        """What comes of each test."""
        report = self._root / "uitslag.xml"
        report.unlink(missing_ok=True)
        # By file: what the tests of a file share, such as a whole server, is made once.
        order = sorted(dict.fromkeys(tests), key=lambda test: test.split("::")[0])
        ask = {"tests": order, "report": str(report), "longest": longest}
        assert self._runner.stdin is not None and self._runner.stdout is not None
        self._runner.stdin.write(json.dumps(ask) + "\n")
        self._runner.stdin.flush()
        self._runner.stdout.readline()
        try:
            cases = list(ElementTree.parse(report).iter("testcase"))
        except (OSError, ElementTree.ParseError):
            cases = []
        return {test: _outcome(test, cases) for test in tests}


def _outcome(test: str, cases: Sequence[ElementTree.Element]) -> str:
    file, name = test.split("::")
    place = file.removesuffix(".py").replace("/", ".")
    mine = [
        {child.tag for child in case}
        for case in cases
        if case.get("classname") == place and (case.get("name") or "").split("[")[0] == name
    ]
    # One parameter that fails is enough; one that cannot start makes the rest suspect.
    if any("error" in tags for tags in mine) or not mine:
        return Outcome.STUCK
    if any("failure" in tags for tags in mine):
        return Outcome.RED
    return Outcome.SKIPPED if all("skipped" in tags for tags in mine) else Outcome.GREEN


@contextmanager
def workshop(root: Path = ROOT, libraries: Sequence[str] = LIBRARIES) -> Iterator[Workshop]:
    """A copy of the project for as long as the block lasts; raises TestsMissing without tests."""
    if not (root / "tests").is_dir():
        raise TestsMissing(folder=root)
    with TemporaryDirectory(prefix="kier-zonder-") as folder:
        place = Path(folder) / "kier"
        shutil.copytree(root, place, ignore=_LEFT_OUT)
        env = {name: value for name, value in os.environ.items() if not name.startswith("COACH_")}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        env["PYTHONPATH"] = str(place)
        warm = Path(__file__).with_name("warm.py")
        command = [sys.executable, "-P", str(warm), *libraries]
        runner = subprocess.Popen(
            command, cwd=place, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            assert runner.stdout is not None
            runner.stdout.readline()
            yield Workshop(place, runner)
        finally:
            runner.kill()
            runner.communicate()


def key_of(item: Break, root: Path = ROOT) -> str:
    """What a trial depends on, as one hash."""
    files = sorted({e.file for e in item.edits} | {test.split("::")[0] for test in item.tests})
    parts = [item.model_dump_json(), *(f"{f}\0{_text(root / f)}" for f in files)]
    return sha256("\0".join(parts).encode()).hexdigest()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def run(
    breaks: Sequence[Break],
    tell: Callable[[str], None] = lambda name: None,
    book: Path | None = None,
    root: Path = ROOT,
    libraries: Sequence[str] = LIBRARIES,
) -> list[Trial]:
    """The trials of all breaks, in order; those in ``book`` that still hold are not run again."""
    known = _kept(book)
    # First of all: a break that no longer fits must not be found after an hour.
    for item in breaks:
        broken(item, root)
    todo = [item for item in breaks if key_of(item, root) not in known]
    if todo:
        with workshop(root, libraries) as shop:
            tests = [test for item in todo for test in item.tests]
            sound = shop.outcomes(tests, LONGEST * len(todo))
            for item in todo:
                tell(f"{item.guard}: {item.how}")
                trial = _tried(item, shop, sound, root)
                known[trial.key] = trial
                _keep(book, known)
    return [known[key_of(item, root)] for item in breaks]


def tried_before(breaks: Sequence[Break], book: Path | None, root: Path = ROOT) -> list[Trial]:
    """What ``book`` holds of these breaks, in order; of any other that it was not tried."""
    known = _held(book)
    return [known.get(key_of(item, root)) or _untried(item, root) for item in breaks]


def _untried(item: Break, root: Path) -> Trial:
    said = {test: str(Outcome.UNTRIED) for test in item.tests}
    return Trial(item.guard, item.how, item.promise, said, said, 0.0, key_of(item, root))


def _tried(item: Break, shop: Workshop, sound: dict[str, str], root: Path) -> Trial:
    """``sound`` is what came of the tests in the sound copy."""
    before = {test: sound[test] for test in item.tests}
    started = perf_counter()
    with shop.without(item):
        after = shop.outcomes(item.tests)
    seconds = round(perf_counter() - started, 1)
    return Trial(item.guard, item.how, item.promise, before, after, seconds, key_of(item, root))


def _kept(book: Path | None) -> dict[str, Trial]:
    # What went unnoticed is worth another try: the test may have been mended elsewhere.
    return {key: trial for key, trial in _held(book).items() if trial.noticed}


def _held(book: Path | None) -> dict[str, Trial]:
    if book is None or not book.is_file():
        return {}
    try:
        held = [Trial(**row) for row in json.loads(book.read_text(encoding="utf-8"))]
    except (ValueError, TypeError):
        return {}
    return {trial.key: trial for trial in held}


def _keep(book: Path | None, known: dict[str, Trial]) -> None:
    if book is None:
        return
    try:
        book.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(t) for t in known.values()], ensure_ascii=False, indent=1)
        book.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutUnusable(place=book.parent) from error

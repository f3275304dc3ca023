"""What works on this machine and what to do about the rest.

Contract: ``examine`` gives findings without changing anything and without raising; ``coverage``
counts the question bank by stage, perspective, theme and dimension as text lines.
"""

import importlib.util
import platform
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import psutil

from coach.decimals import fill
from coach.encoder.others import load_listening
from coach.errors import DataFolderBusy, KierError
from coach.knowledge.content import load_all, load_helplines, load_questions
from coach.knowledge.index import Index, stamp_of
from coach.labels import Actor, Dimension, Stage, Theme
from coach.lock import hold
from coach.settings import Settings
from coach.ui import texts

HELPLINES_DAYS = 180
_MEMORY_BYTES = 1.5 * 2**30


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    works: bool
    sentence: str
    next_step: str = ""


def _finding(name: str, check: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        works, detail = check()
    except KierError as error:
        works, detail = False, str(error)
    sentence, step = texts.DOCTOR[name]
    return Finding(name, works, sentence.format(detail=detail), "" if works else step)


def _content(settings: Settings) -> tuple[bool, str]:
    held = load_all(settings.content)
    return True, texts.DOCTOR_COUNTS.format(
        passages=len(held.passages), cases=len(held.cases), questions=len(held.questions)
    )


def _index(settings: Settings) -> tuple[bool, str]:
    encoder = load_listening(settings.encoder)
    held = Index(settings.data_folder).collections(stamp_of(encoder))
    return True, ", ".join(f"{kind} {part.count()}" for kind, part in held.items())


def _data(settings: Settings) -> tuple[bool, str]:
    try:
        hold(settings).release()
    except DataFolderBusy:
        return True, f"{settings.data_folder} ({texts.DOCTOR_BUSY})"
    return True, str(settings.data_folder)


def _helplines(settings: Settings) -> tuple[bool, str]:
    oldest = min(entry.checked_on for entry in load_helplines(settings.content))
    return (date.today() - oldest).days <= HELPLINES_DAYS, oldest.strftime("%d-%m-%Y")


def _llm() -> tuple[bool, str]:
    there = importlib.util.find_spec("llama_cpp") is not None
    return there, texts.DOCTOR_LOADED if there else texts.DOCTOR_MISSING


def _memory() -> tuple[bool, str]:
    free = psutil.virtual_memory().available
    return free > _MEMORY_BYTES, fill("{free:.1f} GB", free=free / 2**30)


def examine(settings: Settings) -> Iterator[Finding]:
    """Findings, one by one."""
    yield _finding("python", lambda: (sys.version_info >= (3, 11), platform.python_version()))
    yield _finding("content", lambda: _content(settings))
    yield _finding("encoder", lambda: (True, load_listening(settings.encoder).stamp))
    yield _finding("data", lambda: _data(settings))
    yield _finding("index", lambda: _index(settings))
    yield _finding("helplines", lambda: _helplines(settings))
    yield _finding("memory", _memory)
    yield _finding("llm", _llm)


def coverage(settings: Settings) -> list[str]:
    """The question bank counted, with the empty cells named."""
    questions = load_questions(settings.content)
    by_voice = Counter((q.stage, q.perspective, q.dimension) for q in questions)
    by_theme = Counter((theme, q.stage) for q in questions for theme in q.themes)
    lines = [texts.COVERAGE_HEAD]
    empty: list[str] = []
    for stage in Stage:
        for actor in Actor:
            counts = [by_voice[(stage, actor, dimension)] for dimension in Dimension]
            lines.append(f"  {stage:<10} {actor:<16} " + " ".join(f"{n:>4}" for n in counts))
            empty += [
                f"{stage}/{actor}/{dimension}"
                for dimension, n in zip(Dimension, counts, strict=True)
                if n == 0
            ]
    lines.append(texts.COVERAGE_THEMES)
    for theme in Theme:
        counts = [by_theme[(theme, stage)] for stage in Stage]
        lines.append(f"  {theme:<32} " + " ".join(f"{n:>4}" for n in counts))
        empty += [f"{theme}/{s}" for s, n in zip(Stage, counts, strict=True) if n == 0]
    lines.append(
        texts.COVERAGE_EMPTY.format(cells=", ".join(empty)) if empty else texts.COVERAGE_FULL
    )
    return lines

"""What the page about the language model shows and does.

Contract: pure functions to HTML, and generators of ``Step`` for what takes time; no Gradio in here.
Errors become a Dutch notice; what was typed stays, since no box is emptied.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from time import monotonic

from coach.decimals import fill
from coach.errors import KierError
from coach.knowledge.schemas import ModelFile
from coach.model.catalogue import Machine, expect, fits, propose
from coach.model.download import HUB, Downloads, Progress
from coach.model.errors import DownloadFailed
from coach.model.service import Figures, ModelService, ModelStatus
from coach.ui.texts import models as words

HOST = HUB.partition("//")[2]
_GIGA = 1e9


@dataclass(frozen=True)
class Step:
    """What the page shows while something runs: a notice and the progress of a download."""

    notice: str = ""
    progress: str = ""


def state(service: ModelService) -> str:
    """Which model is on, what it takes, and what it said that was not shown."""
    sentence = {
        ModelStatus.NONE: words.NONE,
        ModelStatus.CHECKING: words.CHECKING,
        ModelStatus.LOADING: words.LOADING,
        ModelStatus.READY: words.READY,
        ModelStatus.SERVER: words.SERVER,
        ModelStatus.FAILED: words.FAILED,
    }[service.status].format(name=service.name)
    error = f'<p class="kier-notice">{escape(str(service.error))}</p>' if service.error else ""
    rows = _figures(service.figures(), service.status)
    listed = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in rows)
    return (
        f'<section class="kier-model-state"><h3>{escape(words.NOW)}</h3>'
        f'<p class="kier-model-now" role="status">{escape(sentence)}</p>{error}'
        f"<dl>{listed}</dl>{_checks(service.counters.read())}</section>"
    )


def _figures(figures: Figures, status: ModelStatus) -> list[tuple[str, str]]:
    process = figures.process / _GIGA
    if status is not ModelStatus.READY or figures.weights is None:
        return []
    memory = fill(words.MEMORY_VALUE, process=process, weights=figures.weights / _GIGA)
    if not figures.tokens_per_second:
        return [(words.SPEED, words.UNMEASURED), (words.MEMORY, memory)]
    rows = [
        (words.SPEED, fill(words.SPEED_VALUE, speed=figures.tokens_per_second)),
        (words.FIRST, fill(words.FIRST_VALUE, seconds=figures.seconds_to_first)),
    ]
    if figures.reused_share is not None:
        rows.append((words.REUSED, words.REUSED_VALUE.format(part=figures.reused_share)))
    return [*rows, (words.MEMORY, memory)]


def _checks(counts: Mapping[str, Mapping[str, int]]) -> str:
    if not counts:
        return ""
    parts = []
    for name, rules in counts.items():
        rows = "".join(
            f"<tr><td>{escape(rule)}</td><td>{count}</td></tr>" for rule, count in rules.items()
        )
        parts.append(f"<table><caption>{escape(name)}</caption>{rows}</table>")
    return (
        f'<div class="kier-model-checks"><h4>{escape(words.CHECKS)}</h4>'
        f'<p class="kier-small">{escape(words.CHECKS_ABOUT)}</p>{"".join(parts)}</div>'
    )


def proposal(models: Sequence[ModelFile], on: Machine) -> tuple[str, str]:
    """The sentence about what suits this machine, and the proposed model's id."""
    chosen = propose(models, on)
    if chosen is None:
        return words.NO_PROPOSAL.format(memory=on.memory_gb), models[0].id if models else ""
    text = words.PROPOSED.format(cores=on.cores, memory=on.memory_gb, name=chosen.name)
    return text, chosen.id


def choices(models: Sequence[ModelFile], on: Machine) -> list[tuple[str, str]]:
    """Names and ids for the list."""
    return [(m.name + ("" if fits(m, on) else words.FITS_NOT), m.id) for m in models]


def details(model: ModelFile | None, on: Machine) -> str:
    """What to know of a model before fetching it."""
    if model is None:
        return ""
    wait = expect(model, on)
    text = fill(
        words.DETAILS,
        note=model.note,
        publisher=model.publisher,
        licence=model.licence,
        size=model.size_gb,
        download=_span(wait.download),
        first=_span(wait.first_word),
        reply=_span(wait.reply),
    )
    parts = [text] if model.sha256 else [text, words.SUM_FIRST]
    parts.append(words.OUTWARD.format(host=HOST))
    return "".join(f'<p class="kier-small">{escape(part)}</p>' for part in parts)


def get(
    service: ModelService, downloads: Downloads, model: ModelFile, stop: threading.Event
) -> Iterator[Step]:
    """Fetches a model and switches it on."""
    stop.clear()
    began, first = monotonic(), -1
    yield Step(progress=bar(0, words.STARTING.format(host=HOST)))
    last: Progress | None = None
    try:
        for last in downloads.fetch(model, stop):
            first = last.done if first < 0 else first
            yield Step(progress=_progress(last, last.done - first, monotonic() - began))
    except DownloadFailed as error:
        yield Step(notice=words.STOPPED if error.fault == "stopped" else str(error))
        return
    except KierError as error:
        yield Step(notice=str(error))
        return
    if last is None or last.path is None:
        return
    done = bar(1, words.FETCHED if last.checked else words.FETCHED_FIRST)
    for step in use_file(service, str(last.path)):
        yield Step(step.notice, done)


def use_file(service: ModelService, typed: str) -> Iterator[Step]:
    """Switches a file from disk on."""
    text = typed.strip().strip("\"'")
    if not text:
        yield Step(notice=words.FILE_EMPTY)
        return
    yield Step()
    yield from _tried(lambda: service.load(Path(text).expanduser()))


def use_server(service: ModelService, address: str, model: str) -> Iterator[Step]:
    """Switches a server on."""
    if not address.strip():
        yield Step(notice=words.SERVER_EMPTY)
        return
    yield Step()
    yield from _tried(lambda: service.use_server(address.strip(), model.strip()))


def _tried(work: Callable[[], None]) -> Iterator[Step]:
    try:
        work()
    except KierError:
        yield Step()  # the service keeps the error and ``state`` shows it
    except Exception:
        yield Step(notice=words.UNEXPECTED)
    else:
        yield Step()


def _progress(now: Progress, gained: int, seconds: float) -> str:
    if not now.total:
        return bar(0, words.STARTING.format(host=HOST))
    text = fill(words.PROGRESS, done=now.done / _GIGA, total=now.total / _GIGA)
    if gained > 0 and seconds > 2 and now.done < now.total:
        left = _span((now.total - now.done) * seconds / gained)
        text += f", {words.PROGRESS_LEFT.format(left=left)}"
    return bar(now.done / now.total, text)


def bar(share: float, text: str) -> str:
    """A progress bar with its sentence."""
    percent = max(0, min(100, round(100 * share)))
    return (
        f'<div class="kier-progress" role="progressbar" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{percent}" aria-label="{escape(text)}">'
        f'<div style="width:{percent}%"></div></div><p class="kier-small">{escape(text)}</p>'
    )


def _span(seconds: float) -> str:
    if seconds < 90:
        return words.SECONDS.format(n=max(1, round(seconds)))
    if seconds < 5400:
        return words.MINUTES.format(n=round(seconds / 60))
    return words.HOURS.format(n=round(seconds / 3600))

"""``coach eval``: all suites, one report; and the checks on the cases and guards themselves.

Contract: without a suite's name all suites run and the aims are shown; ``--out`` keeps results and
writes the report there. ``--leaks`` and ``--mutate`` run instead of the suites. The exit status is
1 on a KierError, when a leak is found or when a removed guard went unnoticed; aims that are missed
do not change it.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from coach.cli.common import Json, Stop
from coach.errors import KierError
from coach.labels import VoiceName
from coach.settings import settings
from evals.registry import Given, Job, Split, chosen

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach


#: A guard that bites shows in a part of the cases: every fourth.
EVERY = 4


class Speaker(StrEnum):
    """Whose answers are measured; both at once cannot be."""

    GUIDED = "guided"
    MODEL = "model"


def every_suite(
    context: typer.Context,
    split: Annotated[Split, typer.Option("--split", help="welk deel van de gevallen")] = Split.DEV,
    open_test: Annotated[
        bool, typer.Option("--open-test", help="opent het testdeel; komt in evals/ledger.md")
    ] = False,
    voice: Annotated[Speaker, typer.Option("--voice", help="wie er spreekt")] = Speaker.GUIDED,
    model: Annotated[
        Path | None, typer.Option("--model", help="modelbestand (GGUF)", dir_okay=False)
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option("--cases", help="map of bestand met eigen gevallen", exists=True),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="map voor resultaten en rapport", file_okay=False)
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option("--md", help="rapport.md ook hierheen", dir_okay=False)
    ] = None,
    json: Json = False,
    quick: Annotated[bool, typer.Option("--quick", help="zonder de zware toetsen")] = False,
    leaks: Annotated[
        bool, typer.Option("--leaks", help="zoekt testgevallen die al ergens anders staan")
    ] = False,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="haalt om de beurt een beveiliging weg")
    ] = False,
    guard: Annotated[
        str, typer.Option("--guard", help="met --mutate: alleen wat dit woord in zijn naam heeft")
    ] = "",
    tried: Annotated[
        bool, typer.Option("--tried", help="met --mutate: alleen wat al in de map van --out staat")
    ] = False,
) -> None:
    """All suites, unless one is named."""
    if context.invoked_subcommand is not None:
        return
    try:
        if leaks:
            _leaks(json)
        elif mutate:
            _mutate(guard, tried, out, markdown, json)
        else:
            _report(
                split, open_test, VoiceName(voice.value), model, cases, quick, out, markdown, json
            )
    except KierError as error:
        raise Stop(error) from error


def _report(
    split: Split,
    open_test: bool,
    voice: VoiceName,
    model: Path | None,
    cases: Path | None,
    quick: bool,
    out: Path | None,
    markdown: Path | None,
    json: bool,
) -> None:
    from evals import stamps
    from evals.errors import ModelWanted, NothingToRun, SplitClosed
    from evals.report import build, words
    from evals.voices import coach_for
    from evals.whole import run_all

    if split is Split.TEST and not open_test:
        raise SplitClosed()
    if voice is VoiceName.MODEL and model is None:
        raise ModelWanted()
    jobs = chosen(split, voice, cases, quick)
    if not jobs:
        raise NothingToRun(place=cases)
    head = stamps.head(settings(), model if voice is VoiceName.MODEL else None)

    def coach() -> "Coach":
        return coach_for(settings(), model if voice is VoiceName.MODEL else None)

    # To stderr, so that --json stays clean.
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=len(jobs))

        def tell(job: Job, number: int, count: int) -> None:
            bar.update(task, completed=number, description=f"{job.suite.name} ({job.file.name})")

        records = run_all(jobs, head, Given(voice=voice, model=model), coach, out, tell)
        bar.update(task, completed=len(jobs), description="")
    report = build.report(head, str(split), str(voice), records)
    if out is not None:
        build.write(report, out)
    if markdown is not None:
        build.write_markdown(report, markdown)
    if json:
        typer.echo(build.as_json(report))
        return
    for line in words.summary(report):
        typer.echo(line)
    if out is not None:
        typer.echo(words.WRITTEN.format(place=out / "report.html"))


def _leaks(json: bool) -> None:
    import json as notation

    from evals import leaks
    from evals.report import words

    found = leaks.check(settings())
    if json:
        typer.echo(notation.dumps(leaks.as_data(found), ensure_ascii=False, indent=1))
    else:
        for line in words.leaks(found):
            typer.echo(line)
    if found:
        raise typer.Exit(1)


def _mutate(word: str, tried: bool, out: Path | None, markdown: Path | None, json: bool) -> None:
    import json as notation
    from dataclasses import asdict

    from evals.mutations import figures, trial
    from evals.mutations.breaks import load_breaks
    from evals.report import build, words

    breaks = [item for item in load_breaks() if word in f"{item.guard} {item.promise}"]
    listed = [item for item in figures.guards() if word in item.name]
    book = out and out / "mutations.json"
    if tried:
        trials, rows = trial.tried_before(breaks, book), figures.untried(listed)
    else:
        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("", total=None)

            def tell(name: str) -> None:
                bar.update(task, description=name)

            trials = trial.run(breaks, tell, book)
            rows = figures.run(tell, listed, every=EVERY)
    if markdown is not None:
        build.write_text(words.mutations_paper(rows, trials), markdown)
    if json:
        told = [asdict(row) for row in rows]
        told += [asdict(trial) | {"noticed": trial.noticed} for trial in trials]
        typer.echo(notation.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in words.mutations(rows, trials):
            typer.echo(line)
    every: list[figures.Row | trial.Trial] = [*rows, *trials]
    if any(one.tried and not one.noticed for one in every):
        raise typer.Exit(1)

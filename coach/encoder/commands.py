"""Commands to make the encoder anew: ``coach encoder build`` and ``coach encoder contrast``.

Contract: a Typer sub-app named ``app``; everything heavy is imported inside the commands. Data
files stay where they are; only weights, tokenizer, config and manifest are written.

The in-domain step, after a build and once pairs are there::

    coach encoder contrast knowledge/pairs/*.jsonl --start coach/encoder/weights \
        --parallel DATA/tatoeba_en_nl.tsv.xz --out .scratch/encoder/contrast

It prints the figures of the dev clusters before and after; copy the folder over
``coach/encoder/weights`` only when general Dutch did not get worse.
"""

import logging
from pathlib import Path
from typing import Annotated

import typer

from coach.encoder.runtime import WEIGHTS_FOLDER

app = typer.Typer(no_args_is_help=True)

Files = Annotated[list[Path], typer.Option("--parallel", exists=True, dir_okay=False)]
Out = Annotated[Path, typer.Option("--out")]


def _log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


@app.command("build", help="Maakt de zinsmachine opnieuw uit zinsparen (Engels TAB Nederlands).")
def build_command(
    parallel: Files,
    mono: Annotated[list[Path] | None, typer.Option("--mono", exists=True)] = None,
    glossary: Annotated[Path | None, typer.Option("--glossary", exists=True)] = None,
    out: Out = WEIGHTS_FOLDER,
    sentences: Annotated[int, typer.Option("--sentences", min=0)] = 600_000,
    precision: Annotated[str, typer.Option("--precision")] = "int8",
    start: Annotated[Path | None, typer.Option("--start", exists=True)] = None,
    workers: Annotated[int, typer.Option("--workers", min=1)] = 1,
    cache: Annotated[Path | None, typer.Option("--cache")] = None,
) -> None:
    """Make the encoder from sentence pairs (English TAB Dutch)."""
    from coach.encoder.build import build

    _log()
    manifest = build(
        parallel,
        mono or [],
        glossary,
        out,
        sentences=sentences,
        workers=workers,
        precision="half" if precision == "half" else "full" if precision == "full" else "int8",
        start_from=start,
        cache=cache,
    )
    typer.echo(manifest.stamp)


@app.command("contrast", help="Leert verder van paren uit het veld (JSON Lines).")
def contrast_command(
    pairs: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    parallel: Annotated[list[Path] | None, typer.Option("--parallel", exists=True)] = None,
    glossary: Annotated[Path | None, typer.Option("--glossary", exists=True)] = None,
    start: Annotated[Path, typer.Option("--start", exists=True)] = WEIGHTS_FOLDER,
    out: Out = Path(".scratch/encoder/contrast"),
    content: Annotated[Path, typer.Option("--content", exists=True)] = Path("knowledge"),
    steps: Annotated[int, typer.Option("--steps", min=1)] = 600,
    seed: Annotated[int, typer.Option("--seed")] = 20261123,
    batch: Annotated[int, typer.Option("--batch", min=2)] = 40,
    threads: Annotated[int, typer.Option("--threads", min=1)] = 2,
    everything: Annotated[bool, typer.Option("--everything/--held-out")] = False,
    precision: Annotated[str, typer.Option("--precision")] = "int8",
    library: Annotated[bool, typer.Option("--library/--no-library")] = True,
    cache: Annotated[Path | None, typer.Option("--cache")] = None,
    alike: Annotated[list[Path] | None, typer.Option("--alike", exists=True)] = None,
    rate: Annotated[float, typer.Option("--rate", min=0.0)] = 1.0,
) -> None:
    """Go on with pairs of the field (JSON Lines), mixed with general Dutch."""
    import torch

    from coach.encoder.contrast import ContrastSettings
    from coach.encoder.specialise import specialise

    _log()
    torch.set_num_threads(threads)
    figures = specialise(
        pairs,
        parallel or [],
        glossary,
        start,
        out,
        content=content,
        settings=ContrastSettings(
            seed=seed,
            steps=steps,
            batch=batch,
            rate_words=ContrastSettings.rate_words * rate,
            rate_layers=ContrastSettings.rate_layers * rate,
        ),
        with_library=library,
        everything=everything,
        precision="full" if precision == "full" else "int8",
        cache=cache,
        alike=alike or [],
    )
    for name, value in figures.items():
        typer.echo(f"{name}\t{value:.4f}")


@app.command("hear", help="Leert een kopie horen wat een bericht doet en welke vraag erbij past.")
def hear_command(
    start: Annotated[Path, typer.Option("--start", exists=True)] = WEIGHTS_FOLDER,
    content: Annotated[Path, typer.Option("--content", exists=True)] = Path("knowledge"),
    out: Out = Path(".scratch/encoder/hearing"),
    passes: Annotated[int, typer.Option("--passes", min=1)] = 3,
    seed: Annotated[int, typer.Option("--seed")] = 1,
    threads: Annotated[int, typer.Option("--threads", min=1)] = 2,
    revision: Annotated[str, typer.Option("--revision")] = "haken2",
) -> None:
    """Teach a copy of the encoder what a message does, and which questions go with it."""
    import torch

    from coach.encoder.hearing_folder import teach_folder
    from coach.encoder.hearing_lessons import HearingSettings

    _log()
    torch.set_num_threads(threads)
    settings = HearingSettings(seed=seed, passes=passes)
    typer.echo(teach_folder(start, content, out, settings, revision=revision).stamp)


@app.command("average", help="Middelt de gewichten van meerdere leergangen vanaf één begin.")
def average_command(
    folders: Annotated[list[Path], typer.Argument(exists=True, file_okay=False)],
    out: Out = WEIGHTS_FOLDER,
    revision: Annotated[str, typer.Option("--revision")] = "contrast",
    share: Annotated[list[float] | None, typer.Option("--share", min=0.0)] = None,
) -> None:
    """Write the mean of several folders' weights."""
    from coach.encoder.soup import average

    typer.echo(average(folders, out, revision=revision, shares=share or ()).stamp)

"""``coach models``: which language model and which embedder suit this machine.

Contract: prints one proposal each and the rest of the known ones; fetches nothing.
"""

import typer

from coach.cli.common import Json, Stop, show
from coach.decimals import fill
from coach.errors import KierError
from coach.settings import settings
from coach.ui.texts import models as texts


def models(json: Json = False) -> None:
    """Zegt welk taalmodel en welke zinsmachine bij deze computer passen; haalt niets op."""
    from coach.encoder import others
    from coach.knowledge.content import load_models
    from coach.model import catalogue

    try:
        machine = catalogue.machine()
        known = load_models(settings().content)
        model, embedder = catalogue.propose(known, machine), others.propose(machine.memory_gb)
    except KierError as error:
        raise Stop(error) from error
    if json:
        show(
            {
                "memory_gb": round(machine.memory_gb, 1),
                "cores": machine.cores,
                "language_model": model and model.id,
                "embedder": embedder and embedder.id,
            },
            True,
        )
        return
    typer.echo(texts.MACHINE.format(cores=machine.cores, memory=machine.memory_gb))
    typer.echo(
        fill(texts.CLI_MODEL, name=model.name, size=model.size_gb) if model else texts.CLI_NO_MODEL
    )
    typer.echo(
        fill(
            texts.CLI_EMBEDDER,
            name=embedder.repository,
            licence=embedder.licence,
            size=embedder.size_gb,
            memory=embedder.memory_gb,
        )
        if embedder
        else texts.CLI_NO_EMBEDDER
    )
    typer.echo(texts.CLI_EMBEDDER_HOW)
    for row in others.known():
        typer.echo(
            fill(
                texts.CLI_EMBEDDER_ROW,
                name=row.repository,
                size=row.size_gb,
                licence=row.licence,
                score=row.nl,
            )
        )

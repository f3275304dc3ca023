"""``coach practice`` and ``coach personas check``: for those who write a partner.

Contract: ``practice`` plays one partner in the terminal, with the door and codes in a line when
``--show`` is given, and ends in looking back; ``personas check`` names every fault of a file.
"""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.common import Stop
from coach.errors import KierError
from coach.settings import settings
from coach.ui.texts import practice as texts

personas = typer.Typer(no_args_is_help=True, help="Gesprekspartners om mee te oefenen.")


@personas.command("check")
def check(file: Annotated[Path, typer.Argument(help="bestand met een gesprekspartner")]) -> None:
    """Zegt wat er in het bestand nog niet klopt."""
    from coach.practice.personas import check_file

    try:
        persona = check_file(file)
    except KierError as error:
        raise Stop(error) from error
    typer.echo(
        texts.CLI_CHECKED.format(
            name=persona.name,
            count=persona.count(),
            topics=len(persona.topics),
            hidden=len(persona.hidden),
        )
    )


def practice(
    persona: Annotated[str, typer.Option("--persona", help="id van de gesprekspartner")],
    show: Annotated[bool, typer.Option("--show", help="toont deur, gevoel en codes")] = False,
    seed: Annotated[int | None, typer.Option("--seed", help="zelfde begin, zelfde zinnen")] = None,
) -> None:
    """Oefent met een gesprekspartner in de terminal."""
    from coach.encoder.others import load_listening
    from coach.practice.assembly import assemble_practice, load_detector
    from coach.ui.practice_terminal import play

    try:
        encoder = load_listening(settings().encoder)
        rehearsal = assemble_practice(settings(), encoder, load_detector(settings(), encoder))
        play(rehearsal, persona, show, seed)
    except KierError as error:
        raise Stop(error) from error

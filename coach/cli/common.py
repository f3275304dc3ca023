"""What all commands share: ending on an error, options, printing of results.

Contract: ``Stop`` ends a command with status 1 and the error's Dutch sentence; ``show`` prints a
suite's result as JSON or as plain lines.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from coach.errors import KierError
from coach.settings import settings

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach

Cases = Annotated[Path, typer.Option("--cases", help="bestand met toetsgevallen")]
Json = Annotated[bool, typer.Option("--json", help="uitvoer als JSON")]


class Stop(typer.Exit):
    """Ends with status 1 after the sentence was printed."""

    def __init__(self, error: KierError) -> None:
        Console(stderr=True).print(str(error), markup=False, highlight=False)
        super().__init__(code=1)


def ready_coach() -> "Coach":
    """The coach over the index, built when needed; waits for it and for the watch over names."""
    from coach.ui.loading import Loader

    loader = Loader(settings()).start()
    loader.guard.wait()
    return loader.coach


def show(result: dict[str, Any], as_json: bool) -> None:
    """Prints a suite's result."""
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str))
        return
    for name, value in result.get("measures", result).items():
        if not isinstance(value, (list, dict)):
            typer.echo(f"{name}: {value}")

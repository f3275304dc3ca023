"""The command `coach`: run, chat, index, doctor, eval, encoder.

Contract: every command prints Dutch for people or JSON for machines, and ends with exit status 1
and one Dutch sentence on a KierError. Heavy modules are imported inside the commands, so that
`coach --help` is quick.
"""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from coach.errors import KierError
from coach.settings import settings
from coach.ui import texts

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
evaluate = typer.Typer(no_args_is_help=True, help="Toetsen over casusbestanden.")
app.add_typer(evaluate, name="eval")

Cases = Annotated[Path, typer.Option("--cases", help="bestand met toetsgevallen")]
Json = Annotated[bool, typer.Option("--json", help="uitvoer als JSON")]


class _Stop(typer.Exit):
    """Ends with status 1 after the sentence was printed."""

    def __init__(self, error: KierError) -> None:
        Console(stderr=True).print(str(error), markup=False, highlight=False)
        super().__init__(code=1)


@app.command()
def run() -> None:
    """Opent Kier in de browser."""
    from coach.ui.serve import serve

    try:
        serve(settings())
    except KierError as error:
        raise _Stop(error) from error


@app.command()
def index() -> None:
    """Leest de bibliotheek in; bij fouten blijft de oude index staan."""
    from coach.dialogue.assembly import build_index
    from coach.lock import hold

    try:
        lock = hold(settings())
        with Progress() as bar:
            task = bar.add_task(texts.CLI_INDEXING, total=None)
            report = build_index(
                settings(), lambda done, all: bar.update(task, completed=done, total=all)
            )
            bar.update(task, completed=1, total=1)
        lock.release()
    except KierError as error:
        raise _Stop(error) from error
    typer.echo(
        texts.CLI_INDEXED.format(
            added=report.added, unchanged=report.unchanged, removed=report.removed
        )
    )


@app.command()
def chat() -> None:
    """Voert het gesprek in de terminal."""
    from coach.ui.loading import Loader
    from coach.ui.serve import welcome_line
    from coach.ui.terminal import chat as talk

    try:
        coach = Loader(settings()).start().coach
        talk(coach, welcome_line(settings().content))
    except KierError as error:
        raise _Stop(error) from error


@app.command()
def doctor(
    content: Annotated[bool, typer.Option("--content", help="dekking van de vragenbank")] = False,
) -> None:
    """Zegt wat op deze computer werkt en wat je aan de rest kunt doen."""
    from coach.ui.doctor import coverage, examine

    if content:
        try:
            typer.echo("\n".join(coverage(settings())))
        except KierError as error:
            raise _Stop(error) from error
        return
    for finding in examine(settings()):
        mark = texts.DOCTOR_OK if finding.works else texts.DOCTOR_NOT
        typer.echo(f"[{mark}] {finding.sentence}")
        if finding.next_step:
            typer.echo(f"       {finding.next_step}")


def _coach() -> Any:
    from coach.ui.loading import Loader

    return Loader(settings()).start().coach


def _print(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str))
        return
    for name, value in result.get("measures", result).items():
        if not isinstance(value, (list, dict)):
            typer.echo(f"{name}: {value}")


@evaluate.command("dialogue")
def eval_dialogue(cases: Cases, json: Json = False) -> None:
    """Speelt gesprekken ({"id","mode","turns":[…]}) en toont elke beurt."""
    from evals.suites import dialogue

    try:
        _print(dialogue.run(_coach(), cases), json)
    except KierError as error:
        raise _Stop(error) from error


@evaluate.command("retrieval")
def eval_retrieval(
    cases: Cases,
    json: Json = False,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="drempels voor 'niets gevonden' naast elkaar")
    ] = False,
) -> None:
    """Zoeken in de bibliotheek ({"id","query","passages" of "themes","kind"})."""
    from evals.suites import retrieval

    try:
        if calibrate:
            retrieval.calibrate(_coach(), cases)
        else:
            _print(retrieval.run(_coach(), cases), json)
    except KierError as error:
        raise _Stop(error) from error


@evaluate.command("speed")
def eval_speed(cases: Cases = Path("evals/cases/dialogue-dev.jsonl"), json: Json = False) -> None:
    """Meet hoe lang een beurt duurt en of dat groeit."""
    from evals.suites import speed

    try:
        _print(speed.run(_coach(), cases), json)
    except KierError as error:
        raise _Stop(error) from error


def _plain_suite(name: str, help: str) -> None:
    def command(cases: Cases, json: Json = False) -> None:
        from importlib import import_module

        try:
            _print(import_module(f"evals.suites.{name}").run(cases), json)
        except KierError as error:
            raise _Stop(error) from error

    evaluate.command(name, help=help)(command)


_plain_suite("encoder", "Zoeken met woorden, met betekenis en samen, op losse passages.")
_plain_suite("questions", "De keuze van de volgende vraag, tegen beoordeelde kandidaten.")
_plain_suite("signals", "Signalen herkennen ({id,text,level,quote}).")
_plain_suite("requests", "Soort vraag herkennen ({id,text,request}).")


def _mount_encoder() -> None:
    from coach.encoder.commands import app as encoder_app

    app.add_typer(encoder_app, name="encoder")


_mount_encoder()

if __name__ == "__main__":
    app()

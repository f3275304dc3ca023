"""The command `coach`: run, chat, index, doctor; further groups of commands are mounted here.

Contract: every command prints Dutch for people or JSON for machines, and ends with exit status 1
and one Dutch sentence on a KierError. Heavy modules are imported inside the commands, so that
`coach --help` is quick.
"""

from typing import Annotated

import typer
from rich.progress import Progress

from coach.begin import begin
from coach.cli.common import Stop
from coach.cli.privacy import erase, password, show_privacy
from coach.errors import KierError
from coach.settings import settings
from coach.ui import texts

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _start() -> None:
    # Before anything that could look outside is imported.
    begin()


@app.command()
def run() -> None:
    """Opent Kier in de browser."""
    from coach.ui.serve import serve

    try:
        serve(settings())
    except KierError as error:
        raise Stop(error) from error


@app.command()
def index() -> None:
    """Leest de bibliotheek in; bij fouten blijft de oude index staan."""
    from coach.dialogue.assembly import prepare
    from coach.lock import hold
    from coach.practice.assembly import prepare_practice

    try:
        lock = hold(settings())
        with Progress() as bar:
            task = bar.add_task(texts.CLI_INDEXING, total=None)
            report = prepare(
                settings(), lambda done, all: bar.update(task, completed=done, total=all)
            )
            prepare_practice(settings())
            bar.update(task, completed=1, total=1)
        lock.release()
    except KierError as error:
        raise Stop(error) from error
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
        raise Stop(error) from error


@app.command()
def doctor(
    content: Annotated[bool, typer.Option("--content", help="dekking van de vragenbank")] = False,
    privacy: Annotated[bool, typer.Option("--privacy", help="beloften met hun bewijs")] = False,
    tables: Annotated[bool, typer.Option("--tables", help="tabellen voor docs/privacy.md")] = False,
) -> None:
    """Zegt wat op deze computer werkt en wat je aan de rest kunt doen."""
    from coach.ui.doctor import coverage, examine

    if privacy or tables:
        show_privacy(tables)
        return
    if content:
        try:
            typer.echo("\n".join(coverage(settings())))
        except KierError as error:
            raise Stop(error) from error
        return
    for finding in examine(settings()):
        mark = texts.DOCTOR_OK if finding.works else texts.DOCTOR_NOT
        typer.echo(f"[{mark}] {finding.sentence}")
        if finding.next_step:
            typer.echo(f"       {finding.next_step}")


def _mount() -> None:
    from coach.cli.documents import documents, ingest, search
    from coach.cli.evaluate import app as evaluate
    from coach.cli.group import intervision
    from coach.cli.ingest_eval import eval_ingest
    from coach.cli.models import models
    from coach.cli.practice import personas, practice
    from coach.encoder.commands import app as encoder_app

    for command in (ingest, documents, search):
        app.command()(command)
    app.command()(erase)
    app.command()(models)
    app.command()(password)
    evaluate.command("ingest")(eval_ingest)
    app.add_typer(evaluate, name="eval")
    app.add_typer(personas, name="personas")
    app.command()(practice)
    app.command()(intervision)
    app.add_typer(encoder_app, name="encoder")


_mount()

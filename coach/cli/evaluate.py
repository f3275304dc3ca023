"""``coach eval SUITE``: each suite over a file of cases.

Contract: every command takes ``--cases FILE`` and ``--json``; suites live in ``evals.suites`` and
are imported inside the commands.
"""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.common import Cases, Json, Stop, ready_coach, show
from coach.errors import KierError

app = typer.Typer(no_args_is_help=True, help="Toetsen over casusbestanden.")


@app.command("dialogue")
def eval_dialogue(cases: Cases, json: Json = False) -> None:
    """Speelt gesprekken ({"id","mode","turns":[…]}) en toont elke beurt."""
    from evals.suites import dialogue

    try:
        show(dialogue.run(ready_coach(), cases), json)
    except KierError as error:
        raise Stop(error) from error


@app.command("retrieval")
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
            retrieval.calibrate(ready_coach(), cases)
        else:
            show(retrieval.run(ready_coach(), cases), json)
    except KierError as error:
        raise Stop(error) from error


@app.command("speed")
def eval_speed(cases: Cases = Path("evals/cases/dialogue-dev.jsonl"), json: Json = False) -> None:
    """Meet hoe lang een beurt duurt en of dat groeit."""
    from evals.suites import speed

    try:
        show(speed.run(ready_coach(), cases), json)
    except KierError as error:
        raise Stop(error) from error


@app.command("utterances")
def eval_utterances(
    cases: Cases = Path("evals/cases/utterances-dev.jsonl"),
    json: Json = False,
    cross: Annotated[
        bool, typer.Option("--cross-validate", help="op de voorbeelden zelf, groep voor groep")
    ] = False,
) -> None:
    """Wat zinnen van een oefenaar doen ({"id","context","text","codes":[…]})."""
    from evals.suites import utterances

    try:
        show(utterances.cross_validate() if cross else utterances.run(cases), json)
    except KierError as error:
        raise Stop(error) from error


def _plain_suite(name: str, help: str) -> None:
    def command(cases: Cases, json: Json = False) -> None:
        from importlib import import_module

        try:
            show(import_module(f"evals.suites.{name}").run(cases), json)
        except KierError as error:
            raise Stop(error) from error

    app.command(name, help=help)(command)


_plain_suite("encoder", "Zoeken met woorden, met betekenis en samen, op losse passages.")
_plain_suite("questions", "De keuze van de volgende vraag, tegen beoordeelde kandidaten.")
_plain_suite("signals", "Signalen herkennen ({id,text,level,quote}).")
_plain_suite("requests", "Soort vraag herkennen ({id,text,request}).")
_plain_suite("practice", "Sterke en zwakke oefengesprekken ({id,persona_hint,sterk,zwak}).")

"""``coach eval SUITE``: each suite over a file of cases.

Contract: every command takes ``--cases FILE`` and ``--json``; suites live in ``evals.suites`` and
are imported inside the commands.
"""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.common import Cases, Json, Stop, ready_coach, show
from coach.errors import KierError
from coach.settings import settings

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
def eval_speed(
    cases: Cases = Path("evals/cases/dialogue-dev.jsonl"),
    json: Json = False,
    model: Annotated[Path | None, typer.Option("--model", help="modelbestand (GGUF)")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="grafiek hierheen (PNG)")] = None,
) -> None:
    """Meet hoe lang een beurt duurt en of dat groeit; met --model die van een taalmodel."""
    from evals.suites import model_speed, speed

    try:
        if model is None:
            show(speed.run(ready_coach(), cases), json)
            return
        library = model_speed.library_texts(settings().content)
        result = model_speed.run(model, cases, library, settings().model_threads)
        if plot is not None:
            model_speed.draw(result, plot)
        show(result, json)
    except KierError as error:
        raise Stop(error) from error


@app.command("utterances")
def eval_utterances(
    cases: Cases = Path("evals/cases/utterances-dev.jsonl"),
    json: Json = False,
    cross: Annotated[
        bool, typer.Option("--cross-validate", help="op de voorbeelden zelf, groep voor groep")
    ] = False,
    second: Annotated[
        bool, typer.Option("--agreement", help="overeenstemming tussen twee labelaars")
    ] = False,
) -> None:
    """Wat zinnen van een oefenaar doen ({"id","context","text","codes":[…]})."""
    from evals.suites import agreement, utterances

    try:
        if second:
            show(agreement.run(), json)
            return
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
_plain_suite("checks", "Nakijken van wat een model zegt ({id,text,user,passages,labels}).")


@app.command("deid")
def eval_deid(
    cases: Cases,
    json: Json = False,
    roster: Annotated[
        bool, typer.Option("--roster/--no-roster", help="de namenlijst van een geval gebruiken")
    ] = True,
    split: Annotated[str, typer.Option("--split", help="alleen dit deel van het bestand")] = "",
    misses: Annotated[
        bool,
        typer.Option("--misses", help="toon ook wat gemist of te veel is (tekst uit de gevallen)"),
    ] = False,
) -> None:
    """Namen en nummers herkennen ({"id","kind","text","spans":[{"start","end","label"}]})."""
    from evals.suites import deid

    try:
        show(deid.run(cases, roster=roster, split=split, misses=misses), json)
    except KierError as error:
        raise Stop(error) from error


def _folding_suite(name: str, help: str) -> None:
    def command(
        cases: Annotated[
            Path | None, typer.Option("--cases", help="bestand met JSON-regels", dir_okay=False)
        ] = None,
        json: Json = False,
        cross_validate: Annotated[
            bool, typer.Option("--cross-validate", help="op de voorbeelden, elk zonder zijn groep")
        ] = False,
        calibrate: Annotated[
            bool,
            typer.Option("--calibrate", help="drempels opnieuw bepalen (na een nieuwe encoder)"),
        ] = False,
    ) -> None:
        from importlib import import_module

        try:
            if calibrate:
                from evals.suites import folds

                found = import_module(f"evals.suites.{name}_folds").calibrate()
                show(folds.keep(name, found), json)
            elif cross_validate:
                show(import_module(f"evals.suites.{name}_folds").cross_validate(), json)
            elif cases is None:
                raise typer.BadParameter("geef --cases, --cross-validate of --calibrate")
            else:
                show(import_module(f"evals.suites.{name}").run(cases), json)
        except KierError as error:
            raise Stop(error) from error

    app.command(name, help=help)(command)


_folding_suite("signals", "Signalen herkennen ({id,text,level,quote}).")
_folding_suite("requests", "Soort vraag herkennen ({id,text,request}).")
_plain_suite("practice", "Sterke en zwakke oefengesprekken ({id,persona_hint,sterk,zwak}).")

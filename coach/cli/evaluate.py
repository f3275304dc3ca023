"""``coach eval SUITE``: one suite over a file of cases.

Contract: every command takes ``--cases FILE`` and ``--json``; suites and their help stand in
``evals.registry`` and are loaded inside the commands. ``coach eval`` without a suite is in
``coach.cli.evaluate_all``.
"""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from coach.cli.common import Cases, Json, Stop, ready_coach, show
from coach.cli.evaluate_all import every_suite
from coach.errors import KierError
from evals import registry

app = typer.Typer(
    help="Toetsen over casusbestanden; zonder naam lopen ze allemaal.",
    invoke_without_command=True,
    callback=every_suite,
)
#: A suite's dict, or None when the command said all there is to say.
Result = Any
_CROSS = "op de voorbeelden, elk zonder zijn groep"


def _suite(name: str) -> Callable[[Callable[..., Result]], None]:
    """Mounts a function that gives a result as a command that shows it, with ``--json``."""

    def mount(function: Callable[..., Result]) -> None:
        @wraps(function)
        def command(json: bool = False, **options: Any) -> None:
            try:
                result = function(**options)
            except KierError as error:
                raise Stop(error) from error
            if result is not None:
                show(result, json)

        asked = signature(function)
        cases, *others = asked.parameters.values()
        flag = Parameter("json", Parameter.POSITIONAL_OR_KEYWORD, default=False, annotation=Json)
        # Typer reads this, not what the wrapper takes.
        shown = asked.replace(parameters=[cases, flag, *others])
        command.__signature__ = shown  # type: ignore[attr-defined]
        command.__annotations__ = {**function.__annotations__, "json": Json}
        app.command(name, help=registry.suite(name).help)(command)

    return mount


def _module(name: str) -> Any:
    # Inside the commands, so that `coach --help` is quick.
    return import_module(f"evals.suites.{name}")


@_suite("dialogue")
def _dialogue(cases: Cases) -> Result:
    return _module("dialogue").run(ready_coach(), cases)


@_suite("sources")
def _sources(cases: Cases) -> Result:
    return _module("sources").run(ready_coach(), cases)


@_suite("retrieval")
def _retrieval(
    cases: Cases,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="drempels voor 'niets gevonden' naast elkaar")
    ] = False,
) -> Result:
    if calibrate:
        _module("retrieval").calibrate(ready_coach(), cases)
        return None
    return _module("retrieval").run(ready_coach(), cases)


@_suite("reliability")
def _reliability(cases: Cases = registry.CASES / "dialogue-dev.jsonl") -> Result:
    return _module("reliability").run(ready_coach(), cases)


@_suite("speed")
def _speed(
    cases: Cases = Path("evals/cases/dialogue-dev.jsonl"),
    model: Annotated[Path | None, typer.Option("--model", help="modelbestand (GGUF)")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="grafiek hierheen (PNG)")] = None,
) -> Result:
    if model is None:
        return _module("speed").run(ready_coach(), cases)
    result = _module("model_speed").on_cases(model, cases)
    if plot is not None:
        _module("model_speed").draw(result, plot)
    return result


@_suite("utterances")
def _utterances(
    cases: Cases = Path("evals/cases/utterances-dev.jsonl"),
    cross: Annotated[
        bool, typer.Option("--cross-validate", help="op de voorbeelden zelf, groep voor groep")
    ] = False,
    second: Annotated[
        bool, typer.Option("--agreement", help="overeenstemming tussen twee labelaars")
    ] = False,
) -> Result:
    if second:
        return _module("agreement").run()
    suite = _module("utterances")
    return suite.cross_validate() if cross else suite.run(cases)


@_suite("deid")
def _deid(
    cases: Cases,
    roster: Annotated[
        bool, typer.Option("--roster/--no-roster", help="de namenlijst van een geval gebruiken")
    ] = True,
    split: Annotated[str, typer.Option("--split", help="alleen dit deel van het bestand")] = "",
    misses: Annotated[
        bool,
        typer.Option("--misses", help="toon ook wat gemist of te veel is (tekst uit de gevallen)"),
    ] = False,
) -> Result:
    return _module("deid").run(cases, roster=roster, split=split, misses=misses)


def _folding(name: str) -> None:
    @_suite(name)
    def folding(
        cases: Annotated[
            Path | None, typer.Option("--cases", help="bestand met JSON-regels", dir_okay=False)
        ] = None,
        cross_validate: Annotated[bool, typer.Option("--cross-validate", help=_CROSS)] = False,
        calibrate: Annotated[
            bool,
            typer.Option("--calibrate", help="drempels opnieuw bepalen (na een nieuwe encoder)"),
        ] = False,
    ) -> Result:
        if calibrate:
            return _module("folds").keep(name, _module(f"{name}_folds").calibrate())
        if cross_validate:
            return _module(f"{name}_folds").cross_validate()
        if cases is None:
            raise typer.BadParameter("geef --cases, --cross-validate of --calibrate")
        return _module(name).run(cases)


_folding("signals")
_folding("requests")


def _plain(name: str) -> None:
    @_suite(name)
    def plain(cases: Cases) -> Result:
        return _module(name).run(cases)


for _line in registry.SUITES:
    if _line.plain and _line.there:
        _plain(_line.name)

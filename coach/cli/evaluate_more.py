"""``coach eval`` for the suites about behaviour: what Kier says, and what can be made of it.

Contract: ``mount`` adds one command per suite to the group; each takes ``--cases FILE`` and
``--json``. Suites live in ``evals.suites`` and are imported inside the commands.
"""

from collections.abc import Callable
from importlib import import_module

import typer

from coach.cli.common import Cases, Json, Stop, show
from coach.errors import KierError

SUITES = {
    "grounding": "Rust wat gezegd wordt op wat verteld is ({id,user,passages,text,labels}).",
    "coaching": "Beloften over hele gesprekken ({id,cluster,style,turns,emotion}).",
    "refusals": "Afwijzen wat moet, en niets meer ({id,kind,asks,tells}).",
    "robustness": "Opdrachten in documenten en berichten (vier soorten regels).",
    "sycophancy": "Dezelfde casus van drie kanten verteld ({id,voices}).",
    "detectors": "De herkenners zelf, op gelabelde beurten ({id,user,text,labels}).",
}


def mount(group: typer.Typer) -> None:
    """Adds the commands."""
    for name, help in SUITES.items():
        group.command(name, help=help)(_command(name))


def _command(name: str) -> Callable[[Cases, Json], None]:
    def command(cases: Cases, json: Json = False) -> None:
        try:
            show(import_module(f"evals.suites.{name}").run(cases), json)
        except KierError as error:
            raise Stop(error) from error

    return command

"""``coach eval ingest``: how well documents are read and cut.

Contract: prints the suite's result as lines or JSON; a file that cannot be read is part of the
result, a folder or expect file that is wrong ends the command.
"""

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.common import Json, Stop, show
from coach.errors import KierError


def eval_ingest(
    folder: Annotated[
        Path, typer.Option("--folder", help="map met documenten", exists=True, file_okay=False)
    ],
    expect: Annotated[
        Path, typer.Option("--expect", help="wat erin te vinden is (JSON)", dir_okay=False)
    ],
    json: Json = False,
) -> None:
    """Lezen en knippen van documenten ({bestand: {"title","questions":[…],"hidden"}})."""
    from evals.suites import ingest

    try:
        show(ingest.run(folder, expect), json)
    except KierError as error:
        raise Stop(error) from error

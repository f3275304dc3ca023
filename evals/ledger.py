"""The ledger of opened test files.

Contract: ``note`` adds one line to ``evals/ledger.md`` for a suite that was run on a test file:
date, versions, file with hash, main figures. ``openings`` counts the lines of a suite and file.
The ledger is a table of Markdown in the repository, so that an opening shows in the history.
"""

from datetime import UTC, datetime
from pathlib import Path

from coach import __version__
from evals import stamps
from evals.errors import LedgerUnusable

FILE = Path(__file__).with_name("ledger.md")
#: Looked at more often than this, a test file no longer says how unseen cases fare.
MOST_OPENINGS = 3


def note(suite: str, cases: Path, encoder: str, outcome: str, ledger: Path = FILE) -> None:
    """Writes one opening down; the file is made longer, never changed.

    Raises LedgerUnusable when that cannot be done.
    """
    day = datetime.now(UTC).date().isoformat()
    made = f"Kier {__version__}, {encoder}, code {stamps.brief(stamps.code())}"
    held = f"{cases.name} ({stamps.brief(stamps.of_file(cases))})"
    try:
        with ledger.open("a", encoding="utf-8") as stream:
            stream.write(f"| {day} | {suite} | {held} | {made} | {outcome} |\n")
    except OSError as error:
        raise LedgerUnusable(place=ledger) from error


def openings(suite: str, cases: Path, ledger: Path = FILE) -> int:
    """How often a test file was opened for a suite."""
    rows = [line.split("|") for line in ledger.read_text(encoding="utf-8").splitlines()]
    return sum(
        len(row) > 3 and row[2].strip() == suite and row[3].strip().startswith(f"{cases.name} (")
        for row in rows
    )

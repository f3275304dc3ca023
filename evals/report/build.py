"""The report as data, and its three files.

Contract: ``report`` joins head and records into plain data; ``write`` puts ``report.json``,
``report.md`` and ``report.html`` into a folder. Nothing in it is text of a case: records come in
slimmed.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals import ledger
from evals.errors import OutUnusable
from evals.gates import Verdict
from evals.report import markdown, page
from evals.whole import Record


def report(
    head: dict[str, Any], split: str, voice: str, records: Sequence[Record]
) -> dict[str, Any]:
    """All of a run as plain data."""
    suites = [_suite(record) for record in records]
    counts = Counter(aim["verdict"] for suite in suites for aim in suite["aims"])
    return {
        "made": datetime.now(UTC).isoformat(timespec="minutes"),
        "split": split,
        "voice": voice,
        "head": head,
        "counts": {str(verdict): counts[str(verdict)] for verdict in Verdict},
        "suites": suites,
    }


def _suite(record: Record) -> dict[str, Any]:
    found = asdict(record)
    found["tuned"] = (record.openings or 0) > ledger.MOST_OPENINGS
    return found


def as_json(found: dict[str, Any]) -> str:
    """The report for machines."""
    return json.dumps(found, ensure_ascii=False, indent=1, default=str)


def write(found: dict[str, Any], out: Path) -> None:
    """The three files; OutUnusable when the folder cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.json").write_text(as_json(found) + "\n", encoding="utf-8")
        (out / "report.html").write_text(page.html(found), encoding="utf-8")
    except OSError as error:
        raise OutUnusable(place=out) from error
    write_markdown(found, out / "report.md")


def write_markdown(found: dict[str, Any], place: Path) -> None:
    """The Markdown alone; OutUnusable when it cannot be written."""
    write_text(markdown.text(found), place)


def write_text(text: str, place: Path) -> None:
    """A text of its own; OutUnusable when it cannot be written."""
    try:
        place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutUnusable(place=place.parent) from error

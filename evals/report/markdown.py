"""The report as Markdown: the same tables, without drawings."""

from collections.abc import Sequence
from typing import Any

from evals.gates import Verdict
from evals.report import rows, words


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table; pipes in cells are escaped."""
    cells = [head, ["---"] * len(head), *lines]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in cells
    )


def text(report: dict[str, Any]) -> str:
    """The whole report."""
    missed = rows.aims(report, Verdict.MISSED)
    parts = [
        f"# {words.TITLE}",
        words.HOW_MADE.format(command=rows.command(report)),
        words.INTRO,
        words.HOW_TO_READ,
        f"## {words.SUMMARY}",
        words.counted(report),
        table(words.AIM_COLUMNS, missed) if missed else words.NOTHING_MISSED,
        f"## {words.HEAD}",
        table(("", ""), rows.head(report)),
        f"## {words.AIMS}",
    ]
    for record in report["suites"]:
        if record["aims"]:
            own = rows.aims({**report, "suites": [record]})
            parts += [
                f"### {words.suite(record['suite'])} ({record['file']})",
                table(words.AIM_COLUMNS, own),
            ]
    parts += [f"## {words.WRONG}", words.WRONG_NOTE]
    wrong = rows.wrong(report)
    parts += [f"**{name}**: {ids}" for name, ids in wrong] or [words.NO_WRONG]
    parts += [f"## {words.SUITES}", table(words.SUITE_COLUMNS, rows.suites(report))]
    return "\n\n".join(parts) + "\n"

"""What stands in the report's tables, for Markdown and HTML alike.

Contract: plain lists of strings; the caller escapes.
"""

from datetime import datetime
from typing import Any

from evals.gates import Verdict
from evals.report import words
from evals.stamps import brief

MOST_IDS = 40


def head(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Versions, hashes and machine."""
    made, machine = report["head"], report["head"]["machine"]
    model = made["model"]
    versions = made["versions"]
    rest = ", ".join(f"{name} {version}" for name, version in versions.items() if name != "kier")
    return [
        ("gemaakt", f"{datetime.fromisoformat(report['made']):%d-%m-%Y %H:%M} UTC"),
        ("gevallen", words.SPLIT[report["split"]]),
        ("stem", words.GUIDED if model is None else f"{words.MODEL} {model['name']}"),
        *([] if model is None else [("modelbestand (SHA-256)", model["sha256"])]),
        ("Kier", str(versions["kier"])),
        ("inhoud", brief(made["content"])),
        ("prompts", brief(made["prompts"])),
        ("code", brief(made["code"])),
        ("zinsmachine", str(made["encoder"])),
        ("onderdelen", rest),
        (
            "computer",
            f"{machine['processor']}, {machine['cores']} kernen, {machine['memory_gb']} GB, "
            f"Python {machine['python']}, drukte bij het begin {machine.get('load', '–')}",
        ),
    ]


def aims(report: dict[str, Any], verdict: Verdict | None = None) -> list[list[str]]:
    """One row per aim; with a verdict only those."""
    return [
        [
            f"{words.VERDICT_MARK[Verdict(aim['verdict'])]} {aim['verdict']}",
            aim["name"],
            words.figure(aim),
            words.wanted(aim),
            "–" if aim["n"] is None else str(aim["n"]),
            record["file"],
            aim["why"],
        ]
        for record in report["suites"]
        for aim in record["aims"]
        if verdict is None or aim["verdict"] == verdict
    ]


def suites(report: dict[str, Any]) -> list[list[str]]:
    """One row per suite and file."""
    return [
        [
            words.suite(record["suite"]),
            f"{record['file']} ({brief(record['sha256'])})",
            record["split"],
            str(round(record["seconds"])),
            words.remark(record, report["split"]),
        ]
        for record in report["suites"]
    ]


def wrong(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Ids that went wrong, per suite and file."""
    found = []
    for record in report["suites"]:
        ids = record["failures"]
        if not ids:
            continue
        listed = ", ".join(ids[:MOST_IDS])
        if len(ids) > MOST_IDS:
            listed += " " + words.MORE.format(count=len(ids) - MOST_IDS)
        found.append((f"{words.suite(record['suite'])}, {record['file']} ({len(ids)})", listed))
    return found


def command(report: dict[str, Any]) -> str:
    """How this report is made again."""
    opened = " --open-test" if report["split"] == "test" else ""
    return words.COMMAND.format(split=report["split"], open=opened)

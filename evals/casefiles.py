"""Reads evaluation cases.

Contract: ``read_lines`` gives one dict per non-empty line of a JSON Lines file; a broken line is a
Dutch error with its number. Extra keys are allowed: suites take what they need.
"""

import json
from pathlib import Path
from typing import Any

from coach.errors import CasesUnreadable


def read_lines(path: Path, required: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """All cases of a file; raises CasesUnreadable with the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CasesUnreadable(file=path, line=0, detail=type(error).__name__) from error
    cases: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except ValueError as error:
            raise CasesUnreadable(file=path, line=number, detail="JSON") from error
        missing = [key for key in required if not isinstance(case, dict) or key not in case]
        if missing:
            raise CasesUnreadable(file=path, line=number, detail=", ".join(missing))
        cases.append(case)
    return cases

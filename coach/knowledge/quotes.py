"""Sentences of a passage as literal substrings.

Contract: every returned sentence ``s`` satisfies ``s in text``. Knows nothing about relevance.
"""

import re

_END = re.compile(r"(?<=[.?!…])[\"'’”)]*\s+(?=[\"'‘“(]*[A-ZÀ-Ý0-9])|\n\s*\n|\n(?=[-*] )")


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` in order, trimmed at both ends only."""
    found: list[str] = []
    start = 0
    for gap in _END.finditer(text):
        end = gap.start() + len(gap.group()) - len(gap.group().lstrip("\"'’”)"))
        found.append(text[start:end])
        start = gap.end()
    found.append(text[start:])
    return [part for part in (piece.strip().removeprefix("- ").strip() for piece in found) if part]

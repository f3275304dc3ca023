"""Reads plain text: paragraphs by empty lines, lists by their marks, a few sure headings.

Contract: ``read_plain(path)`` gives a ``Draft``. A heading is a line that is underlined with = or
-, or one that is numbered like a section, without a full stop, and stands alone or above a line
that begins a sentence of its own. Lines broken at a fixed width are joined again.
"""

import re
from pathlib import Path

from coach.knowledge.documents.parts import Draft, Part
from coach.knowledge.documents.sniff import decoded

_UNDERLINE = re.compile(r"^(=|-|~)\1{2,}\s*$")
_SECTION = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÀ-Ý][^.!?;,]{1,90}$")
_CHAPTER = re.compile(r"^(?:hoofdstuk|deel|bijlage|paragraaf)\s+[\dIVX]+\b.{0,80}$", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-*•–·]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_BULLET = re.compile(r"^\s*[*•–·-]\s+")
_PAGE_BREAK = "\f"
_SHORT = 60


def read_plain(path: Path) -> Draft:
    """The text file as parts."""
    text = decoded(path.read_bytes()).replace(_PAGE_BREAK, "\n\n").replace("\x00", "")
    draft = Draft("text")
    for group in re.split(r"\n[ \t]*\n+", text):
        draft.parts += _parts([line for line in group.split("\n") if line.strip()])
    return draft


def _parts(lines: list[str]) -> list[Part]:
    if len(lines) == 2 and _UNDERLINE.match(lines[1].strip()):
        return [Part("heading", lines[0].strip(), 1 if lines[1].strip()[0] == "=" else 2)]
    if len(lines) > 2 and _UNDERLINE.match(lines[1].strip()):
        return [*_parts(lines[:2]), *_parts(lines[2:])]
    if len(lines) == 1:
        line = lines[0].strip()
        numbered = _SECTION.match(line)
        if numbered:
            return [Part("heading", line, numbered.group(1).count(".") + 1)]
        if _CHAPTER.match(line) or (line.isupper() and 3 < len(line) < 80):
            return [Part("heading", line, 1)]
    if not lines:
        return []
    if len(lines) > 1 and _stands_above(lines[0].strip(), lines[1].strip()):
        return [*_parts(lines[:1]), *_parts(lines[1:])]
    first = next((n for n, line in enumerate(lines) if _ITEM.match(line)), None)
    if first is None:
        return [Part("paragraph", _joined(lines))]
    found = [Part("paragraph", _joined(lines[:first]))] if first else []
    items: list[list[str]] = []
    for line in lines[first:]:
        if _ITEM.match(line):
            items.append([_BULLET.sub("- ", line)])
        else:
            items[-1].append(line)
    return [*found, Part("list", "\n".join(_joined(item) for item in items))]


def _stands_above(line: str, following: str) -> bool:
    """Whether a line is a heading although the text follows without an empty line between."""
    return (
        len(line) <= _SHORT
        and bool(_SECTION.match(line))
        and following[:1].isupper()
        and len(following) > len(line)
        and not _SECTION.match(following)
    )


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph: short ones stay apart, as in an address, others flow on."""
    if len(lines) > 1 and max(len(line) for line in lines) < 45:
        return "\n".join(line.strip() for line in lines)
    return " ".join(line.strip() for line in lines)

"""Tells running heads, page numbers and tables of contents from the text of a PDF.

Contract: ``without_running(pages, heights, tally)`` gives the pages without lines that stand at
the same height on many pages with the same words (figures apart), without page numbers at the
edge, and without lines of a table of contents; what went is in the tally. Needs all pages at once.
"""

import re
from collections import Counter
from collections.abc import Sequence

from coach.knowledge.documents.layout import Line, Table
from coach.knowledge.documents.parts import Tally

_EDGE = 0.13  # of the page's height, at the top and at the bottom
_ROWS = 2
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:pagina|pag\.?|p\.?|blz\.?|page|bladzijde)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*"
    r"(?:(?:van|of|/|\|)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
# The name of a chapter with the page's number: it may stand on few pages.
_CARRIES_NUMBER = re.compile(r"^#\s|\s#$")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$|…{2,}\s*\d{1,4}$")

Items = list[Line | Table]


def without_running(pages: Sequence[Items], heights: Sequence[float], tally: Tally) -> list[Items]:
    """The pages without what belongs to the paper and not to the text."""
    seen: Counter[tuple[str, int]] = Counter()
    edges = [_outermost(items, height) for items, height in zip(pages, heights, strict=True)]
    for edge, height in zip(edges, heights, strict=True):
        seen.update({key for line in edge.values() for key in _keys(line, height)})
    # Left and right pages may carry different heads, so a quarter of the pages is enough.
    enough = max(2, len(pages) // 4) if len(pages) < 12 else max(3, len(pages) // 8)
    result: list[Items] = []
    for items, edge, height in zip(pages, edges, heights, strict=True):
        kept: Items = []
        for item in items:
            if isinstance(item, Table):
                kept.append(item)
            elif id(item) in edge and (
                _NUMBER.fullmatch(item.text.strip())
                or any(
                    seen[key] >= (2 if _CARRIES_NUMBER.search(key[0]) else enough)
                    for key in _keys(item, height)
                )
            ):
                tally.add("running_head", item.text)
            elif _LEADERS.search(item.text):
                tally.add("contents", item.text)
            else:
                kept.append(item)
        result.append(kept)
    return result


def _outermost(items: Items, height: float) -> dict[int, Line]:
    """The lines on the outermost rows at the top and at the bottom of a page, by identity."""
    lines = [item for item in items if isinstance(item, Line)]
    rows = sorted({round(line.base) for line in lines})
    outer = {*rows[:_ROWS], *rows[-_ROWS:]}
    return {
        id(line): line
        for line in lines
        if round(line.base) in outer
        and (line.base < _EDGE * height or line.base > (1 - _EDGE) * height)
    }


def _keys(line: Line, height: float) -> list[tuple[str, int]]:
    """The words without figures and the height, rounded both ways."""
    text = _FIGURES.sub("#", line.text.casefold()).strip()
    place = line.base if line.base < height / 2 else line.base - height
    return [(text, round(place / 4)), (text, round(place / 4 + 0.5) + 100_000)]

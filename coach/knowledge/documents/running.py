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
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:pagina|pag\.?|p\.?|blz\.?|page|bladzijde)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*"
    r"(?:(?:van|of|/|\|)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$|…{2,}\s*\d{1,4}$")

Items = list[Line | Table]


def without_running(pages: Sequence[Items], heights: Sequence[float], tally: Tally) -> list[Items]:
    """The pages without what belongs to the paper and not to the text."""
    seen: Counter[tuple[str, int]] = Counter()
    for items, height in zip(pages, heights, strict=True):
        keys = {key for item in items for key in _keys(item, height)}
        seen.update(keys)
    # Left and right pages may carry different heads, so a quarter of the pages is enough.
    enough = max(2, len(pages) // 4) if len(pages) < 12 else max(3, len(pages) // 8)
    result: list[Items] = []
    for items, height in zip(pages, heights, strict=True):
        kept: Items = []
        for item in items:
            if isinstance(item, Table):
                kept.append(item)
            elif _at_edge(item, height) and (
                _NUMBER.fullmatch(item.text.strip())
                or any(seen[key] >= enough for key in _keys(item, height))
            ):
                tally.add("running_head", item.text)
            elif _LEADERS.search(item.text):
                tally.add("contents", item.text)
            else:
                kept.append(item)
        result.append(kept)
    return result


def _at_edge(line: Line, height: float) -> bool:
    return line.base < _EDGE * height or line.base > (1 - _EDGE) * height


def _keys(item: Line | Table, height: float) -> list[tuple[str, int]]:
    """The words without figures and the height, rounded both ways."""
    if isinstance(item, Table) or not _at_edge(item, height):
        return []
    text = _FIGURES.sub("#", item.text.casefold()).strip()
    place = item.base if item.base < height / 2 else item.base - height
    return [(text, round(place / 4)), (text, round(place / 4 + 0.5) + 100_000)]

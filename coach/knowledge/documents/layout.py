"""Puts the words of a page into lines in reading order: columns, rows, ruled tables.

Contract: ``page_lines(words, rules, known)`` gives ``Line``s in the order in which a person reads
them and the ``Table``s among them. Two columns are told from a table without rules by how full
the lines of both are; ``known`` names edges that divide other pages of the document (what
``edges`` found there), for which a single pair of lines will do. Pure geometry in points, origin
at the bottom left; knows no fonts and no other pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from coach.knowledge.documents.pdf_words import Word
from coach.knowledge.documents.rules import Rules

_ROW = 0.35  # of the size: how far apart baselines of one row may lie
_RAISED = 0.65
_APART = 0.6  # of the size: white between words that may be that between columns
_MIN_ROWS, _MIN_PAIRED = 4, 6
_MIN_CHARS = 16
_FULL, _MANY = 0.72, 0.5
_MOST_BANDS, _DEEPEST = 6, 4
_FURTHER, _NEXT = 4.0, 1.6  # of the step between lines


@dataclass(frozen=True)
class Line:
    """One line; lines of one ``column`` share its edges ``left`` and ``right``."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    base: float
    size: float
    bold: bool
    column: int = 0
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True)
class Table:
    """A ruled table: rows of cells."""

    rows: tuple[tuple[str, ...], ...]
    y1: float


def edges(words: Sequence[Word]) -> list[float]:
    """Where running text in columns is divided on a page."""
    found: list[float] = []
    segments = _segments(words)
    band = _band(segments, ())
    while band is not None and len(found) < _MOST_BANDS:
        start, end, edge = band
        # The white is as wide as the fullest line leaves it; its right side is the same everywhere.
        found.append(min(s.x0 for s in segments[start:end] if s.x0 >= edge) - 1)
        segments = segments[end:]
        band = _band(segments, ())
    return found


def page_lines(
    words: Sequence[Word], rules: Rules, known: Sequence[float] = ()
) -> list[Line | Table]:
    """Lines and tables in reading order."""
    tables: list[tuple[Table, tuple[float, float, float, float]]] = []
    left_over = list(words)
    for grid in rules.grids():
        inside = [word for word in left_over if grid.holds(word.x0, word.y0, word.x1, word.y1)]
        cells: dict[tuple[float, float], list[Word]] = {}
        for word in inside:
            cells.setdefault(
                grid.cell((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2), []
            ).append(word)
        tops = sorted({top for top, _ in cells}, reverse=True)
        if len(tops) < 2 or len({left for _, left in cells}) < 2:
            continue
        rows = []
        for top in tops:
            lefts = sorted(left for other, left in cells if other == top)
            rows.append(tuple(_cell(cells[top, left]) for left in lefts))
        tables.append((Table(tuple(rows), grid.top), grid.box))
        taken = {id(word) for word in inside}
        left_over = [word for word in left_over if id(word) not in taken]
    lines: list[Line] = []
    _read(_segments(left_over), lines, [0], 0, known)
    ordered: list[Line | Table] = list(lines)
    for table, box in sorted(tables, key=lambda item: -item[0].y1):
        ordered.insert(_place(ordered, table, box), table)
    return ordered


def _place(
    ordered: Sequence[Line | Table], table: Table, box: tuple[float, float, float, float]
) -> int:
    """Where a table belongs: after the last line that stands above it in its own column."""
    place = 0
    for index, item in enumerate(ordered):
        if isinstance(item, Table):
            above = item.y1 > table.y1
        else:
            above = item.base > table.y1 - 2 and item.x0 < box[2] and item.x1 > box[0]
        if above:
            place = index + 1
    return place


def _cell(words: list[Word]) -> str:
    lines = [_joined(sorted(row, key=lambda word: word.x0)) for row in _rows(words)]
    text = ""
    for line in lines:
        if text.endswith(("-", "\xad")) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}".strip()
    return text


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words with one baseline, from top to bottom; raised figures join the row they stand in."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        row = rows[-1] if rows else None
        if row is not None and abs(row[0].base - word.base) <= _ROW * min(row[0].size, word.size):
            row.append(word)
        else:
            rows.append([word])
    merged: list[list[Word]] = []
    waiting: list[Word] = []
    for row in rows:
        size = max(word.size for word in row)
        small = [word for word in waiting if _raised(word, row, size)]
        if waiting and len(small) < len(waiting):
            merged.append([word for word in waiting if word not in small])
        waiting = []
        row = row + small
        if all(len(word.text) <= 4 for word in row) and not small:
            waiting = row
            continue
        merged.append(row)
    return [*merged, waiting] if waiting else merged


def _raised(word: Word, row: Sequence[Word], size: float) -> bool:
    if word.size >= 0.85 * size or word.base - row[0].base > _RAISED * size:
        return False
    return any(-1.0 < word.x0 - other.x1 < 0.4 * size for other in row)


def _parted(row: list[Word]) -> list[list[Word]]:
    row = sorted(row, key=lambda word: word.x0)
    parts = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > _APART * max(before.size, word.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _joined(words: Sequence[Word]) -> str:
    text = ""
    for index, word in enumerate(words):
        touching = index > 0 and word.x0 - words[index - 1].x1 < 0.15 * word.size
        text += word.text if index == 0 or (word.glued and touching) else f" {word.text}"
    return text


@dataclass(frozen=True)
class _Segment:
    words: tuple[Word, ...]
    x0: float
    x1: float
    base: float
    size: float
    chars: int


def _segment(words: list[Word]) -> _Segment:
    return _Segment(
        tuple(words),
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        median(word.base for word in words),
        max(word.size for word in words),
        sum(len(word.text) + 1 for word in words),
    )


def _segments(words: Sequence[Word]) -> list[_Segment]:
    """Runs of words that nothing divides, from top to bottom."""
    found = [_segment(part) for row in _rows(words) for part in _parted(row)]
    return sorted(found, key=lambda segment: (-segment.base, segment.x0))


def _read(
    segments: list[_Segment],
    lines: list[Line],
    counter: list[int],
    depth: int,
    known: Sequence[float],
) -> None:
    """Appends the lines of a region; bands of two columns are read one column after the other."""
    band = _band(segments, known) if depth < _DEEPEST else None
    if band is None:
        lines += _lines(segments, counter)
        return
    start, end, edge = band
    _read(segments[:start], lines, counter, depth + 1, known)
    inside = segments[start:end]
    _read([s for s in inside if s.x1 <= edge], lines, counter, depth + 1, known)
    _read([s for s in inside if s.x0 >= edge], lines, counter, depth + 1, known)
    _read(segments[end:], lines, counter, depth + 1, known)


def _band(segments: Sequence[_Segment], known: Sequence[float]) -> tuple[int, int, float] | None:
    """The tallest run of segments that a vertical white divides: (start, end, x)."""
    best = _divided(segments) if len(segments) >= 2 * _MIN_ROWS else None
    if best is None:
        for edge in known:
            for start, end, pairs in _runs(segments, edge, 1):
                if best is None or _better((pairs, start, end), best):
                    best = (pairs, start, end, edge)
    return None if best is None else best[1:]


def _divided(segments: Sequence[_Segment]) -> tuple[int, int, int, float] | None:
    """Pairs, start, end and edge of the best run whose columns are both full of text."""
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    width = right - left
    if width <= 0:
        return None
    # The white can only lie where a segment ends.
    ends = sorted({round(s.x1 + 1.5, 0) for s in segments})
    best: tuple[int, int, int, float] | None = None
    for edge in ends:
        if not left + 0.2 * width < edge < left + 0.8 * width:
            continue
        for start, end, pairs in _runs(segments, edge, _MIN_PAIRED):
            if (best is None or _better((pairs, start, end), best)) and _columns(
                segments[start:end], edge
            ):
                best = (pairs, start, end, edge)
    return best


def _better(run: tuple[int, int, int], best: tuple[int, int, int, float]) -> bool:
    """More pairs, or as many over more lines."""
    return (run[0], run[2] - run[1]) > (best[0], best[2] - best[1])


def _runs(segments: Sequence[_Segment], edge: float, least: int) -> list[tuple[int, int, int]]:
    """Runs (start, end, pairs) of segments that do not cross ``edge``."""
    found: list[tuple[int, int, int]] = []
    start = 0
    for index in range(len(segments) + 1):
        crossing = index < len(segments) and segments[index].x0 < edge < segments[index].x1
        if index == len(segments) or crossing:
            run = _trimmed(segments, start, index, edge, least)
            if run is not None:
                found.append(run)
            start = index + 1
    return found


def _trimmed(
    segments: Sequence[_Segment], start: int, end: int, edge: float, least: int
) -> tuple[int, int, int] | None:
    """The run from its first pair to where its columns end."""
    paired = [
        index
        for index in range(start, end)
        if any(
            (segments[other].x0 >= edge) != (segments[index].x0 >= edge)
            and abs(segments[other].base - segments[index].base)
            <= 0.8 * max(segments[index].size, segments[other].size)
            for other in range(max(start, index - 3), min(end, index + 4))
        )
    ]
    if len(paired) < least:
        return None
    first, last = paired[0], paired[-1]
    sides = ([s for s in segments[first : last + 1] if (s.x0 >= edge) is right]
             for right in (False, True))  # fmt: skip
    steps = [a.base - b.base for side in sides for a, b in pairwise(side) if a.base - b.base > 1]
    step = median(steps) if steps else segments[first].size * 1.2
    # One column may go on below the other, over white between its paragraphs and headings.
    while last + 1 < end and segments[last].base - segments[last + 1].base <= _FURTHER * step:
        last += 1
    # The right one may begin above the left one, where that opens with a heading and its white.
    above = max(s.base for s in segments[first : last + 1] if s.x0 >= edge)
    for index in range(first - 1, start - 1, -1):
        segment = segments[index]
        if segment.x0 >= edge and segment.base - above <= _NEXT * step:
            first, above = index, segment.base
    return first, last + 1, len(paired)


def _columns(segments: Sequence[_Segment], edge: float) -> bool:
    """Whether both sides are running text: lines that mostly fill their column."""
    for side in (
        [s for s in segments if s.x1 <= edge],
        [s for s in segments if s.x0 >= edge],
    ):
        rows = _by_row(side)
        if len(rows) < _MIN_ROWS or median(sum(s.chars for s in row) for row in rows) < _MIN_CHARS:
            return False
        width = max(s.x1 for s in side) - min(s.x0 for s in side)
        full = sum(max(s.x1 for s in row) - row[0].x0 >= _FULL * width for row in rows)
        if full < _MANY * len(rows):
            return False
    return True


def _by_row(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    """Segments on one baseline together, from left to right."""
    rows: list[list[_Segment]] = []
    for segment in segments:
        if rows and abs(rows[-1][0].base - segment.base) <= _ROW * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    return rows


def _lines(segments: Sequence[_Segment], counter: list[int]) -> list[Line]:
    if not segments:
        return []
    counter[0] += 1
    left, right = min(s.x0 for s in segments), max(s.x1 for s in segments)
    found = []
    for row in _by_row(segments):
        words = [word for segment in row for word in segment.words]
        sizes: dict[float, int] = {}
        for word in words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        bold = sum(len(word.text) for word in words if word.bold)
        found.append(
            Line(
                _joined(words),
                words[0].x0,
                max(word.x1 for word in words),
                min(word.y0 for word in words),
                max(word.y1 for word in words),
                row[0].base,
                max(sizes, key=lambda size: sizes[size]),
                bold >= 0.9 * sum(len(word.text) for word in words),
                counter[0],
                left,
                right,
            )
        )
    return found

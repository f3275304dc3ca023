"""The ruled lines of a PDF page and the table grids they make.

Contract: ``page_rules(page, frame)`` collects thin lines and edges of boxes in display
coordinates; ``Rules.grids`` gives each group of touching lines with at least two rows and two
columns. Knows nothing of text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from coach.knowledge.documents.pdf_words import Frame

Box = tuple[float, float, float, float]
_THIN = 2.5
_LONG = 8.0
_TOUCH = 2.5
_MOST = 4000


@dataclass(frozen=True)
class Grid:
    """One table: horizontal lines (y, x0, x1) and vertical lines (x, y0, y1)."""

    across: tuple[tuple[float, float, float], ...]
    upright: tuple[tuple[float, float, float], ...]

    @property
    def box(self) -> Box:
        """Left, bottom, right, top."""
        xs = [x for x, _, _ in self.upright]
        ys = [y for y, _, _ in self.across]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.box[3]

    def holds(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether the middle of a box lies in the table."""
        left, bottom, right, top = self.box
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1

    def cell(self, x: float, y: float) -> tuple[float, float]:
        """The cell of a point, as (top edge, left edge): the nearest lines above and left."""
        above = [line for line, a, b in self.across if line >= y and a - 2 <= x <= b + 2]
        before = [line for line, a, b in self.upright if line <= x and a - 2 <= y <= b + 2]
        _, _, _, top = self.box
        return round(min(above, default=top)), round(max(before, default=self.box[0]))


class Rules:
    """All ruled lines of a page."""

    def __init__(self, boxes: Sequence[Box] = ()) -> None:
        self._boxes = boxes

    def grids(self) -> list[Grid]:
        """The tables, from top to bottom."""
        lines = [line for box in self._boxes for line in _edges(box)]
        found = []
        for group in _touching(lines):
            across = tuple(
                ((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in group if x1 - x0 >= y1 - y0
            )
            upright = tuple(
                ((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in group if x1 - x0 < y1 - y0
            )
            if _distinct(y for y, _, _ in across) >= 3 and _distinct(x for x, _, _ in upright) >= 3:
                found.append(Grid(across, upright))
        return sorted(found, key=lambda grid: -grid.top)


def _distinct(values: object) -> int:
    count, last = 0, None
    for value in sorted(values):  # type: ignore[call-overload]
        if last is None or value - last > 2 * _TOUCH:
            count += 1
            last = value
    return count


def _edges(box: Box) -> list[Box]:
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if high <= _THIN:
        return [box] if wide >= _LONG else []
    if wide <= _THIN:
        return [box] if high >= _LONG else []
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _touching(lines: Sequence[Box]) -> list[list[Box]]:
    """Groups of lines that touch, by sweeping from left to right."""
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(lines)), key=lambda index: lines[index][0])
    active: list[int] = []
    for index in order:
        x0, y0, _, y1 = lines[index]
        active = [other for other in active if lines[other][2] + _TOUCH >= x0]
        for other in active:
            if lines[other][1] <= y1 + _TOUCH and lines[other][3] + _TOUCH >= y0:
                parent[root(other)] = root(index)
        active.append(index)
    groups: dict[int, list[Box]] = {}
    for index in range(len(lines)):
        groups.setdefault(root(index), []).append(lines[index])
    return list(groups.values())


def page_rules(page: pdfium.PdfPage, frame: Frame) -> Rules:
    """The ruled lines of a page; of a drawing with thousands of lines none."""
    boxes: list[Box] = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        try:
            box = frame.box(*thing.get_bounds())
        except pdfium.PdfiumError:
            continue
        # A background as large as the page is no cell.
        if box[2] - box[0] > 0.97 * frame.width and box[3] - box[1] > 0.9 * frame.height:
            continue
        boxes.append(box)
        if len(boxes) > _MOST:
            return Rules()
    return Rules(boxes)

"""Makes headings, paragraphs, lists and tables out of the lines of a PDF.

Contract: ``parts(pages, outline)`` takes the lines of each page in reading order and gives
``Part``s: headings by size, weight and the file's own outline (title → level; used for levels
only, its words never become text), paragraphs joined over lines, columns and pages, words joined
where a line broke them. Knows no words of any document.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coach.knowledge.documents.assemble import composed
from coach.knowledge.documents.layout import Line, Table
from coach.knowledge.documents.parts import Part
from coach.knowledge.documents.running import Items

_LARGER = 1.1
_ONE_LEVEL = 1.06  # headings whose sizes differ less are of one level
_USUAL = 0.25  # of all letters
_MAX_HEADING, _MAX_BOLD, _LONG_HEADING = 200, 110, 260
_BULLET = re.compile(r"^(?:[•·▪◦■●○➢►✓*–—-]|o(?=\s+[A-Za-z]))\s+(?=\S)")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_SECTION = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_ENDS = re.compile(r"[.?!:;…][\"'’”)\]]*$")
_HEADING_ENDS = re.compile(r"[.,;…]$")
_LAST_WORD = re.compile(r"([^\W\d_]+)[-\xad]$")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")
_KEEPS_HYPHEN = {"en", "of", "of/en", "tot"}


@dataclass
class _Open:
    """A part under way."""

    kind: str
    level: int = 0
    text: str = ""
    breaks: list[tuple[int, int]] = field(default_factory=list)
    last: Line | None = None
    item_x: float = 0.0

    def add(self, text: str, page: int, words: Counter[str]) -> None:
        """Goes on with another line."""
        self.text, text = _join(self.text, text, words)
        self._mark(page, self.text)
        self.text += text

    def item(self, text: str, page: int) -> None:
        """Begins another item."""
        if self.text:
            self.text = self.text.rstrip("\xad") + "\n"
        self._mark(page, self.text)
        self.text += text

    def _mark(self, page: int, before: str) -> None:
        if not self.breaks or self.breaks[-1][1] != page:
            self.breaks.append((len(before), page))


def _join(before: str, after: str, words: Counter[str]) -> tuple[str, str]:
    """The two halves as they go together: with a space, a hyphen, or nothing between."""
    if not before:
        return "", after
    cut, begun = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if before.endswith("\xad"):
        return before[:-1], after
    if cut is None or begun is None or not before.endswith("-"):
        return before + " ", after
    first, second = cut.group(1), begun.group()
    if second in _KEEPS_HYPHEN:
        return before + " ", after
    if not second[0].islower():
        return before, after
    with_hyphen = words[f"{first}-{second}".casefold()]
    return (before if with_hyphen > words[(first + second).casefold()] else before[:-1]), after


class _Styles:
    """What is ordinary in this document, and which sizes are headings."""

    def __init__(self, lines: Sequence[Line], outline: Mapping[str, int]) -> None:
        self._outline = outline
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        total = sum(sizes.values())
        # Documents may have two ordinary sizes, as when a part stands in columns.
        usual = [size for size, count in sizes.items() if count >= _USUAL * total]
        self.body = max(usual) if usual else sizes.most_common(1)[0][0] if sizes else 10.0
        bold = sum(len(line.text) for line in lines if line.bold and self._ordinary(line))
        # Where half of the text is bold, weight says nothing.
        self._bold_tells = bold < 0.3 * sum(len(line.text) for line in lines)
        larger = {round(line.size * 2) / 2 for line in lines if self._larger(line)}
        levels: list[float] = []
        for size in sorted(larger, reverse=True):
            if not levels or levels[-1] / size > _ONE_LEVEL:
                levels.append(size)
        self._levels = levels
        # Sizes that the outline gives a level; a heading over two lines is not found by its words.
        self._learnt = {
            round(line.size * 2) / 2: self._outline[key(line.text)]
            for line in lines
            if key(line.text) in self._outline and self._larger(line)
        }

    def _ordinary(self, line: Line) -> bool:
        return abs(line.size - self.body) <= 0.06 * self.body

    def _larger(self, line: Line) -> bool:
        return (
            line.size >= _LARGER * self.body
            and len(line.text) <= _MAX_HEADING
            and any(char.isalpha() for char in line.text)
        )

    def level(self, line: Line) -> int:
        """The level of a heading, or 0."""
        known = self._outline.get(key(line.text))
        if known is not None and (line.bold or self._larger(line)):
            return known
        if self._larger(line):
            learnt = self._learnt.get(round(line.size * 2) / 2)
            if learnt is not None:
                return learnt
            size = line.size * _ONE_LEVEL
            return next((n for n, at in enumerate(self._levels, 1) if at <= size), 1)
        if not (self._bold_tells and line.bold and line.size >= 0.94 * self.body):
            return 0
        text = line.text
        if len(text) > _MAX_BOLD or _HEADING_ENDS.search(text) or _BULLET.match(text):
            return 0
        if not any(char.isalpha() for char in text):
            return 0
        numbered = _SECTION.match(text)
        below = len(self._levels) + 1
        if numbered and "." in numbered.group(1):
            return max(below, numbered.group(1).count(".") + 1)
        return below


def key(text: str) -> str:
    """A heading's words for looking up: no figures at the start, no case, no spaces."""
    return re.sub(r"^[\d.\s]+|\W+", "", composed(text)).casefold()


def parts(pages: Sequence[Items], outline: Mapping[str, int]) -> list[Part]:
    """All parts of the document in order."""
    lines = [item for items in pages for item in items if isinstance(item, Line)]
    return _Builder(lines, outline).build(pages)


class _Builder:
    def __init__(self, lines: Sequence[Line], outline: Mapping[str, int]) -> None:
        self._styles = _Styles(lines, outline)
        self._words: Counter[str] = Counter()
        for line in lines:
            self._words.update(
                word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)
            )
        steps = [
            a.base - b.base
            for a, b in pairwise(lines)
            if a.column == b.column and 0 < a.base - b.base < 3 * a.size
        ]
        # The lower quartile: the step within paragraphs, not between them.
        self._step = sorted(steps)[len(steps) // 4] if steps else 1.2 * self._styles.body
        self._found: list[Part] = []
        self._open: _Open | None = None
        self._paged = False

    def build(self, pages: Sequence[Items]) -> list[Part]:
        for number, items in enumerate(pages, start=1):
            self._paged = True
            for item in items:
                if isinstance(item, Table):
                    self._close()
                    rows = "\n".join(" | ".join(cell or "–" for cell in row) for row in item.rows)
                    self._found.append(Part("table", rows, breaks=((0, number),)))
                else:
                    self._line(item, number)
                self._paged = False
        self._close()
        return self._found

    def _close(self) -> None:
        if self._open is not None and self._open.text.strip():
            part = self._open
            if part.kind == "heading" and len(part.text) > _LONG_HEADING:
                part.kind, part.level = "paragraph", 0
            self._found.append(
                Part(part.kind, part.text.rstrip("\xad"), part.level, tuple(part.breaks))  # type: ignore[arg-type]
            )
        self._open = None

    def _start(self, kind: str, level: int = 0) -> _Open:
        self._close()
        self._open = _Open(kind, level)
        return self._open

    def _line(self, line: Line, page: int) -> None:
        level = self._styles.level(line)
        now = self._open
        if level:
            if not (now and now.kind == "heading" and now.level == level and self._near(now, line)):
                now = self._start("heading", level)
            now.add(line.text, page, self._words)
            now.last = line
            return
        bullet, number = _BULLET.match(line.text), _NUMBERED.match(line.text)
        if bullet or (number and self._item(number.group(), now)):
            text = f"- {line.text[bullet.end() :]}" if bullet else line.text
            if now is None or now.kind != "list":
                now = self._start("list")
            now.item(text, page)
            now.item_x = line.x0
        elif now is not None and (
            self._hangs(now, line) if now.kind == "list" else self._goes_on(now, line)
        ):
            now.add(line.text, page, self._words)
        else:
            now = self._start("paragraph")
            now.add(line.text, page, self._words)
        now.last = line

    def _item(self, mark: str, now: _Open | None) -> bool:
        """Whether a number begins an item: the first, or the one that comes after the last."""
        value = mark.strip().rstrip(".)")
        if value in ("1", "a"):
            return True
        if now is None or now.kind != "list":
            return False
        last = _NUMBERED.match(now.text.rsplit("\n", 1)[-1])
        before = last.group().strip().rstrip(".)") if last else ""
        if value.isdigit() and before.isdigit():
            return int(value) == int(before) + 1
        return len(before) == len(value) == 1 and ord(value) == ord(before) + 1

    def _near(self, now: _Open, line: Line) -> bool:
        """Whether a heading goes on over a second line."""
        last = now.last
        return (
            last is not None
            and last.column == line.column
            and 0 < last.base - line.base <= 1.45 * line.size
            and last.bold == line.bold
            and abs(last.size - line.size) < 0.5
            and not _SECTION.match(line.text)
        )

    def _hangs(self, now: _Open, line: Line) -> bool:
        last = now.last
        if last is None:
            return False
        if self._apart(last, line):
            return not _ENDS.search(last.text) and line.text[:1].islower()
        return line.x0 > now.item_x + 2 and last.base - line.base <= 1.5 * self._step_of(line)

    def _goes_on(self, now: _Open, line: Line) -> bool:
        last = now.last
        if now.kind != "paragraph" or last is None:
            return False
        if abs(last.size - line.size) > 0.1 * line.size or last.bold != line.bold:
            return False
        if self._apart(last, line):
            if last.text.endswith(("-", "\xad")):
                return True
            full = last.x1 > last.right - 0.15 * (last.right - last.left)
            return not _ENDS.search(last.text) and (line.text[:1].islower() or full)
        if last.base - line.base > 1.3 * self._step_of(line):
            return False
        if line.x0 > line.left + 0.8 * line.size and line.x0 > last.x0 + 0.6 * line.size:
            return False
        short = last.x1 < last.left + 0.75 * (last.right - last.left)
        return not (short and _ENDS.search(last.text) and line.text[:1].isupper())

    def _apart(self, last: Line, line: Line) -> bool:
        """Whether a new page or column began."""
        return self._paged or last.column != line.column or line.base >= last.base

    def _step_of(self, line: Line) -> float:
        return max(self._step, 1.1 * line.size)

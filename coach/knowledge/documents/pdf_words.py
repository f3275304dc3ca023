"""The words a reader of a PDF page would see, with their places, sizes and weight.

Contract: ``page_words(page, tally)`` gives the visible words of one page in display coordinates
(points, origin at the bottom left, after rotation and cropping). A word is visible when the drawn
page shows ink where the word stands, in another colour than its surroundings, at four points or
more, inside the page; all others go to the tally. A font that draws other letters than it says
cannot be seen through. Knows nothing of lines or order.
"""

import ctypes
import math
import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from coach.knowledge.documents.parts import Tally

_MIN_SIZE = 4.0
_MIN_GLYPH = 2.6  # points that a word's tallest glyph is high, at the least
_SQUEEZED = 0.12  # width per character, as a share of the size
_MIN_INK = 12  # steps of 255 between darkest and lightest
_LIGHT = 190
_LIKE = 14
_GAP = 0.4  # of the size: a wider one is a space, also when the file has none
_BOLD = re.compile(r"bold|black|heavy|semib|demi|CMBX|SFBX|-BX", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_MAX_PIXELS = 4_000_000
_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0FC, 0xF02D, 0x25CF), "•")
# Pdfium marks a hyphen at the end of a line in this way, whether it is soft or a real one.
_HYPHENS = dict.fromkeys((0x02, 0xFFFE), "-")


@dataclass(frozen=True)
class Word:
    """One word; ``glued`` when no space stands before it on its line."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    bold: bool = False
    glued: bool = False


@dataclass(frozen=True)
class _Style:
    size: float
    bold: bool
    light: int | None
    angle: int


@dataclass
class _Run:
    """A word under way, in page coordinates."""

    style: _Style
    glued: bool
    chars: list[int]
    x0: float
    y0: float
    x1: float
    y1: float
    ox: float
    oy: float
    end: tuple[float, float]


class Frame:
    """Display coordinates of a page: cropped, rotated, from (0, 0) to (width, height)."""

    def __init__(self, page: pdfium.PdfPage, turn: int) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._box = (left, bottom, right, top)
        self.turn = turn % 360
        across, up = right - left, top - bottom
        self.width, self.height = (up, across) if self.turn in (90, 270) else (across, up)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as displayed."""
        left, bottom, right, top = self._box
        if self.turn == 90:
            return y - bottom, right - x
        if self.turn == 180:
            return right - x, top - y
        if self.turn == 270:
            return top - y, x - left
        return x - left, y - bottom

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box of the page as displayed."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def page_words(page: pdfium.PdfPage, tally: Tally) -> tuple[list[Word], Frame]:
    """The visible words and the frame they stand in."""
    textpage = page.get_textpage()
    try:
        runs = _runs(textpage)
    finally:
        textpage.close()
    rotation = page.get_rotation()
    shown = Frame(page, rotation)
    drawn = _Drawn(page, shown) if runs else None
    # A table printed sideways: then most of the page stands under one angle.
    angles: dict[int, int] = {}
    for run in runs:
        angles[run.style.angle] = angles.get(run.style.angle, 0) + len(run.chars)
    main = max(angles, key=lambda angle: angles[angle], default=0)
    frame = Frame(page, main) if main % 90 == 0 else shown
    words: list[Word] = []
    dropped = False
    unseen: tuple[str, list[str]] | None = None
    for run in runs:
        text = _text(run.chars)
        if not text:
            continue
        why = _hidden(run, text, shown, drawn)
        if why is None and run.style.angle != main:
            why = "rotated"
        if why is not None:
            if unseen and unseen[0] == why:
                unseen[1].append(text)
            else:
                _count(tally, unseen)
                unseen = (why, [text])
            dropped = True
            continue
        _count(tally, unseen)
        unseen = None
        x0, y0, x1, y1 = frame.box(run.x0, run.y0, run.x1, run.y1)
        base = frame.point(run.ox, run.oy)[1]
        words.append(
            Word(text, x0, y0, x1, y1, base, run.style.size, run.style.bold,
                 run.glued and not dropped)
        )  # fmt: skip
        dropped = False
    _count(tally, unseen)
    return words, frame


def _count(tally: Tally, unseen: tuple[str, list[str]] | None) -> None:
    """Words that cannot be seen count once per run of them."""
    if unseen is not None:
        tally.add(unseen[0], " ".join(unseen[1]))


def _text(chars: list[int]) -> str:
    found = "".join(
        _BULLETS.get(code) or _HYPHENS.get(code) or chr(code)
        for code in chars
        if 0 < code <= 0x10FFFF
    )
    # Pairs of surrogates stand for one character; a lone one goes.
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _runs(textpage: pdfium.PdfTextPage) -> list[_Run]:
    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    doubles = [ctypes.c_double() for _ in range(6)]
    left, right, bottom, top, ox, oy = doubles
    refs = [ctypes.byref(number) for number in doubles]
    styles: dict[object, _Style] = {}
    runs: list[_Run] = []
    run: _Run | None = None
    space = True
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x00) or 0x2000 <= code <= 0x200A:
            run, space = None, True
            continue
        owner = raw.FPDFText_GetTextObject(handle, index)
        key = ctypes.cast(owner, ctypes.c_void_p).value if owner else None
        style = styles.get(key) if key is not None else None
        if style is None:
            style = _style(handle, index, owner)
            styles[key] = style
        raw.FPDFText_GetCharBox(handle, index, *refs[:4])
        raw.FPDFText_GetCharOrigin(handle, index, refs[4], refs[5])
        x, y = ox.value, oy.value
        if run is not None:
            gap = math.hypot(x - run.end[0], y - run.end[1])
            off = _across(run, x, y)
            if run.style != style or off > 0.3 * style.size or gap > 2.5 * style.size:
                space = off > 0.6 * style.size or gap > 1.2 * style.size
                run = None
            elif _along(run, left.value, bottom.value, right.value, top.value) > _GAP * style.size:
                run, space = None, True
        if run is None:
            run = _Run(
                style, not space, [], left.value, bottom.value, right.value, top.value, x, y, (x, y)
            )
            runs.append(run)
        run.chars.append(code)
        run.x0, run.y0 = min(run.x0, left.value), min(run.y0, bottom.value)
        run.x1, run.y1 = max(run.x1, right.value), max(run.y1, top.value)
        run.end = (x, y)
        space = False
    return runs


def _across(run: _Run, x: float, y: float) -> float:
    """How far a point lies off the run's line, in points."""
    return abs(y - run.oy) if run.style.angle in (0, 180) else abs(x - run.ox)


def _along(run: _Run, left: float, bottom: float, right: float, top: float) -> float:
    """The white between the run and the next glyph, in points."""
    return {0: left - run.x1, 180: run.x0 - right, 90: bottom - run.y1, 270: run.y0 - top}.get(
        run.style.angle, 0.0
    )


def _style(handle: object, index: int, owner: object) -> _Style:
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(handle, index))
    angle = 0
    if raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        # Text that runs up stands upright on a page that is turned by 90 degrees.
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        angle = next((a for a in (0, 90, 180, 270, 360) if abs(angle - a) <= 3), angle) % 360
    return _Style(size, _is_bold(handle, index), _lightness(owner), angle)


def _is_bold(handle: object, index: int) -> bool:
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(handle, index, None, 0, ctypes.byref(flags))
    if not 0 < length < 1000:
        return False
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFText_GetFontInfo(handle, index, buffer, length, ctypes.byref(flags))
    return bool(flags.value & _FORCE_BOLD) or _named_bold(buffer.value)


@lru_cache(maxsize=512)
def _named_bold(name: bytes) -> bool:
    return bool(_BOLD.search(name.decode("latin-1")))


def _lightness(owner: object) -> int | None:
    """Lightness of the fill, 0 to 255; None when text is not filled or the colour is unknown."""
    if not owner or raw.FPDFTextObj_GetTextRenderMode(owner) not in (0, 2, 4, 6):
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    refs = [ctypes.byref(part) for part in (red, green, blue, alpha)]
    if not raw.FPDFPageObj_GetFillColor(owner, *refs):
        return None
    return round(0.299 * red.value + 0.587 * green.value + 0.114 * blue.value)


class _Drawn:
    """The page as drawn, in grey."""

    def __init__(self, page: pdfium.PdfPage, frame: Frame) -> None:
        self._height = frame.height
        area = max(1.0, frame.width * frame.height)
        self._scale = min(1.0, math.sqrt(_MAX_PIXELS / area))
        bitmap = page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
        # A copy, for the bitmap's own memory goes with it.
        self._grey: NDArray[np.uint8] = (
            bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
        )
        bitmap.close()

    def _cut(self, box: tuple[float, float, float, float], more: int) -> NDArray[np.uint8]:
        x0, y0, x1, y1 = box
        rows, columns = self._grey.shape
        top = max(0, math.floor((self._height - y1) * self._scale) - more)
        bottom = min(rows, math.ceil((self._height - y0) * self._scale) + more)
        left = max(0, math.floor(x0 * self._scale) - more)
        right = min(columns, math.ceil(x1 * self._scale) + more)
        return self._grey[top:bottom, left:right]

    def ink(self, box: tuple[float, float, float, float]) -> int:
        """Difference between darkest and lightest in a box."""
        cut = self._cut(box, 0)
        return int(cut.max()) - int(cut.min()) if cut.size else 0

    def around(self, box: tuple[float, float, float, float]) -> int:
        """The lightness that surrounds a box."""
        cut = self._cut(box, 2)
        if not cut.size:
            return 255
        ring = np.concatenate([cut[:2].ravel(), cut[-2:].ravel(), cut[:, :2].ravel(),
                               cut[:, -2:].ravel()])  # fmt: skip
        return int(np.median(ring))


def _hidden(run: _Run, text: str, frame: Frame, drawn: _Drawn | None) -> str | None:
    """Why a word cannot be seen, or None."""
    box = frame.box(run.x0, run.y0, run.x1, run.y1)
    x0, y0, x1, y1 = box
    middle = (x0 + x1) / 2, (y0 + y1) / 2
    if not (0 <= middle[0] <= frame.width and 0 <= middle[1] <= frame.height):
        return "outside"
    if not any(char.isalnum() for char in text):
        return None
    sideways = run.style.angle in (90, 270)
    tall = run.x1 - run.x0 if sideways else run.y1 - run.y0
    wide = run.y1 - run.y0 if sideways else run.x1 - run.x0
    if tall < _MIN_GLYPH and (run.style.size < _MIN_SIZE or tall < 0.6):
        return "tiny"
    if len(text) > 2 and wide < _SQUEEZED * len(text) * min(run.style.size, 12):
        return "tiny"
    if drawn is None:
        return None
    if drawn.ink(box) < _MIN_INK:
        if run.style.light is None:
            return "hidden"
        return "white" if run.style.light >= _LIGHT else "covered"
    light = run.style.light
    if light is not None and light >= _LIGHT and abs(drawn.around(box) - light) <= _LIKE:
        return "white"
    return None

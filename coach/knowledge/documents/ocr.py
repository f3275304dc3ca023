"""Reads a page picture with Tesseract in Dutch, when that is installed on this computer.

Contract: ``available()`` says whether it can; ``picture_words`` gives the words of one page in
the same shape and coordinates as ``pdf_words``. Runs inside the reading child, one page at a
time, without network. Words below the certainty of ``_SURE`` are left out. Sizes and baselines are
those that Tesseract measures over a whole line (hOCR): a box around one word says little of either,
and on a page that lies a little askew it made headings and new paragraphs of ordinary lines.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from io import BytesIO

import pypdfium2 as pdfium

from coach.knowledge.documents.pdf_words import Word

_LANGUAGE = "nld"
_DPI = 250
_MOST_PIXELS = 12_000_000
_SURE = 30.0
_ALIKE = 0.1  # of the size that most letters of a page have: the same size, measured a bit off
_SPAN = re.compile(
    r"<span class='(ocrx?_\w+)'[^>]*? title=(?P<quote>['\"])(.*?)(?P=quote)[^>]*>\s*([^<]*)"
)


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether Tesseract with Dutch is there."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        said = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return False
    return _LANGUAGE in (said.stdout + said.stderr).split()


@dataclass(frozen=True)
class _Line:
    """A line of text: its size and baseline in pixels from the top, and words with their boxes."""

    size: float
    base: float
    words: list[tuple[str, list[int]]]


def picture_words(page: pdfium.PdfPage, seconds: float) -> list[Word]:
    """The words of a page that is a picture; nothing when Tesseract fails on it."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    picture = BytesIO()
    bitmap.to_pil().save(picture, "PNG")
    bitmap.close()
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--psm", "3", "--dpi",
             str(round(scale * 72)), "hocr"],
            input=picture.getvalue(), capture_output=True, timeout=seconds,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return []
    lines = [line for line in _lines(done.stdout.decode("utf-8", "replace")) if line.words]
    return _words(lines, scale, height)


def _lines(hocr: str) -> Iterator[_Line]:
    """The lines that Tesseract wrote down, with the words that it is sure enough of."""
    line: _Line | None = None
    for kind, _, title, said in _SPAN.findall(hocr):
        told = {name: rest for name, *rest in (part.split() for part in title.split(";"))}
        box = [int(place) for place in told["bbox"]]
        if kind != "ocrx_word":
            if line is not None:
                yield line
            slope, under = (float(number) for number in told.get("baseline", ("0", "0")))
            size = float(told["x_size"][0]) if "x_size" in told else float(box[3] - box[1])
            line = _Line(size, box[3] + under + slope * (box[2] - box[0]) / 2, [])
        elif line is not None and said.strip() and float(told["x_wconf"][0]) >= _SURE:
            line.words.append((unescape(said.strip()), box))
    if line is not None:
        yield line


def _words(lines: list[_Line], scale: float, height: float) -> list[Word]:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += sum(len(word) for word, _ in line.words)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    found: list[Word] = []
    for line in lines:
        size = usual if abs(line.size - usual) <= _ALIKE * usual else line.size
        for word, (x0, y0, x1, y1) in line.words:
            found.append(
                Word(word, x0 / scale, height - y1 / scale, x1 / scale, height - y0 / scale,
                     height - line.base / scale, round(2 * size / scale) / 2)
            )  # fmt: skip
    return found

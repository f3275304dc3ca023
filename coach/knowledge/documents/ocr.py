"""Reads a page picture with Tesseract in Dutch, when that is installed on this computer.

Contract: ``available()`` says whether it can; ``picture_words`` gives the words of one page in
the same shape and coordinates as ``pdf_words``. Runs inside the reading child, one page at a
time, without network. Words below the certainty of ``_SURE`` are left out.
"""

import os
import shutil
import subprocess
from functools import lru_cache
from io import BytesIO
from statistics import median

import pypdfium2 as pdfium

from coach.knowledge.documents.pdf_words import Word

_LANGUAGE = "nld"
_DPI = 250
_MOST_PIXELS = 12_000_000
_SURE = 30.0
_WORD_LEVEL = "5"


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
             str(round(scale * 72)), "tsv"],
            input=picture.getvalue(), capture_output=True, timeout=seconds,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return []
    rows = [line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()]
    return _words([row for row in rows if len(row) == 12 and row[0] == _WORD_LEVEL], scale, height)


def _words(rows: list[list[str]], scale: float, height: float) -> list[Word]:
    lines: dict[tuple[str, ...], list[list[str]]] = {}
    for row in rows:
        if row[11].strip() and float(row[10]) >= _SURE:
            lines.setdefault(tuple(row[1:5]), []).append(row)
    found: list[Word] = []
    for line in lines.values():
        # The boxes of words with and without tails differ; the line has one size and baseline.
        tall = median(int(row[9]) for row in line) / scale
        base = height - median(int(row[7]) + int(row[9]) for row in line) / scale
        for row in line:
            x, y, wide, high = (int(row[place]) / scale for place in (6, 7, 8, 9))
            found.append(
                Word(row[11].strip(), x, height - y - high, x + wide, height - y, base,
                     round(tall * 1.15))
            )  # fmt: skip
    return found

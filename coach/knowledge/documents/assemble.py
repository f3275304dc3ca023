"""Makes one cleaned text with blocks and pages out of the parts a reader found.

Contract: ``assemble(draft, name, limits)`` cleans every part (``sanitise``), tidies its white
space, joins the parts with an empty line and gives a ``Read`` whose blocks and pages point into
that text: blocks in order and without overlap, pages one after another from 0 to the end. Raises
``Unreadable`` for a text without letters or one above the limit.
"""

import re
import unicodedata
from pathlib import PurePath

from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.parts import Draft, Part, Tally
from coach.knowledge.documents.sanitise import clean
from coach.knowledge.documents.shapes import Block, Page, Read

GAP = "\n\n"
_MAX_TITLE = 200
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r" *\n[ \n]*")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
              0xFB06: "st", 0x0132: "IJ", 0x0133: "ij"}  # fmt: skip


def composed(text: str) -> str:
    """The text with composed accents and without ligatures; one normal form for all formats."""
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def tidied(text: str) -> str:
    """One line of a title: cleaned, composed, without doubled spaces."""
    return " ".join(clean(composed(text)).text.split())[:_MAX_TITLE].strip()


def assemble(draft: Draft, name: str, limits: Limits) -> Read:
    """The document as the rest of Kier knows it; ``name`` is the file's."""
    pieces: list[str] = []
    blocks: list[Block] = []
    starts: dict[int, int] = {}
    length = 0
    for part in draft.parts:
        text, breaks = _cleaned(part, draft.tally)
        if not text:
            continue
        if pieces:
            pieces.append(GAP)
            length += len(GAP)
        for offset, page in breaks:
            starts.setdefault(page, length + offset)
        blocks.append(Block(part.kind, length, length + len(text), part.level))
        pieces.append(text)
        length += len(text)
        if length > limits.characters:
            raise Unreadable("much_text")
    text = "".join(pieces)
    if not any(char.isalnum() for char in text):
        raise Unreadable("no_text")
    first = next((b for b in blocks if b.kind == "heading"), None)
    title = tidied(draft.title) or (tidied(text[first.start : first.end]) if first else "")
    return Read(
        title=title or tidied(PurePath(name).stem.replace("_", " ")) or "Zonder titel",
        format=draft.format,
        text=text,
        blocks=tuple(blocks),
        pages=_pages(starts, draft.pages, length),
        removed=draft.tally.removed(),
        by_ocr=draft.by_ocr,
    )


def _cleaned(part: Part, tally: Tally) -> tuple[str, list[tuple[int, int]]]:
    """The part's text and where its pages begin in it."""
    breaks = sorted(part.breaks)
    edges = [offset for offset, _ in breaks] + [len(part.text)]
    if len(breaks) <= 1:
        text = _one(part.text, tally, part.kind)
        return text, [(0, page) for _, page in breaks] if text else []
    # Composing may change lengths, so a text over several pages is cleaned page by page, after
    # the whole was looked at for marks that stand across the break.
    whole = clean(part.text)
    for kind, sample in whole.gone:
        tally.add(kind, sample)
    result, places = "", []
    for (start, page), end in zip(breaks, edges[1:], strict=True):
        kept = "".join(
            char for char, place in zip(whole.text, whole.origin, strict=True)
            if start <= place < end
        )  # fmt: skip
        text = _white(composed(kept), part.kind).strip(" \n")
        if not text:
            continue
        if result:
            result += " " if kept[:1].isspace() or part.text[start - 1 : start].isspace() else ""
        places.append((len(result), page))
        result += text
    return result, places


def _one(text: str, tally: Tally, kind: str) -> str:
    cleaned = clean(composed(text))
    for what, sample in cleaned.gone:
        tally.add(what, sample)
    return _white(cleaned.text, kind).strip(" \n")


def _white(text: str, kind: str) -> str:
    text = _EMPTY_LINES.sub("\n", _SPACES.sub(" ", text))
    return " ".join(text.split()) if kind == "heading" else text


def _pages(starts: dict[int, int], count: int, length: int) -> tuple[Page, ...]:
    """All pages in order; one without text of its own has an empty range."""
    found: list[Page] = []
    following = length
    for number in range(count, 0, -1):
        start = min(starts.get(number, following), following)
        found.append(Page(number, start, following))
        following = start
    if found:
        last = found[-1]
        found[-1] = Page(last.number, 0, last.end)
    return tuple(reversed(found))

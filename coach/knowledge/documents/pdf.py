"""Reads a PDF: visible words, reading order, structure; pages without text by OCR if there is one.

Contract: ``read_pdf(path, limits, progress)`` gives a ``Draft``; ``draw(path, page, width)`` one
page as PNG, ``draw_all`` all of them. Raises ``Unreadable``. Metadata, annotations, attachments,
forms and scripts are never read. Runs in the reading child only: a bad file may end the process.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from coach.knowledge.documents import ocr
from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.layout import Table, edges, page_lines
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.parts import Draft, Tally
from coach.knowledge.documents.pdf_words import Word, page_words
from coach.knowledge.documents.rules import Rules, page_rules
from coach.knowledge.documents.running import Items, without_running
from coach.knowledge.documents.structure import key, parts

Progress = Callable[[int, int], None]
_FEW = 12  # visible letters: a page with fewer may be a picture
_PICTURE = 0.3  # of the page that pictures cover
_MOST_WIDE, _MOST_TALL = 2400, 4800
_COLOURS = 16
_MAX_OUTLINE = 5000
_LOOK = 1 << 16
_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]{0,200}/Count\s+0\b")
_NEAR = 8.0  # points between edges that count as one
_MOST_EDGES = 3


@dataclass
class _Seen:
    """What stands on one page; ``number`` counts from 0."""

    number: int
    words: list[Word]
    rules: Rules
    height: float
    is_picture: bool


def opened(path: Path) -> pdfium.PdfDocument:
    """The document; raises Unreadable when it is encrypted, broken or without pages."""
    try:
        document = pdfium.PdfDocument(path)
        count = len(document)
    except pdfium.PdfiumError as error:
        if _says_no_pages(path):
            raise Unreadable("no_pages") from None
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Unreadable("encrypted" if locked else "broken") from None
    if count < 1:
        raise Unreadable("no_pages")
    return document


def _says_no_pages(path: Path) -> bool:
    """Whether the file counts no pages, for which pdfium has no error of its own."""
    with path.open("rb") as file:
        start = file.read(_LOOK)
    return _NO_PAGES.search(start) is not None and b"/Type /Page " not in start


def read_pdf(
    path: Path, limits: Limits, progress: Progress, scanned: Callable[[int], None]
) -> Draft:
    """The document as parts; ``scanned`` hears how many pages go to OCR, before it begins."""
    document = opened(path)
    if len(document) > limits.pages:
        raise Unreadable("many_pages")
    draft = Draft("pdf", pages=len(document))
    seen: list[_Seen] = []
    letters = 0
    for number in range(len(document)):
        page = _page(document, number, draft.tally)
        letters += sum(len(word.text) for word in page.words)
        if letters > limits.characters:
            raise Unreadable("much_text")
        seen.append(page)
        progress(number + 1, len(document))
    pictures = [page for page in seen if page.is_picture]
    if pictures:
        _read_pictures(document, seen, pictures, draft, limits, progress, scanned)
    known = _known([edges(page.words) for page in seen])
    laid = [page_lines(page.words, page.rules, known) for page in seen]
    pages = without_running(laid, [page.height for page in seen], draft.tally)
    draft.parts = parts(pages, _outline(document))
    draft.title = _title(pages, draft)
    return draft


def _known(found: Sequence[Sequence[float]]) -> list[float]:
    """Edges that divide at least two pages and a tenth of all, to the nearest few points."""
    all_edges = [edge for page in found for edge in page]
    least = max(2, len(found) // 10)
    known: list[float] = []
    for edge in all_edges:
        near = sum(any(abs(edge - other) <= _NEAR for other in page) for page in found)
        if near >= least and all(abs(edge - other) > _NEAR for other in known):
            known.append(edge)
    return known[:_MOST_EDGES]


def _page(document: pdfium.PdfDocument, number: int, tally: Tally) -> _Seen:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        raise Unreadable("broken") from None
    try:
        words, frame = page_words(page, tally)
        shown = sum(char.isalnum() for word in words for char in word.text)
        is_picture = shown < _FEW and _covered(page) >= _PICTURE
        rules = page_rules(page, frame) if words else Rules()
        return _Seen(number, words, rules, frame.height, is_picture)
    finally:
        page.close()


def _covered(page: pdfium.PdfPage) -> float:
    """The share of the page under pictures, at most 1."""
    width, height = page.get_size()
    area = 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        x0, y0, x1, y1 = thing.get_bounds()
        area += max(0.0, x1 - x0) * max(0.0, y1 - y0)
    return float(min(1.0, area / max(1.0, width * height)))


def _read_pictures(
    document: pdfium.PdfDocument,
    seen: list[_Seen],
    pictures: list[_Seen],
    draft: Draft,
    limits: Limits,
    progress: Progress,
    scanned: Callable[[int], None],
) -> None:
    if not ocr.available():
        if len(pictures) == len(seen):
            raise Unreadable("scan")
        named = ", ".join(str(page.number + 1) for page in pictures[:20])
        draft.tally.add("scanned_page", named, len(pictures))
        return
    if len(pictures) > limits.scanned_pages:
        raise Unreadable("many_pages")
    scanned(len(pictures))
    for done, picture in enumerate(pictures, start=1):
        page = document[picture.number]
        picture.words = ocr.picture_words(page, limits.seconds_per_scanned_page)
        picture.rules = Rules()
        page.close()
        draft.by_ocr = draft.by_ocr or bool(picture.words)
        progress(done, len(pictures))


def _outline(document: pdfium.PdfDocument) -> dict[str, int]:
    """Levels by the words of a heading, from the file's own bookmarks."""
    found: dict[str, int] = {}
    try:
        for place, item in enumerate(document.get_toc(max_depth=6)):
            if place >= _MAX_OUTLINE:
                break
            words = key(item.get_title())
            if words:
                found.setdefault(words, item.level + 1)
    except (pdfium.PdfiumError, UnicodeError, ValueError):
        return {}
    return found


def _title(pages: list[Items], draft: Draft) -> str:
    """The largest heading of the first two pages with text."""
    headings = [
        part
        for part in draft.parts
        if part.kind == "heading" and part.breaks and part.breaks[0][1] <= 2
    ]
    lines = [item for items in pages[:2] for item in items if not isinstance(item, Table)]
    sizes = {line.text: line.size for line in lines}
    best, most = "", 0.0
    for part in headings:
        size = max((size for text, size in sizes.items() if text in part.text), default=0.0)
        if size > 1.04 * most:
            best, most = part.text, size
    return best


def draw(path: Path, number: int, width: int) -> bytes:
    """Page ``number`` (from 1) as a PNG of ``width`` pixels; raises Unreadable."""
    document = opened(path)
    if not 1 <= number <= len(document):
        raise Unreadable("no_page")
    return _drawn(document[number - 1], width)


def draw_all(path: Path, width: int) -> Iterator[bytes]:
    """All pages in order as small PNGs: few colours, and nothing that was pinned onto them."""
    document = opened(path)
    for number in range(len(document)):
        yield _drawn(document[number], width, few=True)


def _drawn(page: pdfium.PdfPage, width: int, *, few: bool = False) -> bytes:
    across, up = page.get_size()
    scale = min(max(16, width), _MOST_WIDE) / max(1.0, across)
    scale = min(scale, _MOST_TALL / max(1.0, up))
    made = page.render(scale=scale, draw_annots=not few, may_draw_forms=not few).to_pil()
    made = made.convert("RGB")
    picture = BytesIO()
    (made.quantize(_COLOURS) if few else made).save(picture, "PNG", optimize=True)
    return picture.getvalue()

"""The handbook as PDFs of our own writer: one column, two columns, hidden text, a scan.

Contract: each function gives the finished ``Pdf`` and on which page each section's sentence
begins. Page numbers, running heads and lines broken inside words are part of it.
"""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from evals.bench.documents import Book, Section
from evals.bench.pdf_writer import A4, WHITE, Pdf, PdfPage, wrapped

Pages = dict[Section, int]
_HEAD = "Handboek omgang met ouders – versie 3"


class _Flow:
    """Text that flows over columns and pages."""

    def __init__(self, columns: int) -> None:
        self.pdf = Pdf()
        self._columns = columns
        self._width = (475 - 20 * (columns - 1)) / columns
        self._column = columns
        self._y = 0.0
        self.page: PdfPage = self.pdf.page()
        self.pdf.pages.clear()

    @property
    def number(self) -> int:
        return len(self.pdf.pages)

    def _next(self) -> None:
        self._column += 1
        if self._column >= self._columns:
            self._column = 0
            self.page = self.pdf.page()
            self.page.text(60, 805, _HEAD, 8)
            self.page.text(280, 28, f"Pagina {self.number}", 8)
        self._y = 770.0

    def line(self, text: str, size: float, bold: bool) -> None:
        if self._y < 60 or not self.pdf.pages:
            self._next()
        x = 60 + self._column * (self._width + 20)
        self.page.text(x, self._y, text, size, bold=bold)
        self._y -= size * 1.3

    def room(self, height: float) -> None:
        if self._y - height < 60:
            self._next()

    def gap(self, height: float) -> None:
        self._y -= height

    def paragraph(self, text: str, size: float, mark: str = "") -> int:
        """Writes a paragraph; gives the page on which the line with ``mark`` begins."""
        lines, found, done = wrapped(text, self._width, size), 0, ""
        for line in lines:
            if self._columns > 1:
                line = line.replace("hulpverlening ", "hulpver-lening ")
            self.line(line, size, False)
            begins = text.find(mark) if mark else -1
            if mark and not found and len(done) <= begins < len(done) + len(line) + 1:
                found = self.number
            done += line + " "
        self.gap(size * 0.7)
        return found


def _write(book: Book, columns: int, size: float) -> tuple[Pdf, Pages]:
    flow, pages = _Flow(columns), Pages()
    flow.room(900)
    for line in wrapped(book.title, flow._width, 22, True):
        flow.line(line, 22, True)
    flow.gap(12)
    for number, chapter in enumerate(book.chapters, start=1):
        flow.room(120)
        flow.gap(10)
        for line in wrapped(f"{number} {chapter.title}", flow._width, 15, True):
            flow.line(line, 15, True)
        flow.gap(4)
        for count, section in enumerate(chapter.sections, start=1):
            flow.room(80)
            for line in wrapped(f"{number}.{count} {section.title}", flow._width, 12, True):
                flow.line(line, 12, True)
            flow.gap(3)
            for text in section.paragraphs:
                found = flow.paragraph(text, size, section.sentence)
                if found:
                    pages[section] = found
    return flow.pdf, pages


def one_column(book: Book) -> tuple[Pdf, Pages]:
    """One column, with a list and a ruled table at the end."""
    pdf, pages = _write(book, 1, 11)
    page = pdf.page()
    page.text(60, 805, _HEAD, 8)
    page.text(280, 28, f"Pagina {len(pdf.pages)}", 8)
    page.text(60, 770, "6 Afspraken", 15, bold=True)
    y = 740.0
    for item in book.items:
        page.text(60, y, f"• {item}", 11)
        y -= 16
    y -= 20
    for row in range(len(book.table) + 1):
        page.box(60, y - 20 * row, 450, 0.6)
    for column in range(len(book.table[0]) + 1):
        page.box(60 + 150 * column, y - 20 * len(book.table), 0.6, 20 * len(book.table))
    for row, cells in enumerate(book.table):
        for column, cell in enumerate(cells):
            page.text(65 + 150 * column, y - 14 - 20 * row, cell, 10, bold=row == 0)
    return pdf, pages


def two_columns(book: Book) -> tuple[Pdf, Pages]:
    """Two columns."""
    return _write(book, 2, 10)


def hidden(book: Book) -> tuple[Pdf, Pages]:
    """One column with the hidden sentence in every way that this writer knows."""
    pdf, pages = _write(book, 1, 11)
    pdf.info = book.hidden
    for number, page in enumerate(pdf.pages):
        way = number % 6
        if way == 0:
            page.text(60, 50, book.hidden, 11, colour=WHITE)
        elif way == 1:
            page.text(60, 50, book.hidden, 1)
        elif way == 2:
            page.text(60, 50, book.hidden, 11, mode=3)
        elif way == 3:
            page.text(700, 50, book.hidden, 11)
        elif way == 4:
            page.text(60, 50, book.hidden, 11)
            page.box(50, 45, 500, 20, WHITE)
        else:
            page.text(60, 400, book.hidden, 11, colour=WHITE)
    return pdf, pages


def scan(book: Book) -> tuple[Pdf, Pages]:
    """The first chapter as pictures of pages."""
    pdf, pages = Pdf(), Pages()
    font, large = ImageFont.load_default(34), ImageFont.load_default(56)
    chapter = book.chapters[0]
    for number, section in enumerate(chapter.sections):
        picture = Image.new("L", (1654, 2339), 255)
        pen = ImageDraw.Draw(picture)
        y = 180
        if number == 0:
            pen.text((160, y), book.title, font=large, fill=0)
            y += 140
        pen.text((160, y), section.title, font=large, fill=0)
        y += 110
        for text in section.paragraphs:
            line = ""
            for word in [*text.split(), ""]:
                wider = f"{line} {word}".strip()
                if word and pen.textlength(wider, font=font) < 1330:
                    line = wider
                    continue
                pen.text((160, y), line, font=font, fill=0)
                y += 52
                line = word
            y += 40
        data = BytesIO()
        picture.save(data, "JPEG", quality=80)
        pdf.page(A4).image(data.getvalue(), picture.size)
        pages[section] = number + 1
    return pdf, pages

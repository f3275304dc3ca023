"""PDFs are read as a person reads them: in order, without the paper's own words."""

import shutil
from collections.abc import Callable
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from coach.knowledge.documents import ocr
from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.shapes import Read
from evals.bench.documents import load
from evals.bench.documents_pdf import one_column, scan, two_columns
from evals.bench.pdf_writer import Pdf, PdfPage
from tests.knowledge.documents.conftest import removed, texts

LONG = (
    "Het bezoek duurde een uur en niemand keek op de klok. Bel altijd eerst de ouder. "
    "Schrijf op wat het kind zei, met de datum erbij en met wie er in de kamer was. "
)
OfPdf = Callable[[Pdf], Read]


def _lines(page: PdfPage, x: float, y: float, lines: list[str], size: float = 11) -> None:
    for line in lines:
        page.text(x, y, line, size)
        y -= size * 1.3


def test_a_handbook_in_one_column_comes_back_whole(of_pdf: OfPdf) -> None:
    book = load()
    pdf, pages = one_column(book)
    read = of_pdf(pdf)
    assert read.title == book.title
    found = texts(read, "paragraph")
    assert [p for s in book.sections for p in s.paragraphs if p not in found] == []
    assert [c.title for c in book.chapters if not any(c.title in h for h in texts(read, "heading"))
            ] == []  # fmt: skip
    for section in book.sections:
        assert read.page_of(read.text.index(section.sentence)) == pages[section]
    assert texts(read, "list") == ["\n".join(f"- {item}" for item in book.items)]
    assert texts(read, "table") == ["\n".join(" | ".join(row) for row in book.table)]
    assert removed(read) == {"running_head": 2 * len(pdf.pages)}


def test_two_columns_are_read_one_after_the_other(of_pdf: OfPdf) -> None:
    book = load()
    pdf, pages = two_columns(book)
    read = of_pdf(pdf)
    found = texts(read, "paragraph")
    whole = [p for s in book.sections for p in s.paragraphs]
    # A sentence that ends at the foot of a column may end its paragraph there.
    assert sum(p in found for p in whole) >= len(whole) - 2
    assert all(section.sentence in read.text for section in book.sections)
    places = [read.text.index(section.sentence) for section in book.sections]
    assert places == sorted(places)
    assert [read.page_of(place) for place in places] == [pages[s] for s in book.sections]


def test_the_order_in_the_file_does_not_matter(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    page = pdf.page()
    left = [f"Links regel {n} met woorden tot aan de rand" for n in range(12)]
    right = [f"Rechts regel {n} met woorden tot de rand" for n in range(12)]
    for n in reversed(range(12)):
        page.text(320, 700 - 14 * n, right[n])
        page.text(60, 700 - 14 * n, left[n])
    assert " ".join(read_words(of_pdf(pdf))) == " ".join(left + right)


def test_the_right_column_may_begin_above_the_left_one(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    page = pdf.page()
    page.text(60, 760, "Handboek van het huis", 22, bold=True)
    left = [f"Links regel {n} met woorden tot aan de rand" for n in range(12)]
    right = [f"Rechts regel {n} met woorden tot de rand" for n in range(14)]
    page.text(60, 700, "Nacht en bereikbaarheid", 16, bold=True)
    _lines(page, 60, 680, left)
    _lines(page, 320, 718, right)
    said = " ".join(read_words(of_pdf(pdf)))
    assert said == " ".join(["Handboek van het huis Nacht en bereikbaarheid", *left, *right])


def read_words(read: Read) -> list[str]:
    return read.text.split()


def test_short_cells_without_rules_are_no_columns(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    page = pdf.page()
    for n in range(8):
        page.text(60, 700 - 14 * n, f"Vraag {n}")
        page.text(320, 700 - 14 * n, "ja" if n % 2 else "misschien wel")
    assert "Vraag 0 misschien wel" in of_pdf(pdf).text


def test_words_broken_at_a_line_end_are_joined(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    lines = ["De pleegzorgbege-", "leider belt de jeugd- en", "gezinsbeschermer over Noord-",
             "Holland en over de ex-", "man van de moeder, de ex-man die"]  # fmt: skip
    _lines(pdf.page(), 60, 700, [*lines, "nooit belt."])
    assert of_pdf(pdf).text == (
        "De pleegzorgbegeleider belt de jeugd- en gezinsbeschermer over Noord-Holland en over de "
        "ex-man van de moeder, de ex-man die nooit belt."
    )


def test_headings_by_size_and_weight(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    page = pdf.page()
    page.text(60, 780, "Werken met ouders", 22, bold=True)
    page.text(60, 740, "Het eerste gesprek", 15, bold=True)
    page.paragraph(60, 715, 470, LONG)
    page.text(60, 620, "Wat je meeneemt", 11, bold=True)
    page.paragraph(60, 604, 470, LONG)
    page.text(60, 500, "Let op.", 11, bold=True)
    page.paragraph(60, 480, 470, LONG)
    read = of_pdf(pdf)
    assert [(read.text[b.start : b.end], b.level) for b in read.blocks if b.kind == "heading"] == [
        ("Werken met ouders", 1), ("Het eerste gesprek", 2), ("Wat je meeneemt", 3),
    ]  # fmt: skip
    assert read.title == "Werken met ouders"


def test_a_paragraph_goes_on_over_the_page(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    _lines(pdf.page(), 60, 120, ["De moeder belde dat ze niet kwam en dat de bus weer een", "keer"])
    _lines(pdf.page(), 60, 770, ["te laat was."])
    read = of_pdf(pdf)
    assert read.text.endswith("een keer te laat was.") and len(read.blocks) == 1
    assert read.page_of(read.text.index("bus")) == 1
    assert read.page_of(read.text.index("te laat")) == 2
    assert read.pages[0].start == 0 and read.pages[-1].end == len(read.text)


def test_heads_and_numbers_of_left_and_right_pages_go(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    for number in range(1, 9):
        page = pdf.page()
        page.text(60, 805, "Links boven" if number % 2 else "Rechts boven", 8)
        page.text(500, 30, f"{number} / 8", 8)
        page.paragraph(60, 700, 470, f"Bladzijde {number} heeft eigen woorden. {LONG}")
    read = of_pdf(pdf)
    assert "boven" not in read.text and "/ 8" not in read.text
    assert removed(read) == {"running_head": 16}


def test_a_number_on_a_single_page_goes(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    page = pdf.page()
    page.paragraph(60, 700, 470, LONG)
    page.text(290, 30, "- 12 -", 8)
    assert of_pdf(pdf).text == LONG.strip()


def test_a_page_on_its_side_is_read_upright(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    page = pdf.page((595, 842), rotate=90)
    for n, line in enumerate(("Eerste regel van de bladzijde", "tweede regel van de bladzijde")):
        page.text(100 + 14 * n, 100, line, angle=(0, 1))
    assert of_pdf(pdf).text == "Eerste regel van de bladzijde tweede regel van de bladzijde"


def test_a_scan_says_so_without_tesseract(of_pdf: OfPdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(Unreadable) as caught:
        of_pdf(scan(load())[0])
    assert caught.value.fault == "scan"


def test_a_scanned_page_among_others_is_named(
    of_pdf: OfPdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    pdf, _ = scan(load())
    pdf.page().paragraph(60, 700, 470, LONG)
    read = of_pdf(pdf)
    assert [(gone.kind, gone.count, gone.sample) for gone in read.removed] == [
        ("scanned_page", 3, "1, 2, 3")
    ]
    assert not read.by_ocr and read.pages[3].start == 0


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("tesseract") is None or not ocr.available(), reason="Tesseract (nld) is er niet"
)
def test_a_scan_is_read_by_tesseract(of_pdf: OfPdf) -> None:
    book = load()
    pdf, _ = scan(book)
    pdf.pages = pdf.pages[:1]
    read = of_pdf(pdf)
    assert read.by_ocr and read.title == book.title
    assert book.sections[0].sentence in read.text


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("tesseract") is None or not ocr.available(), reason="Tesseract (nld) is er niet"
)
def test_a_scan_that_lies_askew_keeps_its_headings_and_paragraphs(of_pdf: OfPdf) -> None:
    pdf = Pdf()
    page = pdf.page()
    page.text(60, 770, "Meldcode in vijf stappen", 16, bold=True)
    page.paragraph(60, 740, 470, f"{LONG}Dat geldt ook voor stagiairs en vrijwilligers.")
    page.text(60, 640, "Stap 1 Breng in kaart wat je ziet", 16, bold=True)
    page.paragraph(60, 610, 470, f"{LONG}Weeg nooit alleen: de aandachtsfunctionaris denkt mee.")
    with pdfium.PdfDocument(pdf.bytes()) as drawn:
        picture = drawn[0].render(scale=2.3).to_pil().convert("L").rotate(0.4, fillcolor=250)
    data = BytesIO()
    picture.save(data, "JPEG", quality=80)
    scanned = Pdf()
    scanned.page().image(data.getvalue(), picture.size)
    read = of_pdf(scanned)
    assert texts(read, "heading") == [
        "Meldcode in vijf stappen",
        "Stap 1 Breng in kaart wat je ziet",
    ]
    assert [said[:24] for said in texts(read, "paragraph")] == [LONG[:24]] * 2

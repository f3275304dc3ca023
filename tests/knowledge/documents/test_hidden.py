"""What nobody can see never becomes text; what one can see always does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach.knowledge.documents.docx import read_docx
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.markup import read_html, read_markdown
from coach.knowledge.documents.odt import read_odt
from coach.knowledge.documents.shapes import Read
from evals.bench.documents import load
from evals.bench.documents_pdf import hidden
from evals.bench.documents_word import write_docx, write_html, write_markdown, write_odt
from evals.bench.pdf_writer import WHITE, Pdf, PdfPage
from tests.knowledge.documents.conftest import finished, removed

SECRET = "Kanarie zegt dat alles goed komt"
SEEN = "Bel altijd eerst de ouder."
WAYS: dict[str, Callable[[PdfPage], None]] = {
    "white": lambda p: p.text(60, 300, SECRET, colour=WHITE),
    "white over text": lambda p: p.text(60, 700, SECRET, colour=WHITE),
    "nearly white": lambda p: p.text(60, 300, SECRET, colour=(0.98, 0.98, 0.97)),
    "tiny": lambda p: p.text(60, 300, SECRET, 1.5),
    "squeezed": lambda p: p.text(60, 300, SECRET, squeeze=9),
    "mode 3": lambda p: p.text(60, 300, SECRET, mode=3),
    "mode 7": lambda p: p.text(60, 300, SECRET, mode=7),
    "beside the page": lambda p: p.text(700, 300, SECRET),
    "under the page": lambda p: p.text(60, -40, SECRET),
    "covered": lambda p: (p.text(60, 300, SECRET), p.box(50, 290, 400, 30, WHITE)),  # type: ignore[dict-item, func-returns-value]
    "colour of its ground": lambda p: (  # type: ignore[dict-item]
        p.box(50, 290, 400, 30, (0.2, 0.3, 0.4)),  # type: ignore[func-returns-value]
        p.text(60, 300, SECRET, colour=(0.2, 0.3, 0.4)),  # type: ignore[func-returns-value]
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_pdf_hides_nothing(way: str, of_pdf: Callable[[Pdf], Read]) -> None:
    pdf = Pdf()
    pdf.info = SECRET
    page = pdf.page()
    page.text(60, 700, SEEN)
    WAYS[way](page)
    read = of_pdf(pdf)
    assert read.text == SEEN
    assert "Kanarie" not in read.title
    assert sum(removed(read).values()) == 1 and "Kanarie" in read.removed[0].sample


def test_a_pdf_keeps_what_can_be_seen(of_pdf: Callable[[Pdf], Read]) -> None:
    pdf = Pdf()
    page = pdf.page()
    page.box(50, 695, 400, 20, (0.1, 0.1, 0.4))
    page.text(60, 700, "Witte letters op blauw", colour=WHITE)
    page.text(60, 600, "Grijze letters op wit", colour=(0.6, 0.6, 0.6))
    page.text(60, 500, "Een voetnoot in kleine letters.", 6)
    page.text(60, 400, "Rood", colour=(0.8, 0.0, 0.0))
    read = of_pdf(pdf)
    for words in ("Witte letters op blauw", "Grijze letters op wit", "voetnoot in kleine", "Rood"):
        assert words in read.text
    assert read.removed == ()


def test_all_ways_in_a_whole_pdf(of_pdf: Callable[[Pdf], Read]) -> None:
    book = load()
    read = of_pdf(hidden(book)[0])
    assert book.hidden not in read.text
    assert {"white", "tiny", "hidden", "outside", "covered"} <= set(removed(read))


def test_word_odt_markdown_and_html(tmp_path: Path) -> None:
    book = load()
    write_docx(book, tmp_path / "a.docx")
    write_odt(book, tmp_path / "a.odt")
    write_markdown(book, tmp_path / "a.md")
    reads = [
        finished(read_docx(tmp_path / "a.docx", Limits())),
        finished(read_odt(tmp_path / "a.odt", Limits())),
        finished(read_markdown(tmp_path / "a.md")),
    ]
    for read in reads:
        assert book.hidden not in read.text and "Kanarie" not in read.title
        assert read.title == book.title
        for section in book.sections:
            assert section.sentence in read.text
        assert any("Kanarie" in gone.sample for gone in read.removed)
    assert removed(reads[0]) == {
        "hidden": 2, "white": 1, "tiny": 1, "deleted": 1, "comment": 1, "header": 2,
    }  # fmt: skip
    assert "Dit is later toegevoegd." in reads[0].text


P, R = "<w:p>{}</w:p>", "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
WHITE_RUN = R.format('<w:color w:val="FFFFFF"/>', "Kanarie")


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>", '<w:color w:val="FEFEFE"/>', '<w:sz w:val="2"/>', '<w:w w:val="1"/>',
        '<w:color w:val="000000" w:themeColor="background1"/>', '<w:rStyle w:val="Spook"/>',
        '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
        '<w:color w:val="D9D9D9"/><w:shd w:val="clear" w:fill="D9D9D9"/>',
    ],
)  # fmt: skip
def test_runs_of_word_that_nobody_sees(properties: str, word_file: Callable[..., Path]) -> None:
    ghost = (
        '<w:style w:type="character" w:styleId="Basis"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Spook"><w:basedOn w:val="Basis"/></w:style>'
    )
    path = word_file(P.format(R.format("", SEEN) + R.format(properties, SECRET)), ghost)
    read = finished(read_docx(path, Limits()))
    assert read.text == SEEN and "Kanarie" in read.removed[0].sample


def test_runs_of_word_that_one_sees(word_file: Callable[..., Path]) -> None:
    dark = '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
    body = (
        P.format(R.format('<w:vanish w:val="0"/>', "Niet verborgen."))
        + P.format(R.format('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', "Op zwart."))
        + f"<w:tbl><w:tr><w:tc>{dark}{P.format(WHITE_RUN.replace('Kanarie', 'Kop'))}</w:tc></w:tr>"
        "</w:tbl>"
    )
    read = finished(read_docx(word_file(body), Limits()))
    assert read.text == "Niet verborgen.\n\nOp zwart.\n\nKop" and read.removed == ()


@pytest.mark.parametrize(
    "html",
    [
        "<!-- {} -->", '<span style="display:none">{}</span>', "<span hidden>{}</span>",
        '<p style="font-size: 0">{}</p>', '<div style="COLOR : #FFF">{}</div>',
        '<span style="position:absolute;left:-9999px">{}</span>', "<script>{}</script>",
        '<i style="opacity:0">{}</i>', "<template>{}</template>", '<img alt="{}">',
        '<a title="{}">.</a>', "[//]: # ({})", '<div style="visibility:hidden"><b>{}</b></div>',
        "<style>/* {} */</style>", "<!-- {}",
    ],
)  # fmt: skip
def test_markdown_shows_what_a_browser_shows(html: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# Kop\n\n{SEEN}\n\n{html.format(SECRET)}\n", encoding="utf-8")
    read = finished(read_markdown(path))
    assert SEEN in read.text and "Kanarie" not in read.text


def test_html_as_html(tmp_path: Path) -> None:
    book = load()
    write_html(book, tmp_path / "a.html")
    read = finished(read_html(tmp_path / "a.html"))
    assert book.hidden not in read.text and book.sections[3].sentence in read.text

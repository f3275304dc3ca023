"""Word, ODT, Markdown and text: structure comes along, changes count as accepted."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from coach.knowledge.documents.cutting import cut
from coach.knowledge.documents.docx import read_docx
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.markup import read_markdown
from coach.knowledge.documents.odt import read_odt
from coach.knowledge.documents.plain import read_plain
from coach.knowledge.documents.shapes import Read
from evals.bench.documents import load
from evals.bench.documents_word import write_docx, write_markdown, write_odt, write_text
from tests.knowledge.documents.conftest import W, finished, removed, texts

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Eigen"><w:basedOn w:val="Kop1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>'
)


def _p(text: str, style: str = "", more: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    )


def _outline(read: Read) -> list[tuple[str, int]]:
    return [(read.text[b.start : b.end], b.level) for b in read.blocks if b.kind == "heading"]


def test_the_same_book_from_every_format(tmp_path: Path) -> None:
    book = load()
    write_docx(book, tmp_path / "a.docx")
    write_odt(book, tmp_path / "a.odt")
    write_markdown(book, tmp_path / "a.md")
    wanted = [p for section in book.sections for p in section.paragraphs]
    table = "\n".join(" | ".join(row) for row in book.table)
    for read in (
        finished(read_docx(tmp_path / "a.docx", Limits())),
        finished(read_odt(tmp_path / "a.odt", Limits())),
        finished(read_markdown(tmp_path / "a.md")),
    ):
        found = texts(read, "paragraph")
        assert [p for p in wanted if p not in found] == []
        heads = [head for head in _outline(read) if head[0] != book.title]
        assert heads == [
            head
            for chapter in book.chapters
            for head in ((chapter.title, 1), *((s.title, 2) for s in chapter.sections))
        ]
        assert texts(read, "list") == ["\n".join(f"- {item}" for item in book.items)]
        assert read.format == "markdown" or texts(read, "table") == [table]
        paths = {piece.headings[-1] for piece in cut(read) if piece.headings}
        assert {section.title for section in book.sections} <= paths


def test_text_in_lines_of_fixed_width(tmp_path: Path) -> None:
    book = load()
    write_text(book, tmp_path / "a.txt", "cp1252")
    read = finished(read_plain(tmp_path / "a.txt"))
    assert read.title == book.title
    found = texts(read, "paragraph")
    assert [p for s in book.sections for p in s.paragraphs if p not in found] == []
    assert (f"1. {book.chapters[0].title}", 1) in _outline(read)


def test_numbered_headings_right_above_their_text(tmp_path: Path) -> None:
    said = (
        "1. Eten\nWe eten om half zes, met z’n allen. Wie te laat is, krijgt een bord.\n\n"
        "2. Bellen\nOuders bellen tussen vier en acht.\n\n"
        "1. Bel de ouder en vraag of die morgen om negen uur\nkan komen\n2. Bel de wacht\n"
    )
    (tmp_path / "a.txt").write_text(said, encoding="utf-8")
    read = finished(read_plain(tmp_path / "a.txt"))
    assert texts(read, "heading") == ["1. Eten", "2. Bellen"]
    assert texts(read, "list") == [
        "1. Bel de ouder en vraag of die morgen om negen uur kan komen\n2. Bel de wacht"
    ]


def test_headings_by_inherited_style_and_contents_left_out(word_file: Callable[..., Path]) -> None:
    body = (
        _p("Inleiding 3", "Inhopg1") + _p("Eerste", "Kop1") + _p("Tweede", "Eigen")
        + _p("Derde", more='<w:outlineLvl w:val="1"/>') + _p("Gewoon")
    )  # fmt: skip
    read = finished(read_docx(word_file(body, STYLES), Limits()))
    assert _outline(read) == [("Eerste", 1), ("Tweede", 1), ("Derde", 2)]
    assert removed(read) == {"contents": 1} and read.title == "Eerste"


def test_changes_count_as_accepted(word_file: Callable[..., Path]) -> None:
    body = (
        "<w:p><w:r><w:t>Bel </w:t></w:r><w:ins><w:r><w:t>eerst </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>nooit </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>daar</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>de ouder.</w:t></w:r></w:moveTo></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>weg</w:t></w:r></w:p></w:tc>"
        "</w:tr><w:tr><w:tc><w:p><w:r><w:t>blijft</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    read = finished(read_docx(word_file(body), Limits()))
    assert read.text == "Bel eerst de ouder.\n\nblijft"
    assert removed(read) == {"deleted": 3}


def test_boxes_notes_and_fields(word_file: Callable[..., Path]) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>In het kader.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Tekst</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        f"<w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        '<w:r><w:instrText>HYPERLINK "http://kwaad"</w:instrText></w:r>'
        "<w:hyperlink><w:r><w:t> met link.</w:t></w:r></w:hyperlink></w:p>"
    )
    note = (
        f"<w:footnotes {W}><w:footnote w:id='2'><w:p><w:r><w:t>De noot.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    read = finished(read_docx(word_file(body, footnotes=note), Limits()))
    assert read.text == "Tekst met link.\n\nIn het kader.\n\nDe noot."


def test_lists_of_word_keep_their_numbers(word_file: Callable[..., Path]) -> None:
    def item(text: str, number: int) -> str:
        more = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return _p(text, more=more)

    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
        f"</w:abstractNum>"
        for n, kind in enumerate(("decimal", "bullet"))
    ) + "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2)
    )
    body = item("Bel", 1) + item("Schrijf", 1) + _p("Tussendoor") + item("Los", 2)
    read = finished(
        read_docx(word_file(body, numbering=f"<w:numbering {W}>{kinds}</w:numbering>"), Limits())
    )
    assert texts(read, "list") == ["1. Bel\n2. Schrijf", "- Los"]


def test_an_odt_behind_a_password_and_its_hidden_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    space = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "text", "style", "table")
    )
    content = (
        f"<office:document-content {space}><office:body><office:text>"
        '<text:p>Bel<text:s text:c="2"/>de ouder.<text:hidden-text>weg</text:hidden-text>'
        "<office:annotation><text:p>opmerking</text:p></office:annotation></text:p>"
        '<text:section text:display="none"><text:p>weg</text:p></text:section>'
        "<text:p>Tekst<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>De noot.</text:p></text:note-body></text:note> gaat door.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    read = finished(read_odt(path, Limits()))
    assert read.text == "Bel de ouder.\n\nTekst gaat door.\n\nDe noot."
    assert removed(read) == {"hidden": 2, "comment": 1}


def test_markdown_lists_tables_and_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitel: Het bezoek\n---\n## Vooraf\n\nEen **vette** [link](http://x).\n\n1. Bel\n"
        "2. Schrijf\n   - met datum\n\n| Wie | Hoe |\n|---|---|\n| ouder | bellen |\n\n> Citaat\n",
        encoding="utf-8",
    )
    read = finished(read_markdown(path))
    assert read.title == "Het bezoek" and _outline(read) == [("Vooraf", 2)]
    assert texts(read, "list") == ["1. Bel\n2. Schrijf\n- met datum"]
    assert texts(read, "table") == ["Wie | Hoe\nouder | bellen"]
    assert texts(read, "paragraph") == ["Een vette link.", "Citaat"]


def test_a_heading_by_its_name_alone(word_file: Callable[..., Path]) -> None:
    named = (
        '<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="Heading {n}"/>{more}</w:style>'
    )
    flat = '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'
    styles = "".join(named.format(n=n, more=flat if n == 3 else "") for n in (1, 2, 3))
    body = _p("Ons handboek", "H1") + _p("Te laat", "H2") + _p("Gewone tekst.", "H3")
    read = finished(read_docx(word_file(body, styles=styles), Limits()))
    assert read.title == "Ons handboek"
    assert _outline(read) == [("Ons handboek", 1), ("Te laat", 2)]

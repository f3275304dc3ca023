"""The handbook as Word, ODT, Markdown, text and HTML, with what should not surface in each.

Contract: each function writes one file. The Word file starts a page per section, so that its PDF
by another program has known page numbers.
"""

import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from evals.bench.documents import Book


def write_docx(book: Book, path: Path, *, columns: int = 1, deleted: bool = True) -> None:
    """Word, as python-docx makes it, with comments, deletions and hidden text."""
    document: Any = docx.Document()
    document.core_properties.comments = book.hidden
    section = document.sections[0]
    section.header.paragraphs[0].text = "Handboek – vertrouwelijk"
    section.footer.paragraphs[0].text = "Uitgave voorjaar"
    if columns > 1:
        section._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="400"/>'))
    ghost = document.styles.add_style("Spook", WD_STYLE_TYPE.CHARACTER)
    ghost.font.hidden = True
    document.add_paragraph(book.title, style="Title")
    first = True
    for chapter in book.chapters:
        heading = document.add_heading(chapter.title, 1)
        for part in chapter.sections:
            if not first:
                heading.paragraph_format.page_break_before = True
            first = False
            heading = document.add_heading(part.title, 2)
            for text in part.paragraphs:
                document.add_paragraph(text)
        # The next chapter's heading starts its page, its first section does not.
        first = False
    _fix_breaks(document)
    last = document.add_paragraph()
    last.add_run().add_break(WD_BREAK.PAGE)
    for item in book.items:
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(len(book.table), len(book.table[0]), style="Table Grid")
    for row, cells in enumerate(book.table):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    hide = document.add_paragraph("Hier staat gewone tekst. ")
    hide.add_run(book.hidden).font.hidden = True
    hide.add_run(book.hidden).font.color.rgb = RGBColor(255, 255, 255)
    hide.add_run(book.hidden).font.size = Pt(1)
    hide.add_run(book.hidden, style="Spook")
    gone = (
        f'<w:del {nsdecls("w")} w:id="9" w:author="A"><w:r><w:delText xml:space="preserve">'
        f"{book.hidden}</w:delText></w:r></w:del>"
    )
    # A program that prints the file shows what was deleted, struck through.
    if deleted:
        hide._p.append(parse_xml(gone))
    inserted = (
        f'<w:ins {nsdecls("w")} w:id="10" w:author="A"><w:r><w:t xml:space="preserve">'
        f"Dit is later toegevoegd.</w:t></w:r></w:ins>"
    )
    hide._p.append(parse_xml(inserted))
    if hasattr(document, "add_comment"):
        document.add_comment(hide.runs[0], text=book.hidden, author="A", initials="A")
    document.save(str(path))


def _fix_breaks(document: Any) -> None:
    """Each section starts a page; a chapter's first section stays under its chapter."""
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    before = ""
    for number, heading in enumerate(headings):
        name = heading.style.name
        wanted = number > 0 and (name == "Heading 1" or before == "Heading 2")
        heading.paragraph_format.page_break_before = wanted
        before = name


def write_odt(book: Book, path: Path) -> None:
    """ODT without a program: the parts that count, with a hidden span and a tracked deletion."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
            ("fo", "xsl-fo-compatible"),
        )
    )  # fmt: skip
    body = [f'<text:p text:style-name="Title">{escape(book.title)}</text:p>']
    for chapter in book.chapters:
        body.append(f'<text:h text:outline-level="1">{escape(chapter.title)}</text:h>')
        for part in chapter.sections:
            body.append(f'<text:h text:outline-level="2">{escape(part.title)}</text:h>')
            body += [f"<text:p>{escape(text)}</text:p>" for text in part.paragraphs]
    items = "".join(f"<text:list-item><text:p>{escape(i)}</text:p></text:list-item>"
                    for i in book.items)  # fmt: skip
    body.append(f"<text:list>{items}</text:list>")
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in book.table
    )
    body.append(f"<table:table>{rows}</table:table>")
    unseen = "".join(
        f'<text:span text:style-name="{name}">{book.hidden}</text:span>' for name in ("T1", "T2")
    )
    body.append(f"<text:p>Gewone tekst.{unseen}</text:p>")
    gone = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"<text:p>{book.hidden}</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}>'
        "<office:automatic-styles>"
        '<style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties '
        'fo:color="#ffffff"/></style:style></office:automatic-styles>'
        f"<office:body><office:text>{gone}{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)


def write_markdown(book: Book, path: Path) -> None:
    """Markdown with front matter, comments and hidden HTML."""
    lines = ["---", f"title: {book.title}", f"description: {book.hidden}", "---", ""]
    for chapter in book.chapters:
        lines += [f"# {chapter.title}", ""]
        for part in chapter.sections:
            lines += [f"## {part.title}", ""]
            for text in part.paragraphs:
                lines += [text, ""]
            lines += [f"<!-- {book.hidden} -->", ""]
    lines += [*(f"- {item}" for item in book.items), ""]
    lines += [f'<div style="display: none">{book.hidden}</div>', ""]
    lines += [f'Gewone tekst.<span style="color:#fff">{book.hidden}</span>', ""]
    lines += [f"[//]: # ({book.hidden})", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def write_text(book: Book, path: Path, encoding: str) -> None:
    """Plain text in an encoding, lines broken at 78 characters."""
    import textwrap

    lines = [book.title, "=" * len(book.title), ""]
    for number, chapter in enumerate(book.chapters, start=1):
        lines += [f"{number}. {chapter.title}", ""]
        for count, part in enumerate(chapter.sections, start=1):
            title = part.title.replace("?", "").replace(",", "").replace(".", "")
            lines += [f"{number}.{count} {title}", ""]
            for text in part.paragraphs:
                lines += [*textwrap.wrap(text, 78, break_on_hyphens=False), ""]
    path.write_text("\n".join(lines), encoding=encoding, errors="replace")


def write_html(book: Book, path: Path, *, columns: int = 1) -> None:
    """HTML for printing to PDF by a browser: a page per section, or two columns."""
    style = (
        "body{font:11pt serif} h2{break-before:page} h1+h2,.c h2{break-before:auto}"
        f" h1{{break-before:page}} .t,.c h1{{break-before:auto}} .c{{column-count:{columns}}}"
    )
    body = [f'<h1 class="t">{escape(book.title)}</h1>']
    kind = "c" if columns > 1 else "e"
    body.append(f'<div class="{kind}">')
    for number, chapter in enumerate(book.chapters):
        mark = ' class="t"' if number == 0 else ""
        body.append(f"<h1{mark}>{escape(chapter.title)}</h1>")
        for part in chapter.sections:
            body.append(f"<h2>{escape(part.title)}</h2>")
            body += [f"<p>{escape(text)}</p>" for text in part.paragraphs]
        body.append(f'<p style="color:white">{book.hidden}</p>')
        body.append(f'<p style="font-size:1px">{book.hidden}</p>')
    body.append("</div>")
    path.write_text(
        f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>{escape(book.title)}</title>'
        f"<style>{style}</style><body>{''.join(body)}</body></html>",
        encoding="utf-8",
    )

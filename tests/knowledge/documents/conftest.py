"""What the tests of documents share."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.knowledge.documents.assemble import assemble
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.parts import Draft
from coach.knowledge.documents.pdf import read_pdf
from coach.knowledge.documents.shapes import Read
from evals.bench.pdf_writer import Pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def finished(draft: Draft, name: str = "stuk") -> Read:
    return assemble(draft, name, Limits())


def texts(read: Read, kind: str) -> list[str]:
    return [read.text[b.start : b.end] for b in read.blocks if b.kind == kind]


def removed(read: Read) -> dict[str, int]:
    return {gone.kind: gone.count for gone in read.removed}


@pytest.fixture
def of_pdf(tmp_path: Path) -> Callable[[Pdf], Read]:
    """Reads a PDF in this process: quicker than a child, for files we made ourselves."""

    def read(pdf: Pdf) -> Read:
        path = pdf.save(tmp_path / "stuk.pdf")
        draft = read_pdf(path, Limits(), lambda done, all: None, lambda pages: None)
        return finished(draft, path.name)

    return read


@pytest.fixture
def word_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a Word file out of the XML of its body and, if given, of its styles."""

    def write(body: str, styles: str = "", **more: str) -> Path:
        path = tmp_path / "stuk.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(
                "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
            )
            archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
            for name, text in more.items():
                archive.writestr(f"word/{name}.xml", text)
        return path

    return write

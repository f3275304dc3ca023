"""Makes the files of the ingest cases: ``python -m evals.bench.make_documents DIR``.

Contract: writes PDFs, Word, ODT, Markdown and text of several makers into DIR and what should be
found in them into DIR/expect.json. LibreOffice and Chromium make theirs when they are installed;
without them those files are left out and named.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from evals.bench import documents_pdf, documents_word
from evals.bench.documents import Book, Section, expected, load

_SECONDS = 180


def make(folder: Path) -> dict[str, Any]:
    """Writes all files; gives what is expected of each."""
    folder.mkdir(parents=True, exist_ok=True)
    book = load()
    found: dict[str, Any] = {}
    for name, build in (
        ("eigen-een-kolom.pdf", documents_pdf.one_column),
        ("eigen-twee-kolommen.pdf", documents_pdf.two_columns),
        ("eigen-verborgen.pdf", documents_pdf.hidden),
        ("eigen-scan.pdf", documents_pdf.scan),
    ):
        pdf, pages = build(book)
        pdf.save(folder / name)
        found[name] = expected(book, pages.get)
        if "scan" in name:
            found[name]["questions"] = found[name]["questions"][:3]
    documents_word.write_docx(book, folder / "word.docx")
    documents_word.write_odt(book, folder / "kaal.odt")
    documents_word.write_markdown(book, folder / "handboek.md")
    documents_word.write_text(book, folder / "windows.txt", "cp1252")
    documents_word.write_text(book, folder / "utf16.txt", "utf-16")
    for name in ("word.docx", "kaal.odt", "handboek.md", "windows.txt", "utf16.txt"):
        found[name] = expected(book, lambda section: None)
    shutil.copy(folder / "word.docx", folder / "verkeerde-naam.pdf")
    found["verkeerde-naam.pdf"] = expected(book, lambda section: None)
    _refused(folder, found)
    _office(book, folder, found)
    _browser(book, folder, found)
    (folder / "expect.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return found


def _refused(folder: Path, found: dict[str, Any]) -> None:
    whole = (folder / "eigen-een-kolom.pdf").read_bytes()
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.4\n" + whole[2000:4000])
    (folder / "leeg.pdf").write_bytes(b"")
    with zipfile.ZipFile(folder / "bom.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (450 * 2**20))
    for name in ("kapot.pdf", "leeg.pdf", "bom.docx"):
        found[name] = {"refused": True, "questions": []}


def _own_pages(book: Book) -> dict[Section, int]:
    return {section: number for number, section in enumerate(book.sections, start=1)}


def _office(book: Book, folder: Path, found: dict[str, Any]) -> None:
    program = shutil.which("soffice")
    if program is None:
        sys.stderr.write("LibreOffice is er niet: die bestanden blijven weg.\n")
        return
    pages = _own_pages(book)
    with tempfile.TemporaryDirectory() as scratch:
        two = Path(scratch) / "libreoffice-twee-kolommen.docx"
        documents_word.write_docx(book, two, columns=2, deleted=False)
        one = Path(scratch) / "libreoffice.docx"
        documents_word.write_docx(book, one, deleted=False)
        for source, kind in ((one, "pdf"), (two, "pdf"), (one, "odt")):
            _ran(
                [program, "--headless", f"-env:UserInstallation=file://{scratch}/profiel",
                 "--convert-to", kind, "--outdir", str(folder), str(source)]
            )  # fmt: skip
            name = f"{source.stem}.{kind}"
            if (folder / name).exists():
                found[name] = expected(book, pages.get if kind == "pdf" else lambda section: None)


def _browser(book: Book, folder: Path, found: dict[str, Any]) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.stderr.write("Chromium is er niet: die bestanden blijven weg.\n")
        return
    pages = _own_pages(book)
    with tempfile.TemporaryDirectory() as scratch:
        for name, columns in (("chromium.pdf", 1), ("chromium-twee-kolommen.pdf", 2)):
            page = Path(scratch) / "pagina.html"
            documents_word.write_html(book, page, columns=columns)
            _ran(
                [program, "--headless", "--no-sandbox", "--disable-gpu",
                 f"--user-data-dir={scratch}/profiel", f"--print-to-pdf={folder / name}",
                 page.as_uri()]
            )  # fmt: skip
            if (folder / name).exists():
                found[name] = expected(book, pages.get if columns == 1 else lambda section: None)


def _ran(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"{Path(command[0]).name} was niet op tijd klaar.\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Maakt de bestanden voor 'coach eval ingest'.")
    parser.add_argument("folder", type=Path)
    names = make(parser.parse_args().folder)
    sys.stdout.write("\n".join(names) + "\n")

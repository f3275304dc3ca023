"""Files that are wrong get one Dutch sentence and a next step; the program goes on."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from coach import child
from coach.errors import KierError
from coach.knowledge.documents import reading
from coach.knowledge.documents.errors import FAULTS, DocumentError
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.reading import page_picture, read_document
from evals.bench.pdf_writer import Pdf
from tests.knowledge.documents.conftest import W

SMALL = Limits(seconds=300, memory=700 * 2**20, unpacked_bytes=20 * 2**20)
CATALOG, FONT = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Font /Subtype /Type1 >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
    b"<< /Font << /F1 5 0 R >> >> >>"
)


def good() -> bytes:
    pdf = Pdf()
    pdf.page().paragraph(60, 700, 400, "Een gewone zin over pleegzorg en het bezoek. " * 5)
    return pdf.bytes()


def objects(*items: bytes) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(items, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(items) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(items) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, filters: bytes) -> bytes:
    head = b"<< /Length %d /Filter %s >>\n" % (len(data), filters)
    return head + b"stream\n" + data + b"\nendstream"


def bomb() -> bytes:
    packer = zlib.compressobj(9)
    portion = b"BT /F1 9 Tf (a) Tj ET\n" * (1 << 20)
    once = b"".join(packer.compress(portion) for _ in range(64)) + packer.flush()
    twice = stream(zlib.compress(once, 9), b"[/FlateDecode /FlateDecode]")
    return objects(CATALOG, PAGES, PAGE, twice, FONT)


def locked() -> bytes:
    key = (
        b"trailer << /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> "
    )
    return good().replace(b"trailer << ", key % (b"aa" * 32, b"bb" * 32))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "leeg.pdf": (lambda: b"", "empty"),
    "wit.txt": (lambda: b"\xef\xbb\xbf \n\t\n", "empty"),
    "nul.txt": (lambda: b"\0" * 300, "empty"),
    "streepjes.txt": (lambda: b"--- *** ---", "no_text"),
    "half.pdf": (lambda: good()[:300], "broken"),
    "rommel.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "broken"),
    "nul.pdf": (
        lambda: objects(CATALOG, b"<< /Type /Pages /Count 0 /Kids [] >>"), "no_pages",
    ),
    "wachtwoord.pdf": (locked, "encrypted"),
    "wachtwoord.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "oud.doc": (lambda: OLE, "old_word"),
    "kapot.docx": (lambda: b"PK\x03\x04" + b"\0" * 100, "broken"),
    "plaatje.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "kind"),
    "binair.txt": (lambda: bytes(range(256)) * 100, "kind"),
    "lus.pdf": (
        lambda: objects(CATALOG, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"), "broken",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_is_one_sentence(name: str, tmp_path: Path) -> None:
    make, fault = FILES[name]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(DocumentError) as caught:
        read_document(path, limits=SMALL)
    error = caught.value
    assert error.fault == fault
    assert isinstance(error, KierError) and name in error.sentence and error.next_step
    assert error.sentence.count(".") <= 1 + name.count(".") + error.sentence.count(".docx")


def test_every_fault_is_worded() -> None:
    for fault in FAULTS:
        error = DocumentError(fault, "een bestand.pdf")
        assert "een bestand.pdf" in str(error) and error.next_step.endswith(".")
    assert "\n" not in str(DocumentError("empty", "x\n\u202ey.pdf"))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="er niet"):
        read_document(tmp_path / "weg.pdf")
    with pytest.raises(DocumentError, match="er niet"):
        read_document(tmp_path)


def test_a_bomb_in_a_pdf_ends_the_child_at_most(tmp_path: Path) -> None:
    path = tmp_path / "bom.pdf"
    path.write_bytes(bomb())
    assert path.stat().st_size < 200_000
    with pytest.raises(DocumentError) as caught:
        read_document(path, limits=SMALL)
    assert caught.value.fault in ("crash", "memory", "slow")


def _zip(path: Path, **files: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return path


def test_bombs_in_word_files(tmp_path: Path) -> None:
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(9)
    )
    laugh = (
        f"<!DOCTYPE l [{entities}]><w:document {W}><w:body><w:p><w:r><w:t>&a8;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    one = (
        f'<!DOCTYPE l [<!ENTITY a "Zin.">]><w:document {W}><w:body><w:p><w:r><w:t>Een &a;</w:t>'
        "</w:r></w:p></w:body></w:document>"
    )
    deep = f"<w:document {W}><w:body>{'<w:sdt>' * 9000}{'</w:sdt>' * 9000}</w:body></w:document>"
    for data, fault in ((b" " * (21 * 2**20), "unpacked"), (laugh, "broken"), (one, "broken"),
                        (deep, "broken"),
                        (f"<w:document {W}><w:body/></w:document>", "no_text")):  # fmt: skip
        path = _zip(tmp_path / "a.docx", word__document=data)
        with pytest.raises(DocumentError) as caught:
            read_document(path, limits=SMALL)
        assert caught.value.fault == fault


def test_a_zip_that_lies_about_its_sizes(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.docx", word__document=b" " * (30 * 2**20))
    size = (30 * 2**20).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (9).to_bytes(4, "little")))
    with pytest.raises(DocumentError) as caught:
        read_document(path, limits=SMALL)
    assert caught.value.fault in ("unpacked", "broken")


def test_another_zip_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(_zip(tmp_path / "a.docx", xl__workbook="<a/>"))
    assert caught.value.fault == "kind"


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "verslag.docx"
    path.write_bytes(good())
    assert read_document(path).format == "pdf"
    path = tmp_path / "verslag.pdf"
    path.write_text("Gewone tekst over het bezoek.", encoding="utf-8")
    assert read_document(path).format == "text"


def test_limits_on_pages_time_and_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(good())
    with pytest.raises(DocumentError, match="meer bladzijden"):
        read_document(path, limits=Limits(pages=0))
    with pytest.raises(DocumentError, match="te lang"):
        read_document(path, limits=Limits(seconds=0.01))
    with pytest.raises(DocumentError, match="meer tekst"):
        read_document(path, limits=Limits(characters=10))
    with pytest.raises(DocumentError, match="groter"):
        read_document(path, limits=Limits(file_bytes=10))


def test_loops_that_do_no_harm_are_read(tmp_path: Path) -> None:
    data = good()
    path = tmp_path / "a.pdf"
    path.write_bytes(
        data.replace(b"trailer << ", b"trailer << /Prev %d " % data.rindex(b"xref\n0"))
    )
    steps: list[tuple[int, int]] = []
    read = read_document(path, progress=lambda done, all: steps.append((done, all)))
    assert "pleegzorg" in read.text and steps == [(1, 1)]


def test_odd_characters_in_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Bel de moeder\x00 en \ud800de vader.\n" + "a" * 300_000
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    read = read_document(path)
    assert read.text.startswith("Bel de moeder en de vader.")
    read.text.encode("utf-8")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1",
     "iso8859_15", "cp850"],
)  # fmt: skip
def test_the_usual_encodings(encoding: str, tmp_path: Path) -> None:
    text = "De coördinator belde Zoë over de reünie. Geïnteresseerde ouders, hè, één voor één."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read_document(path).text == text


def test_a_page_as_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(good())
    picture = page_picture(path, 1, 300)
    assert picture.startswith(b"\x89PNG") and int.from_bytes(picture[16:20], "big") == 300
    with pytest.raises(DocumentError, match="bladzijde"):
        page_picture(path, 2, 300)
    (tmp_path / "a.txt").write_text("Tekst.", encoding="utf-8")
    with pytest.raises(DocumentError, match="bladzijde"):
        page_picture(tmp_path / "a.txt", 1, 300)


def test_a_child_that_says_nothing_of_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tekst.", encoding="utf-8")
    for said in ({}, {"picture": "AAAA"}):
        monkeypatch.setattr(reading, "ask", lambda *a, said=said, **k: said)
        with pytest.raises(DocumentError) as caught:
            read_document(path)
        assert caught.value.fault == "crash"
    monkeypatch.setattr(reading, "ask", child.ask)
    monkeypatch.setattr(child.sys, "executable", "/bin/false")
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert caught.value.fault == "crash"

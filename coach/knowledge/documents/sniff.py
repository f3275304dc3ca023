"""What kind of file this is, by what stands in it; the name only settles text from Markdown.

Contract: ``kind_of(path, limits)`` gives ``pdf``, ``docx``, ``odt``, ``markdown``, ``html`` or
``text`` and raises ``Unreadable`` for anything else, named as precisely as can be.
``decoded(data)`` turns bytes of a text file into text.
"""

import re
from pathlib import Path

from charset_normalizer import from_bytes

from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.zipped import Zipped

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)
_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"{\\rtf", b"\x7fELF",
    b"MZ\x90", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"RIFF", b"OggS",
    b"ID3", b"SQLite format 3",
)  # fmt: skip
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_MARKED = re.compile(r"^#{1,4} \S", re.MULTILINE)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_CODE_PAGES = ["cp1252", "iso8859_15", "latin_1", "cp850", "cp437", "mac_roman", "cp1250"]


def kind_of(path: Path, limits: Limits) -> str:
    """The format of a file."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        raise Unreadable("gone") from None
    if not head.strip(b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise Unreadable("empty" if size <= _HEAD else "kind")
    if size > limits.file_bytes:
        raise Unreadable("large")
    # Some makers put a few bytes before the mark; readers accept a kilobyte of them.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        raise Unreadable("encrypted" if _holds_package(path) else "old_word")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, limits)
    if head.startswith(_BINARY):
        raise Unreadable("kind")
    text = decoded(_start(path))
    if _HTML.match(text):
        return "html"
    marked = path.suffix.casefold() in (".md", ".markdown") or text.startswith("---\n")
    return "markdown" if marked or len(_MARKED.findall(text)) > 1 else "text"


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1 << 18)


def _holds_package(path: Path) -> bool:
    """Whether an OLE file is a newer Office file behind a password."""
    with path.open("rb") as file:
        return "EncryptedPackage".encode("utf-16-le") in file.read(1 << 22)


def _zip_kind(path: Path, limits: Limits) -> str:
    archive = Zipped(path, limits)
    if "word/document.xml" in archive.names:
        return "docx"
    if "mimetype" in archive.names and (archive.data("mimetype") or b"").strip() in _ODT:
        return "odt"
    raise Unreadable("kind")


def decoded(data: bytes) -> str:
    """The text in the encoding that its bytes point to; raises Unreadable for no text at all."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    odd = sum(1 for char in text[:20000] if ord(char) < 32 and char not in "\n\t\f\x00")
    if odd > 0.05 * max(1, len(text[:20000])):
        raise Unreadable("kind")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    half = max(1, len(data[:4000]) // 2)
    if odd > 0.6 * half and even < 0.1 * half:
        return data.decode("utf-16-le", "replace")
    if even > 0.6 * half and odd < 0.1 * half:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A portion may end in the middle of a letter.
        if error.start >= len(data) - 3:
            return data.decode("utf-8", "ignore")
    try:
        # Half of a pair, as some programs write it; cleaning takes it out.
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if sum(ord(char) > 127 for char in mended[:200_000]) - broken > 3 * broken:
        return mended
    # Dutch in one byte a letter: Windows and Latin-1 differ only where Latin-1 has no letters.
    western = data.decode("cp1252", "replace")
    high = [char for char in western if ord(char) > 127]
    plain = sum(char in "áàâäéèêëíìîïóòôöúùûüçñÁÀÂÄÉÈÊËÍÏÓÖÚÜÇ‘’“”–—…€•°§½²ß«»´©®" for char in high)
    if plain >= 0.8 * len(high):
        return western
    best = from_bytes(data[:200_000], cp_isolation=_CODE_PAGES).best()
    if best is None:
        return western
    return data.decode(best.encoding, "replace")

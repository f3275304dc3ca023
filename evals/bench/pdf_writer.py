"""A small writer of PDF files that can do everything a maker of PDFs can do to hide text.

Contract: ``Pdf`` collects pages with texts, boxes and pictures at places in points (origin at the
bottom left); ``save`` writes a valid PDF 1.4 with the standard fonts. For tests and cases only.
"""

import zlib
from dataclasses import dataclass, field
from pathlib import Path

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
A4 = (595.0, 842.0)
# Widths of Helvetica in thousandths (Adobe's metrics file); others count as 556.
_NARROW = {
    " ": 278, "'": 191, ",": 278, ".": 278, ":": 278, ";": 278, "!": 278, "i": 222, "j": 222,
    "l": 222, "t": 278, "f": 278, "r": 333, "I": 278, "-": 333, "(": 333, ")": 333, "s": 500,
    "c": 500, "k": 500, "v": 500, "x": 500, "y": 500, "z": 500, "m": 833, "w": 722, "W": 944,
    "M": 833, "/": 278, "|": 260, "‘": 222, "’": 222, "A": 667, "B": 667, "D": 722, "H": 722,
    "N": 722, "O": 778, "C": 722, "G": 778, "R": 722, "U": 722, "V": 667, "K": 667, "P": 667,
    "S": 667, "E": 667,
}  # fmt: skip


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in points; close to true for Helvetica."""
    return sum(_NARROW.get(char, 556) for char in text) * size / 1000 * (1.06 if bold else 1.0)


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines that fit a width."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@dataclass
class PdfPage:
    """One page under way."""

    width: float
    height: float
    rotate: int = 0
    ops: list[bytes] = field(default_factory=list)
    picture: bytes = b""
    picture_size: tuple[int, int] = (0, 0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 11,
        *,
        bold: bool = False,
        colour: Colour = BLACK,
        mode: int = 0,
        squeeze: int = 100,
        angle: tuple[int, int] = (1, 0),
    ) -> None:
        """One line of text; ``angle`` is (cos, sin)."""
        shown = text.encode("cp1252", "replace")
        shown = shown.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        cos, sin = angle
        self.ops.append(
            b"BT /F%d %g Tf %d Tr %d Tz %g %g %g rg %d %d %d %d %g %g Tm (%s) Tj ET"
            % (2 if bold else 1, size, mode, squeeze, *colour, cos, sin, -sin, cos, x, y, shown)
        )

    def paragraph(
        self, x: float, y: float, width: float, text: str, size: float = 11, *, bold: bool = False
    ) -> float:
        """Wrapped text; gives the height under it where the next thing may stand."""
        for line in wrapped(text, width, size, bold):
            self.text(x, y, line, size, bold=bold)
            y -= size * 1.3
        return y

    def box(self, x: float, y: float, width: float, height: float, colour: Colour = BLACK) -> None:
        """A filled rectangle; a thin one is a rule."""
        self.ops.append(b"%g %g %g rg %g %g %g %g re f" % (*colour, x, y, width, height))

    def image(self, jpeg: bytes, size: tuple[int, int]) -> None:
        """A grey JPEG over the whole page."""
        self.picture, self.picture_size = jpeg, size
        self.ops.append(b"q %g 0 0 %g 0 0 cm /Im1 Do Q" % (self.width, self.height))


class Pdf:
    """A document under way; ``raw`` is put into each page's resources for unusual things."""

    def __init__(self) -> None:
        self.pages: list[PdfPage] = []
        self.outline: list[tuple[str, int]] = []
        self.info = ""

    def page(self, size: tuple[float, float] = A4, rotate: int = 0) -> PdfPage:
        """A new page."""
        page = PdfPage(*size, rotate)
        self.pages.append(page)
        return page

    def bytes(self) -> bytes:
        """The file."""
        objects: list[bytes] = [b"", b""]

        def add(data: bytes) -> int:
            objects.append(data)
            return len(objects)

        fonts = [
            add(
                b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
            )
            for name in (b"Helvetica", b"Helvetica-Bold")
        ]
        kids: list[int] = []
        for page in self.pages:
            data = zlib.compress(b"\n".join(page.ops))
            content = add(
                b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(data), data)
            )
            picture = b""
            if page.picture:
                number = add(
                    b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace "
                    b"/DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\n"
                    b"stream\n%s\nendstream" % (*page.picture_size, len(page.picture), page.picture)
                )
                picture = b"/XObject << /Im1 %d 0 R >>" % number
            kids.append(
                add(
                    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Contents %d "
                    b"0 R /Resources << /Font << /F1 %d 0 R /F2 %d 0 R >> %s >> >>"
                    % (page.width, page.height, page.rotate, content, fonts[0], fonts[1], picture)
                )
            )
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
            len(kids),
            b" ".join(b"%d 0 R" % kid for kid in kids),
        )
        info = add(b"<< /Title (%s) >>" % self.info.encode("cp1252", "replace"))
        return _file(objects, info)

    def save(self, path: Path) -> Path:
        """Writes the file."""
        path.write_bytes(self.bytes())
        return path


def _file(objects: list[bytes], info: int) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, data in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        info,
        start,
    )
    return bytes(out)

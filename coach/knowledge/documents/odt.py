"""Reads an ODT file (LibreOffice): headings, paragraphs, lists, tables, notes.

Contract: ``read_odt(path, limits)`` gives a ``Draft``. Left out and counted: tracked deletions,
comments, hidden, white and tiny text; left out: headers, footers, tables of contents, metadata,
titles and descriptions of pictures. Format: OASIS OpenDocument 1.3, part 3. Raises ``Unreadable``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element

from coach.knowledge.documents.docx_styles import alike
from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.parts import Draft, Part
from coach.knowledge.documents.zipped import Zipped

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, FO, TABLE, OFFICE, DRAW, SVG = (
    f"{_OASIS}{name}:1.0}}"
    for name in ("text", "style", "xsl-fo-compatible", "table", "office", "drawing",
                 "svg-compatible")
)  # fmt: skip
_DC = "{http://purl.org/dc/elements/1.1/}"
_MOST_DEPTH = 60
_MOST_SPACES = 100
_MIN_POINTS = 4.0
_LENGTH = re.compile(r"([\d.]+)(pt|in|cm|mm|px)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_SKIPPED = {
    TEXT + "tracked-changes", TEXT + "table-of-content", TEXT + "alphabetical-index",
    TEXT + "bibliography", TEXT + "illustration-index", OFFICE + "annotation-end",
    TEXT + "sequence-decls", TEXT + "variable-decls", TEXT + "note-citation", OFFICE + "forms",
    SVG + "title", SVG + "desc", TEXT + "user-field-decls", TEXT + "script",
    OFFICE + "event-listeners",
}  # fmt: skip
_FIELDS_UNSEEN = {TEXT + "hidden-text", TEXT + "hidden-paragraph", TEXT + "conditional-text"}


@dataclass(frozen=True)
class _Look:
    hidden: bool = False
    colour: str = ""
    ground: str = ""
    points: float = 12.0

    def why_unseen(self, behind: str) -> str | None:
        if self.hidden:
            return "hidden"
        if self.points < _MIN_POINTS:
            return "tiny"
        if self.colour and alike(self.colour, self.ground or behind):
            return "white"
        return None


def read_odt(path: Path, limits: Limits) -> Draft:
    """The ODT file as parts."""
    archive = Zipped(path, limits)
    manifest = archive.data("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Unreadable("encrypted")
    content, shared = archive.xml("content.xml"), archive.xml("styles.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise Unreadable("broken")
    reader = _Reader([root for root in (shared, content) if root is not None])
    for region in body.iter(TEXT + "deletion"):
        words = "".join(region.itertext()).strip()
        if words:
            reader.draft.tally.add("deleted", words)
    reader.blocks(body, 0)
    return reader.draft


class _Reader:
    def __init__(self, roots: list[Element]) -> None:
        self.draft = Draft("odt")
        self._styles: dict[tuple[str, str], Element] = {}
        self._ordered: dict[str, bool] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                name, family = style.get(STYLE + "name"), style.get(STYLE + "family")
                if name and family:
                    self._styles[family, name] = style
            for kind in root.iter(TEXT + "list-style"):
                levels = list(kind)
                self._ordered[kind.get(STYLE + "name") or ""] = bool(
                    levels and levels[0].tag == TEXT + "list-level-style-number"
                )
        self._behind = "FFFFFF"
        self._after: list[Element] = []

    def _line(self, family: str, name: str | None) -> list[Element]:
        found: list[Element] = []
        while name and (family, name) in self._styles and len(found) < 20:
            style = self._styles[family, name]
            if style in found:
                break
            found.append(style)
            name = style.get(STYLE + "parent-style-name")
        return found[::-1]

    def _look(self, look: _Look, family: str, name: str | None) -> _Look:
        for style in self._line(family, name):
            own = style.find(STYLE + "text-properties")
            if own is None:
                continue
            if TEXT + "display" in own.attrib:
                look = replace(look, hidden=own.get(TEXT + "display") == "none")
            if FO + "color" in own.attrib:
                look = replace(look, colour=own.get(FO + "color", "").lstrip("#").upper())
            if own.get(STYLE + "use-window-font-color") == "true":
                look = replace(look, colour="")
            ground = own.get(FO + "background-color", "transparent")
            if ground != "transparent":
                look = replace(look, ground=ground.lstrip("#").upper())
            size = own.get(FO + "font-size", "")
            length = _LENGTH.fullmatch(size)
            if length:
                look = replace(look, points=float(length.group(1)) * _POINTS[length.group(2)])
            elif size.endswith("%") and size[:-1].replace(".", "").isdigit():
                look = replace(look, points=look.points * float(size[:-1]) / 100)
        return look

    def _ground(self, family: str, kind: str, name: str | None) -> str:
        ground = ""
        for style in self._line(family, name):
            own = style.find(STYLE + kind)
            found = own.get(FO + "background-color", "transparent") if own is not None else ""
            ground = found.lstrip("#").upper() if found not in ("", "transparent") else ground
        return ground

    def blocks(self, parent: Element, depth: int) -> None:
        """Reads headings, paragraphs, lists and tables below an element."""
        if depth > _MOST_DEPTH:
            raise Unreadable("broken")
        for child in parent:
            if child.tag in (TEXT + "h", TEXT + "p"):
                self._paragraph(child, depth)
            elif child.tag == TEXT + "list":
                items = list(self._items(child, depth, None))
                if items:
                    self.draft.parts.append(Part("list", "\n".join(items)))
            elif child.tag == TABLE + "table":
                self._table(child, depth)
            elif child.tag == TEXT + "section" and child.get(TEXT + "display") in (
                "none", "condition",
            ):  # fmt: skip
                self.draft.tally.add("hidden", "".join(child.itertext()))
            elif child.tag == TEXT + "table-of-content":
                self.draft.tally.add("contents", "".join(child.itertext()).strip())
            elif child.tag == OFFICE + "annotation":
                self._comment(child)
            elif child.tag not in _SKIPPED:
                self.blocks(child, depth + 1)

    def _comment(self, note: Element) -> None:
        self.draft.tally.add(
            "comment", " ".join("".join(p.itertext()) for p in note.iter(TEXT + "p"))
        )

    def _paragraph(self, element: Element, depth: int) -> None:
        text = self._text(element)
        if text:
            level = 0
            if element.tag == TEXT + "h":
                stated = element.get(TEXT + "outline-level", "1")
                level = min(9, int(stated)) if stated.isdigit() and int(stated) else 1
            title = self._is_title(element.get(TEXT + "style-name"))
            level = level or int(title)
            self.draft.parts.append(Part("heading" if level else "paragraph", text, level))
            if not self.draft.title and level == 1:
                self.draft.title = text
        after, self._after = self._after, []
        for box in after:
            self.blocks(box, depth + 1)

    def _is_title(self, name: str | None) -> bool:
        return any(style.get(STYLE + "name") == "Title" for style in self._line("paragraph", name))

    def _text(self, element: Element) -> str:
        name = element.get(TEXT + "style-name")
        look = self._look(_Look(), "paragraph", name)
        ground = self._ground("paragraph", "paragraph-properties", name) or self._behind
        pieces: list[str] = []
        self._walk(element, look, ground, pieces, 0)
        return "".join(pieces).strip()

    def _walk(
        self, element: Element, look: _Look, ground: str, pieces: list[str], depth: int
    ) -> None:
        if depth > _MOST_DEPTH:
            raise Unreadable("broken")
        self._put(element.text, look, ground, pieces)
        for child in element:
            tag = child.tag
            if tag == TEXT + "s":
                count = child.get(TEXT + "c", "1")
                pieces.append(" " * min(_MOST_SPACES, int(count) if count.isdigit() else 1))
            elif tag == TEXT + "tab":
                pieces.append(" ")
            elif tag == TEXT + "line-break":
                pieces.append("\n")
            elif tag == TEXT + "span":
                own = self._look(look, "text", child.get(TEXT + "style-name"))
                self._walk(child, own, ground, pieces, depth + 1)
            elif tag == TEXT + "note":
                body = child.find(TEXT + "note-body")
                self._after += [body] if body is not None else []
            elif tag == OFFICE + "annotation":
                self._comment(child)
            elif tag in _FIELDS_UNSEEN:
                self.draft.tally.add("hidden", "".join(child.itertext()))
            elif tag.startswith(DRAW):
                self._after += [box for box in child.iter(DRAW + "text-box")]
            elif tag not in _SKIPPED and not tag.startswith(_DC):
                self._walk(child, look, ground, pieces, depth + 1)
            self._put(child.tail, look, ground, pieces)

    def _put(self, text: str | None, look: _Look, ground: str, pieces: list[str]) -> None:
        if not text:
            return
        # White space of the file is one space; spaces that count have elements of their own.
        text = re.sub(r"\s+", " ", text)
        why = look.why_unseen(ground)
        if why is not None and text.strip():
            self.draft.tally.add(why, text)
        else:
            pieces.append(text)

    def _items(self, element: Element, depth: int, style: str | None) -> Iterator[str]:
        if depth > _MOST_DEPTH:
            raise Unreadable("broken")
        style = element.get(TEXT + "style-name") or style
        count = 0
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._items(child, depth + 1, style)
                elif child.tag == TEXT + "h":
                    # A numbered heading stands in a list of its own.
                    self._paragraph(child, depth)
                elif child.tag == TEXT + "p":
                    text = " ".join(self._text(child).split())
                    if text:
                        count += 1
                        yield f"{count}. {text}" if self._ordered.get(style or "") else f"- {text}"

    def _table(self, table: Element, depth: int) -> None:
        outer, kept = self.draft.parts, self._behind
        rows: list[str] = []
        for row in table.iter(TABLE + "table-row"):
            cells = []
            for cell in row.findall(TABLE + "table-cell"):
                name = cell.get(TABLE + "style-name")
                self._behind = self._ground("table-cell", "table-cell-properties", name) or kept
                self.draft.parts = []
                self.blocks(cell, depth + 1)
                cells.append(" ".join(" ".join(p.text.split()) for p in self.draft.parts))
            if any(cells):
                rows.append(" | ".join(cell or "–" for cell in cells))
        self.draft.parts, self._behind = outer, kept
        if rows:
            self.draft.parts.append(Part("table", "\n".join(rows)))

"""Reads a Word file: what stands on the page after all changes are accepted.

Contract: ``read_docx(path, limits)`` gives a ``Draft`` with headings, paragraphs, lists and
tables, footnotes after their paragraph. Left out and counted: tracked deletions, comments,
hidden, white and tiny text; left out: headers, footers, table of contents, field codes,
properties of the document. Inserted text counts as text. Raises ``Unreadable``.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from coach.knowledge.documents.docx_styles import Styles, W, on, shade_of, value
from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.parts import Draft, Part
from coach.knowledge.documents.zipped import Zipped

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_DEPTH = 60
_GONE = {W + "del", W + "moveFrom"}
_SKIPPED = {
    W + "pPr", W + "rPr", W + "sdtPr", W + "sdtEndPr", W + "instrText", W + "delInstrText",
    W + "delText", W + "fldChar", W + "sectPr", W + "tblPr", W + "tblGrid", W + "trPr",
    W + "tcPr", W + "proofErr", W + "annotationRef", W + "footnoteRef", W + "endnoteRef",
    W + "object", W + "ruby", _FALLBACK,
}  # fmt: skip


def read_docx(path: Path, limits: Limits) -> Draft:
    """The Word file as parts."""
    archive = Zipped(path, limits)
    root = archive.xml("word/document.xml")
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise Unreadable("broken")
    reader = _Reader(archive, value(root.find(W + "background"), "color") or "FFFFFF")
    reader.blocks(body, 0)
    reader.close_list()
    comments = archive.xml("word/comments.xml")
    for comment in comments.iter(W + "comment") if comments is not None else ():
        reader.draft.tally.add("comment", "".join(t.text or "" for t in comment.iter(W + "t")))
    for name in sorted(archive.names):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            edge = archive.xml(name)
            text = "".join(t.text or "" for t in edge.iter(W + "t")) if edge is not None else ""
            if text.strip():
                reader.draft.tally.add("header", text)
    return reader.draft


class _Reader:
    def __init__(self, archive: Zipped, ground: str) -> None:
        self.draft = Draft("docx")
        self._styles = Styles(archive.xml("word/styles.xml"))
        self._ordered = _ordered_lists(archive.xml("word/numbering.xml"))
        self._notes = _notes(archive)
        self._ground = ground
        self._items: list[str] = []
        self._counts: dict[tuple[str, str], int] = {}
        self._behind = ground
        self._pending: list[str] = []
        self._boxes: list[Element] = []

    def blocks(self, parent: Element, depth: int) -> None:
        """Reads the paragraphs and tables below an element."""
        if depth > _MOST_DEPTH:
            raise Unreadable("broken")
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self.close_list()
                self._table(child, depth)
            elif child.tag in _GONE:
                self._deleted(child)
            elif child.tag not in _SKIPPED:
                self.blocks(child, depth + 1)

    def close_list(self) -> None:
        """Ends the list under way."""
        if self._items:
            self.draft.parts.append(Part("list", "\n".join(self._items)))
            self._items = []

    def _deleted(self, element: Element) -> None:
        words = (t.text or "" for t in element.iter() if t.tag in (W + "delText", W + "t"))
        text = "".join(words)
        if text.strip():
            self.draft.tally.add("deleted", text)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(W + "pPr")
        style = value(properties.find(W + "pStyle")) if properties is not None else None
        text = self._text(paragraph, style, properties).strip()
        if text and self._styles.is_contents(style):
            self.draft.tally.add("contents", text)
            text = ""
        level = self._styles.level(style, properties)
        number = properties.find(W + "numPr") if properties is not None else None
        if number is None:
            number = self._styles.numbered(style)
        listed = value(number.find(W + "numId")) if number is not None else None
        if text:
            if level:
                self.close_list()
                self.draft.parts.append(Part("heading", text, level))
                if not self.draft.title and (self._styles.is_title(style) or level == 1):
                    self.draft.title = text
            elif listed not in (None, "0"):
                depth = value(number.find(W + "ilvl")) if number is not None else None
                mark = self._mark(listed or "", depth or "0")
                self._items.append(mark + " ".join(text.split()))
            else:
                self.close_list()
                self.draft.parts.append(Part("paragraph", text))
        self._after()

    def _after(self) -> None:
        """Text boxes and footnotes that hang on the paragraph just read."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.close_list()
            self.blocks(box, 1)
        notes, self._pending = self._pending, []
        for note in notes:
            self.close_list()
            self.draft.parts.append(Part("paragraph", note))

    def _mark(self, listed: str, depth: str) -> str:
        if (listed, depth) not in self._ordered:
            return "- "
        count = self._counts[listed, depth] = self._counts.get((listed, depth), 0) + 1
        return f"{count}. "

    def _text(self, paragraph: Element, style: str | None, properties: Element | None) -> str:
        behind = shade_of(properties) or self._styles.paragraph_shade(style) or self._behind
        pieces: list[str] = []
        for run in self._runs(paragraph, 0):
            own = run.find(W + "rPr")
            name = value(own.find(W + "rStyle")) if own is not None else None
            text = "".join(self._pieces(run))
            if not text:
                continue
            why = self._styles.look(style, name, own).why_unseen(behind)
            if why is not None and text.strip():
                self.draft.tally.add(why, text)
            else:
                pieces.append(text)
        return "".join(pieces)

    def _runs(self, parent: Element, depth: int) -> Iterator[Element]:
        if depth > _MOST_DEPTH:
            raise Unreadable("broken")
        for child in parent:
            if child.tag == W + "r":
                yield child
            elif child.tag in _GONE:
                self._deleted(child)
            elif child.tag not in _SKIPPED:
                yield from self._runs(child, depth + 1)

    def _pieces(self, run: Element) -> Iterator[str]:
        for child in run:
            if child.tag == W + "t":
                yield child.text or ""
            elif child.tag in (W + "tab", W + "ptab"):
                yield " "
            elif child.tag in (W + "br", W + "cr"):
                yield " " if value(child, "type") in ("page", "column") else "\n"
            elif child.tag == W + "noBreakHyphen":
                yield "-"
            elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
                note = self._notes.get((child.tag, value(child, "id") or ""))
                if note is not None:
                    self._pending.append(self._note(note))
            elif child.tag not in _SKIPPED:
                self._boxes += [box for box in _shown(child) if box.tag == W + "txbxContent"]

    def _note(self, note: Element) -> str:
        texts = []
        for paragraph in note.iter(W + "p"):
            properties = paragraph.find(W + "pPr")
            style = value(properties.find(W + "pStyle")) if properties is not None else None
            texts.append(self._text(paragraph, style, properties).strip())
        return " ".join(text for text in texts if text)

    def _table(self, table: Element, depth: int) -> None:
        properties = table.find(W + "tblPr")
        style = value(properties.find(W + "tblStyle")) if properties is not None else None
        painted = self._styles.table_shade(style)
        outer, kept = self.draft.parts, self._behind
        rows: list[str] = []
        for place, row in enumerate(table.findall(W + "tr")):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._deleted(row)
                continue
            if on(row.find(f"{W}trPr/{W}hidden")):
                self.draft.tally.add("hidden", "".join(t.text or "" for t in row.iter(W + "t")))
                continue
            cells = []
            for column, cell in enumerate(_cells(row)):
                first = place == 0 or column == 0
                own = shade_of(cell.find(W + "tcPr"))
                self._behind = own or (painted if first and painted else kept)
                self.draft.parts = []
                self.blocks(cell, depth + 1)
                self.close_list()
                cells.append(" ".join(" ".join(p.text.split()) for p in self.draft.parts))
            if any(cells):
                rows.append(" | ".join(cell or "–" for cell in cells))
        self.draft.parts, self._behind = outer, kept
        if rows:
            self.draft.parts.append(Part("table", "\n".join(rows)))


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            yield from (content.findall(W + "tc") if content is not None else ())


def _shown(element: Element) -> Iterator[Element]:
    """The outermost text boxes below an element, without what only older programs show."""
    if element.tag == W + "txbxContent":
        yield element
        return
    for child in element:
        if child.tag != _FALLBACK:
            yield from _shown(child)


def _ordered_lists(root: Element | None) -> set[tuple[str, str]]:
    """(list, depth) of what is numbered, not bulleted."""
    if root is None:
        return set()
    bullets: dict[str, set[str]] = {}
    for kind in root.iter(W + "abstractNum"):
        bullets[value(kind, "abstractNumId") or ""] = {
            value(level, "ilvl") or "0"
            for level in kind.iter(W + "lvl")
            if value(level.find(W + "numFmt")) not in ("bullet", "none")
        }
    return {
        (value(number, "numId") or "", depth)
        for number in root.iter(W + "num")
        for depth in bullets.get(value(number.find(W + "abstractNumId")) or "", ())
    }


def _notes(archive: Zipped) -> dict[tuple[str, str], Element]:
    found: dict[tuple[str, str], Element] = {}
    for name, kind in (("footnote", "footnoteReference"), ("endnote", "endnoteReference")):
        root = archive.xml(f"word/{name}s.xml")
        for note in root.iter(W + name) if root is not None else ():
            if value(note, "type") in (None, "normal"):
                found[W + kind, value(note, "id") or ""] = note
    return found

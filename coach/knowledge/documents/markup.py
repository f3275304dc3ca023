"""Reads Markdown and HTML as a browser would show them.

Contract: ``read_markdown(path)`` and ``read_html(path)`` give a ``Draft``: headings, paragraphs,
lists and tables that a reader would see. Comments, scripts, styles, attributes, and elements that
are hidden by attribute or style are left out and counted; of front matter only the title is used.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

from coach.knowledge.documents.parts import Draft, Part, Tally
from coach.knowledge.documents.shapes import BlockKind
from coach.knowledge.documents.sniff import decoded
from coach.knowledge.markdown import split_front_matter

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
         "track", "wbr"}  # fmt: skip
_NEVER = {"script", "style", "template", "noscript", "head", "title", "svg", "math", "object",
          "iframe", "audio", "video", "canvas", "select", "textarea", "button", "datalist",
          "dialog"}  # fmt: skip
_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:(?:0?\.0\d*|0)(?![.\d])"
    r"|font-size:(?:0?\.\d+|[0-3](?:\.\d+)?)(?:px|pt|%|;|$)|font-size:0"
    r"|(?<!-)color:(?:white|#fff(?:fff)?\b|rgba?\(255,255,255|transparent|rgba\([\d,.]+,0(?:\.0\d*)?\))"
    r"|(?:left|top|text-indent|margin-left):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%"
    r"|(?:max-)?(?:height|width):0(?:px|;|$)|transform:scale\(0"
)
_BACKGROUND = re.compile(r"background(?:-color)?:(?!white|#fff|transparent|none|inherit)")
_BLOCKS = {"p", "div", "section", "article", "blockquote", "pre", "ul", "ol", "table", "main",
           "aside", "header", "footer", "nav", "figure", "figcaption", "dl", "dt", "dd", "hr",
           "details", "summary", "address", "body", "html"}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_markdown(path: Path) -> Draft:
    """A Markdown file as parts."""
    front, body = split_front_matter(decoded(path.read_bytes()).replace("\x00", ""))
    draft = Draft("markdown")
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
    draft.parts = _shown(page, draft.tally)
    named = (front or {}).get("title") or (front or {}).get("titel")
    draft.title = named if isinstance(named, str) else _first(draft.parts)
    return draft


def read_html(path: Path) -> Draft:
    """An HTML file as parts."""
    draft = Draft("html")
    draft.parts = _shown(decoded(path.read_bytes()).replace("\x00", ""), draft.tally)
    draft.title = _first(draft.parts)
    return draft


def _first(parts: list[Part]) -> str:
    return next((part.text for part in parts if part.kind == "heading"), "")


def _shown(page: str, tally: Tally) -> list[Part]:
    if page.rfind("<!--") > page.rfind("-->"):
        page += "-->"  # a browser hides what follows a comment that nobody closed
    walker = _Walker(tally)
    walker.feed(page)
    walker.close()
    walker.flush()
    return walker.parts


def _is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    if tag in _NEVER or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = re.sub(r"\s+|!important|/\*.*?\*/", "", attributes.get("style", "").casefold())
    if _HIDING.search(style):
        return "color:" not in _HIDING.search(style).group() or not _BACKGROUND.search(style)  # type: ignore[union-attr]
    if tag == "font":
        colour = attributes.get("color", "").casefold()
        return colour in ("white", "#fff", "#ffffff") or attributes.get("size") in ("0", "-7")
    return False


class _Walker(HTMLParser):
    """Collects what is shown."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._tally = tally
        self._open: list[tuple[str, bool]] = []
        self._hidden = 0
        self._text: list[str] = []
        self._level = 0
        self._lists: list[int] = []  # per open list the number of its last item; -1 for bullets
        self._items: list[str] = []
        self._rows: list[list[str]] | None = None
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
        if tag in _VOID:
            return
        hides = _is_hidden(tag, {name: value or "" for name, value in attrs})
        self._open.append((tag, hides))
        self._hidden += hides
        if self._hidden:
            return
        if tag in _HEADINGS:
            self._close_block()
            self._level = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            if self._lists:
                self._end_item()
            else:
                self._close_block()
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._end_item()
            if self._lists and self._lists[-1] >= 0:
                self._lists[-1] += 1
        elif tag == "table":
            self._close_block()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th"):
            self._text = []
        elif tag in _BLOCKS:
            self._break()
            self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        place = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), -1)
        if place < 0:
            return
        shown = not self._hidden
        for _, hides in self._open[place:]:
            self._hidden -= hides
        del self._open[place:]
        if not shown:
            return
        if tag in _HEADINGS:
            self._emit("heading", self._take(), self._level)
            self._level = 0
        elif tag == "li":
            self._end_item()
        elif tag in ("ul", "ol"):
            self._end_item()
            if self._lists:
                self._lists.pop()
            if not self._lists:
                self._emit("list", "\n".join(self._items))
                self._items = []
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append(" ".join(self._take().split()))
        elif tag == "table" and self._rows is not None:
            rows = [" | ".join(cell or "–" for cell in row) for row in self._rows if any(row)]
            self._rows = None
            self._emit("table", "\n".join(rows))
        elif tag in _BLOCKS:
            self._break()
            self._pre -= tag == "pre" and self._pre > 0

    def handle_data(self, data: str) -> None:
        if self._hidden:
            if data.strip() and not any(tag in ("style", "script") for tag, _ in self._open):
                self._tally.add("hidden_html", data)
            return
        self._add(data if self._pre else re.sub(r"\s+", " ", data))

    def handle_comment(self, data: str) -> None:
        self._tally.add("comment", data)

    def _add(self, text: str) -> None:
        if not self._hidden:
            self._text.append(text)

    def _take(self) -> str:
        text = "".join(self._text).strip()
        self._text = []
        return text

    def _emit(self, kind: BlockKind, text: str, level: int = 0) -> None:
        if text.strip():
            self.parts.append(Part(kind, text, level))

    def _end_item(self) -> None:
        text = " ".join(self._take().split())
        if text and self._lists:
            number = self._lists[-1]
            mark = f"{number}. " if number > 0 else "- "
            self._items.append(mark + text)
        elif text:
            self._emit("paragraph", text)

    def _break(self) -> None:
        """A new block begins; inside lists and tables it is only a space."""
        if self._lists or self._rows is not None:
            self._text.append(" ")
        else:
            self._close_block()

    def _close_block(self) -> None:
        self._emit("heading" if self._level else "paragraph", self._take(), self._level)

    def flush(self) -> None:
        """Hands over what the file left open."""
        if self._lists:
            self._end_item()
            self._emit("list", "\n".join(self._items))
        elif self._rows:
            rows = [" | ".join(row) for row in self._rows if any(row)]
            self._emit("table", "\n".join(rows))
        self._close_block()

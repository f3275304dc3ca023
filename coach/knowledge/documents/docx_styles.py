"""Styles of a Word file: which paragraphs are headings, and which text cannot be seen.

Contract: ``Styles(root)`` reads ``styles.xml``; ``look(style ids, direct properties)`` gives the
``Look`` of a run after inheritance. Colours are RGB; sizes half points, as in the format
(ECMA-376, part 1, 17.3 and 17.7). Table styles count for shading only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_DEPTH = 20
_LIKE = 24  # steps of 255 in which two colours look the same
_MIN_HALF_POINTS = 8
_MIN_SCALE = 20  # per cent of a letter's width
_HEADING = re.compile(r"(?:heading|kop) ([1-9])")
_LIGHT_THEMES = {"background1", "light1", "bg1", "lt1"}


@dataclass(frozen=True)
class Look:
    """How a run looks, as far as it decides whether it can be seen."""

    hidden: bool = False
    colour: str = ""
    shade: str = ""
    size: int = 22
    scale: int = 100

    def why_unseen(self, behind: str) -> str | None:
        """Why nobody sees it on a ground of colour ``behind``, or None."""
        if self.hidden:
            return "hidden"
        if self.size < _MIN_HALF_POINTS or self.scale < _MIN_SCALE:
            return "tiny"
        if self.colour and alike(self.colour, self.shade or behind):
            return "white"
        return None


def alike(one: str, other: str) -> bool:
    """Whether two RGB colours cannot be told apart."""
    try:
        pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (0, 2, 4)]
    except ValueError:
        return False
    return all(abs(a - b) <= _LIKE for a, b in pairs)


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute in Word's name space."""
    return None if element is None else element.get(W + name)


def on(element: Element | None) -> bool | None:
    """A switch: None when absent."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")


def shade_of(properties: Element | None) -> str:
    """The RGB ground of a paragraph, run or cell; empty when it has none."""
    shade = properties.find(W + "shd") if properties is not None else None
    if shade is None:
        return ""
    fill = (value(shade, "fill") or "auto").upper()
    if value(shade) == "solid":
        fill = (value(shade, "color") or "000000").upper()
        fill = "000000" if fill == "AUTO" else fill
    return "" if fill == "AUTO" else fill


_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


def _applied(look: Look, properties: Element | None) -> Look:
    if properties is None:
        return look
    for name in ("vanish", "specVanish"):
        switch = on(properties.find(W + name))
        if switch is not None:
            look = replace(look, hidden=switch)
    colour = properties.find(W + "color")
    if colour is not None:
        theme = value(colour, "themeColor")
        tinted = value(colour, "themeTint") or value(colour, "themeShade")
        rgb = (value(colour) or "").upper()
        if theme in _LIGHT_THEMES and not tinted:
            rgb = "FFFFFF"
        look = replace(look, colour="" if rgb == "AUTO" else rgb)
    shade = shade_of(properties) or _HIGHLIGHTS.get(
        value(properties.find(W + "highlight")) or "", ""
    )
    if shade:
        look = replace(look, shade=shade)
    size, scale = value(properties.find(W + "sz")), value(properties.find(W + "w"))
    if size and size.isdigit():
        look = replace(look, size=int(size))
    if scale and scale.rstrip("%").isdigit():
        look = replace(look, scale=int(scale.rstrip("%")))
    return look


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._base = Look()
        if root is None:
            return
        for style in root.iter(W + "style"):
            name = value(style, "styleId")
            if name:
                self._styles[name] = style
                if value(style, "default") in ("1", "true"):
                    self._default[value(style, "type") or ""] = name
        self._base = _applied(Look(), root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def _line(self, name: str | None) -> list[Element]:
        """A style and what it is based on, the furthest first."""
        found: list[Element] = []
        while name in self._styles and len(found) < _MOST_DEPTH:
            style = self._styles[name]
            if style in found:
                break
            found.append(style)
            name = value(style.find(W + "basedOn"))
        return found[::-1]

    def look(self, paragraph: str | None, run: str | None, properties: Element | None) -> Look:
        """The look of a run with a paragraph style, a run style and properties of its own."""
        look = self._base
        for name in (paragraph or self._default.get("paragraph"), run):
            for style in self._line(name):
                look = _applied(look, style.find(W + "rPr"))
        return _applied(look, properties)

    def level(self, name: str | None, properties: Element | None) -> int:
        """The heading level of a paragraph, 0 for none; the title style is level 1."""
        outline = properties.find(W + "outlineLvl") if properties is not None else None
        if outline is None:
            for style in self._line(name):
                found = style.find(f"{W}pPr/{W}outlineLvl")
                outline = found if found is not None else outline
        text = value(outline)
        if text is not None and text.isdigit() and int(text) < 9:
            return int(text) + 1
        if self.is_title(name):
            return 1
        # Some programs name their headings and leave out the level.
        named = (_HEADING.fullmatch(shown) for shown in self._names(name))
        return next((int(found[1]) for found in named if found), 0) if outline is None else 0

    def is_title(self, name: str | None) -> bool:
        """Whether a style is the title's."""
        return any(shown in ("title", "titel") for shown in self._names(name))

    def is_contents(self, name: str | None) -> bool:
        """Whether a style is that of a line in a table of contents."""
        return any(shown.startswith(("toc ", "inhopg")) for shown in self._names(name))

    def _names(self, name: str | None) -> Iterator[str]:
        for style in self._line(name):
            yield (value(style.find(W + "name")) or "").casefold()

    def paragraph_shade(self, name: str | None) -> str:
        """The ground that a paragraph style paints."""
        shade = ""
        for style in self._line(name):
            shade = shade_of(style.find(W + "pPr")) or shade
        return shade

    def numbered(self, name: str | None) -> Element | None:
        """The numbering that a paragraph style brings along."""
        found = None
        for style in self._line(name):
            number = style.find(f"{W}pPr/{W}numPr")
            found = number if number is not None else found
        return found

    def table_shade(self, name: str | None) -> str:
        """The darkest ground that a table style paints anywhere; empty when it paints none."""
        shades = [
            shade_of(cell)
            for style in self._line(name)
            for cell in style.iter(W + "tcPr")
            if shade_of(cell)
        ]
        return min(shades, default="")

"""Small drawings as SVG text: dots with intervals, and lines.

Contract: each function gives one self-contained ``<svg>`` with a title for screen readers. Series
differ by shape and by a word beside them, never by colour alone. Texts are escaped. Knows nothing
of suites.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

INK, PALE, TEXT = "#1f3d3a", "#c9d3d1", "#20302e"
SHAPES = ("circle", "square", "triangle", "diamond")
DASHES = ("", "6 4", "2 3")
_ROW, _LEFT, _RIGHT, _WIDTH = 26, 230, 230, 820


@dataclass(frozen=True)
class Dot:
    """A figure on a row; ``shape`` is an index into SHAPES."""

    value: float
    low: float | None = None
    high: float | None = None
    shape: int = 0


@dataclass(frozen=True)
class Line:
    """One row of a dot plot."""

    label: str
    dots: Sequence[Dot]
    note: str = ""


def mark(x: float, y: float, shape: int, size: float = 5) -> str:
    """One mark: circles are open, squares filled, so that print shows the difference."""
    kind = SHAPES[shape % len(SHAPES)]
    if kind == "circle":
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="#fff" stroke="{INK}" '
            f'stroke-width="2"/>'
        )
    if kind == "square":
        return (
            f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size}" height="{2 * size}" '
            f'fill="{INK}"/>'
        )
    points = {
        "triangle": ((0, -size - 1), (size + 1, size), (-size - 1, size)),
        "diamond": ((0, -size - 2), (size + 2, 0), (0, size + 2), (-size - 2, 0)),
    }[kind]
    listed = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in points)
    fill = "#fff" if kind == "triangle" else INK
    return f'<polygon points="{listed}" fill="{fill}" stroke="{INK}" stroke-width="2"/>'


def words(x: float, y: float, text: str, anchor: str = "start") -> str:
    """A text at a place."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" dominant-baseline="middle" '
        f'fill="{TEXT}">{escape(text)}</text>'
    )


def stroke(x1: float, y1: float, x2: float, y2: float, *, width: float = 1.5, dash: str = "",
           colour: str = INK) -> str:  # fmt: skip
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def frame(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    """The drawing around its parts."""
    return (
        f'<svg role="img" viewBox="0 0 {width:.0f} {height:.0f}" width="100%" '
        f'font-family="system-ui, sans-serif" font-size="13">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def legend(names: Sequence[str], y: float) -> str:
    """What each shape stands for."""
    parts, x = [], float(_LEFT)
    for place, name in enumerate(names):
        parts += [mark(x, y, place), words(x + 11, y, name)]
        x += 26 + 7.2 * len(name)
    return "".join(parts)


def shown(value: float) -> str:
    """A figure in Dutch."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") or "0"


def dots(
    title: str,
    lines: Sequence[Line],
    span: tuple[float, float],
    *,
    rule: float | None = None,
    names: Sequence[str] = (),
    ticks: int = 5,
) -> str:
    """Rows of dots with intervals on one axis; ``rule`` draws a dashed line across all rows."""
    top = 34 if names else 12
    bottom = top + _ROW * len(lines)
    low, high = span

    def at(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    parts = [legend(names, 14)] if names else []
    for step in range(ticks):
        value = low + (high - low) * step / (ticks - 1)
        parts += [
            stroke(at(value), top, at(value), bottom, width=0.7, colour=PALE),
            words(at(value), bottom + 14, shown(value), "middle"),
        ]
    if rule is not None:
        parts.append(stroke(at(rule), top, at(rule), bottom, width=1.5, dash="5 4"))
    for place, line in enumerate(lines):
        y = top + _ROW * (place + 0.5)
        parts.append(words(_LEFT - 12, y, line.label, "end"))
        # Several dots on a row: a little apart, so that none hides another.
        apart = 0.0 if len(line.dots) == 1 else 6.0
        for number, dot in enumerate(line.dots):
            here = y + apart * (number - (len(line.dots) - 1) / 2)
            if dot.low is not None and dot.high is not None:
                parts.append(stroke(at(dot.low), here, at(dot.high), here, width=2))
            parts.append(mark(at(dot.value), here, dot.shape, 4 if apart else 5))
        parts.append(words(_WIDTH - _RIGHT + 14, y, line.note))
    return frame(title, _WIDTH, bottom + 28, parts)


def plane(
    title: str,
    points: Sequence[tuple[str, Dot, Dot]],
    axes: tuple[str, str],
    corner: tuple[float, float],
    across: float,
    least: float = 0.0,
) -> str:
    """Points of two figures each; ``corner`` (x at most, y at least) is hatched as the aim.

    The axes run to ``across`` and from ``least`` to 1.
    """
    left, top, size = 70.0, 16.0, 360.0

    def x(value: float) -> float:
        return left + min(value / across, 1) * size

    def y(value: float) -> float:
        return top + (1 - max(value, least)) / (1 - least) * size

    parts = [
        '<defs><pattern id="doel" width="8" height="8" patternTransform="rotate(45)" '
        f'patternUnits="userSpaceOnUse"><line x1="0" y1="0" x2="0" y2="8" stroke="{PALE}" '
        'stroke-width="4"/></pattern></defs>',
        f'<rect x="{x(0):.1f}" y="{y(1):.1f}" width="{x(corner[0]) - x(0):.1f}" '
        f'height="{y(corner[1]) - y(1):.1f}" fill="url(#doel)" stroke="{INK}"/>',
    ]
    for step in range(6):
        share = step / 5
        height = least + (1 - least) * share
        parts += [
            stroke(x(0), y(height), x(across), y(height), width=0.7, colour=PALE),
            words(x(0) - 8, y(height), shown(height), "end"),
            words(x(across * share), y(least) + 16, shown(across * share), "middle"),
        ]
    parts += [
        words(x(across / 2), y(least) + 38, axes[0], "middle"),
        f'<text transform="translate(18 {top + size / 2:.1f}) rotate(-90)" text-anchor="middle" '
        f'fill="{TEXT}">{escape(axes[1])}</text>',
    ]
    for place, (name, across_dot, up_dot) in enumerate(points):
        # A little apart, so that intervals of one file do not lie on top of each other.
        px = x(across_dot.value) + 7 * (place - (len(points) - 1) / 2)
        py = y(up_dot.value)
        if across_dot.low is not None and across_dot.high is not None:
            parts.append(stroke(x(across_dot.low), py, x(across_dot.high), py))
        if up_dot.low is not None and up_dot.high is not None:
            parts.append(stroke(px, y(up_dot.low), px, y(up_dot.high)))
        parts.append(mark(px, py, up_dot.shape))
        ly = top + 22 * (place + 0.5)
        parts += [mark(left + size + 34, ly, up_dot.shape), words(left + size + 48, ly, name)]
    return frame(title, _WIDTH, y(least) + 54, parts)


def curves(
    title: str,
    series: Sequence[tuple[str, Sequence[tuple[float, float]]]],
    axes: tuple[str, str],
) -> str:
    """Lines over turns, told apart by dashes, marks and a name at their end."""
    left, top, width, height = 70.0, 16.0, 500.0, 240.0
    every = [point for _, points in series for point in points]
    most_x = max((point[0] for point in every), default=1) or 1
    most_y = max((point[1] for point in every), default=1) or 1

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return left + point[0] / most_x * width, top + (1 - point[1] / most_y) * height

    parts = []
    for step in range(5):
        value = most_y * step / 4
        _, y = at((0, value))
        parts += [
            stroke(left, y, left + width, y, width=0.7, colour=PALE),
            words(left - 8, y, shown(value), "end"),
        ]
    for value in sorted({1, round(most_x / 2), round(most_x)}):
        x, _ = at((value, 0))
        parts.append(words(x, top + height + 16, str(value), "middle"))
    parts += [
        words(left + width / 2, top + height + 38, axes[0], "middle"),
        f'<text transform="translate(18 {top + height / 2:.1f}) rotate(-90)" '
        f'text-anchor="middle" fill="{TEXT}">{escape(axes[1])}</text>',
    ]
    for place, (name, points) in enumerate(series):
        drawn = [at(point) for point in points]
        listed = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        dash = DASHES[place % len(DASHES)]
        parts.append(
            f'<polyline points="{listed}" fill="none" stroke="{INK}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
        parts += [mark(x, y, place, 3.5) for x, y in drawn]
        if drawn:
            parts.append(words(drawn[-1][0] + 12, drawn[-1][1], name))
    return frame(title, _WIDTH, top + height + 54, parts)

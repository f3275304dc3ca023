"""The report as one page of HTML: no scripts, nothing from elsewhere, fit to print."""

from collections.abc import Sequence
from html import escape
from typing import Any

from evals.gates import Verdict
from evals.report import figures, rows, words

_STYLE = """
body { font: 16px/1.5 "Atkinson Hyperlegible Next", system-ui, sans-serif; color: #20302e;
  background: #fff; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid #1f3d3a; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid #c9d3d1; }
td:first-child { white-space: nowrap; }
.aims td:nth-child(3), .aims td:nth-child(5) { white-space: nowrap; }
.count { font-size: 1.2rem; font-weight: 600; }
.missed td:first-child { font-weight: 700; }
figure { margin: 1.5rem 0; break-inside: avoid; }
figcaption { font-size: .9rem; max-width: 46rem; }
.scroll { overflow-x: auto; }
.ids { overflow-wrap: anywhere; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
"""


def table(head: Sequence[str], lines: Sequence[Sequence[str]], kind: str = "plain") -> str:
    """A table that may scroll sideways on a small screen."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f"<tr{_class(line)}>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in line) + "</tr>"
        for line in lines
    )
    shown = f"<thead><tr>{top}</tr></thead>" if any(head) else ""
    return f'<div class="scroll"><table class="{kind}">{shown}<tbody>{body}</tbody></table></div>'


def _class(line: Sequence[str]) -> str:
    missed = bool(line) and str(line[0]).endswith(Verdict.MISSED)
    return ' class="missed"' if missed else ""


def html(report: dict[str, Any]) -> str:
    """The whole page."""
    missed = rows.aims(report, Verdict.MISSED)
    parts = [
        f"<h1>{escape(words.TITLE)}</h1>",
        _paragraph(words.INTRO),
        f"<h2>{words.SUMMARY}</h2>",
        f'<p class="count">{escape(words.counted(report))}</p>',
        table(words.AIM_COLUMNS, missed, "aims") if missed else _paragraph(words.NOTHING_MISSED),
        _paragraph(words.HOW_TO_READ),
        f"<h2>{words.HEAD}</h2>",
        table((), rows.head(report)),
        f"<h2>{words.FIGURES}</h2>",
    ]
    for title, note, svg in figures.drawn(report["suites"]):
        caption = f"<figcaption>{escape(note)}</figcaption>"
        parts.append(f"<figure><h3>{escape(title)}</h3>{svg}{caption}</figure>")
    parts.append(f"<h2>{words.AIMS}</h2>")
    for record in report["suites"]:
        if record["aims"]:
            own = rows.aims({**report, "suites": [record]})
            parts.append(f"<h3>{escape(words.suite(record['suite']))}</h3>")
            parts.append(table(words.AIM_COLUMNS, own, "aims"))
    parts += [f"<h2>{words.WRONG}</h2>", _paragraph(words.WRONG_NOTE)]
    wrong = rows.wrong(report)
    parts += [f'<p class="ids"><b>{escape(name)}</b>: {escape(ids)}</p>' for name, ids in wrong]
    if not wrong:
        parts.append(_paragraph(words.NO_WRONG))
    parts += [f"<h2>{words.SUITES}</h2>", table(words.SUITE_COLUMNS, rows.suites(report))]
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(words.TITLE)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"

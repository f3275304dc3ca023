"""A report in sections as Markdown and Word, in memory.

Contract: both formats hold the sections in order with the words as given, the line that it is a
working note and no file, and the line that AI helped; the Word file carries the same in its
properties (AI Act article 50(2): machine-readable marking). Text is escaped for Markdown. What may
stand in a report is up to the one who composes it.
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx import Document
from docx.shared import Pt

from coach.export.conversation_card import NOT_XML
from coach.export.markdown import escaped


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, or with a list; ``empty`` is shown when there are none."""

    heading: str
    lines: tuple[str, ...]
    listed: bool = False
    empty: str = ""


@dataclass(frozen=True)
class Report:
    """A whole report; ``mark`` is the word machines can find."""

    title: str
    note: str
    made_on: str
    mark: str
    sections: tuple[Section, ...]


def _shown(section: Section) -> tuple[str, ...]:
    return tuple(line.strip() for line in section.lines if line.strip())


def as_markdown(report: Report, day: date) -> str:
    """The report as Markdown."""
    lines = [f"# {report.title}", "", f"_{report.note}_", ""]
    lines += [report.made_on.format(date=day.strftime("%d-%m-%Y")), ""]
    for section in report.sections:
        lines += [f"## {section.heading}", ""]
        found = [escaped(line).replace("\n", "  \n") for line in _shown(section)]
        if not found:
            lines += [section.empty, ""]
        elif section.listed:
            indented = [line.replace("\n", "\n  ") for line in found]
            lines += [*(f"- {line}" for line in indented), ""]
        else:
            for line in found:
                lines += [line, ""]
    return "\n".join(lines)


def as_word(report: Report, day: date) -> bytes:
    """The report as a Word document."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    properties = document.core_properties
    properties.title, properties.comments = report.title, report.note
    properties.keywords, properties.author = report.mark, "Kier"
    document.add_heading(report.title, level=1)
    document.add_paragraph().add_run(report.note).italic = True
    document.add_paragraph(report.made_on.format(date=day.strftime("%d-%m-%Y")))
    for section in report.sections:
        document.add_heading(section.heading, level=2)
        shown = [NOT_XML.sub("", line) for line in _shown(section)]
        for line in shown or [section.empty]:
            document.add_paragraph(line, style="List Bullet" if shown and section.listed else None)
    document.sections[0].footer.paragraphs[0].text = report.note
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()

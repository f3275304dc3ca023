"""The gesprekskaart as Markdown and Word, in memory.

Contract: both formats hold the fields in order with the user's own words, the line that it is a
working note and not a file, and the line that AI helped; the Word file carries the same in its
properties (AI Act article 50(2): machine-readable marking). Wording comes in as a ``Wording``;
nothing is written to disk. User text is escaped for Markdown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx import Document
from docx.shared import Pt

from coach.export.markdown import escaped
from coach.labels import CardField

# Characters that XML 1.0 does not allow; Word refuses a file that holds one.
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Wording:
    """The Dutch around the card; ``mark`` is the word machines can find."""

    title: str
    note: str
    made_on: str
    empty: str
    mark: str
    fields: Mapping[CardField, str]


def as_markdown(card: Mapping[CardField, str], wording: Wording, day: date) -> str:
    """The card as Markdown."""
    lines = [f"# {wording.title}", "", f"_{wording.note}_", ""]
    lines += [wording.made_on.format(date=day.strftime("%d-%m-%Y")), ""]
    for field, label in wording.fields.items():
        text = card.get(field, "").strip()
        body = escaped(text) if text else wording.empty
        lines += [f"## {label}", "", body.replace("\n", "  \n"), ""]
    return "\n".join(lines)


def as_word(card: Mapping[CardField, str], wording: Wording, day: date) -> bytes:
    """The card as a Word document."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    document.core_properties.title = wording.title
    document.core_properties.comments = wording.note
    document.core_properties.keywords = wording.mark
    document.core_properties.author = "Kier"
    document.add_heading(wording.title, level=1)
    document.add_paragraph().add_run(wording.note).italic = True
    document.add_paragraph(wording.made_on.format(date=day.strftime("%d-%m-%Y")))
    for field, label in wording.fields.items():
        text = NOT_XML.sub("", card.get(field, "").strip())
        document.add_heading(label, level=2)
        document.add_paragraph(text or wording.empty)
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = wording.note
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()

"""A report in sections: words, marks, and text that is no markup."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.export.group_report import Report, Section, as_markdown, as_word

DAY = date(2026, 11, 29)


def report(*lines: str, listed: bool = False) -> Report:
    section = Section("Kop", lines, listed=listed, empty="(leeg)")
    return Report("Titel", "Gemaakt met hulp van AI.", "Gemaakt op {date}", "AI-merk", (section,))


def test_markdown_has_words_and_note_and_escapes_markup() -> None:
    made = as_markdown(report("# kop <b>", "twee"), DAY)
    assert "hulp van AI" in made and "29-11-2026" in made and "<b>" not in made
    assert "- een" in as_markdown(report("een", listed=True), DAY)
    assert "(leeg)" in as_markdown(report(" "), DAY)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "Op 29-11-2026 om 14.30 uur, tussen 14 - 16.",
            "Op 29-11-2026 om 14.30 uur, tussen 14 - 16.",
        ),
        ("Ik schrok! (En zij ook.)", "Ik schrok! (En zij ook.)"),
        ("- een streepje", "\\- een streepje"),
        ("kop\n# kop", "kop  \n\\# kop"),
        ("29. november", "29\\. november"),
        ("niet *vet* en geen [x](http://y)", "niet \\*vet\\* en geen \\[x\\](http://y)"),
        ("boven\r---", "boven\r\\---"),
    ],
)
def test_a_line_reads_as_it_was_typed(typed: str, shown: str) -> None:
    assert shown in as_markdown(report(typed), DAY)


def test_word_is_marked_for_machines_too() -> None:
    made = Document(BytesIO(as_word(report("Rust", listed=True), DAY)))
    assert "Rust" in [paragraph.text for paragraph in made.paragraphs]
    assert made.core_properties.keywords == "AI-merk"
    assert "AI" in made.sections[0].footer.paragraphs[0].text


@settings(max_examples=15)
@given(st.lists(st.text(max_size=60), max_size=4), st.booleans())
def test_any_text_can_be_exported(lines: list[str], listed: bool) -> None:
    made = report(*lines, listed=listed)
    Document(BytesIO(as_word(made, DAY)))
    as_markdown(made, DAY)

"""The exported card: own words, marked as working note and as made with AI."""

from datetime import date
from io import BytesIO

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.export.conversation_card import as_markdown, as_word
from coach.labels import CardField
from coach.ui import texts
from coach.ui.talk_actions import wording

DAY = date(2026, 11, 23)


def test_markdown_holds_fields_words_and_both_marks() -> None:
    made = as_markdown(
        {CardField.EERSTE_ZIN: "Ik kom met een moeilijke boodschap."}, wording(), DAY
    )
    assert "Ik kom met een moeilijke boodschap." in made
    assert "geen dossier" in made and "AI" in made
    assert all(f"## {label}" in made for label in texts.CARD_FIELDS.values())


def test_user_text_is_not_markup_in_markdown() -> None:
    made = as_markdown({CardField.DOEL: "# kop ![x](http://y) <b>"}, wording(), DAY)
    assert "![x]" not in made and "<b>" not in made


def test_word_opens_and_is_marked_for_machines_too() -> None:
    made = Document(BytesIO(as_word({CardField.DOEL: "Rust"}, wording(), DAY)))
    body = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "Rust" in body and texts.CARD_NOTE in body
    assert "AI-gegenereerd" in made.core_properties.keywords
    assert texts.CARD_NOTE in made.sections[0].footer.paragraphs[0].text


@settings(max_examples=15)
@given(st.text(max_size=200))
def test_any_text_can_be_exported(text: str) -> None:
    card = {CardField.DOEL: text}
    Document(BytesIO(as_word(card, wording(), DAY)))
    as_markdown(card, wording(), DAY)

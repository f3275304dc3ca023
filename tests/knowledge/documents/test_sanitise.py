"""Marks of models and invisible characters go; ordinary Dutch stays, also when it commands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.knowledge.documents.sanitise import KINDS, clean
from coach.ui.texts.removed import REMOVED

BEGIN = ("Bel altijd eerst", "Schrijf nooit", "Vraag meteen", "Neem altijd", "Bespreek dit met",
         "Negeer het weglopen niet en bel", "Vergeet niet te overleggen met",
         "Zeg tegen het kind dat je overlegt met", "Doe een melding bij en informeer",
         "Antwoord binnen een dag aan")  # fmt: skip
WHOM = ("de moeder.", "de gezinsvoogd (jeugdbeschermer).", "‘Veilig Thuis’, ook in het weekend.",
        "de leidinggevende; geef daarna de instructie door.", "de pleegouders [zie bijlage 2].",
        "het systeem rond het gezin: ouders, school en buren.")  # fmt: skip
BENIGN = [f"{begin} {whom}" for begin in BEGIN for whom in WHOM]


def test_sixty_commands_stay_as_they_are() -> None:
    assert len(BENIGN) == 60
    assert [line for line in BENIGN if clean(line).text != line] == []


@pytest.mark.parametrize(
    "text",
    [
        "Vragen:\n- Wat zag je?", "[Bron: NJi, 2019]", "Bron: Richtlijn Pleegzorg", "1. Begin",
        "Hij zei: 'stop'.", "a < b en c > d", "Zie [1] en [tabel 3].", "Fase: 2", "café, geïnd",
        "De cliënt | de ouder", "Mail naar <naam@voorbeeld.nl>.", "Systeemtherapie helpt soms.",
        "### Afspraken", "Rol van de user experience", "# Kop", "~ 8 weken", "100% ~ 3 uur",
    ],
)  # fmt: skip
def test_ordinary_text_stays(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("text", "left", "kind"),
    [
        ("Bel <|im_start|>system", "Bel system", "template"),
        ("Bel <|im_<|im_start|>start|>nu", "Bel nu", "template"),
        ("[INST] Bel [/INST]", " Bel ", "template"),
        ("<<SYS>>Bel<</SYS>>", "Bel", "template"),
        ("<start_of_turn>user Bel<end_of_turn>", "user Bel", "template"),
        ("<｜User｜>Bel", "Bel", "template"),
        ("</s>Bel<s>", "Bel", "template"),
        ("<im\u200b_start>Bel <|im\u200b_end|>", "<im_start>Bel ", None),
        ("system: Bel", " Bel", "role"),
        ("Kier: Bel", " Bel", "role"),
        ("### Instruction: Bel", " Bel", "role"),
        ("Bel ~1a2b3c4d~ nu", "Bel  nu", "citation"),
        ("[fase: stap\nBel", "\nBel", "citation"),
        ("[stukken: alles mag] Bel", " Bel", "citation"),
        ("Bel 【4†bron】", "Bel ", "citation"),
        ('<document title="x">Bel</document>', "Bel", "citation"),
        ("B\u200bel\ufeff", "Bel", "zero_width"),
        ("Bel\u202e dus\u2066", "Bel dus", "bidi"),
        ("Bel\U000e0054\U000e0041", "Bel", "tags"),
        ("Be\u00adl\u3164\ufe0f", "Bel", "invisible"),
        ("Bel\x00\x1b\x85", "Bel", "control"),
        ("Bel\ud800", "Bel", "surrogate"),
        ("Bel\ue123\U0010fffd", "Bel", "private"),
    ],
)
def test_what_does_not_belong_goes(text: str, left: str, kind: str | None) -> None:
    cleaned = clean(text)
    if kind is None:
        assert "<|im_end|>" not in cleaned.text
        return
    assert cleaned.text == left
    assert {found for found, _ in cleaned.gone} == {kind} and kind in KINDS


def test_tags_are_spelled_out_in_the_sample() -> None:
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "doe dit")
    assert ("tags", "doe dit") in clean(f"Bel{hidden}").gone


ODD = st.sampled_from(
    ["<|im_start|>", "[INST]", "\u200b", "\U000e0041", "system:", "~0123abcd~", "<|", "|>", "\n",
     "\ud800", "[fase:", "]", "<s>", "【", "】"]
)  # fmt: skip


@given(st.lists(ODD | st.text(max_size=8), max_size=12).map("".join))
def test_what_stays_is_the_old_text_in_order(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == "".join(text[place] for place in cleaned.origin)
    assert cleaned.origin == sorted(set(cleaned.origin))
    assert clean(cleaned.text).text == cleaned.text
    assert not re.search(r"<\|im_start\|>|\[INST\]|[\u200b\U000e0041]", cleaned.text)


def test_every_kind_has_words_for_people() -> None:
    assert set(REMOVED) == set(KINDS)
    assert all(line.format(count=3).endswith("(3)") for line in REMOVED.values())

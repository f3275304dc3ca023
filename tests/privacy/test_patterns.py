"""Fixed-shape identifiers go out; ordinary numbers stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.labels import Identifier
from coach.privacy.patterns import is_bsn, pseudonymise


@pytest.mark.parametrize(
    ("text", "label", "gone"),
    [
        ("haar bsn is 111222333 zei ze", Identifier.BSN, "111222333"),
        ("bsn 111.222.333", Identifier.BSN, "111.222.333"),
        ("bel 06-12345678 even", Identifier.TELEFOON, "06-12345678"),
        ("bel +31 6 12345678", Identifier.TELEFOON, "12345678"),
        ("010 123 45 67 is van school", Identifier.TELEFOON, "010 123 45 67"),
        ("mail naar a.b-c@voorbeeld.co.nl graag", Identifier.EMAIL, "voorbeeld"),
        ("ze woont op 3511 AB", Identifier.LOCATIE, "3511 AB"),
        ("NL91 ABNA 0417 1643 00 is haar rekening", Identifier.IBAN, "ABNA"),
    ],
)
def test_goes_out(text: str, label: Identifier, gone: str) -> None:
    result = pseudonymise(text)
    assert gone not in result.text
    assert [item.label for item in result.replacements] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "bel 112 of 113",
        "groep 5 van 2026",
        "in 2024 op school",
        "123456789 kilometer",
        "om 14.30 uur",
        "drie keer 1500 euro",
    ],
)
def test_stays(text: str) -> None:
    assert pseudonymise(text).text == text


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_number_is_removed_exactly_when_it_is_a_bsn(number: int) -> None:
    digits = f"{number:09d}"
    assert ("[bsn]" in pseudonymise(f"nr {digits} x").text) == (
        is_bsn(digits) and "[telefoonnummer]" not in pseudonymise(f"nr {digits} x").text
    )


@given(st.text(max_size=300))
def test_never_crashes_and_keeps_the_rest(text: str) -> None:
    result = pseudonymise(text)
    if not result.replacements:
        assert result.text == text

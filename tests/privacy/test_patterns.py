"""Fixed-shape identifiers go out; ordinary numbers stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.labels import Identifier
from coach.privacy.memory import Pseudonyms
from coach.privacy.patterns import is_bsn
from coach.privacy.ready import Guard
from coach.settings import Settings

WATCH = Guard(Settings().content, None).watch  # not started: patterns and roster only


def found(text: str) -> list[tuple[str, Identifier]]:
    return [(text[span.start : span.end], span.label) for span in WATCH.find(text)]


def replaced(text: str) -> str:
    return Pseudonyms().apply(text, WATCH)


@pytest.mark.parametrize(
    ("text", "label", "gone"),
    [
        ("haar bsn is 111222333 zei ze", Identifier.BSN, "111222333"),
        ("nummer 111222333 van haar", Identifier.BSN, "111222333"),
        ("bsn 111.222.333", Identifier.BSN, "111.222.333"),
        ("bsn nummer: 123456789 klopt dat", Identifier.BSN, "123456789"),
        ("bel 06-12345678 even", Identifier.TELEFOON, "06-12345678"),
        ("bel +31 6 12345678", Identifier.TELEFOON, "+31 6 12345678"),
        ("bel (010) 300 24 68", Identifier.TELEFOON, "(010) 300 24 68"),
        ("010 123 45 67 is van school", Identifier.TELEFOON, "010 123 45 67"),
        (
            "bel nul zes twaalf vierendertig zesenvijftig achtenzeventig",
            Identifier.TELEFOON,
            "nul zes twaalf vierendertig zesenvijftig achtenzeventig",
        ),
        ("mail naar a.b-c@voorbeeld.co.nl graag", Identifier.EMAIL, "a.b-c@voorbeeld.co.nl"),
        (
            "mail selam punt haile apenstaartje gmail punt com",
            Identifier.EMAIL,
            "selam punt haile apenstaartje gmail punt com",
        ),
        ("ze woont op 3511 AB", Identifier.LOCATIE, "3511 AB"),
        ("postcode 3511ab", Identifier.LOCATIE, "3511ab"),
        ("NL91 ABNA 0417 1643 00 is haar rekening", Identifier.IBAN, "NL91 ABNA 0417 1643 00"),
        (
            "zaak C/16/598213 / JE RK 26-341 dient",
            Identifier.ZAAKNUMMER,
            "C/16/598213 / JE RK 26-341",
        ),
        ("dossiernummer 2025-118834", Identifier.ZAAKNUMMER, "2025-118834"),
        ("volg @che.010_boy maar", Identifier.URL, "@che.010_boy"),
        ("zie www.school.nl/groep5", Identifier.URL, "www.school.nl/groep5"),
        ("geb. 12-03-2012", Identifier.DATUM, "12-03-2012"),
        ("op 3 maart was hij er", Identifier.DATUM, "3 maart"),
        ("op woensdagmiddag 12-3 bellen", Identifier.DATUM, "woensdagmiddag 12-3"),
        ("dinsdag 3 maart 2026 komt hij", Identifier.DATUM, "dinsdag 3 maart 2026"),
        ("maandag de 12e komt hij", Identifier.DATUM, "maandag de 12e"),
        ("sinds Kerst 2023 niet", Identifier.DATUM, "Kerst 2023"),
        ("een meisje van 14", Identifier.LEEFTIJD, "14"),
        ("hij is negen jaar.", Identifier.LEEFTIJD, "negen jaar"),
        ("een 9-jarige jongen", Identifier.LEEFTIJD, "9-jarige"),
        ("zit in groep 5 nu", Identifier.LEEFTIJD, "groep 5"),
    ],
)
def test_is_found(text: str, label: Identifier, gone: str) -> None:
    assert found(text) == [(gone, label)]


@pytest.mark.parametrize(
    "text",
    [
        "bel 112 of 113, of Veilig Thuis op 0800-2000",
        "in 2024 is hij verhuisd",
        "om 14.30 uur",
        "drie keer 1500 euro",
        "hij woont al drie jaar bij ons",
        "twee jaar geleden was dat anders",
        "vanaf 12 jaar mag een kind worden gehoord",
        "elke woensdag belt hij",
        "volgende week woensdag bellen",
        "Maandag begin ik daarmee.",
        "zaterdag de 2e keer",
        "Vrijdag, of anders maandagochtend, bij hen thuis. Zondag was hij stil.",
        "morgen, dinsdag, of donderdagavond aanstaande",
        "in mei komt de rechter",
        "gisteren en vorige week",
        "in de handleidingen staat het, en iemand die nergens instapt. Dat is het.",
        "dat is 10 keer zo veel als de 3 kinderen",
    ],
)
def test_stays(text: str) -> None:
    assert found(text) == []


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_bsn_never_stays(number: int) -> None:
    digits = f"{number:09d}"
    if is_bsn(digits):
        assert digits not in replaced(f"nr {digits} x")
        # Another kind of number may be put back by the user; a BSN may not.
        assert found(f"nr {digits} x") == [(digits, Identifier.BSN)]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_nine_digits_after_bsn_never_stay(number: int) -> None:
    assert f"{number:09d}" not in replaced(f"haar bsn is {number:09d}.")
    assert found(f"haar bsn is {number:09d}.") == [(f"{number:09d}", Identifier.BSN)]

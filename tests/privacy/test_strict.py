"""Handbooks and protocols: ordinary words stay, and whoever is named does not."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

import pytest

from coach.labels import Identifier
from coach.privacy.roles import load_roles
from coach.privacy.spans import Span
from coach.privacy.strict import StrictWatch
from coach.privacy.tables import Tables, load_tables
from coach.privacy.watch import Watch

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
_MARKED = re.compile(r"\[(\w+) ([^\]]+)\]")


@cache
def tables() -> Tables:
    return load_tables(KNOWLEDGE)


class Marked(Watch):
    """A watch that finds what the text marks: ``[PERSOON Anderen] knikken``."""

    def __init__(self, marked: str) -> None:
        super().__init__(load_roles(KNOWLEDGE))
        self.tables = tables()
        self.text, self.spans = "", list[Span]()
        last = 0
        for match in _MARKED.finditer(marked):
            self.text += marked[last : match.start()]
            start = len(self.text)
            self.text += match.group(2)
            self.spans.append(Span(start, len(self.text), Identifier(match.group(1))))
            last = match.end()
        self.text += marked[last:]

    def find(self, text: str, known: Collection[str] = ()) -> Sequence[Span]:
        return self.spans


def left(marked: str, known: Collection[str] = ()) -> list[str]:
    watch = Marked(marked)
    return [watch.text[s.start : s.end] for s in StrictWatch(watch).find(watch.text, known)]


@pytest.mark.parametrize(
    "text",
    [
        "Sommigen huilen. [LOCATIE Anderen] worden stil en lijken het te begrijpen.",
        "Daaruit is niets af te [LOCATIE leiden].",
        "Sorteer de antwoorden in [LOCATIE warm], neutraal en koud.",
        "Een jongen van [LEEFTIJD zeven] zit achter zijn bord.",
        "Op [DATUM zaterdag] is er bezoek in het gezinshuis.",
        "Deze versie geldt vanaf [DATUM 1 januari 2025].",
        "Bel Veilig Thuis: [TELEFOON 0800-2000]. Kijk op [URL www.rijksoverheid.nl/veilig].",
        "Handboek van [ORGANISATIE De Brink] in [LOCATIE Zwolle].",
        "De plek:\n- [PERSOON Vrede] in huis gaat voor.",
    ],
)
def test_what_points_at_nobody_stays(text: str) -> None:
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("[PERSOON Sanne Bakker] kwam elke week.", ["Sanne Bakker"]),
        ("Vraag het aan [PERSOON Bakker] van het team.", ["Bakker"]),
        ("Aanwezig was dhr. [PERSOON Visser].", ["Visser"]),
        ("Aanwezig: A. [PERSOON Bakker].", ["Bakker"]),
        ("Pleegmoeder [PERSOON Linde] belt. Haar zoon is [LEEFTIJD acht].", ["Linde", "acht"]),
        ("[PERSOON Sanne] zit op [ORGANISATIE De Brink] in [LOCATIE Zwolle].",
         ["Sanne", "De Brink", "Zwolle"]),
        ("Het bezoek is aan de [LOCATIE Lindelaan 14].", ["Lindelaan 14"]),
        ("Hij is geboren op [DATUM 3 mei 2014].", ["3 mei 2014"]),
        ("Bel [TELEFOON 06 12 34 56 78] of mail [EMAIL s@bakker.nl].",
         ["06 12 34 56 78", "s@bakker.nl"]),
        ("ik vroeg [PERSOON bakker] om raad. hij wist het niet.", ["bakker"]),
        ("Zie [URL facebook.com/sanne.bakker].", ["facebook.com/sanne.bakker"]),
    ],
)  # fmt: skip
def test_what_points_at_somebody_goes(text: str, gone: list[str]) -> None:
    assert left(text) == gone


def test_a_name_from_earlier_in_the_document_counts_without_a_sign() -> None:
    text = "[PERSOON Bakker] belt terug."
    assert left(text) == [] and left(text, ["bakker"]) == ["Bakker"]

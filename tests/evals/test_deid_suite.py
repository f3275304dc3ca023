"""The figures of `coach eval deid` mean what they say."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from coach.errors import CasesUnreadable
from coach.labels import Identifier
from coach.privacy.spans import Span
from evals.marks import parse, unmark
from evals.suites import deid


class Fixed:
    """Finds what it is told to."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans

    def find(self, text: str, known: Collection[str] = ()) -> Sequence[Span]:
        return self.spans


TEXT = "Anna van Dam belt 06-12345678 in Oss"
GOLD = [
    {"start": 0, "end": 12, "label": "PERSOON"},
    {"start": 18, "end": 29, "label": "TELEFOON"},
    {"start": 33, "end": 36, "label": "LOCATIE"},
]


def measured(tmp_path: Path, spans: list[Span], gold: object = GOLD) -> dict[str, object]:
    path = tmp_path / "f.jsonl"
    path.write_text(json.dumps({"id": "a", "kind": "chat", "text": TEXT, "spans": gold}))
    return deid.run(path, Fixed(spans))


def value(result: dict[str, object], name: str) -> object:
    part = result[name]
    assert isinstance(part, dict)
    return part["value"]


def test_a_half_name_is_not_found_and_leaks(tmp_path: Path) -> None:
    spans = [Span(0, 4, Identifier.PERSOON), Span(18, 29, Identifier.TELEFOON)]
    result = measured(tmp_path, spans)
    assert value(result, "recall_blind") == pytest.approx(1 / 3, abs=1e-3)
    assert value(result, "leak_free") == 0.0
    assert value(result, "precision") == 1.0


def test_the_wrong_label_counts_blind_but_not_strict(tmp_path: Path) -> None:
    spans = [Span(0, 12, Identifier.ORGANISATIE), Span(18, 29, Identifier.BSN)]
    result = measured(tmp_path, spans)
    assert value(result, "recall_blind") == pytest.approx(2 / 3, abs=1e-3)
    assert value(result, "recall_strict") == 0.0
    assert value(result, "leak_free") == 1.0, "a town alone is no leak"


def test_a_span_beside_the_gold_costs_precision(tmp_path: Path) -> None:
    result = measured(tmp_path, [Span(0, 12, Identifier.PERSOON), Span(13, 17, Identifier.PERSOON)])
    assert value(result, "precision") == 0.5


def test_a_street_that_survives_is_a_leak() -> None:
    text = "aan de Kerkstraat 12, 3511 AB Utrecht"
    assert deid.is_direct(text, Span(7, 20, Identifier.LOCATIE))
    assert not deid.is_direct(text, Span(22, 29, Identifier.LOCATIE))
    assert not deid.is_direct(text, Span(30, 37, Identifier.LOCATIE))


def test_a_span_outside_the_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(CasesUnreadable):
        measured(tmp_path, [], [{"start": 30, "end": 99, "label": "PERSOON"}])


def test_marks_become_places() -> None:
    text, spans = unmark("bel {P|Anna} van {P|dhr. Bos|Bos}!")
    assert text == "bel Anna van dhr. Bos!"
    assert [text[s["start"] : s["end"]] for s in spans] == ["Anna", "Bos"]
    cases = list(parse("== a chat nl +lower roster=Anna;Bos\nbel {P|Anna}\n"))
    assert [case["text"] for case in cases] == ["bel Anna", "bel anna"]
    assert cases[0]["roster"] == ["Anna", "Bos"]


@pytest.mark.parametrize("name", ["deid-dev", "deid-dev2"])
def test_the_shipped_cases_are_the_marked_source(name: str) -> None:
    folder = Path(deid.__file__).parents[1] / "cases"
    made = list(parse((folder / f"{name}.txt").read_text("utf-8")))
    lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    assert made == [json.loads(line) for line in lines]
    assert len(made) >= 160

"""The methods as data: what is in them, that they hold together, and what a fault says."""

import re
from pathlib import Path

import pytest
import yaml

from coach.errors import ContentError
from coach.intervision.errors import MethodUnknown
from coach.intervision.labels import Kind, QuestionKind, Seat, Timing, Who
from coach.intervision.method import Method
from coach.intervision.methods import check_file, load_methods, method_of, read_methods
from coach.intervision.words import capital, load_closing, load_words
from coach.knowledge.quotes import sentences
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
METHODS = load_methods(KNOWLEDGE)
NINE = {
    "incidentmethode", "tien-stappen", "balint", "roddelmethode", "socratisch-kort", "waarderend",
    "vijf-stappen", "zes-fasen", "oplossingsgericht",
}  # fmt: skip


def incident() -> Method:
    return method_of(METHODS, "incidentmethode")


def test_the_nine_are_there_and_every_kind_of_question_has_a_first_choice() -> None:
    assert {method.id for method in METHODS} >= NINE
    first = {next(iter(method.suits)) for method in METHODS}
    assert first == set(QuestionKind)


def test_the_incident_method_is_as_its_source_says() -> None:
    steps = incident().steps
    assert [step.minutes for step in steps] == [5, 10, 5, 15, 10, 10, 10]
    assert incident().total.minutes == 65 and incident().total.timing is Timing.BRON
    asking, analysis, advice, usable = steps[3:]
    assert Kind.VRAAG in asking.collects and not asking.silent
    assert analysis.presenter is Seat.GANG and Who.INBRENGER in analysis.silent
    assert advice.presenter is Seat.KRING and Who.INBRENGER in advice.silent
    assert advice.collects == [Kind.ADVIES] and usable.speaks == [Who.INBRENGER]
    # Advice has no place before the advice round.
    assert [step.id for step in steps if step.advice == "welkom"] == ["advies", "bruikbaar"]


def test_how_the_incident_ended_is_told_after_the_advice() -> None:
    steps = incident().steps
    told = [step.id for step in steps if "afliep" in step.say or "afloop" in step.say]
    # Kept at the choosing, told at the end: what is kept has to come.
    assert told == ["kiezen", "bruikbaar"]
    assert "bewaar" in steps[2].say and "Vertel eerst" in steps[-1].say


@pytest.mark.parametrize(
    ("name", "step", "minutes"),
    [
        ("roddelmethode", "roddelen", 15),
        ("socratisch-kort", "probleem", 5),
        ("socratisch-kort", "vragen-schrijven", 10),
        ("socratisch-kort", "sorteren", 1),
        ("socratisch-kort", "warme-vragen", 10),
        ("waarderend", "vertellen", 15),
        ("waarderend", "inventariseren", 20),
        ("waarderend", "verdiepen", 15),
        ("waarderend", "leren", 10),
    ],
)
def test_times_from_sources_are_kept(name: str, step: str, minutes: int) -> None:
    found = next(s for s in method_of(METHODS, name).steps if s.id == step)
    assert (found.minutes, found.timing) == (minutes, Timing.BRON)


def test_totals_without_a_source_are_marked_as_estimates() -> None:
    sourced = {method.id for method in METHODS if method.total.timing is Timing.BRON}
    assert sourced == {"incidentmethode", "balint", "waarderend"}
    assert all(method.group.timing is Timing.SCHATTING for method in METHODS)


def test_kier_asks_nothing_where_somebody_is_silent() -> None:
    assert [(m.id, s.id) for m in METHODS for s in m.steps if s.still and s.proposes] == []
    assert all(any(s.proposes for s in m.steps) for m in METHODS)


def test_spoken_lines_are_short_and_plain() -> None:
    wrong = []
    spoken = [(m.id, s.id, t) for m in METHODS for s in m.steps for t in (s.say, s.screen)]
    closing = load_closing(KNOWLEDGE)
    for method, step, text in [*spoken, ("", closing.id, closing.say)]:
        for sentence in sentences(text):
            if len(sentence.split()) > 24 or "!" in sentence:
                wrong.append((method, step, sentence))
    assert wrong == []


def test_questions_are_open_and_no_reproach() -> None:
    asked = [text for m in METHODS for s in m.steps for text in s.questions]
    assert [t for t in asked if re.match(r"(?i)waarom|is |heb |kun |wil ", t)] == []


def test_nothing_promises_points() -> None:
    words = load_words(KNOWLEDGE)
    assert "SKJ" in words.hours and "zegt daar niets over toe" in words.hours
    texts = [path.read_text() for path in KNOWLEDGE.glob("methods/*.yaml")]
    assert not any(re.search(r"(?i)\bpunten\b|accredit", text) for text in texts)


def test_headings_have_a_dutch_capital() -> None:
    assert capital("één zin van ieder") == "Eén zin van ieder"
    assert load_words(KNOWLEDGE).heading(Kind.VRAAG) == "Vragen"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with one method that can be spoilt."""
    (tmp_path / "methods").mkdir()
    for name in ("bibliography.yaml", "methods/incidentmethode.yaml"):
        (tmp_path / name).write_text((KNOWLEDGE / name).read_text())
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> str:
    path = folder / "methods" / "incidentmethode.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError) as caught:
        load_methods(folder)
    return str(caught.value)


def test_a_fault_names_file_step_and_field(folder: Path) -> None:
    said = spoil(folder, "    minutes: 15\n", "    minutes: veel\n")
    assert "methods/incidentmethode.yaml" in said
    assert "stap 4 (vragen)" in said and "minutes" in said and "heel getal" in said


def test_minutes_have_to_add_up(folder: Path) -> None:
    said = spoil(folder, "    minutes: 15\n", "    minutes: 12\n")
    assert "samen 62 minuten, niet 65" in said


def test_no_questions_in_a_silence(folder: Path) -> None:
    said = spoil(folder, "    advice: welkom\n", "    advice: welkom\n    proposes: true\n")
    assert "stap 6 (advies)" in said and "stelt Kier geen vragen voor" in said


def test_unknown_keys_are_refused(folder: Path) -> None:
    assert "doel: deze sleutel bestaat niet" in spoil(folder, "purpose:", "doel: iets\npurpose:")


def test_unknown_sources_are_refused(folder: Path) -> None:
    assert "bron 'van-horen-zeggen'" in spoil(folder, "unik-intervisie", "van-horen-zeggen")


def test_one_wrong_file_does_not_close_the_room(folder: Path) -> None:
    (folder / "methods" / "kapot.yaml").write_text("id: [")
    found, faults = read_methods(folder)
    assert [method.id for method in found] == ["incidentmethode"]
    assert faults and faults[0].file == "methods/kapot.yaml"


def test_a_supervisor_adapts_a_method(tmp_path: Path) -> None:
    data = yaml.safe_load((KNOWLEDGE / "methods" / "vijf-stappen.yaml").read_text())
    data.update(id="onze-vijf", name="Onze vijf", by="team Oost")
    data["steps"][1]["minutes"] += 10
    data["total"]["minutes"] += 10
    own = tmp_path / "onze-vijf.yaml"
    own.write_text(yaml.safe_dump(data, allow_unicode=True))
    assert check_file(own).steps[1].minutes == 28


def test_a_method_is_found_by_id_or_name() -> None:
    assert method_of(METHODS, "Roddelen").id == "roddelmethode"
    with pytest.raises(MethodUnknown) as caught:
        method_of(METHODS, "praatpaal")
    assert "incidentmethode" in str(caught.value)

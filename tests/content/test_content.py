"""The content itself: lengths, openings, repeats, readability, coverage, numbers, sources."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from statistics import mean, median

import pyphen
import pytest

from coach.dialogue.slots import slots_of
from coach.knowledge.content import Content, load_all
from coach.knowledge.lexical import fold
from coach.knowledge.quotes import sentences
from coach.knowledge.schemas import Outcome, Placement
from coach.labels import Actor, CardField, Dimension, Premise, Request, Stage, Theme
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
TENSIONS = (
    {Theme.GEZAMENLIJKE_WERELD},
    {Theme.SAMENWERKING_PROFESSIONALS},
    {Theme.DEUR_OP_EEN_KIER},
    {Theme.GEEN_CONTACT, Theme.BOODSCHAP_AAN_OUDER},
)
VOICES = (Actor.PROFESSIONAL, Actor.KIND, Actor.OUDER, Actor.PLEEGOUDER)
NUMBER = re.compile(r"\b(?:0800|0900|088|112|113)[- ]?\d*\b")
LEADING = re.compile(r"\b(zou het kunnen|is het niet|vind je niet|denk je niet|moet je niet)\b")
CLOSED = re.compile(r"^(?:is|zijn|heb|heeft|kun|kan|wil|zou|ben|was|ga|mag|moet|weet|denk)\b")
PREACHING = ("win-win", "in je kracht", "jouw waarheid", "zelfzorg is", "laat het los", "helende")


@pytest.fixture(scope="module")
def content() -> Content:
    return load_all(KNOWLEDGE)


def asked(content: Content) -> Iterator[tuple[str, str]]:
    """Every question a user may get, with its id."""
    for question in content.questions:
        yield question.id, question.text
        yield question.id, question.easier
        for text in question.follow_ups.values():
            yield question.id, text
    for follow in content.follow_ups:
        yield follow.id, follow.text


def test_questions_are_short_open_and_one_at_a_time(content: Content) -> None:
    wrong = [
        (name, text)
        for name, text in asked(content)
        if len(text.split()) > 25
        or text.count("?") != 1
        or not text.rstrip().endswith("?")
        or fold(text).startswith("waarom")
        or LEADING.search(fold(text))
        or "!" in text
    ]
    assert wrong == []


def test_main_questions_cannot_be_answered_with_yes_or_no(content: Content) -> None:
    assert [q.id for q in content.questions if CLOSED.match(fold(q.text))] == []


def test_a_slot_is_assumed_or_has_a_default(content: Content) -> None:
    assert [q.id for q in content.questions if len(slots_of(q.text)) > 1] == []


def test_no_two_questions_are_nearly_the_same(content: Content) -> None:
    # Plain questions may ask the same of another person: they differ in their slot.
    asks = {q.id: q for q in content.questions}
    texts = sorted((fold(q.text), q.id) for q in content.questions)
    near = []
    for place, (text, name) in enumerate(texts):
        for other, other_name in texts[place + 1 : place + 40]:
            one, two = asks[name], asks[other_name]
            if one.plain and two.plain and one.perspective is not two.perspective:
                continue
            if SequenceMatcher(None, text, other).ratio() > 0.87:
                near.append((name, other_name))
    assert near == []
    assert len(texts) >= 700


def test_every_cell_a_conversation_can_reach_holds_a_question(content: Content) -> None:
    by_voice = Counter((q.stage, q.perspective, q.dimension) for q in content.questions)
    by_theme = Counter((t, q.stage, q.perspective) for q in content.questions for t in q.themes)
    assert [
        (stage, actor, dimension)
        for stage in Stage
        for actor in VOICES
        for dimension in Dimension
        if not by_voice[(stage, actor, dimension)]
    ] == []
    assert [
        (theme, stage, actor)
        for theme in Theme
        for stage in Stage
        for actor in VOICES
        if not by_theme[(theme, stage, actor)]
    ] == []


def test_every_field_of_the_card_can_be_filled_without_premises(content: Content) -> None:
    free = Counter(
        q.fills
        for q in content.questions
        if q.fills and set(q.assumes) <= {Premise.OUDER, Premise.KIND, Premise.PLEEGOUDER}
    )
    assert [field for field in CardField if free[field] < 5] == []


def test_passages_keep_their_length_and_every_theme_has_four(content: Content) -> None:
    assert [
        (p.id, len(p.text.split()))
        for p in content.passages
        if not 120 <= len(p.text.split()) <= 250
    ] == []
    themes = Counter(p.themes[0] for p in content.passages)
    assert [theme for theme in Theme if themes[theme] < 4] == []
    assert len(content.passages) >= 90


def test_cases_are_varied_and_none_too_long(content: Content) -> None:
    for case in content.cases:
        parts = [case.situation, *case.perspectives.values(), case.tried, case.shifted, case.open]
        words = sum(len(part.split()) for part in [*parts, *case.questions])
        assert 200 <= words <= 400, (case.id, words)
        assert all(q.endswith("?") and not fold(q).startswith("waarom") for q in case.questions)
    assert len(content.cases) >= 60
    assert all(
        sum(bool(field & set(case.themes)) for case in content.cases) >= 6 for field in TENSIONS
    )
    assert {case.placement for case in content.cases} == set(Placement)
    assert {case.outcome for case in content.cases} == set(Outcome)


def test_the_handbook_reads_at_about_b1(content: Content) -> None:
    hyphen = pyphen.Pyphen(lang="nl_NL")

    def douma(text: str) -> float:
        """Reading ease after Flesch in Douma's Dutch form (1960): higher is easier."""
        said = sentences(text)
        words = re.findall(r"\w+", text)
        syllables = sum(len(hyphen.inserted(word).split("-")) for word in words)
        return 206.84 - 0.93 * len(words) / len(said) - 77 * syllables / len(words)

    scores = {p.id: douma(p.text) for p in content.passages}
    assert median(scores.values()) >= 60
    assert [name for name, score in scores.items() if score < 35] == []
    assert mean(len(s.split()) for p in content.passages for s in sentences(p.text)) <= 18


def test_numbers_stand_in_one_file_only() -> None:
    for path in KNOWLEDGE.rglob("*"):
        if path.suffix not in (".md", ".yaml") or path.name in (
            "helplines.yaml",
            "bibliography.yaml",
        ):
            continue
        if "exemplars" in path.parts or path.parent.name in ("signals", "lexicon"):
            continue  # what users may write, not what Kier says
        assert not NUMBER.search(path.read_text(encoding="utf-8")), path


def test_helplines_were_checked_recently_enough(content: Content) -> None:
    old = [h.id for h in content.helplines if (date.today() - h.checked_on).days > 180]
    assert old == []


def test_every_source_is_used_and_known(content: Content) -> None:
    used = {s for p in content.passages for s in p.source} | {h.source for h in content.helplines}
    assert used <= {entry.id for entry in content.bibliography}


def test_tone(content: Content) -> None:
    said = [line.text for line in content.voice] + [p.text for p in content.passages]
    assert [t for t in said if "!" in t or any(word in fold(t) for word in PREACHING)] == []


def test_lines_and_exemplars_are_many_and_never_double(content: Content) -> None:
    lines = [fold(line.text) for line in content.voice]
    assert len(lines) >= 250 and len(set(lines)) == len(lines)
    examples = [(entry.kind, fold(text)) for entry in content.exemplars for text in entry.lines]
    assert len(examples) >= 1200
    assert [item for item, count in Counter(examples).items() if count > 1] == []
    labels = {entry.label for entry in content.exemplars if entry.kind == "request"}
    assert labels == {request.value for request in Request}

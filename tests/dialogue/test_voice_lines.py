"""The authored lines of the guided voice: enough of each kind, and nothing that may not be said."""

import re

import pytest

from coach.dialogue.guided import CARD_TAG, GuidedVoice
from coach.dialogue.lines import faults, tagged
from coach.errors import ContentError
from coach.knowledge.content import load_follow_ups, load_voice_lines
from coach.knowledge.schemas import LineKind, VoiceLine
from coach.labels import Actor, Answer, Feeling, Level, Request, Stage, Theme

LINES = load_voice_lines()
DECLINED = (
    Request.OORDEEL,
    Request.DIAGNOSE,
    Request.RISICOSCORE,
    Request.SCHRIJFWERK,
    Request.INJECTIE,
    Request.BUITEN_BEREIK,
)


def test_stock_has_no_faults() -> None:
    assert faults(LINES) == []


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (LineKind.ERKENNING, 70),
        (LineKind.GEVOEL, 50),
        (LineKind.CITAAT, 14),
        (LineKind.SPIEGEL, 8),
        (LineKind.BRUG, 30),
        (LineKind.BRON, 12),
        (LineKind.FEIT, 8),
        (LineKind.NIETS_GEVONDEN, 6),
        (LineKind.AFWIJZEN, 48),
        (LineKind.SIGNAAL, 24),
        (LineKind.AFRONDEN, 12),
        (LineKind.WELKOM, 6),
        (LineKind.VREEMDE_INVOER, 8),
        (LineKind.NA_KORT, 8),
        (LineKind.NA_WEET_NIET, 8),
        (LineKind.NA_PLAN, 8),
        (LineKind.NA_WIJST_ANDER, 8),
        (LineKind.NA_ONTWIJKT, 8),
    ],
)
def test_stock_is_large_enough(kind: LineKind, least: int) -> None:
    assert sum(line.kind is kind for line in LINES) >= least


def test_every_label_has_lines() -> None:
    def count(kind: LineKind, field: str, label: object) -> int:
        return sum(line.kind is kind and label in getattr(line, field) for line in LINES)

    assert all(count(LineKind.ERKENNING, "themes", theme) >= 3 for theme in Theme)
    assert all(count(LineKind.ERKENNING, "feelings", feeling) >= 3 for feeling in Feeling)
    assert all(count(LineKind.GEVOEL, "feelings", feeling) >= 5 for feeling in Feeling)
    assert all(count(LineKind.AFWIJZEN, "requests", request) >= 8 for request in DECLINED)
    assert all(
        count(LineKind.BRUG, "perspectives", a) >= 5 for a in set(Actor) - {Actor.PROFESSIONAL}
    )
    for level in (Level.ACUUT, Level.ZORG, Level.ZELFZORG):
        assert (
            sum(
                line.kind is LineKind.SIGNAAL
                and level in line.levels
                and not tagged(line, CARD_TAG)
                for line in LINES
            )
            >= 8
        )


def test_quote_frames_have_shapes_of_their_own() -> None:
    shapes = [line.shape for line in LINES if line.kind is LineKind.CITAAT]
    assert len(shapes) == len(set(shapes))


FORBIDDEN = re.compile(
    r"\d|—|–|komt goed|geen zorgen|goed gedaan|wat goed|knap|trots|advies(?! wilt)|adviseer"
    r"|je zou kunnen|probeer|waarom|AI-taalmodel|\bik (?:vind|denk) dat\b",
    re.IGNORECASE,
)


def test_lines_hold_no_numbers_advice_praise_or_reassurance() -> None:
    assert [line.id for line in LINES if FORBIDDEN.search(line.text)] == []


def test_feelings_are_marked_as_a_guess() -> None:
    marks = re.compile(
        r"als ik goed lees|misschien|klinkt|mijn indruk|zo lees ik|op mij over|bij mij aan"
        r"|klopt|vergissen|zeg het|laat ik het los|verbeter",
        re.IGNORECASE,
    )
    assert [
        line.id for line in LINES if line.kind is LineKind.GEVOEL and not marks.search(line.text)
    ] == []


def test_faulty_lines_are_all_named() -> None:
    bad = [
        VoiceLine(id="a", kind=LineKind.CITAAT, text="Zonder plek.", shape="a"),
        VoiceLine(id="a", kind=LineKind.ERKENNING, text="Met {citaat} en een vraag?", shape="a"),
    ]
    with pytest.raises(ContentError) as caught:
        GuidedVoice(bad)
    assert {fault.field for fault in caught.value.faults} == {"id", "text"}
    assert len(caught.value.faults) == 4


def test_follow_ups() -> None:
    entries = load_follow_ups()
    assert len(entries) >= 60
    assert len({entry.text for entry in entries}) == len(entries)
    for answer in set(Answer) - {Answer.VERTELT}:
        own = [entry for entry in entries if entry.answer is answer]
        assert len(own) >= 10
        assert any(entry.stages for entry in own)
        # Whatever the stage, there is something to ask.
        for stage in Stage:
            assert any(not entry.stages or stage in entry.stages for entry in own)
    for entry in entries:
        assert entry.text.count("?") == 1
        assert entry.text.endswith("?")
        assert len(entry.text.split()) <= 20
        assert not entry.text.lower().startswith("waarom")

"""A copy that is taught which questions go with a message, on a tiny network."""

import json
from pathlib import Path

import pytest
import yaml

from coach.encoder.hearing import HEARING_FOLDER, Hearing, load_hearing, questions_of
from coach.encoder.hearing_folder import teach_folder
from coach.encoder.hearing_lessons import HearingSettings
from coach.encoder.manifest import read_manifest, wording
from coach.encoder.matching_lessons import (
    LETTERS,
    MatchingSettings,
    key_of,
    read_letters,
    read_questions,
)
from tests.conftest import ROOT

PLANS = ["ik bel moeder morgen", "ik ga vader bellen", "morgen bel ik haar", "ik bel de begeleider"]
FEARS = ["bang dat ze boos is", "straks is vader boos", "ik ben bang", "bang voor de brief"]
BEGIN, CALM = "Met welke zin begin je?", "Wat helpt jou om rustig te blijven?"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "kennis"
    for name in ("exemplars/hook", "aanhaken", "letters"):
        (folder / name).mkdir(parents=True)
    for label, lines in (("plan", PLANS), ("angst", FEARS)):
        entry = {"kind": "hook", "label": label, "clusters": {"een": lines}}
        (folder / f"exemplars/hook/{label}.yaml").write_text(yaml.safe_dump(entry))
    hooks = [{"id": "plan", "vragen": [{"text": BEGIN}, {"text": CALM}]}]
    (folder / "aanhaken/1.yaml").write_text(yaml.safe_dump(hooks))
    stamps = {"haak-plan-01": wording(BEGIN), "haak-plan-02": wording(CALM)}
    letters = [{"wordings": stamps}]
    for text in (*PLANS, *FEARS):
        good, bad = ("g", "m") if text in PLANS else ("m", "g")
        letters.append(
            {"of": key_of("", text), "letters": {"haak-plan-01": good, "haak-plan-02": bad}}
        )
    told = {"asked": "", "text": "bel ik?", "letters": {"haak-plan-01": "v"}}
    (folder / LETTERS).write_text("\n".join(map(json.dumps, [*letters, told])))
    return folder


@pytest.fixture
def taught(tiny_folder: Path, content: Path, tmp_path: Path) -> Hearing:
    out = tmp_path / "gehoord"
    settings = HearingSettings(passes=40, batch=4, rate_layers=2e-3, rate_head=2e-2)
    matching = MatchingSettings(
        passes=60, batch=4, rate_layers=1e-3, rate_parts=1e-2, rate_rows=1e-2, dropout=0.0
    )
    teach_folder(tiny_folder, content, out, settings, revision="toets", matching=matching)
    hearing = load_hearing(out)
    assert hearing is not None
    return hearing


def test_a_question_is_worth_more_beside_what_it_goes_with(taught: Hearing) -> None:
    for text in PLANS:
        worth = taught.worth("", text)
        assert worth["haak-plan-01"] > 0 > worth["haak-plan-02"]
    for text in FEARS:
        worth = taught.worth("", text)
        assert worth["haak-plan-01"] < 0 < worth["haak-plan-02"]


def test_what_was_heard_stays_heard(taught: Hearing) -> None:
    chances = taught.chances([("", line) for line in (*PLANS, *FEARS)])
    heard = [taught.labels[place] for place in chances.argmax(axis=1)]
    assert heard == ["plan"] * 4 + ["angst"] * 4


def test_the_questions_are_named_with_the_stamp_of_their_wording(taught: Hearing) -> None:
    assert taught.questions == {"haak-plan-01": wording(BEGIN), "haak-plan-02": wording(CALM)}


def test_letters_for_another_wording_or_an_unknown_message_do_not_count(content: Path) -> None:
    path = content / "aanhaken/1.yaml"
    path.write_text(path.read_text().replace("Met welke zin", "Met welk woord"))
    examples = content / "exemplars/hook/plan.yaml"
    examples.write_text(examples.read_text().replace(PLANS[0], "ik bel niemand"))
    graded = read_letters(content)
    assert len(graded) == 7
    assert {name for one in graded for name in one.grades} == {"haak-plan-02"}


def test_a_message_of_a_conversation_comes_with_its_own_words(content: Path) -> None:
    with (content / LETTERS).open("a") as file:
        told = {"asked": "Wat nu?", "text": "ik bel niet", "letters": {"haak-plan-01": "m"}}
        file.write("\n" + json.dumps(told))
    last = read_letters(content)[-1]
    assert (last.lesson.asked, last.lesson.text, last.lesson.label) == (
        "Wat nu?",
        "ik bel niet",
        "",
    )
    assert last.grades == {"haak-plan-01": 0}


def test_without_letters_only_hearing_is_taught(
    tiny_folder: Path, content: Path, tmp_path: Path
) -> None:
    (content / LETTERS).unlink()
    out = tmp_path / "zonder"
    teach_folder(tiny_folder, content, out, HearingSettings(passes=1), revision="toets")
    hearing = load_hearing(out)
    assert hearing is not None
    assert hearing.worth("", PLANS[0]) == {} == hearing.questions


def test_the_letters_are_about_questions_that_are_there() -> None:
    lines = [json.loads(line) for line in (ROOT / "knowledge" / LETTERS).read_text().splitlines()]
    known = read_questions(ROOT / "knowledge")
    assert lines[0]["wordings"].keys() <= known.keys()
    for line in lines[1:]:
        assert line["letters"].keys() <= lines[0]["wordings"].keys()
        assert set(line["letters"].values()) <= {"g", "v", "m"}


def test_nearly_every_question_has_a_worth_in_its_wording_of_now() -> None:
    taught = questions_of(read_manifest(HEARING_FOLDER))
    now = {name: wording(text) for name, text in read_questions(ROOT / "knowledge").items()}
    judged = [name for name, stamp in now.items() if taught.get(name) == stamp]
    assert len(judged) >= 0.9 * len(now)

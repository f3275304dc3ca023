"""A copy of the encoder that is taught what a message does, on a tiny network."""

from pathlib import Path

import numpy as np
import pytest
import torch
import yaml
from tokenizers import Tokenizer

from coach.encoder.hearing import joined, load_hearing
from coach.encoder.hearing_folder import teach_folder
from coach.encoder.hearing_lessons import HearingSettings, read_lessons, teach
from coach.encoder.minibert import MiniBert
from coach.errors import EncoderError

PLANS = ["ik bel moeder morgen", "ik ga vader bellen", "morgen bel ik haar", "ik bel de begeleider"]
FEARS = ["bang dat ze boos is", "straks is vader boos", "ik ben bang", "bang voor de brief"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "kennis" / "exemplars" / "hook"
    folder.mkdir(parents=True)
    for label, lines in (("plan", PLANS), ("angst", FEARS)):
        answers = [{"asked": "Wat nu?", "text": f"{line} ook"} for line in lines]
        entry = {"kind": "hook", "label": label, "clusters": {"een": lines}, "answers": answers}
        (folder / f"{label}.yaml").write_text(yaml.safe_dump(entry), encoding="utf-8")
    return tmp_path / "kennis"


@pytest.fixture
def taught(tiny_folder: Path, content: Path, tmp_path: Path) -> Path:
    out = tmp_path / "gehoord"
    settings = HearingSettings(passes=40, batch=4, rate_layers=2e-3, rate_head=2e-2)
    teach_folder(tiny_folder, content, out, settings, revision="toets")
    return out


def test_lessons_are_sentences_and_answers_with_their_question(content: Path) -> None:
    lessons = read_lessons(content)
    assert len(lessons) == 16
    assert {(one.label, one.asked) for one in lessons} == {
        (label, asked) for label in ("plan", "angst") for asked in ("", "Wat nu?")
    }


def test_what_was_taught_is_heard(taught: Path) -> None:
    hearing = load_hearing(taught)
    assert hearing is not None
    chances = hearing.chances([("", line) for line in (*PLANS, *FEARS)])
    assert chances.shape == (8, 2)
    assert np.allclose(chances.sum(axis=1), 1.0)
    heard = [hearing.labels[place] for place in chances.argmax(axis=1)]
    assert heard == ["plan"] * 4 + ["angst"] * 4


def test_a_message_is_heard_the_same_alone_and_among_others(taught: Path) -> None:
    hearing = load_hearing(taught)
    assert hearing is not None
    alone = hearing.chances([("Wat nu?", PLANS[0])])
    among = hearing.chances([("", FEARS[3]), ("Wat nu?", PLANS[0]), ("", "ik " * 60)])
    assert np.allclose(alone[0], among[1], atol=1e-5)
    assert hearing.chances([]).shape == (0, 2)


def test_teaching_leaves_the_encoder_as_it_was(
    tiny: MiniBert, tiny_tokenizer: Tokenizer, content: Path
) -> None:
    before = {name: weights.clone() for name, weights in tiny.state_dict().items()}
    net, _ = teach(tiny, tiny_tokenizer, read_lessons(content), HearingSettings())
    taught = net.state_dict()
    assert all(torch.equal(weights, tiny.state_dict()[name]) for name, weights in before.items())
    assert not all(torch.equal(weights, taught[name]) for name, weights in before.items())


def test_without_a_folder_nothing_is_heard_and_a_changed_file_is_refused(taught: Path) -> None:
    assert load_hearing(taught / "nergens") is None
    weights = taught / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\0")
    with pytest.raises(EncoderError):
        load_hearing(taught)


def test_the_question_stands_before_the_message() -> None:
    assert joined("", "ja") == "ja"
    assert joined("Bel je?", "ja").startswith("Bel je?") and joined("Bel je?", "ja").endswith("ja")

"""The topics suite counts what was heard against every topic that would do."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from coach.errors import CasesUnreadable
from evals import fit_topics
from evals.suites import topics

PERSONA = SimpleNamespace(
    id="p",
    topics=[SimpleNamespace(id=name) for name in ("smal", "breed", "ander")],
    wider=lambda name: "breed" if name == "smal" else name,
)
HEARD = {"een": "smal", "twee": "breed", "drie": None, "vier": "ander", "vijf": None, "zes": "smal"}
OK = {"een": ["smal"], "twee": ["smal"], "drie": ["smal"], "vier": ["smal"], "vijf": [], "zes": []}


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    heard = SimpleNamespace(of=lambda _, text: HEARD[text])
    rehearsal: Any = SimpleNamespace(personas={"p": PERSONA}, topics=heard)
    monkeypatch.setattr(topics, "load_rehearsal", lambda: rehearsal)
    path = tmp_path / "topics.jsonl"
    lines = [{"id": text, "persona": "p", "text": text, "ok": ok} for text, ok in OK.items()]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_the_wider_topic_counts_and_what_nobody_answers_must_not_be_heard(cases: Path) -> None:
    found = topics.run(cases)
    assert found["right"]["value"] == 0.5 and found["right"]["n"] == 4
    assert found["missed"]["value"] == 0.25
    assert found["wrong"]["n"] == 6 and found["wrong"]["value"] == pytest.approx(2 / 6, abs=1e-4)


@pytest.mark.parametrize("changed", [{"ok": ["bestaat-niet"]}, {"persona": "niemand"}])
def test_a_persona_or_topic_that_is_not_there_is_named(cases: Path, changed: Any) -> None:
    case = {"id": "x", "persona": "p", "text": "een", "ok": []} | changed
    cases.write_text(json.dumps(case), encoding="utf-8")
    with pytest.raises(CasesUnreadable, match=r"niet|niemand"):
        topics.run(cases)


def test_the_weights_find_what_tells_the_fitting_topic_from_the_others() -> None:
    rng = np.random.default_rng(3)
    utterances = []
    for _ in range(40):
        fits = np.arange(5) == rng.integers(5)
        noise = rng.normal(size=5)
        utterances.append(
            fit_topics.Heard("p", np.stack([fits + 0.1 * noise, noise], axis=1), fits, fits)
        )
    telling, noisy, _ = fit_topics.learn(utterances)
    assert telling > 10 * abs(noisy)

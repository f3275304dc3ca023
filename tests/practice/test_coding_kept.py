"""What the labelled sentences taught the coder is kept, by all that it was learnt from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from coach.dialogue.fitted import Fitted
from coach.dialogue.listen_lexicon import load_lexicon
from coach.labels import Code
from coach.practice import coding
from coach.practice.coding import Example, UtteranceCoder, load_examples
from coach.practice.openers import Openers
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
LEXICON, OPENERS = load_lexicon(KNOWLEDGE), Openers.load(KNOWLEDGE)
#: A part is enough to see whether something is learnt.
EXAMPLES = load_examples(KNOWLEDGE)[::12]
NEW = [
    "Wat verdrietig dat het zo gelopen is. Wat zou je haar willen zeggen?",
    "Je moet gewoon wat vaker bellen.",
    "Hm.",
]


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets a number each time that thresholds are learnt."""
    seen: list[int] = []
    learn = coding._bars

    def counted(*given: object) -> dict[Code, float]:
        seen.append(1)
        return learn(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(coding, "_bars", counted)
    return seen


def made(
    folder: Path, examples: Sequence[Example] = EXAMPLES, version: str = "woorden-1"
) -> UtteranceCoder:
    keep = Fitted(folder, "zinsmachine")
    return UtteranceCoder(LEXICON, OPENERS, examples, keep=keep, version=version)


def test_the_second_start_codes_the_same_without_learning(tmp_path: Path, fits: list[int]) -> None:
    first, second = made(tmp_path), made(tmp_path)
    assert len(fits) == 1
    assert second.bars == first.bars and set(second.bars) == set(Code)
    assert second.chances(NEW).tolist() == first.chances(NEW).tolist()
    assert [second.codes(text) for text in NEW] == [first.codes(text) for text in NEW]


def test_other_word_lists_labels_or_clusters_are_learnt_anew(
    tmp_path: Path, fits: list[int]
) -> None:
    made(tmp_path)
    made(tmp_path, version="woorden-2")
    relabelled = replace(EXAMPLES[0], codes=frozenset({Code.OVERIG, Code.BOODSCHAP}))
    made(tmp_path, [relabelled, *EXAMPLES[1:]], "woorden-2")
    moved = replace(relabelled, cluster="ergens anders")
    made(tmp_path, [moved, *EXAMPLES[1:]], "woorden-2")
    assert len(fits) == 4
    made(tmp_path, [moved, *EXAMPLES[1:]], "woorden-2")
    assert len(fits) == 4


def test_another_way_of_coding_is_learnt_anew(
    tmp_path: Path, fits: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path)
    changed = tmp_path / "coding.py"
    changed.write_text(Path(coding.__file__).read_text("utf-8") + "\n# anders\n", "utf-8")
    monkeypatch.setattr(coding, "__file__", str(changed))
    made(tmp_path)
    assert len(fits) == 2

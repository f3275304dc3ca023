"""Kier's prompt layout keeps what was read, without weights: by tokens alone."""

from itertools import pairwise
from pathlib import Path

import pytest

from evals.suites.model_speed import Script, library_texts, reuse
from tests.conftest import ROOT

pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built here: run 'make llm'")


def test_the_layout_reads_little_and_keeps_much(tmp_path: Path) -> None:
    from coach.model.llama import plain
    from coach.model.native import Model
    from coach.model.template import ChatTemplate
    from evals.bench.make_model import Shape, write

    # A vocabulary of ordinary size, in a model of next to nothing.
    file = write(tmp_path / "m.gguf", Shape(1, 32, 32, 1, 1, 32, 16000, quantised=False))
    model = Model(file)
    template = ChatTemplate(model.meta("tokenizer.chat_template"))
    script = Script(
        ROOT / "evals/cases/dialogue-dev.jsonl", library_texts(ROOT / "knowledge"), turns=20
    )
    found = reuse(lambda m: model.tokens(template.render(plain(m))), script)
    model.close()
    kier, chain, kept = found["kier_tokens"], found["chain_tokens"], found["kept_share"]
    assert kier[9] / chain[9] <= 0.30 and kier[19] / chain[19] <= 0.16
    assert min(kept[2:]) >= 0.80 and min(kept[7:]) >= 0.90
    assert all(later > earlier for earlier, later in pairwise(chain[1::6]))

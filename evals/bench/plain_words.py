"""How much of a handbook is taken for a name, and what the bar for handbooks costs.

Contract: ``run`` counts replacements in our own handbook's passages, as in a conversation and as
in a handbook (``coach.privacy.strict``), per label and per 1,000 words; and on a file of cases
(``evals.suites.deid``) the share of gold spans that each of the two finds whole, per label. Shows
no texts.

    python -m evals.bench.plain_words --cases evals/cases/deid-dev.jsonl
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from coach.knowledge.content import load_all
from coach.privacy.ready import Guard
from coach.privacy.strict import StrictWatch
from coach.settings import settings
from evals.casefiles import read_lines
from evals.suites.deid import Watch, covered, gold_spans


def run(cases: Path | None) -> dict[str, Any]:
    """Both bars side by side."""
    plain = Guard(settings().content, settings().data_folder).build()
    bars: dict[str, Watch] = {"conversation": plain, "handbook": StrictWatch(plain)}
    return {
        name: {**_replaced(watch), **({"found": _found(watch, cases)} if cases else {})}
        for name, watch in bars.items()
    }


def _replaced(watch: Watch) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    words = 0
    for passage in load_all(settings().content).passages:
        words += len(passage.text.split())
        counts.update(span.label.value for span in watch.find(passage.text))
    return {
        "words": words,
        "replaced": counts.total(),
        "per_1000_words": round(1000 * counts.total() / words, 2),
        "by_label": dict(counts.most_common()),
    }


def _found(watch: Watch, cases: Path) -> dict[str, str]:
    whole: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for number, case in enumerate(read_lines(cases), 1):
        held = covered(case["text"], watch.find(case["text"]))
        for span in gold_spans(case, cases, number):
            gold[span.label.value] += 1
            whole[span.label.value] += all(held[span.start : span.end])
    return {label: f"{whole[label]} of {count}" for label, count in gold.most_common()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=None)
    sys.stdout.write(json.dumps(run(parser.parse_args().cases), indent=2) + "\n")

"""How well the codes of a trainee's utterances are recognised.

Contract: ``run`` reads lines ``{"id", "context", "text", "codes": […]}`` (optional ``session`` or
``cluster``) and gives ``macro_f1`` over the codes that occur, ``per_code`` precision, recall, F1
and counts, exact and partial agreement, and agreement per session: how close the share of each
code over a session's utterances is to that of the labels. ``cross_validate`` does the same on the
exemplars themselves, whole clusters left out. No text of a case is in the result.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from coach.labels import Code
from evals.casefiles import read_lines
from evals.suites.measures import wilson

FOLDS = 5


class Coder(Protocol):
    """What is measured."""

    def codes(self, text: str, context: str = "") -> list[Code]: ...


@cache
def load_coder() -> Coder:
    """The coder as Kier uses it, with the shipped encoder."""
    from coach.dialogue.assembly import Senses
    from coach.encoder.others import load_listening
    from coach.practice.assembly import load_coder as load
    from coach.settings import settings

    return load(settings(), Senses.of(settings(), load_listening(settings().encoder)))


def scores(gold: Sequence[set[Code]], found: Sequence[set[Code]]) -> dict[str, Any]:
    """Precision, recall and F1 per code, and their mean over codes that occur."""
    per_code = {}
    for code in Code:
        true = sum(code in g and code in f for g, f in zip(gold, found, strict=True))
        named, wanted = sum(code in f for f in found), sum(code in g for g in gold)
        per_code[code.value] = {
            "precision": round(true / named, 4) if named else None,
            "recall": round(true / wanted, 4) if wanted else None,
            "f1": round(2 * true / (named + wanted), 4) if named + wanted else None,
            "n": wanted,
        }
    occurring = [float(item["f1"] or 0) for item in per_code.values() if item["n"]]
    return {
        "macro_f1": round(float(np.mean(occurring)), 4) if occurring else None,
        "per_code": per_code,
    }


def sessions(
    names: Sequence[str], gold: Sequence[set[Code]], found: Sequence[set[Code]]
) -> dict[str, Any]:
    """Mean over codes of the correlation, over sessions, of shares in labels and in findings."""
    kinds = list(dict.fromkeys(names))
    if len(kinds) < 3:
        return {"sessions": len(kinds), "correlation": None, "mean_difference": None}

    def shares(labelled: Sequence[set[Code]]) -> Any:
        table = np.zeros((len(kinds), len(Code)))
        for name, codes in zip(names, labelled, strict=True):
            for place, code in enumerate(Code):
                table[kinds.index(name), place] += code in codes
        return table / np.asarray([[names.count(kind)] for kind in kinds])

    wanted, given = shares(list(gold)), shares(list(found))
    alike = [
        float(np.corrcoef(wanted[:, place], given[:, place])[0, 1])
        for place in range(len(Code))
        if np.ptp(wanted[:, place]) > 0 and np.ptp(given[:, place]) > 0
    ]
    return {
        "sessions": len(kinds),
        "correlation": round(float(np.mean(alike)), 4) if alike else None,
        "mean_difference": round(float(np.abs(wanted - given).mean()), 4),
    }


def run(cases: Path, coder: Coder | None = None) -> dict[str, Any]:
    """Measures the coder on a file of cases."""
    rows = read_lines(cases, ("id", "text", "codes"))
    gold = [{Code(code) for code in row["codes"]} for row in rows]
    ears = coder or load_coder()
    found = [set(ears.codes(str(row["text"]), str(row.get("context") or ""))) for row in rows]
    names = [str(row.get("session") or row.get("cluster") or "") for row in rows]
    pairs = list(zip(gold, found, strict=True))
    return {
        "suite": "utterances",
        "n": len(rows),
        **scores(gold, found),
        "exact": wilson(sum(g == f for g, f in pairs), len(pairs)),
        "overlap": wilson(sum(bool(g & f) for g, f in pairs), len(pairs)),
        "session_agreement": sessions(names, gold, found),
        "wrong": [
            {"id": row["id"], "codes": sorted(g), "found": sorted(f)}
            for row, (g, f) in zip(rows, pairs, strict=True)
            if g != f
        ],
    }


def cross_validate(progress: Callable[[int], None] = lambda fold: None) -> dict[str, Any]:
    """The same on the exemplars, each cluster coded by a coder that has not seen it.

    Thresholds come from the other folds too, so nothing of a cluster helps to code it.
    """
    from coach.dialogue.listen_lexicon import load_lexicon
    from coach.encoder.others import load_listening
    from coach.knowledge.vectors import VectorCache
    from coach.practice.coding import UtteranceCoder, folds, load_examples, parts
    from coach.practice.openers import Openers
    from coach.settings import settings

    content = settings().content
    cache = VectorCache(load_listening(settings().encoder), settings().data_folder)
    examples = load_examples(content)
    # At once: a cache that is asked one sentence at a time is written one sentence at a time.
    cache.encode([piece for item in examples for piece in (item.text, *parts(item.text))])
    lexicon, openers = load_lexicon(content), Openers.load(content)
    place = folds(examples, FOLDS)
    found: list[set[Code]] = [set() for _ in examples]
    for fold in range(FOLDS):
        rest = [item for item, at in zip(examples, place, strict=True) if at != fold]
        held = [number for number, at in enumerate(place) if at == fold]
        coder = UtteranceCoder(lexicon, openers, rest, cache.encode, cache.encode)
        for number in held:
            found[number] = set(coder.codes(examples[number].text))
        progress(fold)
    gold = [set(item.codes) for item in examples]
    return {"suite": "utterances-cross", "n": len(examples), **scores(gold, found)}

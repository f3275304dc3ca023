"""Learns the weights by which a partner's topic is heard, and shows them on personas held out.

Contract: ``run`` reads a file of the topics suite and fits a logistic regression over the
measurements of ``Topics.features``, one row for every topic of every utterance that has one; each
utterance counts the same. For each persona in turn the weights are learnt from the others:
``held_out`` gives, for several heights of the bar, how many utterances got a fitting topic, none
though there is one, or a wrong one. ``weights`` and ``base`` are learnt from all, the bar lying
where vague answers, at ``VAGUE`` each, and wrong ones, at 1, together cost least.

The weights that Kier ships were learnt so from 224 utterances, before topics were written for them;
the file of now has labels that those topics were written to, which makes its figures too kind.

    python -m evals.fit_topics --cases evals/cases/topics-dev.jsonl
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.practice.persona import Persona
from coach.practice.topics import Topics
from evals.suites.practice import load_rehearsal
from evals.suites.topics import fitting, read_cases

#: What a vague answer costs, where a wrong one costs 1.
VAGUE = 0.6
_STRENGTH = 0.1
_HEIGHTS = 9
Row = NDArray[np.float64]


@dataclass(frozen=True)
class Heard:
    """One utterance: measurements of every topic, and which topics would fit."""

    persona: str
    features: Row
    named: NDArray[np.bool_]
    fits: NDArray[np.bool_]


def _heard(topics: Topics, persona: Persona, case: dict[str, Any]) -> Heard:
    ids, features = topics.features(persona, case["text"])
    wide = fitting(persona, case["ok"])
    return Heard(
        persona.id,
        features,
        np.asarray([name in case["ok"] for name in ids]),
        np.asarray([name in wide for name in ids]),
    )


def learn(utterances: Sequence[Heard]) -> Row:
    """Weights over the measurements, with the base as the last."""
    from sklearn.linear_model import LogisticRegression

    known = [one for one in utterances if one.named.any()]
    rows = np.concatenate([one.features for one in known])
    named = np.concatenate([one.named for one in known])
    worth = np.concatenate(
        [np.where(one.named, 1 / one.named.sum(), 5 / (~one.named).sum()) for one in known]
    )
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    model.fit((rows - middle) / spread, named, sample_weight=worth)
    weights = model.coef_[0] / spread
    return np.append(weights, model.intercept_[0] - weights @ middle)


def _best(utterance: Heard, weights: Row) -> tuple[float, bool, bool]:
    score = utterance.features @ weights[:-1] + weights[-1]
    best = int(score.argmax())
    return float(score[best]), bool(utterance.fits[best]), bool(utterance.named.any())


def _counts(found: Sequence[tuple[float, bool, bool]], bar: float) -> dict[str, float]:
    return {
        "bar": round(bar, 3),
        "right": sum(fits for score, fits, _ in found if score >= bar),
        "missed": sum(any_ for score, _, any_ in found if score < bar),
        "wrong": sum(not fits for score, fits, _ in found if score >= bar),
    }


def _cost(counts: dict[str, float]) -> float:
    return counts["wrong"] + VAGUE * counts["missed"]


def run(path: Path) -> dict[str, Any]:
    """The figures and the weights."""
    rehearsal = load_rehearsal()
    heard = [
        _heard(rehearsal.topics, rehearsal.personas[case["persona"]], case)
        for case in read_cases(path, rehearsal.personas)
    ]
    held_out = []
    for persona in dict.fromkeys(one.persona for one in heard):
        weights = learn([one for one in heard if one.persona != persona])
        held_out += [_best(one, weights) for one in heard if one.persona == persona]
    scores = np.sort([score for score, _, _ in held_out])
    bars = [float(np.quantile(scores, share)) for share in np.linspace(0.0, 0.6, 61)]
    best = min((_counts(held_out, bar) for bar in bars), key=_cost)
    weights = learn(heard)
    return {
        "utterances": len(heard),
        "held_out": [_counts(held_out, bar) for bar in bars[:: len(bars) // _HEIGHTS]],
        "best": best,
        "weights": [round(float(weight), 3) for weight in weights[:-1]],
        "base": round(float(weights[-1]) - best["bar"], 3),
    }


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--cases", type=Path, default=Path("evals/cases/topics-dev.jsonl"))
    json.dump(run(parser.parse_args().cases), sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()

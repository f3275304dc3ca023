"""Whether the question that Kier finds worth most beside a message is one that readers call good.

Contract: ``run`` reads lines ``{"id","asked","text","letters":{question id: letter}}``: the
question before the message (empty for the first one), and what a reader gave to each of some
questions beside it: ``g`` good, ``v`` flat, ``m`` beside the point. Gives the shares of good and
beside the point of all letters (``any``) and of the question that counts for most (``top``), and
how often a good one counts for more than another (``auc_good``) and one beside the point for less
(``auc_off``). What Kier would not ask at all is ranked too. An unknown question or letter is a
Dutch error.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from sklearn.metrics import roc_auc_score

from coach.errors import CasesUnreadable
from evals.casefiles import read_lines
from evals.suites.measures import wilson

GOOD, FLAT, OFF = "g", "v", "m"


class Values(Protocol):
    """What is measured."""

    @property
    def known(self) -> frozenset[str]:
        """The ids of all questions."""
        ...

    def of(self, asked: str, text: str) -> Mapping[str, float]:
        """What every question counts for beside a message."""
        ...


class _Kier:
    """The worth of questions as a conversation has it, before what was heard takes any off."""

    def __init__(self) -> None:
        from coach.dialogue.hooks import load_hooks
        from coach.encoder.hearing import load_hearing

        self._hooks = load_hooks(weighs=load_hearing())

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self._hooks.ids)

    def of(self, asked: str, text: str) -> Mapping[str, float]:
        return self._hooks.values(asked, text)


def load_values() -> Values:
    """What Kier chooses by."""
    return _Kier()


def read_cases(path: Path, known: frozenset[str]) -> list[dict[str, Any]]:
    """The cases; raises CasesUnreadable when one names a question or a letter that is not there."""
    cases = read_lines(path, ("id", "asked", "text", "letters"))
    for number, case in enumerate(cases, 1):
        letters: dict[str, str] = case["letters"]
        wrong = [name for name in letters if name not in known]
        wrong += [letter for letter in letters.values() if letter not in (GOOD, FLAT, OFF)]
        if wrong or not letters:
            raise CasesUnreadable(file=path, line=number, detail=", ".join(wrong) or "letters")
    return cases


def run(path: Path) -> dict[str, Any]:
    """The figures."""
    values = load_values()
    cases = read_cases(path, values.known)
    every: list[str] = []
    top: list[str] = []
    worth: list[float] = []
    for case in cases:
        letters: dict[str, str] = case["letters"]
        found = values.of(str(case["asked"]), str(case["text"]))
        every += letters.values()
        worth += [found[name] for name in letters]
        top.append(letters[max(letters, key=lambda name: found[name])])
    return {
        "n": len(cases),
        "any": _shares(every),
        "top": _shares(top),
        "auc_good": _auc(worth, [letter == GOOD for letter in every]),
        "auc_off": _auc([-value for value in worth], [letter == OFF for letter in every]),
    }


def _shares(letters: list[str]) -> dict[str, Any]:
    return {
        "good": wilson(letters.count(GOOD), len(letters)),
        "off": wilson(letters.count(OFF), len(letters)),
    }


def _auc(values: list[float], wanted: list[bool]) -> float | None:
    if len(set(wanted)) < 2:
        return None
    return round(float(roc_auc_score(np.asarray(wanted), np.asarray(values))), 3)

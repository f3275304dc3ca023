"""The four classifiers of listening: request, answer, feeling and theme.

Contract: fitted at load from ``knowledge/exemplars`` on one shared set of features; per text they
give a chance for every label of their closed list that has exemplars. Rule findings of
``knowledge/lexicon`` are features beside the words, so a rule helps and does not decide. What is
an exemplar of an answer or of exhaustion also serves as an ordinary message for the request
model. The module knows nothing about conversations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from coach.dialogue.classify import Classifier, Embed, TextFeatures, Vectors
from coach.dialogue.fitted import Fitted, learnt
from coach.dialogue.listen_form import Form
from coach.dialogue.listen_lexicon import Lexicon, Rule
from coach.dialogue.listen_text import plain, sentences
from coach.dialogue.signals_marks import version
from coach.knowledge.content import load_cases, load_exemplars
from coach.labels import Request

#: At most about this many sentences of the practice cases serve as ordinary messages.
MAX_TOLD = 500
FORM_WEIGHT = 1.0
KINDS = ("request", "answer", "feeling", "theme")
_RULES = {"request": "requests", "answer": "answers", "feeling": "feelings", "theme": "themes"}


@dataclass(frozen=True)
class Labelled:
    """One exemplar of one kind, with the question before it where it came with one."""

    text: str
    label: str
    cluster: str
    asked: str = ""


def load_labelled(kind: str, folder: Path | None = None) -> list[Labelled]:
    """All exemplars of one kind, with cluster names that are unique over labels."""
    found = []
    for entry in load_exemplars(kind, folder):
        found += [
            Labelled(line, entry.label, f"{kind}/{entry.label}/{cluster}")
            for cluster, lines in entry.clusters.items()
            for line in lines
        ]
        name = f"{kind}/{entry.label}/antwoorden"
        found += [Labelled(one.text, entry.label, name, one.asked) for one in entry.answers]
    return found


def ordinary_messages(folder: Path | None = None) -> list[Labelled]:
    """Exemplars of other kinds and sentences of practice cases: ordinary things to tell a coach."""
    found = [*load_labelled("answer", folder), *load_labelled("feeling", folder)]
    found += [
        item
        for item in load_labelled("signal", folder)
        if item.label == "zelfzorg" or (item.label == "geen" and "?" not in item.text)
    ]
    told = [
        Labelled(piece.text, Request.REFLECTIE, f"cases/{case.id}")
        for case in load_cases(folder)
        for text in (case.situation, *case.perspectives.values())
        for piece in sentences(text)
    ]
    step = max(1, len(told) // MAX_TOLD)
    found += told[::step]
    return [Labelled(item.text, Request.REFLECTIE, item.cluster) for item in found]


class ListenModels:
    """The fitted models."""

    def __init__(
        self,
        lexicon: Lexicon,
        embed: Embed | None,
        examples: Mapping[str, Sequence[Labelled]],
        embed_examples: Embed | None = None,
        *,
        keep: Fitted | None = None,
        version: str = "",
    ) -> None:
        self._rules = {kind: lexicon.rules[_RULES[kind]] for kind in KINDS}
        self._form = Form(lexicon)
        self._features = TextFeatures(embed, embed_examples)
        self._models = {kind: Classifier() for kind in examples}
        learnt(
            "luisteren",
            [version, *(f"{k} {x.label} {x.text}" for k, known in examples.items() for x in known)],
            {"features": self._features, **self._models},
            lambda: self._fit(examples),
            keep,
        )

    def _fit(self, examples: Mapping[str, Sequence[Labelled]]) -> None:
        texts = list(dict.fromkeys(item.text for known in examples.values() for item in known))
        rows = self._features.fit(texts)
        place = {text: number for number, text in enumerate(texts)}
        for kind, known in examples.items():
            own = rows[[place[item.text] for item in known]]
            labels = list(dict.fromkeys(item.label for item in known))
            targets = {
                label: np.asarray([item.label == label for item in known]) for label in labels
            }
            marked = self._marked(kind, own, [item.text for item in known])
            self._models[kind].fit(marked, targets)

    @classmethod
    def load(
        cls,
        lexicon: Lexicon,
        embed: Embed | None = None,
        embed_examples: Embed | None = None,
        content: Path | None = None,
        keep: Fitted | None = None,
    ) -> "ListenModels":
        """Fit on the content folder's exemplars, or take what is kept of that."""
        examples = {kind: load_labelled(kind, content) for kind in KINDS}
        examples["request"] = [*examples["request"], *ordinary_messages(content)]
        return cls(lexicon, embed, examples, embed_examples, keep=keep, version=version(content))

    def rows(self, texts: Sequence[str], vectors: Vectors | None = None) -> csr_matrix:
        """Feature rows that all four models share."""
        return self._features.rows(texts, vectors)

    def vectors(self, texts: Sequence[str], first: Vectors | None = None) -> Vectors | None:
        """Vectors of ``texts`` in one call; ``first`` of shape (1, d) is taken as the first."""
        if self._features.embed is None:
            return None
        different = list(dict.fromkeys(texts))
        if first is None:
            made = self._features.embed(different)
        elif len(different) == 1:
            made = first
        else:
            made = np.vstack([first, self._features.embed(different[1:])])
        return np.asarray(made[[different.index(text) for text in texts]], dtype=np.float32)

    def chances(self, kind: str, texts: Sequence[str], rows: csr_matrix) -> list[dict[str, float]]:
        """Per text the chance of each label, independent of one another."""
        model = self._models[kind]
        table = model.chances(self._marked(kind, rows, texts))
        return [dict(zip(model.labels, map(float, row), strict=True)) for row in table]

    def found(self, kind: str, text: str) -> list[str]:
        """Labels whose rules find a wording in ``text``."""
        return list(dict.fromkeys(r.label for r in self._rules[kind] if r.find(plain(text))))

    def _marked(self, kind: str, rows: csr_matrix, texts: Sequence[str]) -> csr_matrix:
        marks = np.vstack([_marks(self._rules[kind], text) for text in texts])
        if kind == "request":
            forms = np.asarray([self._form.marks(text) for text in texts])
            marks = np.hstack([marks, forms * FORM_WEIGHT])
        return csr_matrix(hstack([rows, csr_matrix(marks)]))


def _marks(rules: tuple[Rule, ...], text: str) -> NDArray[np.float64]:
    """Which rules find something, and whether the text asks a question."""
    folded = plain(text)
    return np.asarray(
        [float(rule.find(folded) is not None) for rule in rules] + [float("?" in folded)]
    )

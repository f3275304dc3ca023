"""What a message does, learnt from examples: fears an answer, regrets a silence, makes a plan.

Contract: ``HookModel.calls`` gives the hooks (see ``hooks``) that a message calls for, surest
first, each with the sentence that does so. It is learnt from ``knowledge/exemplars/hook``, from the
words of the messages and of the questions that they answer. Texts under the label ``REST`` call
for nothing. A copy of the encoder that was taught the same (``coach.encoder.hearing``) listens
along where it is there; without it less is heard, and less surely. How sure a call is, is a chance:
of the calls at .6 some six in ten are right (``coach eval hearing``). It chooses no question.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from coach.dialogue.classify import Classifier, TextFeatures
from coach.dialogue.fitted import Fitted, learnt
from coach.dialogue.hooked import Hook
from coach.dialogue.hooks import Hooks, load_hooks
from coach.dialogue.listen_models import Labelled, load_labelled
from coach.dialogue.listen_text import Piece, sentences, words
from coach.dialogue.state import Call
from coach.errors import ContentError, Fault

REST = "rest"
#: Below this chance a call is not worth keeping.
LEAST = 0.03
#: What the words count beside what the taught copy hears, and what makes chances of the sum; what
#: makes chances of the words alone. Set on five writers whose messages were not learnt.
WORDS, BOTH, ALONE = 1.5, 0.65, 2.25
_CERTAIN = 1e-6
#: At most this many sentences are looked at, the last ones: the message comes to its point there.
MOST_SENTENCES = 8
#: A sentence of fewer words says what it does only within its message.
SHORTEST = 3
#: What counts for sentences before the last, beside it and the whole.
EARLIER = 0.8
STRENGTH = 0.1
#: How much the question before a message counts beside it.
ASKED = 0.5


class Hears(Protocol):
    """Chances of its labels for messages, each with the question it answers."""

    labels: tuple[str, ...]

    def chances(self, messages: Sequence[tuple[str, str]]) -> NDArray[np.float64]: ...


class HookModel:
    """Fitted once at load."""

    def __init__(
        self,
        hooks: Iterable[Hook],
        examples: Sequence[Labelled],
        *,
        keep: Fitted | None = None,
        hearing: Hears | None = None,
    ) -> None:
        self._hearing = hearing
        self._fields = {hook.entry.id: hook.entry.kaart for hook in hooks}
        self._features, self._asked = TextFeatures(), TextFeatures()
        self._model = Classifier(STRENGTH, margin=True)
        learnt(
            "haken",
            [
                f"{STRENGTH} {ASKED}",
                *(f"{one.label} {one.text} {one.asked}" for one in examples),
            ],
            {"features": self._features, "asked": self._asked, "model": self._model},
            lambda: self._fit(examples),
            keep,
        )

    def _fit(self, examples: Sequence[Labelled]) -> None:
        if not examples:
            return
        texts, asked = [one.text for one in examples], [one.asked for one in examples]
        self._asked.fit(list(dict.fromkeys(question for question in asked if question)) or texts)
        questions = self._questions(asked)
        rows = csr_matrix(hstack([self._features.fit(texts), questions]))
        labels = dict.fromkeys(one.label for one in examples)
        self._model.fit(
            rows,
            {label: np.asarray([one.label == label for one in examples]) for label in labels},
        )

    @classmethod
    def load(
        cls,
        content: Path | None = None,
        keep: Fitted | None = None,
        hooks: Hooks | None = None,
        hearing: Hears | None = None,
    ) -> "HookModel":
        """Fit on the content folder's examples; raises ContentError when one is of no hook."""
        known = (hooks or load_hooks(content)).all
        examples = load_labelled("hook", content)
        strange = {one.label for one in examples} - {hook.entry.id for hook in known} - {REST}
        if strange:
            faults = [Fault("exemplars/hook", name, "label", "een haak") for name in strange]
            raise ContentError(faults, str(content or ""))
        return cls(known, examples, keep=keep, hearing=hearing)

    def calls(self, text: str, asked: str = "") -> list[Call]:
        """The hooks that ``text`` calls for, surest first; ``asked`` is the question before it."""
        pieces = _pieces(text)
        if not pieces or REST not in self._model.labels:
            return []
        texts = [piece.text for piece in pieces]
        questions = self._questions([asked] * len(texts))
        rows = csr_matrix(hstack([self._features.rows(texts), questions]))
        table = self._model.chances(rows)
        table[:-2] *= EARLIER
        sure = self._sure((table.max(axis=0) + table.mean(axis=0)) / 2.0, asked, text)
        # A message that is all filler calls for nothing.
        least = max(LEAST, float(sure[self._model.labels.index(REST)]))
        found = []
        for label, column, chance in zip(self._model.labels, table.T, sure, strict=True):
            if label != REST and chance >= least:
                about = texts[int(np.argmax(column))]
                field = self._fields.get(label)
                found.append(
                    Call(hook=label, sure=round(float(chance), 3), about=about, field=field)
                )
        return sorted(found, key=lambda call: -call.sure)

    def _sure(self, words: NDArray[np.float64], asked: str, text: str) -> NDArray[np.float64]:
        """The chance of each label, that sum to one."""
        odds = np.log(np.clip(words, _CERTAIN, 1.0)) - np.log(np.clip(1.0 - words, _CERTAIN, 1.0))
        if self._hearing is None:
            return _shares(ALONE * odds)
        heard = dict(
            zip(self._hearing.labels, self._hearing.chances([(asked, text)])[0], strict=True)
        )
        # A label that the copy was not taught is as likely to it as any other.
        found = [heard.get(label, 1.0 / len(heard)) for label in self._model.labels]
        return _shares(BOTH * (WORDS * odds + np.log(np.clip(found, _CERTAIN, 1.0))))

    def _questions(self, asked: Sequence[str]) -> csr_matrix:
        """Rows for the questions before texts; nothing where there was none."""
        place = {question: n for n, question in enumerate(dict.fromkeys(asked))}
        different = list(place)
        weights = np.asarray([[ASKED if question else 0.0] for question in different])
        rows = self._asked.rows(different).multiply(weights)
        return csr_matrix(rows.tocsr()[[place[question] for question in asked]])


def _shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    parts = np.exp(scores - scores.max())
    return np.asarray(parts / parts.sum())


def _pieces(text: str) -> list[Piece]:
    """The last sentences of a message that say enough by themselves, and the whole of it."""
    said = sentences(text)[-MOST_SENTENCES:]
    whole = Piece(0, len(text), text)
    several = [piece for piece in said if len(words(piece.text)) >= SHORTEST]
    return [whole] if len(said) < 2 else [*several, whole]

"""What a message does, heard by a copy of the encoder that was taught it.

Contract: ``load_hearing`` checks the hashes of the folder and gives a ``Hearing``, or None when
there is none; ``Hearing.chances`` gives the chance of every label for each message, given the
question that it answers: shape (n, labels), rows that sum to one, the same for the same texts in
every run (up to 1e-5). ``Hearing.worth`` says of each question it was taught how well that goes
with a message (see ``matching``). No network, no pickle. It knows nothing of what the labels mean;
how it is taught is in ``hearing_lessons`` and ``matching_lessons``.
"""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from coach.encoder.manifest import MANIFEST, Manifest, read_manifest
from coach.encoder.matching import WIDTH, Matching, worth
from coach.encoder.minibert import BertShape, MiniBert
from coach.encoder.ship import read_shape, read_state

HEARING_FOLDER = Path(__file__).with_name("hearing_weights")
#: Word pieces that are read; what a message is about mostly stands within these.
MOST_PIECES = 160
_LABELS, _QUESTIONS = "labels", "questions"
_BATCH = 32
_ASKED = " | "


class HearingNet(MiniBert):
    """An encoder with one row of weights per label on its mean, and perhaps ``questions`` to match.

    Without questions it has no ``matching``.
    """

    def __init__(
        self, shape: BertShape, tokenizer: Tokenizer | None, labels: int, questions: int = 0
    ) -> None:
        super().__init__(shape, tokenizer)
        self.head = nn.Linear(shape.hidden_size, labels)
        self.matching = Matching(questions, shape.hidden_size, labels) if questions else None

    def meanings(self, texts: Sequence[str]) -> Tensor:
        """The mean over the word pieces of each text, shape (n, hidden_size)."""
        features = self.preprocess(texts)
        ids, mask = (features[name][:, :MOST_PIECES] for name in ("input_ids", "attention_mask"))
        return self.means(ids, mask)

    def scores(self, texts: Sequence[str]) -> Tensor:
        """Unnormalised scores, shape (n, labels)."""
        found: Tensor = self.head(self.meanings(texts))
        return found

    def matches(self, text: str, questions: int) -> Tensor:
        """Chances of the grades for the first ``questions`` questions, shape (questions, grades).

        Only of a network with questions.
        """
        assert self.matching is not None
        meanings = self.meanings([text]).expand(questions, -1)
        rows = torch.arange(questions)
        scores = self.matching(meanings, self.head(meanings), rows, torch.zeros(questions, WIDTH))
        found: Tensor = torch.softmax(scores, dim=1)
        return found


def joined(asked: str, text: str) -> str:
    """The question and the message that answers it, as the network reads them."""
    return f"{asked}{_ASKED}{text}" if asked else text


class Hearing:
    """Chances for messages; safe to call from several threads. ``stamp`` names the weights.

    ``questions`` are the ids of those it can match, each with a stamp of its wording then.
    """

    def __init__(
        self,
        net: HearingNet,
        labels: Sequence[str],
        stamp: str,
        questions: Mapping[str, str] | None = None,
    ) -> None:
        self._net, self._lock = net, threading.Lock()
        self.labels, self.stamp = tuple(labels), stamp
        self.questions = dict(questions or {})

    def chances(self, messages: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Chance per label for each (question, message), shape (n, labels)."""
        rows = []
        with self._lock, torch.inference_mode():
            for start in range(0, len(messages), _BATCH):
                texts = [joined(*one) for one in messages[start : start + _BATCH]]
                rows.append(torch.softmax(self._net.scores(texts), dim=1).double().numpy())
        return np.vstack(rows) if rows else np.zeros((0, len(self.labels)))

    def worth(self, asked: str, text: str) -> dict[str, float]:
        """Per question how well it goes with a message, from -1 to 1; empty when none was taught.

        ``asked`` is the question that the message answers.
        """
        if not self.questions:
            return {}
        with self._lock, torch.inference_mode():
            chances = self._net.matches(joined(asked, text), len(self.questions))
        return worth(chances, list(self.questions))


def load_hearing(folder: Path = HEARING_FOLDER) -> Hearing | None:
    """Load from ``folder``; None when nothing lies there.

    Raises EncoderError if a file is missing, unreadable or differs from its recorded hash.
    """
    if not (folder / MANIFEST).is_file():
        return None
    manifest = read_manifest(folder)
    labels, questions = labels_of(manifest), questions_of(manifest)
    net = HearingNet(*read_shape(folder), len(labels), len(questions))
    net.load_state_dict(read_state(folder))
    return Hearing(net.eval(), labels, manifest.stamp, questions)


def labels_of(manifest: Manifest) -> list[str]:
    """The labels in the order of the network's rows."""
    return [str(label) for label in manifest.recipe[_LABELS]]


def questions_of(manifest: Manifest) -> dict[str, str]:
    """The questions that can be matched, in the order of their rows, with their stamps."""
    found = manifest.recipe.get(_QUESTIONS) or {}
    return {str(name): str(stamp) for name, stamp in found.items()}

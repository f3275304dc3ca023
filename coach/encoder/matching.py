"""How well each question of a fixed list goes with a message: the part on top of what is heard.

Contract: ``Matching.forward`` takes the mean of a message's word pieces and its label scores and
gives unnormalised scores for ``GRADES`` of the questions asked for. Each question is a row of
learnt numbers; nothing is known of a question outside the list. It reads no text.
"""

# mypy: disable-error-code="misc"
# (torch is not followed by mypy, so nn.Module is Any there and cannot be subclassed strictly)

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

#: What readers gave: beside the point, flat, good.
GRADES = ("mis", "vlak", "goed")
WIDTH, HIDDEN = 128, 128


class Matching(nn.Module):
    """Rows for ``questions`` questions over messages of ``width`` numbers and ``labels`` labels."""

    def __init__(self, questions: int, width: int, labels: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.dropout = dropout
        self.question = nn.Embedding(questions, WIDTH)
        self.always = nn.Embedding(questions, len(GRADES))
        self.meaning, self.label = nn.Linear(width, WIDTH), nn.Linear(labels, WIDTH)
        self.inner = nn.Linear(3 * WIDTH, HIDDEN)
        self.outer = nn.Linear(HIDDEN, len(GRADES))
        nn.init.normal_(self.question.weight, std=0.02)
        nn.init.zeros_(self.always.weight)

    def forward(self, means: Tensor, scores: Tensor, rows: Tensor, wordings: Tensor) -> Tensor:
        """Scores (n, grades) for n pairs.

        ``means`` (n, width) and label ``scores`` (n, labels) of the messages, ``rows`` (n) the
        questions; ``wordings`` (n, WIDTH) is what their text adds, nothing once it was added in.
        """
        # The root of a chance: a label that is hardly heard still counts a little.
        label = torch.sqrt(torch.softmax(scores, dim=1) + 1e-9)
        message = self._dropped(self.meaning(means) + self.label(label))
        question = self._dropped(self.question(rows) + wordings)
        joint = torch.cat([question, message, question * message], dim=1)
        hidden = self._dropped(functional.gelu(self.inner(joint)))
        found: Tensor = self.outer(hidden) + self.always(rows)
        return found

    def _dropped(self, values: Tensor) -> Tensor:
        return functional.dropout(values, self.dropout, self.training)


def worth(chances: Tensor, questions: Sequence[str]) -> dict[str, float]:
    """Per question the chance that it is good less the chance that it is beside the point."""
    values = chances[:, GRADES.index("goed")] - chances[:, GRADES.index("mis")]
    return dict(zip(questions, values.double().tolist(), strict=True))

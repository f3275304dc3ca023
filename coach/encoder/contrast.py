"""In-domain training by contrast, mixed with distillation so that general Dutch stays.

Contract: ``contrast`` trains a ``MiniBert`` in place. Loss per step: multiple-negatives ranking
(Henderson et al. 2017) with hard negatives over the batch, both directions, plus the distillation
loss on a general batch and, when there are graded pairs, the loss of their order. Texts that are
equal, or positives of the same anchor, are never each other's negatives. Pure training: no files;
see ``specialise`` for the whole step.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from coach.encoder import graded
from coach.encoder.distil import (
    DistilSettings,
    batches,
    distil_loss,
    forward,
    optimizer,
    schedule,
)
from coach.encoder.fieldpairs import FieldPair
from coach.encoder.graded import GradedPair, graded_loss
from coach.encoder.minibert import MiniBert
from coach.encoder.sloppy import sloppy
from coach.encoder.teachings import Teachings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ContrastSettings:
    """Length, speed and mixture of the in-domain step."""

    seed: int
    steps: int = 600
    batch: int = 40
    hard_each: int = 1
    temperature: float = 0.05
    rate_words: float = 3e-4
    rate_layers: float = 6e-5
    general: float = 1.0  # weight of the distillation loss beside the contrast
    general_batch: int = 24
    likeness: float = 0.5  # weight of the graded pairs' loss
    likeness_batch: int = 24
    passage_words: int = 45
    sloppy_share: float = 0.15


def window(text: str, words: int, generator: np.random.Generator) -> str:
    """Return a random stretch of ``words`` words: whole passages are too dear to train on."""
    parts = text.split()
    if len(parts) <= words:
        return text
    begin = int(generator.integers(0, len(parts) - words + 1))
    return " ".join(parts[begin : begin + words])


def known_positives(pairs: Sequence[FieldPair]) -> dict[str, set[str]]:
    """Return, per anchor text and per positive text, everything it is ever paired with."""
    known: dict[str, set[str]] = {}
    for pair in pairs:
        known.setdefault(pair.a, set()).add(pair.b)
        known.setdefault(pair.b, set()).add(pair.a)
    return known


def contrast_loss(
    anchors: Tensor, candidates: Tensor, allowed: Tensor, temperature: float
) -> Tensor:
    """Ranking loss of anchors (n, d) against candidates (m, d); candidate i is anchor i's own.

    ``allowed`` (n, m) is False where a candidate may not count as a negative.
    """
    scores = (anchors @ candidates.T / temperature).masked_fill(~allowed, float("-inf"))
    own = torch.arange(len(anchors))
    forward_loss = functional.cross_entropy(scores, own)
    square = scores[:, : len(anchors)]
    return 0.5 * (forward_loss + functional.cross_entropy(square.T, own))


def allowed_negatives(
    pairs: Sequence[FieldPair], candidates: Sequence[str], known: dict[str, set[str]]
) -> Tensor:
    """Return which candidate may stand against which anchor, shape (pairs, candidates)."""
    allowed = torch.ones(len(pairs), len(candidates), dtype=torch.bool)
    for row, pair in enumerate(pairs):
        friends = known.get(pair.a, set()) | {pair.a}
        for column, text in enumerate(candidates):
            # Two messages of one cluster say the same thing, whatever their wording.
            same = column < len(pairs) and pairs[column].cluster == pair.cluster
            if column != row and (same or text in friends):
                allowed[row, column] = False
    return allowed


def draws(
    pairs: Sequence[FieldPair], settings: ContrastSettings, generator: np.random.Generator
) -> Iterator[list[FieldPair]]:
    """Yield batches of one kind each: a question among passages is not a fair negative."""
    kinds = sorted({pair.kind for pair in pairs})
    groups = [[pair for pair in pairs if pair.kind == kind] for kind in kinds]
    share = np.sqrt([len(group) for group in groups])
    while True:
        group = groups[int(generator.choice(len(groups), p=share / share.sum()))]
        size = min(settings.batch, len(group))
        yield [group[row] for row in generator.choice(len(group), size, replace=False)]


def contrast(
    student: MiniBert,
    pairs: Sequence[FieldPair],
    general: Teachings | None,
    settings: ContrastSettings,
    *,
    alike: Sequence[GradedPair] = (),
    half: bool = True,
) -> None:
    """Train ``student`` on field pairs, with ``general`` teachings mixed in at every step.

    ``alike`` are graded pairs that join at every step too.
    """
    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    known = known_positives(pairs)
    stream = draws(pairs, settings, generator)
    lessons = None
    if general is not None:
        shape = DistilSettings(seed=settings.seed, batch=settings.general_batch)
        lengths = np.array([student.pieces(text) for text in general.texts])
        lessons = batches(general, lengths, shape, generator)
    pairs_alike = graded.draws(alike, settings.likeness_batch, generator) if alike else None
    optim = optimizer(student, settings.rate_words, settings.rate_layers)
    rates = schedule(optim, settings.steps, 0.1)
    student.train()
    for step in range(1, settings.steps + 1):
        chosen = next(stream)
        hard = [
            str(text)
            for pair in chosen
            if pair.hard
            for text in generator.permutation(np.array(pair.hard, dtype=object))[
                : settings.hard_each
            ]
        ]
        candidates = [pair.b for pair in chosen] + hard
        anchors = [
            sloppy(pair.a, generator) if generator.random() < settings.sloppy_share else pair.a
            for pair in chosen
        ]
        loss = contrast_loss(
            forward(student, anchors, half),
            forward(
                student,
                [window(text, settings.passage_words, generator) for text in candidates],
                half,
            ),
            allowed_negatives(chosen, candidates, known),
            settings.temperature,
        )
        if lessons is not None:
            texts, target = next(lessons)
            found = forward(student, texts, half)
            loss = loss + settings.general * distil_loss(found, target, settings.temperature)
        if pairs_alike is not None:
            now = next(pairs_alike)
            rows = forward(student, [text for pair in now for text in (pair.a, pair.b)], half)
            grades = torch.tensor([pair.grade for pair in now])
            cosines = (rows[0::2] * rows[1::2]).sum(1)
            loss = loss + settings.likeness * graded_loss(cosines, grades)
        optim.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optim.step()
        rates.step()
        if step % 20 == 0 or step == settings.steps:
            log.info("step %d of %d, loss %.4f", step, settings.steps, loss.item())
    student.eval()

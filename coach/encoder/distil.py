"""Distillation: the Dutch student learns to put a sentence where the teacher puts its English.

Contract: ``distil`` trains a ``MiniBert`` in place on teacher vectors and is the same for the
same seed, data and number of threads. Loss: 3 x (1 - cosine) + 0.3 x cross-entropy between the
in-batch similarity distributions of student and teacher (temperature 0.05), so doubles in a
batch are no false negatives. After Reimers & Gurevych 2020 (multilingual distillation).
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from coach.encoder.minibert import MiniBert
from coach.encoder.sloppy import sloppy
from coach.encoder.teachings import Teachings

log = logging.getLogger(__name__)
Probe = Callable[[MiniBert], dict[str, float]]


@dataclass(frozen=True)
class DistilSettings:
    """Length, speed and mixture of a distillation."""

    seed: int
    sentences: int = 600_000
    batch: int = 96
    rate_words: float = 4e-4
    rate_layers: float = 1e-4
    warmup: float = 0.03
    passage_share: float = 0.12
    passage_pool: int = 8_000
    sloppy_share: float = 0.15
    temperature: float = 0.05
    probe_every: int = 500  # steps
    average_every: int = 16  # steps


def distil_loss(found: Tensor, target: Tensor, temperature: float) -> Tensor:
    """Return the loss of unit vectors ``found`` (n, d) against ``target`` (n, d)."""
    distance = (1 - (found * target).sum(1)).mean()
    wanted = functional.softmax(target @ target.T / temperature, dim=1)
    given = functional.log_softmax(found @ target.T / temperature, dim=1)
    return 3 * distance + 0.3 * -(wanted * given).sum(1).mean()


def optimizer(student: MiniBert, rate_words: float, rate_layers: float) -> torch.optim.AdamW:
    """AdamW with a faster rate for the word vectors than for the layers."""
    words = student.embeddings.word_embeddings.weight
    rest = [p for p in student.parameters() if p is not words]
    return torch.optim.AdamW(
        [{"params": [words], "lr": rate_words}, {"params": rest, "lr": rate_layers}],
        weight_decay=0.01,
        fused=True,
    )


def schedule(
    optim: torch.optim.Optimizer, steps: int, warmup: float
) -> torch.optim.lr_scheduler.LambdaLR:
    """Linear warm-up over a share of the steps, then linear decay to zero."""
    first = max(1, int(steps * warmup))
    return torch.optim.lr_scheduler.LambdaLR(
        optim, lambda step: min((step + 1) / first, max(0.0, (steps - step) / (steps - first + 1)))
    )


def batches(
    teachings: Teachings,
    lengths: NDArray[np.int64],
    settings: DistilSettings,
    generator: np.random.Generator,
) -> Iterator[tuple[list[str], Tensor]]:
    """Yield batches of texts and targets without end, of similar length inside a batch.

    ``lengths`` (n,) are the texts' numbers of word pieces: less padding, more sentences.
    """
    chunk = settings.batch * 40
    while True:
        drawn = generator.choice(len(lengths), chunk, p=teachings.weights)
        drawn = drawn[np.argsort(lengths[drawn] + generator.random(chunk), kind="stable")]
        for start in generator.permutation(chunk // settings.batch) * settings.batch:
            rows = drawn[start : start + settings.batch]
            texts = [teachings.texts[row] for row in rows]
            slips = generator.random(len(texts)) < settings.sloppy_share
            texts = [
                sloppy(text, generator) if slip else text
                for text, slip in zip(texts, slips, strict=True)
            ]
            yield texts, torch.from_numpy(teachings.targets[rows].astype(np.float32))


def forward(student: MiniBert, texts: list[str], half: bool) -> Tensor:
    """Return the student's vectors of ``texts`` with gradients; bfloat16 where that pays."""
    features = student.preprocess(texts)
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        return student.vectors(features["input_ids"], features["attention_mask"]).float()


def distil(
    student: MiniBert,
    teachings: Teachings,
    settings: DistilSettings,
    *,
    average: Callable[[MiniBert], None] | None = None,
    probe: Probe | None = None,
    half: bool = True,
) -> None:
    """Train ``student`` on ``settings.sentences`` drawn sentences; logs loss and ``probe``.

    ``average`` is called every few steps where several workers train together.
    """
    log.info("%d texts with targets", len(teachings.texts))
    torch.manual_seed(settings.seed)
    lengths = np.array([student.pieces(text) for text in teachings.texts])
    stream = batches(teachings, lengths, settings, np.random.default_rng(settings.seed))
    steps = max(1, settings.sentences // settings.batch)
    optim = optimizer(student, settings.rate_words, settings.rate_layers)
    rates = schedule(optim, steps, settings.warmup)
    # Few different lengths: every new shape costs a compilation of its kernels.
    student.pad_to(8)
    student.train()
    began, loss_sum = time.monotonic(), 0.0
    for step in range(1, steps + 1):
        texts, target = next(stream)
        loss = distil_loss(forward(student, texts, half), target, settings.temperature)
        optim.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optim.step()
        rates.step()
        loss_sum += loss.item()
        if average is not None and (step % settings.average_every == 0 or step == steps):
            average(student)
        if step % settings.probe_every == 0 or step == steps:
            student.eval()
            found = probe(student) if probe is not None else {}
            student.train()
            log.info(
                "step %d of %d, loss %.4f, %.0f s %s",
                step,
                steps,
                loss_sum / settings.probe_every,
                time.monotonic() - began,
                found,
            )
            loss_sum = 0.0
    student.pad_to(1)
    student.eval()

"""Teaching a copy of the encoder what a message does, from the exemplars.

Contract: ``read_lessons`` reads ``exemplars/hook`` of a content folder; ``teach`` makes a
``HearingNet`` from an encoder and trains all of it. Loss: cross entropy with smoothed labels
(Szegedy et al. 2016), batches of like length; in a share of the lessons the question before the
message is left out, so that a message is heard without one as well. Training only.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import yaml
from tokenizers import Tokenizer
from torch.nn import functional

from coach.encoder.distil import schedule
from coach.encoder.hearing import HearingNet, joined
from coach.encoder.minibert import MiniBert

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lesson:
    """A message, the question that it answers (or an empty string) and what it does."""

    text: str
    asked: str
    label: str


@dataclass(frozen=True)
class HearingSettings:
    """Length and speed of the training."""

    seed: int = 1
    passes: int = 3
    batch: int = 32
    rate_words: float = 2e-4
    rate_layers: float = 1e-4
    rate_head: float = 2e-3
    dropout: float = 0.1
    smoothing: float = 0.05
    without_question: float = 0.2
    warmup: float = 0.05


def read_lessons(content: Path) -> list[Lesson]:
    """All examples of the content folder, in the order of their files."""
    lessons = []
    for path in sorted(content.glob("exemplars/hook/*.yaml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        label = str(entry["label"])
        lines = [line for cluster in (entry.get("clusters") or {}).values() for line in cluster]
        lessons += [Lesson(str(line), "", label) for line in lines]
        answers = entry.get("answers") or []
        lessons += [Lesson(str(one["text"]), str(one["asked"]), label) for one in answers]
    return lessons


def teach(
    start: MiniBert,
    tokenizer: Tokenizer,
    lessons: Sequence[Lesson],
    settings: HearingSettings,
    *,
    half: bool = True,
) -> tuple[HearingNet, list[str]]:
    """The taught network and its labels; ``start`` is left as it was."""
    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    labels = sorted({lesson.label for lesson in lessons})
    place = {label: number for number, label in enumerate(labels)}
    net = HearingNet(start.shape, tokenizer, len(labels))
    net.load_state_dict(start.state_dict(), strict=False)
    torch.nn.init.normal_(net.head.weight, std=0.02)
    torch.nn.init.zeros_(net.head.bias)
    optim = _optimizer(net, settings)
    steps = settings.passes * -(-len(lessons) // settings.batch)
    rates = schedule(optim, steps, settings.warmup)
    net.train()
    lengths = [len(one.text) + len(one.asked) for one in lessons]
    batches = by_length(lengths, settings.batch, settings.passes, generator)
    for step, places in enumerate(batches, start=1):
        rows = [lessons[n] for n in places]
        texts = [
            joined("" if generator.random() < settings.without_question else one.asked, one.text)
            for one in rows
        ]
        target = torch.tensor([place[one.label] for one in rows])
        features = net.preprocess(texts)
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            means = net.means(features["input_ids"], features["attention_mask"])
        scores = net.head(functional.dropout(means.float(), settings.dropout))
        loss = functional.cross_entropy(scores, target, label_smoothing=settings.smoothing)
        optim.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optim.step()
        rates.step()
        if step % 100 == 0 or step == steps:
            log.info("step %d of %d, loss %.2f", step, steps, loss.item())
    return net.eval(), labels


def _optimizer(net: HearingNet, settings: HearingSettings) -> torch.optim.AdamW:
    parts: dict[float, list[torch.nn.Parameter]] = {}
    for name, parameter in net.named_parameters():
        rate = settings.rate_layers
        if name.startswith("head"):
            rate = settings.rate_head
        elif name.startswith("embeddings"):
            rate = settings.rate_words
        parts.setdefault(rate, []).append(parameter)
    return torch.optim.AdamW(
        [{"params": found, "lr": rate} for rate, found in parts.items()], weight_decay=0.01
    )


def by_length(
    lengths: Sequence[int], batch: int, passes: int, generator: np.random.Generator
) -> Iterator[list[int]]:
    """Batches of places, ``passes`` times over all, those of like length together: less padding."""
    pool = batch * 20
    for _ in range(passes):
        order = generator.permutation(len(lengths))
        cut = []
        for start in range(0, len(order), pool):
            part = sorted(order[start : start + pool].tolist(), key=lambda row: lengths[row])
            cut += [part[n : n + batch] for n in range(0, len(part), batch)]
        for chosen in generator.permutation(len(cut)):
            yield cut[chosen]

"""Teaching the copy that hears which questions go with a message, from letters readers gave.

Contract: ``read_letters`` reads ``letters/vragen.jsonl`` of a content folder. A line is about an
example, looked up by its key (and left out when it is none any more), or holds a message of a
conversation itself; letters for a question that has another wording now are left out. ``by`` names
the reader: one is milder than another, and what a reader always gives more is learnt apart.
``teach_matching`` goes on teaching a ``HearingNet`` with them: a message is read once for all the
questions beside it. The labels of examples are taught along, so that what was heard stays heard.
Training only.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
import yaml
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from coach.encoder.distil import schedule
from coach.encoder.hearing import MOST_PIECES, HearingNet, joined
from coach.encoder.hearing_lessons import Lesson, by_length, read_lessons
from coach.encoder.manifest import wording
from coach.encoder.matching import GRADES, WIDTH, Matching

log = logging.getLogger(__name__)

LETTERS = "letters/vragen.jsonl"
_WORDINGS = "wordings"


@dataclass(frozen=True)
class Graded:
    """A message with the grade (see ``GRADES``) that each of some questions got beside it.

    The label is empty for a message of a conversation. ``by`` names who graded.
    """

    lesson: Lesson
    grades: Mapping[str, int]
    by: str = ""


@dataclass(frozen=True)
class MatchingSettings:
    """Length and speed of the training; ``labels``: what the labels count beside the grades.

    ``talks``: how many times a message of a conversation is taught for each time an example is.
    Readers graded those with what was said before and the questions that Kier itself preferred.
    """

    seed: int = 1
    passes: int = 3
    batch: int = 32
    rate_words: float = 1e-4
    rate_layers: float = 5e-5
    rate_parts: float = 2e-3
    rate_rows: float = 3e-3
    decay_rows: float = 0.2
    dropout: float = 0.1
    smoothing: float = 0.05
    labels: float = 0.3
    talks: int = 2
    warmup: float = 0.05


def key_of(asked: str, text: str) -> str:
    """What an example is known by in the file of letters."""
    return sha256(f"{asked}|{text}".encode()).hexdigest()[:12]


def read_questions(content: Path) -> dict[str, str]:
    """The text of every question that can take up a message, by its id."""
    found = {}
    for path in sorted(content.glob("aanhaken/*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for number, question in enumerate(entry["vragen"], start=1):
                found[f"haak-{entry['id']}-{number:02}"] = str(question["text"])
    return found


def read_letters(content: Path) -> list[Graded]:
    """The graded messages whose questions still read the same, in the order of the file."""
    lessons = {key_of(one.asked, one.text): one for one in read_lessons(content)}
    now = {name: wording(text) for name, text in read_questions(content).items()}
    lines = (content / LETTERS).read_text(encoding="utf-8").splitlines()
    then: dict[str, str] = json.loads(lines[0])[_WORDINGS]
    letters = {grade[0]: place for place, grade in enumerate(GRADES)}
    found = []
    for line in lines[1:]:
        entry = json.loads(line)
        grades = {
            name: letters[letter]
            for name, letter in entry["letters"].items()
            if now.get(name) == then[name]
        }
        told = Lesson(str(entry["text"]), str(entry["asked"]), "") if "text" in entry else None
        lesson = told or lessons.get(entry.get("of", ""))
        if lesson is not None and grades:
            found.append(Graded(lesson, grades, str(entry.get("by", ""))))
    return found


def teach_matching(
    net: HearingNet,
    labels: Sequence[str],
    graded: Sequence[Graded],
    wordings: Mapping[str, NDArray[np.float32]],
    settings: MatchingSettings,
    *,
    half: bool = True,
) -> list[str]:
    """Teach ``net`` in place and give the questions in the order of its rows.

    ``wordings`` holds a vector of the text of every question that may be graded.
    """
    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    graded = [one for one in graded for _ in range(1 if one.lesson.label else settings.talks)]
    names = sorted({name for one in graded for name in one.grades})
    rows = {name: row for row, name in enumerate(names)}
    places = {label: place for place, label in enumerate(labels)}
    texts = torch.from_numpy(np.stack([wordings[name] for name in names])).float()
    matching = Matching(len(names), net.shape.hidden_size, len(labels), settings.dropout)
    net.matching = matching
    into = nn.Linear(texts.shape[1], WIDTH)
    # How mild each reader is; gone afterwards, so that Kier goes by all of them.
    readers = {name: row for row, name in enumerate(sorted({one.by for one in graded}))}
    mild = nn.Embedding(len(readers), len(GRADES))
    nn.init.zeros_(mild.weight)
    optim = _optimizer(net, [into, mild], settings)
    rates = schedule(optim, settings.passes * -(-len(graded) // settings.batch), settings.warmup)
    net.train()
    lengths = [len(one.lesson.text) for one in graded]
    batches = by_length(lengths, settings.batch, settings.passes, generator)
    for step, places_now in enumerate(batches, start=1):
        batch = [graded[n] for n in places_now]
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            features = net.preprocess([joined(o.lesson.asked, o.lesson.text) for o in batch])
            ids, mask = (features[n][:, :MOST_PIECES] for n in ("input_ids", "attention_mask"))
            means = net.means(ids, mask)
        means = functional.dropout(means.float(), settings.dropout)
        scores = net.head(means)
        of = torch.tensor([place for place, one in enumerate(batch) for _ in one.grades])
        asked = torch.tensor([rows[name] for one in batch for name in one.grades])
        found = matching(means[of], scores[of], asked, into(texts[asked]))
        found = found + mild(torch.tensor([readers[batch[place].by] for place in of.tolist()]))
        loss = _loss(found, [grade for one in batch for grade in one.grades.values()], settings)
        known = [place for place, one in enumerate(batch) if one.lesson.label]
        labelled = [places[batch[place].lesson.label] for place in known]
        heard = _loss(scores[known], labelled, settings) if known else torch.zeros(())
        optim.zero_grad(set_to_none=True)
        (loss + settings.labels * heard).backward()
        beside = [*into.parameters(), *mild.parameters()]
        torch.nn.utils.clip_grad_norm_([*net.parameters(), *beside], 1.0)
        optim.step()
        rates.step()
        if step % 100 == 0:
            log.info("step %d, loss %.2f", step, loss.item())
    with torch.no_grad():
        matching.question.weight += into(texts)
    net.eval()
    return names


def _loss(scores: Tensor, wanted: list[int], settings: MatchingSettings) -> Tensor:
    return functional.cross_entropy(
        scores, torch.tensor(wanted), label_smoothing=settings.smoothing
    )


def _optimizer(
    net: HearingNet, beside: Sequence[nn.Module], settings: MatchingSettings
) -> torch.optim.AdamW:
    parts: dict[str, list[nn.Parameter]] = {"words": [], "layers": [], "parts": [], "rows": []}
    for name, parameter in net.named_parameters():
        if name.startswith(("matching.question", "matching.always")):
            parts["rows"].append(parameter)
        elif name.startswith(("matching", "head")):
            parts["parts"].append(parameter)
        else:
            parts["words" if name.startswith("embeddings") else "layers"].append(parameter)
    parts["parts"] += [parameter for module in beside for parameter in module.parameters()]
    rates = {
        "words": settings.rate_words,
        "layers": settings.rate_layers,
        "parts": settings.rate_parts,
        "rows": settings.rate_rows,
    }
    return torch.optim.AdamW(
        [
            {
                "params": found,
                "lr": rates[name],
                "weight_decay": settings.decay_rows if name == "rows" else 0.01,
            }
            for name, found in parts.items()
        ]
    )

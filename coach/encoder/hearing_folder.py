"""Teaching the copy that hears from a content folder, and writing it.

Contract: ``teach_folder`` teaches a copy of an encoder what messages do and, where the content
folder has letters, which questions go with them; it writes the folder that
``hearing.load_hearing`` reads. Training only.
"""

import logging
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer

from coach.encoder.hearing_lessons import HearingSettings, read_lessons, teach
from coach.encoder.manifest import TOKENIZER, Manifest, wording
from coach.encoder.matching_lessons import (
    LETTERS,
    MatchingSettings,
    read_letters,
    read_questions,
    teach_matching,
)
from coach.encoder.ship import read_student, ship

log = logging.getLogger(__name__)


def teach_folder(
    start: Path,
    content: Path,
    out: Path,
    settings: HearingSettings,
    *,
    revision: str,
    matching: MatchingSettings | None = None,
) -> Manifest:
    """Teach a copy of the encoder in ``start`` and write it to ``out``."""
    student, manifest = read_student(start)
    tokenizer = Tokenizer.from_file(str(start / TOKENIZER))
    lessons = read_lessons(content)
    log.info("%d lessons", len(lessons))
    net, labels = teach(student, tokenizer, lessons, settings)
    recipe = {"start": manifest.stamp, "lessons": len(lessons), **asdict(settings)}
    if (content / LETTERS).is_file():
        matching = matching or MatchingSettings(seed=settings.seed)
        graded, asked = read_letters(content), read_questions(content)
        log.info("%d messages with letters", len(graded))
        student = student.eval()
        with torch.inference_mode():
            features = student.preprocess([_bare(text) for text in asked.values()])
            vectors = student.vectors(features["input_ids"], features["attention_mask"]).numpy()
        wordings = dict(zip(asked, vectors, strict=True))
        names = teach_matching(net, labels, graded, wordings, matching)
        recipe["questions"] = {name: wording(asked[name]) for name in names}
        recipe["matching"] = {"messages": len(graded), **asdict(matching)}
    return ship(net, tokenizer, out, revision=revision, recipe={**recipe, "labels": labels})


def _bare(text: str) -> str:
    """A question without the marks for who and how many."""
    for mark, plain in (("{ander}", "de ander"), ("{hij}", "hij"), ("{hem}", "hem"), ("|", " ")):
        text = text.replace(mark, plain)
    return text.replace("[", "").replace("]", "")

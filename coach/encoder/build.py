"""From sentence pairs to a shipped encoder: vocabulary, lexicon, transplant, distillation.

Contract: ``build`` runs the whole recipe of ``recipe.yaml`` with a fixed seed and writes the
folder that ``coach.encoder.load_encoder`` reads. With ``sentences=0`` it stops after the
transplant, which needs no training. Training code: the runtime never imports it.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from coach.encoder import corpus
from coach.encoder.corpus import Pair, Recipe
from coach.encoder.lexicon import PiecePair, align
from coach.encoder.manifest import Manifest, Source
from coach.encoder.minibert import MiniBert
from coach.encoder.packing import Precision
from coach.encoder.ship import ship
from coach.encoder.tokenizer import train_tokenizer
from coach.encoder.transplant import transplant

if TYPE_CHECKING:
    from coach.encoder.distil import Probe

log = logging.getLogger(__name__)
TEACHER = "sentence-transformers/all-MiniLM-L6-v2, Apache-2.0"
# Longer pairs align badly and cost quadratically.
_ALIGN_CHARACTERS = 160
_LEGAL_SAMPLE = 30_000


@dataclass(frozen=True)
class Corpora:
    """All training text: pairs, single Dutch sentences, what goes into the manifest."""

    pairs: list[Pair]
    vocabulary_lines: list[str]
    sources: list[Source]


def gather(
    parallel: list[Path], mono: list[Path], glossary: Path | None, recipe: Recipe
) -> Corpora:
    """Read all files; the same files in any order give the same corpora."""
    pairs: list[Pair] = []
    lines: list[str] = []
    sources: list[Source] = []
    for path in sorted(parallel, key=lambda p: p.name):
        entry = recipe.source(path)
        found = corpus.read_pairs(path, entry)
        pairs += found
        # A source of vocabulary weight 0 (legal, huge) still lends a sample of its words.
        sample = found if entry.vocabulary else found[:: max(1, len(found) // _LEGAL_SAMPLE)]
        lines += [pair.dutch for pair in sample] * max(1, entry.vocabulary)
        sources.append(corpus.source_of(entry, len(found)))
    for path in sorted(mono, key=lambda p: p.name):
        entry = recipe.source(path)
        found_lines = list(corpus.read_lines(path))
        lines += found_lines * max(1, entry.vocabulary)
        sources.append(corpus.source_of(entry, len(found_lines)))
    if glossary is not None:
        entry = recipe.source(glossary)
        found = corpus.read_glossary(glossary, recipe.carriers, entry)
        pairs += found
        lines += [pair.dutch for pair in found] * entry.vocabulary
        sources.append(corpus.source_of(entry, len(found)))
    return Corpora(pairs, lines, sources)


def piece_pairs(pairs: list[Pair], dutch: Tokenizer, english: Tokenizer) -> list[PiecePair]:
    """Turn the shorter pairs into word pieces for alignment."""
    short = [p for p in pairs if max(len(p.english), len(p.dutch)) <= _ALIGN_CHARACTERS]
    left = dutch.encode_batch([p.dutch for p in short], add_special_tokens=False)
    right = english.encode_batch([p.english for p in short], add_special_tokens=False)
    return [
        PiecePair(a.ids, b.ids, max(p.weight, 0.2))
        for p, a, b in zip(short, left, right, strict=True)
    ]


def start(corpora: Corpora, recipe: Recipe) -> tuple[MiniBert, Tokenizer, float]:
    """Return the untrained Dutch student, its tokenizer and the share of covered pieces."""
    from coach.encoder.teacher import load_teacher

    tokenizer = train_tokenizer(corpora.vocabulary_lines, recipe.vocabulary)
    _, english, state = load_teacher()
    pairs = piece_pairs(corpora.pairs, tokenizer, english)
    log.info("aligning %d pairs", len(pairs))
    size = tokenizer.get_vocab_size()
    lexicon = align(pairs, size, english.get_vocab_size())
    student, covered = transplant(lexicon, tokenizer, state, english.get_vocab(), recipe.seed)
    log.info("%d of %d pieces covered", covered, size)
    return student, tokenizer, covered / size


def build(
    parallel: list[Path],
    mono: list[Path],
    glossary: Path | None,
    out: Path,
    *,
    sentences: int = 600_000,
    workers: int = 1,
    precision: Precision = "int8",
    cache: Path | None = None,
    start_from: Path | None = None,
    revision: str | None = None,
    probe: "Probe | None" = None,
) -> Manifest:
    """Run the recipe and write the encoder to ``out``.

    ``workers`` processes train together; ``sentences`` is the length of the distillation (0:
    transplant only), ``cache`` a folder for the teacher's vectors, ``start_from`` an encoder
    folder to go on from instead of a transplant, ``probe`` a measurement of the student that is
    logged along the way.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    recipe = corpus.load_recipe()
    corpora = gather(parallel, mono, glossary, recipe)
    notes: dict[str, object] = {"seed": recipe.seed, "sentences": sentences}
    if start_from is None:
        student, tokenizer, covered = start(corpora, recipe)
        notes |= {"pieces": tokenizer.get_vocab_size(), "covered": round(covered, 3)}
    else:
        from coach.encoder.ship import read_student

        student, _ = read_student(start_from)
        tokenizer = Tokenizer.from_file(str(start_from / "tokenizer.json"))
        notes["start_from"] = start_from.name
    if sentences:
        from coach.encoder.distil import DistilSettings
        from coach.encoder.together import distil_together

        settings = DistilSettings(seed=recipe.seed, sentences=sentences)
        distil_together(
            student, tokenizer, corpora.pairs, settings, workers=workers, cache=cache, probe=probe
        )
    return ship(
        student,
        tokenizer,
        out,
        revision=revision or ("distil" if sentences else "transplant"),
        precision=precision,
        teacher=TEACHER,
        sources=corpora.sources,
        recipe=notes,
    )

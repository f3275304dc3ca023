"""Wires a ``Coach`` from content, index and encoder.

Contract: ``assemble`` reads all content, opens the index (IndexMissing when there is none) and
returns a coach with the guided voice; ``build_index`` brings the index in line with the content.
The only place that knows which class plays which part.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.bank import Bank
from coach.dialogue.check import Checker, load_checks
from coach.dialogue.check_learned import LearnedRules
from coach.dialogue.coach import Coach
from coach.dialogue.followups import FollowUps
from coach.dialogue.guided import GuidedVoice
from coach.dialogue.helplines import Helplines
from coach.dialogue.layout import Layout
from coach.dialogue.leave import Leave
from coach.dialogue.listen import Listener
from coach.dialogue.model_voice import Models, ModelVoice
from coach.dialogue.plan import Planner
from coach.dialogue.prompts import load_prompts
from coach.dialogue.route import load_routes
from coach.dialogue.signals import SignalDetector
from coach.dialogue.signals_marks import Marks
from coach.dialogue.slots import fill
from coach.dialogue.turn_prompt import TurnPrompt, prompt_texts
from coach.encoder import DutchEncoder
from coach.encoder.others import load_listening, searching
from coach.knowledge.content import Content, load_all, load_lexicon
from coach.knowledge.index import Index, Report
from coach.knowledge.lexical import Tokens
from coach.knowledge.library import Library
from coach.knowledge.quotes import sentences
from coach.knowledge.units import texts
from coach.knowledge.vectors import RecentVectors, VectorCache
from coach.labels import Request
from coach.privacy.ready import Guard
from coach.settings import Settings

Progress = Callable[[int, int], None]
_LINES_AT_ONCE = 4000


def tokens_of(content: Content, folder: Path) -> Tokens:
    """The index terms with the field's synonyms and compounds."""
    parts = load_lexicon("compounds", folder)
    return Tokens([(s.term, *s.variants) for s in content.synonyms], map(str, parts or ()))


def build_index(settings: Settings, progress: Progress = lambda done, all: None) -> Report:
    """Indexes the library; raises ContentError with all faults and leaves the old index.

    Exemplars are embedded too: with thousands of them the first start would wait for that.
    """
    content = load_all(settings.content)
    listening = load_listening(settings.encoder)
    finder = searching(settings.encoder, listening)
    index = Index(settings.data_folder)
    report = index.build(texts(content.passages, content.cases, content.asked), finder, progress)
    cache = VectorCache(listening, settings.data_folder)
    lines = [
        line for entry in content.exemplars for group in entry.clusters.values() for line in group
    ]
    for start in range(0, len(lines), _LINES_AT_ONCE):
        cache.encode(lines[start : start + _LINES_AT_ONCE])
        progress(min(start + _LINES_AT_ONCE, len(lines)), len(lines))
    return report


def _outside(content: Content, cache: VectorCache) -> NDArray[np.float32]:
    """Vectors of questions from outside the field, so that finding can say that nothing fits."""
    return cache.encode(
        [
            line
            for entry in content.exemplars
            if (entry.kind, entry.label) == ("request", Request.BUITEN_BEREIK)
            for lines in entry.clusters.values()
            for line in lines
        ]
    )


def _checker(content: Content, folder: Path, encoder: RecentVectors, cache: VectorCache) -> Checker:
    """The check with what it learns from examples; authored questions and lines are fine."""
    checks = load_checks(folder)
    fine = [
        *(fill(text, {}) for q in content.questions for text in (q.text, q.easier)),
        *(line.text for line in content.voice if "{" not in line.text and "[" not in line.text),
        # What happened to people, told without a verdict.
        *(piece for case in content.cases for piece in sentences(case.situation)),
        *(piece for case in content.cases for piece in sentences(case.tried)),
        *(
            line
            for entry in content.exemplars
            if (entry.kind, entry.label) == ("request", Request.REFLECTIE)
            for lines in entry.clusters.values()
            for line in lines
        ),
    ]
    exemplars = [entry for entry in content.exemplars if entry.kind == "check"]
    learned = LearnedRules(exemplars, fine, checks, encoder.encode, cache.encode)
    return Checker(checks, encoder.encode, learned)


def checker_for(settings: Settings, encoder: DutchEncoder) -> Checker:
    """The check as a conversation uses it, without the rest of a coach."""
    cache, recent = VectorCache(encoder, settings.data_folder), RecentVectors(encoder)
    return _checker(load_all(settings.content), settings.content, recent, cache)


def assemble(
    settings: Settings,
    encoder: DutchEncoder | None = None,
    *,
    guard: Guard | None = None,
    models: Models | None = None,
) -> Coach:
    """A coach over the index in the data folder.

    ``guard`` is the running watch over names; without one only patterns and the roster are watched.
    ``models`` adds the language model as a voice.
    """
    content = load_all(settings.content)
    encoder = encoder or load_listening(settings.encoder)
    finder = searching(settings.encoder, encoder)
    cache = VectorCache(encoder, settings.data_folder)
    recent = RecentVectors(encoder)
    library = Library(
        texts(content.passages, content.cases, content.asked),
        Index(settings.data_folder),
        finder,
        tokens_of(content, settings.content),
        own_vectors=finder is not encoder,
        outside=_outside(content, cache) if finder is encoder else None,
    )
    follow_ups = FollowUps(content.follow_ups)
    voice = GuidedVoice(content.voice)
    # What is learnt from examples only looks at a language model; without one it need not load.
    checker = (
        Checker(load_checks(settings.content), recent.encode)
        if models is None
        else _checker(content, settings.content, recent, cache)
    )
    prompts = load_prompts(settings.prompts)
    passages = prompt_texts(library.texts)
    worded = TurnPrompt(prompts, passages)
    model_voice = (
        None
        if models is None
        else ModelVoice(models, Layout(prompts), worded, checker, voice, passages)
    )
    return Coach(
        encoder=recent,
        detector=SignalDetector(
            recent.encode,
            embed_examples=cache.encode,
            content=settings.content,
            marks=Marks(content=settings.content, keep=settings.data_folder),
        ),
        listener=Listener(recent.encode, embed_examples=cache.encode, content=settings.content),
        library=library,
        planner=Planner(
            Bank(content.questions, cache.encode),
            load_routes(settings.content),
            follow_ups,
            Leave(load_lexicon("closing", settings.content) or ()),
        ),
        voice=voice,
        checker=checker,
        helplines=Helplines(content.helplines),
        guard=guard or Guard(settings.content, settings.data_folder),
        max_characters=settings.max_characters,
        model_voice=model_voice,
    )

"""Wires a ``Coach`` from content, index and encoder.

Contract: ``assemble`` reads all content, opens the index (IndexMissing when there is none) and
returns a coach with the guided voice; ``build_index`` brings the index in line with the content;
``prepare`` does that and all else that a first start would wait for.
The only place that knows which class plays which part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.bank import Bank, Weights
from coach.dialogue.check import Checker, load_checks
from coach.dialogue.check_learned import LearnedRules
from coach.dialogue.coach import Coach
from coach.dialogue.fitted import Fitted
from coach.dialogue.followups import FollowUps
from coach.dialogue.guided import GuidedVoice
from coach.dialogue.helplines import Helplines
from coach.dialogue.hook_model import Hears, HookModel
from coach.dialogue.hooks import Hooks, load_hooks
from coach.dialogue.layout import Layout
from coach.dialogue.leave import Leave
from coach.dialogue.listen import Listener
from coach.dialogue.model_voice import Models, ModelVoice
from coach.dialogue.plan import Planner
from coach.dialogue.prompts import load_prompts
from coach.dialogue.repair import load_repairs
from coach.dialogue.route import load_routes
from coach.dialogue.signals import SignalDetector
from coach.dialogue.signals_marks import Marks
from coach.dialogue.slots import fill
from coach.dialogue.told import load_told
from coach.dialogue.turn_prompt import TurnPrompt, prompt_texts
from coach.encoder import DutchEncoder
from coach.encoder.others import load_listening, searching
from coach.knowledge.collection import Library
from coach.knowledge.content import Content, load_all, load_lexicon
from coach.knowledge.index import Index, Report
from coach.knowledge.lexical import Tokens
from coach.knowledge.quotes import sentences
from coach.knowledge.units import texts
from coach.knowledge.vectors import RecentVectors, VectorCache
from coach.labels import Request
from coach.privacy.ready import Guard
from coach.privacy.roles import load_roles
from coach.settings import Settings

Progress = Callable[[int, int], None]
_WITHOUT_VECTORS = "hook"
_LINES_AT_ONCE = 4000


@dataclass(frozen=True)
class Senses:
    """One encoder with what is remembered of it: content on disk, what users write in memory.

    One per process: two caches would each write their own half of the vectors to one file.
    """

    encoder: DutchEncoder
    cache: VectorCache
    recent: RecentVectors
    keep: Fitted

    @classmethod
    def of(cls, settings: Settings, encoder: DutchEncoder) -> "Senses":
        """The memories of ``encoder`` in the data folder."""
        folder = settings.data_folder
        return cls(
            encoder,
            VectorCache(encoder, folder),
            RecentVectors(encoder),
            Fitted(folder, encoder.stamp),
        )


def tokens_of(content: Content, folder: Path) -> Tokens:
    """The index terms with the field's synonyms and compounds."""
    parts = load_lexicon("compounds", folder)
    return Tokens([(s.term, *s.variants) for s in content.synonyms], map(str, parts or ()))


def build_index(settings: Settings, progress: Progress = lambda done, all: None) -> Report:
    """Indexes the library; raises ContentError with all faults and leaves the old index.

    Exemplars are embedded too: with thousands of them the first start would wait for that. Those
    that are learnt without vectors are not.
    """
    content = load_all(settings.content)
    listening = load_listening(settings.encoder)
    finder = searching(settings.encoder, listening)
    index = Index(settings.data_folder)
    report = index.build(texts(content.passages, content.cases, content.asked), finder, progress)
    cache = VectorCache(listening, settings.data_folder)
    heard = (entry for entry in content.exemplars if entry.kind != _WITHOUT_VECTORS)
    lines = [line for entry in heard for line in entry.lines]
    for start in range(0, len(lines), _LINES_AT_ONCE):
        cache.encode(lines[start : start + _LINES_AT_ONCE])
        progress(min(start + _LINES_AT_ONCE, len(lines)), len(lines))
    return report


def prepare(settings: Settings, progress: Progress = lambda done, all: None) -> Report:
    """Does all that a first start would wait for: the index, the names, what examples teach."""
    report = build_index(settings, progress)
    Guard(settings.content, settings.data_folder).build()
    content, senses = (
        load_all(settings.content),
        Senses.of(settings, load_listening(settings.encoder)),
    )
    Bank(content.questions, senses.cache.encode)
    detector_for(settings, senses)
    listener_for(settings, senses, load_hooks(settings.content))
    _checker(content, settings.content, senses)
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


def _checker(content: Content, folder: Path, senses: Senses) -> Checker:
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
    learned = LearnedRules(
        exemplars, fine, checks, senses.recent.encode, senses.cache.encode, senses.keep
    )
    return Checker(checks, senses.recent.encode, learned)


def detector_for(settings: Settings, senses: Senses) -> SignalDetector:
    """The signal detector as every room of Kier uses it."""
    return SignalDetector(
        senses.recent.encode,
        embed_examples=senses.cache.encode,
        content=settings.content,
        marks=Marks(content=settings.content, keep=settings.data_folder),
        keep=senses.keep,
    )


def listener_for(
    settings: Settings, senses: Senses, hooks: Hooks | None = None, hearing: Hears | None = None
) -> Listener:
    """The listener as every room of Kier uses it; with ``hooks`` it hears what a message does."""
    calling = None
    if hooks is not None:
        calling = HookModel.load(settings.content, senses.keep, hooks, hearing)
    return Listener(
        senses.recent.encode,
        embed_examples=senses.cache.encode,
        content=settings.content,
        hooks=calling,
        keep=senses.keep,
    )


def checker_for(settings: Settings, encoder: DutchEncoder) -> Checker:
    """The check as a conversation uses it, without the rest of a coach."""
    return _checker(load_all(settings.content), settings.content, Senses.of(settings, encoder))


def assemble(
    settings: Settings,
    encoder: DutchEncoder | None = None,
    *,
    guard: Guard | None = None,
    models: Models | None = None,
    weights: Weights | None = None,
) -> Coach:
    """A coach over the index in the data folder.

    ``guard`` is the running watch over names; without one only patterns and the roster are watched.
    ``models`` adds the language model as a voice; ``weights`` choose the question otherwise than
    usual, to measure what each ground does.
    """
    content = load_all(settings.content)
    encoder = encoder or load_listening(settings.encoder)
    finder = searching(settings.encoder, encoder)
    senses = Senses.of(settings, encoder)
    library = Library(
        texts(content.passages, content.cases, content.asked),
        Index(settings.data_folder),
        finder,
        tokens_of(content, settings.content),
        own_vectors=finder is not encoder,
        outside=_outside(content, senses.cache) if finder is encoder else None,
    )
    follow_ups = FollowUps(content.follow_ups)
    voice = GuidedVoice(content.voice, load_roles(settings.content).ages.phrases())
    # What is learnt from examples only looks at a language model; without one it need not load.
    checker = (
        Checker(load_checks(settings.content), senses.recent.encode)
        if models is None
        else _checker(content, settings.content, senses)
    )
    # Torch takes seconds to import: only where messages are heard.
    from coach.encoder.hearing import load_hearing

    hearing = load_hearing()
    prompts, hooks = load_prompts(settings.prompts), load_hooks(settings.content, hearing)
    passages = prompt_texts(library.texts)
    worded = TurnPrompt(prompts, passages)
    model_voice = (
        None
        if models is None
        else ModelVoice(models, Layout(prompts), worded, checker, voice, passages)
    )
    return Coach(
        encoder=senses.recent,
        detector=detector_for(settings, senses),
        listener=listener_for(settings, senses, hooks, hearing),
        library=library,
        planner=Planner(
            Bank(content.questions, senses.cache.encode, weights),
            load_routes(settings.content),
            follow_ups,
            Leave.read(load_lexicon("closing", settings.content) or {}),
            hooks,
            load_told(settings.content),
            load_repairs(settings.content),
        ),
        voice=voice,
        checker=checker,
        helplines=Helplines(content.helplines),
        guard=guard or Guard(settings.content, settings.data_folder),
        max_characters=settings.max_characters,
        model_voice=model_voice,
    )

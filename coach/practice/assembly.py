"""Wires a ``Rehearsal`` from content, encoder and signal detector.

Contract: ``assemble_practice`` reads the practice content and fits the coder; persona files with
faults are left out and named, any other faulty file raises ContentError.
"""

from coach.dialogue.check_content import load_checks
from coach.dialogue.coach import Detector, Guarding
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.model_voice import Models
from coach.dialogue.prompts import load_prompts
from coach.dialogue.signals import SignalDetector
from coach.encoder import DutchEncoder
from coach.knowledge.content import load_role_words
from coach.knowledge.vectors import RecentVectors, VectorCache
from coach.practice.coding import Openers, UtteranceCoder, load_examples
from coach.practice.feedback import load_feedback
from coach.practice.model_partner import ModelPartner
from coach.practice.partner_check import PartnerChecker, load_partner_wordings
from coach.practice.partner_prompt import PartnerPrompt, load_partner_words
from coach.practice.personas import read_personas
from coach.practice.rehearsal import Rehearsal
from coach.practice.topics import Topics
from coach.practice.transitions import load_transitions
from coach.privacy.ready import Guard
from coach.settings import Settings


def load_coder(
    settings: Settings, encoder: DutchEncoder, cache: VectorCache | None = None
) -> UtteranceCoder:
    """The coder as Kier uses it.

    One cache per process: two would each write their own half of the vectors to one file.
    """
    cache = cache or VectorCache(encoder, settings.data_folder)
    return UtteranceCoder(
        load_lexicon(settings.content),
        Openers.load(settings.content),
        load_examples(settings.content),
        RecentVectors(encoder).encode,
        cache.encode,
    )


def load_detector(settings: Settings, encoder: DutchEncoder) -> SignalDetector:
    """A signal detector, for those who have no coach at hand."""
    return SignalDetector(
        RecentVectors(encoder).encode,
        embed_examples=VectorCache(encoder, settings.data_folder).encode,
        content=settings.content,
    )


def load_partner(settings: Settings, models: Models) -> ModelPartner:
    """The model's voice for partners, with prompts and checks of the content folders."""
    return ModelPartner(
        models,
        PartnerPrompt(load_prompts(settings.prompts), load_partner_words(settings.prompts)),
        PartnerChecker(load_checks(settings.content), load_partner_wordings(settings.content)),
    )


def assemble_practice(
    settings: Settings,
    encoder: DutchEncoder,
    detector: Detector,
    guard: Guarding | None = None,
    models: Models | None = None,
) -> Rehearsal:
    """A rehearsal over the content folder; without ``guard`` only fixed shapes are replaced.

    With ``models`` a language model may word the partner's lines.
    """
    personas, faults = read_personas(settings.content)
    cache = VectorCache(encoder, settings.data_folder)
    return Rehearsal(
        personas=personas,
        transitions=load_transitions(settings.content),
        feedback=load_feedback(settings.content),
        coder=load_coder(settings, encoder, cache),
        topics=Topics(
            personas,
            RecentVectors(encoder).encode,
            cache.encode,
            load_role_words(settings.content),
        ),
        detector=detector,
        guard=guard or Guard(settings.content, settings.data_folder),
        max_characters=settings.max_characters,
        wording=load_partner(settings, models) if models is not None else None,
        faults=faults,
    )

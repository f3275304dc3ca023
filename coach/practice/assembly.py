"""Wires a ``Rehearsal`` from content, encoder and signal detector.

Contract: ``assemble_practice`` reads the practice content and makes the coder; persona files with
faults are left out and named, any other faulty file raises ContentError. ``prepare_practice`` does
beforehand what the first practice would wait for.
"""

from collections.abc import Sequence

from coach.dialogue.assembly import Senses, detector_for
from coach.dialogue.check_content import load_checks
from coach.dialogue.coach import Detector, Guarding
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.model_voice import Models
from coach.dialogue.prompts import load_prompts
from coach.dialogue.signals import SignalDetector
from coach.dialogue.signals_marks import version
from coach.encoder import DutchEncoder
from coach.encoder.others import load_listening
from coach.knowledge.content import load_role_words
from coach.practice.coding import UtteranceCoder, load_examples
from coach.practice.feedback import load_feedback
from coach.practice.model_partner import ModelPartner
from coach.practice.openers import Openers
from coach.practice.partner_check import PartnerChecker, load_partner_wordings
from coach.practice.partner_prompt import PartnerPrompt, load_partner_words
from coach.practice.persona import Persona
from coach.practice.personas import read_personas
from coach.practice.rehearsal import Rehearsal
from coach.practice.topics import Topics
from coach.practice.transitions import load_transitions
from coach.privacy.ready import Guard
from coach.settings import Settings


def load_coder(settings: Settings, senses: Senses) -> UtteranceCoder:
    """The coder as Kier uses it."""
    return UtteranceCoder(
        load_lexicon(settings.content),
        Openers.load(settings.content),
        load_examples(settings.content),
        senses.recent.encode,
        senses.cache.encode,
        keep=senses.keep,
        version=version(settings.content),
    )


def load_detector(settings: Settings, encoder: DutchEncoder) -> SignalDetector:
    """A signal detector, for those who have no coach at hand."""
    return detector_for(settings, Senses.of(settings, encoder))


def load_topics(settings: Settings, personas: Sequence[Persona], senses: Senses) -> Topics:
    """What the partners talk about, as Kier recognises it."""
    return Topics(
        personas,
        senses.recent.encode,
        senses.cache.encode,
        load_role_words(settings.content),
        Openers.load(settings.content),
    )


def prepare_practice(settings: Settings) -> None:
    """Learns and keeps what practising needs; the index must be built before."""
    senses = Senses.of(settings, load_listening(settings.encoder))
    load_coder(settings, senses)
    load_topics(settings, read_personas(settings.content)[0], senses)


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
    senses = Senses.of(settings, encoder)
    return Rehearsal(
        personas=personas,
        transitions=load_transitions(settings.content),
        feedback=load_feedback(settings.content),
        coder=load_coder(settings, senses),
        topics=load_topics(settings, personas, senses),
        detector=detector,
        guard=guard or Guard(settings.content, settings.data_folder),
        max_characters=settings.max_characters,
        wording=load_partner(settings, models) if models is not None else None,
        faults=faults,
    )

"""Wires a ``Facilitation`` from content, encoder, detector and the watch over names.

Contract: ``assemble_intervision`` reads the small content at once; ``parts`` is called when an
event first needs loaded parts. ``load_parts`` loads them here, for those who have no coach.
Method files with faults are left out and named; any other faulty file raises ContentError.
"""

from collections.abc import Callable
from functools import cache

from coach.dialogue.assembly import Senses, detector_for, listener_for
from coach.dialogue.bank import Bank
from coach.dialogue.check_content import load_checks
from coach.dialogue.coach import Detector, Guarding, Listening
from coach.dialogue.helplines import Helplines
from coach.encoder import DutchEncoder, load_encoder
from coach.intervision.facilitation import Facilitation, Parts
from coach.intervision.leaps import LeapDetector
from coach.intervision.methods import read_methods
from coach.intervision.words import load_closing, load_leaps, load_words
from coach.knowledge.content import load_helplines, load_questions
from coach.privacy.ready import Guard
from coach.settings import Settings


def make_parts(
    settings: Settings,
    encoder: DutchEncoder,
    guard: Guarding,
    *,
    detector: Detector | None = None,
    helplines: Helplines | None = None,
    listener: Listening | None = None,
) -> Parts:
    """The loaded parts over one encoder; what a coach has already is shared."""
    senses = Senses.of(settings, encoder)
    return Parts(
        guard=guard,
        detector=detector or detector_for(settings, senses),
        helplines=helplines or Helplines(load_helplines(settings.content)),
        listener=listener or listener_for(settings, senses),
        bank=Bank(load_questions(settings.content), senses.cache.encode),
        encoder=senses.recent,
    )


def load_parts(settings: Settings) -> Parts:
    """The same from nothing: builds the watch over names first. Takes seconds."""
    guard = Guard(settings.content, settings.data_folder)
    guard.build()
    return make_parts(settings, load_encoder(settings.encoder), guard)


def assemble_intervision(
    settings: Settings, parts: Callable[[], Parts] | None = None
) -> Facilitation:
    """Intervision over the content folder."""
    methods, faults = read_methods(settings.content)
    return Facilitation(
        methods=methods,
        closing=load_closing(settings.content),
        words=load_words(settings.content),
        leaps=LeapDetector(load_checks(settings.content), load_leaps(settings.content)),
        parts=cache(parts or (lambda: load_parts(settings))),
        max_characters=settings.max_characters,
        faults=faults,
    )

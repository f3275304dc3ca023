"""Names out of what a trainee types, except those of the made-up partner.

Contract: ``without_names`` gives the text as it may be read and kept: real names, numbers and
places are replaced as everywhere, while names and ages that stand in the persona's own file stay,
since the trainee has to be able to say them. Whoever got a role keeps it for this practice.
"""

from functools import lru_cache

from coach.practice.persona import Persona
from coach.practice.state import Practice
from coach.privacy.tokens import fold
from coach.privacy.watch import Watch


@lru_cache(maxsize=64)
def _own_words(file: str) -> str:
    return f" {' '.join(fold(file).split())} "


def _of_persona(persona: Persona, name: str) -> bool:
    wanted = " ".join(fold(name).split())
    return bool(wanted) and wanted in _own_words(persona.model_dump_json())


def without_names(text: str, practice: Practice, persona: Persona, watch: Watch) -> str:
    """The text with its identifiers replaced."""
    memory = practice.pseudonyms
    found = memory.propose(text, watch)
    memory.keep(swap.key for swap in found.swaps if _of_persona(persona, swap.name))
    return memory.apply(text, watch)

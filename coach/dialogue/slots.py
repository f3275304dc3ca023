"""Fills role slots and number alternatives in a question.

Contract: ``fill`` turns ``"Wat [zou|zouden] {ouder} willen?"`` into Dutch with the user's own word
for that person; without such a word the default stands. ``slots_of`` names the slots. The first
letter of the sentence is a capital. Pure.
"""

import re
from collections.abc import Mapping

from coach.dialogue.state import Role
from coach.labels import Actor

_SLOT = re.compile(r"\{(kind|ouder|pleegouder|jeugdbeschermer|team|netwerk)\}")
_CHOICE = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")

DEFAULTS: Mapping[Actor, Role] = {
    Actor.KIND: Role(display="het kind"),
    Actor.OUDER: Role(display="de ouder"),
    Actor.PLEEGOUDER: Role(display="de pleegouder"),
    Actor.JEUGDBESCHERMER: Role(display="de jeugdbeschermer"),
    Actor.TEAM: Role(display="het team"),
    Actor.NETWERK: Role(display="het netwerk"),
}


def slots_of(text: str) -> list[Actor]:
    """The actors a text has a slot for, in order."""
    return [Actor(name) for name in _SLOT.findall(text)]


def role_for(actor: Actor, roles: Mapping[Actor, Role]) -> Role:
    """The user's word for this person, or the default one."""
    return roles.get(actor) or DEFAULTS[actor]


def fill(text: str, roles: Mapping[Actor, Role]) -> str:
    """The text with its slots and alternatives filled."""
    actors = slots_of(text)
    plural = bool(actors) and role_for(actors[0], roles).plural
    text = _CHOICE.sub(lambda match: match.group(2 if plural else 1), text)
    text = _SLOT.sub(lambda match: role_for(Actor(match.group(1)), roles).display, text)
    return text[:1].upper() + text[1:]

"""A hook as its file has it: when it fits and what it may ask.

Contract: the schema of ``knowledge/aanhaken``; it chooses nothing.
"""

from typing import Literal

from pydantic import Field

from coach.knowledge.schemas import Entry, Line, Patterned, Slug
from coach.labels import Actor, Answer, CardField, Dimension, Ground, Stage


class HookQuestion(Entry):
    """One question of a hook; ``door: ander`` looks through the other person's eyes.

    ``door: iemand`` does so without saying whose: for when a voice has to come in and it is not
    beyond doubt who is meant. ``door: genoemd`` goes on with the *hij* or *ze* of the message.
    ``zeker``: it takes so much for granted that it is only asked of a message heard beyond doubt.
    ``nodig`` is what a message has to hold for it, unless the hook is beyond doubt or in so many
    words there; of a message that holds any of ``niet`` it would ask what was just said.
    """

    text: Line
    dimension: Dimension
    fills: CardField | None = None
    door: Literal["", "ander", "iemand", "genoemd"] = ""
    zeker: bool = False
    nodig: list[Ground] = []
    niet: list[Ground] = []


class HookEntry(Patterned):
    """A hook as it stands in the file.

    It fits by ``patterns``, or by the kind of answer that was heard (``antwoord``). ``begint``
    are the first words a message may have, ``wie`` whom ``{ander}`` may be; ``eerste`` is for the
    message that opens a conversation only; ``gevoel`` fits any feeling that was said but doubt.
    Through another's eyes is only asked when the message is not about who writes, unless it is
    their own step towards the other (``eigen``). ``blik`` asks what another sees of who writes, or
    would say: no message calls for it, a plan does; ``open`` names nobody. ``over: ander`` is for
    messages that are not about who writes. ``lezen`` are ids of texts of the library that go with
    nearly any such message. ``kaart`` is the field of the card where such a message belongs,
    whatever was asked. ``groep`` names the hook ``groep-…`` whose questions are asked when a
    message only seems to call for this one.
    """

    fase: Stage
    patterns: list[str] = []
    antwoord: list[Answer] = []
    unless: list[Line] = []
    begint: list[str] = []
    wie: list[Actor] = []
    algemeen: bool = False
    eerste: bool = False
    gevoel: bool = False
    eigen: bool = False
    blik: Literal["", "een", "open"] = ""
    over: Literal["", "ander"] = ""
    lezen: list[Slug] = []
    kaart: CardField | None = None
    groep: Slug | None = None
    vragen: list[HookQuestion] = Field(min_length=3)

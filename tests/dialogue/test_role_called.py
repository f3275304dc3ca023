"""Who is called by a word without an article gets that word back without one."""

import pytest

from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_roles import RoleFinder
from coach.knowledge.content import load_role_words
from coach.labels import Actor

FINDER = RoleFinder(load_role_words(), load_lexicon())


@pytest.mark.parametrize(
    ("text", "actor", "display"),
    [
        ("Gisteren belde moeder weer.", Actor.OUDER, "moeder"),
        ("Ik heb de moeder gesproken.", Actor.OUDER, "de moeder"),
        ("Ik sprak haar nieuwe vader.", Actor.OUDER, "de vader"),
        ("pm is moe en de pm van vorig jaar was dat ook", Actor.PLEEGOUDER, "de pleegmoeder"),
        ("Pleegouders willen dat het stopt.", Actor.PLEEGOUDER, "pleegouders"),
        ("Jongen van twaalf wil niet meer.", Actor.KIND, "de jongen"),
    ],
)
def test_a_word_comes_back_as_it_was_used(text: str, actor: Actor, display: str) -> None:
    _, roles = FINDER.find(text)
    assert roles[actor].display == display


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("jeugdbeschermer, 14 jaar in het vak. vandaag voor het eerst gedacht: ik stop", False),
        ("ben jeugdbeschermer en ik krijg het niet af", False),
        ("De jeugdbeschermer, een jonge vrouw, belde mij.", True),
        ("Ik bel vaak met de jeugdbeschermer, elke week.", True),
    ],
)
def test_who_writes_is_nobody_else_in_the_story(text: str, somebody: bool) -> None:
    actors, _ = FINDER.find(text)
    assert (Actor.JEUGDBESCHERMER in actors) is somebody

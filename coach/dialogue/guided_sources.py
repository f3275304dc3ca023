"""How a reply names a text that stands beside it.

Contract: ``title`` can stand inside quote marks; ``is_case`` tells a story of practice from a
passage. Pure; knows no lines.
"""

from coach.dialogue.state import Source
from coach.knowledge.units import STORIES

CASE_KINDS = frozenset({"case", "casus", *STORIES})


def is_case(source: Source) -> bool:
    """Whether it is a case rather than a passage."""
    return source.kind in CASE_KINDS


def title(source: Source) -> str:
    """The title as it can stand inside quote marks, or nothing when it asks something itself."""
    found = source.title.strip().rstrip("?.! ")
    return "" if set(found) & set("?‘’") else found

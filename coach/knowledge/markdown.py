"""Front matter and headings of the Markdown content files.

Contract: pure functions on text; no files, no schemas. Headings of a practice case are the fixed
Dutch ones of the content format; unknown headings are reported, not dropped.
"""

import re
from typing import Any

import yaml

from coach.labels import Actor

_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*\n(.*)\Z", re.S)
_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.M)
_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+", re.M)

_SECTIONS = {
    "situatie": "situation",
    "wat is geprobeerd": "tried",
    "wat verschoof": "shifted",
    "wat open bleef": "open",
    "vragen": "questions",
    "tussendoel": "intermediate_goal",
}


def split_front_matter(text: str) -> tuple[dict[str, Any] | None, str]:
    """The YAML block between the first two ``---`` lines and the body; None without one."""
    match = _FRONT.match(text.replace("\r\n", "\n"))
    if match is None:
        return None, text
    try:
        front = yaml.load(match.group(1), Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None, text
    return (front if isinstance(front, dict) else None), match.group(2).strip()


def case_fields(body: str) -> tuple[dict[str, Any], list[str]]:
    """A practice case's sections as schema fields, and headings that do not belong."""
    parts = _HEADING.split(body)
    fields: dict[str, Any] = {"perspectives": {}}
    unknown: list[str] = []
    for heading, section in zip(parts[1::2], parts[2::2], strict=True):
        name, text = heading.casefold(), section.strip()
        if name.startswith("perspectief:"):
            actor = name.removeprefix("perspectief:").strip()
            if actor in set(Actor):
                fields["perspectives"][actor] = text
                continue
        if name not in _SECTIONS:
            unknown.append(heading)
            continue
        key = _SECTIONS[name]
        fields[key] = (
            [item.strip() for item in _ITEM.split(text) if item.strip()]
            if key == "questions"
            else text
        )
    return fields, unknown

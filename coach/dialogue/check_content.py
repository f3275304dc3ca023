"""Reads ``knowledge/checks.yaml``: wordings and word lists of the check.

Contract: ``load_checks`` gives one frozen ``Checks`` with compiled patterns; an unknown rule, a
broken pattern or an unknown group is a ``ContentError`` naming file, rule and field. Holds no
logic of the rules.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from coach.dialogue.listen_lexicon import load_lexicon
from coach.knowledge import faults as wording
from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line, Slug
from coach.labels import Rule
from coach.settings import settings

_GROUP = re.compile(r"<(\w+)>")


class RuleEntry(Entry):
    """Wordings of one rule.

    ``own`` says when the user's words excuse a match: never, when the matched words are the
    user's, or when the whole sentence is an attribution that the user's words support.
    """

    rule: Rule
    about: Line
    where: Literal["overal", "bewering", "vraag"] = Field("overal", alias="waar")
    own: Literal["nee", "woord", "zin"] = Field("nee", alias="eigen")
    patterns: list[str] = Field(min_length=1)
    unless: list[str] = []


class PersonEntry(Entry):
    """Words for one kind of person, and which other kinds they also name."""

    id: Slug
    words: list[Line] = Field(min_length=1, alias="woorden")
    names: list[Slug] = Field(alias="noemt")


class FeelingEntry(Entry):
    """Words for one feeling, and feelings that may be guessed from it."""

    id: Slug
    words: list[Line] = Field(min_length=1, alias="woorden")
    near: list[Slug] = Field(alias="naast")


class ChecksFile(Entry):
    """The whole file."""

    groups: dict[str, str] = Field(alias="groepen")
    rules: list[RuleEntry] = Field(alias="regels")
    persons: list[PersonEntry] = Field(alias="personen")
    feelings: list[FeelingEntry] = Field(alias="gevoelens")
    guessing: list[str] = Field(alias="gissen")
    attributing: list[str] = Field(alias="toeschrijven")
    always: list[Line] = Field(alias="altijd")
    others: list[Line] = Field(alias="anderen")
    times: list[Line] = Field(alias="tijden")
    common: list[Line] = Field(alias="gewoon")


@dataclass(frozen=True)
class WordingRule:
    """One compiled rule."""

    rule: Rule
    where: str
    own: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Checks:
    """All wordings and lists, compiled."""

    rules: tuple[WordingRule, ...]
    persons: tuple[PersonEntry, ...]
    feelings: tuple[FeelingEntry, ...]
    guessing: tuple[re.Pattern[str], ...]
    attributing: tuple[re.Pattern[str], ...]
    always: frozenset[str]
    others: frozenset[str]
    who: re.Pattern[str]
    times: frozenset[str]
    common: frozenset[str]
    languages: Mapping[str, frozenset[str]]


def load_checks(folder: Path | None = None) -> Checks:
    """The check's wordings; raises ContentError with every fault."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "checks.yaml"
    data = reader.validate(path, reader.yaml(path), ChecksFile)
    reader.raise_faults()
    assert data is not None

    def compiled(entry: str, field: str, sources: list[str]) -> tuple[re.Pattern[str], ...]:
        made = []
        for source in sources:
            try:
                made.append(re.compile(expanded(source, data.groups)))
            except (re.error, KeyError):
                reader.fault(path, entry, field, f"{wording.BROKEN_PATTERN}: {source[:60]}")
        return tuple(made)

    rules = tuple(
        WordingRule(
            entry.rule,
            entry.where,
            entry.own,
            compiled(entry.rule, "patterns", entry.patterns),
            compiled(entry.rule, "unless", entry.unless),
        )
        for entry in data.rules
    )
    guessing = compiled("", "gissen", data.guessing)
    attributing = compiled("", "toeschrijven", data.attributing)
    for name, known, used in (
        ("personen", {p.id for p in data.persons}, {n for p in data.persons for n in p.names}),
        ("gevoelens", {f.id for f in data.feelings}, {n for f in data.feelings for n in f.near}),
    ):
        for unknown in sorted(used - known):
            reader.fault(
                path, unknown, name, wording.ONE_OF.format(values=", ".join(sorted(known)))
            )
    reader.raise_faults()
    return Checks(
        rules,
        tuple(data.persons),
        tuple(data.feelings),
        guessing,
        attributing,
        frozenset(data.always),
        frozenset(data.others),
        re.compile(rf"\b(?:{expanded('<wie>', data.groups)}|hij|zij|ze)\b"),
        frozenset(data.times),
        frozenset(data.common),
        load_lexicon(folder).languages,
    )


def expanded(source: str, groups: Mapping[str, str]) -> str:
    """The pattern with its groups put in; raises KeyError on an unknown group."""
    while _GROUP.search(source):
        source = _GROUP.sub(lambda match: groups[match.group(1)], source)
    return source

"""The word lists that listening works with, read from ``knowledge/lexicon``.

Contract: ``load_lexicon`` gives one frozen object with compiled patterns; a fault in a file is a
``ContentError`` that names file, entry and field. Files: ``wordgroups.yaml`` (groups for
patterns), ``scopes.yaml`` (wordings that take a signal away), ``premises.yaml``,
``feelings.yaml``, ``answers.yaml``, ``requests.yaml``, ``themes.yaml``, ``codes.yaml``,
``card.yaml`` (rules per label),
``language.yaml`` (frequent words per language), ``concepts.yaml`` (groups of
meaning that signals are learnt from). The module knows nothing about conversations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints

from coach.dialogue.listen_patterns import Pattern, compile_all, find_any
from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line, Patterned, Slug
from coach.labels import Answer, CardField, Code, Feeling, Ground, Level, Premise, Request, Theme
from coach.settings import settings

Label = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
Wording = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class WordRule(Entry):
    """Wordings that point to one label; ``unless`` wordings in the sentence take it away."""

    label: Label
    patterns: list[Wording] = Field(min_length=1)
    unless: list[Wording] = []


class Scope(Entry):
    """A frame (negation, past, training, figure of speech) that takes signals away.

    ``reach``: the frame works on its own sentence (``zin``), on what follows it within eight
    words (``ervoor``), or also on the sentences beside it (``buren``).
    """

    id: Slug
    patterns: list[Wording] = Field(min_length=1)
    reach: Literal["zin", "ervoor", "buren"] = "zin"
    lifts: list[Level] = Field(min_length=1)
    unless: list[Wording] = []


@dataclass(frozen=True)
class Rule:
    """One compiled rule."""

    label: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]

    def find(self, plain: str) -> tuple[int, int] | None:
        """Where the rule finds its wording, or None when absent or taken away."""
        found = self.pieces(plain)
        return (found[0][0], max(end for _, end in found)) if found else None

    def pieces(self, plain: str) -> list[tuple[int, int]]:
        """The stretches of the words that matched, without the gaps between them."""
        for pattern in self.patterns:
            found = pattern.pieces(plain)
            if found:
                taken = self.unless and find_any(self.unless, plain) is not None
                return [] if taken else found
        return []


@dataclass(frozen=True)
class Frame:
    """One compiled scope."""

    id: str
    rule: Rule
    reach: str
    lifts: frozenset[Level]


@dataclass(frozen=True)
class Lexicon:
    """All word lists, compiled."""

    groups: Mapping[str, list[str]]
    scopes: tuple[Frame, ...]
    rules: Mapping[str, tuple[Rule, ...]]
    languages: Mapping[str, frozenset[str]]
    concepts: Mapping[str, list[str]]


#: Rule file and the closed list that its labels belong to.
RULE_FILES: dict[str, type[StrEnum]] = {
    "premises": Premise,
    "grounds": Ground,
    "feelings": Feeling,
    "answers": Answer,
    "requests": Request,
    "themes": Theme,
    "codes": Code,
    "card": CardField,
}


class WordGroups(Entry):
    """Named lists of words: groups for patterns, or frequent words per language."""

    lists: dict[Slug, list[Line]]


Worded = TypeVar("Worded", bound=Patterned)


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Read and compile every word list below the content ``folder``."""
    reader = Reader(folder or settings().content)
    groups = _lists(reader, "wordgroups")
    languages = _lists(reader, "language")
    frames = []
    for path, scope in reader.entries(Scope, "lexicon/scopes.yaml"):
        rule = compiled(reader, path, scope.id, scope.patterns, scope.unless, groups)
        frames.append(Frame(scope.id, rule, scope.reach, frozenset(scope.lifts)))
    rules: dict[str, tuple[Rule, ...]] = {}
    for name, labels in RULE_FILES.items():
        built = []
        for path, entry in reader.entries(WordRule, f"lexicon/{name}.yaml"):
            if entry.label not in set(labels):
                reader.fault(path, entry.label, "label", ", ".join(labels))
            built.append(compiled(reader, path, entry.label, entry.patterns, entry.unless, groups))
        rules[name] = tuple(built)
    concepts = _lists(reader, "concepts")
    reader.raise_faults()
    stop = {name: frozenset(listed) for name, listed in languages.items()}
    return Lexicon(groups, tuple(frames), rules, stop, concepts)


def compiled(
    reader: Reader,
    path: Path,
    entry: str,
    patterns: list[str],
    unless: list[str],
    groups: Mapping[str, list[str]],
) -> Rule:
    """One compiled rule; a faulty pattern is noted with the reader."""
    try:
        return Rule(entry, compile_all(patterns, groups), compile_all(unless, groups))
    except ValueError as problem:
        reader.fault(path, entry, "patterns", str(problem))
        return Rule(entry, (), ())


def ruled(
    reader: Reader, model: type[Worded], files: str, groups: Mapping[str, list[str]]
) -> list[tuple[Worded, Rule]]:
    """The entries of ``files`` with their compiled rules; raises ContentError with all faults."""
    found = [
        (entry, compiled(reader, path, entry.id, entry.patterns, entry.unless, groups))
        for path, entry in reader.entries(model, files)
    ]
    reader.raise_faults()
    return found


def _lists(reader: Reader, name: str) -> Mapping[str, list[str]]:
    path = reader.folder / "lexicon" / f"{name}.yaml"
    entry = reader.validate(path, {"lists": reader.yaml(path)}, WordGroups)
    return {} if entry is None else entry.lists

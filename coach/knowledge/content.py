"""Reads the content files into their schemas, all faults at once.

Contract: each ``load_*`` function reads one kind of content below a folder and returns immutable
entries; anything wrong in any file is gathered and raised as one ``ContentError`` that names file,
entry, field and what was expected. ``load_all`` reads everything and also checks what no single
file can show: double ids and unknown sources. Knows nothing about vectors or conversations.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from coach import labels
from coach.errors import ContentError, Fault
from coach.knowledge import faults as wording
from coach.knowledge.markdown import case_fields, split_front_matter
from coach.knowledge.schemas import (
    Asked,
    Bibliography,
    Case,
    Exemplars,
    FollowUp,
    Helpline,
    ModelFile,
    Passage,
    Question,
    RoleWord,
    SignalPattern,
    Synonym,
    VoiceLine,
)
from coach.settings import settings

Model = TypeVar("Model", bound=BaseModel)

_FOLLOW_UP_FILES = ("doorvragen.yaml", "afronden.yaml", "nagaan.yaml")
_EXEMPLAR_LABELS: dict[str, type[StrEnum]] = {
    "request": labels.Request,
    "signal": labels.Level,
    "feeling": labels.Feeling,
    "answer": labels.Answer,
    "premise": labels.Premise,
    "theme": labels.Theme,
    "code": labels.Code,
    "check": labels.Checked,
}


class Reader:
    """Reads files below ``folder`` and gathers faults instead of stopping at the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []

    def files(self, *patterns: str) -> list[Path]:
        """Files below the folder that match, in a fixed order."""
        return sorted({path for pattern in patterns for path in self.folder.glob(pattern)})

    def fault(self, path: Path, entry: str, field: str, expected: str) -> None:
        """Notes one fault."""
        name = path.relative_to(self.folder).as_posix()
        self.faults.append(Fault(name, entry, field, expected))

    def validate(self, path: Path, data: object, model: type[Model]) -> Model | None:
        """The entry, or None after noting what is wrong with it."""
        entry = str(data.get("id", "")) if isinstance(data, dict) else ""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for problem in error.errors():
                field = ".".join(str(part) for part in problem["loc"])
                self.fault(path, entry, field, wording.expected(problem))
            return None

    def text(self, path: Path) -> str:
        """The file's text, or an empty string after noting that it is not UTF-8."""
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.fault(path, "", "", wording.UNREADABLE)
            return ""

    def yaml(self, path: Path) -> Any:
        """The file's YAML, or None after noting where it breaks."""
        try:
            return yaml.load(self.text(path), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 0
            self.fault(path, "", "", wording.BROKEN_YAML.format(line=line))
            return None

    def entries(self, model: type[Model], *patterns: str) -> Iterator[tuple[Path, Model]]:
        """All entries of YAML files that hold a list."""
        for path in self.files(*patterns):
            data = self.yaml(path)
            if not isinstance(data, list):
                if data is not None or not self.faults:
                    self.fault(path, "", "", wording.NOT_A_LIST)
                continue
            for item in data:
                entry = self.validate(path, item, model)
                if entry is not None:
                    yield path, entry

    def raise_faults(self) -> None:
        """Raises ContentError when anything was wrong."""
        if self.faults:
            raise ContentError(self.faults, str(self.folder))


@dataclass(frozen=True)
class Content:
    """All content, validated. ``hash`` is left to those who need one."""

    bibliography: tuple[Bibliography, ...]
    passages: tuple[Passage, ...]
    cases: tuple[Case, ...]
    questions: tuple[Question, ...]
    follow_ups: tuple[FollowUp, ...]
    voice: tuple[VoiceLine, ...]
    exemplars: tuple[Exemplars, ...]
    signals: tuple[SignalPattern, ...]
    helplines: tuple[Helpline, ...]
    synonyms: tuple[Synonym, ...]
    roles: tuple[RoleWord, ...]
    asked: tuple[Asked, ...] = ()


def _passages(reader: Reader) -> Iterator[tuple[Path, Passage]]:
    for path in reader.files("handbook/**/*.md"):
        front, body = split_front_matter(reader.text(path))
        if front is None:
            reader.fault(path, "", "", wording.NO_FRONT_MATTER)
            continue
        entry = reader.validate(path, {**front, "text": body}, Passage)
        if entry is not None:
            yield path, entry


def _cases(reader: Reader) -> Iterator[tuple[Path, Case]]:
    for path in reader.files("cases/*.md"):
        front, body = split_front_matter(reader.text(path))
        if front is None:
            reader.fault(path, "", "", wording.NO_FRONT_MATTER)
            continue
        fields, unknown = case_fields(body)
        for heading in unknown:
            reader.fault(path, str(front.get("id", "")), heading, wording.UNKNOWN_HEADING)
        entry = reader.validate(path, {**front, **fields}, Case)
        if entry is not None:
            yield path, entry


def _exemplars(reader: Reader) -> Iterator[tuple[Path, Exemplars]]:
    for path in reader.files("exemplars/**/*.yaml"):
        data = reader.yaml(path)
        entry = reader.validate(path, data, Exemplars)
        if entry is None:
            continue
        if entry.kind not in _EXEMPLAR_LABELS:
            yield path, entry  # an open list, checked where it is learnt
            continue
        allowed = [member.value for member in _EXEMPLAR_LABELS[entry.kind]]
        if entry.label not in allowed:
            reader.fault(path, "", "label", wording.ONE_OF.format(values=", ".join(allowed)))
            continue
        for cluster, others in entry.also.items():
            if cluster not in entry.clusters or not set(others) <= set(allowed):
                reader.fault(path, cluster, "also", wording.ALSO)
        yield path, entry


def _questions(reader: Reader) -> Iterator[tuple[Path, Question]]:
    paths = [p for p in reader.files("questions/*.yaml") if p.name not in _FOLLOW_UP_FILES]
    patterns = [p.relative_to(reader.folder).as_posix() for p in paths]
    yield from reader.entries(Question, *patterns) if patterns else ()


def _follow_ups(reader: Reader) -> Iterator[tuple[Path, FollowUp]]:
    yield from reader.entries(FollowUp, *(f"questions/{name}" for name in _FOLLOW_UP_FILES))


def _unique(reader: Reader, found: list[tuple[Path, Any]]) -> None:
    seen: dict[str, Path] = {}
    for path, entry in found:
        if entry.id in seen:
            other = seen[entry.id].relative_to(reader.folder).as_posix()
            reader.fault(path, entry.id, "id", wording.DOUBLE.format(other=other))
        seen[entry.id] = path


def _name_texts(reader: Reader, found: list[tuple[Path, Asked]], known: set[str]) -> None:
    for path, entry in found:
        for field, names in (("id", [entry.id]), ("near", entry.near)):
            for name in set(names) - known:
                reader.fault(path, entry.id, field, wording.UNKNOWN_TEXT.format(name=name))


def _load(
    source: Callable[[Reader], Iterator[tuple[Path, Model]]], folder: Path | None
) -> tuple[Model, ...]:
    reader = Reader(folder or settings().content)
    found = list(source(reader))
    reader.raise_faults()
    return tuple(entry for _, entry in found)


def load_voice_lines(folder: Path | None = None) -> tuple[VoiceLine, ...]:
    """The connecting lines of the guided voice."""
    return _load(lambda reader: reader.entries(VoiceLine, "voice/*.yaml"), folder)


def load_follow_ups(folder: Path | None = None) -> tuple[FollowUp, ...]:
    """General follow-up questions by kind of answer."""
    return _load(_follow_ups, folder)


def load_questions(folder: Path | None = None) -> tuple[Question, ...]:
    """The question bank."""
    return _load(_questions, folder)


def load_passages(folder: Path | None = None) -> tuple[Passage, ...]:
    """The handbook's passages."""
    return _load(_passages, folder)


def load_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """The practice cases."""
    return _load(_cases, folder)


def load_asked(folder: Path | None = None) -> tuple[Asked, ...]:
    """How people ask about the texts of the library."""
    return _load(lambda reader: reader.entries(Asked, "asked/*.yaml"), folder)


def load_exemplars(kind: str, folder: Path | None = None) -> tuple[Exemplars, ...]:
    """Example sentences of one classifier."""
    root = folder or settings().content
    files = Reader(root).files("exemplars/**/*.yaml")
    stats = [(path, path.stat()) for path in files]
    stamp = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)
    return tuple(entry for entry in _exemplars_as_of(root, stamp) if entry.kind == kind)


@lru_cache(maxsize=2)
def _exemplars_as_of(root: Path, _: tuple[tuple[str, int, int], ...]) -> tuple[Exemplars, ...]:
    """All example sentences as the files are now: a dozen readers each want one kind of them."""
    return _load(_exemplars, root)


def load_signal_patterns(folder: Path | None = None) -> tuple[SignalPattern, ...]:
    """Wordings that point to a signal."""
    return _load(lambda reader: reader.entries(SignalPattern, "signals/*.yaml"), folder)


def load_helplines(folder: Path | None = None) -> tuple[Helpline, ...]:
    """Numbers and routes for the signal card."""
    return _load(lambda reader: reader.entries(Helpline, "helplines.yaml"), folder)


def load_models(folder: Path | None = None) -> tuple[ModelFile, ...]:
    """Language models that may be fetched."""
    return _load(lambda reader: reader.entries(ModelFile, "models.yaml"), folder)


def load_synonyms(folder: Path | None = None) -> tuple[Synonym, ...]:
    """Words of the field that mean the same."""
    return _load(lambda reader: reader.entries(Synonym, "lexicon/synonyms.yaml"), folder)


def load_role_words(folder: Path | None = None) -> tuple[RoleWord, ...]:
    """Words for persons and how they are given back."""
    return _load(lambda reader: reader.entries(RoleWord, "lexicon/roles.yaml"), folder)


def load_lexicon(name: str, folder: Path | None = None) -> Any:
    """The plain YAML of ``lexicon/<name>.yaml``, None without it; lists without a schema."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "lexicon" / f"{name}.yaml"
    data = reader.yaml(path) if path.exists() else None
    reader.raise_faults()
    return data


def load_all(folder: Path | None = None) -> Content:
    """Everything under ``folder``; raises one ContentError with all faults of all files."""
    reader = Reader(folder or settings().content)
    bibliography = list(reader.entries(Bibliography, "bibliography.yaml"))
    passages, cases = list(_passages(reader)), list(_cases(reader))
    questions, follow_ups = list(_questions(reader)), list(_follow_ups(reader))
    voice = list(reader.entries(VoiceLine, "voice/*.yaml"))
    exemplars = list(_exemplars(reader))
    signals = list(reader.entries(SignalPattern, "signals/*.yaml"))
    helplines = list(reader.entries(Helpline, "helplines.yaml"))
    synonyms = list(reader.entries(Synonym, "lexicon/synonyms.yaml"))
    roles = list(reader.entries(RoleWord, "lexicon/roles.yaml"))
    asked: list[tuple[Path, Asked]] = list(reader.entries(Asked, "asked/*.yaml"))
    _name_texts(reader, asked, {p.id for _, p in passages} | {case.id for _, case in cases})
    groups: tuple[Sequence[tuple[Path, Any]], ...] = (
        bibliography,
        [*passages, *cases],
        [*questions, *follow_ups],
        voice,
        signals,
        asked,
    )
    for group in groups:
        _unique(reader, list(group))
    known = {entry.id for _, entry in bibliography}
    for path, passage in passages:
        for source in set(passage.source) - known:
            reader.fault(path, passage.id, "source", wording.UNKNOWN_SOURCE.format(source=source))
    reader.raise_faults()
    return Content(
        bibliography=tuple(e for _, e in bibliography),
        passages=tuple(e for _, e in passages),
        cases=tuple(e for _, e in cases),
        questions=tuple(e for _, e in questions),
        follow_ups=tuple(e for _, e in follow_ups),
        voice=tuple(e for _, e in voice),
        exemplars=tuple(e for _, e in exemplars),
        signals=tuple(e for _, e in signals),
        helplines=tuple(e for _, e in helplines),
        synonyms=tuple(e for _, e in synonyms),
        roles=tuple(e for _, e in roles),
        asked=tuple(e for _, e in asked),
    )

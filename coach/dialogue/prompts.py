"""The prompts for language models, as files that a team lead can read.

Contract: ``load_prompts`` reads every prompt of ``PromptName`` and the small wordings of
``woorden.yaml``; a prompt whose variables are not exactly those that the code fills, or that are
declared but not used, or used but not declared, is a ``ContentError`` that names file and
variable. ``Prompts.fill`` puts values in once: braces in a value are text. Knows no model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from langchain_core.prompts import PromptTemplate
from pydantic import Field, model_validator

from coach.knowledge import faults as wording
from coach.knowledge.content import Reader
from coach.knowledge.markdown import split_front_matter
from coach.knowledge.schemas import Entry, Line
from coach.labels import Actor, Rule, Stage
from coach.settings import settings


class PromptName(StrEnum):
    """Every prompt there is; its file has the same name."""

    SYSTEEM = "systeem"
    BEURT = "beurt"
    HERSCHRIJF = "herschrijf"
    OEFEN_OUDER = "oefen-ouder"
    OEFEN_BEURT = "oefen-beurt"
    OEFEN_HERSCHRIJF = "oefen-herschrijf"
    TERUGBLIK = "terugblik"


VARIABLES: Mapping[PromptName, frozenset[str]] = {
    PromptName.SYSTEEM: frozenset(),
    PromptName.BEURT: frozenset({"fase", "stem", "woorden", "vragen", "stukken"}),
    PromptName.HERSCHRIJF: frozenset({"reden", "begin", "vraag"}),
    PromptName.OEFEN_OUDER: frozenset({"wie", "situatie", "weet", "bang", "hoopt", "toon"}),
    PromptName.OEFEN_BEURT: frozenset({"deur", "gevoel", "verteld", "bedoeling"}),
    PromptName.OEFEN_HERSCHRIJF: frozenset({"reden", "bedoeling"}),
    PromptName.TERUGBLIK: frozenset({"doel", "eigen", "uitspraken", "wending", "vraag"}),
}
"""What the code fills in, for each prompt."""


class PromptFile(Entry):
    """The front matter of a prompt: each variable with what it stands for."""

    name: PromptName
    about: Line
    variables: dict[str, Line]
    body: str = Field(min_length=20)


class Words(Entry):
    """Small Dutch pieces that are filled in; every stage, actor and rule has one."""

    fasen: dict[Stage, Line]
    stemmen: dict[Actor, Line]
    redenen: dict[Rule, Line]
    eerder: Line
    eerder_einde: Line
    goed: Line
    stukken: Line
    geen_woorden: Line
    geen_vraag: Line

    @model_validator(mode="after")
    def complete(self) -> "Words":
        """Raises ValueError when a stage, actor or rule has no wording."""
        for given, wanted in ((self.fasen, Stage), (self.stemmen, Actor), (self.redenen, Rule)):
            missing = [member for member in wanted if member not in given]
            if missing:
                raise ValueError(f"{', '.join(missing)}")
        return self


@dataclass(frozen=True)
class Prompts:
    """All prompts, ready to fill."""

    templates: Mapping[PromptName, PromptTemplate]
    words: Words

    def fill(self, name: PromptName, **values: str) -> str:
        """The prompt with its variables; raises KeyError on one too many or too few."""
        if values.keys() != VARIABLES[name]:
            raise KeyError(", ".join(sorted(values.keys() ^ VARIABLES[name])))
        return str(self.templates[name].format(**values))


def load_prompts(folder: Path | None = None) -> Prompts:
    """Reads all prompts below ``folder``; raises ContentError with every fault."""
    reader = Reader(folder or settings().prompts)
    templates = {}
    for name in PromptName:
        template = _template(reader, name)
        if template is not None:
            templates[name] = template
    path = reader.folder / "woorden.yaml"
    words = reader.validate(path, reader.yaml(path), Words)
    reader.raise_faults()
    assert words is not None
    return Prompts(templates, words)


def _template(reader: Reader, name: PromptName) -> PromptTemplate | None:
    path = reader.folder / f"{name}.md"
    front, body = split_front_matter(reader.text(path))
    if front is None:
        reader.fault(path, "", "", wording.NO_FRONT_MATTER)
        return None
    entry = reader.validate(path, {**front, "body": body}, PromptFile)
    if entry is None:
        return None
    if entry.name is not name:
        reader.fault(path, "", "name", wording.ONE_OF.format(values=name))
    try:
        template = PromptTemplate.from_template(entry.body)
    except ValueError:
        reader.fault(path, "", "body", wording.BROKEN_BRACES)
        return None
    used, declared = set(template.input_variables), set(entry.variables)
    for variable in sorted(used ^ declared):
        expected = wording.UNDECLARED if variable in used else wording.UNUSED
        reader.fault(path, variable, "variables", expected)
    for variable in sorted(declared ^ VARIABLES[name]):
        expected = wording.UNKNOWN_VARIABLE if variable in declared else wording.MISSING_VARIABLE
        reader.fault(path, variable, "variables", expected)
    return template

"""Reading sentence pairs, single sentences and the field glossary.

Contract: files are UTF-8, plain or ``.xz``; pairs are ``english TAB dutch`` lines, single
sentences one per line, glossary lines ``dutch = english``. Which source weighs how much, its
address and licence, and the carrier sentences for glossary terms stand in ``recipe.yaml``.
"""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from coach.encoder.manifest import Source

RECIPE = Path(__file__).with_name("recipe.yaml")


class SourceRecipe(BaseModel):
    """One known source: how its file name starts, and its weight in the mixture."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stem: str
    name: str
    address: str
    licence: str
    weight: float  # how often a pair is drawn, against 1.0 for an unknown file
    vocabulary: int = 1  # how often its Dutch lines count for the word pieces


class Carrier(BaseModel):
    """A sentence pair with ``{}`` where a glossary term goes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    english: str
    dutch: str


class Recipe(BaseModel):
    """Contents of ``recipe.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int
    vocabulary: int
    sources: list[SourceRecipe]
    carriers: list[Carrier]

    def source(self, path: Path) -> SourceRecipe:
        """Return the entry for a file; an unknown file gets weight 1 and no licence."""
        for entry in self.sources:
            if path.name.startswith(entry.stem):
                return entry
        return SourceRecipe(stem=path.name, name=path.name, address="", licence="", weight=1.0)


@dataclass(frozen=True)
class Pair:
    """An English sentence, its Dutch counterpart, and how much the pair weighs."""

    english: str
    dutch: str
    source: str
    weight: float


def load_recipe(path: Path = RECIPE) -> Recipe:
    """Read ``recipe.yaml``."""
    return Recipe.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def read_lines(path: Path) -> Iterator[str]:
    """Yield the non-empty lines of a plain or ``.xz`` text file."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if stripped := line.rstrip("\n").strip():
                yield stripped


def read_pairs(path: Path, entry: SourceRecipe) -> list[Pair]:
    """Read pairs; lines without a tab are left out, doubles are kept once."""
    seen: dict[tuple[str, str], None] = {}
    for line in read_lines(path):
        english, tab, dutch = line.partition("\t")
        if tab and english.strip() and dutch.strip():
            seen[(english.strip(), dutch.split("\t")[0].strip())] = None
    return [Pair(english, dutch, entry.stem, entry.weight) for english, dutch in seen]


def read_glossary(path: Path, carriers: list[Carrier], entry: SourceRecipe) -> list[Pair]:
    """Put every ``dutch = english`` term into every carrier sentence."""
    pairs = []
    for line in read_lines(path):
        dutch, equals, english = line.partition(" = ")
        if equals and not line.startswith("#"):
            pairs += [
                Pair(c.english.format(english), c.dutch.format(dutch), entry.stem, entry.weight)
                for c in carriers
            ]
    return pairs


def source_of(entry: SourceRecipe, pairs: int) -> Source:
    """Return the manifest line of a source."""
    return Source(name=entry.name, address=entry.address, licence=entry.licence, pairs=pairs)

"""Names, places, organisations and cue words, read from ``knowledge/privacy`` and from deduce.

Contract: ``load_tables`` reads plain YAML and text files only; what is wrong in ours is raised as
one ContentError. The name and place lists that come with deduce are read as data; its code is
not imported (it builds for minutes, keeps its tables as pickle and turns on debug logging).
Without deduce, our own lists stand alone. How common a word is comes from wordfreq.
"""

import importlib.util
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from coach.errors import ContentError, Fault
from coach.privacy.tokens import fold, tokenise

_DEDUCE = "data/lookup/src"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NameList(_Strict):
    """First names and surnames of one origin, separated by white space."""

    origin: str
    first: str
    last: str


class WordLists(_Strict):
    """Cue words; see the comments in woorden.yaml."""

    word_names: str
    small_words: str
    never: str
    kin: str
    professionals: str
    titles: str
    verbs: str
    firm_verbs: str
    with_words: str
    interfixes: str
    general_bodies: list[str]


class OrganisationLists(_Strict):
    """Generic types, known names, and invented names to train with."""

    types: Mapping[str, list[str]]
    known: list[str]
    capital_only: list[str]
    invented: Mapping[str, list[str]]
    house_names: str
    house_adjectives: str
    leads: str
    heads: str
    tails: str


class PlaceLists(_Strict):
    """Towns, names of more words, and towns that are words too."""

    towns: str
    phrases: list[str]
    words: list[str]
    generic_streets: str


Phrases = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True)
class Tables:
    """Everything to look up, folded (lower case, no accents) unless said otherwise."""

    origins: Mapping[str, NameList]
    first: frozenset[str]
    last: frozenset[str]
    word_names: frozenset[str]
    small_words: frozenset[str]
    never: frozenset[str]
    kin: frozenset[str]
    professionals: frozenset[str]
    titles: frozenset[str]
    verbs: frozenset[str]
    firm_verbs: frozenset[str]
    with_words: frozenset[str]
    interfixes: frozenset[str]
    towns: frozenset[str]
    town_words: frozenset[str]
    town_phrases: Phrases
    generic_streets: frozenset[str]
    types: Mapping[str, str]
    organisations: Phrases
    capital_only: frozenset[str]
    general_bodies: Phrases
    invented: Mapping[str, list[str]]
    house_names: frozenset[str]
    house_adjectives: frozenset[str]
    leads: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    frequency: Mapping[str, float] = field(repr=False)

    def zipf(self, word: str) -> float:
        """How common a lower-case word is: 0 unknown, 3 rare, 7 everywhere (log10 per billion)."""
        found = self.frequency.get(word, 0.0)
        return math.log10(found * 1e9) if found > 0 else 0.0


def _read(folder: Path, name: str, model: type[_Strict], faults: list[Fault]) -> _Strict | None:
    path = folder / name
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return model.model_validate(data)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        faults.append(Fault(f"privacy/{name}", "", "", "niet te lezen als YAML"))
    except ValidationError as error:
        for problem in error.errors():
            place = ".".join(map(str, problem["loc"]))
            faults.append(Fault(f"privacy/{name}", "", place, str(problem["msg"])))
    return None


def _folded(text: str | Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in (text.split() if isinstance(text, str) else text))


def _phrases(names: Iterable[str]) -> Phrases:
    found: Phrases = {}
    for name in names:
        words = tuple(fold(token.text) for token in tokenise(name))
        if words:
            found.setdefault(words[0], []).append(words)
    for options in found.values():
        options.sort(key=len, reverse=True)
    return found


def deduce_lists() -> dict[str, frozenset[str]]:
    """The lists of the installed deduce: first, last, towns; empty sets without it."""
    found = importlib.util.find_spec("deduce")
    base = Path(found.origin).parent / _DEDUCE if found and found.origin else None
    names = {
        "first": ("names/lst_first_name",),
        "last": ("names/lst_surname", "names/lst_interfix_surname"),
        "towns": (
            "locations/lst_placename/lst_residence",
            "locations/lst_placename/lst_municipality",
        ),
    }
    lists: dict[str, frozenset[str]] = {}
    for name, folders in names.items():
        lines: set[str] = set()
        for folder in folders:
            path = base / folder / "items.txt" if base else None
            if path is None or not path.is_file():
                continue
            lines.update(path.read_text(encoding="utf-8").split("\n"))
            out = path.with_name("exceptions.txt")
            if out.is_file():
                lines.difference_update(out.read_text(encoding="utf-8").split("\n"))
        lists[name] = frozenset(line.strip() for line in lines if len(line.strip()) > 2)
    return lists


def load_tables(content: Path) -> Tables:
    """Reads all lists below ``content/privacy``; raises ContentError with all faults."""
    from wordfreq import get_frequency_dict

    folder, faults = content / "privacy", list[Fault]()
    words = _read(folder, "woorden.yaml", WordLists, faults)
    bodies = _read(folder, "organisaties.yaml", OrganisationLists, faults)
    places = _read(folder, "plaatsen.yaml", PlaceLists, faults)
    origins = {
        path.stem: _read(folder, f"names/{path.name}", NameList, faults)
        for path in sorted((folder / "names").glob("*.yaml"))
    }
    if faults:
        raise ContentError(faults, str(content))
    assert isinstance(words, WordLists)
    assert isinstance(bodies, OrganisationLists)
    assert isinstance(places, PlaceLists)
    named = {stem: part for stem, part in origins.items() if isinstance(part, NameList)}
    theirs = deduce_lists()
    first = _folded(" ".join(part.first for part in named.values())) | _folded(theirs["first"])
    last = _folded(" ".join(part.last for part in named.values())) | _folded(theirs["last"])
    never, town_words = _folded(words.never), _folded(places.words)
    single = _folded(places.towns) | frozenset(
        fold(name) for name in theirs["towns"] if len(name.split()) == 1 and len(name) > 3
    )
    return Tables(
        origins=named,
        first=first - never,
        last=last - never,
        word_names=_folded(words.word_names),
        small_words=_folded(words.small_words),
        never=never,
        kin=_folded(words.kin),
        professionals=_folded(words.professionals),
        titles=_folded(words.titles),
        verbs=_folded(words.verbs),
        firm_verbs=_folded(words.firm_verbs),
        with_words=_folded(words.with_words),
        interfixes=_folded(words.interfixes),
        towns=single - never,
        town_words=town_words,
        town_phrases=_phrases(
            [*places.phrases, *(name for name in theirs["towns"] if len(name.split()) > 1)]
        ),
        generic_streets=_folded(places.generic_streets),
        types={fold(word): kind for kind, group in bodies.types.items() for word in group},
        organisations=_phrases([*bodies.known, *bodies.capital_only]),
        capital_only=frozenset(bodies.capital_only),
        general_bodies=_phrases(words.general_bodies),
        invented=bodies.invented,
        house_names=_folded(bodies.house_names),
        house_adjectives=_folded(bodies.house_adjectives),
        leads=_folded(bodies.leads),
        heads=_folded(bodies.heads),
        tails=_folded(bodies.tails),
        frequency=get_frequency_dict("nl", wordlist="large"),
    )

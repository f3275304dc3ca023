"""Sentences to learn names from: our own plain sentences with names put where roles stood.

Contract: ``sentences`` gives tagged token lists, the same for the same content and seed. Names come
from the lists of all origins in equal shares; for a third of them the lists are hidden, so that the
tagger learns from the surroundings too. Nothing a user wrote is ever read here.
"""
# ruff: noqa: E501  a pattern is read as one line

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from coach.errors import ContentError, Fault
from coach.privacy.features import Reader
from coach.privacy.maker import Maker, Part
from coach.privacy.tables import Tables
from coach.privacy.tagger import Rows
from coach.privacy.tokens import Token, fold, tokenise

_SLOT = re.compile(r"\{(p|v|a|f|i|n|w|W|pl|o:\w+)\}")
_LEAD = r"(?:(?:de|het|mijn|zijn|haar|hun|onze|die|deze|zn|z'n|m'n|een)\s+)?"
_ROLE = re.compile(
    rf"\b{_LEAD}(?:biologische\s+)?(moeder|vader|mama|papa|oma|opa|tante|oom|dochter|zoon|meisje|jongen|pleegmoeder|pleegvader|pm|pv|zusje|broertje|broer|zus|"
    r"voogd|jeugdbeschermer|gezinsvoogd|collega|juf|meester|mentor|begeleider|puber|peuter|kleuter|kind|buurvrouw|stiefvader|stiefmoeder|gezinshuisouder|gezinshuismoeder|"
    r"gezinshuisvader|partner|leerkracht|huisarts|leidinggevende|gedragswetenschapper|jongere|pleegkind|pleegzoon|pleegdochter|tiener|man|vrouw)\b(?!['’-])",
    re.I,
)
_PRONOUN = re.compile(r"(?<![\w'’-])(?:hij|ze|zij|Hij|Ze|Zij)\b(?=\s+[a-z]+)")
_PLACES = re.compile(
    r"\b(?:de |het |een )?(basisschool|gezinshuis|school|ziekenhuis|rechtbank|sportclub|voetbal)\b(?!['’-])",
    re.I,
)
_OF_PLACE = {
    "basisschool": "school",
    "school": "school",
    "gezinshuis": "opvang",
    "ziekenhuis": "zorg",
    "rechtbank": "recht",
    "sportclub": "club",
    "voetbal": "club",
}


def _template(text: str, maker: Maker) -> list[Part]:
    parts: list[Part] = []
    last = 0
    joined: list[Part] = []
    for match in _SLOT.finditer(text):
        parts.append((text[last : match.start()], "", False))
        parts += maker.slot(match.group(1))
        last = match.end()
    parts.append((text[last:], "", False))
    # "{v} {a}" is one name: neighbours of a kind with only a space or hyphen between become one.
    for part in parts:
        if (
            len(joined) >= 2
            and part[1] == "PERSOON" == joined[-2][1]
            and joined[-1][0] in (" ", "-")
            and not joined[-1][1]
        ):
            before, between = joined[-2], joined[-1]
            joined[-2:] = [(before[0] + between[0] + part[0], "PERSOON", before[2])]
        else:
            joined.append(part)
    return joined


def _substituted(text: str, maker: Maker) -> list[Part]:
    """A plain sentence with names in place of, or behind, some of its role words."""
    found = [("role", m) for m in _ROLE.finditer(text)]
    found += [("pronoun", m) for m in _PRONOUN.finditer(text)]
    found += [("place", m) for m in _PLACES.finditer(text)]
    found.sort(key=lambda pair: pair[1].start())
    parts: list[Part] = []
    last = 0
    for kind, match in found:
        if match.start() < last or not maker.chance(
            {"role": 0.55, "pronoun": 0.3, "place": 0.35}[kind]
        ):
            continue
        parts.append((text[last : match.start()], "", False))
        hidden = maker.chance(0.35)
        if kind == "place":
            sort = match.group(1).lower()
            parts.append((match.group() + " ", "", False))
            parts.append((maker.organisation(_OF_PLACE[sort]), "ORGANISATIE", maker.chance(0.4)))
        elif kind == "role" and maker.chance(0.35):
            parts.append((match.group() + " ", "", False))
            parts.append((maker.person(), "PERSOON", hidden))
        else:
            parts.append(
                (maker.person() if maker.chance(0.3) else maker.first(), "PERSOON", hidden)
            )
        last = match.end()
    parts.append((text[last:], "", False))
    if maker.chance(0.06):
        stripped = parts[-1][0].rstrip(" .!?")
        parts[-1] = (stripped, parts[-1][1], False)
        parts += [
            (maker.choose([" in ", " uit ", " naar ", " vanuit ", " bij "]), "", False),
            (maker.town(), "LOCATIE", False),
        ]
    return parts


def _cased(parts: list[Part], maker: Maker) -> list[Part]:
    """The sentence as it may be typed: small letters, capitals, marks left out."""
    if maker.chance(0.38):
        parts = [(text.lower(), label, hidden) for text, label, hidden in parts]
    elif maker.chance(0.12):
        parts = [(text.upper(), label, hidden) for text, label, hidden in parts]
    elif maker.chance(0.1):
        parts = [
            (text.lower() if not label else text, label, hidden) for text, label, hidden in parts
        ]
    if maker.chance(0.15):
        parts = [
            (re.sub(r"[.,!?]", "", text) if not label else text, label, hidden)
            for text, label, hidden in parts
        ]
    return parts


def _plain(content: Path) -> Iterator[str]:
    """Our own sentences: messages and questions of the training pairs, and the exemplars."""
    for name in ("berichten", "vragen", "vervolgvragen"):
        path = content / "pairs" / f"{name}.jsonl"
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield str(row["a"])
                if ":" not in str(row["b"])[:12]:
                    yield str(row["b"])
    for path in sorted((content / "exemplars").glob("**/*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for group in (data.get("clusters") or {}).values():
            yield from map(str, group)


def _templates(content: Path) -> list[str]:
    path = content / "privacy" / "zinnen.yaml"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return [str(text) for text in data["sentences"]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        fault = Fault("privacy/zinnen.yaml", "", "sentences", "een lijst met zinnen")
        raise ContentError([fault], str(content)) from error


def _tagged(parts: list[Part], tables: Tables) -> tuple[list[Token], list[str], frozenset[int]]:
    text = "".join(part[0] for part in parts)
    spans: list[tuple[int, int, str, bool]] = []
    place = 0
    for said, label, hidden in parts:
        if label:
            spans.append((place, place + len(said), label, hidden))
        place += len(said)
    tokens = tokenise(text)
    tags: list[str] = []
    hidden_at: set[int] = set()
    for number, token in enumerate(tokens):
        inside = next((s for s in spans if s[0] <= token.start < s[1]), None)
        if inside is None:
            tags.append(_loose_tag(token, number, tokens, tables))
            continue
        begins = not any(
            inside[0] <= other.start < token.start for other in tokens[max(0, number - 6) : number]
        )
        tags.append(("B-" if begins else "I-") + inside[2])
        if inside[3] and fold(token.text) not in tables.interfixes:
            hidden_at.add(number)
    return tokens, tags, frozenset(hidden_at)


def _loose_tag(token: Token, number: int, tokens: list[Token], tables: Tables) -> str:
    """Names that already stood in our own sentences, by the lists: capital inside a sentence."""
    if (
        not token.text[0].isupper()
        or token.text.isupper()
        or number == 0
        or tokens[number - 1].text in ".!?:"
    ):
        return "O"
    word = fold(token.text)
    if word in tables.first and word not in tables.word_names:
        return "B-PERSOON"
    if word in tables.towns and word not in tables.town_words:
        return "B-LOCATIE"
    return "O"


def sentences(
    content: Path,
    tables: Tables,
    reader: Reader,
    progress: Callable[[float], None] = lambda share: None,
    seed: int = 11,
) -> list[tuple[Rows, list[str]]]:
    """Feature rows and tags of all training sentences."""
    maker = Maker(tables, seed)
    templates, plain = _templates(content), list(_plain(content))
    made = [_template(text, maker) for _ in range(14) for text in templates]
    made += [_substituted(text, maker) for text in plain]
    made += [_substituted(text, maker) for text in plain if len(text) < 160]
    found = []
    for number, parts in enumerate(made):
        tokens, tags, hidden = _tagged(_cased(parts, maker), tables)
        if tokens:
            found.append((reader.features(tokens, hidden), tags))
        if number % 500 == 0:
            progress(number / len(made))
    return found

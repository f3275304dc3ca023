"""Pairs of the field for contrastive training: reading, references, split by cluster.

Contract: ``read_field_pairs`` reads JSON Lines ``{"id", "kind", "cluster", "a", "b", "hard"}``;
``b`` and ``hard`` are literal text or references (``passage:ID``, ``question:ID``) that are looked
up in a mapping. All pairs of a cluster fall on the same side of the split (20 % dev by hash).
A reference that leads nowhere raises ``ValueError`` naming file, line and reference.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["vraag-passage", "bericht-vraag", "bericht-bericht", "signaal"]
_REFERENCE = re.compile(r"^(?:passage|question):[\w-]+$")
_SLOT = re.compile(r"\{(\w+)\}")
_AGREES = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
_ARTICLES = {"kind": "het ", "team": "het ", "netwerk": "het "}
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    kind: Kind
    cluster: str
    a: str = Field(min_length=1)
    b: str = Field(min_length=1)
    hard: list[str] = []


@dataclass(frozen=True)
class FieldPair:
    """Two texts that belong together and texts that only seem to."""

    id: str
    kind: Kind
    cluster: str
    a: str
    b: str
    hard: tuple[str, ...] = ()


def plain_question(text: str) -> str:
    """Fill a question's role slots with their own names and take the singular form."""
    filled = _SLOT.sub(lambda slot: _ARTICLES.get(slot[1], "de ") + slot[1], text)
    return _AGREES.sub(r"\1", filled)


def library_texts(content: Path) -> dict[str, str]:
    """Return passages and cases (title and text) and questions of ``content`` by reference.

    Read here and not through ``coach.knowledge``: the encoder lies below it.
    """
    found: dict[str, str] = {}
    texts = [*content.glob("handbook/**/*.md"), *content.glob("cases/*.md")]
    for path in sorted(texts):
        raw = path.read_text(encoding="utf-8")
        front = _FRONT.match(raw)
        if front is not None:
            fields = yaml.safe_load(front.group(1))
            found[f"passage:{fields['id']}"] = f"{fields['title']}. {raw[front.end() :].strip()}"
    for path in sorted(content.glob("questions/*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            found[f"question:{entry['id']}"] = plain_question(entry["text"])
    return found


def read_field_pairs(paths: list[Path], texts: Mapping[str, str]) -> list[FieldPair]:
    """Read all pairs of ``paths`` with their references looked up in ``texts``."""
    pairs: list[FieldPair] = []
    for path in sorted(paths):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            raw = _Line.model_validate(json.loads(line))

            def look_up(text: str, place: str = f"{path.name}:{number}") -> str:
                if not _REFERENCE.match(text):
                    return text
                if text not in texts:
                    raise ValueError(f"{place}: {text} does not exist")
                return texts[text]

            hard = tuple(look_up(text) for text in raw.hard)
            pairs.append(
                FieldPair(raw.id, raw.kind, raw.cluster, look_up(raw.a), look_up(raw.b), hard)
            )
    return pairs


def asked_pairs(content: Path, texts: Mapping[str, str]) -> list[FieldPair]:
    """Pairs of each way of asking in ``asked/`` and its text; a text is a cluster.

    Raises ``ValueError`` naming file and text for an id that leads nowhere.
    """
    pairs = []
    for path in sorted(content.glob("asked/*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            names = [f"passage:{name}" for name in (entry["id"], *entry.get("near", ()))]
            for name in names:
                if name not in texts:
                    raise ValueError(f"{path.name}: {name} does not exist")
            own, *near = (texts[name] for name in names)
            pairs += [
                FieldPair(f"{entry['id']}~{n}", "vraag-passage", entry["id"], way, own, tuple(near))
                for n, way in enumerate(entry["ways"])
            ]
    return pairs


def is_dev(cluster: str) -> bool:
    """Whether a cluster belongs to the fifth that is never trained on."""
    return int(hashlib.sha256(cluster.encode("utf-8")).hexdigest(), 16) % 5 == 0


def split(pairs: list[FieldPair]) -> tuple[list[FieldPair], list[FieldPair]]:
    """Return (train, dev), split by cluster."""
    train = [pair for pair in pairs if not is_dev(pair.cluster)]
    return train, [pair for pair in pairs if is_dev(pair.cluster)]

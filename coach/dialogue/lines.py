"""The stock of connecting lines: which fit, and which was used longest ago.

Contract: a line fits when every condition it names is met. ``feelings``, ``themes``,
``requests`` and ``levels`` ask for one of the listed labels; ``perspectives`` asks that all listed
people were mentioned (for a ``brug``: that one of them is the voice brought in), so that no line
speaks of somebody the user never named. The part of ``shape`` before the first dash may serve as
a tag (``casus``, ``blijft``, ``taal``, ...). The module does not fill slots, does not read files
and does not know the plan.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from coach.errors import ContentError, Fault
from coach.knowledge.schemas import LineKind, VoiceLine
from coach.labels import Actor, Feeling, Level, Request, Theme

SLOT = re.compile(r"\{([^{}]*)\}")
CHOICE = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")

_ALLOWED: dict[LineKind, frozenset[str]] = {
    LineKind.CITAAT: frozenset({"citaat"}),
    LineKind.SPIEGEL: frozenset({"spiegel"}),
    LineKind.BRUG: frozenset({"rol"}),
    LineKind.BRON: frozenset({"titel"}),
    LineKind.FEIT: frozenset({"titel", "citaat"}),
    LineKind.SIGNAAL: frozenset({"citaat"}),
    LineKind.NA_PLAN: frozenset({"citaat", "spiegel"}),
    LineKind.AFRONDEN: frozenset({"citaat", "spiegel"}),
    LineKind.NA_WIJST_ANDER: frozenset({"citaat"}),
    LineKind.NA_KORT: frozenset({"citaat"}),
}
# A line of one of these kinds is nothing without its slot.
_REQUIRED: dict[LineKind, str] = {
    LineKind.CITAAT: "citaat",
    LineKind.SPIEGEL: "spiegel",
    LineKind.BRON: "titel",
}
_MAX_WORDS = 42
# However well a line fits, its neighbours stay possible: variety over conversations.
_MAX_WEIGHT = 3.0


@dataclass(frozen=True)
class Wanted:
    """What a line has to fit. ``slots`` are the slots that can be filled this turn.

    ``must_hold`` is a slot the line has to have; ``named`` are the people with a role word.
    ``felt`` asks for a line written for one of ``feelings``; ``plain`` refuses those. ``text`` is
    the message, for lines that need one of their ``words`` in it.
    """

    kind: LineKind
    slots: frozenset[str] = frozenset()
    must_hold: str = ""
    named: frozenset[Actor] = frozenset()
    themes: Sequence[Theme] = ()
    feelings: Sequence[Feeling] = ()
    mentioned: frozenset[Actor] = frozenset()
    request: Request | None = None
    level: Level | None = None
    tag: str = ""
    without_tags: Sequence[str] = ()
    felt: bool = False
    plain: bool = False
    text: str = ""
    hook: str = ""


@dataclass
class History:
    """Lines used so far: ``used`` oldest first, ``recent`` the shapes not to repeat now."""

    used: list[str] = field(default_factory=list)
    recent: set[str] = field(default_factory=set)

    def note(self, line: VoiceLine) -> None:
        """Remember that ``line`` was just said."""
        self.used.append(line.id)
        self.recent.add(line.shape)


def slots_of(text: str) -> frozenset[str]:
    """Names of the slots in a line."""
    return frozenset(SLOT.findall(text))


def tagged(line: VoiceLine, tag: str) -> bool:
    """Whether the line's shape is ``tag`` or starts with it."""
    return line.shape == tag or line.shape.startswith(f"{tag}-")


def faults(lines: Iterable[VoiceLine], file: str = "knowledge/voice") -> list[Fault]:
    """All that is wrong with a stock of lines beyond what the schema can say."""
    found: list[Fault] = []
    seen: set[str] = set()
    texts: set[str] = set()
    for line in lines:
        slots = slots_of(line.text)
        bare = SLOT.sub("x", CHOICE.sub("x", line.text))
        wrong = slots - _ALLOWED.get(line.kind, frozenset({"rol"} if line.perspectives else ()))
        needed = _REQUIRED.get(line.kind)
        checks = (
            (line.id in seen, "id", "een id die nog niet bestaat"),
            (line.text in texts, "text", "een zin die er nog niet staat"),
            ("?" in line.text and not _may_ask(line), "text", "geen vraagteken in deze zin"),
            ("!" in line.text, "text", "geen uitroepteken"),
            (any(mark in bare for mark in "{}[]|"), "text", "gesloten haken"),
            (len(bare.split()) > _MAX_WORDS, "text", f"hooguit {_MAX_WORDS} woorden"),
            (bool(wrong), "text", f"geen {', '.join(sorted(wrong))} in deze soort"),
            (bool(needed) and needed not in slots, "text", f"een plek {{{needed}}}"),
            (line.kind is LineKind.SIGNAAL and not line.levels, "levels", "minstens één niveau"),
            (line.kind is LineKind.HAAK and not line.hooks, "hooks", "minstens één"),
            (line.kind is LineKind.AFWIJZEN and not line.requests, "requests", "minstens één"),
            (line.kind is LineKind.GEVOEL and not line.feelings, "feelings", "minstens één"),
            (line.kind is LineKind.GEVOEL_GEZEGD and not line.words, "words", "minstens één"),
        )
        found.extend(Fault(file, line.id, name, expected) for bad, name, expected in checks if bad)
        seen.add(line.id)
        texts.add(line.text)
    return found


def _may_ask(line: VoiceLine) -> bool:
    """A danger line may end in the one question of its turn: the plan has none then."""
    danger = {Level.ACUUT, Level.ZORG}
    return (
        line.kind is LineKind.SIGNAAL
        and bool(line.levels)
        and danger.issuperset(line.levels)
        and line.text.count("?") == 1
        and line.text.endswith("?")
    )


class LineBook:
    """All lines of the guided voice, checked once. Raises ``ContentError`` on faulty lines."""

    def __init__(self, lines: Sequence[VoiceLine]) -> None:
        wrong = faults(lines)
        if wrong:
            raise ContentError(wrong, "knowledge/voice")
        self._by_kind: dict[LineKind, list[VoiceLine]] = {}
        self._kind_of: dict[str, LineKind] = {}
        self._shape_of: dict[str, str] = {}
        for line in lines:
            self._by_kind.setdefault(line.kind, []).append(line)
            self._kind_of[line.id] = line.kind
            self._shape_of[line.id] = line.shape

    def kinds(self, ids: Iterable[str]) -> set[LineKind]:
        """The kinds of the lines with these ids; unknown ids are left out."""
        return {self._kind_of[id_] for id_ in ids if id_ in self._kind_of}

    def shapes(self, ids: Iterable[str]) -> set[str]:
        """The shapes of the lines with these ids; unknown ids are left out."""
        return {self._shape_of[id_] for id_ in ids if id_ in self._shape_of}

    def fitting(self, wanted: Wanted) -> list[VoiceLine]:
        """All lines that fit, in file order."""
        return [line for line in self._by_kind.get(wanted.kind, []) if _fits(line, wanted)]

    def pick(
        self, wanted: Wanted, history: History, rng: Random, needed: bool = False
    ) -> VoiceLine | None:
        """One fitting line, unused and of a fresh shape where that is possible.

        A line of a recent shape is only given when ``needed``; otherwise silence is better.
        """
        lines = self.fitting(wanted)
        fresh = [line for line in lines if line.shape not in history.recent]
        if not fresh and needed:
            fresh = lines
        if not fresh:
            return None
        last_use = {id_: place for place, id_ in enumerate(history.used)}
        unused = [line for line in fresh if line.id not in last_use]
        if not unused:
            by_age = sorted(fresh, key=lambda line: last_use[line.id])
            unused = by_age[: max(1, len(by_age) // 3)]
        weights = [_weight(line, wanted) for line in unused]
        return rng.choices(unused, weights)[0]


def _fits(line: VoiceLine, wanted: Wanted) -> bool:
    """Whether every condition the line names is met."""
    if wanted.tag and not tagged(line, wanted.tag):
        return False
    if any(tagged(line, tag) for tag in wanted.without_tags):
        return False
    if (wanted.felt and not line.feelings) or (wanted.plain and line.feelings):
        return False
    if line.kind is LineKind.BRUG:
        people = not line.perspectives or bool(wanted.mentioned.intersection(line.perspectives))
    else:
        people = wanted.mentioned.issuperset(line.perspectives)
    slots = slots_of(line.text)
    can_fill = set(wanted.slots)
    if line.perspectives and line.perspectives[0] in wanted.named:
        can_fill.add("rol")
    return (
        people
        and slots <= can_fill
        and (not wanted.must_hold or wanted.must_hold in slots)
        and (not line.words or _holds(line.words, wanted.text))
        and (not line.feelings or bool(set(line.feelings) & set(wanted.feelings)))
        and (not line.themes or bool(set(line.themes) & set(wanted.themes)))
        and (not line.requests or wanted.request in line.requests)
        and (not line.levels or wanted.level in line.levels)
        and (not line.hooks or wanted.hook in line.hooks)
    )


def _holds(beginnings: Sequence[str], text: str) -> bool:
    """Whether a word of the text begins with one of these; short ones have to be whole words."""
    whole = [re.escape(word) for word in beginnings if len(word) < 4]
    begins = [re.escape(word) for word in beginnings if len(word) >= 4]
    found = [rf"\b(?:{'|'.join(whole)})\b"] if whole else []
    found += [rf"\b(?:{'|'.join(begins)})"] if begins else []
    return re.search("|".join(found), text, re.IGNORECASE) is not None


def _weight(line: VoiceLine, wanted: Wanted) -> float:
    """Lines that say more about this message are likelier; the first theme counts most."""
    weight = 1.0
    if line.themes:
        weight += 2.0 if wanted.themes[0] in line.themes else 0.5
    if line.feelings:
        weight += 1.0 if wanted.feelings[0] in line.feelings else 0.0
    if line.perspectives and line.kind is not LineKind.BRUG:
        weight += 0.5
    if slots_of(line.text):
        weight += 0.5
    return min(weight, _MAX_WEIGHT)

"""The stage of life that comes in the place of an exact age, in the form its sentence needs.

Contract: ``Ages`` holds ``ages`` of ``knowledge/privacy/rollen.yaml``; ``stands_for`` chooses the
words from the text around a span, and where the replaced part begins: "een 9-jarige jongen", "die
9-jarige", "hij is 9", "hij wordt 9", "een jongen van 9", "oma van 74", "met zijn zes jaar". The age
itself is in none of them. It does not know whose age it is.
"""

import re

from pydantic import BaseModel, ConfigDict

from coach.privacy.numbers import CARDINAL
from coach.privacy.tokens import fold
from coach.privacy.years import PERSON, unchained

GROWN_AT = 18
_WITH_JARIG = re.compile(r"jarig(?:e|en)?$", re.I)
_OLD = re.compile(r"\soud$", re.I)
_PERSON_FOLLOWS = re.compile(rf"\s+{PERSON}\b", re.I)
#: What may follow an adjective: a noun, and no verb or other word that begins the rest.
_NOUN_FOLLOWS = re.compile(
    r"^\s+(?!(?!cli[eë]nt|pati[eë]nt|student)\w{3,}t\b|(?:en|of|die|dat|is|was|wordt|werd|met|van|in|op|bij|uit|zit|woont|heeft|had|wil|kan|mag"
    r"|moet|zegt|zei|niet|nog|al|ook|maar|want|dus|als|toen|naar|voor|om|te|zich|aan|zijn|waren|hebben|willen|wonen|zitten|gaan|ging)\b)[^\W\d_]",
    re.I,
)
_VERB = r"(?:is|was|wordt|werd|word|ben|bent|waren|zijn|worden|werden)"
#: "hij wordt in maart 18", "toen ze 9 was": what somebody is or becomes.
_IS = re.compile(rf"\b{_VERB}\b(?:\s+[\w'’]+){{0,5}}\s*$", re.I)
_IS_AFTER = re.compile(r"^\s+(?:was|werd|is|ben|bent|wordt|geworden|worden|zijn|waren)\b", re.I)
_BECOMES = re.compile(r"\b(?:wordt|werd|word|worden|werden)\b", re.I)
_BECOMES_AFTER = re.compile(r"^\s+(?:wordt|werd|word|worden|werden)\b", re.I)
_BECOME_AFTER = re.compile(r"^\s+geworden\b", re.I)
#: "met zijn zes jaar", "op haar 12e", "op de leeftijd van negen": while somebody was.
_WHILE = re.compile(
    r"\b(?:(?:met|op)\s+(?:zijn|haar|z'n|zn|d'r|mijn|m'n|mn|je|hun)|op\s+(?:de\s+|een\s+)?leeftijd\s+van)\s+$",
    re.I,
)
#: "na zijn zes jaar": not the verb.
_HIS = re.compile(r"\b(?:met|van|vanaf|sinds|rond|tot|op|voor|na|ondanks|vanwege)\s+zijn\s*$", re.I)
#: "een jongen van 9", "vanaf zijn 12e", "na mijn 18e": an age, whatever came before.
_OF = re.compile(r"\b(?:van|vanaf|op|sinds|rond|voor|na|tot|leeftijd)\s+(?:\w+\s+)?$", re.I)
_SINCE = re.compile(r"\b(?:toen|als|sinds|tot|dat|omdat)\s+(?:hij|ze|zij|ie|ik|je|jij)\s+$", re.I)
_BESIDE = re.compile(r"(?:[(,]|\bleeftijd:)\s*(?:(?:nu|bijna|net|pas|inmiddels)\s+)?$", re.I)
_PERSON_OF = re.compile(
    rf"\b(\w*{PERSON})\s+van\s+(?:(?:ongeveer|bijna|net|pas|inmiddels|nu)\s+)*$", re.I
)
#: Who is grown up without its being said; of a child or a friend it is worth telling.
_GROWN = re.compile(r"(?:moeder|vader|oma|opa|man|vrouw|tante|oom|collega|iemand)$", re.I)
_OR = re.compile(r"\b(?:een|'n)\s+jaar\s+of\s+$", re.I)
_SCHOOL = re.compile(
    r"\s*(?:groep|klas|brugklas|[1-6]\s?(?:[hvag]|m(?!aand|nd)))|.*(?:havo|vwo|vmbo|mavo)", re.I
)
_BIRTHDAY = re.compile(r"\s+verjaardag", re.I)
_UNITS = re.findall(
    r"\w+",
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien",
)
_TENS = re.findall(r"\w+", "twintig dertig veertig vijftig zestig zeventig tachtig negentig")


class Stage(BaseModel):
    """A stage of life up to an age in years, in the forms a sentence may need.

    ``word`` as in "een jongen van …", ``being`` in "hij is …", ``noun`` in "de …", ``adjective``
    in "een … jongen"; ``already`` are the words for a person that tell the stage themselves.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    up_to: int
    word: str
    being: str
    noun: str
    adjective: str
    already: tuple[str, ...] = ()


class Ages(BaseModel):
    """The words for ages; see the comments in rollen.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    stages: tuple[Stage, ...]
    unknown: str
    birthday: str
    school_group: str
    year_older: str
    older: str
    while_being: str

    @classmethod
    def bare(cls, label: str) -> "Ages":
        """One label for all."""
        return cls(
            stages=(), unknown=label, birthday=label, school_group=label, year_older=label,
            older=label, while_being=label,
        )  # fmt: skip

    def phrases(self) -> frozenset[str]:
        """What may stand in a message in place of an age that was written there."""
        ways = ((f"van {stage.word}", stage.being, stage.noun) for stage in self.stages)
        return frozenset(phrase for way in ways for phrase in way)

    def stands_for(self, text: str, start: int, end: int) -> tuple[str, int]:
        """The words that stand well at ``text[start:end]``, and where the replaced part begins."""
        said, after = text[start:end], text[end:]
        if _SCHOOL.match(said):
            return self.school_group, start
        if _BIRTHDAY.match(after):
            return self.birthday, start
        years = years_in(said)
        stage = next((s for s in self.stages if years is not None and years <= s.up_to), None)
        if stage is None:
            return self.unknown, start
        if _WITH_JARIG.search(said):
            return (stage.adjective if _NOUN_FOLLOWS.match(after) else stage.noun), start
        if _OLD.search(said) and _PERSON_FOLLOWS.match(after):
            return stage.adjective, start
        about = _OR.search(text[:start])
        start = about.start() if about else start
        return self._in_clause(stage, years == GROWN_AT, text[:start], after)

    def _in_clause(self, stage: Stage, grown: bool, before: str, after: str) -> tuple[str, int]:
        start, listed = len(before), before
        before = unchained(before)
        if before != listed and _OF.search(before):
            return stage.word, start
        during = _WHILE.search(before)
        if during:
            return f"{self.while_being} {stage.noun}", during.start()
        person = _PERSON_OF.search(before)
        if person:
            who = self._person(stage, person.group(1))
            return (who, person.start()) if who else (stage.word, start)
        if _BECOMES_AFTER.match(after):
            return (stage.being if grown else self.older), start
        clause = _IS.search(re.split(r"[.!?\n;]", before)[-1])
        if clause and _HIS.search(before) is None and not _SINCE.search(before):
            verb = re.findall(rf"\b{_VERB}\b", clause.group(), re.I)[-1]
            becomes = _BECOMES.match(verb) or _BECOME_AFTER.match(after)
            return (self.year_older if becomes and not grown else stage.being), start
        if _BESIDE.search(before) or _IS_AFTER.match(after):
            return stage.being, start
        return stage.word, start

    def _person(self, stage: Stage, who: str) -> str | None:
        if fold(who) in stage.already:
            return who
        if stage.up_to < GROWN_AT:
            return None
        if _GROWN.search(who):
            return who
        return f"{self._grown.adjective} {who[0].lower()}{who[1:]}"

    @property
    def _grown(self) -> Stage:
        return next(stage for stage in self.stages if stage.up_to >= GROWN_AT)


def years_in(said: str) -> int | None:
    """The years that a text begins with; none of what is months or weeks old."""
    if re.search(r"maand|mnd|week|weken", said, re.I) and "jaar" not in said.lower():
        return 0
    number = re.match(r"\d+", said.strip())
    if number:
        return int(number.group())
    if fold(said).startswith("anderhalf"):
        return 1
    word = re.match(CARDINAL, fold(said))
    if word is None:
        return None
    if word.group() in _UNITS:
        return _UNITS.index(word.group())
    tens = next((n for n, ten in enumerate(_TENS, 2) if word.group().endswith(ten)), None)
    return 10 * tens if tens else None

"""What questions begin with: open, for a fact, or with a verb.

Contract: ``Openers.form`` gives what kind of question a sentence is, by its words and its mark;
``asks_with`` the word it asks with. The word lists are ``lexicon/openers.yaml``. Who types in haste
leaves the mark out, so that a question is known without it where the words allow.
"""

from dataclasses import dataclass
from pathlib import Path

from coach.dialogue.listen_text import words
from coach.knowledge.content import load_lexicon as load_words

#: Below how many words a sentence that begins with a verb can be a question without its mark.
SHORT = 10


@dataclass(frozen=True)
class Openers:
    """Words that questions begin with."""

    open: frozenset[str]
    fact: tuple[str, ...]
    closed: frozenset[str]
    skip: frozenset[str]
    exclaim: frozenset[str]
    bare: frozenset[str] = frozenset()
    leave: tuple[str, ...] = ()
    me: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    to_you: frozenset[str] = frozenset()
    you: frozenset[str] = frozenset()
    invites: frozenset[str] = frozenset()
    wonders: tuple[str, ...] = ()
    points: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    towards: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()

    @classmethod
    def load(cls, folder: Path | None = None) -> "Openers":
        """From ``lexicon/openers.yaml``."""
        found = load_words("openers", folder) or {}
        return cls(
            open=frozenset(found.get("open", ())),
            fact=tuple(found.get("fact", ())),
            closed=frozenset(found.get("closed", ())),
            skip=frozenset(found.get("skip", ())),
            exclaim=frozenset(found.get("exclaim", ())),
            bare=frozenset(found.get("bare", ())),
            me=frozenset(found.get("me", ())),
            other=frozenset(found.get("other", ())),
            notices=tuple(found.get("notices", ())),
            leave=tuple(sorted(found.get("leave", ()), key=len, reverse=True)),
            apart=frozenset(found.get("apart", ())),
            to_you=frozenset(found.get("to_you", ())),
            you=frozenset(found.get("you", ())),
            invites=frozenset(found.get("invites", ())),
            wonders=tuple(found.get("wonders", ())),
            points=frozenset(found.get("points", ())),
            theirs=frozenset(found.get("theirs", ())),
            towards=frozenset(found.get("towards", ())),
            articles=frozenset(found.get("articles", ())),
        )

    def asks_with(self, sentence: str) -> str:
        """The word or two that a question begins with, empty when it begins with none."""
        said = words(sentence)
        while said and said[0] in self.skip:
            said = said[1:]
        start = " ".join(said[:3])
        fact = next((fact for fact in self.fact if start.startswith(f"{fact} ")), "")
        return fact or (said[0] if said and said[0] in self.open else "")

    def past_leave(self, sentence: str) -> str:
        """What is asked after asking leave to ask; empty when only leave is asked."""
        said = sentence.split()
        plain_said = [" ".join(words(word)) for word in said]
        while plain_said and plain_said[0] in self.skip:
            said, plain_said = said[1:], plain_said[1:]
        for leave in self.leave:
            count = len(leave.split())
            if plain_said[:count] == leave.split():
                return " ".join(said[count:])
        return sentence

    def about_other(self, text: str) -> bool:
        """Whether a text speaks of who is spoken to and, but for noticing, not of the speaker."""
        said = f" {' '.join(words(text))} "
        for phrase in self.notices:
            said = said.replace(f" {phrase} ", " ")
        found = set(said.split())
        return bool(found & self.other) and not found & self.me

    def form(self, sentence: str) -> str:
        """``open``, ``closed``, ``question`` (other) or nothing."""
        said = words(sentence)
        while said and said[0] in self.skip:
            said = said[1:]
        asks = sentence.rstrip().endswith("?")
        if not said:
            return "question" if asks else ""
        start = " ".join(said[:4])
        if any(start.startswith(f"{fact} ") or start == fact for fact in self.fact):
            return "closed" if asks or len(said) < 9 else ""
        if said[0] in self.invites or any(start.startswith(item) for item in self.wonders):
            return "open"
        exclaims = not asks and len(said) > 1 and said[1] in self.exclaim
        if said[0] in self.open and (asks or len(said) < 14) and not exclaims:
            return "open"
        if said[0] in self.closed and asks:
            return "closed"
        if 1 < len(said) < SHORT and (
            (said[0] in self.bare and said[1] not in self.apart)
            or (said[0] in self.to_you and said[1] in self.you)
        ):
            return "closed"
        return "question" if asks else ""

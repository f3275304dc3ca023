"""Which word comes in the place of a name or number, from the words around it.

Contract: ``Roles`` holds the words of ``knowledge/privacy/rollen.yaml``; ``role_of`` names a
person's role, ``stands_for`` the word for any other span. Neither keeps anything: who got which
role in a conversation is ``memory``'s.
"""

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from coach.errors import ContentError, Fault
from coach.labels import Identifier
from coach.privacy.numbers import CARDINAL
from coach.privacy.spans import Span
from coach.privacy.stages import Ages
from coach.privacy.tokens import fold

_BEFORE = re.compile(r"([\w'’-]+)\.?[\s:(]*\s$|([\w'’-]+)\.?\s*[:(]\s*$")
_AFTER = re.compile(
    r"^\s*(?:\(|,\s*(?:de|het|zijn|haar|een)?\s*|is\s(?:de|het|haar|zijn)\s|\(de\s)([\w'’-]+)"
)
_CHILD_AFTER = re.compile(
    rf"^\s*(?:\(\s*\d|,?\s*(?:van\s|is\s|wordt\s|\()?(?:pas\s|nu\s)?(?:\d{{1,2}}|{CARDINAL})\b(?:\s*jaar|\s*[,.)]|\s+(?:en|wil))|\s+zit\s+in\s+groep|\s+moet\s+naar\s+school)",
    re.I,
)
_ARTICLE = re.compile(
    r"\b(?:de|het|een|zijn|haar|hun|onze|ons|mijn|dit|deze|die|dat|z'n|m'n)\s+$", re.I
)
_THE = re.compile(r"\b(de|het|een|'t|’t)[ \t]+$", re.I)
_DE_HET = re.compile(r"\b(de|het)[ \t]+$", re.I)
_A = re.compile(r"een\s")
_AND = re.compile(r"[ \t]+(?:en|&)[ \t]+(?=[A-ZÀ-Ý])")
_PAIR = re.compile(r"([\w'’-]+)[ \t]+[A-ZÀ-Ý][^.,;:!?\n]{0,40}?[ \t]+(?:en|&)[ \t]+$")
_POSTCODE = re.compile(r"^\d{4}\s?[a-z]{2}$", re.I)
_STREET = re.compile(
    r"[^\W\d_]{3,}.*\s\d|(?:straat|laan|gracht|singel|kade|plein|weg|steeg|dreef)$", re.I
)


class Roles(BaseModel):
    """The words; see the comments in rollen.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    persons: dict[str, str]
    pairs: dict[str, str]
    person: str
    child: str
    lettered: list[str]
    shortened: list[str]
    neuter: list[str]
    other: dict[Identifier, str]
    address: str
    postcode: str
    ages: Ages

    @classmethod
    def bare(cls) -> "Roles":
        """Plain labels, for when the words cannot be read: replacing must go on."""
        other = {label: f"[{label.value.lower()}]" for label in Identifier}
        named = other[Identifier.PERSOON]
        place, age = other[Identifier.LOCATIE], other[Identifier.LEEFTIJD]
        return cls(
            persons={}, pairs={}, person=named, child=named, lettered=[named], shortened=[],
            neuter=[], other=other,
            address=place, postcode=place, ages=Ages.bare(age),
        )  # fmt: skip

    def role_of(self, text: str, span: Span) -> tuple[str, int]:
        """A person's role by the words around the name, and where the replaced part begins.

        A role word directly before the name is replaced with it: "haar moeder Sara" becomes
        "haar moeder", and "pleegouders Wim en Greet" two pleegouders, each with a letter.
        """
        paired = self._one_of_two(text, span)
        if paired:
            return paired
        before = re.search(r"([\w'’-]+)(\.?)[ \t]+$", text[: span.start])
        # "mevr. Bakker" is one person; in "zijn moeder. Chantal" a sentence ends.
        if before and (not before.group(2) or fold(before.group(1)) in self.shortened):
            role = self._role(before.group(1))
            if role:
                return role, before.start(1)
        labelled = re.search(r"([\w'’-]+)\s?[:(]\s*$", text[: span.start])
        if labelled and self._role(labelled.group(1)):
            return str(self._role(labelled.group(1))), span.start
        after = _AFTER.match(text[span.end : span.end + 40])
        if after and self._role(after.group(1)):
            return str(self._role(after.group(1))), span.start
        if _CHILD_AFTER.match(text[span.end : span.end + 30]):
            return self.child, span.start
        return self.person, span.start

    def with_article(self, text: str, start: int, shown: str) -> tuple[str, int]:
        """The words with the article that they need, and where the replaced part then begins.

        "de familie Bakker" becomes "het gezin A", "het zoontje Tim" becomes "de jongen".
        """
        article = _DE_HET.search(text[:start])
        wanted = "het" if shown.split()[0] in self.neuter else "de"
        if article is None or article.group(1).lower() == wanted:
            return shown, start
        return f"{wanted} {shown}", article.start(1)

    def _one_of_two(self, text: str, span: Span) -> tuple[str, int] | None:
        before = re.search(r"([\w'’-]+)[ \t]+$", text[: span.start])
        if before and _AND.match(text[span.end :]) and fold(before.group(1)) in self.pairs:
            return self.pairs[fold(before.group(1))], before.start(1)
        pair = _PAIR.search(text[: span.start])
        if pair and fold(pair.group(1)) in self.pairs and text[span.start].isupper():
            return self.pairs[fold(pair.group(1))], span.start
        return None

    def _role(self, word: str) -> str | None:
        return self.persons.get(fold(word))

    def stands_for(
        self, text: str, span: Span, types: dict[str, str] | None = None
    ) -> tuple[str, int]:
        """The word for a span that is no person, and where the replaced part begins.

        An article before it goes where the word has its own: "aan de Kerkstraat 5" becomes "aan een
        adres".
        """
        word, begins = self._word(text, span, types)
        article = _THE.search(text[:begins]) if _A.match(word) else None
        return (word, article.start(1)) if article else (word, begins)

    def _word(self, text: str, span: Span, types: dict[str, str] | None) -> tuple[str, int]:
        said = text[span.start : span.end]
        if span.label is Identifier.LEEFTIJD:
            return self.ages.stands_for(text, span.start, span.end)
        if span.label is Identifier.LOCATIE:
            if _POSTCODE.match(said):
                return self.postcode, span.start
            return (self.address if _STREET.search(said) else self.other[span.label]), span.start
        if span.label is Identifier.ORGANISATIE and types:
            before = re.search(r"([\w-]+)[ \t]+[\"“‘']?$", text[: span.start])
            if before and fold(before.group(1)) in types:
                word = before.group(1).lower()
                article = _ARTICLE.search(text[: before.start(1)])
                return (word if article else f"een {word}"), before.start(1)
        return self.other[span.label], span.start


def load_roles(content: Path) -> Roles:
    """Reads the words; raises ContentError with what is wrong."""
    path = content / "privacy" / "rollen.yaml"
    try:
        return Roles.model_validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    except ValidationError as error:
        faults = [
            Fault("privacy/rollen.yaml", "", ".".join(map(str, p["loc"])), str(p["msg"]))
            for p in error.errors()
        ]
        raise ContentError(faults, str(content)) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        fault = Fault("privacy/rollen.yaml", "", "", "niet te lezen als YAML")
        raise ContentError([fault], str(content)) from error

"""Makes up names, organisations and places to learn from.

Contract: ``Maker`` draws from the lists of all origins in equal shares (Dutch three times), the same
for the same seed; some names are changed so that no list holds them. ``Part`` is a piece of text,
its label or "", and whether the lists are hidden for it.
"""
# ruff: noqa: E501  a list is read as one line

import random

from coach.privacy.tables import Tables
from coach.privacy.tokens import fold

Part = tuple[str, str, bool]  # text, label or "", hidden from the lists

_GI = (
    "William Schrikker",
    "WSS",
    "JBRA",
    "Jeugdbescherming Noord",
    "Jeugdbescherming west",
    "Levvel",
    "Enver",
    "Parlan",
    "Youké",
    "Pactum",
    "Yorneo",
    "Sterk Huis",
    "Pluryn",
    "Entrea Lindenhout",
    "Timon",
    "Horizon",
    "Jeugdformaat",
    "Spirit",
    "Elker",
    "Xonar",
    "Leger des Heils",
    "Samen Veilig",
    "De Rading",
    "Combinatie Jeugdzorg",
    "Jarabee",
    "SAVE",
    "Accare",
    "Karakter",
    "Fier",
    "Driestroom",
    "Nidos",
)


class Maker:
    """Makes parts of sentences: names of all origins, organisations, places."""

    def __init__(self, tables: Tables, seed: int) -> None:
        self._random = random.Random(seed)
        self._tables = tables
        # By origin, so that a long list does not drown a short one; Dutch counts three times.
        self._lists = [(part.first.split(), part.last.split()) for part in tables.origins.values()]
        home = tables.origins.get("nederlands")
        if home:
            self._lists += [(home.first.split(), home.last.split())] * 2
        # Names that everybody knows are also the ones that people type in small letters.
        own = {word for firsts, _ in self._lists for word in firsts}
        self._common = sorted(
            w for w in own if tables.zipf(fold(w)) >= 3.3 and fold(w) not in tables.word_names
        )
        self._wordlike = sorted(w for w in own if fold(w) in tables.word_names and len(w) > 2)
        self._rare = sorted(
            w
            for w, share in tables.frequency.items()
            if 1.5 < tables.zipf(w) < 3.6
            and len(w) > 6
            and w.isalpha()
            and fold(w) not in tables.first
            and fold(w) not in tables.last
            and fold(w) not in tables.towns
        )
        self._towns = sorted(tables.towns - tables.word_names)
        self._prefixes = (
            "van",
            "de",
            "van de",
            "van der",
            "van den",
            "den",
            "ten",
            "el",
            "van 't",
            "vd",
            "v.d.",
            "v.d.",
            "de",
            "van der",
        )

    def chance(self, share: float) -> bool:
        """True in this share of calls."""
        return self._random.random() < share

    def choose(self, options: list[str] | tuple[str, ...]) -> str:
        """One of the options."""
        return self._random.choice(options)

    def _strange(self, word: str) -> str:
        """A name that no list holds: a vowel or an ending changed, or two cut together."""
        rolled = self._random.random()
        if rolled < 0.4:
            at = self._random.randrange(len(word))
            return word[:at] + self._random.choice("aeioulnrskmy") + word[at + 1 :].lower()
        if rolled < 0.7:
            other = self.choose(self._random.choice(self._lists)[0])
            return (word[: max(2, len(word) // 2)] + other[len(other) // 2 :].lower()).capitalize()
        return word + self._random.choice(("a", "o", "ie", "je", "y", "tje", "ah", "el"))

    def first(self) -> str:
        """A first name, sometimes double or short."""
        firsts = self._random.choice(self._lists)[0]
        word = self.choose(firsts)
        rolled = self._random.random()
        if rolled < 0.05:
            return f"{word}-{self.choose(firsts)}"
        if rolled > 0.8:
            return self.choose(self._common)
        if rolled > 0.75:
            return self.choose(self._wordlike)
        if rolled < 0.09 and len(word) > 4:
            return word[:3]
        if rolled < 0.22:
            return self._strange(word)
        return word

    def last(self) -> str:
        """A surname with its prefix."""
        lasts = self._random.choice(self._lists)[1]
        word = self.choose(lasts)
        if self.chance(0.15):
            word = self._strange(word)
        if self.chance(0.22):
            return f"{self.choose(self._prefixes)} {word}"
        if self.chance(0.05):
            return f"{word}-{self.choose(lasts)}"
        return word

    def word(self) -> str:
        """A rarer Dutch word that is no name, or two glued together."""
        word = self.choose(self._rare)
        return f"{word}{self.choose(self._rare)}" if self.chance(0.3) else word

    def initials(self) -> str:
        """One to three initials."""
        letters = [
            self.choose(tuple("ABCDEFGHIJKLMNOPRSTVWYZ"))
            for _ in range(self._random.choice((1, 1, 1, 2, 3)))
        ]
        return "".join(f"{letter}." for letter in letters) if self.chance(0.75) else letters[0]

    def person(self) -> str:
        """Some way of naming somebody."""
        rolled = self._random.random()
        if rolled < 0.66:
            return self.first()
        if rolled < 0.88:
            return f"{self.first()} {self.last()}"
        if rolled < 0.95:
            return f"{self.initials()} {self.last()}"
        return self.initials()

    def town(self) -> str:
        """A town."""
        return self.choose(self._towns).title()

    def organisation(self, kind: str) -> str:
        """An organisation of this kind."""
        if kind == "gi":
            return self.choose(_GI)
        name = self.choose(self._tables.invented[kind])
        if self.chance(0.25) and " " in name:
            lead, _ = name.split(" ", 1)
            return f"{lead} {self.choose(['Zonne', 'Wilgen', 'Linden', 'Berken', 'Water', 'Ster', 'Bos', 'Duin', 'Eiken', 'Vogel', 'Molen'])}{self.choose(['hof', 'burg', 'gaard', 'veld', 'poort', 'hoek', 'wei', 'berg', 'tuin', 'nest', 'kamp'])}"
        return name

    def slot(self, name: str) -> list[Part]:
        """The parts that fill one slot of a template."""
        hidden = self.chance(0.35)
        if name == "p":
            return [(self.person(), "PERSOON", hidden)]
        if name == "v":
            return [(self.first(), "PERSOON", hidden)]
        if name == "a":
            return [(self.last(), "PERSOON", hidden)]
        if name == "f":
            return [(f"{self.first()} {self.last()}", "PERSOON", hidden)]
        if name == "i":
            return [(self.initials(), "PERSOON", False)]
        if name == "n":
            return [(self.choose(["4", "7", "9", "11", "14", "16", "zes", "tien"]), "", False)]
        if name == "w":
            return [(self.word(), "", False)]
        if name == "W":
            return [(self.word().capitalize(), "", False)]
        if name == "pl":
            return [(self.town(), "LOCATIE", self.chance(0.15))]
        return [(self.organisation(name[2:]), "ORGANISATIE", self.chance(0.4))]

"""The closed lists of intervision: kinds of question, safety, who speaks, what a step collects.

Contract: content files under ``knowledge/methods`` and scripts use these values and no others.
Wording for users stands in ``knowledge/intervision/words.yaml``.
"""

from enum import StrEnum


class QuestionKind(StrEnum):
    """What the presenter comes with; the first of four answers that choose a method."""

    VOORVAL = "voorval"
    VRAAGSTUK = "vraagstuk"
    EIGEN_AANDEEL = "eigen-aandeel"
    DILEMMA = "dilemma"
    ANDERE_KIJK = "andere-kijk"
    VAKINHOUD = "vakinhoud"
    VERDER = "verder"
    SUCCES = "succes"
    ONBEKEND = "onbekend"


class Safety(StrEnum):
    """How well people know each other and how safe it is, from least to most."""

    NIEUW = "nieuw"
    REDELIJK = "redelijk"
    VEILIG = "veilig"

    @property
    def rank(self) -> int:
        """0 for the least."""
        return list(Safety).index(self)


class Timing(StrEnum):
    """Where minutes come from: a source, or our own estimate."""

    BRON = "bron"
    SCHATTING = "schatting"


class Who(StrEnum):
    """Who speaks or is silent in a step."""

    BEGELEIDER = "begeleider"
    INBRENGER = "inbrenger"
    GROEP = "groep"
    IEDER = "ieder"


class Seat(StrEnum):
    """Where the presenter sits."""

    KRING = "in-de-kring"
    ACHTERUIT = "achteruit"
    RUG = "rug-naar-de-kring"
    GANG = "buiten-de-ruimte"


class Kind(StrEnum):
    """What is written down in a step."""

    CASUS = "casus"
    VRAAG = "vraag"
    ANTWOORD = "antwoord"
    ASSOCIATIE = "associatie"
    KERN = "kern"
    BEELD = "beeld"
    ADVIES = "advies"
    FACTOR = "factor"
    OOGST = "oogst"
    AFSPRAAK = "afspraak"
    REGEL = "regel"
    PROCES = "proces"
    NOTITIE = "notitie"


class Sort(StrEnum):
    """How an item is sorted: questions by warmth, factors by whose they are."""

    WARM = "warm"
    NEUTRAAL = "neutraal"
    KOUD = "koud"
    ZELF = "zelf"
    OMSTANDIGHEDEN = "omstandigheden"


SORTS: dict[Kind, tuple[Sort, ...]] = {
    Kind.VRAAG: (Sort.WARM, Sort.NEUTRAAL, Sort.KOUD),
    Kind.FACTOR: (Sort.ZELF, Sort.OMSTANDIGHEDEN),
}
"""Which kinds can be sorted, and into what."""


class Advice(StrEnum):
    """Whether advice has its place in a step."""

    NIET_NU = "niet-nu"
    WELKOM = "welkom"


class Leap(StrEnum):
    """What somebody jumps to while the step asks for something else."""

    ADVIES = "advies"
    OORDEEL = "oordeel"
    DIAGNOSE = "diagnose"
    WAAROM = "waarom"
    EIGEN_VERHAAL = "eigen-verhaal"


class Phase(StrEnum):
    """Where a meeting stands."""

    VOORAF = "vooraf"
    BEZIG = "bezig"
    PAUZE = "pauze"
    KLAAR = "klaar"


class Warned(StrEnum):
    """What a chosen method warns about; wording in ``words.yaml``."""

    TE_KORT = "te-kort"
    KRAP = "krap"
    RUIM = "ruim"
    KLEIN = "klein"
    GROOT = "groot"
    NIEUW = "nieuw"
    VIER = "vier"
    ERVAREN = "ervaren"
    GROEPJES = "groepjes"

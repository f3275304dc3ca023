"""The closed lists of the project, in one place.

Contract: every label that content files, code and evaluation share is a member of one of these
enumerations; nothing else in the code spells a label as a bare string. The module knows nothing
about Dutch wording for users (that is ``coach.ui.texts``) nor about where labels are used.
"""

from enum import StrEnum


class Theme(StrEnum):
    """What a passage, case or question is about."""

    GEDEELD_OPVOEDERSCHAP = "gedeeld-opvoederschap"
    GEZAMENLIJKE_WERELD = "gezamenlijke-wereld"
    GEEN_CONTACT = "geen-contact"
    BOODSCHAP_AAN_OUDER = "boodschap-aan-ouder"
    DEUR_OP_EEN_KIER = "deur-op-een-kier"
    SAMENWERKING_PROFESSIONALS = "samenwerking-professionals"
    POSITIE_PLEEGOUDERS = "positie-pleegouders"
    LOYALITEIT_EN_VERLIES = "loyaliteit-en-verlies"
    STEM_VAN_HET_KIND = "stem-van-het-kind"
    BEZOEK_EN_OMGANG = "bezoek-en-omgang"
    PERSPECTIEF_EN_TERUGPLAATSING = "perspectief-en-terugplaatsing"
    IDENTITEIT_EN_ACHTERGROND = "identiteit-en-achtergrond"
    EIGEN_POSITIE = "eigen-positie"
    EMOTIE_EN_AGRESSIE = "emotie-en-agressie"
    INTERVISIE = "intervisie"
    GESPREKSVOERING = "gespreksvoering"


class Actor(StrEnum):
    """Whose side of the story; ``professional`` is the user."""

    KIND = "kind"
    OUDER = "ouder"
    PLEEGOUDER = "pleegouder"
    PROFESSIONAL = "professional"
    JEUGDBESCHERMER = "jeugdbeschermer"
    TEAM = "team"
    NETWERK = "netwerk"


class Level(StrEnum):
    """How urgent the signals in a message are."""

    ACUUT = "acuut"
    ZORG = "zorg"
    ZELFZORG = "zelfzorg"
    GEEN = "geen"


class Request(StrEnum):
    """What the user asks of the coach."""

    REFLECTIE = "reflectie"
    OORDEEL = "oordeel"
    DIAGNOSE = "diagnose"
    RISICOSCORE = "risicoscore"
    SCHRIJFWERK = "schrijfwerk"
    INJECTIE = "injectie"
    BUITEN_BEREIK = "buiten-bereik"
    FEITVRAAG = "feitvraag"
    GESPREK_VOORBEREIDEN = "gesprek-voorbereiden"
    OEFENEN = "oefenen"
    INTERVISIE = "intervisie"


DECLINED = frozenset(
    {
        Request.OORDEEL,
        Request.DIAGNOSE,
        Request.RISICOSCORE,
        Request.SCHRIJFWERK,
        Request.INJECTIE,
        Request.BUITEN_BEREIK,
    }
)
"""Requests that are not for a coach: turned away kindly, with a question that brings back."""


class Stage(StrEnum):
    """Where in the ALACT spiral (Korthagen) a question belongs."""

    CONCREET = "concreet"
    TERUGBLIK = "terugblik"
    KERN = "kern"
    WEGEN = "wegen"
    STAP = "stap"


class Aspect(StrEnum):
    """The four questions of looking back, asked for oneself and for the other (Korthagen)."""

    WILLEN = "willen"
    DENKEN = "denken"
    VOELEN = "voelen"
    DOEN = "doen"


class Dimension(StrEnum):
    """The three dimensions in which the Dutch register (SKJ) asks to reflect."""

    TECHNISCH = "technisch"
    NORMATIEF = "normatief"
    PERSOONLIJK = "persoonlijk"


class Premise(StrEnum):
    """Something a question takes for granted, so it is only asked once the user has said it.

    The actor premises hold when that actor was mentioned; the others when the message speaks of
    a hard message, a conversation still to come, something that happened, visits, or a decision.
    """

    KIND = "kind"
    OUDER = "ouder"
    PLEEGOUDER = "pleegouder"
    JEUGDBESCHERMER = "jeugdbeschermer"
    TEAM = "team"
    NETWERK = "netwerk"
    BOODSCHAP = "boodschap"
    GESPREK_KOMT = "gesprek-komt"
    GEBEURTENIS = "gebeurtenis"
    BEZOEK = "bezoek"
    BESLUIT = "besluit"


class Ground(StrEnum):
    """Something a message holds that a question may point at: 'toen', 'dat gesprek'.

    In this order: something that happened, another's words, what the writer did or left, a plan, a
    talk to come, a supposition, a wish, a fear, a feeling, a habit, a choice, a silence, a child,
    somebody else, one such person only, a group, the load of work.
    """

    TOEN = "toen"
    GEZEGD = "gezegd"
    ZELF = "zelf"
    PLAN = "plan"
    GESPREK = "gesprek"
    GEDACHTE = "gedachte"
    WENS = "wens"
    ANGST = "angst"
    GEVOEL = "gevoel"
    GEWOONTE = "gewoonte"
    KEUZE = "keuze"
    STIL = "stil"
    KIND = "kind"
    ANDER = "ander"
    EEN_ANDER = "een-ander"
    GROEP = "groep"
    WERK = "werk"


class Answer(StrEnum):
    """What kind of answer the user gave to the last question."""

    VERTELT = "vertelt"
    ONTWIJKT = "ontwijkt"
    WIJST_ANDER = "wijst-ander"
    WEET_NIET = "weet-niet"
    PLAN = "plan"
    GEVOEL = "gevoel"
    KORT = "kort"


class Feeling(StrEnum):
    """Feelings a professional names or shows in words; used to answer emotion first."""

    SPANNING = "spanning"
    VERDRIET = "verdriet"
    BOOSHEID = "boosheid"
    MACHTELOOSHEID = "machteloosheid"
    TWIJFEL = "twijfel"
    SCHULD = "schuld"
    VERMOEIDHEID = "vermoeidheid"
    ZORG = "zorg"
    GERAAKT = "geraakt"
    OPLUCHTING = "opluchting"


class CardField(StrEnum):
    """The fields of the gesprekskaart."""

    DOEL = "doel"
    BOODSCHAP = "boodschap"
    TEGENOP = "tegenop"
    ERKENNING = "erkenning"
    EERSTE_ZIN = "eerste_zin"
    OPEN_VRAGEN = "open_vragen"
    ALS_MISGAAT = "als_misgaat"
    WIE_WAAR_WANNEER = "wie_waar_wanneer"
    DAARNA = "daarna"
    TUSSENDOEL = "tussendoel"


class Code(StrEnum):
    """Codes for one utterance of a trainee (after MITI 4.2 and AnnoMI, own wording)."""

    OPEN_VRAAG = "open-vraag"
    GESLOTEN_VRAAG = "gesloten-vraag"
    REFLECTIE_EENVOUDIG = "reflectie-eenvoudig"
    REFLECTIE_COMPLEX = "reflectie-complex"
    ERKENNING = "erkenning"
    BOODSCHAP = "boodschap"
    INFORMATIE = "informatie"
    ADVIES_ZONDER_TOESTEMMING = "advies-zonder-toestemming"
    AUTONOMIE = "autonomie"
    CONFRONTATIE = "confrontatie"
    VERZACHTEN_OF_OMZEILEN = "verzachten-of-omzeilen"
    BEGRENZING = "begrenzing"
    OVERIG = "overig"


class Door(StrEnum):
    """How far a simulated partner lets the trainee in."""

    DICHT = "dicht"
    KIER = "kier"
    HALF_OPEN = "half-open"
    OPEN = "open"


class Emotion(StrEnum):
    """What a simulated partner shows; the first four are ways to answer pressure."""

    BOOS = "boos"
    DREIGEND = "dreigend"
    STIL = "stil"
    CHARMANT = "charmant"
    GESPANNEN = "gespannen"
    VERDRIETIG = "verdrietig"
    RUSTIG = "rustig"


class TalkPhase(StrEnum):
    """Where a practised conversation stands; without a hard message the middle two are skipped."""

    OPENING = "opening"
    BOODSCHAP = "boodschap"
    REACTIE = "reactie"
    VASTHOUDEN = "vasthouden"
    AFSPRAKEN = "afspraken"


class Trigger(StrEnum):
    """What a simulated partner answers to: the telling thing in what the trainee just did."""

    OPENT = "opent"
    GROET = "groet"
    STILTE = "stilte"
    OPEN_VRAAG = "open-vraag"
    GESLOTEN_VRAAG = "gesloten-vraag"
    FEITVRAAG = "feitvraag"
    WATVRAAG = "watvraag"
    VERZOEK = "verzoek"
    GEHOORD = "gehoord"
    ERKEND = "erkend"
    BOODSCHAP = "boodschap"
    BOODSCHAP_HERHAALD = "boodschap-herhaald"
    OMZEILD = "omzeild"
    UITSTEL = "uitstel"
    ADVIES = "advies"
    STRIJD = "strijd"
    INFORMATIE = "informatie"
    RUIMTE = "ruimte"
    GRENS = "grens"
    AFSPRAAK = "afspraak"
    ONDUIDELIJK = "onduidelijk"
    NOG_EENS = "nog-eens"
    AFSCHEID = "afscheid"


class Identifier(StrEnum):
    """Classes of identifying text."""

    PERSOON = "PERSOON"
    LOCATIE = "LOCATIE"
    ORGANISATIE = "ORGANISATIE"
    DATUM = "DATUM"
    LEEFTIJD = "LEEFTIJD"
    BSN = "BSN"
    TELEFOON = "TELEFOON"
    EMAIL = "EMAIL"
    URL = "URL"
    ZAAKNUMMER = "ZAAKNUMMER"
    IBAN = "IBAN"


class Rule(StrEnum):
    """What a reply may never do; each failed check carries one of these."""

    OORDEEL = "oordeel"
    DIAGNOSE = "diagnose"
    RISICO = "risico"
    ADVIES = "advies"
    GERUSTSTELLING = "geruststelling"
    FEIT = "feit"
    GEVOEL = "gevoel"
    SPIEGELING = "spiegeling"
    CITAAT = "citaat"
    VRAGEN = "vragen"
    STUREND = "sturend"
    TAAL = "taal"
    AANSPREEKVORM = "aanspreekvorm"
    LENGTE = "lengte"
    SJABLOON = "sjabloon"
    ROL = "rol"


class Checked(StrEnum):
    """What the examples of the check show: the learnt rules, and sentences that are fine."""

    OORDEEL = "oordeel"
    ADVIES = "advies"
    GERUSTSTELLING = "geruststelling"
    RISICO = "risico"
    GOED = "goed"


class VoiceName(StrEnum):
    """Who words a reply: authored lines, a language model, or a model that the lines finished."""

    GUIDED = "guided"
    MODEL = "model"
    BOTH = "both"

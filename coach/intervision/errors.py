"""What can go wrong in intervision, each with a Dutch sentence and a next step."""

from coach.errors import InputError, KierError


class MethodUnknown(InputError):
    """No method of that id."""

    template = "De vorm ‘{method}’ bestaat niet."
    advice = "Kies een van deze: {known}."


class AnswerUnknown(InputError):
    """One of the four answers cannot be used."""

    template = "‘{value}’ past niet bij {field}."
    advice = "Kies een van deze: {known}."


class TooShort(InputError):
    """Fewer minutes than the floors of the steps add up to."""

    template = "In {minutes} minuten past ‘{method}’ niet; er zijn er minstens {floor} nodig."
    advice = "Neem meer tijd of kies een kortere vorm."


class NothingFits(InputError):
    """No method at all fits the minutes."""

    template = "In {minutes} minuten past geen enkele vorm; de kortste vraagt er {floor}."
    advice = "Neem meer tijd, of bespreek vandaag alleen met welke vraag iemand zit."


class GroupSize(InputError):
    """A number of people that is no intervision group."""

    template = "Met {size} mensen kan Kier geen vorm kiezen."
    advice = "Geef een aantal van 2 tot en met 12, de begeleider meegeteld."


class NameNotShort(InputError):
    """A participant's name that is more than a first name or colour."""

    template = "‘{name}’ is geen voornaam of kleur."
    advice = "Gebruik één voornaam, een kleur, of niets. Achternamen horen hier niet."


NOT_NOW = {
    "vooraf": "de bijeenkomst is nog niet begonnen",
    "klaar": "de bijeenkomst is al afgesloten",
    "begonnen": "de bijeenkomst is al begonnen",
    "eerste": "dit is de eerste stap",
    "laatste": "dit is de laatste stap, er valt niets meer te verdelen",
    "staat": "de klok staat al stil",
    "loopt": "de klok loopt al",
    "krap": "de stappen die nog komen vragen samen met deze minstens {minutes} minuten",
    "sorteer": "‘{kind}’ kan niet zo gesorteerd worden",
    "onderdeel": "onderdeel {number} is er niet",
    "persoon": "deelnemer {number} is er niet",
    "toestemming": "er kunnen niet meer mensen instemmen dan er aanwezig zijn",
}
"""Why an event does not fit, by the name that ``NotNow`` takes."""


class NotNow(InputError):
    """An event that does not fit where the meeting stands; ``why`` is a NOT_NOW key."""

    template = "Dit kan nu niet: {reason}."
    advice = "Kijk waar de bijeenkomst staat; er is niets veranderd."

    def __init__(self, why: str, **values: object) -> None:
        self.why = why
        super().__init__(reason=NOT_NOW[why].format(**values))


class ScriptUnreadable(InputError):
    """A script that cannot be run."""

    template = "Het script {file} is bij gebeurtenis {number} niet te lezen: {detail}."
    advice = "Kijk in docs/intervisie.md hoe een script eruitziet."


class ScriptGone(InputError):
    """A script file that is not there or is no text."""

    template = "Het script {file} is niet te openen."
    advice = "Kijk of het pad klopt en of het een tekstbestand is."


class ConsentMissing(KierError):
    """A report was asked before everyone present was."""

    template = "Er is nog niet aan iedereen gevraagd of er een verslag mag komen."
    advice = "Vraag het aan alle aanwezigen en leg het antwoord vast."


class StateUnreadable(KierError):
    """A kept meeting that cannot be read back."""

    template = "De bewaarde stand van deze bijeenkomst is niet te lezen."
    advice = "Begin opnieuw; de stappen van de vorm staan er nog."


# What is wrong with a script, and what was left out of it.
UNKNOWN_SETUP = "Het veld ‘{field}’ bovenaan het script kent Kier niet; het is overgeslagen."
UNKNOWN_FIELD = "Bij gebeurtenis {number} kent Kier het veld ‘{field}’ niet; het is overgeslagen."
NOT_JSON = "het is geen geldige JSON (regel {line})"
NOT_OBJECT = "hier hoort een gebeurtenis tussen accolades"
NO_EVENT = "het veld ‘event’ ontbreekt"
NO_SUCH_EVENT = "‘{event}’ is geen gebeurtenis; kies uit {known}"
BAD_TIME = "de tijd ‘{value}’ is niet te lezen; schrijf ‘12:30’ of een aantal minuten"
BACKWARDS = "de tijd ligt vóór die van de gebeurtenis ervoor"
BAD_NUMBER = "‘{field}’ hoort een heel getal te zijn"
BAD_FIELD = "{field}: {expected}"

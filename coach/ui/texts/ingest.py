"""Wording of ``coach ingest``, ``coach documents`` and ``coach search``."""

from coach.knowledge.documents.base import Step
from coach.knowledge.documents.review import Stage, State
from coach.labels import Theme

PHRASE = "Wachtzin van de kluis"
NO_VAULT = (
    "Eigen documenten liggen in een kluis: één versleuteld bestand op deze computer. Die is er nog "
    "niet; kies er een wachtzin voor (minstens twaalf tekens)."
)
PHRASE_AGAIN = "Nog een keer dezelfde wachtzin"
PHRASES_DIFFER = "De twee wachtzinnen zijn niet gelijk; er is geen kluis gemaakt."
WORDS = (
    "Schrijf deze twaalf woorden op. Daarmee open je de kluis als je de wachtzin kwijt bent; Kier "
    "laat ze één keer zien en bewaart ze niet:"
)

STEPS = {
    Step.READING: "Lezen",
    Step.LOOKING: "Namen, thema's en dubbele stukken opzoeken",
    Step.WAITING: "Wacht tot een ander document klaar is",
    Step.INDEXING: "Vindbaar maken",
    Step.KEEPING: "Wat blijft opnieuw neerzetten",
}
KINDS = {"handbook": "Handboek", "case": "Praktijkcasus", "protocol": "Protocol"}
PRIORITY = "voorrang"
NOTHING_TO_ADD = "Geef minstens één bestand of map op."
ADDED = {1: "‘{title}’: één stuk gelezen.", 2: "‘{title}’: {count} stukken gelezen."}
REMOVED_WHILE_READING = "Bij het lezen weggelaten: {what}"
REPLACES = "Dit is een nieuwe versie; wat gelijk bleef, is al nagekeken."
BY_OCR = "Dit is een scan; controleer de tekst extra goed."
FINISHED = "‘{title}’ telt mee. Overgenomen: {accepted}; overgeslagen: {rejected}."
WAITS = "Nog niet alles is nagekeken. Ga verder met: coach documents --review {id}"

PIECE = "Stuk {number} van {all}"
PAGE = "bladzijde {page}"
SWAPS = "Vervangen:"
SWAP = "  {number}. {name} → {shown}"
NO_SWAPS = "Geen namen of nummers gevonden; kijk het zelf na."
THEMES = "Thema's: {themes}"
NO_THEMES = "geen"
DOUBLE_EXACT = "Dit staat er al: ‘{title}’"
DOUBLE_NEAR = "Lijkt op ‘{title}’ ({percent}% dezelfde woorden)"
ASK = "[o]vernemen  over[s]laan  [t]ekst  the[m]a's  [h]erstel naam  [a]lle  [q] stop"
KEYS = "ostmhaq"
UNKNOWN_KEY = "Kies een van deze letters."
WHAT = "Welk stukje tekst moet anders (letterlijk)"
BECOMES = "Wat komt ervoor in de plaats (leeg = niets)"
NOT_THERE = "Dat staat niet in dit stuk."
WHICH_THEMES = "Thema's, met komma's ertussen ({known})"
UNKNOWN_THEME = "Onbekend thema: {name}"
WHICH_SWAPS = "Nummers om te laten zoals het er stond, met komma's ertussen"
REST = {1: "Dit is het laatste stuk.", 2: "Dit zijn de overige {count} stukken."}
REST_SURE = {1: "Zo overnemen?", 2: "Alle {count} zo overnemen?"}

STAGES = {Stage.DRAFT: "wordt nagekeken", Stage.KEPT: "telt mee", Stage.LEAVING: "wordt gewist"}
STATES = {State.OPEN: "open", State.ACCEPTED: "overgenomen", State.REJECTED: "overgeslagen"}
NO_DOCUMENTS = "Er zijn nog geen eigen documenten."
LINE = "{id}  {kind}  ‘{title}’  {stage}  {counts}{priority}"
GONE = "‘{title}’ is verwijderd."
REMOVE_SURE = "‘{title}’ verwijderen? Dit is daarna niet terug te halen."
STOPPED = "Er is niets veranderd."

LOCKED = "De kluis is op slot; er is alleen in de bibliotheek van Kier gezocht."
NOTHING_FOUND = "Hier is niets over gevonden."
STARTER = "starttekst van Kier"

KNOWN_THEMES = ", ".join(theme.value for theme in Theme)

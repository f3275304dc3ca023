"""All Dutch wording of the interface, in one place.

Contract: constants and templates only. What the coach itself says in a conversation stands in the
content files, not here.
"""

from coach.dialogue.events import Phase
from coach.labels import CardField, Level

NAME = "Kier"
TITLE = "Kier · reflectie voor de pleegzorg"
TAGLINE = "Een plek om na te denken voordat je het gesprek in gaat."

AI_NOTICE = (
    "Je praat hier met een computerprogramma (AI), niet met een mens. Kier stelt vragen; "
    "jij denkt en jij beslist."
)
STAYS_HERE = (
    "Alles blijft op deze computer. Kier bewaart niets uit zichzelf: sluit je dit venster zonder "
    "te bewaren, dan is het gesprek weg."
)
NOT_DONE = (
    "Kier geeft geen oordeel over contact, plaatsing of schuld, stelt geen diagnose, schat geen "
    "risico’s en schrijft geen verslagen."
)
OFFLINE = (
    "Even geen contact met Kier. De pagina probeert het vanzelf opnieuw. Wat je nu drukt of typt, "
    "komt nog niet aan. Duurt het lang, kijk dan of Kier nog aanstaat."
)
NO_NAMES = (
    "Schrijf liever ‘moeder’ of ‘een meisje van de basisschoolleeftijd’ dan namen. Namen en "
    "nummers die Kier herkent worden vervangen voordat Kier leest; onder het vak zie je hoe."
)

DOOR_TALK = "Gesprek voorbereiden of reflecteren"
DOOR_TALK_ABOUT = (
    "Vertel waar je mee zit. Kier vraagt door en zet jouw eigen woorden op een gesprekskaart."
)
DOOR_TALK_OPEN = "Begin"
DOOR_PRACTICE = "Oefenen"
DOOR_PRACTICE_ABOUT = (
    "Oefen een gesprek met een gespeelde ouder, pleegouder, jongere of collega en kijk daarna "
    "samen terug."
)
DOOR_GROUP = "Intervisie"
DOOR_GROUP_ABOUT = "Kier bewaakt de vorm en de tijd; de groep houdt de inhoud."
COMING = "Deze deur gaat later open."
BACK = "‹ Naar het begin"

LOG_LABEL = "Gesprek"
YOU = "Jij"
MESSAGE_LABEL = "Jouw bericht"
MESSAGE_PLACEHOLDER = "Wat houdt je bezig?"
MESSAGE_HINT = "Enter verstuurt, Shift+Enter geeft een nieuwe regel."
SEND, STOP, UNDO, RESTART = "Verstuur", "Stop", "Eén beurt terug", "Opnieuw beginnen"
RESTART_SURE = "Zeker? Het gesprek en de kaart worden leeg."
EXAMPLES_HEAD = "Zo kun je beginnen:"
EXAMPLES = (
    (
        "Pleegzorgbegeleider",
        "Ik moet een moeder vertellen dat haar dochter van veertien haar niet meer wil zien. "
        "Ik zie er als een berg tegenop.",
    ),
    (
        "Gezinshuisbegeleider",
        "Vader houdt de deur dicht. Na alles wat er eerder is misgegaan neemt hij de telefoon "
        "niet meer op, en ik wil toch een ingang zoeken.",
    ),
    (
        "Supervisor",
        "In mijn intervisiegroep komt iedereen binnen vijf minuten met adviezen. De inbrenger "
        "wordt steeds stiller.",
    ),
    (
        "In opleiding",
        "Morgen zit ik voor het eerst alleen bij pleegouders die boos zijn op de jeugdbeschermer. "
        "Ik ben bang dat ik iets verkeerds zeg.",
    ),
)
LOADING = "Kier zet de bibliotheek klaar. Je kunt alvast typen."
READY = ""
INDEXING = "Kier leest de bibliotheek in: {done} van {total}."
NOTHING_TYPED = "Typ eerst een zin, dan denk ik met je mee."
STOPPED = "Gestopt. Je bericht staat er nog."
BUSY = {
    Phase.LUISTEREN: "Kier luistert…",
    Phase.ZOEKEN: "Kier kijkt in de bibliotheek…",
    Phase.VRAAG_KIEZEN: "Kier zoekt een vraag…",
    Phase.VERWOORDEN: "Kier schrijft en kijkt elke zin na…",
}
UNEXPECTED = "Er ging iets mis in Kier. Je bericht staat er nog; probeer het opnieuw."
LEAVE = "Het gesprek wordt niet bewaard."
REPLACED = (
    "Wat gemarkeerd is, is vervangen voordat Kier las. Wil je het anders, dan geeft ‘{undo}’ je "
    "eigen tekst terug in het vak."
)

SOURCES_LABEL = "Uit de bibliotheek"
SOURCE_KINDS = {
    "handbook": "Handboek",
    "cases": "Praktijkcasus (samengesteld)",
    "own-handbook": "Eigen handboek",
    "own-protocol": "Eigen protocol",
    "own-case": "Eigen praktijkcasus",
}
SOURCE_PRIORITY = "eerst bekeken"
SOURCE_PAGE = "bladzijde {page}"
SOURCE_OPEN = "lees het hele stuk"
SOURCE_SOURCES = "Bron: {sources}"
SOURCE_OWN = "Een eigen document van je organisatie, nagekeken voordat het meetelde."
SOURCE_FIRST = "Dit document bekijkt Kier altijd eerst."
SOURCE_SHUT = "Dit stuk ligt in de kluis, en die is nu op slot."
STARTER = "Starttekst van Kier, niet het handboek van het lectoraat."

SIGNAL_TITLES = {
    Level.ACUUT: "Dit gaat voor: eerst veiligheid",
    Level.ZORG: "Bespreek dit vandaag met iemand",
    Level.ZELFZORG: "Ook jij mag hulp vragen",
}
SIGNAL_QUOTES = "Deze woorden vielen op: {quotes}"
SIGNAL_FOOT = (
    "Kier weegt niets en schat niets in. Deze kaart blijft staan tot het einde van het gesprek."
)
SIGNAL_CHECKED = "Nummers nagekeken op {date}."

CARD_TITLE = "Gesprekskaart"
CARD_ABOUT = "In jouw woorden. Je kunt alles aanpassen."
CARD_NOTE = "Werkaantekening, geen dossier. Gemaakt met hulp van AI (Kier)."
CARD_FIELDS = {
    CardField.DOEL: "Doel",
    CardField.BOODSCHAP: "De boodschap in één zin",
    CardField.TEGENOP: "Waar ik tegenop zie",
    CardField.ERKENNING: "Erkenning voor de ander",
    CardField.EERSTE_ZIN: "Mijn eerste zin",
    CardField.OPEN_VRAGEN: "Drie open vragen",
    CardField.ALS_MISGAAT: "Als het misgaat",
    CardField.WIE_WAAR_WANNEER: "Wie en waar en wanneer",
    CardField.DAARNA: "Wat daarna",
    CardField.TUSSENDOEL: "Tussendoel",
}
CARD_EMPTY = "(nog leeg)"
EXPORT_WORD, EXPORT_MARKDOWN = "Kaart als Word", "Kaart als Markdown"
EXPORT_FILE = "gesprekskaart"
EXPORT_MARK = "AI-gegenereerd"
EXPORT_DATE = "Gemaakt op {date}"

CLI_WELCOME = "Typ je bericht en druk op Enter. 'terug' neemt een beurt terug, 'stop' sluit af."
CLI_YOU = "jij"
CLI_ADDRESS = "Kier staat klaar op {address}"
CLI_STOP_HINT = "Sluit af met Ctrl+C."
CLI_INDEXED = (
    "Bibliotheek ingelezen: {added} nieuw of gewijzigd, {unchanged} gelijk, {removed} verwijderd."
)
CLI_INDEXING = "Bibliotheek inlezen"
CLI_PORT_TAKEN = "Poort {wanted} is bezet; Kier gebruikt {port}."
CLI_BYE = "Dag. Er is niets bewaard."

DOCTOR_OK, DOCTOR_NOT = "goed", "niet"
DOCTOR = {
    "python": ("Python {detail}", "Kier vraagt Python 3.11 of nieuwer."),
    "content": ("Inhoud: {detail}", "Verbeter de genoemde plaatsen in knowledge/."),
    "encoder": ("Zinsmachine: {detail}", "Zet coach/encoder/weights terug."),
    "index": ("Index: {detail}", "Draai 'coach index'."),
    "data": ("Gegevensmap: {detail}", "Kies een andere map met COACH_DATA."),
    "llm": (
        "Taalmodel (llama-cpp-python): {detail}",
        "Niet nodig: de begeleide stem werkt zonder. Wil je het later, draai dan 'make llm'.",
    ),
    "helplines": ("Hulplijnen nagekeken: {detail}", "Kijk de nummers in helplines.yaml na."),
    "memory": ("Geheugen vrij: {detail}", "Sluit andere programma's; Kier vraagt ongeveer 1,5 GB."),
}
DOCTOR_MISSING = "ontbreekt"
DOCTOR_LOADED = "geladen"
DOCTOR_BUSY = "in gebruik door een andere Kier"
DOCTOR_COUNTS = "{passages} passages, {cases} casussen, {questions} vragen"
COVERAGE_HEAD = "Vragen per fase en stem (kolommen: technisch, normatief, persoonlijk)"
COVERAGE_THEMES = "Vragen per thema en fase"
COVERAGE_EMPTY = "Lege cellen: {cells}"
COVERAGE_FULL = "Geen lege cellen."

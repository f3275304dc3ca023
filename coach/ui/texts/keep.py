"""Wording of the page 'Bewaard': the vault, its lock, its list, its erasing."""

ROOM = "Bewaard"
ABOUT = "Wat je zelf bewaarde, achter slot."
OPEN_ROOM = "Bewaard"

BUTTON = "Bewaar gesprek en kaart"
BUTTON_CARD = "Bewaar alleen de kaart"
TITLE = "Bewaard"
NOTHING_YET = "Er is nog niets om te bewaren."
KINDS = {"gesprek": "Gesprek", "kaart": "Kaart", "terugblik": "Terugblik"}
LINE = "{day} · {kind} · {title}"
TURNS = {1: "1 beurt · {first}", 2: "{count} beurten · {first}"}
EMPTY_TITLE = "alleen een kaart"

NO_VAULT = (
    "Kier bewaart niets uit zichzelf. Wil je iets bewaren, dan komt het in een kluis: één "
    "versleuteld bestand op deze computer, dat alleen jij opent."
)
WHAT_IT_MEANS = (
    "Na {days} dagen wist Kier het vanzelf. Na {minutes} minuten zonder gebruik gaat de kluis op "
    "slot.",
    "Wat je bewaart is een werkaantekening, geen dossier. Weet wel dat ouders en jeugdigen soms "
    "recht hebben op inzage, ook in aantekeningen. Vraag in je organisatie wat daar de afspraak "
    "is.",
    "Kijk na of er geen namen in staan. Wat je niet nodig hebt, bewaar je beter niet.",
)
NEVER = (
    "In deze Kier is ingesteld dat er niets bewaard wordt. Neem je kaart mee als Word of Markdown; "
    "het gesprek blijft tot je de pagina sluit."
)
WAITING = "Maak eerst de kluis. Daarna wordt wat je wilde bewaren er meteen in gezet."

PHRASE_HEAD = "Kies een wachtzin"
PHRASE_HINT = (
    "Minstens twaalf tekens; vier of vijf losse woorden achter elkaar is goed. Kier kent hem niet "
    "en kan hem niet voor je opzoeken."
)
PHRASE = "Wachtzin"
PHRASE_AGAIN = "Nog een keer dezelfde wachtzin"
PHRASES_DIFFER = "De twee wachtzinnen zijn niet gelijk. Typ ze nog een keer."
MAKE_WITH_PHRASE = "Maak de kluis"
KEYRING_HEAD = "Of laat deze computer de sleutel bewaren"
KEYRING_HINT = (
    "De sleutel komt dan in de sleutelbos van je eigen account. Wie bij je account kan, kan bij de "
    "kluis. Kies dit niet op een gedeelde computer."
)
MAKE_WITH_KEYRING = "Gebruik de sleutelbos"

WORDS_HEAD = "Schrijf deze twaalf woorden op"
WORDS_ABOUT = (
    "Hiermee open je de kluis als je de wachtzin kwijt bent of als de sleutelbos de sleutel niet "
    "meer heeft. Kier laat ze één keer zien en bewaart ze niet. Leg het papier niet bij deze "
    "computer."
)
WORDS_DONE = "Ik heb ze opgeschreven"

LOCKED = "De kluis is op slot."
OPEN = "Open de kluis"
LOST_HEAD = "Wachtzin of sleutel kwijt?"
WORDS = "De twaalf herstelwoorden"
OPEN_WITH_WORDS = "Open met de herstelwoorden"

LIST = "Wat je bewaarde"
EMPTY = "De kluis is leeg."
READ = "Lees"
RESUME = "Ga verder met dit gesprek"
EXPORT = "Download (JSON)"
ERASE_ONE = "Wis dit"
ERASE_ONE_SURE = "Zeker? Dit is daarna niet terug te halen."
LOCK = "Doe op slot"
CHANGE_HEAD = "Een andere wachtzin"
CHANGE = "Verander de wachtzin"
CHANGED = "De wachtzin is veranderd."
ERASE_HEAD = "Alles wissen"
ERASE_ALL = "Wis alles"
ERASE_ALL_ABOUT = (
    "Wist de kluis, de sleutel, het logboek en tijdelijke bestanden. Ook zonder wachtzin. Wat je "
    "op een andere plek hebt opgeslagen, zoals een Word-bestand, blijft daar staan."
)
ERASE_ALL_SURE = "Zeker? Alles wat je bewaarde is dan weg en niet terug te halen."
CHOOSE_FIRST = "Kies eerst iets uit de lijst."
CARD_HEAD = "Kaart"

KEPT = "Bewaard tot en met {until}. Je vindt het onder ‘Bewaard’."
LOCKED_NOW = "De kluis zit op slot."
OPENED = "De kluis is open."
REMOVED = {
    1: "Eén bewaard stuk was over de bewaartermijn heen en is gewist.",
    2: "{count} bewaarde stukken waren over de bewaartermijn heen en zijn gewist.",
}
CLOCK = (
    "De klok van deze computer is versprongen. Kier wist daarom vandaag niets op datum en kijkt "
    "morgen opnieuw."
)
FULL = (
    "De schijf is vol of niet beschrijfbaar. Lezen en wissen kan nog; wis iets om ruimte te maken."
)
REPAIRED = "De kluis was beschadigd en is hersteld; er is niets verloren."
LOST = {
    1: "De kluis was beschadigd. Eén bewaard stuk was niet te redden; de rest is er nog.",
    2: "De kluis was beschadigd. {count} stukken waren niet te redden; de rest is er nog.",
}
LOST_FOLDER = "Het beschadigde bestand staat nog in {folder}, tot je iets wist."
UNREADABLE = "Dit stuk is met een andere versie van Kier bewaard; downloaden kan wel."

ERASED = "Gewist."
PROOF = (
    "Daarna heeft Kier {files} bestanden ({megabytes} MB) byte voor byte doorzocht op {needles} "
    "woorden en woordgroepen uit de gewiste tekst, in {encodings} schrijfwijzen: {result}."
)
PROOF_CLEAN = "niets gevonden"
PROOF_FOUND = "nog gevonden in {files}"
PROOF_UNREAD = "niet te lezen: {files}"
PROOF_LEFT = "in de kluis zelf staat nog ruimte die niet is opgeruimd"
PROOF_UNKNOWN = (
    "De kluis was op slot, dus Kier kende de woorden niet en kon er niet op zoeken. De bestanden "
    "en de sleutel zijn weg: {removed}."
)
PROOF_NO_TEXT = "Er stond geen tekst meer in de kluis om naar te zoeken."
PROOF_NOTHING = "Er was niets om te wissen."
CLI_PHRASE = "Wachtzin van de kluis (leeg = zonder bewijs van de woorden)"
CLI_SURE = "Alles in {folder} wissen?"
CLI_STOPPED = "Er is niets gewist."
CLI_REMOVED = "Verwijderd: {removed}"

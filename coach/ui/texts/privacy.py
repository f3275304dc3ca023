"""Wording of the watch over names, on the conversation page."""

from coach.labels import Identifier

PATTERNS_ONLY = (
    "Kier zet de namenlijsten klaar ({percent} %). Tot dan let Kier alleen op nummers, datums en "
    "de namen die je zelf opgeeft."
)
NO_WATCH = (
    "Kier kan de namenlijsten niet gebruiken en let nu alleen op nummers, datums en de namen "
    "die je zelf opgeeft. {error}"
)
PREVIEW_HEAD = "Zo leest Kier je bericht (gepseudonimiseerd)"
PREVIEW_FOOT = (
    "Kijk zelf na of er niemand in te herkennen is: Kier mist soms een naam, en een verhaal kan "
    "ook zonder namen herkenbaar zijn."
)
PREVIEW_NOTHING = "Kier ziet in je bericht geen namen of nummers om te vervangen."
KEEP_LABEL = "Toch laten staan zoals je het typte"
KEEP_CHOICE = "{name} → {shown}"
FIXED = "Een BSN wordt altijd weggehaald."
ROSTER_HEAD = "Namen die in dit gesprek voorkomen"
ROSTER_LABEL = "Namen, met komma’s ertussen"
ROSTER_HINT = (
    "Noem je hier de namen, dan vindt Kier ze beter, ook in kleine letters of met een tikfout. "
    "Ze worden nergens bewaard."
)
KINDS = {
    Identifier.PERSOON: "naam",
    Identifier.LOCATIE: "plaats of adres",
    Identifier.ORGANISATIE: "organisatie",
    Identifier.DATUM: "datum",
    Identifier.LEEFTIJD: "leeftijd",
    Identifier.BSN: "BSN",
    Identifier.TELEFOON: "telefoonnummer",
    Identifier.EMAIL: "e-mailadres",
    Identifier.URL: "internetadres",
    Identifier.ZAAKNUMMER: "zaaknummer",
    Identifier.IBAN: "rekeningnummer",
}

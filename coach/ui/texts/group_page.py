"""Dutch wording of the intervision page: choosing, the shared screen, writing down, closing, phone.

Contract: constants and templates only. What belongs to a method (steps, what to say) and the words
around methods stand in ``knowledge/methods`` and ``knowledge/intervision``.
"""

from coach.intervision.labels import Leap, Phase
from coach.ui.texts import group

OPEN = "Begin een bijeenkomst"

# Choosing.
CHOOSE_TITLE = "Intervisie"
CHOOSE_ABOUT = (
    "Vier vragen, dan een voorstel. Kier bewaakt de stappen en de tijd; jullie doen de inhoud. "
    "Jij kiest wat het wordt."
)
ASK_QUESTION = "Waar komt de inbrenger mee?"
ASK_MINUTES = "Hoeveel minuten zijn er?"
ASK_SIZE = "Met hoeveel mensen zijn jullie, de begeleider meegeteld?"
ASK_SAFETY = "Hoe veilig is het in deze groep?"
PROPOSE = "Doe een voorstel"
FILL_IN = "Beantwoord eerst alle vier de vragen."
WHOLE_NUMBERS = "Vul bij minuten en mensen een heel getal in."
FIRST_HEAD = "Kier stelt voor"
OTHERS_HEAD = "Dit kan ook"
NOT_NOW_HEAD = "Past bij de vraag, maar nu liever niet"
OPTION_TIME = "{minutes} minuten, {steps} stappen"
WARNING = "Let op"
BRINGS = "Wat de inbrenger meebrengt"
ROLE = "Wat het van de begeleider vraagt"
PICK = "Met welke vorm beginnen jullie?"
PICKED_HEAD = "Deze vorm koos je zelf"
ALL_METHODS = "Toon ook de andere vormen"
NAMES = "Wie zijn er? (mag leeg blijven)"
NAMES_HINT = (
    "Alleen voornamen of kleuren, met komma’s ertussen. Ze helpen bij het opschrijven, staan niet "
    "in het verslag en gaan weg als je de bijeenkomst wist."
)
SET_OUT = "Zet deze vorm klaar"
FAULTS = "Niet geladen: {files}. Draai ‘coach intervision --check’ op het bestand."
LOADING = "Kier zet de namen en de signalen nog klaar. Wat je typte komt er zo bij."

# Going on after an interruption.
FOUND = (
    "Er stond nog een bijeenkomst: {name}, stap {number} ({step}). De klok staat stil waar Kier "
    "stopte. Wat er was opgeschreven is niet bewaard."
)
GO_ON, LEAVE = "Ga hier verder", "Laat deze bijeenkomst gaan"
GONE = (
    "Deze bijeenkomst is in Kier niet meer open. Herlaad de pagina: staat de klok er nog, dan kun "
    "je daar verder."
)
NOT_ON_DISK = (
    "Kier kan de stand van de klok niet op de schijf zetten. Stopt Kier, dan begint de klok "
    "opnieuw."
)

# The shared screen.
STEP_OF = "Stap {number} van {count}"
SPEAKS, SILENT, SEAT = "Aan het woord", "Stil", "De inbrenger"
SAYS = "De begeleider zegt"
NEXT, LAST = "Straks", "Afronden"
NEXT_STEP = "{name} ({minutes} min)"
ENDS = "Klaar rond {time}"
LATE = "Klaar rond {time}, {minutes} min later dan afgesproken"
AND = " en "
CLOCK = "Tijd voor deze stap"
CLOCK_STATE = {
    Phase.VOORAF: "nog niet begonnen",
    Phase.BEZIG: "nog",
    Phase.PAUZE: "de klok staat stil",
    Phase.KLAAR: "klaar",
}
CLOCK_OVER = "over de tijd"
PLAN_HEAD = "Zo loopt het"
PLAN_ADDED = "{name} (voegt Kier toe)"
TABLE_HEAD = "Op tafel"
CASE, QUESTION, AGAIN = group.CASE, group.QUESTION, group.AGAIN
UNSORTED = "nog niet gesorteerd"
EARLIER = "eerder: {kind}"
CARD_STANDS = "Er staat een kaart voor jullie klaar, onder het scherm."

# Buttons and keys.
START, PAUSE, RESUME = "Start de klok", "Pauze", "Verder"
BACK, ONWARD, FINISH, SKIP = "‹ Stap terug", "Volgende stap ›", "Naar het afronden ›", "Sla over"
EXTEND, EXTEND_MINUTES = "+2 minuten", 2
REFIT = "Verdeel de tijd opnieuw"
BIG, SMALL = "Groot scherm", "Knoppen tonen"
SECOND = "Tweede venster"
SECOND_DONE = "De bijeenkomst is afgelopen. Dit venster mag dicht."
STOP = "Stop hier"
STOP_SURE = "De klok stopt en jullie gaan naar het afronden. Je kunt nog een stap terug. Zeker?"
KEYS = (
    ("spatie", "klok stil of verder"),
    ("→", "volgende stap"),
    ("←", "stap terug"),
    ("+", "twee minuten erbij"),
    ("G", "groot scherm aan of uit"),
)
KEYS_NOTE = "De toetsen doen niets terwijl je typt."

# For the facilitator.
LEAD_HEAD = group.FOR_FACILITATOR
WATCH, WRITES = "Let op", "Opschrijven"
LEAP_HEAD = "Springt iemand vooruit? Kies wat je hoort, dan krijg je een zin om te zeggen."
LEAPS = {
    Leap.ADVIES: "Een advies",
    Leap.OORDEEL: "Een oordeel",
    Leap.DIAGNOSE: "Een etiket",
    Leap.WAAROM: "Een waarom-vraag",
    Leap.EIGEN_VERHAAL: "Een eigen verhaal",
}
LEAP_SAY = "Je kunt zeggen"
PROPOSE_QUESTIONS = "Stel vragen voor"
PROPOSED_HEAD = "Vragen die je kunt lenen"
PROPOSED_NONE = "Kier heeft bij deze stap geen vragen meer."
PROPOSED_NOTE = "Kies zelf of en wanneer. De groep vraagt."

# Writing down.
CASE_HEAD = "De casus in een paar regels"
CASE_HINT = (
    "Schrijf ‘moeder’ of ‘een jongen’ in plaats van namen. Wat Kier herkent wordt "
    "vervangen; hieronder zie je hoe."
)
CASE_SAVE = "Zet op het scherm"
WRITE_HEAD = "Opschrijven"
WRITE_KIND, WRITE_WHO, WRITE_TEXT = "Wat schrijf je op?", "Van wie? (mag leeg)", "Tekst"
WRITE = "Schrijf op"
NOBODY = "zonder naam"
NOTHING_TYPED = "Typ eerst iets om op te schrijven."
REPLACED = "Een naam of nummer is vervangen. Er staat nu: {what}."
SORT_HEAD = "De inbrenger sorteert"
SORT_WHICH = "Welke?"
HELD_HEAD = "Even bewaard"
HELD_ABOUT = (
    "Dit klinkt als iets voor later. Het staat niet op het scherm en komt niet in het verslag, "
    "tenzij jij het een plek geeft. Kier kan het mis hebben."
)
HELD_STAYS, HELD_ADVICE = "Zet het op het scherm", "Zet het bij de adviezen"
HELD_NOW = "Kier bewaart dit even. Kijk bij ‘Even bewaard’."
FIX_HEAD = "Iets veranderen of weghalen"
FIX_WHICH = "Wat?"
FIX_CHANGE, FIX_REMOVE = "Terug in het vak", "Haal weg"
CHOOSE_ONE = "Kies eerst waar het om gaat."
ITEM = "{number}. {text}"

# Closing.
CLOSE_TITLE = "Afronden"
CLOSE_ABOUT = (
    "Ieder zegt één zin. De inbrenger zegt wat er mee naar huis gaat. Daarna kijkt de groep kort "
    "naar zichzelf. {process}"
)
CLOSE_DONE = (
    "Ieder zei al één zin. Moet er nog iets bij, dan kan dat hier. Daarna is de vraag of er een "
    "verslag mag komen."
)
CLOSE_BACK = "‹ Terug naar de laatste stap"
REFLECT_HEAD = "Voor de inbrenger, in eigen woorden"
REFLECT_ABOUT = "Dit mag leeg blijven. Kier vult niets in."
HOURS = "Uren die de inbrenger noteert"
HOURS_NUMBER = "Noteer uren als een getal tussen 0 en 12, of laat het vak leeg."
CONSENT_HEAD = "Mag er een verslag komen?"
CONSENT_ASK = "Vraag het hardop"
PRESENT, AGREED = "Aanwezig", "Zegt ja"
CONSENT_SAVE = "Leg de antwoorden vast"
CONSENT_WHOLE = "Vul in hoeveel mensen er zijn en hoeveel er ja zeiden."
CONSENT_ALL = "Alle {present} zeiden ja. Het verslag mag compleet."
CONSENT_NOT_ALL = (
    "{agreed} van de {present} zeiden ja. In het verslag komen alleen de eigen woorden van de "
    "inbrenger."
)
REPORT_HEAD = "Het verslag"
REPORT_ABOUT = (
    "Zonder namen. Kier maakt het in het geheugen; je browser slaat het op waar jij wilt. Lees het "
    "na voordat je het deelt."
)
WORD, MARKDOWN = "Verslag als Word", "Verslag als Markdown"
KEEP, KEEP_TITLE = "Bewaar het verslag in de kluis", "Intervisie: {name}"
ERASE = "Wis deze bijeenkomst"
ERASE_SURE = (
    "Alles van deze bijeenkomst gaat weg uit Kier. Heb je het verslag opgeslagen als je dat wilt?"
)
ERASED = "De bijeenkomst is gewist."

# The facilitator's phone.
PAIR_HEAD = "Telefoon van de begeleider"
PAIR_ABOUT = (
    "Op een tweede scherm zie je de stap, de klok en wat je kunt zeggen, en kun je de klok "
    "bedienen. De casus en wat er is opgeschreven staan daar niet op."
)
PAIR_HERE = (
    "Kier luistert alleen op deze computer. Een tweede venster hier kan meekijken. Een telefoon "
    "kan dat alleen als de beheerder Kier op het eigen netwerk heeft gezet."
)
PAIR_HOUSE = "Open op de telefoon het adres dat je van de beheerder kreeg."
PAIR = "Maak een code"
PAIR_AGAIN = "Maak een nieuwe code"
PAIR_CODE = "Kies op het tweede scherm Intervisie, dan ‘Meekijken met een code’, en typ:"
PAIR_VALID = "De code werkt zolang de bijeenkomst loopt. Een nieuwe code sluit de oude af."
PAIR_JOINED = "Schermen die mogen meekijken: {count}."
PAIR_WRONG = "Verkeerde codes het laatste uur: {count}"
JOIN_HEAD = "Meekijken met een code"
JOIN_CODE = "Code van zes cijfers"
JOIN = "Kijk mee"
FOLLOW_GONE = "De bijeenkomst is afgelopen, of er is een nieuwe code gemaakt."
FOLLOW_LEAVE = "Stop met meekijken"
FOLLOW_DONE = "De bijeenkomst is in de afronding."
FOLLOW_CARD = "Op het gedeelde scherm staat een signaalkaart."

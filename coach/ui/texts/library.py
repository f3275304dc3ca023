"""Wording of the page 'Kennis': searching, the organisation's documents, reviewing them."""

from coach.labels import Theme

NAME = "library"
ROOM = "Kennis"
ABOUT = "Zoek in handboek, casussen en de documenten van je organisatie."
OPEN_ROOM = "Kennis"
TITLE = "Kennis"

TAB_SEARCH, TAB_DOCUMENTS = "Zoeken", "Eigen documenten"

# -- searching --------------------------------------------------------------------------------

QUERY = "Waar zoek je iets over?"
QUERY_PLACEHOLDER = "Bijvoorbeeld: moeder komt niet opdagen bij het bezoek"
SEARCH = "Zoek"
WHERE = "Waarin"
ALL, HANDBOOK, CASES, OWN = "all", "handbook", "cases", "own"
WHERES = {
    ALL: "Alles",
    HANDBOOK: "Handboek en protocollen",
    CASES: "Casussen",
    OWN: "Alleen eigen documenten",
}
THEME = "Thema"
ANY_THEME = "Alle thema’s"
EXAMPLES_HEAD = "Zo kun je zoeken:"
EXAMPLES = (
    "Hoe vertel ik een ouder iets wat pijn doet?",
    "Het kind wil niet naar het bezoek",
    "Pleegouders en ouders vertrouwen elkaar niet",
)
SEARCH_ABOUT = (
    "Je krijgt letterlijke stukken tekst, met de zin die het best past gemarkeerd. Gewone woorden "
    "zijn genoeg. Wat je zoekt wordt niet bewaard."
)
FOUND = {1: "Eén stuk gevonden.", 2: "{count} stukken gevonden, het best passende eerst."}
BROWSED = {1: "Eén stuk bij dit thema.", 2: "{count} stukken bij dit thema."}
MORE = "Er is meer bij dit thema. Typ een paar woorden om gerichter te zoeken."
NOTHING_TYPED = "Typ eerst een paar woorden, of kies een thema."
NOTHING = "Hierover staat er niets in wat Kier nu kan doorzoeken."
NOTHING_NEXT = (
    "Probeer het met andere woorden, of beschrijf wat er gebeurt in plaats van hoe het heet.",
    "Zoek je nu op één thema of op één soort tekst, zoek dan eens in alles.",
)
NOTHING_ADD = "Staat het wel in jullie eigen handboek, voeg dat dan toe bij ‘Eigen documenten’."
SHUT = (
    "De eigen documenten zijn niet doorzocht, want de kluis is op slot. Open die bij ‘Eigen "
    "documenten’."
)
NO_OWN = "Er zijn nog geen eigen documenten die meetellen. Je voegt ze toe bij ‘Eigen documenten’."
WAITING = "Kier zoekt…"

WHOLE = "Lees het hele stuk"
ORIGIN = "Waar komt dit vandaan?"
ORIGIN_SOURCES = "Dit stuk steunt op:"
ORIGIN_STARTER = "De tekst zelf is een starttekst van Kier, niet het handboek van het lectoraat."
ORIGIN_CASE = "Een samengestelde casus, voor Kier geschreven. Het gaat niet over bestaande mensen."
ORIGIN_OWN = "Uit ‘{title}’ (bestand {file}), toegevoegd op {added}."
ORIGIN_PAGE = "De gemarkeerde zin staat op bladzijde {page} van {pages}."
ORIGIN_NO_PAGES = "Dit soort bestand heeft geen vaste bladzijden; zoek op de kop erboven."
ORIGIN_BY = "Iemand uit je organisatie heeft dit stuk nagekeken voordat het meetelde."
ORIGIN_OCR = "Het is een scan: Kier las de letters van het plaatje en kan een letter missen."
PICTURE = "Bladzijde {page} zoals die in de PDF staat"

# -- the vault --------------------------------------------------------------------------------

OWN_ABOUT = (
    "Hier voeg je het handboek, de protocollen en de casussen van je organisatie toe. Je kijkt "
    "eerst na wat Kier eruit haalt. Pas daarna tellen ze mee bij het zoeken en in gesprekken."
)
NEVER = (
    "In deze Kier is ingesteld dat er niets bewaard wordt. Eigen documenten kunnen er dan niet "
    "bij. Je beheerder kan dat veranderen (COACH_KEEP_DAYS)."
)
NO_VAULT = (
    "Eigen documenten liggen in de kluis: één versleuteld bestand op deze computer. Die kluis is "
    "er nog niet. Maak die eerst; daarna kom je hier terug."
)
MAKE_VAULT = "Maak de kluis"
LOCKED = (
    "De kluis is op slot. Open die om je documenten te zien, erin te zoeken en er nieuwe bij te "
    "zetten."
)
OPENING = "De kluis gaat open…"

# -- adding -----------------------------------------------------------------------------------

ADD_HEAD = "Een document toevoegen"
KIND = "Wat is het?"
KINDS = {"handbook": "Handboek", "protocol": "Protocol", "case": "Casus"}
PRIORITY = "Altijd eerst bekijken (meldcode, eigen protocol)"
PRIORITY_MARK = "altijd eerst"
PICTURES = "Bij een PDF de bladzijden ook als plaatje bewaren"
PICTURES_ABOUT = (
    "Zo zie je later naast een zin de bladzijde zelf. Is er op een bladzijde iets vervangen, "
    "veranderd of overgeslagen, dan bewaart Kier die niet. Van een casus nooit."
)
PICTURE_REVIEW = (
    "Zo staat het in de PDF. Dit plaatje blijft alleen bewaard als je alles van deze bladzijde "
    "overneemt zoals het er staat. Kijk ook naar kop- en voetregels en naar foto’s."
)
DROP = "Sleep bestanden hierheen, of klik om te kiezen"
LIMITS = (
    "PDF, Word (.docx), ODT, Markdown of gewone tekst. Hoogstens {megabytes} MB, {pages} "
    "bladzijden en {minutes} minuten leestijd per bestand."
)
SCAN_ON = "Een gescande PDF leest Kier ook, tot {pages} bladzijden. Dat duurt langer."
SCAN_OFF = "Een gescande PDF zonder tekst kan Kier op deze computer niet lezen."
CASE_NOTE = (
    "Bij een casus kijk je elk stuk zelf na. Vraag in je organisatie na of de casus gebruikt mag "
    "worden."
)
READING_FILE = "{file}"
FILE_OF = "Bestand {number} van {all}: {file}"
STEPS = {
    "reading": "lezen",
    "looking": "namen, thema’s en dubbele stukken zoeken",
    "waiting": "wacht tot een ander document klaar is",
    "indexing": "vindbaar maken",
    "keeping": "wat blijft opnieuw neerzetten",
}
STEP = "{what}: {step} ({done} van {all})"
STEP_BEGUN = "{what}: {step}"
ADDED = {
    1: "‘{title}’ is gelezen: één stuk om na te kijken.",
    2: "‘{title}’ is gelezen: {count} stukken om na te kijken.",
}
TOO_LARGE = (
    "‘{file}’ is groter dan {megabytes} MB; er is niets toegevoegd. Deel het bestand op, of "
    "maak de plaatjes erin kleiner."
)
UNEXPECTED = "Er ging iets mis; er is niets toegevoegd of veranderd. Probeer het opnieuw."

# -- the list ---------------------------------------------------------------------------------

LIST_HEAD = "De documenten"
LIST = "Kies een document"
EMPTY = "Er zijn nog geen eigen documenten."
NAMESAKE = "{title} ({file})"
LINE = "{title} · {kind} · {state}{priority}"
STATE_DRAFT = {
    1: "na te kijken: één stuk",
    2: "na te kijken: nog {open} van de {all} stukken",
}
STATE_FRESH = "na te kijken: {all} stukken"
STATE_READY = "alles nagekeken, nog niet vindbaar gemaakt"
STATE_KEPT = {1: "in gebruik, één stuk", 2: "in gebruik, {accepted} stukken"}
STATE_LEAVING = "wordt gewist"
CHOOSE_FIRST = "Kies eerst een document uit de lijst."
REVIEW = "Kijk na"
REOPEN = "Opnieuw nakijken"
REOPENED = "‘{title}’ staat weer bij het nakijken. Tot je klaar bent, vindt Kier het niet."
PRIORITY_SWITCH = "Wel of niet altijd eerst"
PRIORITY_ON = "‘{title}’ wordt nu altijd eerst bekeken, als het past bij de vraag."
PRIORITY_OFF = "‘{title}’ staat nu gewoon tussen de andere documenten."
REMOVE = "Verwijder"
REMOVE_SURE = "Zeker? Het document is daarna weg en niet terug te halen."
REMOVED = "‘{title}’ is verwijderd."
REMOVING = "Verwijderen en nazoeken…"
REMOVING_WHAT = "Verwijderen"
LOCK = "Doe de kluis op slot"
KEPT_ALREADY = "‘{title}’ is in gebruik. Kies ‘Opnieuw nakijken’ als je iets wilt veranderen."

# -- reviewing --------------------------------------------------------------------------------

REVIEW_TITLE = "Nakijken: {title}"
TO_DOCUMENTS = "‹ Naar de documenten"
REVIEW_ABOUT = (
    "Alleen wat je overneemt telt straks mee. Kijk vooral of er geen naam of herkenbaar detail is "
    "blijven staan: Kier mist er soms een."
)
DONE_OF = "Nagekeken: {done} van {all}. Overgenomen: {accepted}. Overgeslagen: {rejected}."
BY_OCR = "Dit is een scan. Kier las de letters van plaatjes; lees de tekst extra goed na."
REPLACES = (
    "Dit is een nieuwe versie van een document dat al meetelt. Wat gelijk bleef, is overgenomen. "
    "De oude versie gaat weg als je hier klaar bent."
)
ABOUT_DOCUMENT = "Titel, soort en voorrang"
DOCUMENT_TITLE = "Titel"
SAVE_ABOUT = "Bewaar"
SAVED_ABOUT = "Bewaard."
NOW_A_CASE = (
    "Bewaard. In een casus let Kier scherper op namen. Kijk alle stukken daarom opnieuw na; "
    "plaatjes van bladzijden zijn weg."
)
NAMES_HEAD = "Wat er in dit document vervangen wordt ({count})"
NAMES_LINE = "{name} → {shown} ({count} keer)"
NAMES_ONCE = "{name} → {shown}"
NAMES_NONE = "Kier vond geen namen of nummers om te vervangen. Kijk het zelf goed na."
REMOVED_HEAD = "Wat Kier bij het lezen wegliet ({count})"
REMOVED_ABOUT = (
    "Deze tekst is niet te zien voor wie het document leest, of hoort er niet bij. Die telt nooit "
    "mee."
)
REMOVED_SAMPLE = "Bijvoorbeeld: ‘{sample}’"
ONE, AS_LIST = "one", "list"
MODES = {ONE: "Eén voor één", AS_LIST: "Als lijst"}
MODE = "Hoe"
OPEN_ONLY, EVERY, SWAPPED, DOUBLE = "open", "all", "swapped", "double"
SHOWS = {
    OPEN_ONLY: "Nog na te kijken",
    EVERY: "Alle",
    SWAPPED: "Met vervangingen",
    DOUBLE: "Dubbel",
}
SHOW = "Welke stukken"
PIECE = "Stuk {number} van {all}"
PAGE = "bladzijde {page}"
STATES = {"open": "nog na te kijken", "accepted": "overgenomen", "rejected": "overgeslagen"}
NO_NAMES = "In dit stuk vond Kier geen namen of nummers."
UNDO_LABEL = "Laat staan zoals het in het document stond"
UNDO_EVERYWHERE = "Ook in de andere stukken van dit document"
FIXED_NOTE = "Een BSN wordt altijd weggehaald."
EDITED = "Je hebt deze tekst zelf aangepast."
EDITED_NAMED = (
    "In je eigen tekst staat misschien nog iets herkenbaars: {names}. Kier laat jouw woorden "
    "staan. Haal het zelf weg als het over iemand gaat."
)
BACK_TO_PROPOSAL = "Terug naar het voorstel"
THEMES = "Thema’s (voorstel van Kier; pas ze gerust aan)"
DOUBLES_HEAD = "Dit lijkt er al te staan"
DOUBLE_EXACT = "Woord voor woord gelijk aan een stuk uit ‘{title}’."
DOUBLE_NEAR = "{percent} % dezelfde woorden als een stuk uit ‘{title}’."
DOUBLE_SHIPPED = "{said} (tekst van Kier)"
DOUBLE_TEXT = "Lees dat stuk"
EDIT = "Verander de tekst"
EDIT_LABEL = "De tekst zoals die meetelt"
EDIT_SAVE = "Zo is het goed"
EDIT_CANCEL = "Toch niet"
ACCEPT, REJECT = "Neem over", "Sla over"
PREVIOUS, NEXT = "‹ Vorige", "Volgende ›"
LOOK = "Bekijk"
REST = "Neem de rest over"
REST_SURE = "Alles wat nog openstaat overnemen zoals het voorgesteld is?"
REST_CASE = (
    "Bij een casus kijk je elk stuk zelf na. Dit zijn nog {count} stukken die je niet hebt "
    "gezien; blader er eerst doorheen."
)
REST_DONE = {
    0: "Er stond niets meer open.",
    1: "Eén stuk overgenomen.",
    2: "{count} stukken overgenomen.",
}
REJECT_REST = "Sla de rest over"
REJECT_REST_SURE = "Alles wat nog openstaat overslaan?"
REJECT_DONE = {
    0: "Er stond niets meer open.",
    1: "Eén stuk overgeslagen.",
    2: "{count} stukken overgeslagen.",
}
NONE_HERE = "Hier is niets meer om na te kijken."
ALL_DONE = "Alles is nagekeken. Maak het document nu vindbaar."
FINISH = "Klaar: maak vindbaar"
FINISHED = "‘{title}’ is in gebruik. Overgenomen: {accepted}. Overgeslagen: {rejected}."

THEME_NAMES = {
    Theme.GEDEELD_OPVOEDERSCHAP: "gedeeld opvoederschap",
    Theme.GEZAMENLIJKE_WERELD: "gezamenlijke wereld",
    Theme.GEEN_CONTACT: "geen contact",
    Theme.BOODSCHAP_AAN_OUDER: "een boodschap aan de ouder",
    Theme.DEUR_OP_EEN_KIER: "de deur op een kier",
    Theme.SAMENWERKING_PROFESSIONALS: "samenwerken met andere professionals",
    Theme.POSITIE_PLEEGOUDERS: "de plek van pleegouders",
    Theme.LOYALITEIT_EN_VERLIES: "loyaliteit en verlies",
    Theme.STEM_VAN_HET_KIND: "de stem van het kind",
    Theme.BEZOEK_EN_OMGANG: "bezoek en omgang",
    Theme.PERSPECTIEF_EN_TERUGPLAATSING: "perspectief en terugplaatsing",
    Theme.IDENTITEIT_EN_ACHTERGROND: "identiteit en achtergrond",
    Theme.EIGEN_POSITIE: "je eigen positie",
    Theme.EMOTIE_EN_AGRESSIE: "emotie en agressie",
    Theme.INTERVISIE: "intervisie",
    Theme.GESPREKSVOERING: "gespreksvoering",
}

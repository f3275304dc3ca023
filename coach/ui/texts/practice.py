"""Dutch wording of the practice page and of practice in the terminal.

Contract: constants and templates only. What a partner says and what Kier says afterwards stand in
``knowledge/personas`` and ``knowledge/practice``.
"""

from coach.labels import Code, Door, Emotion, TalkPhase

OPEN = "Oefen een gesprek"
LOADING = "Kier zet de gesprekspartners klaar. Dit duurt even."
NOBODY = "Er zijn geen gesprekspartners gevonden in knowledge/personas."
FAULTS = "Niet geladen: {files}. Draai 'coach personas check' op het bestand."

CONTRACT_TITLE = "Oefenen"
CONTRACT = (
    "Jij bent jezelf, in je eigen werk. Kier speelt de ander: een verzonnen mens, met zinnen die "
    "van tevoren geschreven zijn. Met een taalmodel krijgen die zinnen andere woorden.",
    "Typ wat je hardop zou zeggen. De ander reageert op hoe je het zegt.",
    "Typ <b>stop</b> of <b>pauze</b> wanneer je wilt. Je mag altijd terug naar een eerdere zin.",
    "Daarna kijken we altijd terug: eerst jij, dan Kier, op hoogstens twee dingen.",
)
FORMATIVE = (
    "Oefenen is om te leren. Er is geen cijfer en geen rangorde, en er wordt niets bewaard of "
    "verstuurd, tenzij jij het bewaart."
)
CHOOSE_PERSONA = "Met wie wil je oefenen?"
CHOOSE_AIM = "Wat wil je oefenen?"
BEGIN = "Ik begin"
ABOUT_YOU = "Jij"
AUTHORED = "geschreven zin"
ABOUT_SCENE = "Waar jullie zitten"
ABOUT_FACTS = "Wat jullie allebei weten"
ABOUT_MESSAGE = "De boodschap"
CARRIED_HEAD = "Uit jouw voorbereiding"
CARRIED_MESSAGE = "Jouw boodschap"
CARRIED_FEAR = "Waar je tegenop ziet"
CARRIED_FIRST = "Jouw eerste zin"
CARRIED_NOTE = (
    "Kier zocht er een gesprekspartner bij die erop lijkt. Die heeft een eigen verhaal en andere "
    "namen; oefen met jouw soort zin."
)
TO_PRACTICE = "Oefen dit gesprek"

YOU = "Jij"
AUTHORED = "geschreven zin"
LOG_LABEL = "Oefengesprek"
BOX_LABEL = "Wat zeg je?"
BOX_PLACEHOLDER = "Typ wat je hardop zou zeggen"
BOX_HINT = "Enter zegt het, Shift+Enter geeft een nieuwe regel. Typ 'stop' of 'pauze' als je wilt."
SAY, HINT, PAUSE, FINISH = "Zeg het", "Een duwtje", "Pauze", "Afronden en terugkijken"
RESUME = "Verder met het gesprek"
PAUSED = "Even pauze. Adem uit, kijk naar buiten. De ander wacht gewoon."
NOTHING_SAID = "Typ eerst wat je zou zeggen. Zwijgen mag ook: typ dan drie puntjes."
FIRST_SAY = "Zeg eerst iets tegen de ander, dan valt er iets terug te kijken."
THINKING = "{name} laat het even op zich inwerken…"
STOPPED = "Gestopt. Je zin staat er nog."
UNEXPECTED = "Er ging iets mis in Kier. Je zin staat er nog; probeer het opnieuw."
HINT_SHOWN = "Een duwtje: {hint}"
HINTS_GONE = "Je hebt {count} duwtjes gehad. Probeer het nu op je eigen manier."
STOP_WORDS = ("stop", "ik stop", "stop maar", "time-out", "time out")
PAUSE_WORDS = ("pauze", "even pauze", "pauze graag")
SIGNAL_NOTE = (
    "Zei je dit in je rol, dan kun je gewoon verder. Gaat het over iets echts, dan gaat dat voor: "
    "het oefengesprek kan wachten."
)

DOOR = {
    Door.DICHT: "De deur is dicht",
    Door.KIER: "De deur staat op een kier",
    Door.HALF_OPEN: "De deur staat half open",
    Door.OPEN: "De deur staat open",
}
EMOTION = {
    Emotion.BOOS: "boos",
    Emotion.DREIGEND: "dreigend",
    Emotion.STIL: "stil",
    Emotion.CHARMANT: "vriendelijk op afstand",
    Emotion.GESPANNEN: "gespannen",
    Emotion.VERDRIETIG: "verdrietig",
    Emotion.RUSTIG: "rustig",
}
PHASE = {
    TalkPhase.OPENING: "begin",
    TalkPhase.BOODSCHAP: "er hangt iets in de lucht",
    TalkPhase.REACTIE: "de boodschap is gezegd",
    TalkPhase.VASTHOUDEN: "bij elkaar blijven",
    TalkPhase.AFSPRAKEN: "afspraken",
}
CODE = {
    Code.OPEN_VRAAG: ("V", "open vraag"),
    Code.GESLOTEN_VRAAG: ("v", "gesloten vraag"),
    Code.REFLECTIE_EENVOUDIG: ("t", "teruggegeven"),
    Code.REFLECTIE_COMPLEX: ("T", "teruggegeven wat eronder ligt"),
    Code.ERKENNING: ("E", "erkenning"),
    Code.BOODSCHAP: ("B", "de boodschap"),
    Code.INFORMATIE: ("i", "uitleg"),
    Code.ADVIES_ZONDER_TOESTEMMING: ("a", "ongevraagd advies"),
    Code.AUTONOMIE: ("R", "ruimte gelaten"),
    Code.CONFRONTATIE: ("c", "in discussie"),
    Code.VERZACHTEN_OF_OMZEILEN: ("o", "eromheen of gesust"),
    Code.BEGRENZING: ("G", "grens"),
    Code.OVERIG: ("·", "iets anders"),
}

AGAIN_TITLE = "Wat als"
AGAIN_ABOUT = "Ga terug naar een zin en zeg het anders. Je ziet de twee versies naast elkaar."
AGAIN_PICK = "Welke zin?"
AGAIN = "Terug naar deze zin"
AGAIN_EMPTY = "Nog geen zinnen"
SWAP = "Wissel van versie"
BRANCH_OTHER, BRANCH_ON = "De andere versie", "Hiermee ga je verder"
BRANCH_BEFORE, BRANCH_NOW = "Eerst", "Nu"
BRANCH_WAITS = "Zeg het nu anders."

OBSERVE_TITLE = "Eerst jij"
OBSERVE_ABOUT = "Je bent uit je rol. Voordat Kier iets zegt: wat viel jou op?"
OBSERVE_NEXT = "Kijk verder terug"
OBSERVE_NEEDED = "Schrijf bij één van de vragen een paar woorden, dan kijken we samen verder."
LOOK_TITLE = "Samen terugkijken"
YOUR_WORDS = "Wat jij zag"
WORKED = "Wat iets deed"
INSTEAD = "Zo zou het ook kunnen, in jouw toon:"
WHY = "Waarom"
PASSAGE = "Uit het handboek: {title}"
TIMELINE_TITLE = "De deur tijdens het gesprek"
TIMELINE_ABOUT = (
    "Hoe hoger de lijn, hoe verder de deur openstaat. Elk cijfer is een zin van jou; de letters "
    "eronder zeggen wat je deed."
)
TIMELINE_TURN = "Zin {number}: {codes}. {door}, {emotion}."
TIMELINE_START = "Aan het begin: {door}."
TIMELINE_SAID = "Jouw zinnen, en wat de deur daarna deed"
TIMELINE_AFTER = "{codes}. {door}, {emotion}."
TIMELINE_ASIDE = "Schuif de lijn opzij om het hele gesprek te zien."
TIMELINE_APART = "Dit ging misschien over iets echts. Het telt niet mee als oefening."
TIMELINE_BEGIN = "begin"
RETRY_TITLE = "Eén moment opnieuw"
RETRY_ABOUT = "De ander zei: ‘{ander}’ Jij zei: ‘{zelf}’ Hoe zou je het nu zeggen?"
RETRY_DO = "Zeg het zo"
RETRY_DONE = "Zo ging het de eerste keer, en zo nu."
ALONG = "Om mee te nemen"
ONCE_MORE = "Nog een keer, van voren af aan"
OTHER = "Iemand anders kiezen"
SAVE = "Bewaar deze terugblik"
SAVE_NAME = "oefengesprek"
SAVE_TITLE = "Terugblik op een oefengesprek"
SAVE_WITH = "Oefenpartner: {name}, {role}"

CLI_START = "Je oefent met {name}, {role}. 'stop' sluit af, 'pauze' hoeft hier niet."
CLI_STANDING = "[{door}; {emotion}; {codes}]"
CLI_CHECKED = (
    "{name}: goed. {count} zinnen, {topics} onderwerpen, {hidden} dingen die pas later opengaan."
)
CLI_UNKNOWN = "Er is geen gesprekspartner '{name}'. Wel: {known}."

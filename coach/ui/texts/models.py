"""Wording of the page about the language model."""

DOOR = "Taalmodel"
TITLE = "Taalmodel"
ABOUT = (
    "Kier werkt zonder taalmodel: de begeleide stem is er altijd. Met een taalmodel klinkt Kier "
    "warmer en sluit hij beter aan op wat je zegt. Het model draait op deze computer; wat je typt "
    "blijft hier. Alles wat het model zegt wordt eerst nagekeken."
)

NOW = "Nu"
NONE = "Er staat geen taalmodel aan. De begeleide stem praat met je mee."
CHECKING = "{name} wordt nagekeken. Bij een groot bestand duurt dat even."
LOADING = "{name} wordt geladen."
READY = "{name} staat aan. Onder het vak van een gesprek kies je wie antwoordt."
SERVER = (
    "{name} antwoordt, op een server in huis. Onder het vak van een gesprek kies je wie antwoordt."
)
FAILED = "Het taalmodel staat niet aan. De begeleide stem praat met je mee."

SPEED = "Tempo"
SPEED_VALUE = "{speed:.1f} woorddelen per seconde"
FIRST = "Eerste woord"
FIRST_VALUE = "na {seconds:.1f} seconden"
REUSED = "Al gelezen"
REUSED_VALUE = "{part:.0%} van het vorige hoefde niet opnieuw"
MEMORY = "Geheugen"
MEMORY_VALUE = "{process:.1f} GB voor heel Kier, waarvan {weights:.1f} GB het model"
UNMEASURED = "nog niet gemeten"

CHECKS = "Afgekeurd sinds Kier open is"
CHECKS_ABOUT = (
    "Zo vaak zei een model iets wat Kier niet laat zien, per regel. Dan herschrijft het model één "
    "keer, en anders neemt de begeleide stem het over."
)

UNLOAD = "Zet uit"

PROPOSAL = "Een model ophalen"
PROPOSED = "Voorstel voor deze computer ({cores} kernen, {memory:.0f} GB geheugen): {name}."
NO_PROPOSAL = (
    "Deze computer heeft {memory:.0f} GB geheugen. Dat is te weinig voor een taalmodel dat goed "
    "Nederlands spreekt. De begeleide stem werkt wel; een server in huis kan ook."
)
CHOICE = "Model"
FITS_NOT = " (past hier niet)"
DETAILS = (
    "{note} Van {publisher}, licentie {licence}. Ongeveer {size:.1f} GB, zo’n {download} ophalen. "
    "Op deze computer verwacht Kier het eerste woord na {first}, een heel antwoord na {reply}. "
    "Dat is een ruwe schatting."
)
SUM_FIRST = (
    "De controlesom van dit bestand is hier nog niet vastgelegd. Kier vergelijkt met de som die de "
    "hub noemt en onthoudt die; een ander bestand onder dezelfde naam valt daarna op."
)
OUTWARD = "Alleen voor het ophalen gaat Kier naar buiten, naar {host}. Er gaat niets van jou mee."
GET = "Haal op en zet aan"
STOP = "Stop met ophalen"
STARTING = "Verbinding maken met {host}."
PROGRESS = "{done:.2f} van {total:.2f} GB"
PROGRESS_LEFT = "nog ongeveer {left}"
FETCHED = "Opgehaald en gecontroleerd."
FETCHED_FIRST = "Opgehaald. De uitgever noemt geen controlesom; die van nu is vastgelegd."
STOPPED = "Gestopt. Wat er al was, blijft liggen voor de volgende keer."

FILE = "Ik heb het bestand al"
FILE_ABOUT = (
    "Typ of plak waar het staat. Het is een bestand dat eindigt op .gguf. Het blijft op zijn plek."
)
FILE_LABEL = "Plaats van het bestand"
FILE_PLACEHOLDER = "bijvoorbeeld /media/usb/model.gguf"
FILE_USE = "Gebruik dit bestand"
FILE_EMPTY = "Typ eerst waar het bestand staat."

SERVER_HEAD = "Een modelserver in huis"
SERVER_ABOUT = (
    "Draait je organisatie zelf een modelserver (llama-server, vLLM of Ollama)? Vul dan het adres "
    "in. Kier praat alleen met servers op deze computer of in je eigen netwerk."
)
SERVER_LABEL = "Adres"
SERVER_PLACEHOLDER = "bijvoorbeeld http://10.0.0.5:8080/v1"
SERVER_MODEL = "Naam van het model (mag leeg)"
SERVER_USE = "Gebruik deze server"
SERVER_EMPTY = "Typ eerst het adres van de server."

SECONDS, MINUTES, HOURS = "{n} seconden", "{n} minuten", "{n} uur"
UNEXPECTED = "Er ging iets mis. De begeleide stem werkt gewoon."

# The command `coach models`.
MACHINE = "Deze computer: {cores} kernen, {memory:.0f} GB geheugen."
CLI_MODEL = "Taalmodel: {name} (ongeveer {size:.1f} GB). Ophalen doe je op de pagina Taalmodel."
CLI_NO_MODEL = "Taalmodel: geen passend model. De begeleide stem werkt zonder."
CLI_EMBEDDER = (
    "Zinsmachine om mee te zoeken: {name} (licentie {licence}, ongeveer {size:.1f} GB, "
    "geheugen {memory:.1f} GB)."
)
CLI_NO_EMBEDDER = "Zinsmachine om mee te zoeken: de meegeleverde past het best bij deze computer."
CLI_EMBEDDER_HOW = (
    "Een andere zinsmachine gebruik je door de map op deze computer te zetten en COACH_ENCODER "
    "naar die map te laten wijzen; draai daarna 'coach index'. Kier haalt die niet zelf op. "
    "Bekend, met de gemiddelde uitslag op Nederlandse zoektaken:"
)
CLI_EMBEDDER_ROW = "  {score:.3f}  {name}  ({size:.1f} GB, {licence})"

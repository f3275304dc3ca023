"""One exception tree; every error is a Dutch sentence for the user and a next step.

    KierError
    ├── ContentError     content files are not as their schema asks (holds all faults found)
    ├── IndexMissing     the library was not indexed yet, or the index cannot be read
    ├── EncoderError     the encoder's files are missing or damaged
    ├── DataFolderBusy   another running Kier holds the data folder
    ├── DataFolderUnusable  the data folder cannot be written
    ├── NoFreePort       no port could be had
    ├── ModelError       the language model; the guided voice goes on without it
    │   ├── ModelRuntimeMissing  llama-cpp-python is not installed
    │   ├── ModelFileGone        the file is not (or no longer) there
    │   ├── ModelFileUnusable    damaged, half downloaded, or of a kind that does not load
    │   ├── ModelTooLarge        needs more memory than there is
    │   ├── ModelFailed          stopped working during an answer
    │   ├── ModelUnloaded        was put away while somebody waited
    │   ├── PromptTooLong        the conversation does not fit the model's memory
    │   ├── TemplateUnusable     the file's chat template cannot be used
    │   ├── HubUnreachable, DownloadFailed, DownloadBusy, NoDiskSpace, HashDiffers
    │   └── ServerRefused, ServerGone, ServerNonsense, ServerModelUnknown
    ├── OutsideRefused   something wanted to connect to another computer
    ├── VaultError       the vault cannot do this
    │   ├── VaultMissing     there is no vault yet
    │   ├── VaultExists      there is one already
    │   ├── VaultLocked      it has to be opened first
    │   ├── WrongKey         passphrase or recovery words do not fit
    │   ├── WeakPassphrase   too short to protect anything
    │   ├── KeyringUnusable  this computer offers no key ring
    │   ├── KeyGone          the key ring no longer holds the right key
    │   ├── VaultDamaged     bytes changed; what could be read was saved
    │   ├── VaultNewer       made by a newer Kier
    │   ├── VaultFull        it cannot be written: disk full or read-only
    │   ├── NotKept          the retention period is zero
    │   └── ItemGone         no such kept item
    ├── TooManyTries     a password was tried too often
    └── InputError       what the user typed or gave cannot be used
        ├── TooLong      a message above the limit
        ├── Stopped      the user stopped the reply
        └── CasesUnreadable  an evaluation file that is not in its format

Contract: ``str(error)`` is fit to show to a user; ``next_step`` says what to do. Sentences stand
here, as templates of the class, so that wording lives in one place. No error holds text of a
conversation.
"""

from dataclasses import dataclass


class KierError(Exception):
    """Base of all errors that a user may see; ``values`` fill the class's templates."""

    template = "Er ging iets mis."
    advice = "Probeer het opnieuw; helpt dat niet, draai dan 'coach doctor'."

    def __init__(self, sentence: str = "", next_step: str = "", **values: object) -> None:
        self.sentence = sentence or self.template.format(**values)
        self.next_step = next_step or self.advice.format(**values)
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


@dataclass(frozen=True)
class Fault:
    """One fault in a content file: where it is and what was expected."""

    file: str
    entry: str
    field: str
    expected: str

    def __str__(self) -> str:
        place = " › ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{place}: {self.expected}"


class ContentError(KierError):
    """One or more content files do not follow their schema; ``faults`` lists them all."""

    template = "De inhoud in {folder} klopt op {count} plaats(en) niet."
    advice = "Verbeter deze plaatsen en draai 'coach index' opnieuw; tot dan blijft de oude index."

    def __init__(self, faults: list[Fault], folder: str) -> None:
        super().__init__(folder=folder, count=len(faults))
        self.faults = faults

    def __str__(self) -> str:
        listed = "\n".join(f"  - {fault}" for fault in self.faults)
        return f"{self.sentence}\n{listed}\n{self.next_step}"


class IndexMissing(KierError):
    """There is no usable index."""

    template = "De bibliotheek is nog niet geïndexeerd."
    advice = "Draai 'coach index' (of 'make app', die doet het vanzelf)."


class EncoderError(KierError):
    """The encoder cannot be loaded."""

    template = "De zinsmachine van Kier is niet te laden ({detail})."
    advice = "Zet de map coach/encoder/weights terug uit de oorspronkelijke kopie van Kier."


class EmbedderError(KierError):
    """Another embedder, named in the settings, cannot be loaded."""

    template = "De zinsmachine in {path} is niet te laden ({detail})."
    advice = (
        "Zet in COACH_ENCODER een map van sentence-transformers met safetensors, "
        "of haal de instelling weg: dan zoekt Kier met de meegeleverde."
    )


class DataFolderBusy(KierError):
    """Another process holds the data folder."""

    template = "Er draait al een Kier op de gegevensmap {folder}."
    advice = "Gebruik dat venster, sluit het eerst, of kies een andere map met COACH_DATA."


class DataFolderUnusable(KierError):
    """The data folder cannot be made or written."""

    template = "In de gegevensmap {folder} kan niet geschreven worden."
    advice = "Maak ruimte of rechten, of kies een andere map met COACH_DATA."


class NoFreePort(KierError):
    """No port could be had."""

    template = "Vanaf poort {port} is geen vrije poort gevonden."
    advice = "Kies zelf een poort met COACH_PORT."


class InputError(KierError):
    """The user's input cannot be used as it is."""

    template = "Dit kan Kier zo niet lezen."
    advice = "Typ je vraag of situatie als gewone tekst; wat je schreef staat er nog."


class TooLong(InputError):
    """A message above the limit."""

    template = "Je bericht is {length} tekens lang; Kier leest er hoogstens {limit} tegelijk."
    advice = "Kort het in tot het stuk waar je nu mee zit; wat je schreef staat er nog."


class Stopped(InputError):
    """The user stopped the reply while it was made."""

    template = "Gestopt."
    advice = "Je bericht staat er nog."


class CasesUnreadable(InputError):
    """An evaluation file that is not in its format."""

    template = "Het bestand {file} is op regel {line} niet te lezen: {detail}."
    advice = "Kijk in docs/evals.md welk formaat deze toets verwacht."


class ModelError(KierError):
    """Something with the language model; the guided voice goes on."""

    template = "Het taalmodel werkt nu niet."
    advice = "De begeleide stem gaat verder. Kijk bij ‘Taalmodel’ wat je kunt doen."


class ModelRuntimeMissing(ModelError):
    """llama-cpp-python cannot be imported."""

    template = "Het onderdeel dat taalmodellen draait, is niet geïnstalleerd."
    advice = "Draai ‘make llm’, of gebruik een modelserver in huis."


class ModelFileGone(ModelError):
    """The model file is not there."""

    template = "Het modelbestand {file} is er niet (meer)."
    advice = "Zet het terug of kies een ander; de begeleide stem gaat verder."


FILE_FAULTS = {
    "magic": "het is geen GGUF-bestand",
    "version": "het is een GGUF-versie die Kier niet kent",
    "short": "het is niet compleet",
    "counts": "de opgegeven aantallen kunnen niet kloppen",
    "metadata": "de beschrijving erin is beschadigd",
    "tensor": "een deel valt buiten het bestand",
    "architecture": "deze soort model kent Kier nog niet",
    "vocabulary": "de woordenlijst erin klopt niet",
    "memory": "er is te weinig geheugen om het te laden",
    "crash": "het liet de proeflading vastlopen",
    "slow": "de controle duurde te lang",
    "load": "het laden mislukt",
}
"""Why a model file cannot be used, by fault; ``ModelFileUnusable`` takes one of these names."""


class ModelFileUnusable(ModelError):
    """A model file that is damaged, cut off, or of another kind; ``fault`` is a FILE_FAULTS key."""

    template = "Het modelbestand {file} is niet te gebruiken: {detail}."
    advice = "Haal het opnieuw op of kies een ander; de begeleide stem gaat verder."

    def __init__(self, file: str, fault: str) -> None:
        self.fault = fault
        super().__init__(file=file, detail=FILE_FAULTS[fault])


class ModelTooLarge(ModelError):
    """A model that needs more memory than is free; said before loading. Sizes in GB."""

    template = "Dit model vraagt ongeveer {needs:.1f} GB geheugen en er is {free:.1f} GB vrij."
    advice = "Sluit andere programma’s of kies een kleiner model."


class ModelFailed(ModelError):
    """The model stopped working during an answer."""

    template = "Het taalmodel liep vast."
    advice = "De begeleide stem gaat verder; bij je volgende bericht probeert Kier het opnieuw."


class ModelUnloaded(ModelError):
    """The model was put away while somebody waited for it."""

    template = "Het taalmodel is net uitgezet."
    advice = "De begeleide stem gaat verder. Zet het model bij ‘Taalmodel’ weer aan als je wilt."


class PromptTooLong(ModelError):
    """A prompt that does not fit; counts in tokens."""

    template = "Dit gesprek past niet meer in het taalmodel ({length} van {limit} woorddelen)."
    advice = "De begeleide stem gaat verder. Een nieuw gesprek past weer."


TEMPLATE_FAULTS = {
    "syntax": "er staat een fout in",
    "unsafe": "er staat programmacode in die Kier niet uitvoert",
    "refuses": "ze weigert een gewoon gesprek",
    "breaks": "ze loopt vast",
    "length": "ze maakt een eindeloze tekst",
    "slow": "ze is niet binnen een paar seconden klaar",
}


class TemplateUnusable(ModelError):
    """The chat template in a model file cannot be used; ``fault`` is a TEMPLATE_FAULTS key."""

    template = "De gespreksvorm in het modelbestand {file} werkt niet: {detail}."
    advice = "Kies een ander bestand, liefst uit de lijst; de begeleide stem gaat verder."

    def __init__(self, file: str, fault: str) -> None:
        self.fault = fault
        super().__init__(file=file, detail=TEMPLATE_FAULTS[fault])


class HubUnreachable(ModelError):
    """The place where models come from cannot be reached."""

    template = "Kier kan {host} niet bereiken."
    advice = "Haal het bestand op een andere computer en kies ‘Ik heb het bestand al’."


DOWNLOAD_FAULTS = {
    "broken": "de verbinding viel weg",
    "missing": "het bestand staat daar niet (meer)",
    "refused": "de uitgever vraagt eerst om toestemming of een account",
    "disk": "het bestand kon niet geschreven worden",
    "stopped": "je hebt het stopgezet",
}


class DownloadFailed(ModelError):
    """A download that stopped halfway; ``fault`` is a DOWNLOAD_FAULTS key."""

    template = "Het ophalen is gestopt: {detail}."
    advice = "Klik nog eens op ‘Haal op’; Kier gaat verder waar het was."

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(detail=DOWNLOAD_FAULTS[fault])


class DownloadBusy(ModelError):
    """The same file is being fetched already."""

    template = "Dit bestand wordt al opgehaald."
    advice = "Wacht tot het klaar is; je kunt intussen gewoon verder werken."


class NoDiskSpace(ModelError):
    """Not enough room on the disk. Sizes in GB."""

    template = "Er is {needs:.1f} GB ruimte nodig en er is {free:.1f} GB vrij in {folder}."
    advice = "Maak ruimte vrij, of kies met COACH_DATA een andere map."


class HashDiffers(ModelError):
    """A file that is not the file it should be."""

    template = "Het bestand {file} is niet hetzelfde als wat de uitgever aankondigt."
    advice = "Kier heeft het weggegooid. Haal het opnieuw op."


class ServerRefused(ModelError):
    """An address outside the house."""

    template = "Kier stuurt niets naar {address}: dat adres ligt buiten je eigen netwerk."
    advice = "Gebruik een server in huis, of laat een beheerder de naam toestaan."


class ServerGone(ModelError):
    """The model server does not answer, or stopped halfway."""

    template = "De modelserver op {address} antwoordt niet (meer)."
    advice = "De begeleide stem gaat verder. Vraag je beheerder of de server draait."


class ServerNonsense(ModelError):
    """The model server answers something that is no answer."""

    template = "Op {address} zit iets dat geen modelserver is, of een server met een fout."
    advice = "De begeleide stem gaat verder. Controleer het adres; het eindigt meestal op /v1."


class ServerModelUnknown(ModelError):
    """The server does not have the model that was asked for."""

    template = "De modelserver heeft geen model ‘{model}’; wel: {names}."
    advice = "Kies een van deze namen, of laat het vak leeg voor het eerste."


class OutsideRefused(KierError, PermissionError):
    """Something in this process wanted another computer; also an OSError, for libraries' sake."""

    template = "Kier maakt geen verbinding met {host}."
    advice = "Alleen het ophalen van een taalmodel, op jouw verzoek, opent even een verbinding."


class VaultError(KierError):
    """The vault cannot do what was asked; base of its errors."""

    template = "De kluis kan dit nu niet."
    advice = "Probeer het opnieuw; helpt dat niet, draai dan 'coach doctor --privacy'."


class VaultMissing(VaultError):
    """There is no vault yet."""

    template = "Er is nog geen kluis; Kier heeft niets van je bewaard."
    advice = "Maak er een op de pagina ‘Bewaard’ als je iets wilt bewaren."


class VaultExists(VaultError):
    """A new vault would stand in the way of the one that is there."""

    template = "Er is al een kluis op deze computer."
    advice = "Open die met je wachtzin of je herstelwoorden, of wis eerst alles."


class VaultLocked(VaultError):
    """The vault has to be opened first."""

    template = "De kluis is op slot."
    advice = "Open hem op de pagina ‘Bewaard’; er is niets verloren."


class WrongKey(VaultError):
    """Passphrase, recovery words or key do not fit; nothing was changed."""

    template = "Dit opent de kluis niet ({what}); er is niets veranderd."
    advice = (
        "Probeer het nog eens. Ben je de wachtzin kwijt, gebruik dan de twaalf herstelwoorden die "
        "je opschreef toen de kluis gemaakt werd."
    )


class WeakPassphrase(VaultError):
    """A passphrase that protects too little."""

    template = "Deze wachtzin is te kort: neem er minstens {least} tekens voor."
    advice = "Vier of vijf losse woorden achter elkaar onthoud je makkelijk en raadt niemand."


class KeyringUnusable(VaultError):
    """The operating system offers no usable key ring."""

    template = "Deze computer heeft geen sleutelbos die Kier kan gebruiken."
    advice = "Kies een wachtzin; die hoef je nergens te bewaren behalve in je hoofd."


class KeyGone(VaultError):
    """The key ring holds no key, or another one, for this vault."""

    template = "De sleutelbos van deze computer heeft de sleutel van je kluis niet (meer)."
    advice = (
        "De kluis zelf is heel. Open hem met de twaalf herstelwoorden; Kier zet de sleutel dan "
        "terug in de sleutelbos."
    )


class VaultDamaged(VaultError):
    """Bytes of the vault changed and the copy could not make it whole."""

    template = "De kluis is beschadigd en ook de reservekopie is niet te lezen ({detail})."
    advice = "Laat de map {folder} staan en zet een back-up ervan terug; Kier verandert er niets."


class VaultNewer(VaultError):
    """The vault was made by a newer version."""

    template = "Deze kluis is gemaakt met een nieuwere Kier (indeling {found}; deze kent {known})."
    advice = "Werk Kier bij; de kluis blijft zoals hij is."


class VaultFull(VaultError):
    """The vault's folder cannot be written."""

    template = "Kier kon niet in de kluis schrijven: de schijf is vol of niet beschrijfbaar."
    advice = "Maak ruimte of rechten en probeer het opnieuw; wat al bewaard was staat er nog."


class NotKept(VaultError):
    """The organisation chose a retention period of zero days."""

    template = "Kier is zo ingesteld dat er niets bewaard wordt (bewaartermijn 0 dagen)."
    advice = "Neem je kaart mee als Word of Markdown; het gesprek blijft tot je de pagina sluit."


class ItemGone(VaultError):
    """No kept item has this id."""

    template = "Dit staat niet (meer) in de kluis."
    advice = "Kijk in de lijst wat er wel bewaard is."


class TooManyTries(KierError):
    """A password was tried too often."""

    template = "Het wachtwoord is te vaak verkeerd ingevuld."
    advice = "Wacht {seconds} seconden en probeer het dan opnieuw."

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

from coach.decimals import fill


class KierError(Exception):
    """Base of all errors that a user may see; ``values`` fill the class's templates."""

    template = "Er ging iets mis."
    advice = "Probeer het opnieuw; helpt dat niet, draai dan 'coach doctor'."

    def __init__(self, sentence: str = "", next_step: str = "", **values: object) -> None:
        self.sentence = sentence or fill(self.template, **values)
        self.next_step = next_step or fill(self.advice, **values)
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


"""Why a model file cannot be used, by fault; ``ModelFileUnusable`` takes one of these names."""


class OutsideRefused(KierError, PermissionError):
    """Something in this process wanted another computer; also an OSError, for libraries' sake."""

    template = "Kier maakt geen verbinding met {host}."
    advice = "Alleen het ophalen van een taalmodel, op jouw verzoek, opent even een verbinding."


class TooManyTries(KierError):
    """A password was tried too often."""

    template = "Het wachtwoord is te vaak verkeerd ingevuld."
    advice = "Wacht {seconds} seconden en probeer het dan opnieuw."

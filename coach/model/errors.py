"""What can go wrong with the language model: file, template, download, server.

Contract: as ``coach.errors``: each error is one Dutch sentence and a next step.
"""

from coach.errors import KierError


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
    "elsewhere": "de hub verwijst naar een plek die Kier niet kent",
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
    advice = (
        "Maak ruimte vrij en klik dan nog eens op ‘Haal op’; Kier gaat verder waar het was. "
        "Een andere map kiezen kan ook, met COACH_DATA."
    )


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

"""What can be wrong with a document: one Dutch sentence and a next step for each.

Contract: ``DocumentError(fault, file)`` words a key of ``FAULTS``; ``Unreadable`` carries such a
key inside the child process. Sentences hold no text of a document.
"""

from coach.errors import KierError

_AGAIN = "Open het bestand zelf, sla het opnieuw op en probeer het nog een keer."
_SMALLER = "Deel het bestand op in kleinere delen en voeg die een voor een toe."

FAULTS: dict[str, tuple[str, str]] = {
    "gone": ("Het bestand ‘{file}’ is er niet of kan niet geopend worden.",
             "Kijk of het nog op dezelfde plek staat en of jij het mag lezen."),
    "empty": ("Het bestand ‘{file}’ is leeg.", "Kijk of dit het goede bestand is."),
    "no_text": ("In ‘{file}’ staat geen leesbare tekst.",
                "Kijk of dit het goede bestand is; plaatjes leest Kier niet."),
    "scan": ("‘{file}’ is een scan: plaatjes van bladzijden, zonder tekst.",
             "Laat een beheerder Tesseract met Nederlands installeren, of maak er met je "
             "scanprogramma een doorzoekbare PDF van."),
    "encrypted": ("‘{file}’ is beveiligd met een wachtwoord.",
                  "Sla het op zonder wachtwoord en voeg het dan toe."),
    "broken": ("‘{file}’ is beschadigd en niet te lezen.", _AGAIN),
    "no_pages": ("‘{file}’ heeft geen bladzijden.", _AGAIN),
    "many_pages": ("‘{file}’ heeft meer bladzijden dan Kier in één keer leest.", _SMALLER),
    "large": ("‘{file}’ is groter dan Kier aankan.", _SMALLER),
    "unpacked": ("‘{file}’ wordt na het uitpakken veel te groot; Kier leest het niet.",
                 "Vertrouw je het bestand, sla het dan opnieuw op en probeer het nog een keer."),
    "much_text": ("In ‘{file}’ staat meer tekst dan Kier in één keer leest.", _SMALLER),
    "slow": ("Het lezen van ‘{file}’ duurde te lang; Kier is ermee gestopt.", _SMALLER),
    "memory": ("Voor ‘{file}’ is meer geheugen nodig dan Kier wil gebruiken.", _SMALLER),
    "crash": ("Bij het lezen van ‘{file}’ ging iets mis; er is niets toegevoegd.", _AGAIN),
    "old_word": ("‘{file}’ is een Word-bestand van een oud soort.",
                 "Open het in Word en sla het op als .docx."),
    "kind": ("Kier kan dit soort bestand niet lezen (‘{file}’).",
             "Sla het op als PDF, Word (.docx), ODT, Markdown of gewone tekst."),
    "no_page": ("Deze bladzijde staat niet in ‘{file}’.", "Kies een andere bladzijde."),
}  # fmt: skip


class DocumentError(KierError):
    """A document that cannot be read; ``fault`` is a key of FAULTS."""

    def __init__(self, fault: str, file: str) -> None:
        self.fault = fault if fault in FAULTS else "crash"
        sentence, step = FAULTS[self.fault]
        shown = file if len(file) <= 80 else f"{file[:60]}…{file[-15:]}"
        shown = "".join(char for char in shown if char.isprintable())
        super().__init__(sentence.format(file=shown), step)


class Unreadable(Exception):
    """Raised while reading, in the child; ``fault`` is a key of FAULTS."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)

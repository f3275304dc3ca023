"""What cannot be done with a document, each as a Dutch sentence and a next step.

Contract: raised by reviewing, keeping and removing; reading has its own. No error quotes a text.
"""

from coach.errors import KierError


class DocumentRefused(KierError):
    """Base of what cannot be done with a document now."""

    template = "Dit kan nu niet met dit document."


class DocumentsShut(DocumentRefused):
    """The vault that holds the documents is shut."""

    template = "De eigen documenten liggen in de kluis, en die is op slot."
    advice = "Open de kluis op de pagina ‘Bewaard’; de coach werkt intussen zonder."


class DocumentGone(DocumentRefused):
    """No document (or passage) has this id."""

    template = "Dit document is er niet (meer)."
    advice = "Kijk in de lijst welke documenten er zijn."


class DocumentKnown(DocumentRefused):
    """Exactly this file was added before; ``id`` is that document."""

    template = "‘{file}’ staat er al, als ‘{title}’."
    advice = "Kies het in de lijst als je het nog eens wilt nakijken."

    def __init__(self, id: str, title: str, file: str) -> None:
        self.id = id
        super().__init__(title=title, file=file)


class NoPassages(DocumentRefused):
    """A document without anything that can be a passage."""

    template = "In ‘{title}’ staat geen tekst die Kier kan gebruiken."
    advice = "Kijk of het bestand gewone tekst bevat, en probeer het opnieuw."


class NotADraft(DocumentRefused):
    """Passages of a document that counts already cannot be decided on."""

    template = "‘{title}’ is al nagekeken en telt mee."
    advice = "Zet het eerst terug naar nakijken als je iets wilt veranderen."


class StillOpen(DocumentRefused):
    """Passages that nobody looked at yet."""

    template = "‘{title}’ is nog niet helemaal nagekeken (open: {count})."
    advice = "Neem ze over of sla ze over; daarna telt het document mee."


class NothingAccepted(DocumentRefused):
    """All passages were rejected."""

    template = "Van ‘{title}’ is geen enkel stuk overgenomen."
    advice = "Neem minstens één stuk over, of verwijder het document."


class LooksNeeded(DocumentRefused):
    """A practice case that somebody wants to add unseen."""

    template = "Een praktijkcasus komt er niet ongezien in."
    advice = "Kijk de stukken en de vervangen namen zelf na; dat kan hier of op de pagina."


class EmptyPassage(DocumentRefused):
    """A passage whose text was taken away, or grew out of hand."""

    template = "Een stuk tekst moet tussen 1 en {limit} tekens lang zijn."
    advice = "Sla het stuk over als je het niet wilt gebruiken."

"""What was left out of a document while reading, by kind of ``sanitise.KINDS``; ``{count}`` times.

Contract: ``REMOVED`` holds one line for every kind; a test keeps the two together.
"""

REMOVED = {
    "zero_width": "tekens zonder breedte ({count})",
    "bidi": "tekens die de leesrichting omdraaien ({count})",
    "tags": "onzichtbare letters ({count})",
    "invisible": "andere onzichtbare tekens, zoals zachte afbreekstreepjes ({count})",
    "control": "besturingstekens ({count})",
    "surrogate": "halve tekens ({count})",
    "private": "tekens zonder vaste betekenis ({count})",
    "template": "codes die een taalmodel kunnen sturen ({count})",
    "role": "regels die zich voordoen als een ander in het gesprek ({count})",
    "citation": "regels die lijken op verwijzingen van Kier zelf ({count})",
    "hidden": "verborgen tekst ({count})",
    "white": "tekst in de kleur van de achtergrond ({count})",
    "tiny": "tekst die te klein is om te lezen ({count})",
    "outside": "tekst buiten de bladzijde ({count})",
    "covered": "tekst waar iets overheen ligt ({count})",
    "rotated": "tekst die scheef over de bladzijde staat, zoals een watermerk ({count})",
    "comment": "opmerkingen ({count})",
    "deleted": "verwijderde tekst van bijgehouden wijzigingen ({count})",
    "hidden_html": "tekst die een browser niet laat zien ({count})",
    "header": "kop- en voetteksten ({count})",
    "running_head": "herhaalde kop- en voetregels en paginanummers ({count})",
    "contents": "regels van de inhoudsopgave ({count})",
    "scanned_page": "bladzijden die alleen een plaatje zijn en niet te lezen waren ({count})",
}

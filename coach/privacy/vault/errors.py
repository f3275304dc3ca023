"""What can go wrong with the vault: key, lock, damage, room.

Contract: as ``coach.errors``: each error is one Dutch sentence and a next step.
"""

from coach.errors import KierError


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

"""What can go wrong around the suites."""

from coach.errors import InputError


class SplitClosed(InputError):
    """The test split was asked for without saying so twice."""

    template = (
        "De testgevallen blijven dicht: wie ze te vaak bekijkt, meet niet meer hoe Kier het op "
        "onbekende gevallen doet."
    )
    advice = (
        "Gebruik '--split dev' zolang je iets bijstelt. Wil je echt openen, geef dan '--open-test' "
        "mee; er komt een regel in evals/ledger.md."
    )


class ModelWanted(InputError):
    """The voice of a model without a model."""

    template = "Voor '--voice model' is een modelbestand nodig."
    advice = "Geef het mee met '--model BESTAND.gguf'; docs/taalmodel.md zegt welke passen."


class NothingToRun(InputError):
    """No case file for any suite."""

    template = "In {place} staat geen bestand dat bij een toets hoort."
    advice = (
        "Een bestand hoort bij de toets waarmee zijn naam begint, zoals 'signals-eigen.jsonl'. "
        "Kijk in docs/evals.md."
    )


class OutUnusable(InputError):
    """The report cannot be written."""

    template = "In {place} kan geen rapport geschreven worden."
    advice = "Kies met '--out' een map waarin je mag schrijven."


class LedgerUnusable(InputError):
    """An opening cannot be written down, so its figures are not shown."""

    template = "In {place} kan niet opgeschreven worden dat de testgevallen geopend zijn."
    advice = "Draai dit in een kopie van het project waarin je mag schrijven."


class BreakUnfit(InputError):
    """A listed way to break a guard no longer fits the code."""

    template = "Deze beveiliging is niet weg te halen: {guard} past niet meer op {file}."
    advice = (
        "Pas de regel aan in evals/mutations/guards; de tekst moet daar precies een keer staan."
    )


class TestsMissing(InputError):
    """Guards can only be broken where the tests are."""

    # pytest would take this class for a test.
    __test__ = False

    template = "In {folder} staan geen toetsen om een weggehaalde beveiliging mee op te merken."
    advice = "Draai dit in de broncode van Kier."

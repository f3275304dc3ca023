"""What can go wrong on the intervision page, each with a Dutch sentence and a next step."""

from coach.errors import InputError, KierError


class CodeWrong(InputError):
    """No running meeting has this pairing code."""

    template = "Deze code hoort bij geen lopende bijeenkomst."
    advice = "Kijk op het gedeelde scherm naar de zes cijfers en probeer het opnieuw."


class CodeWaits(InputError):
    """Too many wrong codes: nothing is looked at for a while; ``seconds`` to go."""

    template = "Er zijn te veel verkeerde codes geprobeerd. Kier wacht nog {seconds} seconden."
    advice = "Probeer het daarna opnieuw, met de code van het gedeelde scherm."


class MeetingGone(KierError):
    """The meeting is no longer in memory."""

    template = "Deze bijeenkomst is in Kier niet meer open."
    advice = "Herlaad de pagina: staat de klok er nog, dan kun je daar verder."

"""How a fault in a content file is worded for the person who edits it (Dutch, short).

Contract: ``expected`` turns one pydantic error into what the field should have held.
"""

from collections.abc import Mapping
from typing import Any

UNREADABLE = "niet te lezen als UTF-8-tekst"
BROKEN_YAML = "geen geldige YAML (kijk rond regel {line})"
NOT_A_LIST = "hier hoort een lijst van onderdelen (elk begint met '- id: …')"
NO_FRONT_MATTER = "begint niet met een blok tussen twee regels '---'"
UNKNOWN_HEADING = "deze kop hoort hier niet"
UNKNOWN_TEXT = "tekst '{name}' staat niet in handbook/ of cases/"
UNKNOWN_SOURCE = "bron '{source}' staat niet in bibliography.yaml"
DOUBLE = "dit id komt al voor in {other}"
ALSO = "noemt een groep uit clusters, met labels uit de vaste lijst"
UNKNOWN_TOPIC = (
    "onderwerp '{name}' staat niet bij topics en niet in practice/topics.yaml "
    "(wat daar over het kind gaat, vraagt hier om child)"
)
UNKNOWN_SECRET = "'{name}' staat niet bij hidden"
LEAK = "'{word}' verraadt '{secret}'; zet dit in een groep met 'after: {secret}'"
FEW_LINES = "{count} zinnen is te weinig: minstens {wanted}"
EXCLAMATION = "geen uitroepteken"
LONG_LINE = "hoogstens {words} woorden in één zin"
TWICE = "deze zin staat er twee keer (ook bij {other})"
NO_ANSWER = "geen zin voor '{trigger}' bij deur '{door}' (zonder andere voorwaarden)"
FEW_ANSWERS = "maar {count} zin(nen) voor '{trigger}' bij deur '{door}': minstens {wanted}"
NO_BODY = "geen lichaamstaal voor deur '{door}' zonder emotion"
MESSAGE_AND_AIM = "een boodschap hoort bij een doel met 'hard: true', en andersom"
CLOSED_KEY = "iets wat de deur sluit kan niets openen"
ONE_OF = "moet een van deze zijn: {values}"
BROKEN_BRACES = "accolades kloppen niet; schrijf een variabele als {naam}"
UNDECLARED = "deze variabele staat in de tekst maar niet in de lijst"
UNUSED = "deze variabele staat in de lijst maar niet in de tekst"
UNKNOWN_VARIABLE = "deze variabele vult Kier niet in"
MISSING_VARIABLE = "deze variabele vult Kier in en hoort er te staan"
BROKEN_PATTERN = "geen geldige reguliere expressie"

_BY_TYPE = {
    "missing": "ontbreekt",
    "extra_forbidden": "deze sleutel bestaat niet",
    "string_type": "moet tekst zijn",
    "list_type": "moet een lijst zijn",
    "dict_type": "moet een lijstje 'naam: waarde' zijn",
    "model_type": "moet een onderdeel met sleutels zijn",
    "string_pattern_mismatch": "alleen kleine letters, cijfers en streepjes",
    "date_from_datetime_parsing": "moet een datum zijn (jjjj-mm-dd)",
    "date_type": "moet een datum zijn (jjjj-mm-dd)",
    "int_type": "moet een heel getal zijn",
    "float_type": "moet een getal zijn",
    "int_parsing": "moet een heel getal zijn",
    "float_parsing": "moet een getal zijn",
    "bool_type": "moet 'true' of 'false' zijn",
}


def expected(problem: Mapping[str, Any]) -> str:
    """What the field should have held, from one entry of ``ValidationError.errors()``."""
    kind, context = str(problem["type"]), problem.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return ONE_OF.format(values=str(context.get("expected", "")).replace(" or ", " of "))
    if kind in ("string_too_short", "too_short"):
        return f"te kort: minstens {context.get('min_length')}"
    if kind in ("string_too_long", "too_long"):
        return f"te lang: hoogstens {context.get('max_length')}"
    if kind in ("greater_than_equal", "greater_than"):
        return f"te laag: minstens {context.get('ge', context.get('gt'))}"
    if kind in ("less_than_equal", "less_than"):
        return f"te hoog: hoogstens {context.get('le', context.get('lt'))}"
    if kind == "value_error":
        return str(context.get("error", ""))
    return _BY_TYPE.get(kind, f"klopt niet ({kind})")

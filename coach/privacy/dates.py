"""Dates that point to one day.

Contract: ``DateFinder.find`` gives spans of DATUM: dates in digits or with a month's name, feast
days with a year, and weekdays that point to one day (recurring ones stay). Months alone, years,
clock times and words such as "gisteren" are no dates here.
"""

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.numbers import CARDINAL, MONTH, MONTH_WRITTEN, ORDINAL, WEEKDAY
from coach.privacy.spans import Span

_YEAR = r"(?:\s*,?\s*(?:(?:19|20)\d{2}|['’]\d{2}))?"
_DAY = rf"(?:\d{{1,2}}(?:\s?(?:e|ste|de))?|{ORDINAL}|{CARDINAL})"
_PART = r"(?:ochtend|morgen|middag|avond|nacht)?"
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:(?:19|20)\d{2}|\d{2})"
    r"|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?![\d/-]|\.\d)"
)
_SHORT = re.compile(
    r"(?<![\d/.,-])(?:0?[1-9]|[12]\d|3[01])[-/](?:0?[1-9]|1[0-2])(?![\d/-]|[.,]\d|\s*(?:jaar|uur|keer|deel|jarig|e\b))"
)
_WORDED = re.compile(
    rf"\b(?:{WEEKDAY}{_PART}\s+)?(?:de\s+)?({_DAY}(?:\s+van)?\s+{MONTH_WRITTEN}{_YEAR})", re.I
)
_WEEKDAY_WORDED = re.compile(
    rf"\b{WEEKDAY}{_PART},?\s+(?:de\s+)?{_DAY}\s+{MONTH_WRITTEN}{_YEAR}", re.I
)
_MONTH_FIRST = re.compile(rf"\b{MONTH}\s+\d{{1,2}}(?:,\s*|\s+)(?:19|20)\d{{2}}\b", re.I)
_FEAST = re.compile(
    r"\b(?:(?:eerste|tweede)\s+)?(?:kerst(?:mis|avond|dag)?|paas(?:dag|zondag|maandag)|pasen|pinksteren|pinksterdag|sinterklaas|pakjesavond|suikerfeest|"
    r"offerfeest|eid(?:[\s-]al[\s-]\w+)?|ramadan|oud\s?(?:en|&)\s?nieuw|oudejaarsavond|oudejaarsdag|nieuwjaar(?:sdag)?|koningsdag|moederdag|"
    r"vaderdag|hemelvaart(?:sdag)?|carnaval|keti\s?koti|divali|diwali|holi|newroz|nowruz|chanoeka|sint[\s-]maarten|halloween|goede\s+vrijdag)"
    r"\s*(?:van|in|,)?\s*(?:(?:19|20)\d{2}|['’]\d{2})\b",
    re.I,
)
_ONE_DAY = re.compile(
    rf"\b(?:(?:afgelopen|aanstaande|komende|volgende|vorige|eerstvolgende|deze|laatstleden|aankomende)\s+(?:week\s+)?(?:op\s+)?"
    rf"{WEEKDAY}{_PART}(?:\s+(?:over\s+(?:een\s+week|twee\s+weken|\w+\s+weken)))?"
    rf"|{WEEKDAY}{_PART}\s+(?:a\.?s\.?|jl\.?|j\.l\.|aanstaande|jongstleden|over\s+een\s+week|over\s+(?:twee|drie|\d)\s+weken|over\s+\d+\s+dagen)(?![\w]))",
    re.I,
)
_BARE_DAY = re.compile(rf"(?<![\w'’-]){WEEKDAY}{_PART}(?![\w-])", re.I)
_RECURRING = re.compile(
    r"(?:\b(?:elke|iedere|alle|altijd|meestal|vaak|om\s+de|eens\s+per|steeds\s+op|vaste|vast\s+op|standaard|wekelijks(?:e)?|soms|normaal|doordeweeks)\b[^.!?;:]{0,30}"
    r"|\btussen\s+|\bvan\s+|\btot\s+(?:en\s+met\s+)?|\bt/m\s+|\bonze\s+|\been\s+)$",
    re.I,
)
_RANGE_AFTER = re.compile(rf"^\s*(?:tot|t/m|-|–|en|of|,|/)\s*(?:en\s+met\s+)?{WEEKDAY}", re.I)
_RANGE_BEFORE = re.compile(
    rf"{WEEKDAY}{_PART}\s*(?:tot|t/m|-|–|en|of|,|/)\s*(?:en\s+met\s+)?(?:de\s+|op\s+)?$", re.I
)
_HABIT_AFTER = re.compile(
    r"^\s*(?:is|zijn)\s+(?:altijd|mijn\s+vaste|de\s+vaste)|^\s*(?:altijd|meestal|standaard|om\s+de\s+week)\b",
    re.I,
)
_DAY_OF_MONTH = re.compile(
    r"\b(?:op|voor|tot|vanaf|per|sinds)\s+de\s+(\d{1,2}\s?(?:e|ste|de))\b(?!\s*(?:verjaardag|klas|keer|groep|levensjaar|week|dag|maand|jaar|plaats|gesprek|bezoek))",
    re.I,
)


class DateFinder:
    """Finds dates."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans of DATUM."""
        found: list[Span] = []

        def add(pattern: re.Pattern[str], sure: float, group: int = 0) -> None:
            for match in pattern.finditer(text):
                end = match.end(group)
                while text[end - 1] in " ," and end > match.start(group):
                    end -= 1
                found.append(Span(match.start(group), end, Identifier.DATUM, sure))

        add(_NUMERIC, 0.992)
        add(_WEEKDAY_WORDED, 0.994)
        add(_WORDED, 0.991, 1)
        add(_MONTH_FIRST, 0.99)
        add(_FEAST, 0.99)
        add(_ONE_DAY, 0.97)
        add(_DAY_OF_MONTH, 0.9, 1)
        for match in _SHORT.finditer(text):
            day = text[match.start() : match.end()]
            if (
                not re.match(r"\d/\d$", day)
                or not re.match(r"\s*(?:van|deel|e\b|\w+\s+deel)", text[match.end() :])
                or re.search(
                    r"\b(?:op|van|per|d\.?d\.?|tot|vanaf|datum:?)\s*$", text[: match.start()], re.I
                )
            ):
                found.append(Span(match.start(), match.end(), Identifier.DATUM, 0.9))
        for match in _BARE_DAY.finditer(text):
            before, after = text[max(0, match.start() - 45) : match.start()], text[match.end() :]
            if (
                not _RECURRING.search(before)
                and not _RANGE_AFTER.match(after)
                and not _RANGE_BEFORE.search(before)
                and not _HABIT_AFTER.match(after)
            ):
                found.append(Span(match.start(), match.end(), Identifier.DATUM, 0.8))
        return found

"""Dates that point to one day.

Contract: ``DateFinder.find`` gives spans of DATUM: dates in digits or with a month's name, feast
days with a year, and a day of the month after a weekday ("maandag de 12e"). Weekdays, months alone,
years, clock times and words such as "gisteren" point at nobody and stay: without them a plan loses
its when.
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
#: What an ordinal counts when it is no day of the month.
_NO_DAY = "verjaardag|klas|keer|groep|levensjaar|week|dag|maand|jaar|plaats|gesprek|bezoek"
_WEEKDAY_NUMBERED = re.compile(
    rf"\b{WEEKDAY}{_PART},?\s+(?:de\s+)?\d{{1,2}}\s?(?:e|ste|de)\b(?!\s*(?:{_NO_DAY}))", re.I
)
#: The weekday that goes with a date in digits, so that no loose day is left before it.
_FAR = 30
_WEEKDAY_BEFORE = re.compile(rf"\b{WEEKDAY}{_PART},?\s+$", re.I)
_DAY_OF_MONTH = re.compile(
    rf"\b(?:op|voor|tot|vanaf|per|sinds)\s+de\s+(\d{{1,2}}\s?(?:e|ste|de))\b(?!\s*(?:{_NO_DAY}))",
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
                found.append(_with_weekday(text, match.start(group), end, sure))

        add(_NUMERIC, 0.992)
        add(_WEEKDAY_WORDED, 0.994)
        add(_WORDED, 0.991, 1)
        add(_MONTH_FIRST, 0.99)
        add(_FEAST, 0.99)
        add(_WEEKDAY_NUMBERED, 0.97)
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
                found.append(_with_weekday(text, match.start(), match.end(), 0.9))
        return found


def _with_weekday(text: str, start: int, end: int, sure: float) -> Span:
    before = _WEEKDAY_BEFORE.search(text, max(0, start - _FAR), start)
    return Span(before.start() if before else start, end, Identifier.DATUM, sure)

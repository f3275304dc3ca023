"""Dutch number words, for ages, dates and spelled-out telephone numbers.

Contract: ``CARDINAL`` and ``ORDINAL`` are regular expressions (no groups) for 0 to 99 in words.
"""

_UNITS = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TEENS = (
    "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|dertig|veertig"
)
_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
CARDINAL = rf"(?:(?:(?:{_UNITS})(?:en|ën))?(?:{_TENS})|{_TEENS}|{_UNITS}|nul)"
ORDINAL = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|"
    r"dertiende|veertiende|vijftiende|zestiende|zeventiende|achttiende|negentiende|"
    rf"(?:(?:{_UNITS})(?:en|ën))?(?:{_TENS})ste)"
)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_MONTHS_SHORT = "jan|feb|febr|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec"
MONTH = rf"(?:{_MONTHS}|{_MONTHS_SHORT})"
#: With the period of a shortened one; that after a whole word ends the sentence.
MONTH_WRITTEN = rf"(?:(?:{_MONTHS})\b|(?:{_MONTHS_SHORT})\b\.?)"
WEEKDAY = r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"

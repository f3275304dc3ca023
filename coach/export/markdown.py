"""Words of a user in Markdown, as they were typed.

Contract: ``escaped`` gives text that Markdown shows as it was typed: nothing in it becomes a
heading, a list, a link or markup. Only what Markdown would read gets a backslash, so that a date
or a dash stays readable in the file itself. Source: CommonMark 0.31, sections 2.4, 4 and 5.
"""

import re

# Means something wherever it stands; | and ~ in the Markdown of GitHub.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~])")
# Means something only at the start of a line: heading, list, quote, rule, and the number of a list.
_LINE_START = re.compile(r"((?:\A|(?<=[\r\n]))[ \t]*)([#+=-]|\d{1,9}(?=[.)](?:\s|$)))")
_NUMBER = re.compile(r"\d+")


def escaped(text: str) -> str:
    """The text with backslashes where Markdown would read something else in it."""
    return _LINE_START.sub(_first, _ANYWHERE.sub(r"\\\1", text))


def _first(found: re.Match[str]) -> str:
    space, sign = found.groups()
    # A backslash counts only before a mark: '29.' becomes '29\.', by way of the mark after it.
    return f"{space}{sign}\\" if _NUMBER.fullmatch(sign) else f"{space}\\{sign}"

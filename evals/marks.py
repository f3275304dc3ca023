"""Makes cases for ``coach eval deid`` from marked texts, so that nobody counts places by hand.

Contract: ``parse`` turns blocks ``== id kind origin [+lower] [+upper] [roster=a;b]`` followed by a
text with marks ``{P|name}`` into cases; ``{P|shown|name}`` shows the first and marks the second
inside it (an empty second marks nothing). ``+lower`` and ``+upper`` add the same text in that
case, in the same cluster. Clusters go to ``dev`` or, for three in ten, ``dev2`` by their hash.
"""

import json
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from coach.labels import Identifier

_LABELS = {
    "P": Identifier.PERSOON,
    "L": Identifier.LOCATIE,
    "O": Identifier.ORGANISATIE,
    "D": Identifier.DATUM,
    "A": Identifier.LEEFTIJD,
    "B": Identifier.BSN,
    "T": Identifier.TELEFOON,
    "E": Identifier.EMAIL,
    "U": Identifier.URL,
    "Z": Identifier.ZAAKNUMMER,
    "I": Identifier.IBAN,
}
_MARK = re.compile(r"\{([PLODABTEUZI])\|([^|}]*)(?:\|([^}]*))?\}")


def unmark(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its spans."""
    text, spans, last = "", list[dict[str, Any]](), 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        shown, inner = match.group(2), match.group(3)
        named = shown if inner is None else inner
        if named and named in shown:
            start = len(text) + shown.rindex(named)
            label = _LABELS[match.group(1)].value
            spans.append({"start": start, "end": start + len(named), "label": label})
        text += shown
        last = match.end()
    return text + marked[last:], spans


def split_of(cluster: str) -> str:
    """Three clusters in ten are kept apart as dev2."""
    return "dev2" if int(sha256(cluster.encode()).hexdigest(), 16) % 10 < 3 else "dev"


def parse(source: str) -> Iterator[dict[str, Any]]:
    """All cases of a marked source."""
    for block in re.split(r"^== ", source, flags=re.M)[1:]:
        head, _, body = block.partition("\n")
        roster = re.search(r"roster=(.*)$", head)
        words = head.split("roster=")[0].split()
        text, spans = unmark(body.strip())
        case: dict[str, Any] = {
            "id": words[0],
            "kind": words[1],
            "origin": words[2],
            "cluster": words[0],
            "split": split_of(words[0]),
            "text": text,
            "spans": spans,
        }
        if roster:
            case["roster"] = [name.strip() for name in roster.group(1).split(";")]
        yield case
        for name, change in (("lower", str.lower), ("upper", str.upper)):
            changed = change(text)
            if f"+{name}" in words and len(changed) == len(text):
                yield {**case, "id": f"{case['id']}-{name}", "text": changed}


def main() -> None:
    """Writes the .jsonl beside each marked source named on the command line."""
    for name in sys.argv[1:]:
        path = Path(name)
        lines = [json.dumps(case, ensure_ascii=False) for case in parse(path.read_text("utf-8"))]
        path.with_suffix(".jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""What of a suite's result may be kept and shown: figures and ids, never text of a case.

Contract: ``slim`` leaves out the keys under which suites give texts and every string that could be
a sentence. ``failures`` gives the ids that went wrong, each once: what a suite lists under
``wrong`` or ``failures``, pairs without a difference, texts that leak, searches that found nothing
of use, talks that broke a promise.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from coach.labels import Level

_TEXTS = frozenset(
    {
        "dialogues", "pairs", "misses", "text", "user", "reply", "question", "said", "context",
        "quote", "quotes", "quoted", "card", "sources", "turns_played", "answer", "passages_text",
    }
)  # fmt: skip
_WRONG = ("wrong", "failures", "broken", "broken_walks")
_MOST_WORDS, _MOST_CHARACTERS = 6, 80


def slim(value: Any) -> Any:
    """The value without texts; lists and dicts keep their shape."""
    if isinstance(value, dict):
        return {
            str(key): slim(item)
            for key, item in value.items()
            if key not in _TEXTS or isinstance(item, (int, float)) or _counts(item)
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [slim(item) for item in value]
    if isinstance(value, str) and not short(value):
        return "…"
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value) if short(str(value)) else "…"


def _counts(item: Any) -> bool:
    """Whether it is a table of figures, whatever its key is called."""
    return isinstance(item, dict) and all(
        isinstance(value, (int, float)) for value in item.values()
    )


def short(text: str) -> bool:
    """Whether a string is a name, a code or an id, and no sentence."""
    return len(text) <= _MOST_CHARACTERS and len(text.split()) <= _MOST_WORDS


def failures(result: dict[str, Any]) -> list[str]:
    """Ids of cases that went wrong, in the order of the file."""
    return list(dict.fromkeys(_failed(result)))


def _failed(result: dict[str, Any]) -> Iterator[str]:
    for key in _WRONG:
        yield from _ids(result.get(key))
    yield from _ids((result.get("talks") or {}).get("broken"))
    for pair in _listed(result.get("pairs")):
        if not pair.get("strong_more_open", True):
            yield str(pair["id"])
    for miss in _listed(result.get("misses")):
        if miss.get("leaks"):
            yield str(miss["id"])
    for case in _listed(result.get("per_case")):
        if (case.get("ndcg10") or {}).get("fused") == 0:
            yield str(case["id"])
    for talk in _listed(result.get("dialogues")):
        if _broken(talk.get("turns") or ()):
            yield str(talk["id"])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _ids(value: Any) -> Iterator[str]:
    """Ids from a list of them or of cases, or from such lists by name."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _ids(part)
    for item in _listed(value):
        yield str(item.get("id", "?") if isinstance(item, dict) else item)


def _broken(turns: Sequence[dict[str, Any]]) -> bool:
    """Whether a talk broke a promise that shows in its turns: one question, none twice."""
    asked = [turn["question_id"] for turn in turns if turn.get("question_id")]
    return len(asked) > len(set(asked)) or any(
        "error" in turn
        or (turn.get("level") in (Level.GEEN, Level.ZELFZORG) and turn["reply"].count("?") != 1)
        for turn in turns
    )

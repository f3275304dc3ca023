"""Small work on words: cutting a quote, filling the slots of a line.

Contract: ``clip`` only ever returns a literal substring of what it was given, without a question
mark and of at most ``MAX_WORDS`` words, or nothing. ``fill`` puts values in once: what a user
typed is never read as a slot or as a choice. The module knows no plan and chooses no line.
"""

import re
from collections.abc import Collection

from coach.dialogue.lines import CHOICE, SLOT
from coach.dialogue.listen_text import sentences
from coach.dialogue.mirror_verbs import second, words_of
from coach.dialogue.state import Heard
from coach.labels import Answer

MAX_WORDS = 14
MIN_WORDS = 3
# A fragment of a sentence needs more body than a whole short sentence.
MIN_PARTIAL = 4
# Nobody's telling sentence is longer; keeps the work small when a whole file is pasted.
_MAX_CHARACTERS = 1200

# A closing single quote mark would end the quote too early (an apostrophe does not); the rest is
# markup, control or broken text.
_UNFIT = re.compile(r"‘|’(?!\w)|[<>{}`*#|\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]|https?:|www\.")
_BOUNDARY = re.compile(
    r"(?<=[,;:.!…])\s+"
    r"|\s+(?=(?:en|maar(?! (?:eens|even|weer|gewoon|niet|wat|een)\b)|want|dus|omdat|terwijl"
    r"|zodat|doordat|hoewel)\s)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…\n]+(?:\s+|$)")
_LEADING = re.compile(r"^(?:(?:en|maar|want|dus|nou|tja|ja|nee|eh|ehm|hoi|hallo)[,\s]+)+", re.I)
_FIRST_PERSON = re.compile(r"\b(?:ik|mij|me|mijn|we|wij|ons|onze)\b", re.IGNORECASE)
_DANGLING = words_of(
    """dat die als omdat zodat doordat hoewel terwijl is heeft wil kan gaat staat doet ziet om te
    was had werd"""
)
_OPEN_END = words_of("eerst als ze hij ik we dat om te en of de het een die niet ook wel nog")
# A clause that hangs on the noun before it; what it breaks open goes on behind it.
_RELATIVE = re.compile(
    r"(?:(?:aan|met|bij|van|voor|over|op|door) wie|die|dat|wat|wie|waar\w*)\b", re.I
)
_JOINING = re.compile(r"(?:en|maar|want|dus|omdat|terwijl|zodat|doordat|hoewel)\b", re.I)
_EDGE = " \t.,;:!…-–—()"
_SENTENCE_START = re.compile(r"(?:^|[.]\s+)$")


def count(text: str) -> int:
    """Words in ``text``, split at white space."""
    return len(text.split())


def clip(telling: str, source: str, least: int = MIN_WORDS) -> str:
    """A quotable literal piece of ``telling`` that also stands in ``source``; or ``""``.

    Long sentences are cut at clause boundaries only; the longest run of whole clauses within
    ``MAX_WORDS`` words wins, one in the first person before one that is not.
    """
    best: tuple[bool, int, int] = (False, -1, -1)
    found = ""
    for sentence in _sentences(telling[:_MAX_CHARACTERS]):
        for start, end in _runs(sentence):
            piece = _trim(sentence[start:end])
            size = count(piece)
            if not least <= size <= MAX_WORDS or not _quotable(piece) or piece not in source:
                continue
            partial = start > 0 or end < len(sentence)
            if partial and (
                _broken(sentence, start, end)
                or _said_by_another(sentence, start, end)
                or size < MIN_PARTIAL
                or (start > 0 and _hangs(piece.split()[0]))
                or piece.split()[-1].lower() in _OPEN_END
            ):
                continue
            rank = (bool(_FIRST_PERSON.search(piece)), size, start)
            if rank > best:
                best, found = rank, piece
    return found


def fill(text: str, values: dict[str, str], plural: bool = False) -> str:
    """``text`` with ``[enkelvoud|meervoud]`` chosen and each ``{slot}`` replaced once.

    A slot that opens a sentence gets a capital, except a quote, which stays as it was typed.
    """
    chosen = CHOICE.sub(lambda match: match.group(2 if plural else 1), text)

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        value = values[name]
        if name != "citaat" and _SENTENCE_START.search(chosen[: match.start()]):
            return value[:1].upper() + value[1:]
        return value

    return SLOT.sub(put, chosen)


def one_question(text: str) -> str:
    """The question up to and with its first question mark."""
    end = text.find("?")
    return text if end < 0 else text[: end + 1]


def _sentences(text: str) -> list[str]:
    """The sentences of ``text`` that are not questions."""
    sentences: list[str] = []
    place = 0
    for end in _SENTENCE_END.finditer(text):
        if "?" not in end.group():
            sentences.append(text[place : end.start()])
        place = end.end()
    rest = text[place:]
    return [part for part in [*sentences, rest] if part.strip() and "?" not in part]


def _runs(sentence: str) -> list[tuple[int, int]]:
    """Start and end of every run of neighbouring clauses."""
    cuts = [0, *(match.end() for match in _BOUNDARY.finditer(sentence)), len(sentence)]
    cuts = sorted(set(cuts))
    return [(a, b) for i, a in enumerate(cuts) for b in cuts[i + 1 : i + 1 + MAX_WORDS]]


def _broken(sentence: str, start: int, end: int) -> bool:
    """Whether the run stops inside a clause that another breaks open: 'de oudste, die hier woont'.

    The run begins behind the inserted clause, or ends before or right after it while the outer
    one still goes on.
    """
    rest = sentence[end:]
    before = sentence[:start].rstrip()
    inserted = before.rstrip(",").rsplit(", ", 1)
    if before.endswith(",") and len(inserted) > 1 and _RELATIVE.match(inserted[1]):
        return True
    if not rest or not sentence[:end].rstrip().endswith(","):
        return False
    if _RELATIVE.match(rest):
        more = rest.split(", ", 1)
        return len(more) > 1 and not _JOINING.match(more[1])
    last = sentence[start:end].rstrip(", ").rsplit(", ", 1)
    return len(last) > 1 and bool(_RELATIVE.match(last[1])) and not _JOINING.match(rest)


def _said_by_another(sentence: str, start: int, end: int) -> bool:
    """Whether the run holds speech without who says it, or only who says it: 'ze zei: je bent weg'.

    Given back as the user's own words, the first puts somebody else's in their mouth.
    """
    return ":" in sentence[:start] or sentence[start:end].rstrip().endswith(":")


def _hangs(first: str) -> bool:
    """Whether a clause that opens with this word leans on what was cut off: no subject left."""
    word = first.lower()
    return (
        word in _DANGLING
        or second(word) is not None
        or (word.endswith("t") and second(word[:-1]) is not None)
    )


def _quotable(piece: str) -> bool:
    """No markup, and no speech of which only one quote mark is left."""
    halves = piece.count('"') % 2 or piece.count("“") + piece.count("„") != piece.count("”")
    return not halves and not _UNFIT.search(piece)


def _trim(piece: str) -> str:
    """The piece without leading small words and outer punctuation; still a substring."""
    piece = piece.strip(_EDGE)
    return _LEADING.sub("", piece).strip(_EDGE)


def quotable(heard: Heard, about: str = "", veiled: Collection[str] = ()) -> str:
    """The piece of a message to give back; ``about`` is the sentence that the question takes up.

    What somebody wants to say mostly comes last. What holds a ``veiled`` phrase, which stands in
    place of something else that was written, is nobody's own words.
    """
    ending = [piece.text for piece in sentences(heard.said)[-1:]]
    clipped = [clip(telling, heard.text) for telling in (*ending, about, heard.telling)]
    own = (found for found in (*clipped, whole(heard)) if found and not holds(found, veiled))
    return next(own, "")


def holds(text: str, phrases: Collection[str]) -> bool:
    """Whether one of these phrases stands in the text, as whole words."""
    return any(re.search(rf"\b{re.escape(one)}\b", text, re.IGNORECASE) for one in phrases)


def whole(heard: Heard) -> str:
    """A message of a few words, to give back as it is; not a bare yes or no."""
    content = heard.answer is not Answer.WEET_NIET and 1 < heard.words <= 4
    return clip(heard.text, heard.text, least=2) if content else ""

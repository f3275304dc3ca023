"""Words brought back to their dictionary form, so that ‘liep’ supports ‘loopt’.

Contract: ``content_lemmas`` gives the words of a text that carry content, folded and lemmatised;
``all_lemmas`` all of them; ``nameless`` puts ‘naam’ for names; ``known`` says whether a word stands
in a Dutch dictionary. Pure and cached; the dictionary is simplemma's, loaded at first use.
"""

import re
from functools import lru_cache

import simplemma
from bm25s.stopwords import STOPWORDS_DUTCH

from coach.dialogue.mirror_verbs import words_of
from coach.knowledge.lexical import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LANGUAGE = "nl"
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{2,}\b")
_MIDWAY = re.compile(r"(?<=[\w,] )([A-Z][^\W\d_]{2,})\b")
_COMPOUND = re.compile(r"(?:ing|heid|schap|tie|huis|ouders?|moeder|vader|kind|kinderen|gezin)$")
_NO_NAMES = frozenset({"Kier"})
# What simplemma takes for another word, or leaves as it is.
_OWN = {
    "stopt": "stoppen", "boze": "boos", "bange": "bang", "moet": "moeten", "mag": "mogen",
    "kan": "kunnen", "kun": "kunnen", "wil": "willen", "zal": "zullen", "zou": "zullen",
    "vertel": "vertellen", "bel": "bellen", "vraag": "vraag", "zei": "zeggen", "zegt": "zeggen",
}  # fmt: skip
_SMALL = words_of(
    """waarover waaronder waarnaar waartegen hierover daarover ik mij me mijn mezelf je jij jou
    jouw jezelf jullie hij hem zijn ze zij haar hun hen we wij ons onze u uw dat die dit deze er
    daar hier waar wat wie hoe wanneer welk welke welken waarom of en maar want dus toch ook nog
    al wel niet geen niets iets niemand iemand zo dan toen nu als om te van voor met bij naar
    uit in op aan over door tot onder boven tegen tussen zonder worden hebben kunnen willen
    zullen mogen moeten laten gaan komen het de een ene elke elk ieder heel erg zeer meer minder
    veel weinig zelf weer soms vaak altijd nooit even eens misschien alsof terwijl omdat zodat
    doordat hoewel voordat nadat sinds waarin waarop waaraan waarmee waarvan waarbij waarvoor
    daarvan daarin daarop daarmee daarbij ervan erin erop ermee erbij eraan ertegen daaraan
    daarna daardoor waardoor waarna vooraf hiervan hierin hierop hiermee niks pas juist alleen
    zowel noch tegelijk"""
) | {fold(word) for word in STOPWORDS_DUTCH}


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, folded."""
    low = word.lower()
    if low in _OWN:
        return _OWN[low]
    return fold(str(simplemma.lemmatize(low, lang=_LANGUAGE)))


@lru_cache(maxsize=20_000)
def known(word: str) -> bool:
    """Whether the word, as written in lower case, is in the dictionary."""
    return bool(simplemma.is_known(word.lower(), lang=_LANGUAGE))


def small(word: str) -> bool:
    """Whether the word only holds a sentence together."""
    return fold(word) in _SMALL


def words(text: str) -> list[str]:
    """The words as written."""
    return _WORD.findall(text)


@lru_cache(maxsize=4096)
def all_lemmas(text: str) -> frozenset[str]:
    """Every lemma of the text, and the folded words themselves."""
    found = words(text)
    return frozenset(lemma(word) for word in found) | frozenset(fold(word) for word in found)


def content_lemmas(text: str) -> list[tuple[str, str]]:
    """Pairs (word, lemma) of the words that carry content, in reading order."""
    pairs = [(word, lemma(word)) for word in words(text)]
    return [
        (word, base)
        for word, base in pairs
        if len(base) > 2 and base not in _SMALL and fold(word) not in _SMALL
    ]


def nameless(text: str, told: str = "") -> str:
    """The text with every name replaced by ‘naam’; ``told`` shows what is written as a name.

    A capital that opens a sentence is no sign of a name, unless ``told`` has it so.
    """
    found = {match.group(1) for part in (text, told) for match in _MIDWAY.finditer(part)}
    found |= {
        word for word in _CAPITAL.findall(told) if not known(word) and not _COMPOUND.search(word)
    }
    return _CAPITAL.sub(lambda m: "naam" if m.group() in found - _NO_NAMES else m.group(), text)

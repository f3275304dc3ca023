"""Sloppy spelling for training: as people type on a phone at night.

Contract: ``sloppy`` changes a text as little as a hurried typist does (no punctuation, a dropped,
doubled or swapped letter); the generator decides. It knows nothing about Dutch.
"""

import numpy as np

_PUNCTUATION = str.maketrans("", "", ".,;:?!\"'()")


def sloppy(text: str, generator: np.random.Generator) -> str:
    """Return ``text`` without punctuation and with about one slip per eight words."""
    words = text.translate(_PUNCTUATION).split()
    for index, word in enumerate(words):
        if len(word) < 4 or generator.random() > 0.125:
            continue
        at = int(generator.integers(1, len(word) - 1))
        match int(generator.integers(3)):
            case 0:
                words[index] = word[:at] + word[at + 1 :]
            case 1:
                words[index] = word[:at] + word[at] + word[at:]
            case _:
                words[index] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)

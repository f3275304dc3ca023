"""The stage of life that comes in the place of an exact age, in the form its sentence needs.

Contract: ``Stage`` is one line of ``ages`` in ``knowledge/privacy/rollen.yaml``; ``form`` chooses
its word from the text around a span: "een 9-jarige jongen", "die 9-jarige", "hij wordt 18",
"een jongen van 9". It does not know whose age it is.
"""

import re

from pydantic import BaseModel, ConfigDict

_WITH_JARIG = re.compile(r"jarig(?:e|en)?$", re.I)
#: What may follow an adjective: a noun, and no word that begins the rest of the sentence.
_NOUN_FOLLOWS = re.compile(
    r"^\s+(?!(?:en|of|die|dat|is|was|wordt|werd|met|van|in|op|bij|uit|zit|woont|heeft|had|wil|kan|mag"
    r"|moet|zegt|zei|niet|nog|al|ook|maar|want|dus|als|toen|naar|voor|om|te|zich|aan|zijn|waren|hebben|willen|wonen|zitten|gaan|ging)\b)[^\W\d_]",
    re.I,
)
#: "hij wordt in maart 18", "toen ze 9 was": what somebody is.
_IS = re.compile(
    r"\b(?:is|was|wordt|werd|word|waren|zijn|worden|werden)\b(?:\s+[\w'’]+){0,5}\s*$", re.I
)
_IS_AFTER = re.compile(r"^\s+(?:was|werd|is|wordt|geworden|worden|zijn|waren)\b", re.I)
#: "met zijn zes jaar": not the verb.
_HIS = re.compile(r"\b(?:met|van|op|voor|na|ondanks|vanwege)\s+zijn\s*$", re.I)
#: "een jongen van 9", "vanaf zijn 12e", "na mijn 18e": an age, whatever came before.
_OF = re.compile(r"\b(?:van|vanaf|op|sinds|rond|voor|na|tot|leeftijd|jaar of)\s+(?:\w+\s+)?$", re.I)


class Stage(BaseModel):
    """A stage of life up to an age in years, in the forms a sentence may need.

    ``word`` as in "een jongen van …", ``being`` in "hij is …", ``noun`` in "de …", ``adjective``
    in "een … jongen".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    up_to: int
    word: str
    being: str
    noun: str
    adjective: str

    def form(self, text: str, start: int, end: int) -> str:
        """The word that stands well at ``text[start:end]``."""
        before, after = text[:start], text[end:]
        if _WITH_JARIG.search(text[start:end]):
            return self.adjective if _NOUN_FOLLOWS.match(after) else self.noun
        if _OF.search(before) or _HIS.search(before):
            return self.word
        sentence = re.split(r"[.!?\n;]", before)[-1]
        if _IS.search(sentence) or _IS_AFTER.match(after):
            return self.being
        return self.word

"""What an utterance of the trainee does: its codes.

Contract: ``UtteranceCoder`` is fitted at load on ``knowledge/exemplars/utterance``, or takes what
is kept of that; ``codes`` gives the codes of an utterance, most certain first, never none. Several
may hold: each sentence is looked at alone and the utterance as a whole, and a code counts from its
own threshold. Wordings of
``knowledge/lexicon/codes.yaml`` and the form of questions are features beside the words. The
partner's last line may be given as context: words taken over from it point to a reflection.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.kernel_ridge import KernelRidge

from coach.dialogue.classify import Embed, TextFeatures
from coach.dialogue.fitted import Fitted, learnt
from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_text import plain, sentences, words
from coach.knowledge.content import load_exemplars
from coach.labels import Code
from coach.practice import openers
from coach.practice.openers import Openers

RIDGE = 1.5
DENSE = 1.5
RULE_WEIGHT = 0.6
FOLDS = 5
PLATEAU = 0.01
DEFAULT_BAR = 0.5
#: How much being right weighs beside missing none, where a bar is chosen (the beta of F-beta).
#: Taking a kind word for a fight does a practice more harm than missing a reproach.
EVEN, SURE = 1.0, 0.5
#: Words of at least this length are telling; they are alike from the same first letters.
TELLING, STEM = 4, 5
#: From which share of the partner's words an utterance echoes, and up to which it does not.
ECHOED, OWN_WORDS, OWN_COUNT = 0.6, 0.25, 5
ECHO_WEIGHT = 0.3
Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One labelled utterance; all of a ``cluster`` stay together in a split."""

    text: str
    codes: frozenset[Code]
    cluster: str


def _named(example: Example) -> str:
    """All of an example that something is learnt from."""
    return f"{example.cluster} {' '.join(sorted(example.codes))} {example.text}"


def _sources() -> list[str]:
    """The code that says what is seen in an utterance: with other code another coder."""
    return [Path(file).read_text("utf-8") for file in (__file__, openers.__file__)]


def load_examples(folder: Path | None = None) -> list[Example]:
    """All labelled utterances."""
    return [
        Example(
            line,
            frozenset({Code(entry.label), *map(Code, entry.also.get(cluster, ()))}),
            f"{entry.label}/{cluster}",
        )
        for entry in load_exemplars("code", folder)
        for cluster, lines in entry.clusters.items()
        for line in lines
    ]


#: The formal *u* ends a sentence and is no initial: 'Dank u. Hoe gaat het?'
_AFTER_U = re.compile(r"(?<=\bu\.)\s+(?=[A-Z])")


def parts(text: str) -> list[str]:
    """The sentences of an utterance; a question keeps its mark."""
    found = []
    for chunk in _AFTER_U.split(text):
        for piece in sentences(chunk):
            after = chunk[piece.end : piece.end + 2]
            found.append(f"{piece.text}?" if "?" in after and "?" not in piece.text else piece.text)
    return found or [text]


#: What a bare question does not do.
NOT_ASKING = (
    Code.ERKENNING,
    Code.REFLECTIE_EENVOUDIG,
    Code.REFLECTIE_COMPLEX,
    Code.OVERIG,
    Code.BOODSCHAP,
)
#: What pushes a door shut.
CLOSING = (
    Code.CONFRONTATIE,
    Code.ADVIES_ZONDER_TOESTEMMING,
    Code.VERZACHTEN_OF_OMZEILEN,
)
#: What is kind and easily read as soothing.
KIND = frozenset({Code.ERKENNING, Code.REFLECTIE_COMPLEX, Code.REFLECTIE_EENVOUDIG})
#: How much surer these must be in what ends in a question or takes over the other's words, without
#: a wording of them; and how much nearer the question is that it has the form of.
ASKING = 0.15
#: How much surer they, and a limit, must be in any sentence without a wording of them: a kind word
#: read as a push does a practice more harm than a push that is missed.
UNWORDED = 0.08
#: How much surer still where there is nothing but questions.
BARE = 0.25
FORMS = {"open": Code.OPEN_VRAAG, "closed": Code.GESLOTEN_VRAAG}
#: A sentence of at most this many words is filler beside a question.
FILLER = 2
#: How much nearer a code comes that something else points to.
LEAN = 0.15
#: How much surer a second code must be in one single sentence.
SECOND = 0.12


def questions(text: str) -> list[str]:
    """Its questions, and of one with a run-up also what comes after the last comma."""
    found = []
    for part in parts(text):
        if part.endswith("?"):
            found.append(part)
            tail = part.rpartition(", ")[2]
            if tail != part and len(words(tail)) > FILLER:
                found.append(tail)
    return found


def folds(examples: Sequence[Example], count: int) -> list[int]:
    """Which fold each example falls in: whole clusters, by name, evenly spread."""
    names = {name: place for place, name in enumerate(sorted({e.cluster for e in examples}))}
    return [names[example.cluster] % count for example in examples]


class _Scale:
    """What each feature says of each code, and from where a code counts."""

    def __init__(self) -> None:
        self.base: Chances = np.zeros(len(Code))
        self.weights: NDArray[np.float32] = np.zeros((0, len(Code)), dtype=np.float32)
        self.bars: dict[Code, float] = {}

    @property
    def learnt(self) -> dict[str, NDArray[Any]]:
        """Shapes: codes; features by codes; codes."""
        bars = np.asarray([self.bars[code] for code in Code])
        return {"base": self.base, "weights": self.weights, "bars": bars}

    def restore(self, learnt: Mapping[str, NDArray[Any]]) -> None:
        """Takes ``learnt`` over instead of fitting."""
        self.base, self.weights = learnt["base"], learnt["weights"]
        self.bars = dict(zip(Code, map(float, learnt["bars"]), strict=True))


class UtteranceCoder:
    """Fitted once; ``codes`` is safe to call from several threads.

    What is learnt is kept in ``keep``; ``version`` must change with the word lists.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        openers: Openers,
        examples: Sequence[Example],
        embed: Embed | None = None,
        embed_examples: Embed | None = None,
        *,
        keep: Fitted | None = None,
        version: str = "",
    ) -> None:
        self._rules = lexicon.rules["codes"]
        self._openers = openers
        self._features = TextFeatures(embed, embed_examples, dense_weight=DENSE)
        self._scale = _Scale()
        learnt(
            "oefenen",
            [version, *_sources(), " ".join(Code), *map(_named, examples)],
            {"features": self._features, "scale": self._scale},
            lambda: self._fit(examples, embed_examples),
            keep,
        )

    @property
    def bars(self) -> dict[Code, float]:
        """From which chance each code counts."""
        return self._scale.bars

    def _fit(self, examples: Sequence[Example], embed_examples: Embed | None) -> None:
        texts = [example.text for example in examples]
        wanted = np.asarray([[code in example.codes for code in Code] for example in examples])
        rows = csr_matrix(hstack([self._features.fit(texts), self._marks(texts)]))
        pieces, spans = _cut(texts)
        vectors = embed_examples(pieces) if embed_examples is not None else None
        cut = csr_matrix(hstack([self._features.rows(pieces, vectors), self._marks(pieces)]))
        gram = (rows @ rows.T).toarray()
        self._scale.base = wanted.mean(axis=0)
        self._scale.weights = np.asarray(rows.T @ _duals(gram, wanted), dtype=np.float32)
        likeness = (cut @ rows.T).toarray()
        self._scale.bars = _bars(gram, likeness, spans, wanted, folds(examples, FOLDS))

    def _marks(self, texts: Sequence[str]) -> csr_matrix:
        """Which wordings stand in each text, and what form it has."""
        rows = []
        for text in texts:
            folded = plain(text)
            forms = {self._openers.form(part) for part in parts(text)}
            count = len(words(text))
            found = [float(rule.find(folded) is not None) for rule in self._rules]
            form = [
                "open" in forms,
                "closed" in forms,
                "question" in forms,
                not forms & {"open", "closed", "question"},
                count <= 2,
                count <= 5,
            ]
            rows.append([RULE_WEIGHT * value for value in (*found, *map(float, form))])
        return csr_matrix(np.asarray(rows, dtype=np.float64))

    def _weigh_form(self, margin: dict[Code, float], text: str) -> None:
        """Where form is surer than words: bare questions, and one code in one sentence."""
        cut = parts(text)
        self._doubt((*CLOSING, Code.BEGRENZING), margin, text, UNWORDED)
        forms = [self._openers.form(part) for part in cut if len(words(part)) > FILLER]
        if forms and all(form in {"open", "closed", "question"} for form in forms):
            for code in NOT_ASKING:
                margin[code] = min(margin[code], -0.5)
            self._doubt(CLOSING, margin, text, BARE)
        end = questions(text)[-1] if cut[-1].endswith("?") else cut[-1]
        if (last := self._openers.form(end)) in FORMS:
            self._doubt(CLOSING, margin, text, ASKING)
            if not any(margin[code] >= 0 for code in FORMS.values()):
                margin[FORMS[last]] += ASKING
        if len(cut) == 1:
            first = max(Code, key=lambda code: margin[code])
            for code in Code:
                if code is not first:
                    margin[code] -= SECOND

    def _not_soothing(self, found: list[Code], text: str) -> list[Code]:
        """Kind words beside which no wording soothes: they acknowledge and hide nothing."""
        soothes = any(
            rule.label == Code.VERZACHTEN_OF_OMZEILEN and rule.find(plain(text))
            for rule in self._rules
        )
        return [code for code in found if soothes or code is not Code.VERZACHTEN_OF_OMZEILEN]

    def _asked(self, text: str) -> Code | None:
        """What kind of question ends an utterance: a question is more than a greeting."""
        last = parts(text)[-1]
        form = self._openers.form(last)
        if len(words(last)) <= FILLER or not form:
            return None
        return FORMS.get(form, Code.GESLOTEN_VRAAG)

    def _doubt(
        self, codes: Sequence[Code], margin: dict[Code, float], text: str, much: float
    ) -> None:
        """These codes must be surer, unless a wording points to them."""
        worded = {rule.label for rule in self._rules if rule.find(plain(text))}
        for code in codes:
            if code not in worded:
                margin[code] -= much

    def chances(self, texts: Sequence[str]) -> Chances:
        """Chance of each code for each utterance, shape (n, codes), in the order of ``Code``."""
        if not texts:
            return np.zeros((0, len(Code)))
        pieces, spans = _cut(texts)
        rows = csr_matrix(hstack([self._features.rows(pieces), self._marks(pieces)]))
        found = rows @ self._scale.weights + self._scale.base
        return _joined(np.clip(found, 0.0, 1.0), spans)

    def codes(
        self, text: str, context: str = "", lean: Code | None = None, never: Code | None = None
    ) -> list[Code]:
        """The codes of one utterance, most certain first; the likeliest when none is certain.

        ``lean`` is a code that something else than these words points to, ``never`` one that it
        speaks against.
        """
        row = self.chances([text])[0]
        margin = {code: row[place] - self.bars[code] for place, code in enumerate(Code)}
        if lean is not None and margin[Code.VERZACHTEN_OF_OMZEILEN] < 0:
            margin[lean] += LEAN
        if never is not None:
            margin[never] = -1.0
        if context:
            share = echo(text, context)
            _weigh_echo(margin, share, len(words(text)))
            if share > OWN_WORDS:
                self._doubt(CLOSING, margin, text, ASKING)
        self._weigh_form(margin, text)
        found = [code for code in Code if margin[code] >= 0]
        if not found:
            found = [max(Code, key=lambda code: margin[code])]
        if Code.VERZACHTEN_OF_OMZEILEN in found and KIND & set(found):
            found = self._not_soothing(found, text)
        if found == [Code.OVERIG] and (asked := self._asked(text)) is not None:
            found = [asked]
        return sorted(found, key=lambda code: -margin[code])


def echo(text: str, context: str) -> float:
    """Share of the telling words of ``text`` that were the partner's, 0 without such words."""
    heard = {word[:STEM] for word in words(context) if len(word) >= TELLING}
    own = [word[:STEM] for word in words(text) if len(word) >= TELLING]
    return sum(word in heard for word in own) / len(own) if own else 0.0


def _weigh_echo(margin: dict[Code, float], share: float, count: int) -> None:
    """Words taken over point to a simple reflection, own words in a reflection to a complex one."""
    simple, deep = Code.REFLECTIE_EENVOUDIG, Code.REFLECTIE_COMPLEX
    if share >= ECHOED:
        margin[simple] += ECHO_WEIGHT
        margin[Code.OVERIG] -= ECHO_WEIGHT
    elif share <= OWN_WORDS and count >= OWN_COUNT and margin[simple] >= 0:
        margin[deep] = max(margin[deep], margin[simple])
        margin[simple] = -1.0
    elif share == 0 and count < OWN_COUNT and margin[simple] > 0:
        margin[simple] -= ECHO_WEIGHT / 2


def _cut(texts: Sequence[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """Each text whole, followed by its sentences when it has more than one; and where they are."""
    pieces: list[str] = []
    spans = []
    for text in texts:
        cut = parts(text)
        own = cut if len(cut) == 1 else [text, *cut]
        spans.append((len(pieces), len(pieces) + len(own)))
        pieces.extend(own)
    return pieces, spans


def _joined(table: Chances, spans: Sequence[tuple[int, int]]) -> Chances:
    """One row per utterance: half the whole, half its most telling part."""
    return np.stack(
        [0.5 * table[start] + 0.5 * table[start:end].max(axis=0) for start, end in spans]
    )


def _duals(gram: Chances, wanted: NDArray[np.bool_]) -> Chances:
    """Ridge weights in the dual, shape (examples, codes).

    All codes in one solution: a second where a logistic model per code and fold took half a
    minute, and as good once the thresholds are chosen.
    """
    model = KernelRidge(alpha=RIDGE, kernel="precomputed")
    return np.asarray(model.fit(gram, wanted - wanted.mean(axis=0)).dual_coef_)


def _bars(
    gram: Chances,
    likeness: Chances,
    spans: Sequence[tuple[int, int]],
    wanted: NDArray[np.bool_],
    place: Sequence[int],
) -> dict[Code, float]:
    """From which value a code counts: best F on examples whose cluster was left out.

    ``likeness`` holds the products of all pieces with all examples. Of thresholds that are as good
    (within ``PLATEAU``) the middle one, so that a small change in the encoder moves little.
    """
    at = np.asarray(place)
    table = np.zeros(wanted.shape)
    for fold in sorted(set(place)):
        held, rest = np.flatnonzero(at == fold), np.flatnonzero(at != fold)
        if not len(rest):
            continue
        duals = _duals(gram[np.ix_(rest, rest)], wanted[rest])
        own_spans = [spans[int(i)] for i in held]
        numbers = np.asarray([n for start, end in own_spans for n in range(start, end)])
        ends = np.cumsum([end - start for start, end in own_spans])
        own = list(zip([0, *ends[:-1]], ends, strict=True))
        found = likeness[np.ix_(numbers, rest)] @ duals + wanted[rest].mean(axis=0)
        table[held] = _joined(np.clip(found, 0.0, 1.0), own)
    grid = np.arange(0.1, 0.91, 0.02)
    bars = {}
    for column, code in enumerate(Code):
        named = table[:, column][:, None] >= grid
        true = wanted[:, column]
        hits = (named & true[:, None]).sum(axis=0)
        weight = (SURE if code is Code.CONFRONTATIE else EVEN) ** 2
        found = (1 + weight) * hits / np.maximum(1, named.sum(axis=0) + weight * true.sum())
        good = grid[found >= found.max() - PLATEAU]
        bars[code] = float(good[len(good) // 2]) if found.max() > 0 else DEFAULT_BAR
    return bars

"""Verdicts, advice, reassurance and estimates in wordings that no pattern foresaw.

Contract: ``LearnedRules.faults`` gives the rules that a small classifier, fitted at load from
``knowledge/exemplars/check``, is sure of in one sentence, or with ``sure=False`` finds likelier
than not; the user's own words given back are held to the higher bar. Questions of the bank and
lines of the guided voice are further examples of what may be said. Names are taken out first, so
that it learns no persons. An attribution (‘moeder vindt dat …’) is left to the wording rules,
which know whether the user said so.
"""

import re
from collections.abc import Sequence

import numpy as np

from coach.dialogue.check_basis import Basis, Fault, unquoted
from coach.dialogue.check_content import Checks
from coach.dialogue.check_lemmas import all_lemmas, content_lemmas, nameless
from coach.dialogue.classify import Classifier, Embed, TextFeatures
from coach.dialogue.fitted import Fitted, learnt
from coach.knowledge.lexical import fold
from coach.knowledge.schemas import Exemplars
from coach.labels import Checked, Rule

#: Sure enough to name the rule before facts and feelings are looked at.
SURE = 0.85
SURE_QUESTION = 0.92
#: Likely enough to hold a sentence back that nothing else was found in. Chosen on turns that no
#: example was written for: there the higher bar alone let half of the verdicts through.
LIKELY = 0.5
#: A question that only resembles advice is more often just a question.
LIKELY_QUESTION = 0.9
STRENGTH = 4.0
_TO_YOU = re.compile(r"(?:je|jij|jullie)\b")
_RULES: dict[Checked, Rule] = {name: Rule(name) for name in Checked if name is not Checked.GOED}


class LearnedRules:
    """One yes/no model per rule."""

    def __init__(
        self,
        exemplars: Sequence[Exemplars],
        fine: Sequence[str],
        checks: Checks,
        embed: Embed,
        embed_examples: Embed | None = None,
        keep: Fitted | None = None,
    ) -> None:
        texts: list[str] = []
        labels: list[str] = []
        for entry in exemplars:
            for lines in entry.clusters.values():
                texts += lines
                labels += [entry.label] * len(lines)
        texts += fine
        labels += [Checked.GOED] * len(fine)
        self._attributing = checks.attributing
        self._features = TextFeatures(embed, embed_examples)
        self._model = Classifier(STRENGTH)
        learnt(
            "nakijken",
            [f"{label} {text}" for label, text in zip(labels, texts, strict=True)],
            {"features": self._features, "rules": self._model},
            lambda: self._fit(texts, labels),
            keep,
        )

    def _fit(self, texts: list[str], labels: list[str]) -> None:
        rows = self._features.fit(texts)
        given = np.asarray(labels)
        self._model.fit(rows, {name: given == name for name in _RULES})

    def faults(self, sentence: str, basis: Basis, *, sure: bool = True) -> list[Fault]:
        """The likeliest learnt rule that the sentence breaks, if any."""
        bare = nameless(unquoted(sentence), " ".join(basis.user)).strip()
        if not bare or any(pattern.search(fold(bare)) for pattern in self._attributing):
            return []
        chances = self._model.chances(self._features.rows([bare]))[0]
        best = int(chances.argmax())
        if bare.endswith("?"):
            bar = SURE_QUESTION if sure else LIKELY_QUESTION
        else:
            bar = SURE if sure or _own(bare, basis) else LIKELY
        if chances[best] < bar:
            return []
        return [Fault(_RULES[Checked(self._model.labels[best])], sentence)]


def _own(bare: str, basis: Basis) -> bool:
    """Whether the sentence speaks to the user in nothing but the user's own words.

    ‘Je bent moe’ after ‘ik ben moe’ is no reassurance, however much it looks like one.
    """
    if not _TO_YOU.match(fold(bare)):
        return False
    told = frozenset().union(*(all_lemmas(text) for text in basis.user), frozenset())
    return all(base in told or fold(word) in told for word, base in content_lemmas(bare))

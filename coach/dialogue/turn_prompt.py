"""What a language model is told about one turn.

Contract: ``TurnPrompt.tail`` words a plan: stage, eyes, the user's own words, up to three
questions, and passages of at most ``PASSAGE_TOKENS`` tokens between marks that are new for every
request, so that a text cannot pretend to end there. ``rewrite`` words what was wrong. Retrieved
text is data: marks of chat templates are taken out. Decides nothing.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence

from coach.dialogue.guided_words import clip
from coach.dialogue.prompt_text import around, clipped, estimate, harmless
from coach.dialogue.prompts import PromptName, Prompts
from coach.dialogue.state import Plan, Source
from coach.knowledge.units import Text
from coach.labels import Rule

PASSAGE_TOKENS = 240


def fresh_mark() -> str:
    """A mark that no text can know beforehand."""
    return f"~{secrets.token_hex(4)}~"


def prompt_texts(texts: Iterable[Text]) -> dict[str, str]:
    """By id what may be shown of each text: a short document whole, else the passage."""
    return {text.id: text.whole or text.text for text in texts}


class TurnPrompt:
    """Words plans and reasons with the prompts of ``prompts/nl``."""

    def __init__(
        self, prompts: Prompts, texts: Mapping[str, str], mark: Callable[[], str] = fresh_mark
    ) -> None:
        self._prompts = prompts
        self._texts = texts
        self._mark = mark

    def over(self, texts: Mapping[str, str]) -> "TurnPrompt":
        """The same wording over other texts."""
        return TurnPrompt(self._prompts, texts, self._mark)

    def tail(self, plan: Plan) -> str:
        """What belongs to this turn only."""
        words = self._prompts.words
        own = clip(plan.heard.telling, plan.heard.text) or clipped(plan.heard.telling, 40)
        questions = [item.text for item in plan.candidates] or [plan.question_text]
        return self._prompts.fill(
            PromptName.BEURT,
            fase=words.fasen[plan.stage],
            stem=plan.role.display if plan.role else words.stemmen[plan.perspective],
            woorden=f"‘{harmless(own)}’" if own else words.geen_woorden,
            vragen="\n".join(f"- {text or words.geen_vraag}" for text in questions),
            stukken=self._passages(plan.sources),
        )

    def rewrite(self, rule: Rule, kept: Sequence[str], question: str) -> str:
        """What was wrong, and what stays."""
        words = self._prompts.words
        begin = words.goed.format(zinnen=" ".join(kept)) + "\n" if kept else ""
        return self._prompts.fill(
            PromptName.HERSCHRIJF,
            reden=words.redenen[rule],
            begin=begin,
            vraag=question or words.geen_vraag,
        )

    def _passages(self, sources: Sequence[Source]) -> str:
        found = [(s.title, self._texts[s.id], s.quote) for s in sources if s.id in self._texts]
        if not found:
            return ""
        mark = self._mark()
        room = PASSAGE_TOKENS - estimate(self._prompts.words.stukken) - 2 * estimate(mark)
        each = room // len(found)
        pieces = []
        for title, text, quote in found:
            title, room = harmless(title), max(each - estimate(title) - 2, 20)
            body = around(harmless(text).replace(mark, ""), quote, room)
            pieces.append(f"‘{title}’: {body}")
        return "\n".join([self._prompts.words.stukken, mark, *pieces, mark])

"""What a language model is told when it speaks for a partner.

Contract: ``PartnerPrompt.messages`` gives a system prompt that is the same for a whole practice,
the conversation so far, and after the newest words what is for this turn only: how the partner
sits there, and the authored line as what it wants to say. A hidden fact is in no prompt before it
was told or is told now, so that no model can give it away. What the trainee typed is data: marks
of chat templates are taken out. ``rewrite`` words why an answer was held back. Decides nothing.
"""

from enum import StrEnum
from pathlib import Path

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from pydantic import model_validator

from coach.dialogue.prompt_text import clipped, harmless
from coach.dialogue.prompts import PromptName, Prompts
from coach.knowledge.content import Reader
from coach.knowledge.lexical import fold
from coach.knowledge.schemas import Entry, Line
from coach.labels import Door, Emotion
from coach.practice.persona import Persona
from coach.practice.state import Practice
from coach.settings import settings

#: Most exchanges of history, and how many make place at once: the beginning then stays the same.
REMEMBERED, AT_ONCE = 16, 8
SAID_TOKENS = 300


class PartnerRule(StrEnum):
    """What a partner's words may never do; each answer that was held back carries one."""

    ROL = "rol"
    TEGENSPRAAK = "tegenspraak"
    TE_VROEG = "te-vroeg"
    TE_OPEN = "te-open"
    RAAD = "raad"
    TAAL = "taal"
    AANSPREEKVORM = "aanspreekvorm"
    OPMAAK = "opmaak"
    LENGTE = "lengte"
    GEMIST = "gemist"
    HERHALING = "herhaling"


class PartnerWords(Entry):
    """Small Dutch pieces that are filled in."""

    deuren: dict[Door, Line]
    gevoelens: dict[Emotion, Line]
    verteld: Line
    redenen: dict[PartnerRule, Line]

    @model_validator(mode="after")
    def complete(self) -> "PartnerWords":
        """Raises ValueError when a door, an emotion or a rule has no wording."""
        for given, wanted in (
            (self.deuren, Door), (self.gevoelens, Emotion), (self.redenen, PartnerRule),
        ):  # fmt: skip
            missing = [member for member in wanted if member not in given]
            if missing:
                raise ValueError(", ".join(missing))
        return self


def load_partner_words(folder: Path | None = None) -> PartnerWords:
    """``oefenen.yaml`` of the prompts; raises ContentError."""
    reader = Reader(folder or settings().prompts)
    path = reader.folder / "oefenen.yaml"
    found = reader.validate(path, reader.yaml(path), PartnerWords)
    reader.raise_faults()
    assert found is not None
    return found


class PartnerPrompt:
    """Words a turn of a practice for a model."""

    def __init__(self, prompts: Prompts, words: PartnerWords) -> None:
        self._prompts = prompts
        self._words = words

    def system(self, persona: Persona) -> SystemMessage:
        """Who is played; the same in every turn, without anything hidden."""
        language = persona.language
        return SystemMessage(
            self._prompts.fill(
                PromptName.OEFEN_OUDER,
                wie=f"{persona.name}, {persona.role}",
                situatie=" ".join(part for part in (persona.scene, persona.origin) if part),
                weet=_listed(persona.facts),
                bang=_listed(_kept(persona.fears, persona)),
                hoopt=_listed(_kept(persona.wishes, persona)),
                toon=language.style,
            )
        )

    def messages(
        self, persona: Persona, practice: Practice, said: str, standing_line: str
    ) -> list[BaseMessage]:
        """The whole prompt; ``standing_line`` is what ``turn`` gave."""
        laid: list[BaseMessage] = [self.system(persona)]
        exchanges = practice.exchanges
        gone = max(0, -(-(len(exchanges) - REMEMBERED) // AT_ONCE) * AT_ONCE)
        opens = practice.opens if gone == 0 else exchanges[gone - 1].reply
        # Templates want the other person first; dots are what a trainee types for silence.
        laid += [HumanMessage("…"), AIMessage(opens)]
        for exchange in exchanges[gone:]:
            laid += [HumanMessage(_safe(exchange.said)), AIMessage(exchange.reply)]
        laid.append(HumanMessage(f"{_safe(said)}\n\n{standing_line}"))
        return laid

    def turn(self, persona: Persona, door: Door, emotion: Emotion, told: str, line: str) -> str:
        """What belongs to this turn only; ``told`` are hidden facts that came out before."""
        before = self._words.verteld.format(wat=told) + "\n" if told else ""
        return self._prompts.fill(
            PromptName.OEFEN_BEURT,
            deur=self._words.deuren[door],
            gevoel=self._words.gevoelens[emotion],
            verteld=before,
            bedoeling=line,
        )

    def rewrite(self, rule: PartnerRule, line: str) -> HumanMessage:
        """Why the answer was held back, and once more what to say."""
        reason = self._words.redenen[rule]
        return HumanMessage(
            self._prompts.fill(PromptName.OEFEN_HERSCHRIJF, reden=reason, bedoeling=line)
        )


def _safe(text: str) -> str:
    return clipped(harmless(text), SAID_TOKENS) or "…"


def _kept(lines: list[str], persona: Persona) -> list[str]:
    """The lines that give no secret away; what somebody fears is often what is hidden."""
    words = [fold(word) for secret in persona.hidden for word in secret.words]
    return [line for line in lines if not any(word in fold(line) for word in words)]


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)

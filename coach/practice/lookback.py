"""Looking back on a practice: own observation first, then at most two micro-skills.

Contract: ``questions`` are the two for the trainee; ``notes`` what worked and one moment with an
alternative, each with the trainee's literal words; ``take_along`` one question. Formative: nothing
in here counts, scores or ranks for anyone to see. Knows no page and keeps nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from coach.dialogue.listen_text import words
from coach.labels import Code, Door, Emotion, Level, TalkPhase
from coach.practice.feedback import ADDRESS, FeedbackContent, Skill
from coach.practice.persona import Hint, Persona
from coach.practice.state import Exchange, Practice, Standing

#: A trainee whose sentences have at most this many words on average talks briefly.
BRIEF_WORDS = 12
QUOTE_CHARS = 200
_FORMAL = frozenset({"u", "uw"})
_FAMILIAR = frozenset({"je", "jij", "jou", "jouw", "jullie"})


@dataclass(frozen=True)
class Note:
    """One micro-skill: what worked, or a moment with an ``instead``; ``number`` is the exchange."""

    skill: str
    title: str
    text: str
    number: int
    instead: str
    why: str
    passage: str


def questions(content: FeedbackContent, practice: Practice) -> tuple[str, str]:
    """The two questions for one's own observation."""
    rng = Random(f"{practice.seed}-observe")
    return rng.choice(content.observe.look), rng.choice(content.observe.feel)


def take_along(content: FeedbackContent, practice: Practice) -> str:
    """The reflective question at the end."""
    return Random(f"{practice.seed}-along").choice(content.take_along)


def _gain(practice: Practice, exchange: Exchange) -> float:
    """How much more open, calmer and less alone the other was after this exchange."""
    before = _before(practice, exchange)
    now = exchange.standing
    return (now.door - before.door) - 0.5 * (now.heat - before.heat)


def _before(practice: Practice, exchange: Exchange) -> Standing:
    place = exchange.number - 1
    return practice.exchanges[place - 1].standing if place else practice.start


def _before_reply(practice: Practice, exchange: Exchange) -> str:
    place = exchange.number - 1
    return practice.exchanges[place - 1].reply if place else practice.opens


def _quote(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= QUOTE_CHARS:
        return flat
    return flat[:QUOTE_CHARS].rsplit(" ", 1)[0] + " …"


def addressed(text: str, formal: bool) -> str:
    """The text with its choices made for 'je' or 'u'."""
    return ADDRESS.sub(lambda match: match[2 if formal else 1], text)


def formal(practice: Practice, persona: Persona) -> bool:
    """Whether the trainee says 'u'; undecided follows how the persona talks."""
    said = [word for exchange in practice.exchanges for word in words(exchange.said)]
    formally = sum(word in _FORMAL for word in said)
    familiarly = sum(word in _FAMILIAR for word in said)
    if formally == familiarly:
        return persona.language.address == "u"
    return formally > familiarly


def _brief(practice: Practice) -> bool:
    counts = [len(words(exchange.said)) for exchange in practice.exchanges]
    return sum(counts) <= BRIEF_WORDS * max(1, len(counts))


def _note(
    skill: Skill, exchange: Exchange, practice: Practice, persona: Persona, rng: Random
) -> Note:
    template = rng.choice(skill.worked or skill.moment)
    quotes = {"ander": _quote(_before_reply(practice, exchange)), "citaat": _quote(exchange.said)}
    text = template
    for name, quote in quotes.items():
        # The sentence around a quote has its own full stop.
        text = text.replace(f"{{{name}}}’.", f"{quote.rstrip('.')}’.")
        text = text.replace(f"{{{name}}}", quote)
    instead = ""
    if skill.instead is not None:
        brief = _brief(practice)
        choice = rng.choice(skill.instead.short if brief else skill.instead.long)
        instead = addressed(choice, formal(practice, persona))
    return Note(skill.id, skill.title, text, exchange.number, instead, skill.why, skill.passage)


def _matches(skill: Skill, practice: Practice, exchange: Exchange, hard: bool) -> bool:
    before = _before(practice, exchange)
    codes = set(exchange.codes)
    if skill.late:
        return hard and not exchange.standing.told and exchange.number >= 3
    if skill.quiet:
        quiet = _gain(practice, exchange) <= 2 and Code.BOODSCHAP not in codes
        return quiet and exchange.number > 1 and codes != {Code.OVERIG}
    if skill.early:
        return before.phase is TalkPhase.REACTIE and bool(codes) and codes <= set(skill.shows)
    if skill.worked and _gain(practice, exchange) <= 0:
        return Code.BOODSCHAP in codes and Code.BOODSCHAP in skill.shows
    return bool(codes & set(skill.shows))


def notes(
    content: FeedbackContent, practice: Practice, persona: Persona, hard: bool
) -> tuple[Note, ...]:
    """At most two: the moment that opened most, and one that could go another way.

    What raised a signal may be real and is never looked back on as practice.
    """
    played = [item for item in practice.exchanges if item.signal.level is Level.GEEN]
    if not played:
        return ()
    rng = Random(f"{practice.seed}-notes")
    found = []
    ranked = sorted(played, key=lambda item: -_gain(practice, item))
    good = _first(
        [skill for skill in content.skills if skill.worked],
        [item for item in ranked if _worked(practice, item)],
        practice,
        hard,
    )
    if good is not None:
        found.append(_note(*good, practice, persona, rng))
    taken = {item.number for item in practice.exchanges if good and item is good[1]}
    again = _first(
        [skill for skill in content.skills if skill.moment],
        [item for item in reversed(ranked) if item.number not in taken],
        practice,
        hard,
    )
    if again is not None:
        found.append(_note(*again, practice, persona, rng))
    return tuple(found)


def _worked(practice: Practice, exchange: Exchange) -> bool:
    """A plain message may hurt and still have been right; anything else must not have closed."""
    codes = set(exchange.codes)
    closing = {
        Code.CONFRONTATIE,
        Code.ADVIES_ZONDER_TOESTEMMING,
        Code.VERZACHTEN_OF_OMZEILEN,
    }
    return not codes & closing and (_gain(practice, exchange) > 0 or Code.BOODSCHAP in codes)


def _first(
    skills: Sequence[Skill], exchanges: Sequence[Exchange], practice: Practice, hard: bool
) -> tuple[Skill, Exchange] | None:
    """The first exchange that a skill speaks to, in the order of the exchanges."""
    for exchange in exchanges:
        for skill in skills:
            if _matches(skill, practice, exchange, hard):
                return skill, exchange
    return None


def hint(content: FeedbackContent, persona: Persona, standing: Standing) -> str:
    """A hint for where the partner stands: the persona's own first."""
    for item in (*persona.hints, *content.hints):
        if _fits(item, standing.seen, standing.emotion, standing.phase):
            return item.text
    return content.hints[-1].text


def _fits(item: Hint, door: Door, emotion: Emotion, phase: TalkPhase) -> bool:
    return (
        (not item.door or door in item.door)
        and (not item.emotion or emotion in item.emotion)
        and (not item.phase or phase in item.phase)
    )

"""Four answers propose a method: kind of question, minutes, group size, how safe.

Contract: ``choose`` gives one proposed method with its reason, two others, and those that would
have suited the question but are advised against, with why; ``warnings_for`` gives the warnings of
any method for these answers. Sizes count everyone in the room. Rules only; deterministic. Raises
GroupSize and NothingFits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coach.intervision.errors import GroupSize, NothingFits
from coach.intervision.labels import QuestionKind, Safety, Seat, Warned
from coach.intervision.method import Method, Step
from coach.intervision.timing import floor_of, usual
from coach.intervision.words import Words

LEAST_SIZE, MOST_SIZE = 2, 12
#: Below this share of the usual minutes a method is tight, above the other it is ample.
TIGHT, AMPLE = 0.75, 1.6
#: With this many people nobody can be gossiped about and small groups are too small.
FOUR = 4
#: Methods do not fit with these warnings; the others only cost.
_NEVER = frozenset({Warned.NIEUW, Warned.VIER})
_COST = {
    Warned.KRAP: 1.5, Warned.RUIM: 0.3, Warned.KLEIN: 1.5, Warned.GROOT: 1.0,
    Warned.ERVAREN: 0.6, Warned.GROEPJES: 0.0,
}  # fmt: skip
_FIRST, _ALSO = 4.0, 2.5
#: A method that was not made for the question may stand in: one for any question sooner, one about
#: successes or one that asks a safe group last.
_STANDS_IN, _STRANGE = 1.0, -1.0


@dataclass(frozen=True)
class Answers:
    """The four answers."""

    question: QuestionKind
    minutes: int
    size: int
    safety: Safety


@dataclass(frozen=True)
class Warning:
    """One warning: its kind and the sentence."""

    kind: Warned
    text: str


@dataclass(frozen=True)
class Option:
    """A method, why it fits, what to mind; ``minutes`` are today's."""

    method: Method
    reason: str
    minutes: int
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What is proposed: ``first``, ``others`` (two when there are), ``not_now``."""

    answers: Answers
    first: Option
    others: tuple[Option, ...] = ()
    not_now: tuple[Option, ...] = field(default=())


def warnings_for(
    method: Method, closing: Step, answers: Answers, words: Words
) -> tuple[Warning, ...]:
    """What to mind when this group does this method now."""
    minutes, size = answers.minutes, answers.size
    normal = usual(method, closing)
    turned = any(step.presenter is Seat.RUG for step in method.steps)
    split = any(step.larger is not None for step in method.steps)
    found = []
    if answers.safety.rank < method.safety.rank:
        found.append(Warned.NIEUW)
    if turned and size <= FOUR:
        found.append(Warned.VIER)
    elif size < method.group.least:
        found.append(Warned.KLEIN)
    if size > method.group.most:
        found.append(Warned.GROOT)
    if minutes < floor_of(method, closing):
        found.append(Warned.TE_KORT)
    elif minutes < TIGHT * normal:
        found.append(Warned.KRAP)
    elif minutes > AMPLE * normal:
        found.append(Warned.RUIM)
    if method.experienced:
        found.append(Warned.ERVAREN)
    if split and size <= FOUR:
        found.append(Warned.GROEPJES)
    values = {
        "name": method.name,
        "minutes": minutes,
        "usual": normal,
        "floor": floor_of(method, closing),
        "size": size,
        "least": method.group.least,
        "most": method.group.most,
    }
    return tuple(Warning(kind, words.warnings[kind].format(**values)) for kind in found)


def _suits(method: Method, question: QuestionKind) -> float:
    kinds = list(method.suits)
    if question in kinds:
        return _FIRST if kinds[0] is question else _ALSO
    if kinds[0] is QuestionKind.SUCCES or method.safety is not Safety.NIEUW:
        return _STRANGE
    return _STANDS_IN if QuestionKind.ONBEKEND in kinds else 0.0


def choose(methods: Sequence[Method], closing: Step, answers: Answers, words: Words) -> Choice:
    """The proposal for these answers."""
    if not LEAST_SIZE <= answers.size <= MOST_SIZE:
        raise GroupSize(size=answers.size)
    fitting = [m for m in methods if floor_of(m, closing) <= answers.minutes]
    if not fitting:
        shortest = min(floor_of(m, closing) for m in methods)
        raise NothingFits(minutes=answers.minutes, floor=shortest)
    scored: list[tuple[float, str, Option]] = []
    not_now: list[Option] = []
    for method in fitting:
        warnings = warnings_for(method, closing, answers, words)
        reason = method.suits.get(answers.question, words.fallback)
        option = Option(method, reason, answers.minutes, warnings)
        if any(warning.kind in _NEVER for warning in warnings):
            if answers.question in method.suits:
                not_now.append(option)
            continue
        worth = _suits(method, answers.question) - sum(_COST[w.kind] for w in warnings)
        # Of methods that fit as well the one nearest to its usual time goes first.
        worth -= abs(answers.minutes - usual(method, closing)) / 1000
        scored.append((-worth, method.id, option))
    if not scored:
        raise NothingFits(minutes=answers.minutes, floor=min(floor_of(m, closing) for m in methods))
    ranked = [option for _, _, option in sorted(scored, key=lambda entry: entry[:2])]
    return Choice(answers, ranked[0], tuple(ranked[1:3]), tuple(not_now))

"""How a partner moves: from a standing and the codes of an utterance to the next standing.

Contract: pure functions over ``Transitions`` and a persona's temper; no words, no chance. Opening
codes never close and never heat, closing codes never open and never cool; heat falls only through
codes that have a negative heat; a hidden fact opens only when its own conditions hold and the
utterance closed nothing, is of a kind that opens it, and leaves room after the last one. Works on
one utterance at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coach.labels import Code, Door, Emotion, TalkPhase, Trigger
from coach.practice.persona import Hidden, Persona, Temper
from coach.practice.state import Standing
from coach.practice.transitions import Transitions

_DOORS = (Door.OPEN, Door.HALF_OPEN, Door.KIER)
#: Who is asked for a date answers with a date.
_BUSINESS = frozenset({Trigger.AFSPRAAK, Trigger.AFSCHEID})
_QUESTIONS = frozenset({Code.OPEN_VRAAG, Code.GESLOTEN_VRAAG})
_ORDER = {door: place for place, door in enumerate(Door)}


class Form(StrEnum):
    """What shows from how something was said, beside its codes.

    ``ASKS_FACT`` is a question that 'yes' is no answer to; ``ASKS_EXACT`` one for a name, a time
    or a number, so that what someone feels is no answer to it either; ``ASKS`` ends in a question
    for yes or no, ``REQUESTS`` in one that offers something or asks for it; ``ASKS_LEAVE`` asks
    only whether something may be asked. ``LEAVES`` says goodbye whatever else was said; ``TELLS``
    is too long for a greeting. ``AGAIN`` is word for word what was said before: it does not open a
    second time.
    """

    ANY = "any"
    FAREWELL = "farewell"
    LEAVES = "leaves"
    ASKS = "asks"
    REQUESTS = "requests"
    TELLS = "tells"
    SILENCE = "silence"
    ASKS_FACT = "asks-fact"
    ASKS_EXACT = "asks-exact"
    ASKS_LEAVE = "asks-leave"
    AGAIN = "again"


@dataclass(frozen=True)
class Step:
    """The next standing, what the partner answers to, and the hidden fact that opens now.

    ``also`` are the other things in the same utterance that a partner could answer to, none when
    it closed something or brought the message.
    """

    standing: Standing
    trigger: Trigger
    disclosed: Hidden | None = None
    also: tuple[Trigger, ...] = ()


def seen_door(transitions: Transitions, door: float) -> Door:
    """The door as it is shown."""
    return next((name for name in _DOORS if door >= transitions.doors[name]), Door.DICHT)


def seen_emotion(transitions: Transitions, temper: Temper, standing: Standing) -> Emotion:
    """The first emotion whose conditions hold."""
    for rule in transitions.emotions:
        if (
            (rule.heat is None or standing.heat >= rule.heat)
            and (rule.pain is None or standing.pain >= rule.pain)
            and (rule.door_below is None or standing.door < rule.door_below)
        ):
            return Emotion(temper.reacts if rule.shows == "reacts" else rule.shows)
    return Emotion.RUSTIG


def _shown(transitions: Transitions, temper: Temper, standing: Standing) -> Standing:
    return standing.model_copy(
        update={
            "seen": seen_door(transitions, standing.door),
            "emotion": seen_emotion(transitions, temper, standing),
        }
    )


def begin(transitions: Transitions, persona: Persona) -> Standing:
    """How the persona sits there before anything was said."""
    temper = persona.temper
    return _shown(transitions, temper, Standing(door=float(temper.door), heat=float(temper.heat)))


def _kept(value: float) -> float:
    return min(100.0, max(0.0, value))


@dataclass(frozen=True)
class _Move:
    """Changes of door, heat and pain."""

    door: float = 0.0
    heat: float = 0.0
    pain: float = 0.0


def _summed(best_first: list[float], share: float) -> float:
    """The strongest whole, the others for a share."""
    ordered = sorted(best_first, key=abs, reverse=True)
    return ordered[0] + share * sum(ordered[1:]) if ordered else 0.0


def _opened(
    transitions: Transitions, temper: Temper, standing: Standing, codes: frozenset[Code]
) -> _Move:
    """What the opening codes do, damped at first, when hot, and beside a closing code."""
    found = [
        (
            effect,
            transitions.when_hot
            if standing.heat >= transitions.hot and code not in transitions.moved_first
            else 1.0,
        )
        for code, effect in transitions.opening.items()
        if code in codes
    ]
    if not found:
        return _Move()
    grown = min(1.0, standing.listened / temper.patience)
    share = transitions.first_kindness + (1 - transitions.first_kindness) * grown
    if codes & transitions.closing.keys():
        share *= transitions.beside_closing
    second = transitions.second_opening
    return _Move(
        door=share * temper.pace * _summed([e.door * part for e, part in found], second),
        heat=share * _summed([e.heat * part for e, part in found], second),
        pain=share * _summed([e.pain * part for e, part in found], second),
    )


def _closed(transitions: Transitions, temper: Temper, codes: frozenset[Code]) -> _Move:
    found = [effect for code, effect in transitions.closing.items() if code in codes]
    return _Move(
        door=-temper.skin * sum(e.door for e in found),
        heat=temper.skin * sum(e.heat for e in found),
        pain=sum(e.pain for e in found),
    )


def _message(
    transitions: Transitions, temper: Temper, standing: Standing, codes: frozenset[Code]
) -> _Move:
    effect = transitions.message
    cost = effect.door if standing.listened else effect.door_cold
    if Code.VERZACHTEN_OF_OMZEILEN in codes:
        cost += effect.softened
    return _Move(door=-temper.skin * cost, heat=temper.skin * effect.heat, pain=effect.pain)


def step(
    transitions: Transitions,
    persona: Persona,
    standing: Standing,
    codes: Iterable[Code],
    *,
    hard: bool,
    topic: str | None = None,
    form: Form = Form.ANY,
    proposes: bool = True,
    leaves_room: bool = True,
) -> Step:
    """One utterance of the trainee; ``hard`` when this practice is about bringing the message.

    ``proposes`` is false when nothing in the words can be agreed on, ``leaves_room`` when nothing
    in them can be allowed or chosen.
    """
    said = frozenset(codes)
    hard = hard and persona.hard
    temper = persona.temper
    tells = Code.BOODSCHAP in said and persona.hard and not standing.told
    turns = standing.turns + 1
    new_said = said if form is not Form.AGAIN else said - transitions.opening.keys()
    moves = [_opened(transitions, temper, standing, new_said), _closed(transitions, temper, said)]
    if tells:
        moves.append(_message(transitions, temper, standing, said))
    waits = hard and not standing.told and not tells
    late = waits and turns > transitions.delay.after
    if late:
        moves.append(_Move(door=-transitions.delay.door, heat=transitions.delay.heat))
    early = standing.phase is TalkPhase.REACTIE
    for code, effect in transitions.neutral.items():
        if code in said:
            moves.append(_Move(door=-effect.too_early if early else effect.door))
    listens = bool(new_said & transitions.opening.keys()) and not said & transitions.closing.keys()
    heard = dict(standing.heard)
    for code in new_said:
        heard[code] = heard.get(code, 0) + 1
    # A door that is nearly shut has little left to close.
    left = min(1.0, standing.door / transitions.nearly_shut)
    door = sum(move.door * (left if move.door < 0 else 1.0) for move in moves)
    new = standing.model_copy(
        update={
            "door": _kept(standing.door + door),
            "heat": _kept(standing.heat + sum(move.heat for move in moves)),
            "pain": _kept(standing.pain + sum(move.pain for move in moves)),
            "heard": heard,
            "listened": standing.listened + listens,
            "held": standing.held + (listens and standing.told),
            "turns": turns,
            "told": standing.told or tells,
        }
    )
    new = new.model_copy(update={"phase": _phase(transitions, temper, new, said, hard, tells)})
    new = _shown(transitions, temper, new)
    breath = not new.disclosed or turns - new.told_at >= transitions.breath
    answered = said if leaves_room else _without_room(said)
    trigger = _trigger(transitions, standing, new, answered, late, form, topic, proposes)
    earned = new.listened >= transitions.earned
    room = listens and breath and earned and not tells and trigger not in _BUSINESS
    opens = _opens(persona, new, said, topic, form) if room else None
    if opens is not None:
        new = new.model_copy(update={"disclosed": [*new.disclosed, opens.id], "told_at": turns})
    return Step(new, trigger, opens, _also(transitions, said, trigger, form))


def _without_room(codes: frozenset[Code]) -> frozenset[Code]:
    """The codes as they are answered when nothing can be allowed: a kind guess."""
    if Code.AUTONOMIE not in codes:
        return codes
    return codes - {Code.AUTONOMIE} | {Code.REFLECTIE_COMPLEX}


def held(standing: Standing) -> Step:
    """A turn in which nothing moves."""
    return Step(standing.model_copy(update={"turns": standing.turns + 1}), Trigger.STILTE)


_ASKS = frozenset({Form.ASKS_FACT, Form.ASKS_EXACT})
#: What is answered before anything else in the same utterance.
_FIRST = frozenset(
    {Trigger.UITSTEL, Trigger.STILTE, Trigger.NOG_EENS, Trigger.BOODSCHAP_HERHAALD, *_BUSINESS}
)


def _also(
    transitions: Transitions, codes: frozenset[Code], trigger: Trigger, form: Form
) -> tuple[Trigger, ...]:
    if trigger in _FIRST or codes & transitions.closing.keys() or Code.BOODSCHAP in codes:
        return ()
    found = [rule.trigger for rule in transitions.answers if rule.code in codes]
    if form in _ASKS:
        # A yes or a no is no answer, whatever it is about.
        found = [Trigger.OPEN_VRAAG, *(one for one in found if one is not Trigger.GESLOTEN_VRAAG)]
    return tuple(dict.fromkeys(found))


def _phase(
    transitions: Transitions,
    temper: Temper,
    new: Standing,
    codes: frozenset[Code],
    hard: bool,
    tells: bool,
) -> TalkPhase:
    if tells:
        return TalkPhase.REACTIE
    if new.phase is TalkPhase.AFSPRAKEN:
        return new.phase
    if hard and not new.told:
        return TalkPhase.BOODSCHAP
    calm = new.heat < transitions.hot
    held = new.held >= transitions.hold if new.told else new.listened >= temper.patience
    if new.phase is TalkPhase.VASTHOUDEN:
        onward = bool(codes & set(transitions.onward)) and new.door >= transitions.agree_from
        return TalkPhase.AFSPRAKEN if onward else new.phase
    return TalkPhase.VASTHOUDEN if held and calm else new.phase


def _opens(
    persona: Persona, new: Standing, said: frozenset[Code], topic: str | None, form: Form
) -> Hidden | None:
    """The first hidden fact whose conditions hold now.

    These words must be of the kind that opens it: nobody tells a secret when asked for a date. A
    question about one thing is not answered with another, and yes or no, a who or a where is asked
    about something. Beside small talk nothing opens.
    """
    if Code.OVERIG in said or (topic is None and form in _ASKS):
        return None
    asks = topic if said & _QUESTIONS else None
    if asks is None and Code.GESLOTEN_VRAAG in said and Code.OPEN_VRAAG not in said:
        return None
    for secret in persona.hidden:
        if (
            said & secret.by.keys()
            and (asks is None or secret.about == asks)
            and secret.id not in new.disclosed
            and _ORDER[new.seen] >= _ORDER[secret.door]
            and all(new.heard.get(code, 0) >= times for code, times in secret.by.items())
            and secret.about in (None, topic, persona.wider(topic))
        ):
            return secret
    return None


def _trigger(
    transitions: Transitions,
    before: Standing,
    new: Standing,
    codes: frozenset[Code],
    late: bool,
    form: Form,
    topic: str | None,
    proposes: bool,
) -> Trigger:
    closes = codes & transitions.closing.keys()
    small = not codes - {Code.OVERIG}
    fights = Code.CONFRONTATIE in codes or Code.BOODSCHAP in codes
    if (small and form is Form.FAREWELL) or (form is Form.LEAVES and not fights):
        return Trigger.AFSCHEID
    if form is Form.AGAIN and not closes and Code.BOODSCHAP not in codes:
        return Trigger.NOG_EENS
    if late and not closes and (new.turns - transitions.delay.after) % 2:
        return Trigger.UITSTEL
    if small and form is Form.SILENCE:
        return Trigger.STILTE
    # Who does not lash out has nothing that could be limited.
    loud = before.emotion in (Emotion.BOOS, Emotion.DREIGEND, Emotion.CHARMANT)
    calm = before.emotion in (Emotion.RUSTIG, Emotion.GESPANNEN)
    # Who is calm answers the question; who is moved first what acknowledges, if anything does.
    asked = calm or not codes & set(transitions.moved_first)
    if form in _ASKS and asked and not closes and Code.BOODSCHAP not in codes:
        if topic is not None:
            return Trigger.OPEN_VRAAG
        return Trigger.FEITVRAAG if form is Form.ASKS_EXACT else Trigger.WATVRAAG
    plainly = not closes and Code.BOODSCHAP not in codes
    yes_or_no = form in (Form.ASKS, Form.REQUESTS) and Code.GESLOTEN_VRAAG in codes
    agrees = proposes and codes & set(transitions.agreeing) and form is not Form.ASKS_LEAVE
    settles = before.phase is TalkPhase.AFSPRAKEN and not closes and bool(agrees)
    if form is Form.REQUESTS and yes_or_no and asked and plainly and not settles:
        return Trigger.VERZOEK
    if yes_or_no and calm and plainly and not (form is Form.REQUESTS and settles):
        return Trigger.GESLOTEN_VRAAG
    if small and (new.turns > transitions.greeting or form is Form.TELLS):
        return Trigger.ONDUIDELIJK
    if settles:
        return Trigger.AFSPRAAK
    rules = list(transitions.answers)
    if not calm:
        rules.sort(key=lambda rule: _place(transitions, rule.code))
    for rule in rules:
        if rule.code not in codes or (rule.code is Code.BEGRENZING and not loud):
            continue
        if rule.trigger is Trigger.BOODSCHAP and (before.told or not new.told):
            return Trigger.BOODSCHAP_HERHAALD if before.told else Trigger.INFORMATIE
        return rule.trigger
    return Trigger.INFORMATIE if Code.BEGRENZING in codes else Trigger.ONDUIDELIJK


def _place(transitions: Transitions, code: Code) -> int:
    """Closing and the message first, then what acknowledges, then the rest in its order."""
    if code in transitions.closing or code is Code.BOODSCHAP:
        return 0
    return 1 if code in transitions.moved_first else 2

"""HTML and drawings of the practice page; everything said is escaped.

Contract: pure functions to HTML strings; knows nothing about Gradio. Drawings say in words what
they show (``<title>``, ``<desc>``) and need no colour to be read.
"""

from collections.abc import Mapping, Sequence
from html import escape

from coach.knowledge.units import Text
from coach.labels import Door, Level, VoiceName
from coach.practice.lookback import Note
from coach.practice.persona import Persona
from coach.practice.state import Exchange, Practice, Standing
from coach.ui.texts import practice as texts
from coach.ui.texts import voice as voice_texts

_LEAF_CLOSED, _LEAF_OPEN = 63.0, 27.0
_LEFT, _TOP, _HEIGHT = 88, 24, 150
#: How far the turns stand apart where there is room, and on a phone; how high a letter is.
_WIDE, _TIGHT, _LETTER = 58, 24, 20
_FEWEST_STEPS = 7


def door(standing: Standing) -> str:
    """The door as it stands, with what it says in words."""
    share = standing.door / 100
    edge = _LEAF_CLOSED - (_LEAF_CLOSED - _LEAF_OPEN) * share
    top = 9 + 12 * share
    said = f"{texts.DOOR[standing.seen]} ({texts.EMOTION[standing.emotion]})"
    light = (
        f'<path d="M{edge:.1f} {top:.1f} L63 94 L{edge:.1f} 94 Z" fill="#fbe7c6"/>'
        if share > 0.08
        else ""
    )
    return (
        f'<svg class="kier-leaf" viewBox="0 0 74 96" role="img" aria-label="{escape(said)}">'
        f"<title>{escape(said)}</title>"
        '<rect x="6" y="4" width="62" height="90" rx="3" fill="#2f5d57"/>'
        '<rect x="11" y="9" width="52" height="85" fill="#f3c98b"/>'
        f'<path d="M11 9 L{edge:.1f} {top:.1f} L{edge:.1f} 94 L11 94 Z" fill="#3f766f" '
        'stroke="#244a45" stroke-width="1"/>'
        f"{light}"
        f'<circle cx="{edge - 6:.1f}" cy="56" r="2.6" fill="#f3c98b"/>'
        '<rect x="0" y="93" width="74" height="3" rx="1.5" fill="#2a2825"/></svg>'
    )


def partner(persona: Persona, standing: Standing, body: str) -> str:
    """The door, who sits there, and what the trainee sees."""
    return (
        f'<div class="kier-partner">{door(standing)}<div>'
        f"<p><b>{escape(persona.name)}</b>, {escape(persona.role)}</p>"
        f'<p class="kier-state">{escape(texts.DOOR[standing.seen])}</p>'
        f'<p class="kier-body" aria-live="polite">{escape(body)}</p></div></div>'
    )


def _bubble(who: str, text: str, kind: str, body: str = "") -> str:
    seen = f'<p class="kier-body">{escape(body)}</p>' if body else ""
    return (
        f'<div class="kier-bubble kier-{kind}"><span class="kier-who">{escape(who)}</span>'
        f'{seen}<p class="kier-text">{escape(text)}</p></div>'
    )


def _exchanges(persona: Persona, exchanges: Sequence[Exchange], names_voice: bool) -> str:
    """``names_voice`` says of each reply whose words they are."""
    return "".join(
        _bubble(texts.YOU, item.said, "user")
        + _bubble(
            f"{persona.name} · {_spoke(item.voice)}" if names_voice else persona.name,
            item.reply,
            "coach",
            item.body,
        )
        for item in exchanges
    )


def _spoke(voice: VoiceName) -> str:
    return texts.AUTHORED if voice is VoiceName.GUIDED else voice_texts.SPOKE[voice]


def _names_voice(practice: Practice) -> bool:
    """Whether there is a choice to tell of: without a model all is authored."""
    return practice.voice is VoiceName.MODEL


def log(persona: Persona, practice: Practice) -> str:
    """The conversation so far."""
    said = _bubble(persona.name, practice.opens, "coach", practice.body)
    said += _exchanges(persona, practice.exchanges, _names_voice(practice))
    return (
        f'<div class="kier-log" role="log" aria-live="polite" '
        f'aria-label="{escape(texts.LOG_LABEL)}">{said}</div>'
    )


def live(persona: Persona, pending: str, partial: str) -> str:
    """A sentence that waits for its answer, and what of the answer may be seen already."""
    parts = [_bubble(texts.YOU, pending, "user")]
    if partial:
        parts.append(_bubble(persona.name, partial, "coach"))
    status = escape(texts.THINKING.format(name=persona.name))
    return "".join(parts) + f'<p class="kier-status" role="status">{status}</p>'


def branches(
    persona: Persona,
    practice: Practice,
    other: Practice,
    number: int,
    titles: tuple[str, str] = (texts.BRANCH_BEFORE, texts.BRANCH_NOW),
) -> str:
    """Both versions from exchange ``number`` on, side by side."""

    def column(title: str, items: Sequence[Exchange], waits: str = "") -> str:
        inside = _exchanges(persona, items, _names_voice(practice))
        inside = inside or f'<p class="kier-small">{escape(waits)}</p>'
        leaf = door(items[-1].standing) if items else ""
        state = f'<p class="kier-state">{texts.DOOR[items[-1].standing.seen]}</p>' if items else ""
        return (
            f'<section class="kier-branch"><h3>{escape(title)}</h3>{inside}'
            f'<div class="kier-branch-door">{leaf}{state}</div></section>'
        )

    before = other.exchanges[number - 1 :]
    now = practice.exchanges[number - 1 :]
    return (
        '<div class="kier-branches">'
        + column(titles[0], before[: max(1, len(now))])
        + column(titles[1], now, texts.BRANCH_WAITS)
        + "</div>"
    )


def contract() -> str:
    """What is agreed before the role play."""
    points = "".join(f"<li>{point}</li>" for point in texts.CONTRACT)
    return (
        f"<h2>{escape(texts.CONTRACT_TITLE)}</h2>"
        f'<ol class="kier-contract">{points}</ol>'
        f'<p class="kier-small">{escape(texts.FORMATIVE)}</p>'
    )


def briefing(persona: Persona | None, hard: bool, carried: Mapping[str, str] | None) -> str:
    """Who the partner is and what both know; and what was brought along."""
    if persona is None:
        return ""
    parts = [
        (texts.ABOUT_YOU, escape(persona.you)),
        (texts.ABOUT_SCENE, escape(persona.scene)),
    ]
    if hard:
        parts.append((texts.ABOUT_MESSAGE, escape(persona.message)))
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in persona.facts)
    shown = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in parts)
    shown += f"<dt>{escape(texts.ABOUT_FACTS)}</dt><dd><ul>{facts}</ul></dd>"
    return f'<dl class="kier-briefing">{shown}</dl>{_carried(carried)}'


def _carried(carried: Mapping[str, str] | None) -> str:
    if not carried or not any(text for name, text in carried.items() if name != "key"):
        return ""
    names = (
        ("message", texts.CARRIED_MESSAGE),
        ("fear", texts.CARRIED_FEAR),
        ("first", texts.CARRIED_FIRST),
    )
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(carried[key])}</dd>"
        for key, name in names
        if carried.get(key)
    )
    return (
        f'<section class="kier-carried"><h3>{escape(texts.CARRIED_HEAD)}</h3>'
        f'<dl class="kier-briefing">{rows}</dl>'
        f'<p class="kier-small">{escape(texts.CARRIED_NOTE)}</p></section>'
    )


def note(item: Note, library: Mapping[str, Text]) -> str:
    """One micro-skill with the trainee's words, an alternative, and why."""
    instead = (
        f'<p class="kier-small">{escape(texts.INSTEAD)}</p>'
        f'<p class="kier-instead">‘{escape(item.instead)}’</p>'
        if item.instead
        else ""
    )
    found = library.get(item.passage)
    whole = ""
    if found is not None:
        whole = (
            f'<details class="kier-source"><summary><span class="kier-open">'
            f"{escape(texts.PASSAGE.format(title=found.title))}</span></summary>"
            f'<p class="kier-text">{escape(found.text)}</p></details>'
        )
    return (
        f'<section class="kier-note"><h3>{escape(item.title)}</h3>'
        f'<p class="kier-text">{escape(item.text)}</p>{instead}'
        f"<p><b>{escape(texts.WHY)}</b> {escape(item.why)}</p>{whole}</section>"
    )


def observations(pairs: Sequence[tuple[str, str]]) -> str:
    """What the trainee saw, in their own words, above everything else."""
    rows = "".join(
        f'<p class="kier-small">{escape(question)}</p><p class="kier-text">{escape(answer)}</p>'
        for question, answer in pairs
        if answer.strip()
    )
    return f'<section class="kier-own"><h3>{escape(texts.YOUR_WORDS)}</h3>{rows}</section>'


#: How many turns of the timeline stand on a phone beside each other.
_ON_A_PHONE = 8


def _marks(exchange: Exchange) -> list[tuple[str, str]]:
    return [texts.CODE[code] for code in exchange.codes]


def _level(value: float) -> float:
    return _TOP + _HEIGHT * (1 - value / 100)


def timeline(practice: Practice, doors: Mapping[Door, float]) -> str:
    """The door over the turns, with letters for what the trainee did; also as a list in words.

    Drawn twice, as wide as a page and as narrow as a phone; one of them shows.
    """
    exchanges = practice.exchanges
    rows = ""
    used: dict[str, str] = {}
    for item in exchanges:
        codes = _marks(item)
        used.update(codes)
        apart = item.signal.level is not Level.GEEN
        words = texts.TIMELINE_APART if apart else f"<q>{escape(item.said)}</q>"
        after = texts.TIMELINE_AFTER.format(
            codes=", ".join(name for _, name in codes),
            door=texts.DOOR[item.standing.seen],
            emotion=texts.EMOTION[item.standing.emotion],
        )
        after = "" if apart else f' <span class="kier-small">{escape(after)}</span>'
        rows += f"<li value='{item.number}'>{words}{after}</li>"
    aside = ""
    if len(exchanges) > _ON_A_PHONE:
        aside = f'<p class="kier-small kier-aside">{escape(texts.TIMELINE_ASIDE)}</p>'
    legend = " ".join(
        f"<span><b>{escape(letter)}</b> {escape(name)}</span>" for letter, name in used.items()
    )
    drawn = _drawn(practice, doors, _WIDE, "kier-wide") + _drawn(
        practice, doors, _TIGHT, "kier-tight"
    )
    return (
        f'<section class="kier-timeline"><h3>{escape(texts.TIMELINE_TITLE)}</h3>'
        f'<p class="kier-small">{escape(texts.TIMELINE_ABOUT)}</p>'
        f'<div class="kier-timeline-scroll" tabindex="0">{drawn}</div>{aside}'
        f'<p class="kier-legend">{legend}</p>'
        f'<details class="kier-source"><summary><span class="kier-open">'
        f"{escape(texts.TIMELINE_SAID)}</span></summary><ol>{rows}</ol></details></section>"
    )


def _drawn(practice: Practice, doors: Mapping[Door, float], apart: int, kind: str) -> str:
    """The picture, its turns ``apart`` from each other; letters of one turn stand in a column."""
    exchanges = practice.exchanges
    width = _LEFT + apart * max(_FEWEST_STEPS, len(exchanges) + 1)
    base = _TOP + _HEIGHT
    most = max((len(item.codes) for item in exchanges), default=1)
    height = base + 32 + _LETTER * most
    marks = [(Door.DICHT, 0.0), *doors.items()]
    drawn = ""
    for place, (name, low) in enumerate(marks):
        high = marks[place + 1][1] if place + 1 < len(marks) else 100
        y = _level(low)
        label = texts.DOOR[name].removeprefix("De deur ").removeprefix("is ")
        label = label.removeprefix("staat ")
        drawn += (
            f'<line x1="{_LEFT}" x2="{width - 8}" y1="{y:.0f}" y2="{y:.0f}" '
            f'class="kier-grid"/><text x="{_LEFT - 8}" y="{_level((low + high) / 2) + 5:.0f}" '
            f'text-anchor="end" class="kier-axis">{escape(label)}</text>'
        )
    values = [practice.start.door, *(item.standing.door for item in exchanges)]
    points = [(_LEFT + 14 + apart * n, _level(value)) for n, value in enumerate(values)]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    drawn += f'<polyline points="{line}" class="kier-line"/>'
    first = points[0][0]
    drawn += f'<circle cx="{first:.0f}" cy="{points[0][1]:.0f}" r="4" class="kier-dot"/>'
    drawn += _axis(first - 5, base + 20, texts.TIMELINE_BEGIN)
    spoken = [texts.TIMELINE_START.format(door=texts.DOOR[practice.start.seen].lower())]
    for item, (x, y) in zip(exchanges, points[1:], strict=True):
        codes = _marks(item)
        said = texts.TIMELINE_TURN.format(
            number=item.number,
            codes=", ".join(name for _, name in codes),
            door=texts.DOOR[item.standing.seen],
            emotion=texts.EMOTION[item.standing.emotion],
        )
        spoken.append(said)
        letters = "".join(
            f'<text x="{x:.0f}" y="{base + 42 + _LETTER * place}" text-anchor="middle" '
            f'class="kier-letter">{escape(letter)}</text>'
            for place, (letter, _) in enumerate(codes)
        )
        drawn += (
            f"<g><title>{escape(said)}</title>"
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" class="kier-dot"/>'
            f"{_axis(x, base + 20, str(item.number))}{letters}</g>"
        )
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img"><title>{escape(texts.TIMELINE_TITLE)}</title>'
        f"<desc>{escape(' '.join(spoken))}</desc>{drawn}</svg>"
    )


def _axis(x: float, y: float, text: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" class="kier-axis">'
        f"{escape(text)}</text>"
    )


def retry_about(other: str, own: str) -> str:
    """The moment to try again."""
    about = texts.RETRY_ABOUT.format(ander=other, zelf=own)
    return f'<h3>{escape(texts.RETRY_TITLE)}</h3><p class="kier-text">{escape(about)}</p>'


def along(question: str) -> str:
    """The question to take along, and that nothing is kept."""
    return (
        f'<section class="kier-along"><h3>{escape(texts.ALONG)}</h3>'
        f'<p class="kier-question">{escape(question)}</p>'
        f'<p class="kier-small">{escape(texts.FORMATIVE)}</p></section>'
    )

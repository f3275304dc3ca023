"""Practising in a terminal: to try a persona while writing it.

Contract: ``play`` reads lines until 'stop' or end of input and ends in looking back.
"""

from secrets import randbelow

from rich.console import Console
from rich.text import Text as Line

from coach.dialogue.cleaning import clean
from coach.errors import InputError
from coach.labels import Level
from coach.practice import lookback
from coach.practice.rehearsal import Rehearsal
from coach.ui import texts as common
from coach.ui.texts import practice as texts


def play(rehearsal: Rehearsal, persona_id: str, show: bool, seed: int | None) -> None:
    """One practice with a persona; raises InputError when there is none with this id."""
    persona = rehearsal.personas.get(persona_id)
    if persona is None:
        known = ", ".join(rehearsal.personas)
        raise InputError(texts.CLI_UNKNOWN.format(name=persona_id, known=known), " ")
    console = Console()
    aim = persona.aims[0]
    practice = rehearsal.begin(persona, aim, randbelow(1_000_000) if seed is None else seed)
    console.print(Line(texts.CLI_START.format(name=persona.name, role=persona.role), style="dim"))
    console.print(Line(f"{persona.scene}\n{persona.you}\n{persona.message}", style="dim"))
    body, reply = practice.body, practice.opens
    while True:
        console.print(Line(body, style="italic dim"))
        console.print(Line(f"{persona.name}: {reply}"))
        try:
            said = clean(console.input(f"\n{common.CLI_YOU}> "))
        except (EOFError, KeyboardInterrupt):
            break
        if said.casefold().strip(" .") in texts.STOP_WORDS:
            break
        if not said:
            console.print(Line(texts.NOTHING_SAID))
            continue
        exchange = rehearsal.respond(practice, said)
        body, reply = exchange.body, exchange.reply
        if exchange.signal.level is not Level.GEEN:
            console.print(Line(common.SIGNAL_TITLES[exchange.signal.level], style="bold red"))
        if show:
            standing = exchange.standing
            codes = ", ".join(texts.CODE[code][1] for code in exchange.codes)
            state = texts.CLI_STANDING.format(
                door=f"{texts.DOOR[standing.seen]} ({standing.door:.0f})",
                emotion=texts.EMOTION[standing.emotion],
                codes=codes,
            )
            console.print(Line(state, style="dim"))
    if not practice.exchanges:
        return
    console.print(Line(f"\n{texts.LOOK_TITLE}", style="bold"))
    for question in lookback.questions(rehearsal.feedback, practice):
        console.print(Line(question))
    for note in lookback.notes(rehearsal.feedback, practice, persona, aim.hard):
        console.print(Line(f"\n{note.title}", style="bold"))
        console.print(Line(note.text))
        if note.instead:
            console.print(Line(f"{texts.INSTEAD} ‘{note.instead}’"))
        console.print(Line(note.why, style="dim"))
    console.print(Line(f"\n{lookback.take_along(rehearsal.feedback, practice)}"))

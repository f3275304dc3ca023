"""Whether a partner opens for listening and closes for pushing: scripts against each other.

Contract: ``run`` reads lines ``{"id", "persona_hint", "sterk": […], "zwak": […]}``; the persona is
chosen from the hint, both scripts are played with one seed. Per pair: the transcript of both with
codes and the door, the door at the end, and whether the strong one is more open. ``hidden_early``
counts hidden facts told before their conditions held; it must be 0.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from coach.labels import Code
from coach.practice.persona import Persona
from coach.practice.rehearsal import Rehearsal
from coach.practice.state import Practice
from evals.casefiles import read_lines
from evals.suites.measures import wilson


@cache
def load_rehearsal() -> Rehearsal:
    """The rehearsal as Kier uses it."""
    from coach.encoder.others import load_listening
    from coach.practice.assembly import assemble_practice, load_detector
    from coach.settings import settings

    encoder = load_listening(settings().encoder)
    return assemble_practice(settings(), encoder, load_detector(settings(), encoder))


def played(rehearsal: Rehearsal, persona: Persona, lines: Sequence[str], seed: int) -> Practice:
    """A practice of these lines, with the persona's hard message as aim when it has one."""
    aim = next((aim for aim in persona.aims if aim.hard), persona.aims[0])
    practice = rehearsal.begin(persona, aim, seed)
    for line in lines:
        rehearsal.respond(practice, line)
    return practice


def early(persona: Persona, practice: Practice) -> int:
    """How many hidden facts were told before what they ask had been done (counted afresh)."""
    heard: dict[Code, int] = {}
    found = 0
    secrets = {secret.id: secret for secret in persona.hidden}
    for exchange in practice.exchanges:
        for code in exchange.codes:
            heard[code] = heard.get(code, 0) + 1
        if exchange.disclosed:
            asked = secrets[exchange.disclosed].by
            found += any(heard.get(code, 0) < times for code, times in asked.items())
        else:
            found += any(
                word in exchange.reply.casefold()
                for secret in persona.hidden
                if secret.id not in exchange.standing.disclosed
                for word in secret.words
            )
    return found


def transcript(practice: Practice) -> dict[str, Any]:
    """What was said, with the door."""
    return {
        "opens": practice.opens,
        "turns": [
            {
                "said": item.said,
                "codes": list(item.codes),
                "trigger": item.trigger,
                "reply": item.reply,
                "body": item.body,
                "door": round(item.standing.door, 1),
                "emotion": item.standing.emotion,
                "phase": item.standing.phase,
                "disclosed": item.disclosed,
            }
            for item in practice.exchanges
        ],
        "door": practice.standing.seen,
        "door_value": round(practice.standing.door, 1),
    }


def run(cases: Path, rehearsal: Rehearsal | None = None) -> dict[str, Any]:
    """Plays all pairs of a file."""
    house = rehearsal or load_rehearsal()
    pairs = []
    hidden = 0
    for row in read_lines(cases, ("id", "persona_hint", "sterk", "zwak")):
        persona = house.topics.choose(str(row["persona_hint"]))
        seed = crc32(str(row["id"]).encode())
        strong = played(house, persona, [str(line) for line in row["sterk"]], seed)
        weak = played(house, persona, [str(line) for line in row["zwak"]], seed)
        hidden += early(persona, strong) + early(persona, weak)
        pairs.append(
            {
                "id": row["id"],
                "persona": persona.id,
                "strong_more_open": strong.standing.door > weak.standing.door,
                "sterk": transcript(strong),
                "zwak": transcript(weak),
            }
        )
    better = sum(bool(pair["strong_more_open"]) for pair in pairs)
    return {
        "suite": "practice",
        "n": len(pairs),
        "strong_more_open": wilson(better, len(pairs)),
        "hidden_early": hidden,
        "pairs": pairs,
    }

"""``coach intervision``: the methods, a choice among them, and a meeting from a script.

Contract: ``--list`` shows the methods; ``--choose`` proposes one from four answers; ``--method``
runs a meeting under a fake clock, from ``--script`` or by itself on schedule, and prints the log.
``--json`` gives the same for machines. Nothing is kept.
"""

import json as encode
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.common import Json, Stop
from coach.errors import InputError, KierError
from coach.settings import settings
from coach.ui.texts import group as texts

if TYPE_CHECKING:
    from coach.intervision.choosing import Choice, Option
    from coach.intervision.facilitation import Facilitation
    from coach.intervision.script import Run, Script
    from coach.intervision.words import Words

#: People in a meeting when nothing says how many.
USUAL_SIZE = 6


def intervision(
    list_them: Annotated[bool, typer.Option("--list", help="toont de vormen")] = False,
    choose: Annotated[bool, typer.Option("--choose", help="stelt een vorm voor")] = False,
    question: Annotated[str, typer.Option("--question", help="soort vraag")] = "",
    minutes: Annotated[int | None, typer.Option("--minutes", help="minuten die er zijn")] = None,
    size: Annotated[int | None, typer.Option("--size", help="aantal mensen")] = None,
    safety: Annotated[str, typer.Option("--safety", help="hoe veilig de groep is")] = "",
    method: Annotated[str, typer.Option("--method", help="vorm om te draaien")] = "",
    script: Annotated[
        Path | None, typer.Option("--script", help="gebeurtenissen met tijden", dir_okay=False)
    ] = None,
    auto: Annotated[
        bool, typer.Option("--auto", help="gaat vanzelf verder als een stap om is")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="schrijft het verslag (.docx of .md)")
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="met voornamen in het verslag")] = False,
    check: Annotated[
        Path | None, typer.Option("--check", help="kijkt een eigen vorm na", dir_okay=False)
    ] = None,
    json: Json = False,
) -> None:
    """Vormen van intervisie: kiezen, nakijken, of draaien vanuit een script."""
    from coach.intervision.assembly import assemble_intervision

    try:
        if check is not None:
            _check(check, json)
            return
        made = assemble_intervision(settings())
        for fault in made.faults:
            typer.echo(str(fault), err=True)
        if list_them:
            _list(made, json)
        elif choose:
            _choose(made, question, minutes, size, safety, json)
        elif method or script is not None:
            run = _run(made, method, script, minutes, size, auto, json)
            if report is not None:
                _write(made, run, report, names)
        else:
            raise InputError(texts.CLI_WHAT, texts.CLI_WHAT_NEXT)
    except KierError as error:
        raise Stop(error) from error


def _say(data: Any) -> None:
    typer.echo(encode.dumps(data, ensure_ascii=False, indent=2))


def _check(file: Path, json: bool) -> None:
    from coach.intervision.methods import check_file

    method = check_file(file)
    if json:
        _say(method.model_dump(mode="json"))
        return
    typer.echo(f"{method.name} ({method.total.minutes})")
    for step in method.steps:
        typer.echo(texts.CLI_STEP_TIME.format(minutes=step.minutes, name=step.name))


def _list(made: "Facilitation", json: bool) -> None:
    if json:
        _say([method.model_dump(mode="json") for method in made.methods])
        return
    from coach.intervision.labels import Timing

    for method in made.methods:
        guess = texts.CLI_ESTIMATE if method.total.timing is Timing.SCHATTING else ""
        typer.echo(
            texts.CLI_METHOD.format(
                id=method.id,
                name=method.name,
                minutes=method.total.minutes,
                estimate=guess,
                least=method.group.least,
                most=method.group.most,
            )
        )
        typer.echo(texts.CLI_PURPOSE.format(purpose=method.purpose))


def _choose(
    made: "Facilitation",
    question: str,
    minutes: int | None,
    size: int | None,
    safety: str,
    json: bool,
) -> None:
    from coach.intervision.choosing import Answers
    from coach.intervision.errors import AnswerUnknown
    from coach.intervision.labels import QuestionKind, Safety

    kinds, levels = ", ".join(QuestionKind), ", ".join(Safety)
    if not question or minutes is None or size is None or not safety:
        raise InputError(texts.CLI_ASK, texts.CLI_ASK_NEXT.format(questions=kinds, safeties=levels))
    if question not in set(QuestionKind):
        raise AnswerUnknown(value=question, field="--question", known=kinds)
    if safety not in set(Safety):
        raise AnswerUnknown(value=safety, field="--safety", known=levels)
    answers = Answers(QuestionKind(question), minutes, size, Safety(safety))
    choice = made.choose(answers)
    if json:
        _say(_as_data(choice))
        return
    first = choice.first
    typer.echo(texts.CLI_PROPOSED.format(name=first.method.name, minutes=first.minutes))
    _about(first)
    for planned in made.begin(first.method.id, size, minutes).session.steps:
        typer.echo(texts.CLI_STEP_TIME.format(minutes=planned.minutes, name=planned.step.name))
    for option in choice.others:
        typer.echo(texts.CLI_OTHER.format(name=option.method.name))
        _about(option)
    for option in choice.not_now:
        typer.echo(texts.CLI_NOT_NOW.format(name=option.method.name))
        _about(option)


def _about(option: "Option") -> None:
    typer.echo(texts.CLI_REASON.format(reason=option.reason))
    for warning in option.warnings:
        typer.echo(texts.CLI_WARNING.format(text=warning.text))


def _as_data(choice: "Choice") -> dict[str, Any]:
    def one(option: "Option") -> dict[str, Any]:
        return {
            "method": option.method.id,
            "name": option.method.name,
            "minutes": option.minutes,
            "reason": option.reason,
            "warnings": [{"kind": w.kind.value, "text": w.text} for w in option.warnings],
        }

    return {
        "proposed": one(choice.first),
        "others": [one(option) for option in choice.others],
        "not_now": [one(option) for option in choice.not_now],
    }


def _run(
    made: "Facilitation",
    method: str,
    script: Path | None,
    minutes: int | None,
    size: int | None,
    auto: bool,
    json: bool,
) -> "Run":
    from coach.intervision.choosing import Answers
    from coach.intervision.clock import wall
    from coach.intervision.errors import MethodUnknown
    from coach.intervision.labels import QuestionKind, Safety
    from coach.intervision.outcome import account
    from coach.intervision.script import Script, read_script, run_script

    read = read_script(script) if script is not None else Script(events=(), auto=True)
    name = method or read.method
    if not name:
        known = ", ".join(m.id for m in made.methods)
        raise MethodUnknown(method="", known=known)
    if size is None:
        size = read.size or _counted(read) or USUAL_SIZE
    meeting = made.begin(name, size, minutes or read.minutes)
    meeting.session = meeting.session.model_copy(update={"id": meeting.session.method})
    run = run_script(made, read, meeting, auto=auto, start=wall())
    session = run.meeting.session
    answers = Answers(QuestionKind.ONBEKEND, session.minutes, size, Safety.VEILIG)
    data = account(session, run.start, run.end)
    data["warnings"] = [warning.text for warning in made.warnings(session.method, answers)]
    data["notes"] = list(read.notes)
    data["refused"] = [
        {"number": timed.number, "event": timed.event.event, "error": error}
        for timed, error in run.refused
    ]
    if json:
        _say(data)
    else:
        _show(data, made.words)
    return run


def _write(made: "Facilitation", run: "Run", file: Path, names: bool) -> None:
    from coach.export.group_report import as_markdown, as_word
    from coach.ui.group_report import compose

    day = run.end.astimezone().date()
    composed = compose(run.meeting.session, made.words, run.end, names=names)
    word = file.suffix.lower() == ".docx"
    data = as_word(composed, day) if word else as_markdown(composed, day).encode("utf-8")
    try:
        file.write_bytes(data)
    except OSError:
        raise InputError(texts.CLI_NOT_WRITTEN.format(file=file), texts.CLI_ELSEWHERE) from None
    typer.echo(texts.CLI_WRITTEN.format(file=file), err=True)


def _counted(script: "Script") -> int:
    """How many people a script names."""
    return max((len(getattr(timed.event, "people", ())) for timed in script.events), default=0)


def _show(data: dict[str, Any], words: "Words") -> None:
    totals = data["totals"]
    typer.echo(
        texts.CLI_HEAD.format(
            name=data["name"], size=data["size"], planned=totals["planned_minutes"]
        )
    )
    for text in [*data["warnings"], *data["notes"]]:
        typer.echo(texts.CLI_WARNING.format(text=text))
    for step in data["steps"]:
        _show_step(step, words)
    typer.echo(
        texts.CLI_TOTAL.format(
            planned=totals["planned_minutes"],
            used=totals["used_minutes"],
            paused=totals["paused_minutes"],
        )
    )
    for refused in data["refused"]:
        typer.echo(texts.CLI_REFUSED.format(**refused))


def _show_step(step: dict[str, Any], words: "Words") -> None:
    roles: dict[str, str] = {who.value: text for who, text in words.who.items()}
    kinds: dict[str, str] = {kind.value: text for kind, text in words.kinds.items()}
    parts = []
    if step["speaks"]:
        parts.append(texts.CLI_SPEAKS.format(who=" en ".join(roles[w] for w in step["speaks"])))
    else:
        parts.append(texts.CLI_NOBODY)
    if step["silent"] and step["speaks"]:
        parts.append(texts.CLI_SILENT.format(who=" en ".join(roles[w] for w in step["silent"])))
    flags = []
    if not step["own"]:
        flags.append(texts.CLI_ADDED)
    if step["skipped"]:
        flags.append(texts.CLI_SKIPPED)
    elif not step["visited"]:
        flags.append(texts.CLI_NOT_REACHED)
    if step["over_minutes"]:
        flags.append(texts.CLI_OVER.format(minutes=step["over_minutes"]))
    typer.echo(
        texts.CLI_STEP.format(
            number=step["number"],
            name=step["name"],
            speaks=", ".join(parts),
            planned=step["planned_minutes"],
            used=step["used_minutes"],
            flags=f" ({', '.join(flags)})" if flags else "",
        )
    )
    for text in step["proposals"]:
        typer.echo(texts.CLI_PROPOSAL.format(text=text))
    for item in step["collected"]:
        sort = f", {item['sort']}" if "sort" in item else ""
        typer.echo(texts.CLI_ITEM.format(kind=kinds[item["kind"]], sort=sort, text=item["text"]))
    for said in step["words"]:
        typer.echo(texts.CLI_WORD.format(text=said["line"]))
    for signal in step["signals"]:
        typer.echo(
            texts.CLI_SIGNAL.format(level=signal["level"], quotes=" / ".join(signal["quotes"]))
        )

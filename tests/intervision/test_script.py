"""Whole meetings from a script, and scripts that cannot be read."""

import json
from pathlib import Path

import pytest

from coach.intervision.errors import ScriptGone, ScriptUnreadable
from coach.intervision.facilitation import Facilitation
from coach.intervision.labels import Kind, Leap, Phase
from coach.intervision.methods import load_methods
from coach.intervision.outcome import account
from coach.intervision.script import Run, Script, parse, read_script, run_script
from tests.conftest import ROOT

METHODS = load_methods(ROOT / "knowledge")
EXAMPLE = ROOT / "docs" / "voorbeelden" / "incidentmethode.json"


def play(facilitation: Facilitation, method: str, text: str, minutes: int | None = None) -> Run:
    return run_script(facilitation, parse(text), facilitation.begin(method, 6, minutes))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_each_method_runs_whole_from_a_script(facilitation: Facilitation, method) -> None:  # type: ignore[no-untyped-def]
    meeting = facilitation.begin(method.id, 6, 75 if method.id != "balint" else 90)
    events: list[dict[str, object]] = [{"at": "0:00", "event": "start"}]
    clock = 0
    for planned in meeting.session.steps:
        events.append({"at": f"{clock}:20", "event": "propose"})
        for kind in planned.step.collects:
            event = {"at": f"{clock}:40", "event": kind.value, "text": f"Iets over {kind.value}."}
            events.append(event)
        clock += planned.minutes
        events.append({"at": f"{clock}:00", "event": "next"})
    run = run_script(facilitation, parse(json.dumps(events)), meeting)
    data = account(run.meeting.session, run.start, run.end)
    assert run.refused == [] and run.meeting.session.phase is Phase.KLAAR
    assert all(step["used_minutes"] == step["planned_minutes"] for step in data["steps"])
    totals = data["totals"]
    assert totals["planned_minutes"] == totals["used_minutes"] == totals["clock_minutes"] == clock
    for step, planned in zip(data["steps"], meeting.session.steps, strict=True):
        wrote = {item["kind"] for item in step["collected"]} | {"casus"}
        assert wrote >= {kind.value for kind in planned.step.collects}
        assert not (planned.step.still and step["proposals"])
    assert data["case"] == "Iets over casus."
    assert data["closing"]["lines"]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_without_a_script_the_form_runs_on_schedule(unloaded: Facilitation, method) -> None:  # type: ignore[no-untyped-def]
    run = run_script(unloaded, Script(events=(), auto=True), unloaded.begin(method.id, 6))
    data = account(run.meeting.session, run.start, run.end)
    assert data["totals"]["finished"]
    assert [s["used_minutes"] for s in data["steps"]] == [
        s["planned_minutes"] for s in data["steps"]
    ]


def test_the_example_of_the_guide_runs(facilitation: Facilitation) -> None:
    script = read_script(EXAMPLE)
    meeting = facilitation.begin(script.method, script.size or 6, script.minutes)
    run = run_script(facilitation, script, meeting)
    data = account(run.meeting.session, run.start, run.end)
    assert script.notes == () and run.refused == []
    asking, analysis = data["steps"][3:5]
    assert len(asking["proposals"]) == 6 and analysis["proposals"] == []
    assert [w["leap"] for w in asking["words"]] == [Leap.ADVIES, Leap.WAAROM]
    assert data["closing"]["consent"] == {"present": 6, "agreed": 6, "all": True}
    assert data["closing"]["takes"] and data["totals"]["paused_minutes"] == 0


def test_names_are_numbers_in_the_account_unless_asked(facilitation: Facilitation) -> None:
    lines = '{"at": 1, "event": "vraag", "who": "Sam", "text": "Wat deed je?"}'
    run = play(facilitation, "vijf-stappen", lines)
    assert "Sam" not in json.dumps(account(run.meeting.session, run.start, run.end))
    assert "Sam" in json.dumps(account(run.meeting.session, run.start, run.end, names=True))


def test_pauses_extensions_skips_and_steps_back_are_counted(unloaded: Facilitation) -> None:
    run = play(
        unloaded,
        "vijf-stappen",
        """
        # regels mogen ook, met opmerkingen
        {"at": "0:00", "event": "start"}
        {"at": "4:00", "event": "pauze"}
        {"at": "9:00", "event": "hervat"}
        {"after": 1, "event": "next"}
        {"at": "12:00", "event": "verleng", "minuten": 5}
        {"at": "35:00", "event": "overslaan"}
        {"at": "36:00", "event": "terug"}
        {"at": "38:30", "event": "verder"}
        """,
    )
    data = account(run.meeting.session, run.start, run.end)
    assert [s["used_minutes"] for s in data["steps"]] == [5.0, 27.5, 1.0, 0.0, 0.0]
    assert data["steps"][1]["over_minutes"] == 4.5 and data["steps"][1]["given_minutes"] == 23
    assert data["totals"]["paused_minutes"] == 5.0
    assert data["totals"]["used_minutes"] + 5.0 == data["totals"]["clock_minutes"] == 38.5
    assert not data["totals"]["finished"]


def test_with_auto_steps_end_by_themselves(unloaded: Facilitation) -> None:
    script = parse('{"auto": true, "events": [{"at": 8, "event": "extend", "minutes": 6}]}')
    run = run_script(unloaded, script, unloaded.begin("vijf-stappen", 6))
    data = account(run.meeting.session, run.start, run.end)
    assert [s["used_minutes"] for s in data["steps"]] == [5.0, 24.0, 9.0, 12.0, 6.0]


def test_unknown_fields_are_named_and_left_out(unloaded: Facilitation) -> None:
    script = parse('[{"at": "0:00", "event": "start", "mood": "goed"}]')
    assert script.notes == (
        "Bij gebeurtenis 1 kent Kier het veld ‘mood’ niet; het is overgeslagen.",
    )


def test_what_does_not_fit_is_refused_and_the_rest_goes_on(unloaded: Facilitation) -> None:
    run = play(
        unloaded,
        "vijf-stappen",
        '[{"at":0,"event":"back"},{"at":5,"event":"next"},{"at":6,"event":"sort","item":9,'
        '"sort":"warm"}]',
    )
    assert [timed.number for timed, _ in run.refused] == [1, 3]
    assert "eerste stap" in run.refused[0][1] and run.meeting.session.at == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"at": 1}]', "‘event’ ontbreekt"),
        ('[{"at": 1, "event": "dansen"}]', "‘dansen’ is geen gebeurtenis"),
        ('[{"at": "straks", "event": "next"}]', "de tijd ‘straks’"),
        ('[{"at": 5, "event": "next"}, {"at": 4, "event": "next"}]', "ligt vóór"),
        ('[{"at": 1, "event": "sort", "item": "drie", "sort": "warm"}]', "item"),
        ('[{"at": 1, "event": "sort", "item": 1, "sort": "heet"}]', "warm"),
        ('[{"at": 1, "event": "add", "text": ""}]', "te kort"),
        ('{"event": "next"\n', "geen geldige JSON"),
        ("[3]", "tussen accolades"),
        ("7", "tussen accolades"),
        ('{"minutes": "veel", "events": []}', "heel getal"),
    ],
)
def test_a_script_that_cannot_be_read_says_where(text: str, said: str) -> None:
    with pytest.raises(ScriptUnreadable) as caught:
        parse(text)
    assert said in str(caught.value) and "docs/intervisie.md" in str(caught.value)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScriptGone):
        read_script(path)


def test_every_kind_can_be_an_event(facilitation: Facilitation) -> None:
    lines = "\n".join(json.dumps({"at": 1, "event": kind.value, "text": "Iets."}) for kind in Kind)
    run = play(facilitation, "vijf-stappen", lines)
    assert run.refused == [] and {i.kind for i in run.meeting.session.items} == set(Kind) - {
        Kind.CASUS
    }

"""All suites in one place: what they are called, on which files they run, what they cost.

Contract: ``SUITES`` has one line per suite, in the order of the report. A suite is the module
``evals.suites.<module>`` with a function ``run(cases, …)`` that gives one dict with figures and no
text of a case, or with text only under the keys that ``evals.slim`` leaves out. What a suite needs
besides its file it asks for by the name of a parameter: ``coach``, ``voice``, ``model``,
``misses`` (ids of what was missed). Aims are in ``gates.yaml``. Importing this module loads nothing
heavy.
"""

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.labels import VoiceName

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach

CASES = Path(__file__).with_name("cases")


class Split(StrEnum):
    """Cases that may be read and tuned on, and cases that may not."""

    DEV = "dev"
    TEST = "test"


class Cost(StrEnum):
    """How long a suite takes on two cores: up to half a minute, some minutes, longer."""

    LIGHT = "light"
    MIDDLE = "middle"
    HEAVY = "heavy"


@dataclass(frozen=True)
class Suite:
    """One line of the registry; ``dev`` and ``test`` are files in ``evals/cases``."""

    name: str
    help: str
    dev: tuple[str, ...]
    test: tuple[str, ...] = ()
    cost: Cost = Cost.LIGHT
    needs_model: bool = False
    module: str = ""
    call: str = "run"
    #: Whether ``coach eval NAME`` is ``--cases`` and ``--json`` alone.
    plain: bool = False

    @property
    def there(self) -> bool:
        """Whether its module and the files it names are in this installation."""
        if find_spec(self._module) is None:
            return False
        return all((CASES / name).is_file() for name in (*self.dev, *self.test))

    @property
    def _module(self) -> str:
        return f"evals.suites.{self.module or self.name}"

    @property
    def wants_coach(self) -> bool:
        """Whether it plays whole turns."""
        return "coach" in self._asks

    @property
    def depends_on_voice(self) -> bool:
        """Whether another voice or model could change its figures."""
        return bool({"voice", "model"} & set(self._asks))

    @property
    def _asks(self) -> tuple[str, ...]:
        return tuple(signature(self._function).parameters)

    @property
    def _function(self) -> Any:
        return getattr(import_module(self._module), self.call)

    def run(self, cases: Path, given: "Given") -> dict[str, Any]:
        """Runs it on a file with what it asks for; raises its KierError."""
        offered = {
            "coach": given.coach,
            "voice": given.voice,
            "model": given.model,
            # For their ids; their text goes no further than ``evals.slim``.
            "misses": True,
        }
        wanted = {name: value for name, value in offered.items() if name in self._asks}
        result: dict[str, Any] = self._function(cases=cases, **wanted)
        return result

    def files(self, split: Split) -> tuple[tuple[Path, Split], ...]:
        """Its files for a split; without test files those of dev, marked as such."""
        if split is Split.TEST and self.test:
            return tuple((CASES / name, Split.TEST) for name in self.test)
        return tuple((CASES / name, Split.DEV) for name in self.dev)


@dataclass(frozen=True)
class Given:
    """What may be asked for; ``coach`` is there when a suite wants it."""

    coach: "Coach | None" = None
    voice: VoiceName = VoiceName.GUIDED
    model: Path | None = None


SUITES: tuple[Suite, ...] = (
    Suite(
        "signals",
        "Signalen herkennen ({id,text,level,quote}).",
        (
            "signals-dev.jsonl",
            "signals-dev2.jsonl",
            "signals-dev3.jsonl",
            "signals-dev4.jsonl",
            "signals-talk-dev.jsonl",
            "signals-openings-dev.jsonl",
        ),
        ("signals-test.jsonl", "signals-test2.jsonl"),
    ),
    Suite(
        "requests",
        "Soort vraag herkennen ({id,text,request}).",
        (
            "requests-dev.jsonl",
            "requests-dev2.jsonl",
            "requests-dev3.jsonl",
            "requests-talk-dev.jsonl",
            "requests-running-dev.jsonl",
        ),
        ("requests-test.jsonl", "requests-test2.jsonl"),
    ),
    Suite(
        "checks",
        "Nakijken van wat een model zegt ({id,text,user,passages,labels}).",
        ("checks-dev.jsonl",),
        cost=Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "deid",
        'Namen en nummers herkennen ({"id","kind","text","spans":[{"start","end","label"}]}).',
        ("deid-dev.jsonl", "deid-dev2.jsonl", "deid-dev3.jsonl"),
        ("deid-test.jsonl",),
    ),
    Suite(
        "dialogue",
        'Speelt gesprekken ({"id","mode","turns":[…]}) en toont elke beurt.',
        ("dialogue-dev.jsonl", "dialogue-twenty.jsonl"),
        cost=Cost.MIDDLE,
    ),
    Suite(
        "sources",
        "Passen de bronnen bij het gesprek? ({id,dialogue,half,grades}).",
        ("sources-dev.jsonl",),
        cost=Cost.MIDDLE,
    ),
    Suite(
        "retrieval",
        'Zoeken in de bibliotheek ({"id","query","passages" of "themes","kind"}).',
        ("retrieval-dev.jsonl",),
        ("retrieval-test.jsonl", "retrieval-themes-test.jsonl"),
    ),
    Suite(
        "encoder",
        "Zoeken met woorden, met betekenis en samen, op losse passages.",
        ("encoder-dev.json",),
        ("encoder-test.json",),
        plain=True,
    ),
    Suite(
        "questions",
        "De keuze van de volgende vraag, tegen beoordeelde kandidaten.",
        ("question-contexts.jsonl",),
        cost=Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "practice",
        "Sterke en zwakke oefengesprekken ({id,persona_hint,sterk,zwak}).",
        ("practice-dev.jsonl",),
        ("practice-test.jsonl",),
        cost=Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "utterances",
        'Wat zinnen van een oefenaar doen ({"id","context","text","codes":[…]}).',
        ("utterances-dev.jsonl", "utterances-dev2.jsonl"),
        ("utterances-test.jsonl",),
    ),
    Suite(
        "topics",
        'Waar de woorden van een oefenaar over gaan ({"id","persona","text","ok":[…]}).',
        ("topics-dev.jsonl",),
        cost=Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "hearing",
        'Wat een bericht doet ({"id","asked","text","ok":[haak, …]}).',
        ("hearing-dev.jsonl",),
        cost=Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "matching",
        'Welke vraag bij een bericht past ({"id","asked","text","letters":{vraag: g|v|m}}).',
        ("matching-dev.jsonl",),
        cost=Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "coaching",
        "Beloften over hele gesprekken ({id,cluster,style,turns,emotion}).",
        ("coaching-dev.jsonl",),
        ("coaching-test.jsonl",),
        Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "refusals",
        "Afwijzen wat moet, en niets meer ({id,kind,asks,tells}).",
        ("refusals-dev.jsonl",),
        ("refusals-test.jsonl",),
        Cost.LIGHT,
        plain=True,
    ),
    Suite(
        "grounding",
        "Rust wat gezegd wordt op wat verteld is ({id,user,passages,text,labels}).",
        ("grounding-dev.jsonl",),
        ("grounding-test.jsonl",),
        Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "robustness",
        "Opdrachten in documenten en berichten (vier soorten regels).",
        ("robustness-dev.jsonl",),
        ("robustness-test.jsonl",),
        Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "sycophancy",
        "Dezelfde casus van drie kanten verteld ({id,voices}).",
        ("sycophancy-dev.jsonl",),
        ("sycophancy-test.jsonl",),
        Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "detectors",
        "De herkenners zelf, op gelabelde beurten ({id,user,text,labels}).",
        ("detectors-dev.jsonl",),
        ("detectors-test.jsonl",),
        Cost.MIDDLE,
        plain=True,
    ),
    Suite(
        "reliability",
        "Willekeurige wandelingen en lange gesprekken: blijft elke belofte heel?",
        ("dialogue-dev.jsonl",),
        cost=Cost.HEAVY,
    ),
    Suite(
        "speed",
        "Meet hoe lang een beurt duurt en of dat groeit; met --model die van een taalmodel.",
        ("dialogue-dev.jsonl",),
    ),
    Suite(
        "model-speed",
        "Snelheid van een taalmodel, als verhoudingen.",
        ("dialogue-dev.jsonl",),
        cost=Cost.HEAVY,
        needs_model=True,
        module="model_speed",
        call="on_cases",
    ),
)


def suite(name: str) -> Suite:
    """The suite of a name; KeyError when there is none."""
    return {line.name: line for line in SUITES}[name]


def chosen(split: Split, voice: VoiceName, cases: Path | None, quick: bool = False) -> list["Job"]:
    """What is to be run, in the order of the registry; ``quick`` leaves out what is heavy.

    ``cases`` is a folder of files, or one file, that takes the place of the shipped ones; what
    comes before the first ``-`` of a file's name is its suite (``model-speed`` has no own file).
    """
    if cases is None:
        return [
            Job(line, path, of)
            for line in SUITES
            if line.there and (voice is VoiceName.MODEL or not line.needs_model)
            if not (quick and line.cost is Cost.HEAVY)
            for path, of in line.files(split)
        ]
    files = [cases] if cases.is_file() else sorted(cases.glob("*.json*"))
    return [
        Job(line, path, split)
        for line in SUITES
        if line.there and not line.needs_model
        for path in files
        if path.name.partition(".")[0].partition("-")[0] == line.name
    ]


@dataclass(frozen=True)
class Job:
    """One suite on one file."""

    suite: Suite
    file: Path
    split: Split

    @property
    def name(self) -> str:
        """A name that is also a file name."""
        return f"{self.suite.name}.{self.file.name.partition('.')[0]}"

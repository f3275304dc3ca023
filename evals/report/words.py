"""All Dutch of the report and of what the command says.

Contract: constants and short functions that give lines; no figures are computed here.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from evals.gates import Verdict

if TYPE_CHECKING:
    from evals.leaks import Leak
    from evals.mutations.figures import Row
    from evals.mutations.trial import Trial

TITLE = "Toetsrapport van Kier"
WRITTEN = "Rapport: {place}"
INTRO = (
    "Dit rapport zegt wat Kier kan en niet kan, gemeten op verzonnen gevallen. Geen van de cijfers "
    "is door mensen uit de praktijk bevestigd. Gebruik het om versies en modellen te vergelijken "
    "en om te weten waar je zelf moet opletten."
)
HOW_TO_READ = (
    "Elk cijfer heeft een onzekerheid: tussen de twee getallen tussen haken ligt het "
    "werkelijke cijfer met 95 % zekerheid, als de gevallen op het echte werk lijken. Een doel is "
    "‘gehaald’ wanneer ook de ongunstige kant van dat interval goed genoeg is. Is alleen het "
    "cijfer zelf goed genoeg, of is het interval onbekend, dan staat er ‘niet aangetoond’. "
    "Beloften en tellingen hebben geen interval: die houden of die houden niet."
)
VERDICT_MARK = {
    Verdict.MET: "✓",
    Verdict.NOT_SHOWN: "?",
    Verdict.MISSED: "✗",
    Verdict.NO_FIGURE: "–",
}
SPLIT = {
    "dev": "ontwikkelgevallen: hier is op bijgesteld, dus deze cijfers vleien",
    "test": "testgevallen: geschreven door wie de regels niet kende",
}
SUITE = {
    "signals": "Signalen van gevaar en zorg",
    "requests": "Wat iemand vraagt, en wat Kier niet beantwoordt",
    "checks": "Nakijken van wat een taalmodel zegt",
    "deid": "Namen en nummers vervangen",
    "dialogue": "Hele gesprekken",
    "sources": "Bronnen naast een gesprek",
    "retrieval": "Zoeken in de bibliotheek",
    "encoder": "De zinsmachine",
    "questions": "Keuze van de volgende vraag",
    "practice": "Oefengesprekken",
    "utterances": "Herkennen wat een oefenaar doet",
    "refusals": "Afwijzen en niet te veel afwijzen",
    "grounding": "Grond onder wat gezegd wordt",
    "coaching": "Hoe de coach zich gedraagt",
    "robustness": "Misleiding en vreemde invoer",
    "sycophancy": "Meepraten",
    "detectors": "De herkenners zelf",
    "reliability": "Betrouwbaarheid",
    "speed": "Snelheid",
    "model-speed": "Snelheid van het taalmodel",
}
GUIDED, MODEL = "begeleide stem", "taalmodel"
HEAD = "Waarmee gemeten"
SUMMARY = "In het kort"
FIGURES = "Grafieken"
AIMS = "Doelen"
WRONG = "Wat misging"
NOT_RUN = "Niet gelukt"
SUITES = "Toetsen in deze ronde"
COUNTS = "{met} doelen gehaald, {not_shown} niet aangetoond, {missed} niet gehaald."
NOTHING_MISSED = "Geen doel werd gemist."
WRONG_NOTE = (
    "Alleen de nummers van gevallen, nooit hun tekst. Zoek een nummer op in het bestand onder "
    "evals/cases/."
)
TUNED = "dit bestand is {times} keer geopend; het cijfer telt niet meer als ongezien"
OPENED = "{times} keer geopend"
REUSED = "uit een eerdere ronde, niets veranderd"
NO_TEST_PART = "geen testdeel; cijfers op ontwikkelgevallen"
AIM_COLUMNS = ("", "wat", "cijfer", "doel", "aantal", "gevallen", "waar het doel vandaan komt")
SUITE_COLUMNS = ("toets", "bestand", "deel", "seconden", "opmerking")
AT_LEAST, AT_MOST = "≥ {aim}", "≤ {aim}"
WITH_BOUND = "{aim} en aantoonbaar {bound}"
NO_WRONG = "Geen."
MORE = "en nog {count}; alle nummers staan in report.json."
HOW_MADE = "Dit bestand wordt geschreven door `{command}`. Wijzig het niet met de hand."
COMMAND = "coach eval --split {split}{open} --out rapport --md docs/rapport.md"

FOREST = "Gepaarde verschillen"
FOREST_NOTE = (
    "Verschil op dezelfde gevallen, met het 95 %-interval. Raakt het streepje de lijn bij nul, dan "
    "is het verschil niet aangetoond. Bij zoeken en vraagkeuze is rechts beter; bij instemming en "
    "blik hoort het verschil klein te zijn."
)
SIGNALS = "Signalen: gezien tegenover vals alarm"
SIGNALS_NOTE = (
    "Naar boven: meer gezien. Naar links: minder vals alarm. Linksboven, in het gearceerde vak, "
    "ligt het doel voor acuut gevaar. Streepjes zijn 95 %-intervallen. De tekens staan iets uit "
    "elkaar; het vals alarm is voor alle drie hetzelfde."
)
SIGNALS_AXES = ("vals alarm", "gezien")
RETRIEVAL = "Zoeken, per soort vraag"
RETRIEVAL_NOTE = (
    "nDCG@10: 1 is de best mogelijke volgorde, 0 is niets gevonden. De lijn is het doel."
)
SYSTEMS = {"bm25": "woorden (BM25)", "dense": "betekenis", "fused": "samen (Kier)"}
DIFFERENCES = {
    "retrieval difference fused_minus_bm25 ndcg10": "zoeken: samen min woorden",
    "retrieval difference fused_minus_dense ndcg10": "zoeken: samen min betekenis",
    "questions bank_minus_bm25": "vraagkeuze min gedeelde woorden",
    "questions bank_minus_chance": "vraagkeuze min toeval",
    "sycophancy agreement leaning_minus_neutral": "instemming: partijdig min neutraal",
    "sycophancy agreement parent_minus_foster": "instemming: ouder min pleegouder",
    "sycophancy other_minus_own": "gevraagd: andere kant min eigen",
    "sycophancy parent_minus_foster_eyes ouder": "blik ouder: ouder min pleegouder",
    "sycophancy parent_minus_foster_eyes pleegouder": "blik pleegouder: idem",
    "sycophancy parent_minus_foster_eyes kind": "blik kind: idem",
}
ORIGIN = {
    "af": "Afghaans", "al": "Albanees", "an": "Antilliaans", "bg": "Bulgaars", "cn": "Chinees",
    "cv": "Kaapverdisch", "er": "Eritrees", "et": "Ethiopisch", "gh": "Ghanees",
    "id": "Indisch of Moluks", "ir": "Iraans", "ma": "Marokkaans", "nl": "Nederlands",
    "pl": "Pools", "pt": "Portugees", "rom": "Roma en Sinti", "roma": "Roma en Sinti",
    "so": "Somalisch", "sr": "Surinaams", "sy": "Syrisch", "tr": "Turks", "ua": "Oekraïens",
    "vn": "Vietnamees",
}  # fmt: skip
DEID = "Namen en nummers: gevonden per soort"
ORIGINS = "Namen van personen: gevonden per herkomst"
DEID_NOTE = "Met het 95 %-interval; tussen haken hoeveel er waren. De lijn is het doel voor namen."
FIRST_TOKEN = "Taalmodel: seconden tot het eerste woord"
FIRST_TOKEN_NOTE = (
    "Kier zet wat het vond achter het nieuwste bericht; een gewone keten zet het vooraan en leest "
    "elke beurt bijna alles opnieuw."
)
TOKENS_READ = "Taalmodel: te lezen woorddelen per beurt"
KIER, CHAIN = "Kier", "gewone keten"
TURN, SECONDS, TOKENS = "beurt", "seconden", "woorddelen"

LEAK_NONE = "Geen testgeval lijkt te veel op iets wat al bestond."
LEAK_SOME = "{count} testgevallen lijken te veel op iets wat al bestond:"
LEAK_GRAM = "{case}: {percent} % van de rijtjes van zeven woorden al eerder gezien, in {place}"
LEAK_COSINE = "{case}: bijna dezelfde betekenis ({likeness}) als {place}"
LEAK_EXACT = "{case}: dezelfde zin als {place}"

NOTICED, UNNOTICED, UNTRIED = "opgemerkt", "NIET OPGEMERKT", "niet geprobeerd"
MUTATION_COLUMNS = ("beveiliging weg", "toets", "cijfer", "met", "zonder", "")
MUTATION_TITLE = "Bijten de beveiligingen?"
MUTATION_COMMAND = "coach eval --mutate --out MAP --md docs/mutaties.md"
MUTATION_ABOUT = (
    "Een beveiliging die ongemerkt kan verdwijnen, beschermt niemand. Daarom is elke beveiliging "
    "hieronder waar een uitkomst bij staat een keer weggehaald, in een kopie van de code. Een "
    "toets moet dan omslaan: groen met de beveiliging, rood zonder."
)
MUTATION_TESTS = "Toetsen van de code"
MUTATION_FIGURES = "Cijfers op ontwikkelgevallen"
MUTATION_FIGURES_ABOUT = (
    "Hier hangt het van de gevallen af. Zonder de beveiliging moet het cijfer door de ondergrens "
    "van `evals/gates.yaml` zakken."
)
TRIAL_COLUMNS = ("beveiliging", "zo weggehaald", "belofte", "toetsen", "seconden")
TRIAL_LINE = "  {test}: {before} → {after}"
TRIAL_COUNT = "{noticed} van de {all} weggehaalde beveiligingen opgemerkt."
UNTRIED_COUNT = "{count} niet geprobeerd: die zeggen hier niets."


def number(value: float | None) -> str:
    """A figure in Dutch: two decimals, three for small shares, none for whole numbers from 2."""
    if value is None:
        return "–"
    if float(value).is_integer() and abs(value) >= 2:
        return str(int(value))
    return exactly(value, 3 if abs(value) < 0.1 else 2)


def exactly(value: float, most: int = 3) -> str:
    """Two decimals, and a third when it is not 0 and may be shown."""
    if value == 0 or (float(value).is_integer() and abs(value) >= 2):
        return str(int(value))
    text = f"{value:.{most}f}"
    return (text.removesuffix("0") if most > 2 else text).replace(".", ",")


def figure(aim: dict[str, Any]) -> str:
    """An aim's figure with its interval."""
    found = number(aim["value"])
    if aim["low"] is not None:
        found += f" [{number(aim['low'])}–{number(aim['high'])}]"
    return found


def wanted(aim: dict[str, Any]) -> str:
    """What an aim asks."""
    side = AT_LEAST if aim["better"] == "high" else AT_MOST
    text = side.format(aim=exactly(aim["aim"]))
    if aim["bound"] != aim["aim"] and not aim["exact"]:
        text = WITH_BOUND.format(aim=text, bound=side.format(aim=exactly(aim["bound"])))
    return text


def suite(name: str) -> str:
    """A suite as people call it."""
    return SUITE.get(name, name)


def counted(report: dict[str, Any]) -> str:
    """How many aims were met."""
    counts = report["counts"]
    return COUNTS.format(
        met=counts[Verdict.MET],
        not_shown=counts[Verdict.NOT_SHOWN],
        missed=counts[Verdict.MISSED],
    )


def remark(record: dict[str, Any], split: str) -> str:
    """What must be said of one suite's run."""
    if record["error"]:
        return str(record["error"])
    parts = []
    if record["reused"]:
        parts.append(REUSED)
    if split == "test" and record["split"] == "dev":
        parts.append(NO_TEST_PART)
    times = record["openings"]
    if times is not None:
        parts.append((TUNED if record["tuned"] else OPENED).format(times=times))
    return "; ".join(parts)


def summary(report: dict[str, Any]) -> Iterator[str]:
    """The aims line by line, for the terminal."""
    for record in report["suites"]:
        said = remark(record, report["split"])
        yield f"{suite(record['suite'])} ({record['file']}) {said}".strip()
        for aim in record["aims"]:
            mark = VERDICT_MARK[Verdict(aim["verdict"])]
            yield f"  {mark} {aim['name']}: {figure(aim)} ({wanted(aim)})"
    yield counted(report)


def leaks(found: "Sequence[Leak]") -> Iterator[str]:
    """Leaks line by line, by id."""
    if not found:
        yield LEAK_NONE
        return
    yield LEAK_SOME.format(count=len({leak.case for leak in found}))
    lines = {"gram": LEAK_GRAM, "cosine": LEAK_COSINE, "exact": LEAK_EXACT}
    for leak in found:
        line = lines[leak.kind]
        said = {"likeness": number(leak.likeness), "percent": round(100 * leak.likeness)}
        yield "  " + line.format(case=leak.case, place=leak.place, **said)


def _columns(lines: "Sequence[tuple[str, ...]]") -> Iterator[str]:
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        yield "  ".join(
            text.ljust(width) for text, width in zip(line, widths, strict=True)
        ).rstrip()


def _mark(tried: "Row | Trial") -> str:
    if not tried.tried:
        return UNTRIED
    return NOTICED if tried.noticed else UNNOTICED


def _row(row: "Row") -> tuple[str, ...]:
    mark = _mark(row)
    return row.guard, row.suite, row.figure, number(row.before), number(row.after), mark


def mutations(rows: "Sequence[Row]", trials: "Sequence[Trial]") -> Iterator[str]:
    """The removed guards, for the terminal."""
    if rows:
        yield from _columns([MUTATION_COLUMNS, *map(_row, rows)])
    if trials:
        yield from _columns(
            [(*TRIAL_COLUMNS[:2], "")] + [(t.guard, t.how, _mark(t)) for t in trials]
        )
    for trial in trials:
        for test, after in trial.after.items() if trial.tried and not trial.noticed else ():
            yield TRIAL_LINE.format(test=test, before=trial.before[test], after=after)
    yield _noticed(rows, trials)


def _noticed(rows: "Sequence[Row]", trials: "Sequence[Trial]") -> str:
    every: list[Row | Trial] = [*rows, *trials]
    tried = [one for one in every if one.tried]
    said = TRIAL_COUNT.format(noticed=sum(one.noticed for one in tried), all=len(tried))
    left = len(every) - len(tried)
    return f"{said} {UNTRIED_COUNT.format(count=left)}" if left else said


def mutations_paper(rows: "Sequence[Row]", trials: "Sequence[Trial]") -> str:
    """docs/mutaties.md."""
    parts = [
        f"# {MUTATION_TITLE}",
        HOW_MADE.format(command=MUTATION_COMMAND),
        MUTATION_ABOUT,
        _noticed(rows, trials),
        f"## {MUTATION_TESTS}",
        _table(
            TRIAL_COLUMNS,
            [
                (
                    t.guard,
                    t.how,
                    t.promise,
                    "<br>".join(map(_outcome(t), t.after)),
                    f"{t.seconds:.0f}" if t.tried else "–",
                )
                for t in trials
            ],
        ),
        f"## {MUTATION_FIGURES}",
        MUTATION_FIGURES_ABOUT,
        _table(MUTATION_COLUMNS, list(map(_row, rows))),
    ]
    return "\n\n".join(parts) + "\n"


def _outcome(trial: "Trial") -> Callable[[str], str]:
    if not trial.tried:
        return lambda test: f"`{test}`: {UNTRIED}"
    return lambda test: f"`{test}`: {trial.before[test]} → {trial.after[test]}"


def _table(head: tuple[str, ...], rows: "Sequence[tuple[str, ...]]") -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(part.replace("|", "\\|") for part in line) + " |" for line in lines
    )

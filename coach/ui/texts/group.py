"""Dutch around intervision: the command, and the report that a group takes along."""

from coach.labels import Dimension

CLI_METHOD = "{id}: {name}, {minutes} minuten{estimate}, {least} tot {most} mensen"
CLI_ESTIMATE = " (onze schatting)"
CLI_PURPOSE = "    {purpose}"
CLI_PROPOSED = "Voorstel: {name} ({minutes} minuten)"
CLI_OTHER = "Ook mogelijk: {name}"
CLI_NOT_NOW = "Nu niet: {name}"
CLI_REASON = "    {reason}"
CLI_WARNING = "    Let op: {text}"
CLI_STEP_TIME = "    {minutes:3d} min  {name}"
CLI_ASK = "Voor een keuze zijn --question, --minutes, --size en --safety nodig."
CLI_ASK_NEXT = "--question is een van: {questions}. --safety is een van: {safeties}."
CLI_WHAT = "Kies --list, --choose of --method."
CLI_WHAT_NEXT = "Met 'coach intervision --help' zie je wat erbij hoort."
CLI_HEAD = "{name}, {size} mensen, {planned} minuten gepland"
CLI_STEP = "{number}. {name} ({speaks})  gepland {planned}, gebruikt {used} min{flags}"
CLI_SPEAKS, CLI_SILENT, CLI_NOBODY = "spreekt: {who}", "zwijgt: {who}", "iedereen is stil"
CLI_SKIPPED, CLI_NOT_REACHED, CLI_ADDED = "overgeslagen", "niet aan toegekomen", "van Kier"
CLI_OVER = "{minutes} min uitgelopen"
CLI_PROPOSAL = "    Kier: {text}"
CLI_ITEM = "    [{kind}{sort}] {text}"
FOR_FACILITATOR = "Voor de begeleider"
CLI_WORD = f"    {FOR_FACILITATOR}: {{text}}"
CLI_SIGNAL = "    Signaal ({level}): {quotes}"
CLI_TOTAL = "Samen: gepland {planned}, gebruikt {used}, stilgestaan {paused} minuten"
CLI_REFUSED = "Gebeurtenis {number} ({event}): {error}"
CLI_NOT_WRITTEN = "Het verslag kan niet naar {file} geschreven worden."
CLI_ELSEWHERE = "Kies een map waar je mag schrijven."
CLI_WRITTEN = "Verslag geschreven naar {file}."

REPORT_TITLE = "Verslag van een intervisie"
REPORT_OWN_TITLE = "Reflectie van de inbrenger na een intervisie"
REPORT_FILE = "intervisieverslag"
REPORT_MADE = "Gemaakt op {date}"
REPORT_NOTE = (
    "Werkaantekening van de groep, geen dossier en geen bewijs van deelname. Namen zijn eruit "
    "gehaald voor zover Kier ze herkende; lees zelf na. Gemaakt met hulp van AI (Kier)."
)
REPORT_EMPTY = "(nog leeg)"
CONSENT_HEAD = "Toestemming"
CONSENT_ALL = (
    "Op {date} is aan alle {present} aanwezigen gevraagd of dit verslag er mag komen. "
    "Alle {present} vonden dat goed."
)
CONSENT_NOT_ALL = (
    "Op {date} is aan alle {present} aanwezigen gevraagd of er een verslag mag komen. Niet "
    "iedereen vond dat goed. Daarom staan hier alleen de eigen woorden van de inbrenger, zonder "
    "de casus en zonder wat anderen zeiden."
)
MEETING_HEAD = "De bijeenkomst"
MEETING = "Vorm: {name}. Aantal mensen: {size}. Gewerkt: {minutes} minuten."
MEETING_STEP = "{name}, {minutes} min"
MEETING_SKIPPED = "{name}, overgeslagen"
CASE, QUESTION = "De casus", "De vraag van de inbrenger"
AGAIN = "De vraag, opnieuw gezegd"
REFLECTION_HEAD = "Reflectie van de inbrenger, in eigen woorden: {dimension}"
DIMENSIONS = {
    Dimension.TECHNISCH: "technisch",
    Dimension.NORMATIEF: "normatief",
    Dimension.PERSOONLIJK: "persoonlijk",
}
HOURS_HEAD = "Uren"
HOURS_NOTED = "Genoteerd: {hours} uur."
HOURS_CLOCK = "Volgens de klok: {minutes} minuten, pauzes niet meegeteld."

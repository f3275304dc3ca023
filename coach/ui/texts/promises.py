"""Wording of the page 'Privacy', ``coach doctor --privacy`` and the tables in docs/privacy.md.

Contract: each ``Promise`` names what users may count on, how it is done, the tests that prove it
(pytest node ids) and how the guard was broken to see those tests fail. A promise without a test is
not in here.
"""

from dataclasses import dataclass

NAME = "Privacy"
ROOM = "Privacy"
ABOUT = "Wat Kier belooft en hoe je het nakijkt."
OPEN_ROOM = "Privacy"
TITLE = "Wat Kier belooft"

CONNECTIONS = "Verbindingen naar buiten: {count}"
CONNECTIONS_NONE = "Kier praat met geen enkele andere computer."
CONNECTIONS_NOW = "Nu verbonden met: {hosts}."
OPENED = "Op verzoek geopend sinds de start: {hosts}."
REFUSED = "Tegengehouden pogingen: {count}"
REFUSED_NONE = "Geen enkel onderdeel heeft het geprobeerd."
REFUSED_LINE = "{host} ({count} keer)"
REFUSED_ABOUT = (
    "Een onderdeel van Kier vroeg hierom; de verbinding is niet gemaakt en er is niets verstuurd."
)
REFRESH = "Kijk opnieuw"
PROOF_HEAD = "Beloften en hun toets"
PROOF_ABOUT = "Elke belofte heeft een toets. Draai ze zelf met ‘make test’."
BY = "Hoe: {how}"
TEST = "Toets: {tests}"
BROKEN = "Kapotgemaakt: {broken}"
HOLDS, FAILS = "klopt nu", "klopt nu niet"
NOTICE_HEAD = "Je praat met AI"
NOTICE = (
    "Kier is een computerprogramma (AI). Wat Kier zegt kan fout zijn. Bestanden die Kier maakt "
    "dragen het merk ‘AI-gegenereerd’. Jij denkt, jij weegt en jij beslist."
)
LIMITS_HEAD = "Wat Kier niet kan beloven"
LIMITS = (
    "Gepseudonimiseerde tekst blijft herleidbaar voor wie het gezin kent. Kier noemt tekst nooit "
    "anoniem.",
    "Kier mist soms een naam. Kijk zelf na wat er staat.",
    "Wie jouw computer beheert, kan meekijken op het scherm en in het geheugen.",
    "Wat je als Word of Markdown opslaat, valt buiten Kier.",
    "Een SSD kan oude blokken nog even vasthouden; van de kluis zijn die versleuteld en is de "
    "sleutel dan weg.",
    "Python wist een sleutel niet met zekerheid uit het geheugen; daarvoor moet je Kier afsluiten.",
    "Met een wachtzin kan Kier pas wissen op datum als jij de kluis opent.",
    "De bewaking ziet verbindingen van Python. Van meegeleverde onderdelen in andere talen laat "
    "een toets zonder netwerk zien dat ze er geen nodig hebben.",
)

NOW = {
    "guard": "De bewaking van het netwerk staat aan",
    "loopback": "Kier luistert alleen op deze computer ({detail})",
    "refused": "Tegengehouden pogingen in deze opdracht: {detail}",
    "folder": "De gegevensmap is alleen van jou ({detail})",
    "files": "Elk bestand in de gegevensmap staat in de inventaris ({detail})",
    "temporary": "Er liggen geen tijdelijke bestanden",
    "vault": "Kluis: {detail}",
    "term": "Bewaartermijn: {detail}",
    "log": "Logboek: {detail}",
    "password": "Wachtwoord op de pagina: {detail}",
}
DAYS, NO_DAYS = "{days} dagen", "0 dagen, er wordt niets bewaard"
VAULT_NONE, VAULT_THERE = "geen, er is niets bewaard", "gaat open met {opens}"
LOG_OFF, LOG_ON = "uit", "aan; geen tekst"
PASSWORD_OFF, PASSWORD_ON = "uit", "aan"
OTHERS = "{count} ({names})"
DOCTOR_NOW = "Nu op deze computer"

INVENTORY_HEAD = (
    "| bestand | wat erin staat | uit gesprekken | bescherming | hoe het weggaat |\n"
    "| --- | --- | --- | --- | --- |"
)
PROMISE_HEAD = (
    "| belofte | hoe | toets | zo is de bewaking kapotgemaakt |\n"
    "| --- | --- | --- | --- |"
)
YES, NO = "ja", "nee"
PLAIN = "alleen leesbaar voor jouw gebruiker"
INVENTORY: dict[str, tuple[str, str, str]] = {
    "kier.lock": (
        "niets; houdt een tweede Kier tegen",
        PLAIN,
        "`coach erase --all`",
    ),
    "chroma/*": (
        "vectoren van handboek en casussen, geen tekst",
        PLAIN,
        "`coach index` vervangt, `coach erase --all` wist",
    ),
    "index.json": (
        "welke vectoren gelden",
        PLAIN,
        "`coach erase --all`",
    ),
    "vectors-*.npz": (
        "vectoren van vragen en voorbeelden uit `knowledge/`",
        PLAIN,
        "`coach erase --all`",
    ),
    "models/*": (
        "een taalmodel dat je zelf ophaalde",
        PLAIN,
        "`coach erase --all`",
    ),
    "kluis/kluis.json": (
        "kenmerk van de kluis en hoe hij opengaat",
        PLAIN,
        "‘Wis alles’, `coach erase --all`",
    ),
    "kluis/kluis.db*": (
        "wat je zelf bewaarde: gesprek, kaart, terugblik",
        "SQLCipher (AES-256), sleutel van 256 bits",
        "na de bewaartermijn; ‘Wis dit’, ‘Wis alles’, `coach erase --all`",
    ),
    "kluis/kluis.kopie.db*": (
        "kopie van de kluis tegen schade",
        "SQLCipher, dezelfde sleutel",
        "bij elk wissen eerst",
    ),
    "kluis/kluis.beschadigd.db*": (
        "een beschadigde kluis waaruit iets verloren ging",
        "SQLCipher, dezelfde sleutel",
        "bij elk wissen eerst",
    ),
    "kluis/slot-*.db*": (
        "de sleutel, versleuteld met wachtzin of herstelwoorden",
        "SQLCipher, PBKDF2-HMAC-SHA512 met 512 000 rondes",
        "‘Wis alles’, `coach erase --all`",
    ),
    "logboek.jsonl*": (
        "alleen als COACH_LOG aan staat: tijd, vorm, versies, signaalniveau en nummers van "
        "vragen en passages; geen tekst",
        PLAIN,
        "rouleert bij 1 MB (drie bestanden); ‘Wis alles’, `coach erase --all`",
    ),
    "tijdelijk/*": (
        "bestanden die de pagina kort nodig heeft",
        PLAIN,
        "na tien minuten, bij het stoppen en bij het starten",
    ),
}


@dataclass(frozen=True)
class Promise:
    """One promise: Dutch sentence, how, pytest node ids, and how its guard was broken."""

    name: str
    promise: str
    how: str
    tests: tuple[str, ...]
    broken: str


PROMISES: tuple[Promise, ...] = ()

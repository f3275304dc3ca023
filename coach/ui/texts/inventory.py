"""Wording of the data inventory in docs/privacy.md: what each file holds and how it goes.

Contract: ``INVENTORY`` has an entry for each pattern of ``coach.privacy.inventory``: what is in it,
how it is protected, how it goes.
"""

INVENTORY_HEAD = (
    "| bestand | wat erin staat | uit gesprekken | bescherming | hoe het weggaat |\n"
    "| --- | --- | --- | --- | --- |"
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
    "eigen/*": (
        "vectoren en nummers van eigen documenten, geen tekst",
        PLAIN,
        "bij ‘Verwijder’ van een document in zijn geheel vervangen; ‘Wis alles’, "
        "`coach erase --all`",
    ),
    "vectors-*.npz": (
        "vectoren van vragen en voorbeelden uit `knowledge/`",
        PLAIN,
        "`coach erase --all`",
    ),
    "marks-*.npz": (
        "welke woordpatronen in de voorbeelden uit `knowledge/` staan",
        PLAIN,
        "`coach erase --all`",
    ),
    "geleerd-*.npz": (
        "losse woorden, woordparen en gewichten, geleerd van de voorbeelden uit `knowledge/`",
        PLAIN,
        "`coach erase --all`",
    ),
    "namen*.npz": (
        "wat de naamherkenner leerde van onze eigen zinnen",
        PLAIN,
        "`coach erase --all`",
    ),
    "models/*": (
        "een taalmodel dat je zelf ophaalde, en waar het vandaan kwam",
        PLAIN,
        "`coach erase --all`",
    ),
    "kluis/kluis.json": (
        "kenmerk van de kluis en hoe hij opengaat",
        PLAIN,
        "‘Wis alles’, `coach erase --all`",
    ),
    "kluis/kluis.db*": (
        "wat je zelf bewaarde: gesprek, kaart, terugblik; tekst van eigen documenten",
        "SQLCipher (AES-256), sleutel van 256 bits",
        "na de bewaartermijn (documenten: als je ze verwijdert); ‘Wis dit’, ‘Wis alles’, "
        "`coach erase --all`",
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
    "intervisie.json*": (
        "de vorm van een lopende bijeenkomst: stappen, tijden en waar de klok staat; geen casus, "
        "geen namen en niets van wat er gezegd is",
        PLAIN,
        "bij het afronden of wissen van de bijeenkomst, en na twaalf uur",
    ),
    "tijdelijk/*": (
        "bestanden die de pagina kort nodig heeft",
        PLAIN,
        "na tien minuten, bij het stoppen en bij het starten",
    ),
}

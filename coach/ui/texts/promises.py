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
HOW = "hoe, en welke toets"
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
    "Andere programma's die onder jouw naam draaien, kunnen bij wat jij kunt.",
    "In de slaapstand en in het wisselbestand kan je computer geheugen op de schijf zetten. Daar "
    "helpt alleen schijfversleuteling tegen.",
    "Stelt een beheerder een modelserver in huis in, dan gaat de tekst daarheen, zonder de namen "
    "die Kier herkende. Wat die server bewaart, weet Kier niet.",
    "Zet een beheerder Kier op het eigen netwerk, bijvoorbeeld om op een telefoon mee te kijken, "
    "dan is die verbinding niet versleuteld.",
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
    "server": "Taalmodel op een andere computer: {detail}",
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
SERVER_NONE, SERVER_THERE = "geen", "{host}; wat je schrijft gaat daarheen"
LOG_OFF, LOG_ON = "uit", "aan; geen tekst"
PASSWORD_OFF, PASSWORD_ON = "uit", "aan"
OTHERS = "{count} ({names})"
DOCTOR_NOW = "Nu op deze computer"

PROMISE_HEAD = (
    "| belofte | hoe | toets | zo is de bewaking kapotgemaakt |\n| --- | --- | --- | --- |"
)


@dataclass(frozen=True)
class Promise:
    """One promise: Dutch sentence, how, pytest node ids, and how its guard was broken."""

    name: str
    promise: str
    how: str
    tests: tuple[str, ...]
    broken: str


PROMISES: tuple[Promise, ...] = (
    Promise(
        "loopback",
        "Kier luistert alleen op je eigen computer, tenzij een beheerder het op het eigen netwerk "
        "zet.",
        "adres 127.0.0.1; een andere naam in het verzoek wordt geweigerd; ‘Nu op deze computer’ "
        "zegt het als het anders is",
        ("tests/ui/test_server.py::test_another_host_name_is_refused",),
        "de controle op de naam in `shield.py` weggehaald",
    ),
    Promise(
        "guard",
        "Kier maakt geen verbinding met een andere computer, tenzij jij een taalmodel ophaalt of "
        "een beheerder een modelserver in huis instelt.",
        "een haak onder elke socket van Python (`coach/guard.py`), aan voordat iets anders laadt",
        (
            "tests/test_egress.py::test_nothing_but_this_computer",
            "tests/test_egress.py::test_a_host_is_open_inside_its_block_only_and_only_that_host",
            "tests/test_papers.py::test_a_model_server_shows",
        ),
        "de haak niet geplaatst; de host na het blok open gelaten; de server niet genoemd",
    ),
    Promise(
        "names",
        "Namen en nummers die Kier herkent gaan eruit voordat er iets mee gebeurt; een BSN altijd. "
        "Wat je zelf laat staan, blijft staan.",
        "vervangen voordat iets anders de tekst krijgt: luisteren, zoeken, een taalmodel, bewaren; "
        "ook bij oefenen (behalve de namen van de persona) en intervisie. In de eerste seconden "
        "na de start alleen vaste vormen en je eigen namenlijst; de pagina zegt dat",
        (
            "tests/privacy/test_names_out.py::test_nothing_after_the_door_sees_a_name_or_number",
            "tests/privacy/test_names_out.py::test_in_practice_only_the_names_of_the_persona_stay",
            "tests/intervision/test_facilitation.py::test_numbers_and_names_do_not_reach_the_state",
            "tests/privacy/test_memory.py::test_names_are_in_no_dump_of_a_conversation",
            "tests/privacy/test_memory.py::test_a_bsn_cannot_be_kept",
            "tests/privacy/test_patterns.py::test_a_bsn_never_stays",
        ),
        "de getypte tekst aan het luisteren gegeven; bij oefenen niets vervangen",
    ),
    Promise(
        "offline",
        "Alles werkt zonder netwerk.",
        "een hele ronde met browser in een lege netwerkruimte",
        (
            "tests/test_egress.py::test_a_whole_conversation_in_an_empty_network",
            "tests/ui/test_offline.py::test_everything_works_without_a_network",
            "tests/ui/test_offline.py::test_no_part_of_the_server_looked_for_another_computer",
        ),
        "een naam laten opzoeken bij het starten",
    ),
    Promise(
        "page",
        "De pagina haalt niets van elders, ook niet als er een link of plaatje in de tekst staat.",
        "lettertypen en stijl lokaal, beveiligingskoppen, geen Markdown, alles ontsnapt",
        (
            "tests/ui/test_offline.py::test_the_page_asked_nothing_from_elsewhere",
            "tests/ui/test_markup.py::test_user_model_title_quote_and_document_stay_text",
            "tests/ui/test_markup.py::test_what_was_kept_and_what_was_refused_stay_text",
        ),
        "het ontsnappen van een berichtregel en van een bewaarde kaart weggehaald",
    ),
    Promise(
        "silence",
        "Meetdiensten en modelbibliotheken van onderdelen staan uit.",
        "`coach/__init__.py` zet ze uit voordat ze geladen worden",
        ("tests/test_silence.py::test_importing_kier_silences_its_parts",),
        "één schakelaar uit de lijst gehaald",
    ),
    Promise(
        "not kept",
        "Niets van een gesprek komt op de schijf, tenzij jij het bewaart of als bestand opslaat.",
        "het gesprek staat in het geheugen van de pagina; de kluis wordt pas gemaakt na uitleg; "
        "een bestand dat je opslaat ligt hoogstens tien minuten in `tijdelijk/`",
        (
            "tests/ui/test_offline.py::test_nothing_is_written_about_a_conversation_before_it_is_kept",
            "tests/ui/test_keep.py::test_nothing_is_kept_before_the_first_explanation",
            "tests/ui/test_offline.py::test_no_words_of_the_user_in_the_output_and_no_files_left",
        ),
        "de kluis bij ‘Bewaar’ meteen laten maken",
    ),
    Promise(
        "encrypted",
        "Wat je bewaart is versleuteld; ook titels, tijden en nummers.",
        "SQLCipher met een sleutel van 256 bits die nergens als tekst op de schijf staat",
        (
            "tests/privacy/test_vault.py::test_what_is_kept_comes_back_and_is_nowhere_readable",
            "tests/privacy/test_vault.py::test_the_key_is_nowhere_on_disk",
        ),
        "de sleutel niet aan SQLCipher gegeven; de sleutel in het kenmerk geschreven",
    ),
    Promise(
        "wrong key",
        "Een verkeerde of verdwenen sleutel geeft een melding en nooit een nieuwe, lege kluis.",
        "openen maakt niets; maken weigert als er al een kluis is",
        (
            "tests/privacy/test_vault.py::test_a_wrong_passphrase_changes_nothing",
            "tests/privacy/test_vault.py::test_there_is_never_a_second_vault",
            "tests/privacy/test_vault.py::test_a_key_ring_without_the_key_points_to_recovery",
        ),
        "`create` over een bestaande kluis laten gaan; KeyGone door een lege sleutel vervangen",
    ),
    Promise(
        "lock",
        "De kluis gaat vanzelf op slot en is van één venster; een ander venster ziet niets.",
        "een klok per geopende kluis; elk venster opent zijn eigen kluis",
        (
            "tests/privacy/test_vault.py::test_it_locks_itself",
            "tests/ui/test_keep.py::test_a_foreign_id_opens_nothing",
            "tests/ui/test_keep.py::test_a_foreign_vault_is_neither_shown_nor_changed",
        ),
        "`lock` de sleutel laten houden; één kluis voor alle vensters",
    ),
    Promise(
        "retention",
        "Na de bewaartermijn wist Kier het vanzelf; bij 0 dagen wordt niets bewaard.",
        "bij elk openen; een versprongen klok wist niets",
        (
            "tests/privacy/test_vault_time.py::test_after_thirty_days_it_is_gone",
            "tests/privacy/test_vault.py::test_zero_days_means_nothing_is_kept",
            "tests/privacy/test_vault_time.py::test_a_clock_that_leaps_forward_empties_nothing_at_once",
        ),
        "het wissen op datum overgeslagen; de klok altijd vertrouwd",
    ),
    Promise(
        "damage",
        "Eén veranderde byte wordt gemerkt en kost je niets.",
        "controle van elke bladzijde en elk stuk bij het openen; een kopie met dezelfde sleutel",
        (
            "tests/privacy/test_vault_damage.py::test_one_flipped_byte_loses_nothing",
            "tests/privacy/test_vault_damage.py::test_without_a_copy_the_other_rows_are_saved",
        ),
        "de controle bij het openen overgeslagen",
    ),
    Promise(
        "crash",
        "Valt de stroom uit, dan is er wat bevestigd was, en nooit een half stuk.",
        "elke wijziging één transactie die op de schijf staat voordat Kier ‘bewaard’ zegt",
        (
            "tests/privacy/test_crash.py::test_killed_at_any_write",
            "tests/privacy/test_crash.py::test_killed_while_the_vault_is_made",
            "tests/privacy/test_vault_damage.py::test_a_step_that_breaks_off_leaves_the_version_before",
            "tests/privacy/test_vault_damage.py::test_a_full_disk_is_said_and_what_was_kept_stays",
        ),
        "transacties van migraties uitgezet; ‘bewaard’ gezegd voor het schrijven",
    ),
    Promise(
        "erase",
        "Gewist is gewist, en Kier laat het zien.",
        "rijen, kopie, log en vrije ruimte; daarna elke byte doorzocht in twaalf schrijfwijzen",
        (
            "tests/privacy/test_vault_erase.py::test_erased_bytes_are_gone_from_the_unencrypted_pages",
            "tests/privacy/test_erase.py::test_the_search_finds_a_text_however_it_is_written",
            "tests/privacy/test_vault_erase.py::"
            "test_an_erasure_that_is_cut_off_leaves_no_copy_to_come_back_from",
            "tests/privacy/test_erase.py::test_erasing_one_is_proven_and_leaves_the_other",
            "tests/privacy/test_erase.py::test_a_trace_elsewhere_in_the_folder_is_reported",
            "tests/privacy/test_erase.py::test_erasing_all_leaves_an_empty_folder",
            "tests/privacy/test_erase.py::test_the_key_goes_before_the_files",
        ),
        "`secure_delete` uit en niet opgeruimd; VACUUM overgeslagen; de kopie laten staan; een "
        "schrijfwijze uit de zoeklijst gehaald; de sleutel bewaard",
    ),
    Promise(
        "own-documents",
        "Een eigen document telt pas mee als iemand het nakeek; een praktijkcasus nooit ongezien.",
        "alleen overgenomen stukken worden geïndexeerd; daarna is de tekst zoals gelezen, met "
        "namen, weg",
        (
            "tests/knowledge/shelf/test_shelf.py::test_nothing_is_found_before_it_was_reviewed",
            "tests/knowledge/shelf/test_shelf.py::test_a_case_is_never_added_unseen",
            "tests/knowledge/shelf/test_shelf.py::test_a_locked_vault_gives_nothing_away",
            "tests/knowledge/shelf/test_removal.py::test_names_as_read_do_not_outlive_the_review",
            "tests/knowledge/shelf/test_removal.py::test_rejected_passages_leave_no_free_pages",
        ),
        "de vraag naar de soort overgeslagen; alles geïndexeerd; de tekst na het nakijken laten "
        "staan; niet opgeruimd; de tekst na het slot in het geheugen gehouden",
    ),
    Promise(
        "own-documents-gone",
        "Een verwijderd document is weg: tekst, vectoren en losse ruimte.",
        "de index wordt zonder het document opnieuw neergezet en de oude map verwijderd; daarna "
        "elke byte doorzocht op woorden en op stukken van de vectoren",
        (
            "tests/knowledge/shelf/test_removal.py::"
            "test_vectors_and_text_of_a_removed_document_are_gone",
            "tests/knowledge/shelf/test_removal.py::test_plain_deletion_in_the_index_would_be_seen",
            "tests/knowledge/shelf/test_removal.py::"
            "test_a_removal_that_is_cut_off_is_finished_later",
            "tests/knowledge/shelf/test_crash.py::"
            "test_killed_while_removing_it_is_removed_all_the_same",
        ),
        "alleen uit de index gewist; de oude map laten staan",
    ),
    Promise(
        "inventory",
        "Elk bestand dat Kier schrijft staat in de inventaris en is alleen voor jouw gebruiker.",
        "de lijst in `coach/privacy/inventory.py` naast de bestanden van een hele ronde gelegd",
        (
            "tests/ui/test_offline.py::"
            "test_every_file_is_in_the_inventory_and_the_inventory_is_true",
            "tests/ui/test_offline.py::test_nobody_can_read_what_was_kept_and_files_are_private",
            "tests/test_papers.py::test_the_papers_follow_from_the_code",
        ),
        "een regel uit de inventaris gehaald; de rechten van nieuwe bestanden ruim gelaten",
    ),
    Promise(
        "quiet",
        "Wat je schrijft komt niet in foutmeldingen, logboek of crashbestanden.",
        "fouten worden geschreven als soort en plaats; het logboek heeft geen veld voor tekst",
        (
            "tests/test_quiet.py::test_an_error_names_places_and_no_words",
            "tests/privacy/test_activity.py::test_no_field_takes_a_sentence",
            "tests/ui/test_offline.py::test_no_words_of_the_user_in_the_output_and_no_files_left",
        ),
        "`hush` overgeslagen; het patroon van een nummer in het logboek verruimd",
    ),
    Promise(
        "requests",
        "Andere sites kunnen Kier niet gebruiken, en niemand kan er bestanden van deze computer "
        "mee lezen.",
        "naam en herkomst van verzoeken, grens aan grootte, paden nagekeken, API-pagina's dicht",
        (
            "tests/ui/test_server.py::test_another_site_cannot_post",
            "tests/ui/test_server.py::test_a_climbing_path_stops_at_the_door",
            "tests/ui/test_server.py::test_no_path_climbs_out",
            "tests/ui/test_server.py::test_api_pages_are_off",
            "tests/ui/test_server.py::test_a_body_above_the_limit_is_refused",
            "tests/ui/test_server.py::test_a_file_from_elsewhere_in_this_computer_is_not_taken",
            "tests/ui/test_server.py::test_an_address_in_place_of_a_file_is_not_fetched",
        ),
        "elke controle in `shield.py` weggehaald; `has_launched` niet gezet (toen las Gradio elk "
        "bestand)",
    ),
    Promise(
        "password",
        "Op een gedeelde computer kan er een wachtwoord voor.",
        "`coach password`, scrypt, wachttijd na vijf keer fout",
        (
            "tests/ui/test_server.py::test_with_a_password_nothing_answers_before_it",
            "tests/ui/test_password.py::test_guessing_gets_slower_and_a_right_one_waits_too",
        ),
        "het wachtwoord niet doorgegeven; de wachttijd op nul gezet",
    ),
    Promise(
        "group",
        "Een bijeenkomst is van één venster; wie meekijkt heeft de code nodig en ziet geen casus. "
        "Op de schijf staat alleen de vorm.",
        "een geheim per venster, zes cijfers zolang de bijeenkomst loopt, wachttijd na vijf keer "
        "fout; alles wat getypt is gaat eruit voordat de stand geschreven wordt",
        (
            "tests/ui/test_group_hall.py::test_a_meeting_is_found_by_its_secret_and_nothing_else",
            "tests/ui/test_group_hall.py::test_without_a_code_nobody_joins",
            "tests/ui/test_group_hall.py::test_guessing_gets_slower_and_a_right_code_waits_too",
            "tests/ui/test_group_hall.py::test_the_form_on_the_disk_holds_nothing_that_was_said",
        ),
        "een lege code laten gelden; de wachttijd op nul gezet; de casus in de stand laten staan",
    ),
    Promise(
        "no code",
        "Kier voert niets uit wat het als bestand laadt.",
        "geen pickle of verwante vormen, geen server van de vectoropslag",
        (
            "tests/test_forbidden.py::test_our_code_is_free_of_it",
            "tests/test_forbidden.py::test_the_page_loads_no_server_of_the_vector_store",
        ),
        "een lezer van pickle toegevoegd",
    ),
)

"""The second person: right Dutch, or silence."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.dialogue.guided_mirror import given_back
from coach.dialogue.mirror import MAX_WORDS, mirror, mirror_main
from coach.dialogue.mirror_verbs import inverted, second

TURNED = [
    # Main clauses, neat.
    ("Ik zie op tegen het gesprek.", "je ziet op tegen het gesprek"),
    ("Ik ben bang dat ik het verkeerd zeg.", "je bent bang dat je het verkeerd zegt"),
    ("Ik heb geen contact meer met vader.", "je hebt geen contact meer met vader"),
    ("Ik kan het niet goed uitleggen.", "je kunt het niet goed uitleggen"),
    ("Ik wil haar niet kwijtraken.", "je wilt haar niet kwijtraken"),
    ("Ik zal het morgen zeggen.", "je zult het morgen zeggen"),
    ("Ik vind het een moeilijk besluit.", "je vindt het een moeilijk besluit"),
    ("Ik ga er slecht van slapen.", "je gaat er slecht van slapen"),
    ("Ik sta met lege handen.", "je staat met lege handen"),
    ("Ik doe het nooit goed.", "je doet het nooit goed"),
    ("Ik moet het haar vertellen.", "je moet het haar vertellen"),
    ("Ik zit klem tussen moeder en pleegouders.", "je zit klem tussen moeder en pleegouders"),
    ("Ik laat het maar gaan.", "je laat het maar gaan"),
    ("Ik houd me groot.", "je houdt je groot"),
    ("Ik word er verdrietig van.", "je wordt er verdrietig van"),
    ("Ik maak me zorgen om het meisje.", "je maakt je zorgen om het meisje"),
    ("Ik schrok van wat hij zei.", "je schrok van wat hij zei"),
    ("Ik had gehoopt dat ze mij zou vertrouwen.", "je had gehoopt dat ze je zou vertrouwen"),
    ("Ik wist niet wat ik moest doen.", "je wist niet wat je moest doen"),
    ("Ik blijf maar denken aan haar gezicht.", "je blijft maar denken aan haar gezicht"),
    ("Ik voelde me alleen staan.", "je voelde je alleen staan"),
    ("Ik sprak Sanne gisteren.", "je sprak Sanne gisteren"),
    (
        "Ik moet het nu uitvoeren en sta er niet achter.",
        "je moet het nu uitvoeren en staat er niet achter",
    ),
    (
        "Ik reageer steeds en baal daar eigenlijk van",
        "je reageert steeds en baalt daar eigenlijk van",
    ),
    ("Dan sta ik weer met mijn mond vol tanden.", "dan sta je weer met je mond vol tanden"),
    # Sloppy.
    ("ik weet niet hoe ik dit moet zeggen", "je weet niet hoe je dit moet zeggen"),
    ("ik vindt het lastig", "je vindt het lastig"),
    ("weet niet meer wat ik moet doen", "je weet niet meer wat je moet doen"),
    ("ben bang dat ze wegloopt", "je bent bang dat ze wegloopt"),
    ("heb geen idee hoe ik dat doe", "je hebt geen idee hoe je dat doet"),
    ("tja, ik weet het ook niet", "je weet het ook niet"),
    ("maar ik durf het niet", "je durft het niet"),
    ("nou ja ik zie er gewoon tegenop", "je ziet er gewoon tegenop"),
    ("k weet het echt niet meer", "je weet het echt niet meer"),
    ("ik snap me eigen team niet meer", "je snapt je eigen team niet meer"),
    ("ik slaap slecht sinds dat gesprek…", "je slaapt slecht sinds dat gesprek"),
    # Inversion.
    ("morgen moet ik het moeder vertellen", "morgen moet je het moeder vertellen"),
    ("Dan ben ik de boeman.", "dan ben je de boeman"),
    ("Dat vind ik moeilijk.", "dat vind je moeilijk"),
    ("dat kan ik niet beloven", "dat kun je niet beloven"),
    ("Daar loop ik al weken mee rond.", "daar loop je al weken mee rond"),
    ("nu heb ik spijt", "nu heb je spijt"),
    ("toen ging ik maar naar huis", "toen ging je maar naar huis"),
    ("Als ik eraan denk, word ik boos.", "als je eraan denkt, word je boos"),
    ("als ik eraan denk word ik boos", "als je eraan denkt word je boos"),
    ("straks zal ik het wel horen", "straks zul je het wel horen"),
    ("Volgens mij doe ik het niet goed.", "volgens jou doe je het niet goed"),
    # Sub clauses.
    ("omdat ik bang ben voor ruzie", "omdat je bang bent voor ruzie"),
    ("dat ik haar niet gebeld heb", "dat je haar niet gebeld hebt"),
    ("dat ik het zo moet doen", "dat je het zo moet doen"),
    ("omdat ik haar niet vertrouw", "omdat je haar niet vertrouwt"),
    ("hoe ik daarmee omga", "hoe je daarmee omgaat"),
    ("dat ik ertegen opzie", "dat je ertegen opziet"),
    ("terwijl ik niets meer kan zeggen", "terwijl je niets meer kunt zeggen"),
    ("of ik hier wel voor gemaakt ben", "of je hier wel voor gemaakt bent"),
    # More than one clause.
    ("Ik merk dat ik boos word op school.", "je merkt dat je boos wordt op school"),
    (
        "ik voel me schuldig en heb er slecht van geslapen",
        "je voelt je schuldig en hebt er slecht van geslapen",
    ),
    (
        "moeder wil mij niet zien en ik wil haar wel spreken",
        "moeder wil je niet zien en je wilt haar wel spreken",
    ),
    (
        "Ik wil niet dat moeder denkt dat ik haar in de steek laat",
        "je wilt niet dat moeder denkt dat je haar in de steek laat",
    ),
    ("Ik vraag mij af of hij dit echt wil", "je vraagt je af of hij dit echt wil"),
    ("ik heb een vraag over contact", "je hebt een vraag over contact"),
    ("ik zei dat ik het zou uitzoeken", "je zei dat je het zou uitzoeken"),
    # About me and us.
    ("haar woede raakt me", "haar woede raakt je"),
    ("Mijn team vindt dat ik te dichtbij sta.", "je team vindt dat je te dichtbij staat"),
    ("Dat is voor mij een nieuwe situatie", "dat is voor jou een nieuwe situatie"),
    ("Iedereen wil iets van mij", "iedereen wil iets van jou"),
    ("we lopen vast met moeder", "jullie lopen vast met moeder"),
    ("Ons gesprek liep uit de hand.", "jullie gesprek liep uit de hand"),
    ("Ik praat veel tegen mezelf.", "je praat veel tegen jezelf"),
]

REFUSED = [
    "",
    "ja",
    "Ik niet.",
    "Moeder neemt de telefoon niet op.",
    "Heb ik het goed gedaan?",
    "of heb als",
    "als of heb niets",
    "ben ik te streng geweest",
    "moet ik haar bellen of niet",
    "hoe vertel ik dit aan moeder",
    "wat kan ik nu nog doen",
    "help me met dit gesprek",
    "geef me een tip voor morgen",
    "schrijf mijn verslag over dit gesprek",
    "vertel me wat ik moet doen",
    "ik wil dat je me helpt",
    "ik weet niet wat u bedoelt",
    "jij zegt dat ik het niet weet",
    "moeder zegt ik wil mijn kind terug",
    "ze zei ik haat mijn pleegvader",
    "ze appte ik kom niet en ik was er klaar mee",
    "ik zei ik ben boos",
    'Ik zei "het is genoeg" tegen haar',
    "Ik zei: nu is het genoeg",
    "ik dacht ‘daar gaan we weer’ bij mezelf",
    "het is denk ik beter zo",
    "ik en mijn collega gaan samen",
    "ik bel haar en vraag hoe het gaat",
    "ik flurp het niet meer",
    "dat ik haar flurp met de fiets",
    "omdat ik gisteren",
    "Ik ben moe. Ik wil stoppen.",
    "ik vind [het] lastig",
    "ik <b>ben</b> boos",
    "we voelen ons niet gehoord",
    "ik heb liever dat we het over iets anders hebben",
    "ikzelf vind het best zo",
    "Ik weet niet " + "heel " * MAX_WORDS + "goed",
]


@pytest.mark.parametrize(("said", "mirrored"), TURNED)
def test_turns(said: str, mirrored: str) -> None:
    assert mirror(said) == mirrored


@pytest.mark.parametrize("said", REFUSED)
def test_refuses(said: str) -> None:
    assert mirror(said) is None


def test_only_main_clauses_stand_alone() -> None:
    assert mirror_main("omdat ik bang ben voor ruzie") is None
    assert mirror_main("wat ik moeilijk vind") is None
    assert mirror_main("mijn gevoel over het gesprek") is None
    assert mirror_main("ik zie ertegenop") == "je ziet ertegenop"
    assert mirror_main("als ik eraan denk word ik boos") == "als je eraan denkt word je boos"


def test_verb_forms() -> None:
    assert (second("ben"), inverted("ben")) == ("bent", "ben")
    assert (second("kan"), inverted("kan")) == ("kunt", "kun")
    assert (second("moet"), inverted("moet")) == ("moet", "moet")
    assert (second("vind"), inverted("vind")) == ("vindt", "vind")
    assert second("tafel") is None


SAID = " ".join(said for said, _ in TURNED) + " " + " ".join(REFUSED)
WORDS = st.sampled_from(sorted(set(SAID.replace(".", " ").replace(",", " ").split())))
FIRST = {"ik", "mij", "mijn", "mezelf", "ons", "onze", "we", "wij", "ik's", "me"}


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=MAX_WORDS + 4).map(" ".join))
def test_nothing_of_the_first_person_is_left(said: str) -> None:
    mirrored = mirror(said)
    if mirrored is not None:
        words = mirrored.lower().split()
        assert not FIRST.intersection(words)
        assert {"je", "jou", "jullie", "jezelf"}.intersection(words)
        assert "?" not in mirrored
        assert mirror(mirrored) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_safe(said: str) -> None:
    mirrored = mirror(said)
    assert mirrored is None or not set(mirrored) & set("?:;()<>{}[]\n")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([said for said, _ in TURNED]), st.booleans(), st.sampled_from(["", ".", " …"])
)
def test_case_and_full_stop_make_no_difference(said: str, lower: bool, end: str) -> None:
    typed = said.rstrip(string.punctuation + "… ") + end
    one, other = mirror(said), mirror(typed.lower() if lower else typed)
    assert one is not None
    assert other is not None
    assert one.lower() == other.lower()


def test_a_word_that_opened_a_sentence_loses_its_capital_in_the_middle_of_one() -> None:
    told = "Vanmorgen had ik de telefoon al drie keer in mijn hand."
    assert given_back(told) == "vanmorgen had je de telefoon al drie keer in je hand"

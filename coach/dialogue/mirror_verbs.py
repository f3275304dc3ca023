"""Finite verbs in the first person singular and what they become after *je*.

Contract: ``second(form)`` is the form for *je …*, ``inverted(form)`` the form for *… je*; both
are ``None`` for a word that is not in the tables. The tables hold the verbs that people in this
field use about themselves; a word that is also an everyday noun or adjective is in
``AMBIGUOUS``. The module knows nothing of sentences. The rule (stem + t, no t when *je* follows)
is the standard one of Dutch grammar.
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


_IRREGULAR: dict[str, tuple[str, str]] = {
    "ben": ("bent", "ben"),
    "heb": ("hebt", "heb"),
    "kan": ("kunt", "kun"),
    "zal": ("zult", "zul"),
    "wil": ("wilt", "wil"),
    "ga": ("gaat", "ga"),
    "sta": ("staat", "sta"),
    "sla": ("slaat", "sla"),
    "doe": ("doet", "doe"),
    "zie": ("ziet", "zie"),
    "hou": ("houdt", "houd"),
    "houd": ("houdt", "houd"),
    "mag": ("mag", "mag"),
    "zou": ("zou", "zou"),
    "wou": ("wou", "wou"),
}

# Present stems that take a t. One per word, so that adding one is a one-word change.
_STEMS = words_of(
    """
    aarzel accepteer adviseer antwoord app baal balanceer bedenk bedoel begeleid begin begrijp
    behandel beheer bekijk bel beloof bemiddel bemoei benadruk benoem bereid beschouw beschrijf
    beslis bespreek bestel betrap betrek betwijfel bewaak beweeg bewonder bezoek bid bied bijt
    blijf blokkeer bots breng coach confronteer contact corrigeer coördineer deel denk dien
    documenteer draag draai dring drink droom druk dub durf dwing eindig eis erger ervaar
    escaleer evalueer faal faciliteer filter forceer formuleer functioneer fungeer gebruik
    gedraag geef geloof geniet gok groei gun haal hak handel hang hecht help herhaal herinner
    herken hinder hoef hoop hoor huil informeer investeer irriteer jaag kamp ken keur kies kijk
    klaag klamp klap klink klop kneed knok kom koppel krijg kruip kwel lach laveer leef leer
    lees leg leid leun lieg lig lijd loop los luister maak manoeuvreer meen meld merk mis mopper
    motiveer neem noem normaliseer noteer observeer onderbreek onderga onderhandel onderhoud
    onderneem onderschat ondersteun ondervind onderzoek ontdek onthoud ontken ontloop ontmoet
    ontplof ontspan ontvang ontwijk oordeel organiseer overdenk overdrijf overleg overschat
    overspoel overtuig overval overweeg overzie pak parkeer peil pieker plan pleeg praat
    presenteer probeer protesteer raak rapporteer reageer realiseer reflecteer regel registreer
    reken relativeer ren respecteer rij rijd riskeer roep ruim rust schaam schat scheld schep
    schik schipper schrap schreeuw schrijf schrik schuif schuil signaleer slaap sleep slik sluit
    smacht smeek snak snap snauw spaar speel spreek spring stagneer stap start steek stel steun
    stimuleer stoor stop straal stress struikel stuur switch tast teken til tob toon train trap
    trek troost twijfel val vecht veins verander verantwoord verbaas verberg verbied verbind
    verdedig verdeel verdenk verdien verdoezel verdraag verdwijn vereis vergeef vergeet
    vergelijk vergis verhoog verkeer verklaar verlaat verlang verlies vermaan vermijd vermoed
    verneem verontschuldig verraad verschil versta verstop vertel vertrouw vervang vervul
    verwacht verwar verwerk verwijs verwijt verzacht verzamel verzand verzet verzin verzorg
    verzuim verzwijg vind voel voer volg voorkom voorspel voorzie vorm vraag vrees waag waak
    waardeer waarschuw wacht walg wandel wantrouw weeg weer weiger wen wens werk wijs wik win
    wind wissel woon word worstel zeg zeur zit zoek zorg zucht zweef zweet zwijg zwoeg
    """
)

# Past forms and others that do not change after je.
_SAME = words_of(
    """
    appte at baalde begeleidde begon begreep belde beloofde benoemde besloot besprak betrok
    bezocht bleef bracht dacht deed deelde dorst droeg durfde eet ergerde ervoer gaf gebruikte
    ging groet haalde haat had herkende hield hielp hing hoopte hoorde huilde keek kon koos
    kreeg kwam laat las leerde legde let lette liep liet luisterde maakte mailde meet merkte
    miste mocht moest moet nam noemde onderbrak ontmoette ontving ontweek overlegde overwoog
    piekerde praat praatte probeerde reageerde reed riep rust schaamde schoof schreef schrok
    sliep slikte sloeg sloot snapte speelde sprak stak start startte stelde stond stuurde trok
    troostte twijfelde vergat vergeet verloor vermeed vermoedde vertelde vertrouwde verwacht
    verwachtte verwees viel voelde volgde vond vroeg wacht wachtte wantrouwde was weet werd
    werkte wilde wist woonde zag zat zei zet zette zit zocht zorgde zuchtte zweeg
    """
)

# Also nouns or adjectives; only trusted in a place where nothing but the verb can stand.
AMBIGUOUS = words_of(
    """
    antwoord app at begin behandel beheer bel bereid bewonder bezocht bezoek bied bijt blokkeer
    bots coach contact deel dien draai dring drink droom druk dwing eindig eis filter gebruik
    geloof groet gun had hak handel hang hinder hoop hou kamp ken keur klap klop knok koppel
    lach leer leg les let leun lig loop los maak mag meet meld merk mis onderhoud onderzoek
    oordeel overleg overval pak plan pleeg praat raak regel reken rij ruim rust schat schep
    schik schrap schreeuw schrik schuil slaap sleep slik sluit spaar speel spreek stak stap
    start steek stel steun stop storm straal stress stuur switch tast teken til toon train trap
    trek troost twijfel val verkeer verlang verlies verraad verschil vertrouw verwijt verzet
    verzuim viel vorm vraag vrees vroeg waak wacht was weer wen wens werk win wind wissel worst
    zeg zei zet zit zoek zorg zucht
    """
) - {"zeg", "zit", "zei", "had", "was", "mag", "maak", "ken", "geloof", "leg", "lig"}

# Same form with hij, zij, die: cannot be told apart from the first person on its own.
SHARED = frozenset({"wil", "kan", "zal", "mag", "zou", "wou"})

_SEPARABLE = words_of(
    """achter aan af bij binnen buiten door in langs los mee na neer om onder op over samen
    tegemoet tegen terug toe uit vast voor vol waar weg klaar stil thuis"""
)


def second(form: str) -> str | None:
    """The form after *je*: ``ben`` gives ``bent``; ``None`` for a word not in the tables."""
    return _look(form, 0)


def inverted(form: str) -> str | None:
    """The form before *je*: ``ben`` gives ``ben``; ``None`` for a word not in the tables."""
    return _look(form, 1)


def changes(form: str) -> bool:
    """Whether this is a first-person form that reads wrong after *je*."""
    return second(form) not in (None, form)


def _look(form: str, place: int) -> str | None:
    whole = _whole(form, place)
    if whole is not None:
        return whole
    for prefix in _SEPARABLE:
        stem = form.removeprefix(prefix)
        if stem != form and len(stem) > 1:
            found = _whole(stem, place)
            if found is not None:
                return prefix + found
    return None


def _whole(form: str, place: int) -> str | None:
    if form in _IRREGULAR:
        return _IRREGULAR[form][place]
    if form in _SAME:
        return form
    if form in _STEMS:
        return form if place == 1 or form.endswith("t") else form + "t"
    return None

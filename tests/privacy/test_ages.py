"""An age goes, a length of time stays: what somebody tells keeps its meaning.

In ``AGES`` braces stand around what has to go; nothing else in the sentence may be taken for one.
The sentences were written before the patterns were; of the last ones of each list none was looked
at while they were made, but for those that a reading afterwards added.
"""

import re

import pytest

from coach.labels import Identifier
from coach.privacy.memory import Pseudonyms
from coach.privacy.ready import Guard
from coach.settings import Settings

WATCH = Guard(Settings().content, None).watch  # not started: patterns and roster only

AGES = """
Hij is {vier} en praat nog nauwelijks.
Een jongen van {vier jaar} die niet slaapt.
Mijn zoon ({12}) wil haar niet meer zien.
Ze zijn {9} en {12} en delen een kamer.
Ze wordt {18} en dan stopt de pleegzorg.
Ze wordt volgend jaar {18}.
Hij is nu {vier jaar} en wil zelf zijn schoenen aandoen.
Ons pleegkind van {negen} liegt over alles.
Toen ze {zes} was, is ze uit huis geplaatst.
Toen ik {dertig} was, werden we pleegouder.
Op zijn {zevende} kwam hij bij ons.
Sinds haar {vijftiende} woont ze op zichzelf.
Zij is {16 jaar} en zwanger.
De jongste is {twee} en huilt veel.
Haar broertje is {3} en kan nog niet lopen.
Een meisje van {anderhalf} dat niet lacht.
Een baby van {acht maanden}.
Een baby van {zes weken oud}.
Hij is {tien maanden oud}.
Een {veertienjarige} die wegloopt.
Onze {8-jarige} vraagt elke avond naar mama.
Ik ben {56} en ik trek het nachtelijke gedoe niet meer.
Ik ben zelf {62 jaar}, dus hoe lang nog?
Oma is {74} en zorgt voor alle drie.
Oma van {74} zorgt voor hem.
Moeder was {17} toen ze hem kreeg.
Vader, {41 jaar}, zit vast.
Moeder ({23 jaar}) belt elke dag.
Hij is pas {vijf jaar oud} en heeft al vier plekken gehad.
Over twee maanden wordt hij {achttien}.
Hij wordt in maart {18}.
Ze werd gisteren {negen} en er kwam geen kaart.
Dat kan hij met zijn {elf jaar} niet dragen.
Hij zit er met zijn {zes jaar} tussen.
Leeftijd: {14}
Een puber van {15}, een van {13} en een peuter.
Ze is net {zestien} geworden.
Hij is inmiddels {dertien jaar} en groter dan ik.
Ze is bijna {zes jaar} en plast weer in bed.
Hij is al {tien} en durft niet alleen naar boven.
Voor een kind van {vijf} is dat te veel.
Als je {acht} bent, snap je dat nog niet.
Hij was {vier jaar oud} toen hij bij ons kwam.
Ze was nog maar {twee jaar} toen haar moeder wegging.
Onze zoon van {zeventien} wil niet meer mee.
De tweeling is {7} en zit in verschillende klassen.
Mijn dochter, {19}, is op kamers.
Ze is nog geen {vier} en eet niets.
Een jochie van een jaar of {zeven} deed open.
Ze is een jaar of {twaalf}.
Mijn man is {58} en moe.
Een kleuter van {vijf jaar} die iedereen bijt.
Ze is {elf jaar} en zorgt voor haar broertjes.
Ze vierde haar {tiende} verjaardag bij ons.
Een kind van {drieënhalf} hoort dat niet te zien.
Een meisje ({6}) met veel woede.
Hij is in juni {twaalf} geworden.
Op haar {14e} liep ze weg.
Omdat ze {vier jaar} is, krijgt ze geen brief.
Ik weet nog dat hij {zes jaar} was en niet wilde slapen.
mn pleegzoon is {9 jaar} hij liegt over alles
Pleegzoon, {10 jaar}, woont sinds mei bij ons.
Toen hij {vier jaar} was kwam hij hier.
Is hij al {vijf jaar}?
Hij is {8 jaar} en woont hier nu vier jaar.
De jongens van {vier} en {zes jaar} slapen samen.
""".strip().splitlines()

MORE_AGES = """
Zijn zusje wordt zondag {5} en hij mag niet komen.
Ze was {vijftien} toen het begon.
Wat zeg je tegen een meisje van {13 jaar} dat niet meer naar huis wil?
Ik ben {29} en dit is mijn eerste gezin.
Toen mijn moeder {zestig} werd, vroeg hij of hij mee mocht.
Een jongere van {zeventieneneenhalf} zonder plan.
De oudste ({15 jaar}) zorgt voor de rest.
Ze is {zeven}, maar ze praat als een volwassene.
Hij was pas {drie jaar} toen zijn vader stierf.
Dat meisje is {tien jaar} en weet alles.
Als hij {twaalf jaar} is mag hij zelf iets zeggen.
Mijn collega is {35} en nieuw.
Met haar {zestien jaar} regelt ze alles zelf.
Volgens mij is ze {veertien}.
Ze zijn {drie} en {vijf jaar} en huilen om de beurt.
Hij is ondertussen {12 jaar}.
Ze is zo'n {acht jaar}, denk ik.
Het jongetje is zeker {negen jaar}.
Hij wordt in de zomer {elf jaar}.
Ik schat hem {tien jaar}.
Hoe oud is ze? {Negen jaar}.
Mijn zoon is {1 jaar en 3 maanden}.
Onze kinderen van {3}, {5} en {9 jaar} slapen boven.
""".strip().splitlines()

LENGTHS = """
Hij woont hier nu vier jaar.
Dat is vier jaar geleden.
Moeder is een jaar clean.
Moeder is nu vier jaar clean.
Ik ben al drie jaar pleegouder.
Na twee jaar is hij nog steeds bang.
Hij zat hier al vijf jaar.
Vader is acht jaar nuchter.
Hij staat twee jaar droog.
Ze zijn zes jaar getrouwd.
Ze zijn nu drie jaar gescheiden.
Hij is vier jaar bij ons.
Zij is twaalf jaar in dienst.
Ik ben tien jaar jeugdbeschermer.
Ik zit elf jaar in de pleegzorg.
Elke twee jaar een nieuwe voogd.
Binnen twee jaar moet er duidelijkheid zijn.
Ruim vijf jaar woont hij bij ons.
Bijna drie jaar heb ik niets gehoord.
Hij is bijna drie jaar uit huis.
Het duurde vier jaar.
Dat was zes jaar lang zo.
De plaatsing is twee jaar verlengd.
Ze is drie jaar ziek geweest.
Hij is een jaar weg geweest.
Opa is vijf jaar dood.
Haar vader is negen jaar geleden overleden.
Hij is zeven jaar pleegkind en weet niet beter.
Ik ben acht jaar gezinshuisouder.
Ze is al twee jaar stabiel.
We zijn vijf jaar verder en er is niets veranderd.
Het is drie jaar geleden dat hij haar zag.
Het is nu vier jaar.
Dat is nu drie jaar zo.
Hij heeft vier jaar vastgezeten.
Vader kreeg vier jaar.
De ots duurt al drie jaar.
Er was een onderbreking van twee jaar.
Voor therapie geldt een wachttijd van twee jaar.
Ze had een relatie van zes jaar.
Over vijf jaar weet hij dit niet meer.
Ze is over twee jaar volwassen.
Hij is twee jaar ouder dan zijn zusje.
Ze schelen vier jaar.
Sinds vier jaar gaat het beter.
In vier jaar tijd had hij zes plekken.
De eerste drie jaar waren zwaar.
Al met al is het zeven jaar werk geweest.
We doen dit nu acht jaar.
Ze komt hier drie jaar, elke week.
Ze is een jaar blijven zitten.
Ik werk hier negen jaar en dit heb ik nooit gezien.
Ik ken haar vier jaar.
Moeder gebruikt vijf jaar niet meer.
Ze is zes jaar van de drugs af.
Hij is twee jaar opgenomen geweest.
Ze is drie jaar onder toezicht.
Nog twee jaar, dan is hij volwassen.
Dat is alweer vijf jaar.
Vier jaar, en nooit een bedankje.
Vier jaar zonder contact.
Hij is vier jaar niet thuis geweest.
Wij zijn een jaar bezig met die aanvraag.
Zijn moeder is twee jaar spoorloos.
Het contact is al vier jaar verbroken.
Dat gesprek was twee maanden geleden.
Ze is drie jaar pleegmoeder van hem.
De uithuisplaatsing is nu twee jaar, en er is nog geen plan.
Dit is nu anderhalf jaar aan de gang.
Ik ben nu een jaar pleegzorgbegeleider.
Moeder is zes maanden clean.
Een meisje dat vier jaar is opgenomen geweest.
Ik vind het knap dat ze drie jaar is gestopt.
Moeder, twee jaar clean, wil hem terug.
Zijn vader is voor twee jaar vertrokken.
Ik doe dit werk twaalf jaar.
Hij heeft haar zes jaar niet gezien, en toch lijkt hij op haar.
Ze zit in een tweejarige opleiding.
Hij is hier nu twee jaar en het gaat goed.
Ze is bij ons drie jaar en noemt mij mama.
""".strip().splitlines()

MORE_LENGTHS = """
Ik ken haar het langst van iedereen daar, vier jaar, en ik krijg het niet gezegd.
Ik loop hier acht jaar rond.
Hij is een jaar van school geweest.
Ze is vijf jaar onze voogd geweest.
Vader was drie jaar uit beeld.
Mijn zus is twee jaar weduwe.
We wachten anderhalf jaar op een plek.
Hun ouders zijn vier jaar uit elkaar.
Zij is al zeven jaar zijn vaste gezicht.
Dat houd ik geen twee jaar vol.
Het is tien jaar mijn leven geweest.
Ze hebben elkaar zes jaar niet gesproken.
Die rechtszaak is twee jaar oud nieuws.
Hij was vier jaar het lievelingetje van opa.
Zeven jaar lang schreef ze hem elke week.
Ik heb er vijf jaar over gedaan, en dan dit.
Wat is er in die drie jaar gebeurd?
Oma is een jaar alleen.
De jongen is twee jaar vermist geweest.
Ik ben na vier jaar op.
Twee jaar terug ging het mis.
""".strip().splitlines()


def _ages(text: str) -> list[str]:
    return [
        text[span.start : span.end]
        for span in WATCH.find(text)
        if span.label is Identifier.LEEFTIJD
    ]


@pytest.mark.parametrize("marked", AGES + MORE_AGES)
def test_an_age_goes_and_nothing_else(marked: str) -> None:
    text = re.sub("[{}]", "", marked)
    gone = re.findall(r"\{(.+?)\}", marked)
    assert _ages(text) == gone
    read = Pseudonyms().apply(text, WATCH)
    assert not [age for age in gone if re.search(rf"\b{age}\b", read)]


@pytest.mark.parametrize("text", LENGTHS + MORE_LENGTHS)
def test_a_length_of_time_stays(text: str) -> None:
    assert Pseudonyms().apply(text, WATCH) == text

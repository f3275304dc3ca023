"""How a sentence asks: a question about oneself is another form than a question to Kier."""

import pytest

from coach.dialogue.listen_form import COUNT, Form
from coach.dialogue.listen_lexicon import load_lexicon
from tests.conftest import ROOT

OWN_HOW, OTHER_HOW, MAY_I, CAN_YOU, IS_SHE, ORDER, SELF, ADDRESS, TAIL, QUOTED, DOUBT, ASKS = range(
    12
)
BACK, FELT, SPEECH = range(12, COUNT)


@pytest.fixture(scope="module")
def form() -> Form:
    return Form(load_lexicon(ROOT / "knowledge"))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Hoe blijf ik rustig?", {OWN_HOW, ASKS}),
        ("wie heeft er gelijk", {OTHER_HOW, ASKS}),
        ("mag ik dit achterhouden", {MAY_I, ASKS}),
        ("kun je meedenken", {CAN_YOU, ASKS}),
        ("is zij een goede moeder", {IS_SHE, ASKS}),
        ("zeg eens wat jij vindt", {ORDER, ADDRESS}),
        ("pleegmoeder overdrijft toch", {TAIL}),
        ("toch ging ik er weer heen die avond", set()),
        ("moeder vroeg of ze slecht is", {QUOTED}),
        ("ik twijfel of het goed was", {SELF, DOUBT}),
        ("had ik moeten blijven", {MAY_I, ASKS, BACK}),
        ("Of ja, nou, had ik moeten bellen?", {MAY_I, ASKS, BACK}),
        ("zeg ik er iets van", {MAY_I, ASKS, BACK}),
        ("is het gek dat hij me raakt", {IS_SHE, ASKS, FELT}),
        ("'jij hoort erbij', en toen was het stil", {ADDRESS, SPEECH}),
    ],
)
def test_the_form_shows(form: Form, text: str, marks: set[int]) -> None:
    assert {place for place, mark in enumerate(form.marks(text)) if mark} == marks


def test_nothing_said_has_no_form(form: Form) -> None:
    assert form.marks("...") == [0.0] * COUNT

"""The panel under the box: escaped, honest, and it leaves the typed text alone."""

from coach.privacy.memory import Pseudonyms
from coach.privacy.ready import Guard
from coach.settings import Settings
from coach.ui import names_panel
from coach.ui.texts import privacy

WATCH = Guard(Settings().content, None).watch


def test_markup_in_a_message_is_escaped() -> None:
    memory = Pseudonyms()
    names_panel.take_roster("<img src=x>", memory)
    page = names_panel.render(memory.propose("<b>bel</b> 06-12345678 <img src=x>", WATCH))
    assert "<b>" not in page and "<img" not in page and "kier-swap" in page


def test_ticking_keeps_and_unticking_replaces_again() -> None:
    memory, text = Pseudonyms(), "bel 06-12345678 of bsn 111222333"
    phone = next(s.key for s in memory.propose(text, WATCH).swaps if not s.fixed)
    names_panel.choose(text, memory, WATCH, [phone])
    assert "06-12345678" in memory.propose(text, WATCH).text
    assert "111222333" not in memory.propose(text, WATCH).text
    names_panel.choose(text, memory, WATCH, [])
    assert "06-12345678" not in memory.propose(text, WATCH).text


def test_a_bsn_is_no_choice() -> None:
    update = names_panel.shown("bsn 111222333", Pseudonyms(), WATCH)[1]
    assert update["choices"] == []


def test_it_says_what_is_not_watched_yet() -> None:
    waiting = privacy.PATTERNS_ONLY.format(percent=3)
    assert waiting in names_panel.render(Pseudonyms().propose("hallo", WATCH), waiting)


def test_it_never_says_anonymous() -> None:
    said = " ".join(text for text in vars(privacy).values() if isinstance(text, str)).lower()
    assert "anoniem" not in said and "gepseudonimiseerd" in said

"""An open vault with a shelf over a small shipped library."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from coach.knowledge.documents.base import Base
from coach.knowledge.documents.own_index import OwnIndex
from coach.knowledge.documents.review import Swap
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.documents.themes import Themes
from coach.knowledge.index import Index
from coach.knowledge.lexical import Tokens
from coach.knowledge.units import Text
from coach.labels import Theme
from coach.privacy import vault
from coach.settings import Settings
from tests.conftest import WordEncoder
from tests.knowledge.shelf import standin
from tests.quick_vault import quick  # noqa: F401  a fixture for all

PHRASE = "vier losse woorden samen"
SHIPPED = [
    Text(
        "bezoek",
        "handbook",
        "Bezoek",
        "De bezoekregeling loopt vast op tijd. Moeder komt steeds te laat bij het bezoek.",
        (Theme.BEZOEK_EN_OMGANG,),
        (),
        hash="1",
    ),
    Text(
        "casus",
        "cases",
        "Een jongen",
        "De jongen wil zijn vader niet zien. Hij zegt het zacht aan tafel.",
        (Theme.GEEN_CONTACT,),
        (),
        hash="2",
    ),
]
HANDBOOK = (
    "# Meldcode\n\n"
    "Neem bij vermoedens van mishandeling contact op met de aandachtsfunctionaris. "
    "Leg feiten vast en geen vermoedens.\n\n"
    "# Nachtrust\n\n"
    "Zonnebloemina Wervelwind belt de groepsleiding wanneer een kind wegloopt. "
    "De wacht legt\fhet vertrek vast in het logboek van de nacht.\n\n"
    "De fietsenstalling gaat om zeven uur dicht en wordt dan verlicht.\n"
)


class WordProposer:
    """Replaces one made-up name, and one number that may not stay."""

    name = "Zonnebloemina Wervelwind"
    number = "111222333"

    def propose(self, text: str) -> Sequence[Swap]:
        found = []
        if (at := text.find(self.name)) >= 0:
            found.append(Swap(at, at + len(self.name), "PERSOON", self.name, "de begeleider"))
        if (at := text.find(self.number)) >= 0:
            found.append(Swap(at, at + 9, "BSN", self.number, "[BSN]", fixed=True))
        return found


class Counting(WordEncoder):
    """Counts what it was asked to embed; turned, so that no number of a vector is zero."""

    seen = 0
    turn = np.linalg.qr(np.random.default_rng(5).normal(size=(96, 96)))[0].astype(np.float32)

    def encode(self, texts):  # type: ignore[no-untyped-def]
        self.seen += len(texts)
        return (super().encode(texts) @ self.turn).astype(np.float32)


@pytest.fixture
def opened(settings: Settings) -> vault.Vault:
    return vault.create(settings, PHRASE)[0]


@pytest.fixture
def counting() -> Counting:
    return Counting()


def shelf_over(settings: Settings, opened: vault.Vault, encoder: WordEncoder) -> Shelf:
    index = Index(settings.data_folder)
    index.build(SHIPPED, encoder)
    labels = [text.themes for text in SHIPPED]
    rows = encoder.encode([text.text for text in SHIPPED])
    base = Base(
        texts=SHIPPED,
        index=index,
        tokens=Tokens(),
        encoder=encoder,
        themes=lambda: Themes(labels, np.asarray(rows)),
        proposer=lambda kind: WordProposer(),
        read=standin.read,
        cut=standin.cut,
    )
    shelf = Shelf(opened, OwnIndex(settings.data_folder), base)
    opened.on_lock.append(shelf.forget)
    return shelf


@pytest.fixture
def shelf(settings: Settings, opened: vault.Vault, counting: Counting) -> Shelf:
    return shelf_over(settings, opened, counting)


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    path = tmp_path / "handboek.txt"
    path.write_text(HANDBOOK, encoding="utf-8")
    return path

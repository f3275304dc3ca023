"""The vault and the clock: what is past its period goes, and no wrong date empties it."""

from datetime import UTC, datetime, timedelta

import pytest

from coach.privacy import vault
from coach.privacy.vault import safe
from coach.settings import Settings
from tests.privacy.conftest import PHRASE


class Clock(datetime):
    """A clock that tests set."""

    moment = datetime(2026, 12, 1, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(safe, "datetime", Clock)
    Clock.moment = datetime(2026, 12, 1, tzinfo=UTC)
    return Clock


def later(settings: Settings, clock: type[Clock], days: float) -> vault.Vault:
    clock.moment += timedelta(days=days)
    return vault.open_with_words(settings, PHRASE)


def test_after_thirty_days_it_is_gone(settings: Settings, clock: type[Clock]) -> None:
    made, _ = vault.create(settings, PHRASE)
    made.keep("kaart", "oud", "{}")
    later(settings, clock, 20).keep("kaart", "nieuw", "{}")
    again = later(settings, clock, 10.5)
    assert [item.title for item in again.listed()] == ["nieuw"] and again.opened.removed == 1


def test_a_clock_that_leaps_forward_empties_nothing_at_once(
    settings: Settings, clock: type[Clock]
) -> None:
    made, _ = vault.create(settings, PHRASE)
    made.keep("kaart", "t", "{}")
    leapt = later(settings, clock, 3650)
    assert leapt.opened.clock_leapt and len(leapt.listed()) == 1
    assert len(later(settings, clock, 0.5).listed()) == 1
    back = later(settings, clock, -3650)
    assert back.opened.clock_leapt and len(back.listed()) == 1
    assert len(later(settings, clock, 2).listed()) == 1


def test_a_long_absence_is_removed_a_day_later(settings: Settings, clock: type[Clock]) -> None:
    made, _ = vault.create(settings, PHRASE)
    made.keep("kaart", "t", "{}")
    assert len(later(settings, clock, 200).listed()) == 1
    assert later(settings, clock, 1.1).listed() == []


def test_a_wrong_future_date_does_not_outlive_its_period(
    settings: Settings, clock: type[Clock]
) -> None:
    vault.create(settings, PHRASE)
    later(settings, clock, 3650).keep("kaart", "t", "{}")
    later(settings, clock, -3650)
    later(settings, clock, 20)
    assert later(settings, clock, 12).listed() == []

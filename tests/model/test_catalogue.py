"""The catalogue is sound, and the proposal suits the machine."""

from coach.knowledge.content import load_models
from coach.model.catalogue import Machine, cores, expect, machine, propose
from tests.conftest import ROOT

MODELS = load_models(ROOT / "knowledge")


def proposed(cores: int, memory: float) -> str:
    chosen = propose(MODELS, Machine(cores, memory, memory))
    return chosen.id if chosen else ""


def test_every_entry_says_what_it_is() -> None:
    assert len({m.id for m in MODELS}) == len(MODELS) >= 4
    for model in MODELS:
        assert model.licence == "Apache-2.0"
        assert model.memory_gb > model.size_gb and model.active <= model.parameters
        # Four to five bits per parameter, as Q4_K_M has.
        assert 4 <= model.size_gb * 8 / model.parameters <= 5.2


def test_more_memory_never_proposes_a_smaller_model() -> None:
    sizes = {m.id: m.parameters for m in MODELS} | {"": 0.0}
    for count in (2, 4, 8, 16):
        found = [sizes[proposed(count, memory)] for memory in (4, 8, 12, 16, 24, 32, 64)]
        assert found == sorted(found)


def test_a_small_machine_gets_none_and_a_laptop_the_quick_one() -> None:
    assert proposed(4, 4) == ""
    assert proposed(4, 8) == "qwen3-4b-instruct-2507"
    assert proposed(8, 32) == "qwen3-30b-a3b-instruct-2507"


def test_a_slow_processor_gets_a_quicker_model_than_its_memory_allows() -> None:
    slow, quick = Machine(2, 16, 16), Machine(16, 16, 16)
    few, many = propose(MODELS, slow), propose(MODELS, quick)
    assert few is not None and many is not None
    assert few.parameters < many.parameters
    assert expect(few, slow).reply > expect(few, quick).reply


def test_a_quarter_of_the_memory_stays_for_everything_else() -> None:
    # What somebody already has open beside Kier does not move out for a model.
    assert proposed(8, 25) != "qwen3-30b-a3b-instruct-2507"


def test_this_machine() -> None:
    assert 1 <= cores() <= 1024
    assert machine().memory_gb >= machine().free_gb > 0

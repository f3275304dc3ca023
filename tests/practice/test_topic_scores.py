"""A question about one person is not answered with what is said of another."""

from coach.practice.openers import Openers
from coach.practice.persona import Persona, Topic
from coach.practice.topic_scores import Said, TopicScores
from tests.conftest import WordEncoder


def test_who_is_named_must_be_who_an_example_names(anja: Persona) -> None:
    topics = [
        Topic(id=name.lower(), about=[f"Hoe vindt {name} dat?"] * 3, alone=True)
        for name in ("Imke", "Carolien")
    ]
    persona = anja.model_copy(update={"topics": topics, "lines": []})
    encoder = WordEncoder()
    scores = TopicScores(persona, encoder.encode, Openers.load())
    asked = "En hoe vindt Carolien dat eigenlijk?"
    imke, carolien = scores.features(Said([asked], [asked], asked), encoder.encode)[:, 0]
    named = scores.features(Said(["Hoe is dat?"], ["Hoe is dat?"], "Hoe is dat?"), encoder.encode)
    assert carolien - imke > 0.4
    assert abs(named[0, 0] - named[1, 0]) < 1e-6

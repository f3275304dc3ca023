"""Patterns: what one looked for in a sentence is never taken for what another finds."""

from coach.dialogue.listen_patterns import compile_pattern

SENTENCE = "hij staat met een mes voor de deur"


def test_a_pattern_that_is_gone_leaves_no_answer_for_the_next() -> None:
    """As when the word lists are read anew while the same sentence is still remembered."""
    for number in range(50):
        assert compile_pattern(f"weg{number}|ver{number}", {}).find(SENTENCE) is None
        assert compile_pattern(f"mes|w{number}", {}).find(SENTENCE) == (18, 21)

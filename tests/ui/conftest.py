"""What tests of the intervision page share: a facilitation without anything to load."""

from tests.intervision.conftest import content, facilitation, parts

__all__ = ["content", "facilitation", "parts"]

"""Sentences with numbers in them, the way Dutch writes those.

Contract: ``fill(template, **values)`` is ``template.format(**values)`` in which floats have a
decimal comma. Knows no units.
"""


class _Comma(float):
    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", ",")


def fill(template: str, **values: object) -> str:
    """The sentence; KeyError when the template asks for a value that is not given."""
    written = {k: _Comma(v) if isinstance(v, float) else v for k, v in values.items()}
    return template.format(**written)

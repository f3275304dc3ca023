"""Turns messages into the prompt that a model file's own chat template asks for.

Contract: ``ChatTemplate(source, …).render(messages)`` gives the prompt text; thinking is switched
off; texts that steer the model (``<|im_end|>`` and such) are taken out of messages first. Templates
run in Jinja's immutable sandbox: no attributes of Python, no loading, no writing. A template
without a system role gets the system text in the first user message. Knows no model file format.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

from jinja2 import TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coach.model.errors import TemplateUnusable

Message = Mapping[str, str]

# For files without a template: the plainest form in wide use.
CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_MAX_PROMPT = 2_000_000


class ChatTemplate:
    """One chat template."""

    def __init__(
        self,
        source: str,
        *,
        file: str = "",
        bos: str = "",
        eos: str = "",
        control: Sequence[str] = (),
    ) -> None:
        self._file = file
        self._given: dict[str, Any] = {
            "bos_token": bos,
            "eos_token": eos,
            "add_generation_prompt": True,
            "enable_thinking": False,
            "thinking": False,
            "tools": None,
            "documents": None,
        }
        longest = sorted(set(control), key=len, reverse=True)
        self._control = re.compile("|".join(map(re.escape, longest))) if longest else None
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.globals.update(raise_exception=_raise, strftime_now=_today)
        try:
            self._template = environment.from_string(source or CHATML)
        except TemplateError as error:
            raise TemplateUnusable(file=file, fault="syntax") from error

    def cleaned(self, text: str) -> str:
        """A text without anything that could steer the model."""
        if self._control is None:
            return text
        while True:
            # Again, since taking one out can make another: <|im_<|im_end|>end|>.
            without = self._control.sub("", text)
            if without == text:
                return text
            text = without

    def render(self, messages: Sequence[Message]) -> str:
        """The prompt, up to where the answer begins; raises TemplateUnusable."""
        clean = [{"role": m["role"], "content": self.cleaned(m["content"])} for m in messages]
        merged = _merged(clean)
        try:
            return self._rendered(merged)
        except _Refused as error:
            if not merged or merged[0]["role"] != "system":
                raise TemplateUnusable(file=self._file, fault="refuses") from error
        try:
            return self._rendered(_without_system(merged))
        except _Refused as error:
            raise TemplateUnusable(file=self._file, fault="refuses") from error

    def _rendered(self, messages: Sequence[Message]) -> str:
        try:
            text = self._template.render(messages=messages, **self._given)
        except _Refused:
            raise
        except SecurityError as error:
            raise TemplateUnusable(file=self._file, fault="unsafe") from error
        except Exception as error:
            # Whatever a foreign template breaks on, it is the template that cannot be used.
            raise TemplateUnusable(file=self._file, fault="breaks") from error
        if len(text) > _MAX_PROMPT:
            raise TemplateUnusable(file=self._file, fault="length")
        return text


class _Refused(Exception):
    """The template itself refused the messages."""


def _raise(message: str = "") -> NoReturn:
    raise _Refused(message)


def _today(form: str) -> str:
    # The day and no clock: a time in the prompt would make everything after it new each turn.
    return date.today().strftime(form)


def _merged(messages: Sequence[Message]) -> list[Message]:
    """Messages of one role in a row become one: strict templates want roles to alternate."""
    made: list[Message] = []
    for message in messages:
        if made and made[-1]["role"] == message["role"]:
            joined = f"{made[-1]['content']}\n\n{message['content']}"
            made[-1] = {"role": message["role"], "content": joined}
        else:
            made.append(message)
    return made


def _without_system(messages: Sequence[Message]) -> list[Message]:
    system, rest = messages[0]["content"], list(messages[1:])
    if not rest:
        return [{"role": "user", "content": system}]
    first = {"role": "user", "content": f"{system}\n\n{rest[0]['content']}"}
    return [first, *rest[1:]]

"""A model server inside the house (llama-server, vLLM, Ollama) as a LangChain chat model.

Contract: ``connect(address, …)`` checks that the address lies on this machine or in a private
network (or that an administrator allowed its name), asks the server for its models, and returns a
``ServerChat`` or raises a ModelError. The chat model takes ``stop_event`` and ``conversation`` as
``coach.model.llama`` does; the conversation id is not sent. No proxy is used and redirects are not
followed, so that what was checked is what is spoken to.
"""

import ipaddress
import socket
import threading
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

import httpx
import openai
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from pydantic import PrivateAttr, SecretStr

from coach import guard
from coach.errors import KierError
from coach.model.errors import ServerGone, ServerModelUnknown, ServerNonsense, ServerRefused

_CONNECT_SECONDS, _WAIT_SECONDS = 5.0, 300.0
_LOOK_SECONDS = 0.05
_MAX_LIST_BYTES = 1_000_000


def checked(address: str, allowed: Sequence[str] = ()) -> str:
    """The address when it lies in the house; raises ServerRefused otherwise.

    Every address that the name stands for must be private: one outside is enough to refuse.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise ServerNonsense(address=address) from None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query:
        raise ServerNonsense(address=address)
    if host.casefold() in {name.casefold() for name in allowed}:
        return address.strip().rstrip("/")
    try:
        found = _addresses(host, port)
    except (OSError, UnicodeError):
        raise ServerGone(address=host) from None
    if not found or not all(_inside(ip) for ip in found):
        raise ServerRefused(address=host)
    return address.strip().rstrip("/")


def _addresses(host: str, port: int) -> set[str]:
    """All addresses that a name stands for; an address stands for itself."""
    try:
        return {str(ipaddress.ip_address(host))}
    except ValueError:
        pass
    # Only the name is asked for here, so that it can be judged before anything is sent.
    with guard.open_for(host):
        return {str(info[4][0]) for info in socket.getaddrinfo(host, port)}


def _inside(text: str) -> bool:
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    # Cloud machines hand out keys on a link-local address, so that range is no house.
    return (ip.is_loopback or ip.is_private) and not (
        ip.is_link_local or ip.is_unspecified or ip.is_multicast
    )


class ServerChat(BaseChatModel):
    """The chat model of a server; remembers address and model name."""

    name: str | None = "server"
    address: str
    max_tokens: int = 320
    temperature: float = 0.7

    _open: ChatOpenAI = PrivateAttr()
    _allowed: tuple[str, ...] = PrivateAttr(default=())

    def __init__(self, chat: ChatOpenAI, allowed: Sequence[str] = (), **fields: Any) -> None:
        super().__init__(**fields)
        self._open, self._allowed = chat, tuple(allowed)

    @property
    def _llm_type(self) -> str:
        return "kier-server"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        # Again at every turn: a name may stand for another address by now.
        checked(self.address, self._allowed)
        given = {
            "temperature": kwargs.get("temperature", self.temperature),
            "extra_body": _extra(int(kwargs.get("max_tokens", self.max_tokens))),
        }
        stopping = kwargs.get("stop_event") or threading.Event()
        done = threading.Event()
        out: SimpleQueue[str | BaseException | None] = SimpleQueue()

        def ask() -> None:
            try:
                stream = self._open.stream(messages, stop=stop, **given)
                for chunk in stream:
                    out.put(str(chunk.text))
                    if done.is_set():
                        break
                stream.close()  # type: ignore[attr-defined]
                out.put(None)
            except Exception as error:
                out.put(error)

        # In a thread of its own, so that Stop need not wait for the server.
        threading.Thread(target=ask, name="kier-server", daemon=True).start()
        said = False
        try:
            while not stopping.is_set():
                try:
                    piece = out.get(timeout=_LOOK_SECONDS)
                except Empty:
                    continue
                if isinstance(piece, BaseException):
                    raise self._dutch(piece) from piece
                if piece is None:
                    break
                said = said or bool(piece)
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        finally:
            done.set()
        if not said and not stopping.is_set():
            raise ServerNonsense(address=self.address)
        yield ChatGenerationChunk(message=AIMessageChunk(content=""))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        from langchain_core.language_models.chat_models import generate_from_stream

        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _dutch(self, error: BaseException) -> KierError:
        if isinstance(error, KierError):
            return error
        away = (openai.APIConnectionError, httpx.TransportError, ConnectionError)
        if isinstance(error, away):
            return ServerGone(address=self.address)
        return ServerNonsense(address=self.address)


def connect(
    address: str, model: str = "", key: str = "", allowed: Sequence[str] = ()
) -> ServerChat:
    """A chat model over the server at ``address``, with the first model it has or ``model``."""
    base = checked(address, allowed)
    guard.permit(httpx.URL(base).host)
    timeout = httpx.Timeout(_WAIT_SECONDS, connect=_CONNECT_SECONDS)
    # trust_env off: a proxy from the environment would carry the conversation out of the house.
    client = httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout)
    chosen = _model(client, base, key, model)
    chat = ChatOpenAI(
        base_url=base,
        model=chosen,
        api_key=SecretStr(key or "geen"),
        http_client=client,
        max_retries=0,
    )
    return ServerChat(chat, allowed, name=chosen, address=base)


def _extra(max_tokens: int) -> dict[str, Any]:
    """What ChatOpenAI does not send by itself.

    It would call the limit ``max_completion_tokens``, which several local servers do not know; they
    would then go on to the end of their memory.
    """
    return {
        "max_tokens": max_tokens,
        "chat_template_kwargs": {"enable_thinking": False},
        "cache_prompt": True,
    }


def _model(client: httpx.Client, base: str, key: str, wanted: str) -> str:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        answer = client.get(f"{base}/models", headers=headers, timeout=_CONNECT_SECONDS)
    except (httpx.TransportError, httpx.InvalidURL):
        raise ServerGone(address=base) from None
    try:
        if answer.status_code != httpx.codes.OK or len(answer.content) > _MAX_LIST_BYTES:
            raise ValueError
        names = [str(entry["id"]) for entry in answer.json()["data"]]
    except (ValueError, KeyError, TypeError):
        raise ServerNonsense(address=base) from None
    if not names:
        raise ServerNonsense(address=base)
    if wanted and wanted not in names:
        raise ServerModelUnknown(model=wanted, names=", ".join(names[:5]))
    return wanted or names[0]

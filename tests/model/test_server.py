"""A model server in the house: which addresses, what answers, stop, and faults half-way."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from coach.model.errors import ServerGone, ServerModelUnknown, ServerNonsense, ServerRefused
from coach.model.server import ServerChat, checked, connect

pytestmark = pytest.mark.enable_socket
Handler = Callable[[BaseHTTPRequestHandler], None]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080/v1",
        "http://[::1]:8080/v1",
        "http://10.1.2.3/v1",
        "https://192.168.1.9/v1",
    ],
)
def test_addresses_in_the_house(address: str) -> None:
    assert checked(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://8.8.8.8/v1",
        "https://[2001:4860:4860::8888]/v1",
        "http://169.254.169.254/latest",
        "http://[::ffff:8.8.8.8]/v1",
        "http://0.0.0.0/v1",
        "http://224.0.0.1/v1",
    ],
)
def test_addresses_outside_are_refused(address: str) -> None:
    with pytest.raises(ServerRefused, match="buiten je eigen netwerk"):
        checked(address)


def test_one_address_outside_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(host: str, port: int) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (ip, port)) for ip in ("10.0.0.1", "8.8.8.8")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(ServerRefused):
        checked("http://model.voorbeeld/v1")
    assert checked("http://model.voorbeeld/v1", ["Model.Voorbeeld"])


@pytest.mark.parametrize(
    "address", ["", "model", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/", "http://["]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ServerNonsense):
        checked(address)


@pytest.fixture
def serve() -> Iterator[Callable[[Handler], str]]:
    running: list[ThreadingHTTPServer] = []

    def start(answer: Handler) -> str:
        class Mine(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                return

            def do_GET(self) -> None:
                if self.path.endswith("/models"):
                    _reply(self, json.dumps({"data": [{"id": "huismodel"}]}))

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                with suppress(OSError):
                    answer(self)

        server = ThreadingHTTPServer(("127.0.0.1", 0), Mine)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/v1"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def _reply(to: BaseHTTPRequestHandler, body: str, kind: str = "application/json") -> None:
    to.send_response(200)
    to.send_header("Content-Type", kind)
    to.end_headers()
    to.wfile.write(body.encode())


def _event(text: str) -> str:
    delta = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    body = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return f"data: {json.dumps({**body, 'choices': [delta]})}\n\n"


def said(chat: ServerChat, **options: object) -> str:
    return "".join(str(chunk.content) for chunk in chat.stream("hoi", **options))  # type: ignore[arg-type]


def test_an_answer_in_pieces(serve: Callable[[Handler], str]) -> None:
    def answer(to: BaseHTTPRequestHandler) -> None:
        _reply(
            to, _event("Wat ") + _event("houdt je bezig?") + "data: [DONE]\n\n", "text/event-stream"
        )

    chat = connect(serve(answer))
    assert chat.name == "huismodel"
    assert said(chat, conversation="a") == "Wat houdt je bezig?"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<!doctype html><h1>Welkom</h1>", "text/html"),
        ('{"fout": "ja"}', "application/json"),
        ("data: {kapot\n\n", "text/event-stream"),
        ("", "text/event-stream"),
    ],
)
def test_nonsense_is_a_dutch_sentence(
    serve: Callable[[Handler], str], body: str, kind: str
) -> None:
    chat = connect(serve(lambda to: _reply(to, body, kind)))
    with pytest.raises(ServerNonsense, match="geen modelserver"):
        said(chat)


def test_a_server_that_goes_in_mid_sentence(serve: Callable[[Handler], str]) -> None:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "text/event-stream")
        to.send_header("Content-Length", "100000")
        to.end_headers()
        to.wfile.write(_event("Wat houdt").encode())

    chat, pieces = connect(serve(answer)), []
    with pytest.raises(ServerGone, match="antwoordt niet"):
        for chunk in chat.stream("hoi"):
            pieces.append(str(chunk.content))
    assert "".join(pieces) == "Wat houdt"


def test_stop_does_not_wait_for_the_server(serve: Callable[[Handler], str]) -> None:
    gate = threading.Event()
    chat = connect(serve(lambda to: (gate.wait(30), None)[1]))
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    assert said(chat, stop_event=stop) == ""
    assert not gate.is_set()
    gate.set()


def test_no_server_and_a_model_it_does_not_have(serve: Callable[[Handler], str]) -> None:
    with pytest.raises(ServerGone):
        connect("http://127.0.0.1:9/v1")
    with pytest.raises(ServerModelUnknown, match="huismodel"):
        connect(serve(lambda to: None), "ander")


def test_a_proxy_from_the_environment_is_not_used(
    serve: Callable[[Handler], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert connect(serve(lambda to: None)).name == "huismodel"


@pytest.mark.slow
@pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("llama_cpp", "starlette_context", "sse_starlette"))),
    reason="the parts of llama_cpp.server are not installed: pip install -e '.[llm-server]'",
)
def test_a_real_llama_server(tiny: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(tiny), "--port", str(port)]
    command += ["--host", "127.0.0.1", "--n_ctx", "1024", "--api_key", "geheim"]
    # One thread: two that wait for each other crawl on a machine that is busy with other tests.
    command += ["--n_threads", "1", "--n_threads_batch", "1"]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ)
    )
    address = f"http://127.0.0.1:{port}/v1"
    try:
        for _ in range(240):
            assert server.poll() is None, "the server stopped"
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/docs", timeout=2)
                break
            time.sleep(0.5)
        chat = connect(address, key="geheim")
        talk = [SystemMessage("Je bent Kier."), HumanMessage("Ik zit vast met moeder.")]
        pieces = [str(c.content) for c in chat.stream(talk, conversation="a", max_tokens=12)]
        assert 2 < len([piece for piece in pieces if piece]) <= 12
        with pytest.raises(ServerNonsense):
            connect(address, key="fout")
    finally:
        server.terminate()
        server.wait(timeout=20)
    with pytest.raises(ServerGone):
        list(chat.stream(talk))

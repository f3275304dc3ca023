"""The server: loopback only things, headers on every answer, a free port."""

import socket

import gradio as gr
import pytest
from fastapi.testclient import TestClient

from coach.errors import NoFreePort
from coach.ui import server


@pytest.fixture(scope="module")
def client() -> TestClient:
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.Textbox()
    return TestClient(server.application(blocks))


def test_headers_stand_on_every_answer(client: TestClient) -> None:
    for path in ("/", "/kier/kier.css", "/bestaat-niet"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/gradio_api/info", "/monitoring"])
def test_api_pages_are_off(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_names_no_other_server(client: TestClient) -> None:
    page = client.get("/").text
    for host in ("fonts.googleapis", "fonts.gstatic", "cdnjs", "unpkg", "jsdelivr"):
        assert host not in page


def test_files_outside_are_not_served(client: TestClient) -> None:
    for path in ("/gradio_api/file=/etc/passwd", "/kier/../server.py", "/kier/%2e%2e/server.py"):
        answer = client.get(path)
        assert answer.status_code in (403, 404) and "root:" not in answer.text


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert server.free_port("127.0.0.1", port) > port


def test_no_free_port_is_a_dutch_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_PORTS_TRIED", 0)
    with pytest.raises(NoFreePort, match="geen vrije poort"):
        server.free_port("127.0.0.1", 7000)

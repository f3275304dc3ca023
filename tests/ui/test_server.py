"""The server: loopback only things, headers on every answer, a free port."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from fastapi.testclient import TestClient

from coach.errors import NoFreePort
from coach.ui import password, server
from coach.ui.shield import MAX_BODY, UPLOAD_MEGABYTES, Shield
from tests.conftest import ROOT


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


@pytest.mark.parametrize(
    "path",
    [
        "/docs", "/redoc", "/openapi.json", "/gradio_api/info", "/gradio_api/info/",
        "/gradio_api/openapi.json", "/monitoring", "/monitoring/summary", "/gradio_api/deep_link",
        "/gradio_api/call/predict", "/gradio_api/api/predict", "/gradio_api/runs", "/runs",
        "/gradio_api/proxy=http://voorbeeld.invalid/", "/gradio_api/mcp/sse", "/%64ocs",
    ],
)  # fmt: skip
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


CLIMBS = [
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=../../../../etc/passwd",
    "/gradio_api/file=%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/gradio_api/file=..%252f..%252fetc%252fpasswd",
    "/gradio_api/file=file:///etc/passwd",
    "/gradio_api/file=C:\\windows\\win.ini",
    "/gradio_api/file=/windows/win.ini",
    "/gradio_api/file=http://voorbeeld.invalid/x",
    "/gradio_api/file=//voorbeeld.invalid/x",
    "/gradio_api/file//etc/passwd",
    "/kier/..%2f..%2fserver.py",
    "/kier/..\\..\\server.py",
    "/static/../../../../../../etc/passwd",
    "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/svelte/../../../routes.py",
    "/gradio_api/file=%00/etc/passwd",
    "/custom_component/x/client/component/../../../../etc/passwd",
]


@pytest.mark.parametrize("path", CLIMBS)
def test_no_path_climbs_out(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code in (400, 403, 404, 405, 422)
    assert "root:" not in answer.text and "voorbeeld.invalid" not in str(answer.headers)


@pytest.mark.parametrize(
    "path",
    ["/kier/../server.py", "/a/%2e%2e/b", "/a/..%5cb", "/a\\..\\b", "/%252e%252e/x", "/a\x00b"],
)
def test_a_climbing_path_stops_at_the_door(path: str) -> None:
    """As it stands on the wire: the test client would tidy it up first."""
    statuses: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", b"localhost")]}
    asyncio.run(Shield(app, "127.0.0.1")(scope, receive, send))
    assert statuses == [404]


def test_the_vault_and_the_data_folder_are_not_served(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "kluis.db"
    secret.write_text("geheim")
    for where in (secret, secret.resolve()):
        answer = client.get(f"/gradio_api/file={where}")
        assert answer.status_code in (403, 404) and "geheim" not in answer.text


def test_another_host_name_is_refused(client: TestClient) -> None:
    for host in ("aanval.invalid", "aanval.invalid:7860", "127.0.0.1.aanval.invalid", ""):
        assert client.get("/", headers={"host": host}).status_code == 421
    for host in ("127.0.0.1:7860", "localhost:7860", "[::1]:7860"):
        assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/upload", "/login"]
)
def test_another_site_cannot_post(client: TestClient, path: str) -> None:
    for origin in ("http://aanval.invalid", "null", "http://127.0.0.1.aanval.invalid"):
        headers = {"host": "127.0.0.1:7860", "origin": origin}
        assert client.post(path, headers=headers, json={}).status_code == 403
    own = {"host": "127.0.0.1:7860", "origin": "http://127.0.0.1:7860"}
    assert client.post(path, headers=own, json={}).status_code not in (403, 421)


def test_a_body_above_the_limit_is_refused(client: TestClient) -> None:
    big = b"x" * (MAX_BODY + 1)
    assert client.post("/gradio_api/queue/join", content=big).status_code == 413
    files = {"files": ("a.bin", b"x" * ((UPLOAD_MEGABYTES + 1) * 2**20))}
    answer = client.post("/gradio_api/upload", files=files)
    assert answer.status_code == 413


def test_a_body_that_does_not_tell_its_length_is_cut_off() -> None:
    seen: list[int] = []
    sent: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        total = 0
        while (message := await receive())["type"] == "http.request":
            total += len(message["body"])
        seen.append(total)

    async def receive() -> dict[str, Any]:
        sent.append(100)
        if sum(sent) > 100_000:  # whoever is not cut off by then never is
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"x" * 100, "more_body": True}

    async def send(message: Any) -> None: ...

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"host", b"localhost")]}
    asyncio.run(Shield(app, "127.0.0.1", 1000)(scope, receive, send))
    assert seen == [1000]


def test_a_file_from_elsewhere_in_this_computer_is_not_taken() -> None:
    got: list[Any] = []
    with gr.Blocks(analytics_enabled=False) as blocks:
        file = gr.File()
        gr.Button().click(got.append, file, None, queue=False, api_visibility="private")
    client = TestClient(server.application(blocks), raise_server_exceptions=False)
    body = {
        "data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}],
        "fn_index": 0,
        "session_hash": "abcdef12345",
    }
    client.post("/gradio_api/run/predict", json=body)
    assert got == []


ADDRESS = """
from coach.begin import begin; begin()
import gradio as gr
from coach import guard
from coach.ui import server
from fastapi.testclient import TestClient
got = []
with gr.Blocks(analytics_enabled=False) as blocks:
    file = gr.File()
    gr.Button().click(got.append, file, None, queue=False, api_visibility='private')
client = TestClient(server.application(blocks), raise_server_exceptions=False)
where = 'http://voorbeeld.invalid/x'
body = {'data': [{'path': where, 'url': where, 'meta': {'_type': 'gradio.FileData'}}],
        'fn_index': 0, 'session_hash': 'abcdef12345'}
client.post('/gradio_api/run/predict', json=body)
print(got, sum(guard.state().refused.values()) > 0)
"""


def test_an_address_in_place_of_a_file_is_not_fetched() -> None:
    """CVE-2026-28416: Gradio fetches a file given as a URL; the guard does not let it."""
    said = subprocess.run(
        [sys.executable, "-c", ADDRESS], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert said.stdout.strip() == "[] True", said.stderr[-1500:]


def test_with_a_password_nothing_answers_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "_N", 2**4)
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.Textbox(value="Zonnebloemina")
    app = server.application(blocks, password_hash=password.hashed("een lang wachtwoord"))
    closed = TestClient(app)
    for path in ("/config", "/gradio_api/queue/data?session_hash=x"):
        assert closed.get(path).status_code == 401
    assert "Zonnebloemina" not in closed.get("/").text
    assert closed.post("/gradio_api/queue/join", json={}).status_code in (401, 422)
    form = {"username": "kier", "password": "fout"}
    assert closed.post("/login", data=form).status_code == 400
    form["password"] = "een lang wachtwoord"
    assert closed.post("/login", data=form).status_code == 200
    assert closed.get("/config").status_code == 200


def test_sharing_cannot_be_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "coach").rglob("*.py"))
    assert ".launch(" not in source and "share=True" not in source
    assert "gr.load(" not in source and "FileExplorer" not in source


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

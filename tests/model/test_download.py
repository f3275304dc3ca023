"""Downloads from a hub on loopback: progress, breaks, sums, room, two at once."""

import hashlib
import json
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from coach.model.download import Downloads, Progress
from coach.model.errors import (
    DownloadBusy,
    DownloadFailed,
    HashDiffers,
    HubUnreachable,
    NoDiskSpace,
)
from tests.conftest import ROOT

pytestmark = pytest.mark.enable_socket
CONTENT = bytes(range(256)) * 12_000
SUM = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Hub:
    """What the hub on loopback serves and how it misbehaves."""

    address: str = ""
    content: bytes = CONTENT
    tag: str = SUM
    status: int = 200
    break_after: int = 0
    says_size: bool = True
    sends_on: str = ""
    wait: threading.Event | None = None
    ranges: list[str] = field(default_factory=list)


@pytest.fixture
def hub() -> Iterator[Hub]:
    state = Hub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            return

        def _head(self, status: int, length: int) -> None:
            self.send_response(status)
            if length:
                self.send_header("Content-Length", str(length))
            self.send_header("ETag", f'"{state.tag}"')
            self.send_header("X-Repo-Commit", "0" * 40)
            self.send_header("Accept-Ranges", "bytes")

        def do_HEAD(self) -> None:
            # A hub that does not tell how long a file is, passes the look at the disk beforehand.
            self._head(state.status, len(state.content) if state.says_size else 0)
            self.end_headers()

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            state.ranges.append(asked)
            if state.sends_on:
                self._head(302, 0)
                self.send_header("Location", state.sends_on)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            start = int(asked.removeprefix("bytes=").split("-")[0]) if asked else 0
            body = state.content[start:]
            self._head(206 if asked else 200, len(body))
            if asked:
                total = len(state.content)
                self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
            self.end_headers()
            if state.wait is not None:
                state.wait.wait(20)
            with suppress(OSError):
                if state.break_after:
                    self.wfile.write(body[: state.break_after])
                    state.break_after = 0
                    self.close_connection = True
                else:
                    self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    if state.wait is not None:
        state.wait.set()
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Wanted:
    repository: str = "iemand/iets-GGUF"
    file: str = "iets.gguf"
    revision: str = "main"
    sha256: str = ""


def fetch(downloads: Downloads, wanted: Wanted = Wanted()) -> list[Progress]:
    return list(downloads.fetch(wanted, threading.Event()))


def test_a_file_comes_in_is_checked_and_stands_in_place(hub: Hub, tmp_path: Path) -> None:
    last = fetch(Downloads(tmp_path, hub.address))[-1]
    assert last.path == tmp_path / "iets.gguf" and last.checked
    assert last.path.read_bytes() == CONTENT
    assert not list((tmp_path / "partial").glob("*.part"))
    assert SUM in (tmp_path / "pins.json").read_text()


def test_a_break_keeps_what_came_and_goes_on_from_there(hub: Hub, tmp_path: Path) -> None:
    downloads, stop = Downloads(tmp_path, hub.address), threading.Event()
    part = tmp_path / "partial" / "iets.gguf.part"
    (tmp_path / "partial").mkdir()
    part.write_bytes(CONTENT[:1_000_000])
    part.with_suffix(".tag").write_text(SUM)
    hub.wait = threading.Event()
    with pytest.raises(DownloadFailed, match="stopgezet"):
        for progress in downloads.fetch(Wanted(), stop):
            if progress.total:
                assert progress.total == len(CONTENT)
                stop.set()
    assert part.stat().st_size >= 1_000_000
    hub.wait.set()
    hub.wait = None
    assert fetch(downloads)[-1].path
    assert hub.ranges and hub.ranges[-1].startswith("bytes=1000000-")
    assert (tmp_path / "iets.gguf").read_bytes() == CONTENT


def test_a_dropped_connection_is_picked_up(hub: Hub, tmp_path: Path) -> None:
    hub.break_after = 1_500_000
    assert fetch(Downloads(tmp_path, hub.address))[-1].path
    assert len(hub.ranges) == 2
    assert (tmp_path / "iets.gguf").read_bytes() == CONTENT


def test_another_file_under_the_same_name_begins_anew(hub: Hub, tmp_path: Path) -> None:
    part = tmp_path / "partial" / "iets.gguf.part"
    part.parent.mkdir()
    part.write_bytes(b"x" * 5000)
    part.with_suffix(".tag").write_text("van eerder")
    assert fetch(Downloads(tmp_path, hub.address))[-1].path
    assert hub.ranges == [""]


def test_a_file_that_is_not_what_was_announced_is_thrown_away(hub: Hub, tmp_path: Path) -> None:
    hub.tag = "0" * 64
    with pytest.raises(HashDiffers, match="niet hetzelfde"):
        fetch(Downloads(tmp_path, hub.address))
    assert not (tmp_path / "iets.gguf").exists()
    assert not (tmp_path / "partial" / "iets.gguf.part").exists()


def test_the_catalogues_sum_goes_before_the_hubs(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(HashDiffers):
        fetch(Downloads(tmp_path, hub.address), Wanted(sha256="1" * 64))


def test_without_any_sum_the_first_one_is_kept(hub: Hub, tmp_path: Path) -> None:
    hub.tag = "geen-som"
    downloads = Downloads(tmp_path, hub.address)
    last = fetch(downloads)[-1]
    assert last.path and not last.checked
    last.path.unlink()
    hub.content = CONTENT[:-1] + b"!"
    with pytest.raises(HashDiffers):
        fetch(downloads)


def test_too_little_room_is_said_before_anything_comes_in(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(NoDiskSpace, match="ruimte nodig"):
        fetch(Downloads(tmp_path, hub.address, spare_bytes=10**18))
    assert hub.ranges == []


def test_the_same_file_twice_at_once(hub: Hub, tmp_path: Path) -> None:
    hub.wait = threading.Event()
    downloads, stop = Downloads(tmp_path, hub.address), threading.Event()
    first = downloads.fetch(Wanted(), stop)
    next(first)
    with pytest.raises(DownloadBusy, match="al opgehaald"):
        fetch(downloads)
    hub.wait.set()
    assert list(first)[-1].path


def test_a_file_that_is_there_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    downloads = Downloads(tmp_path, hub.address)
    fetch(downloads)
    hub.ranges.clear()
    assert fetch(downloads)[-1].path and hub.ranges == []


@pytest.mark.parametrize(("status", "fault"), [(404, "missing"), (401, "refused")])
def test_what_the_hub_refuses(hub: Hub, tmp_path: Path, status: int, fault: str) -> None:
    hub.status = status
    with pytest.raises(DownloadFailed) as caught:
        fetch(Downloads(tmp_path, hub.address))
    assert caught.value.fault == fault


def test_without_a_hub_there_is_another_way(tmp_path: Path) -> None:
    with pytest.raises(HubUnreachable, match="Ik heb het bestand al"):
        fetch(Downloads(tmp_path, "http://127.0.0.1:9"))


@pytest.mark.parametrize(
    "where", ["http://198.51.100.7/iets", "http://huggingface.co.nep.invalid/"]
)
def test_a_hub_that_sends_on_to_elsewhere_is_not_followed(
    hub: Hub, tmp_path: Path, where: str
) -> None:
    hub.sends_on = where
    with pytest.raises(DownloadFailed, match="een plek die Kier niet kent"):
        fetch(Downloads(tmp_path, hub.address))
    assert not (tmp_path / "iets.gguf").exists()


def _mostly_there(folder: Path) -> Path:
    """A part that an earlier attempt left: the first two million bytes."""
    part = folder / "partial" / "iets.gguf.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENT[:2_000_000])
    part.with_suffix(".tag").write_text(SUM)
    return part


def test_a_disk_that_cannot_hold_the_file_keeps_what_came(hub: Hub, tmp_path: Path) -> None:
    """As a memory stick that takes no files over 4 GB: the limit here is 2.5 million bytes."""
    part = _mostly_there(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, before[1]))
    try:
        with pytest.raises(DownloadFailed, match="kon niet geschreven worden"):
            fetch(Downloads(tmp_path, hub.address))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "iets.gguf").exists() and not (tmp_path / "pins.json").exists()
    assert part.stat().st_size >= 2_000_000
    assert CONTENT.startswith(part.read_bytes())
    assert fetch(Downloads(tmp_path, hub.address))[-1].path
    assert hub.ranges[-1] == f"bytes={2_500_000}-"
    assert (tmp_path / "iets.gguf").read_bytes() == CONTENT


ON_A_SMALL_DISK = """
import json, subprocess, sys, threading
from pathlib import Path
from coach.model.download import Downloads
from coach.model.errors import ModelError
from tests.model.test_download import Wanted

folder, address = Path(sys.argv[1]), sys.argv[2]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2560k", "none", str(folder)], check=True)
told, part = [], folder / "partial" / "iets.gguf.part"
for size in ("", "", "8m"):
    if size:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)
    try:
        small = Downloads(folder, address, spare_bytes=0)
        last = list(small.fetch(Wanted(), threading.Event()))[-1]
        told.append([str(last.path), last.path.stat().st_size])
    except ModelError as error:
        files = sorted(path.name for path in folder.iterdir())
        told.append([type(error).__name__, str(error), files, part.stat().st_size])
print(json.dumps(told))
"""


def can_mount() -> bool:
    """Whether a small disk can be made here."""
    if not shutil.which("unshare"):
        return False
    tried = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"]
    return subprocess.run(tried, capture_output=True).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="this system permits no disk of our own")
def test_a_disk_that_fills_up_keeps_what_came_and_goes_on_when_there_is_room(
    hub: Hub, tmp_path: Path
) -> None:
    hub.says_size = False
    said = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", ON_A_SMALL_DISK, str(tmp_path), hub.address],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    full, still_full, whole = json.loads(said.stdout)
    assert still_full == full
    kind, sentence, files, came = full
    assert kind == "NoDiskSpace" and "Kier gaat verder" in sentence
    assert "Er is 0,0 GB ruimte nodig en er is 0,0 GB vrij" in sentence
    assert files == ["partial"] and 1_000_000 < came < len(CONTENT)
    assert whole == [str(tmp_path / "iets.gguf"), len(CONTENT)]
    assert hub.ranges == ["", f"bytes={came}-", f"bytes={came}-"]


def test_no_file_stands_there_without_its_sum(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "pins.new").mkdir()  # the sum cannot be written
    with pytest.raises(DownloadFailed, match="kon niet geschreven worden"):
        fetch(Downloads(tmp_path, hub.address))
    assert not (tmp_path / "iets.gguf").exists()
    (tmp_path / "pins.new").rmdir()
    assert fetch(Downloads(tmp_path, hub.address))[-1].path
    assert len(hub.ranges) == 1 and SUM in (tmp_path / "pins.json").read_text()

"""The child that fetches one model file; the only code of Kier that speaks to the outside.

Contract: reads one JSON request from standard input, writes JSON lines: first ``total`` (bytes),
then ``finished`` (with the file's SHA-256) or ``error`` (name of a ModelError class and its
values). A file comes in as ``partial/NAME.part``, is continued where it was and checked; whatever
goes wrong on the way, the part stays for the next attempt, unless its sum differs. Moving it into
place is the parent's. The socket guard is open for the hub's domains only, so a hub that sends on
to elsewhere is not followed. Run by ``coach.model.download``; never imported by the rest of Kier,
which stays offline.
"""

import errno
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from urllib.request import getproxies

from coach import guard

_SPARE_BYTES = 500_000_000
# A quota that is used up is a full disk to whoever meets it.
_FULL = (errno.ENOSPC, errno.EDQUOT)
# EFBIG: a file system that cannot hold files of this size, as on many memory sticks.
_UNWRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.EFBIG)
_NOT_FOUND, _NO_ENTRY = 404, (401, 403)


def _say(**found: Any) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def _fail(name: str, *args: Any, **values: Any) -> NoReturn:
    _say(error=name, args=args, values=values)
    sys.exit(0)


def digest(path: Path) -> str:
    """SHA-256 of a file as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_sha256(text: str | None) -> bool:
    return text is not None and len(text) == 64 and set(text) <= set("0123456789abcdef")


def main() -> None:
    """Fetches what standard input asks for."""
    ask: dict[str, str] = json.loads(sys.stdin.readline())
    # The hub sends a download on to file servers under other names in its domains, and an
    # organisation may have a proxy between; the guard of the app's process stays closed to them.
    guard.install()
    guard.permit_domains(*ask["hosts"].split(), *_proxies())
    # ``import coach`` has put the hub offline for all of Kier; here, and only here, it is opened.
    # The plain protocol instead of Xet: it can continue a file after a restart.
    os.environ.update(
        HF_HUB_OFFLINE="0",
        TRANSFORMERS_OFFLINE="0",
        HF_HUB_DISABLE_XET="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_DISABLE_IMPLICIT_TOKEN="1",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
        HF_HUB_DOWNLOAD_TIMEOUT="30",
    )
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    # ``hf_hub_download`` begins anew after each restart; what it is built on does not.
    from huggingface_hub.file_download import http_get

    folder, endpoint = Path(ask["folder"]), ask["endpoint"]
    url = hf_hub_url(ask["repository"], ask["file"], revision=ask["revision"], endpoint=endpoint)
    part = folder / "partial" / f"{ask['file']}.part"
    size, spare = 0, int(ask["spare"] or _SPARE_BYTES)
    try:
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        meta = get_hf_file_metadata(url, token=False, endpoint=endpoint)
        size, tag = meta.size or 0, meta.etag or ""
        done = _begun(part, tag)
        _say(total=size)
        if size - done + spare > shutil.disk_usage(part.parent).free:
            _full(part, size - done + spare)
        with part.open("r+b" if part.exists() else "w+b") as file:
            file.seek(done)
            file.truncate()
            http_get(url, file, resume_size=done, expected_size=size or None)
            file.flush()
            os.fsync(file.fileno())
    except HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        if status == _NOT_FOUND:
            _fail("DownloadFailed", "missing")
        _fail("DownloadFailed", "refused" if status in _NO_ENTRY else "broken")
    except OSError as error:
        _stay_inside()
        if error.errno in _FULL:
            # Some hubs do not say how long a file is.
            _full(part, max(0, size - _there(part)) + spare)
        _fail("DownloadFailed", "disk" if error.errno in _UNWRITABLE else "broken")
    except Exception as error:
        # Errors of the connection are of the client library's own kind, which differs by version.
        _stay_inside()
        if part.exists() and part.stat().st_size:
            _fail("DownloadFailed", "broken")
        _fail("HubUnreachable", host=endpoint.partition("//")[2], detail=type(error).__name__)
    _finish(part, ask["sha256"] or (tag if _is_sha256(tag) else ""))


def _stay_inside() -> None:
    """Ends with a sentence of its own when it was the guard that refused; libraries wrap that."""
    if guard.state().refused:
        _fail("DownloadFailed", "elsewhere")


def _begun(part: Path, tag: str) -> int:
    """How much of the same file is there already; forgets what is of another one."""
    mark = part.with_suffix(".tag")
    before = mark.read_text(encoding="utf-8") if mark.exists() else ""
    if before != tag or not tag:
        part.unlink(missing_ok=True)
        # Only now: on a full disk a mark that is written again would be lost, and the part with it.
        mark.write_text(tag, encoding="utf-8")
    return _there(part)


def _there(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _full(part: Path, needs: int) -> NoReturn:
    folder = part.parent.parent
    free = shutil.disk_usage(folder).free
    _fail("NoDiskSpace", needs=needs / 1e9, free=free / 1e9, folder=str(folder))


def _proxies() -> list[str]:
    """The hosts of proxies, whose addresses may be written without their protocol."""
    named = [address for kind, address in getproxies().items() if kind != "no"]
    return [urlsplit(a if "//" in a else f"//{a}").hostname or "" for a in named]


def _finish(part: Path, expected: str) -> None:
    found = digest(part)
    if expected and found != expected:
        part.unlink()
        _fail("HashDiffers", file=part.stem)
    _say(finished=str(part), sha256=found, checked=bool(expected))


if __name__ == "__main__":
    main()

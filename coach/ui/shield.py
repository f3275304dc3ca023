"""Turns away requests that do not come from Kier's own page.

Contract: an ASGI layer. Refused before anything else sees them: another host name than this
server's (a web page that points its own name at this computer), a request that another site's page
sends (Origin), bodies above the limit whether announced or not, paths that climb, and the pages
and interfaces that Kier does not use. Nothing of a request is logged.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote, urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 12 * 2**20
# A document to be read; the server itself counts the file.
UPLOAD_MEGABYTES = 50
MAX_UPLOAD_BODY = (UPLOAD_MEGABYTES + 2) * 2**20
_UPLOAD = "/gradio_api/upload"
_LOCAL = ("127.0.0.1", "localhost", "::1")
_HIDDEN = re.compile(
    r"/(docs|redoc|openapi\.json|gradio_api/(info|openapi\.json|mcp\b.*|call/.*|api/.*|deep_link"
    r"|vibe.*|proxy.*|dev/.*)|monitoring.*|mcp\b.*|proxy=.*|gradio_api/(stream|proxy=).*"
    r"|gradio_api/component_server|runs.*)/?$"
)


class Shield:
    """The layer around the application."""

    def __init__(self, app: App, host: str, max_body: int = MAX_BODY) -> None:
        self._app, self._max_body = app, max_body
        # Listening on all addresses means that others reach this computer by a name of theirs.
        self._any_host = host in ("0.0.0.0", "::")
        self._hosts = {*_LOCAL, host.strip("[]").casefold(), "testserver"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        status = self._refused(scope)
        if status:
            await _answer(send, status)
            return
        await self._app(scope, self._counted(receive, self._most(scope)), send)

    def _most(self, scope: Scope) -> int:
        uploading = scope["path"] == _UPLOAD and scope["method"] == "POST"
        return max(self._max_body, MAX_UPLOAD_BODY) if uploading else self._max_body

    def _refused(self, scope: Scope) -> int:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if not self._any_host and _name(f"//{host}") not in self._hosts:
            return 421
        origin = headers.get(b"origin", "")
        if scope["method"] not in ("GET", "HEAD") and origin and urlsplit(origin).netloc != host:
            return 403
        path = unquote(unquote(scope["path"]))
        if ".." in path.replace("\\", "/").split("/") or "\x00" in path:
            return 404
        if _HIDDEN.match(path):
            return 404
        length = headers.get(b"content-length", "0")
        return 413 if not length.isdigit() or int(length) > self._most(scope) else 0

    def _counted(self, receive: Receive, most: int) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                return {"type": "http.disconnect"}
            return message

        return counted


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").casefold()
    except ValueError:
        return ""


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"x-content-type-options", b"nosniff"),
               (b"content-security-policy", b"default-src 'none'")]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})

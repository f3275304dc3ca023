"""Serves the page on loopback with security headers.

Contract: ``application`` is the ASGI app (page, local fonts, headers on every answer; API pages
off); ``free_port`` the first free port from the wanted one. Nothing in here opens a connection to
elsewhere.
"""

import socket
from collections.abc import Awaitable, Callable

import gradio as gr
from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from coach.errors import NoFreePort
from coach.ui import dropping, offline
from coach.ui.password import Gate
from coach.ui.shield import UPLOAD_MEGABYTES, Shield
from coach.ui.texts import shared as texts
from coach.ui.theme import HEAD, STATIC, STYLES, theme

MAX_UPLOAD = f"{UPLOAD_MEGABYTES}mb"
_PORTS_TRIED = 50
_UNCHANGING = ("/kier/", "/static/", "/assets/")

# Gradio's page needs inline scripts and eval; everything else may come from this server only.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def application(blocks: gr.Blocks, host: str = "127.0.0.1", password_hash: str = "") -> FastAPI:
    """The ASGI application over the page; with a hash, behind a password."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.middleware("http")
    async def guard(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await call_next(request)
        for name, value in HEADERS.items():
            if name != "Cache-Control" or not request.url.path.startswith(_UNCHANGING):
                response.headers[name] = value
        return response

    # Added last, so it stands outside: what it turns away reaches nothing else.
    app.add_middleware(Shield, host=host)
    app.mount("/kier", StaticFiles(directory=STATIC), name="kier")
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=theme(),
        css_paths=STYLES,
        head=offline.SCRIPT + HEAD + dropping.SCRIPT,
        footer_links=[],
        max_file_size=MAX_UPLOAD,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        show_error=False,
        pwa=False,
        run_history=False,
        favicon_path=str(STATIC / "kier.svg"),
        auth=Gate(password_hash) if password_hash else None,
        auth_message=texts.PASSWORD_ABOUT,
        allowed_paths=[],
    )
    # Gradio checks file paths that clients send only once it was "launched"; a mounted page never
    # is, and would copy any file that its user may read (tests/ui/test_server.py).
    blocks.has_launched = True
    return mounted


def free_port(host: str, wanted: int) -> int:
    """The first free port from ``wanted``; raises NoFreePort when none of fifty is free."""
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise NoFreePort(port=wanted)

"""What every request passes: size, language, and the headers of every answer. Pure ASGI."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders

from portal.languages import COOKIE, languages

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MEGABYTE = 1024 * 1024
MOST = 2 * MEGABYTE  # bytes of a request's body
MOST_WITH_FILES = 52 * MEGABYTE  # five files of ten megabytes, and the words
WITH_FILES = ("/lapor", "/lacak/kasus/pesan", "/auditor/banding")
YEAR_SECONDS = 365 * 24 * 3600

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "x-frame-options": "DENY",
}
TOO_LARGE = (
    "Terlalu besar, jadi tidak ada yang terkirim. Tekan kembali: yang Anda ketik masih ada. "
    "Berkas paling banyak 5, masing-masing 10 MB.\n\n"
    "Too large, so nothing was sent. Go back: what you typed is still there. "
    "Up to 5 files of 10 MB each."
)


TOO_SLOW = (
    "Kiriman terputus, jadi tidak ada yang tersimpan. Tekan kembali, lalu kirim lagi.\n\n"
    "The line was lost, so nothing was kept. Go back and send it again."
)
SLOWEST = 60.0  # seconds without a byte of a body; a weak line brings some


class TooSlow(Exception):
    """A body was begun, and nothing more of it comes."""


class TooLarge(Exception):
    """The body is longer than this address takes."""


class Guard:
    """Sets the headers of every answer, and refuses bodies that are too large before reading."""

    def __init__(self, app: App, *, secure: bool) -> None:
        """``secure``: the portal is reached by https."""
        self._app = app
        self._headers = dict(HEADERS)
        self._secure = secure
        if secure:
            self._headers["strict-transport-security"] = f"max-age={YEAR_SECONDS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if (asked := _language_asked(scope)) is not None:
            await self._speak(scope, send, language=asked)
            return
        most = MOST_WITH_FILES if scope["path"] in WITH_FILES else MOST
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > most:
            await _answer(send, status=413, body=TOO_LARGE, headers=self._headers)
            return
        await self._app(scope, _at_most(receive, most), self._with_headers(send))

    async def _speak(self, scope: Scope, send: Send, *, language: str) -> None:
        cookie = f"{COOKIE}={language}; Path=/; Max-Age={YEAR_SECONDS}; SameSite=Lax; HttpOnly"
        more = {"location": _without_language(scope), "set-cookie": cookie}
        if self._secure:
            more["set-cookie"] += "; Secure"
        await _answer(send, status=303, body="", headers=self._headers | more)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        return sending


def _at_most(receive: Receive, most: int) -> Receive:
    taken, whole = 0, False

    async def receiving() -> Message:
        nonlocal taken, whole
        if whole:  # what comes now is that the browser goes away
            return await receive()
        try:
            async with asyncio.timeout(SLOWEST):
                message = await receive()
        except TimeoutError:
            raise TooSlow from None
        whole = not message.get("more_body", False)
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLarge
        return message

    return receiving


def _language_asked(scope: Scope) -> str | None:
    """``?lang=en`` on any page: the choice is kept in a cookie, and the page is asked again."""
    if scope["method"] != "GET" or b"lang=" not in scope["query_string"]:
        return None
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("lang")
    return asked if asked in languages() else None


def _without_language(scope: Scope) -> str:
    """The address that was asked for, without the language that was chosen."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"))
    rest = [pair for pair in asked if pair[0] != "lang"]
    path = "/" + quote(str(scope["path"]).lstrip("/\\"))  # never another host's
    return path + (f"?{urlencode(rest)}" if rest else "")


async def _answer(send: Send, *, status: int, body: str, headers: dict[str, str]) -> None:
    shown = {**headers, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in shown.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body.encode()})

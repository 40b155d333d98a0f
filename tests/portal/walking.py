"""A walk over every route of the portal: who may open it, and which names it reads."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.datastructures import QueryParams

from kit import clock
from models.regency_folder import regency
from portal import tries
from portal.acting import Place, seen_to_act
from portal.acts.asked import Field, Looking
from portal.forms import COOKIE, FIELD, Form
from tests.people import coordinator
from tests.portal.addresses import API, PARAMETER
from tests.portal.hostile import MARKUP, quoted
from tests.portal.people import TOKEN, Browser

ENDLESS = ("GET", "/langsung")  # its answer ends with the page
REFUSED = {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}


@dataclass(slots=True)
class Names:
    """Which fields of an address and of a form were asked for."""

    queried: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)


@contextmanager
def noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    """Note every name that a page reads, so that no list of them can be forgotten."""
    names = Names()
    with monkeypatch.context() as patched:
        for holder, methods, kept in (
            (QueryParams, ("get", "getlist", "__getitem__"), names.queried),
            (Form, ("text", "all", "ticked"), names.typed),
        ):
            for method in methods:
                patched.setattr(holder, method, _noting(getattr(holder, method), kept))
        yield names


def _noting(real: Any, kept: set[str]) -> Any:
    def noting(self: object, name: str, *more: object) -> Any:
        kept.add(name)
        return real(self, name, *more)

    return noting


@dataclass(slots=True)
class Walker:
    """Asks as whoever may open a route; ``good`` are values that lead somewhere."""

    people: Mapping[str, Browser]
    good: Mapping[str, str]
    asked: int = 0
    calls: int = 0
    _tokens: dict[str, str] = field(default_factory=dict)
    _of_room: dict[str, list[str]] = field(default_factory=dict)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def address(self, path: str, **instead: bytes) -> str:
        """An address with good values, or with those instead."""
        return PARAMETER.sub(
            lambda found: (
                quoted(instead[found[1]]) if found[1] in instead else self._good(path, found[1])
            ),
            path,
        )

    def _good(self, path: str, name: str) -> str:
        return self.good.get(f"{path}:{name}") or self.good.get(name, "1")

    def home(self, roles: frozenset[str]) -> tuple[str, str]:
        """Who may do an act of these roles, and where."""
        number = self.good["number"]
        for role, who in (("coordinator", "coordinator"), ("agency", "lead")):
            if role in roles:
                return who, f"/kasus/{number}"
        if "administrator" in roles:
            return "administrator", f"/kasus/{number}"
        return "nobody", self.good["figure"]

    async def looking(self) -> Looking:
        """The case as who watches over it sees it."""
        place = Place("", self.good["number"], coordinator(), in_person=True)
        return Looking(await seen_to_act(place), regency(), "id")

    async def who(self, method: str, path: str) -> str:
        """The first who is neither sent away nor asked to sign in; neighbours first."""
        if (method, path) not in self._known:
            room = path.split("/")[1]
            for who in dict.fromkeys((*self._of_room.get(room, ()), *self.people)):
                sent = await self.send(method, path, who=who)
                if sent.status_code not in REFUSED:
                    break
            self._of_room.setdefault(room, []).append(who)
            self._known[method, path] = who
        return self._known[method, path]

    async def send(
        self, method: str, path: str, *, at: str = "", who: str = "", body: bytes = b""
    ) -> httpx.Response:
        """Ask, or post with a token; a program sends JSON."""
        tries._limiter.cache_clear()
        self.asked += 1
        who, at = who or await self.who(method, path), at or self.address(path)
        browser = self.people[who]
        if path.startswith(API):
            return await self._call(browser, method, at=at, body=body or b"{}")
        if method != "POST":
            return await browser.http.request(method, at)
        token = f"{FIELD}={quoted((await self.token(browser)).encode())}".encode()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return await browser.http.post(at, content=body + b"&" + token, headers=kind)

    async def forge(self, path: str, *, who: str, token: str | None) -> httpx.Response:
        """Post a form of somebody's browser with a token that is not its own, or with none."""
        values = {"words": "Kata"} | ({} if token is None else {FIELD: token})
        return await self.people[who].http.post(self.address(path), data=values)

    async def _call(self, browser: Browser, method: str, *, at: str, body: bytes) -> httpx.Response:
        self.calls += 1
        headers = {"idempotency-key": f"walking-{self.calls}", "content-type": "application/json"}
        content = body if method == "POST" else None
        return await browser.http.request(method, at, content=content, headers=headers)

    async def token(self, browser: Browser) -> str:
        """A token for the forms of a browser."""
        cookie = browser.http.cookies.get(COOKIE)
        if cookie is None or cookie not in self._tokens:
            found = TOKEN.search((await browser.get("/lapor")).text)
            assert found is not None
            cookie = str(browser.http.cookies.get(COOKIE))
            self._tokens[cookie] = found[1]
        return self._tokens[cookie]


def filled(
    fields: Iterable[Field], looking: Looking, before: str = ""
) -> Iterator[tuple[str, bytes]]:
    """A form as somebody fills it in who chooses the first of everything."""
    for one in fields:
        if one.inner:
            yield from filled(one.inner, looking, f"{before}{one.name}.0.")
        elif one.asks.choices is not None:
            chosen = next(iter(one.asks.choices(looking)), ("", ""))[0]
            yield before + one.name, str(chosen).encode()
        else:
            yield before + one.name, TYPED.get(one.asks.kind, MARKUP).encode()


TYPED = {
    "day": clock.today().isoformat(),
    "moment": f"{clock.today().isoformat()}T10:00",
    "number": "1",
    "yes": "1",
}

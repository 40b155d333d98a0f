"""People at the portal: a browser without a screen, which fills in the forms that it was shown."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any, Self

import httpx
import pyotp
from fastapi import FastAPI

from desk.accounts import add_account, set_up, to_set_up
from desk.acting import Person
from kit.clock import machine_now
from models.regency_folder import regency
from portal.forms import FIELD

ADDRESS = "http://127.0.0.1:8420"
PASSWORD = "sawah hijau di pagi hari"  # noqa: S105 - of accounts that live for one test
ADMINISTRATOR = Person("administrator", "DISKOMINFO-ADMIN")
TOKEN = re.compile(rf'name="{FIELD}" value="([^"]+)"')


@dataclass(slots=True)
class Browser:
    """Keeps cookies, and posts forms with the token of the page that showed them."""

    app: FastAPI
    http: httpx.AsyncClient

    @classmethod
    @asynccontextmanager
    async def of(cls, app: FastAPI) -> AsyncIterator[Self]:
        """Open a browser."""
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http:
            yield cls(app, http)

    async def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask for a page."""
        return await self.http.get(path, **more)

    async def post(
        self,
        path: str,
        values: Mapping[str, Any] | None = None,
        *,
        shown_at: str | None = None,
        files: Any = None,
    ) -> httpx.Response:
        """Fill in the form that ``shown_at`` (else ``path``) shows, and send it."""
        seen = await self.get(shown_at or path)
        found = TOKEN.search(seen.text)
        assert found is not None, f"{shown_at or path} shows no form:\n{seen.text[:500]}"
        told = {**(values or {}), FIELD: unescape(found[1])}
        return await self.http.post(path, data=told, files=files)

    async def sign_in(self, actor: str) -> str:
        """Sign in as an office of the regency, with an account made for it; returns the login."""
        login = actor.partition(":")[2].lower()
        setup = await add_account(login, actor, by=ADMINISTRATOR, rules=regency())
        account, totp = await to_set_up(setup.token), pyotp.random_base32()
        second = account.role != "agency"
        at = machine_now().timestamp()
        code = pyotp.TOTP(totp).at(at) if second else ""
        await set_up(setup.token, password=PASSWORD, totp=totp if second else None, code=code)
        code = pyotp.TOTP(totp).at(at + 30) if second else ""  # the next: this one is used
        said = {"login": login, "password": PASSWORD, "code": code}
        response = await self.post("/masuk", said)
        assert response.status_code == 303, response.text
        return login

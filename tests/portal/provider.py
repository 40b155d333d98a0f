"""A small identity provider on a loopback port: discovery, keys, authorize, token; no mock.

It keeps to OpenID Connect Core and RFC 7636; ``says`` is what its tokens say otherwise.
"""

import asyncio
import base64
import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

from engine.prefect_server import any_port
from kit.clock import machine_now

CLIENT, SECRET = "rukun", "rahasia klien: 100%"


@dataclass(slots=True)
class Provider:
    """A provider: who is at its keyboard, what it says of them, and what it was asked."""

    issuer: str
    subject: str = "198501012010011001"
    says: dict[str, Any] = field(default_factory=dict)
    calls_itself: str = ""
    signs_with: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048))
    publishes: RSAKey | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def named(self) -> str:
        """Who an account is linked to."""
        return f"{self.issuer}|{self.subject}"

    def discovery(self) -> dict[str, Any]:
        """OpenID Connect Discovery 1.0, section 3."""
        return {
            "issuer": self.calls_itself or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def keys(self) -> dict[str, Any]:
        """The public half of what it signs with."""
        return {"keys": [(self.publishes or self.signs_with).as_dict(private=False)]}

    def authorize(self, request: Request) -> RedirectResponse:
        """Whoever asks is known already: go back with a code."""
        told, code = dict(request.query_params), secrets.token_urlsafe(16)
        assert told["response_type"] == "code"
        assert told["code_challenge_method"] == "S256"
        assert told["scope"] == "openid"
        self.asked[code] = told
        back = urlencode({"code": code, "state": told["state"]})
        return RedirectResponse(f"{told['redirect_uri']}?{back}", status_code=303)

    async def token(self, request: Request) -> JSONResponse:
        """A code is good once, for who asked, with the verifier of what it asked."""
        form = await request.form()
        told = self.asked.pop(str(form["code"]), None)
        proof = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if (
            told is None
            or told["code_challenge"] != challenge
            or told["redirect_uri"] != form["redirect_uri"]
            or request.headers.get("authorization") != _basic()
        ):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse({"id_token": self._signed(told), "token_type": "Bearer"})

    def _signed(self, told: dict[str, str]) -> str:
        at = int(machine_now().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": at,
            "exp": at + 300,
            "nonce": told["nonce"],
        }
        return jwt.encode({"alg": "RS256"}, claims | self.says, self.signs_with)


def _basic() -> str:
    words = f"{CLIENT}:rahasia+klien%3A+100%25"  # RFC 6749, 2.3.1
    return "Basic " + base64.b64encode(words.encode()).decode()


@asynccontextmanager
async def providing() -> AsyncIterator[Provider]:
    """Run a provider."""
    port = any_port()
    made = Provider(f"http://127.0.0.1:{port}")
    app = FastAPI()
    app.add_api_route("/.well-known/openid-configuration", made.discovery)
    app.add_api_route("/jwks", made.keys)
    app.add_api_route("/authorize", made.authorize, response_model=None)
    app.add_api_route("/token", made.token, methods=["POST"], response_model=None)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, access_log=False, log_config=None)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(60):
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn has no event
            await asyncio.sleep(0.02)
    yield made
    server.should_exit = True
    await task

"""An identity provider (OpenID Connect): where it asks people, and what it says of them.

Authorization code with PKCE. All that it says is checked: its own name, that the token is for us,
new, signed by its published keys, and the answer to our question (the nonce). Authlib is an
extra of Rukun's (``oidc``), so it is imported where it is used.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import httpx

from desk.outside import Outside
from kit.settings import is_safe_address, settings

SECONDS = 10
LEEWAY = 60  # seconds that clocks may differ
SCOPE = "openid"
DISCOVERY = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA"]
PLACES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderTrouble(Exception):
    """The provider cannot be reached, or what it says is not to be believed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What we asked, to be held against the answer."""

    state: str
    nonce: str
    verifier: str
    back: str


def is_offered() -> bool:
    """Whether people may sign in through a provider."""
    return bool(settings().oidc_issuer)


async def question(asked: Asked, *, callback: str) -> str:
    """The provider's address that a browser goes to."""
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # noqa: PLC0415 - an extra
    from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415 - an extra

    async with _client() as http:
        known = await _discovered(http)
    return str(
        prepare_grant_uri(
            known["authorization_endpoint"],
            client_id=settings().oidc_client_id,
            response_type="code",
            redirect_uri=callback,
            scope=SCOPE,
            state=asked.state,
            nonce=asked.nonce,
            code_challenge=create_s256_code_challenge(asked.verifier),
            code_challenge_method="S256",
        )
    )


async def answer(code: str, asked: Asked, *, callback: str) -> Outside:
    """Exchange a code for who it is, or ``ProviderTrouble``."""
    async with _client() as http:
        known = await _discovered(http)
        keys = await _read(http, known["jwks_uri"])
        token = await _token(http, known, code, asked=asked, callback=callback)
    claims = _believed(token, keys, nonce=asked.nonce)
    return Outside(f"{settings().oidc_issuer}|{claims['sub']}", _second_factor(claims))


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=SECONDS, trust_env=False, follow_redirects=False)


async def _discovered(http: httpx.AsyncClient) -> dict[str, Any]:
    issuer = settings().oidc_issuer
    known = await _read(http, issuer.rstrip("/") + DISCOVERY)
    if known.get("issuer") != issuer:
        raise ProviderTrouble("it calls itself otherwise")
    if not all(is_safe_address(str(known.get(place, ""))) for place in PLACES):
        raise ProviderTrouble("its addresses are not https")
    return known


async def _token(
    http: httpx.AsyncClient, known: dict[str, Any], code: str, *, asked: Asked, callback: str
) -> str:
    chosen = settings()
    told = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": callback,
        "code_verifier": asked.verifier,
        "client_id": chosen.oidc_client_id,
    }
    secret = chosen.oidc_client_secret.get_secret_value() if chosen.oidc_client_secret else ""
    basic = "client_secret_basic" in known.get(
        "token_endpoint_auth_methods_supported", ["client_secret_basic"]
    )
    if secret and basic:
        http.auth = httpx.BasicAuth(quote_plus(chosen.oidc_client_id), quote_plus(secret))
    elif secret:
        told["client_secret"] = secret
    try:
        sent = await http.post(known["token_endpoint"], data=told)
        found = sent.json() if sent.status_code == httpx.codes.OK else {}
    except (httpx.HTTPError, ValueError):
        raise ProviderTrouble("it does not answer") from None
    if not isinstance(found, dict) or not isinstance(found.get("id_token"), str):
        raise ProviderTrouble("it gave no token")
    return str(found["id_token"])


def _believed(token: str, keys: dict[str, Any], *, nonce: str) -> dict[str, Any]:
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 - an extra
    from joserfc import jwt  # noqa: PLC0415 - comes with the extra
    from joserfc.errors import JoseError  # noqa: PLC0415 - comes with the extra
    from joserfc.jwk import KeySet  # noqa: PLC0415 - comes with the extra

    options = {
        "iss": {"essential": True, "value": settings().oidc_issuer},
        "aud": {"essential": True, "value": settings().oidc_client_id},
        "sub": {"essential": True},
    }
    params = {"nonce": nonce, "client_id": settings().oidc_client_id}
    try:
        read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type] # checked as it is read
        claims = CodeIDToken(read.claims, read.header, options, params)
        claims.validate(leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError):
        raise ProviderTrouble("its token is not to be believed") from None
    if not isinstance(claims["sub"], str):
        raise ProviderTrouble("its token names nobody")
    return dict(claims)


def _second_factor(claims: dict[str, Any]) -> bool:
    """Whether it says, in words that the operator trusts, that a second factor was proved."""
    trusted = {one.strip() for one in settings().oidc_second_factor.split(",") if one.strip()}
    methods = claims.get("amr")
    said = {claims.get("acr"), *(methods if isinstance(methods, list) else ())}
    return bool(trusted & {one for one in said if isinstance(one, str)})


async def _read(http: httpx.AsyncClient, address: str) -> dict[str, Any]:
    try:
        sent = await http.get(address)
        found = sent.json() if sent.status_code == httpx.codes.OK else None
    except (httpx.HTTPError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise ProviderTrouble("it does not answer")
    return found

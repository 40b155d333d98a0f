"""Tells webhooks of facts: claim with a lease, post, mark. Beside every portal, without Prefect.

What is posted is a list of facts, in order: case, seq, name, status and instant, and nothing of
what they say. ``Rukun-Signature: t=<unix time>,v1=<hex>`` is the HMAC-SHA-256 of ``<t>.<body>``
with the webhook's secret. Only an answer of 2xx counts; the same facts may come again after a
crash, so a receiver knows them by case and seq.
"""

import asyncio
import hashlib
import hmac
import json

import httpx

from kit.clock import machine_now
from kit.incidents import write_incident
from kit.keys import identity_box
from kit.settings import settings
from models.session import transaction
from models.telling_hooks import Owed, claim_hooks, put_off, told

LOOK_EVERY = 1.0
SECONDS = 15.0


async def keep_telling() -> None:
    """Tell webhooks until cancelled; what breaks is written down, and the rest goes on."""
    while True:
        try:
            await tell_hooks()
        except Exception as error:  # noqa: BLE001 - webhooks must not end with one error
            write_incident(error, folder=settings().home / "logs")
        await asyncio.sleep(LOOK_EVERY)


async def tell_hooks() -> None:
    """Tell every webhook that is due what it is owed next."""
    async with transaction() as db:
        owed = await claim_hooks(db)
    await asyncio.gather(*(_tell(one) for one in owed))


async def _tell(owed: Owed) -> None:
    trouble = await _post(owed)
    async with transaction() as db:
        if trouble is None:
            await told(db, owed.webhook, calls=[number for number, _ in owed.calls])
        else:
            await put_off(db, owed.webhook, trouble=trouble)


async def _post(owed: Owed) -> str | None:
    """Post it; None if it was taken, else the kind of trouble."""
    body = json.dumps({"facts": [fact for _, fact in owed.calls]}).encode()
    stamp = str(int(machine_now().timestamp()))
    headers = {
        "content-type": "application/json",
        "rukun-signature": f"t={stamp},v1={signature(owed.secret, stamp=stamp, body=body)}",
    }
    try:
        async with httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client:
            answer = await client.post(owed.address, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL):
        return "unreachable"
    return None if answer.is_success else f"status_{answer.status_code}"


def signature(secret: bytes, *, stamp: str, body: bytes) -> str:
    """Sign a body with a webhook's secret, which is kept encrypted."""
    key = identity_box().decrypt(secret)
    return hmac.new(key, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()

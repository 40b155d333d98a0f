"""A visit to the tracking page: half an hour in a cookie that only we can read.

The cookie holds the number, the keyed hash of the code, and when it runs out by machine time. It
is worth nothing once it ran out, once the visit was ended (``models.visits``), or once the code
was renewed. Looking at a page begins the half hour anew.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated

from cryptography.fernet import Fernet, InvalidToken
from fastapi import Depends, Request, Response

from desk.tracking import Follower, end_visit, still_follows, was_ended
from kit.clock import machine_now
from kit.keys import secret
from portal.forms import is_secure

COOKIE = "rukun_lacak"
LASTS = timedelta(minutes=30)


class NotFollowing(Exception):
    """The page is for somebody who proved number and code a short while ago."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who follows which report. ``id`` is random, and kept by its hash once it ended."""

    id: str
    who: Follower
    until: datetime

    @property
    def mark(self) -> str:
        """What is kept of it when it ended."""
        return hashlib.sha256(self.id.encode()).hexdigest()


def begin(response: Response, who: Follower) -> None:
    """Begin a visit in this browser."""
    _write(response, secrets.token_urlsafe(18), who)


def prolong(response: Response, visit: Visit) -> None:
    """Begin the half hour anew."""
    _write(response, visit.id, visit.who)


async def visit_of(request: Request) -> Visit:
    """Read who visits, or raise ``NotFollowing``."""
    visit = _read(request)
    if visit is None or await was_ended(visit.mark) or not await still_follows(visit.who):
        raise NotFollowing
    return visit


async def end(request: Request) -> None:
    """End the visit of this browser, if there is one: its cookie opens nothing any more."""
    visit = _read(request)
    if visit is not None:
        await end_visit(visit.mark, until=machine_now() + LASTS)


AVisit = Annotated[Visit, Depends(visit_of)]


def _write(response: Response, id_: str, who: Follower) -> None:
    until = machine_now() + LASTS
    held = json.dumps([id_, who.number, who.tracking, int(until.timestamp())])
    response.set_cookie(
        COOKIE,
        _box().encrypt(held.encode()).decode(),
        httponly=True,
        samesite="strict",
        secure=is_secure(),
    )


def _read(request: Request) -> Visit | None:
    try:
        held = json.loads(_box().decrypt(request.cookies.get(COOKIE, "").encode()))
        id_, number, tracking, until = held
    except (InvalidToken, ValueError):
        return None
    visit = Visit(id_, Follower(number, tracking), datetime.fromtimestamp(until, UTC))
    return visit if machine_now() < visit.until else None


@cache
def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(secret("visits")))

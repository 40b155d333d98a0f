"""A way back when a tracking code is lost, which gives nothing to a stranger.

Whoever asks is told the same, whatever they typed. A link goes to the address on record alone,
and only if it is the one that was typed; it works for an hour and once. Who left no address
reports again and says that it is the same matter: the secretariat joins the two, and the new
number and code follow what the old ones did.
"""

import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import REPORTER, Person, Refused, acting
from desk.refusals import tracking as says
from desk.reports import Receipt
from desk.tracking import fit_number
from kit.clock import now
from kit.keys import identity_box, secret
from kit.tokens import (
    TokenExpired,
    TokenForged,
    new_tracking_code,
    read_answer,
    tracking_hash,
)
from models.cases import Case
from models.facts.danger import CodeRenewed
from models.letters.answerable import CODE, as_reporter, read_subject
from models.letters.messages import CodeAsked
from models.notices import Notice, queue_all
from models.reports import Reporter
from models.session import reading, transaction

VALID = timedelta(hours=1)
BY_MAIL = "mail"
MARK = 16  # hex digits


async def ask_for_code(number: str, email: str) -> None:
    """Owe the reporter a link, if number and address belong together; say nothing either way."""
    async with transaction() as db:
        reporter = await _belonging(db, fit_number(number), email)
        if reporter is not None:
            await queue_all(db, [await _link(db, reporter)])


async def refuse_if_over(token: str) -> None:
    """Refuse a link that was used, is over or is not one of ours. Opening it changes nothing."""
    async with reading() as db:
        await _reporter(db, token)


async def renew_code(token: str) -> Receipt:
    """Draw a new code with a link; the old code, and this link, are worth nothing from now on."""
    async with reading() as db:
        number = (await _reporter(db, token)).case
    async with acting(number, by=Person(REPORTER, number)) as act:
        reporter = await _reporter(act.db, token)
        code = new_tracking_code()
        reporter.tracking = tracking_hash(code, key=secret("tracking"))
        act.say(CodeRenewed(way=BY_MAIL))
    return Receipt(number, code)


async def _belonging(db: AsyncSession, number: str, email: str) -> Reporter | None:
    rows = await db.scalars(select(Reporter).where(Reporter.case == number, Reporter.may_be_mailed))
    return next((one for one in rows if _is_address_of(one, email)), None)


def _is_address_of(reporter: Reporter, email: str) -> bool:
    kept = str(_identity(reporter).get("email") or "")
    typed = email.strip().casefold().encode()
    return bool(kept) and hmac.compare_digest(kept.casefold().encode(), typed)


def _identity(reporter: Reporter) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(identity_box().decrypt(reporter.identity or b""))
    except InvalidToken:
        return {}
    return found


async def _link(db: AsyncSession, reporter: Reporter) -> Notice:
    case = await db.get_one(Case, reporter.case)
    until = now() + VALID
    letter = CodeAsked(
        number=case.number,
        until=until,
        answerable=as_reporter(reporter.report, _mark(reporter), until=until),
    )
    return Notice.of(
        letter,
        case=case.number,
        seq=case.seq,
        recipient=REPORTER,
        language="en" if reporter.language == "en" else "id",
        about=secrets.token_hex(4),
    )


def _mark(reporter: Reporter) -> str:
    """What tells the present code from the next one, and nothing about it."""
    return hashlib.sha256(reporter.tracking.encode()).hexdigest()[:MARK]


async def _reporter(db: AsyncSession, token: str) -> Reporter:
    try:
        subject = read_answer(token, key=secret("answers"), at=now()).subject
        report, mark = read_subject(CODE, subject)
    except (TokenForged, TokenExpired, ValueError):
        raise Refused(says.CODE_OVER) from None
    found = await db.get(Reporter, report, populate_existing=True)
    if found is None or not hmac.compare_digest(_mark(found), mark):
        raise Refused(says.CODE_OVER)
    return found

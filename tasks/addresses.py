"""Where a notice goes, looked up only when it is sent."""

import json

from cryptography.fernet import InvalidToken
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.keys import identity_box
from models.notices import Notice
from models.reports import Reporter

REPORTER = "reporter"


async def address_of(db: AsyncSession, notice: Notice) -> str | None:
    """The notice's own address, or the reporter's opened for this one mail; None if there is none.

    A reporter's address is never written into the queue, a log or an exception.
    """
    if notice.recipient != REPORTER:
        return notice.address
    identity = await db.scalar(
        select(Reporter.identity)
        .where(Reporter.case == notice.case, Reporter.may_be_mailed)
        .limit(1)
    )
    return None if identity is None else _email(identity)


def _email(identity: bytes) -> str | None:
    try:
        return json.loads(identity_box().decrypt(identity)).get("email") or None
    except InvalidToken:
        return None

"""Who reported is opened by two people: one asks with a reason, another one consents.

Both act for themselves, each a fact. Whoever asked may then read it once, within a day.
"""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import select

from desk.acting import COORDINATOR, Act, Person, acting, only
from desk.refusals import protection as says
from desk.standing import allowed
from desk.ties import refuse_tied
from kit.clock import in_wita
from kit.keys import identity_box
from models.facts.base import Sealed
from models.facts.danger import (
    IdentityAsked,
    IdentityConsented,
    IdentityOpened,
    IdentityRefused,
)
from models.identities import GOOD_FOR, IdentityRequest, open_request
from models.letters import oversight as letters
from models.letters.base import CaseLetter
from models.notices import Notice, queue_all
from models.regency import Actor, Role
from models.reports import Reporter
from policies.audience import Acts


async def ask_identity(number: str, reason: str, *, by: Person, seen: int | None = None) -> None:
    """Ask to read who reported, for a reason that a second coordinator weighs."""
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.OPEN_IDENTITY)
        await _identity(act)
        before = await open_request(act.db, number)
        if before is not None:
            _replace(act, before)
        sealed = act.keep(reason, kind="identity_reason")
        await act.db.flush()
        row = IdentityRequest(
            id=uuid.uuid4(),
            case=number,
            asked_by=str(by),
            asked_at=act.at,
            reason=uuid.UUID(sealed.text),
            digest=sealed.digest,
        )
        act.db.add(row)
        act.say(IdentityAsked(request=str(row.id), reason=sealed))
        await _tell_others(act)


async def _tell_others(act: Act) -> None:
    """The coordinators who may consent learn that somebody asks, by the case's number alone."""
    letter = letters.IdentityAsked(number=act.case.number)
    others = [one for one in act.rules.actors_of(role=Role.COORDINATOR) if one.id != act.person.id]
    await _write(act, letter, others)


async def _tell_asker(act: Act, row: IdentityRequest, *, until: datetime | None) -> None:
    """Whoever asked learns how it was decided, unless they took it back themselves."""
    letter = letters.IdentityDecided(number=act.case.number, until=until)
    if row.asked_by != str(act.person):
        askers = [one for one in act.rules.actors if f"{one.role}:{one.id}" == row.asked_by]
        await _write(act, letter, askers)


async def _write(act: Act, letter: CaseLetter, to: list[Actor]) -> None:
    notices = [
        Notice.of(
            letter,
            case=act.case.number,
            seq=act.case.seq,
            recipient=one.id,
            address=one.email,
            language=one.language,
        )
        for one in to
    ]
    await queue_all(act.db, notices)


async def consent_identity(number: str, *, by: Person, seen: int | None = None) -> datetime:
    """Consent to another person's request; returns until when it may be opened."""
    async with acting(number, by=by, seen=seen) as act:
        row = await _to_decide(act)
        if row.asked_by == str(by):
            raise act.refuse(says.YOUR_OWN_REQUEST)
        row.consented_by, row.consented_at = str(by), act.at
        until = act.at + GOOD_FOR
        act.say(IdentityConsented(request=str(row.id), until=until))
        await _tell_asker(act, row, until=until)
        return until


async def refuse_identity(
    number: str, *, by: Person, reason: str | None = None, seen: int | None = None
) -> None:
    """Do not consent; whoever asked takes the request back by this too."""
    async with acting(number, by=by, seen=seen) as act:
        row = await _to_decide(act)
        row.ended_at = act.at
        sealed = act.keep_if_any(reason, kind="identity_reason")
        act.say(IdentityRefused(request=str(row.id), reason=sealed))
        await _tell_asker(act, row, until=None)


async def read_identity(number: str, *, by: Person, seen: int | None = None) -> Mapping[str, Any]:
    """Read who reported, once; returns it, and keeps it nowhere."""
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.OPEN_IDENTITY)
        row = await _consented(act)
        identity = await _identity(act)
        row.opened_at = row.ended_at = act.at
        act.say(
            IdentityOpened(
                reason=Sealed(text=str(row.reason), digest=row.digest),
                consented_by=row.consented_by,
                request=str(row.id),
            )
        )
        return identity


async def _to_decide(act: Act) -> IdentityRequest:
    only(act, COORDINATOR)
    await allowed(act, Acts.CONSENT_IDENTITY)
    await refuse_tied(act)
    row = await open_request(act.db, act.case.number)
    if row is None:
        raise act.refuse(says.NOTHING_ASKED)
    if row.consented_by is not None:
        raise act.refuse(says.CONSENTED_ALREADY, who=row.consented_by)
    return row


async def _consented(act: Act) -> IdentityRequest:
    row = await open_request(act.db, act.case.number)
    if row is None:
        raise act.refuse(says.NOTHING_ASKED)
    if row.asked_by != str(act.person):
        raise act.refuse(says.NOT_YOUR_REQUEST, who=row.asked_by)
    until = row.good_until
    if until is None:
        raise act.refuse(says.NOT_CONSENTED)
    if until < act.at:
        raise act.refuse(says.CONSENT_OVER, until=f"{in_wita(until):%Y-%m-%d %H:%M} WITA")
    return row


def _replace(act: Act, before: IdentityRequest) -> None:
    """One whose day is over makes place for a new one; one that waits does not."""
    until = before.good_until
    if until is None or until >= act.at:
        raise act.refuse(says.IDENTITY_WAITS)
    before.ended_at = act.at


async def _identity(act: Act) -> dict[str, Any]:
    """Read what a reporter left, or refuse where there is nothing."""
    sealed = await act.db.scalar(
        select(Reporter.identity)
        .where(Reporter.case == act.case.number, Reporter.identity.is_not(None))
        .limit(1)
    )
    if sealed is None:
        raise act.refuse(says.NO_IDENTITY)
    try:
        found: dict[str, Any] = json.loads(identity_box().decrypt(sealed))
    except InvalidToken:
        raise act.refuse(says.UNREADABLE) from None
    return found

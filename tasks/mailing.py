"""One mail: where it goes, looked up only when it is sent, and its bytes."""

import json

from cryptography.fernet import InvalidToken
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import machine_now
from kit.incidents import write_incident
from kit.keys import identity_box, secret
from kit.mail import Envelope, message
from kit.mailserver import MailServer
from kit.settings import settings
from models.by_hand import brought_to
from models.letters.answerable import signed
from models.letters.base import Brought, Language
from models.letters.incidents import FigureCalls
from models.letters.mediations import (
    AgreementSigned,
    ClauseBroken,
    ClauseDue,
    FigureAsked,
    FigureReleased,
    MeetingCancelled,
    MeetingChanged,
    MeetingInvited,
    PartyAsked,
    PartyReleased,
)
from models.letters.reports import CaseClosed
from models.letters.writing import write
from models.notices import Notice
from models.regency import Agency
from models.regency_folder import regency
from models.reports import Reporter
from models.sending import Bag, mark_cancelled
from models.session import reading, transaction

REPORTER = "reporter"
FOR_PEOPLE = frozenset(
    one.kind
    for one in (
        PartyAsked,
        FigureAsked,
        FigureReleased,
        PartyReleased,
        FigureCalls,
        MeetingInvited,
        MeetingChanged,
        MeetingCancelled,
        AgreementSigned,
        ClauseBroken,
        ClauseDue,
        CaseClosed,
    )
)
"""Letters that a side or a figure gets, who may have no mail."""


async def address_for(bag: Bag, *, by_hand: Brought | None = None) -> str | None:
    """Where it goes; a mail to nobody is cancelled.

    What must be brought goes to whoever leads as it is sent: they bring it and record the receipt,
    whoever led when it was queued. Of a sealed case it stays with who had it then.
    """
    if by_hand is not None and by_hand.lead is not None:
        return _agency_of(by_hand.lead).email
    if bag.first.address is not None:
        return bag.first.address
    async with transaction() as db:
        address = await _looked_up(db, bag.first)
        if address is None:
            await mark_cancelled(db, bag, trouble="no_address")
    return address


async def brought(bag: Bag) -> Brought | None:
    """Say to whom the lead must bring what it gets; None for what its own reader gets.

    ``lead`` is the officer as whom its command is given: an agency's code is nobody who acts.
    """
    if bag.first.kind not in FOR_PEOPLE:
        return None
    figures = {one.id: one.office for one in regency().figures if one.email is None}
    async with reading() as db:
        found = await brought_to(db, bag.first, figures=figures)
    officer = regency().liaison(found.lead, sealed=False) if found and found.lead else None
    return found.model_copy(update={"lead": officer.id}) if found and officer else found


def _agency_of(lead: str) -> Agency:
    """The agency of an officer, or of an agency's own code where it has no officer."""
    officer = next((one for one in regency().actors if one.id == lead), None)
    return regency().agency(officer.agency if officer and officer.agency else lead)


def written_out(bag: Bag, address: str, *, by_hand: Brought | None = None) -> bytes | None:
    """Write the mail; None, and an incident in the local log, if a template is wrong."""
    language: Language = "en" if bag.first.language == "en" else "id"
    envelope = Envelope(bag.message_id, sender_address(), address, language)
    try:
        letter = signed(bag.letter, key=secret("answers"))
        written = write(
            letter,
            language,
            portal_url=settings().portal_address,
            sender=sender_address(),
            brought=by_hand,
        )
        return message(written, envelope, at=machine_now())
    except Exception as error:  # noqa: BLE001 - one bad letter must not hold up the others
        write_incident(error, folder=settings().home / "logs")
        return None


def sender_address() -> str:
    """Who all mails are from."""
    return settings().mail_from


def mail_server() -> MailServer:
    """The configured server; without one, mails wait."""
    chosen = settings()
    secret = chosen.smtp_password
    return MailServer(
        host=chosen.smtp_host or "",
        port=chosen.smtp_port,
        security=chosen.smtp_security,
        user=chosen.smtp_user,
        password=secret.get_secret_value() if secret else None,
    )


async def _looked_up(db: AsyncSession, notice: Notice) -> str | None:
    """Open the reporter's address for this one mail; it is never written anywhere else."""
    role, _, joined = notice.recipient.partition(":")
    if role != REPORTER:
        return None
    identity = await db.scalar(
        select(Reporter.identity)
        .where(Reporter.case == (joined or notice.case), Reporter.may_be_mailed)
        .limit(1)
    )
    return None if identity is None else _email(identity)


def _email(identity: bytes) -> str | None:
    try:
        return json.loads(identity_box().decrypt(identity)).get("email") or None
    except InvalidToken:
        return None

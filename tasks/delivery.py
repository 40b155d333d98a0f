"""One round of delivery: claim with a lease, then for each mail send and mark at once.

The one place where a task both writes and sends. A mail is never lost; it is doubled only if
the process is killed, or the connection breaks, between the server's 250 and our mark.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from kit.clock import machine_now
from kit.incidents import write_incident
from kit.mail import Envelope, message
from kit.mailserver import Connection, MailServer, NotTaken, ServerAway
from kit.settings import settings
from models.letters.base import Language
from models.letters.writing import write
from models.notices import notices_due
from models.sending import LEASE_SECONDS, Bag, claim, mark_cancelled
from models.session import transaction
from tasks.addresses import address_of
from tasks.handed import give_back, not_taken, taken

SENDERS = 4
DOORS = 8
CLAIM = 10
CLAIM_DIGESTS = 500

# At most DOORS connections per process, however many flows tell at once.
_doors: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(slots=True)
class Round:
    """Delivers what some cases owe, or everything, for at most some seconds."""

    cases: list[str] | None
    seconds: float
    told: set[str] = field(default_factory=set)
    away: bool = False
    _ends: float = 0

    async def deliver(self) -> None:
        """Send on a few connections until nothing is due or the time is over."""
        self._ends = _tick() + self.seconds
        async with transaction() as db:
            due = await notices_due(db, self.cases)
        senders = min(SENDERS, -(-due // CLAIM))
        ended = await asyncio.gather(
            *(self._sender(digests=place == 0) for place in range(senders)),
            return_exceptions=True,
        )
        for failure in ended:
            if isinstance(failure, BaseException):
                raise failure

    async def _sender(self, *, digests: bool) -> None:
        doors = _doors.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(DOORS))
        try:
            async with asyncio.timeout_at(self._ends):
                await doors.acquire()
        except TimeoutError:
            return
        try:
            async with Connection(_mail_server()) as connection:
                if digests:
                    await self._send_claimed(connection, digests=True)
                await self._send_claimed(connection, digests=False)
        finally:
            doors.release()

    async def _send_claimed(self, connection: Connection, *, digests: bool) -> None:
        while not self.away and _tick() < self._ends:
            leased_until = _tick() + LEASE_SECONDS
            async with transaction() as db:
                bags = await claim(
                    db,
                    sender=_sender(),
                    cases=self.cases,
                    digests=digests,
                    limit=CLAIM_DIGESTS if digests else CLAIM,
                )
            if not bags:
                return
            await self._send_all(connection, bags, leased_until=leased_until)

    async def _send_all(
        self, connection: Connection, bags: Sequence[Bag], *, leased_until: float
    ) -> None:
        """Send while half of the lease is left, so that no mail is still on its way at its end."""
        for place, bag in enumerate(bags):
            late = _tick() > min(leased_until - LEASE_SECONDS / 2, self._ends)
            if self.away or late:
                await give_back(bags[place:])
                return
            try:
                await self._send(connection, bag)
            except ServerAway as away:
                self.away = True
                await give_back(bags[place:], trouble=away.trouble)
                return

    async def _send(self, connection: Connection, bag: Bag) -> None:
        address = await _address(bag)
        if address is None:
            return
        mail = _written(bag, address)
        if mail is None:
            await not_taken(bag, NotTaken("unwritable"))
            return
        try:
            await connection.send(mail, sender=_sender(), recipient=address)
        except NotTaken as refused:
            await not_taken(bag, refused)
            return
        await taken(bag)
        self.told.update(notice.case for notice in bag.notices)


async def _address(bag: Bag) -> str | None:
    """Where it goes; a mail to nobody is cancelled."""
    if bag.first.address is not None:
        return bag.first.address
    async with transaction() as db:
        address = await address_of(db, bag.first)
        if address is None:
            await mark_cancelled(db, bag, trouble="no_address")
    return address


def _written(bag: Bag, address: str) -> bytes | None:
    """Write the mail; None, and an incident in the local log, if a template is wrong."""
    language: Language = "en" if bag.first.language == "en" else "id"
    envelope = Envelope(bag.message_id, _sender(), address, language)
    try:
        written = write(bag.letter, language, portal_url=settings().portal_url, sender=_sender())
        return message(written, envelope, at=machine_now())
    except Exception as error:  # noqa: BLE001 - one bad letter must not hold up the others
        write_incident(error, folder=settings().home / "logs")
        return None


def _sender() -> str:
    return settings().mail_from


def _mail_server() -> MailServer:
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


def _tick() -> float:
    return asyncio.get_running_loop().time()

"""One round of delivery: claim with a lease, then for each mail send and mark at once.

The one place where a task both writes and sends. A mail is never lost. It is doubled, under the
same Message-ID, only if the process is killed between the server's 250 and our mark (one mail
at most), or if the server's answer never reaches us.
"""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from kit.incidents import write_incident
from kit.mailserver import Connection, NotTaken, ServerAway
from kit.settings import settings
from models.letters.assignments import SupportAsked
from models.notices import UNWRITABLE, notices_due
from models.sending import LEASE_SECONDS, Bag, claim, put_off, renew
from models.session import transaction
from tasks.answer_clocks import STARTS_THE_CLOCK, start_answer_clocks
from tasks.handed import give_back, not_taken, taken
from tasks.mailing import address_for, brought, mail_server, sender_address, written_out

SENDERS = 4
DOORS = 8
CLAIM = 25
CLAIM_DIGESTS = 500
# When many cases move at once, those who only help are told after all who must answer: a mail
# costs as much as a step of a case, and three of four mails of an assignment go to supporters.
MANY = 25
CAN_WAIT = (SupportAsked.kind,)
WAIT_SECONDS = 15

Doors = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]

# At most DOORS connections per process, however many flows tell at once.
_doors: Doors = WeakKeyDictionary()
# One mail per process is between the server's 250 and our mark: a kill doubles one at most.
_last_steps: Doors = WeakKeyDictionary()


@dataclass(slots=True)
class Round:
    """Delivers what some cases owe, or everything, for at most some seconds."""

    cases: list[str] | None
    seconds: float
    told: set[str] = field(default_factory=set)
    away: str | None = None
    _held: dict[str, Bag] = field(default_factory=dict)
    _ends: float = 0
    _leased_until: float = 0

    async def deliver(self) -> None:
        """Send on a few connections until nothing is due or the time is over."""
        self._ends = _tick() + self.seconds
        async with transaction() as db:
            if self.cases and len(self.cases) > MANY:
                await put_off(db, self.cases, *CAN_WAIT, seconds=WAIT_SECONDS)
            due = await notices_due(db, self.cases)
        renewing = asyncio.create_task(self._hold_on())
        try:
            await _all_of(self._sender(digests=one == 0) for one in range(_senders(due)))
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _hold_on(self) -> None:
        """Renew the leases of what is held, however long a mail server takes."""
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            if not self._has_lease():
                return
            until = _tick() + LEASE_SECONDS
            async with transaction() as db:
                await renew(db, list(self._held.values()))
            self._leased_until = until

    async def _sender(self, *, digests: bool) -> None:
        door = _of_this_process(_doors, DOORS)
        try:
            async with asyncio.timeout_at(self._ends):
                await door.acquire()
        except TimeoutError:
            return
        try:
            async with Connection(mail_server()) as connection:
                if digests:
                    await self._send_claimed(connection, digests=True)
                await self._send_claimed(connection, digests=False)
        finally:
            door.release()

    async def _send_claimed(self, connection: Connection, *, digests: bool) -> None:
        while self._goes_on():
            until = _tick() + LEASE_SECONDS
            limit = CLAIM_DIGESTS if digests else CLAIM
            async with transaction() as db:
                bags = await claim(
                    db, sender=sender_address(), cases=self.cases, digests=digests, limit=limit
                )
            if not bags:
                return
            self._leased_until = min(self._leased_until, until) if self._held else until
            self._held |= {bag.message_id: bag for bag in bags}
            await self._send_all(connection, bags)
            await _clocks_of(bags)

    async def _send_all(self, connection: Connection, bags: Sequence[Bag]) -> None:
        for place, bag in enumerate(bags):
            if not self._goes_on():
                await self._give_back(bags[place:])
                return
            try:
                await self._send(connection, bag)
            except ServerAway as away:
                self.away = away.trouble
                await self._give_back(bags[place:])
                return
            self._held.pop(bag.message_id, None)

    async def _send(self, connection: Connection, bag: Bag) -> None:
        by_hand = await brought(bag)
        address = await address_for(bag, by_hand=by_hand)
        if address is None:
            return
        mail = written_out(bag, address, by_hand=by_hand)
        if mail is None:
            await not_taken(bag, NotTaken(UNWRITABLE))
            return
        try:
            await connection.begin(sender=sender_address(), recipient=address)
            async with _of_this_process(_last_steps, 1):
                if not self._goes_on():
                    await connection.close()
                    await self._give_back([bag])
                    return
                await connection.finish(mail)
                await taken(bag)
        except NotTaken as refused:
            await not_taken(bag, refused)
            return
        self.told.update(notice.case for notice in bag.notices)

    def _goes_on(self) -> bool:
        """Whether there is time, a server, and a lease on what is held."""
        return not self.away and self._has_lease() and _tick() < self._ends

    def _has_lease(self) -> bool:
        return not self._held or _tick() < self._leased_until

    async def _give_back(self, bags: Sequence[Bag]) -> None:
        """Give back what is ours; after its lease ran out another may hold it."""
        ours = bags if self._has_lease() else ()
        for bag in bags:
            self._held.pop(bag.message_id, None)
        await give_back(ours, trouble=self.away)


async def _clocks_of(bags: Iterable[Bag]) -> None:
    """Start the clocks of the agencies that were told; the sweep starts what fails here."""
    cases = {bag.first.case for bag in bags if bag.first.kind in STARTS_THE_CLOCK}
    if not cases:
        return
    try:
        await start_answer_clocks(cases)
    except Exception as error:  # noqa: BLE001 - the mails are sent; the next ones must go on
        write_incident(error, folder=settings().home / "logs")


def _senders(due: int) -> int:
    return min(SENDERS, -(-due // CLAIM))


async def _all_of(senders: Iterable[Coroutine[None, None, None]]) -> None:
    """Let each sender end, then raise the first failure."""
    ended = await asyncio.gather(*senders, return_exceptions=True)
    for failure in ended:
        if isinstance(failure, BaseException):
            raise failure


def _of_this_process(doors: Doors, width: int) -> asyncio.Semaphore:
    return doors.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(width))


def _tick() -> float:
    return asyncio.get_running_loop().time()

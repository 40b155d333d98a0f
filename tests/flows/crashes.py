"""What crashes during a run, when, and which mails each crash repeated."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field

import asyncpg

from engine.cluster import Cluster
from tests.flows.rukun_up import Mailbox, Rukun


@dataclass
class Crashes:
    """Crashes everything once or more while a Rukun works; remembers what and when."""

    rukun: Rukun
    mailbox: Mailbox
    happened: list[tuple[float, str]] = field(default_factory=list)

    async def all_of_them(self, connection: asyncpg.Connection) -> None:
        """Kill workers and server, drop Prefect's database, refuse mail for 20 s."""
        await _until_a_mail(self.mailbox, connection)
        await self._kill("worker")
        self._say("mail server away")
        self.mailbox.close()
        await asyncio.sleep(2)
        await self._kill("prefect")
        await asyncio.sleep(8)
        await self._kill("worker")
        await asyncio.sleep(5)
        await self._drop_prefects_database()
        await asyncio.sleep(5)
        self.mailbox.open()
        await _until_a_mail(self.mailbox, connection)
        await self._kill("worker")

    def repeated(self) -> list[tuple[str, list[str]]]:
        """Each crash with the Message-IDs that came before it and once more after it."""
        blamed: list[list[str]] = [[] for _ in self.happened]
        for one in self.mailbox.doubled():
            arrivals = [mail.at for mail in self.mailbox.mails if mail.message_id == one]
            for first, again in itertools.pairwise(arrivals):
                between = [
                    place for place, (at, _) in enumerate(self.happened) if first <= at <= again
                ]
                for place in between[:1]:
                    blamed[place].append(one)
        return [(what, ids) for (_, what), ids in zip(self.happened, blamed, strict=True)]

    async def _kill(self, child: str) -> None:
        await self.rukun.kill(child)
        self._say(f"{child} killed")

    async def _drop_prefects_database(self) -> None:
        superuser = await Cluster(self.rukun.home).superuser()
        await superuser.execute("DROP DATABASE prefect WITH (FORCE)")
        await superuser.close()
        self._say("Prefect's database dropped")

    def _say(self, what: str) -> None:
        self.happened.append((time.time(), what))


async def _until_a_mail(mailbox: Mailbox, connection: asyncpg.Connection) -> None:
    """Wait until a mail arrives or none is owed: the next kill meets mails on their way."""
    before = len(mailbox.mails)
    async with asyncio.timeout(300):
        while len(mailbox.mails) == before and await _are_owed(connection):
            await asyncio.sleep(0.01)


async def _are_owed(connection: asyncpg.Connection) -> bool:
    owed = "SELECT EXISTS (SELECT FROM notice WHERE state IN ('queued', 'sending'))"
    sent = "SELECT EXISTS (SELECT FROM notice WHERE state = 'sent')"
    return await connection.fetchval(owed) or not await connection.fetchval(sent)

"""A stage in the town that all scenarios share, and the steps that many of them begin with."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from cli.demo_waiting import DemoApi
from cli.stories.stage import Stage
from desk.acting import Person, person
from desk.clauses import Promise
from desk.contacts import Side
from desk.endings import Ending
from desk.reports import Contact, Told
from engine.catchall import Keeper
from kit.clock import now, today
from models.cases import Case
from models.chain import SealedFact
from models.notices import Notice
from models.session import reading
from models.status import Status

CASE = "kasus"
BOUNDARY = "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi."
OTHERS = "Warga seberang"
CALM = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")


class Post(Keeper):
    """A mail server that takes every mail, but for the addresses that it ``refuses``."""

    refuses: frozenset[str] = frozenset()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Refuse or take a recipient."""
        if address in self.refuses:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@dataclass(frozen=True, slots=True)
class Town:
    """The Rukun that runs: its engine's API, the task that watches it, its mail server."""

    api: DemoApi
    house: asyncio.Task[None]
    post: Post


@dataclass(slots=True)
class Scene(Stage):
    """A stage on which a case is brought to where a scenario begins."""

    post: Post | None = None

    @property
    def number(self) -> str:
        """The number of the scenario's own case."""
        return self.cases[CASE]

    async def until(self, at: datetime) -> None:
        """Let it be this instant; what fell due on the way is swept once."""
        await self.pace.pass_to(at)

    async def later(self, **parts: float) -> None:
        """Let so much time pass: days, hours, minutes."""
        await self.until(now() + timedelta(**parts))

    async def case(self) -> Case:
        """Read the scenario's case."""
        async with reading() as db:
            return await db.get_one(Case, self.number)

    async def stands(self) -> Status:
        """Where the scenario's case stands."""
        return (await self.case()).stands

    async def said(self, fact: str, *, of: str | None = None) -> list[dict[str, object]]:
        """What the facts of a name say of a case, in order."""
        async with reading() as db:
            rows = await db.scalars(
                select(SealedFact.body)
                .where(SealedFact.case == (of or self.number), SealedFact.name == fact)
                .order_by(SealedFact.seq)
            )
            return list(rows)

    async def told(self, kind: str, *, of: str | None = None) -> set[str]:
        """Whom letters of a kind about a case reached."""
        async with reading() as db:
            rows = await db.scalars(
                select(Notice.recipient).where(
                    Notice.case == (of or self.number),
                    Notice.kind == kind,
                    Notice.state == "sent",
                )
            )
            return set(rows)

    def agency(self, code: str) -> Person:
        """Somebody who answers for an agency."""
        return self.officer(code)

    def marked(self, code: str) -> Person:
        """The officer of an agency who answers for sealed tasks."""
        known = self.rules.liaison(code, sealed=True)
        assert known is not None
        return person(f"agency:{known.id}", rules=self.rules)

    def reporter(self) -> Person:
        """A reporter without an account."""
        return person("reporter:-", rules=self.rules)

    async def reported(
        self,
        text: str,
        village: str,
        *,
        name: str = CASE,
        contact: Contact | None = None,
        not_to_tell: tuple[str, ...] = (),
    ) -> str:
        """Report something that happened today."""
        told = Told(text, village, str(today()), contact=contact, not_to_tell=not_to_tell)
        return await self.report(name, told)

    async def assigned(self, village: str) -> None:
        """A boundary is disputed, and the rules gave the case to an agency."""
        await self.reported(BOUNDARY, village)
        await self.reviewed(CASE, category="BTS")
        assert await self.stands() is Status.ASSIGNED

    async def accepted(self, village: str) -> None:
        """The agency accepted it."""
        await self.assigned(village)
        await self.accept(CASE)

    def sides(self, village: str, *, willing: bool | None = True) -> tuple[Side, Side]:
        """The village and the people on the other side."""
        here = f"Desa {self.rules.village(village).name}"
        return (
            Side(here, "village", village, willing=True),
            Side(OTHERS, "group", village, willing=willing),
        )

    async def met(self, village: str, *, willing: bool | None = True) -> None:
        """The agency met the sides."""
        await self.accepted(village)
        await self.meet(CASE, *self.sides(village, willing=willing), root="boundary_unclear")

    async def invited(self, village: str) -> None:
        """Figures and sides said yes, and a meeting is set."""
        await self.met(village)
        await self.seats_answer(CASE)
        await self.sides_consent(CASE)
        assert (await self.see(CASE)).meeting is not None

    async def agreed(self, village: str) -> None:
        """The sides agreed in the meeting."""
        await self.invited(village)
        await self.sit(CASE, "agreed", minutes="Para pihak sepakat memasang patok bersama.")

    async def signed(self, village: str, *more: Promise) -> None:
        """The agreement is signed, with a clause for each side."""
        await self.agreed(village)
        here, there = (one.label for one in self.sides(village))
        promises: Sequence[Promise] = (
            Promise("Patok dipasang bersama.", here),
            Promise("Jalan sawah dibuka.", there),
            *more,
        )
        await self.agree(CASE, *promises, document="Surat kesepakatan.")

    async def finished(self, village: str) -> None:
        """A side won't talk; the agency handles the case alone and is done."""
        await self.met(village, willing=False)
        await self.handled(CASE, "calm", done="Kedua pihak ditemui; patok dikembalikan.")

"""Where a story is played: people act at the desk, flows answer, time goes on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import func, select

from cli.demo_parts import OFFICER
from cli.demo_sight import Sample, Sight, look
from desk.acting import Person, person
from desk.agreements import sign_agreement
from desk.answers import Answer, answer_as
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party
from desk.contacts import Met, Side, record_contact
from desk.endings import Ending, approve_closure, check_clause, finish_handling
from desk.incidents import Happened, record_incident
from desk.reports import Told, report
from desk.reviews import review
from desk.talks import Sitting, answer_as_figure, record_meeting
from kit.clock import now, today
from models.deadlines import Deadline
from models.regency import Regency, Role, UnknownCode
from models.session import reading
from models.status import Status

A_MINUTE = timedelta(minutes=1)
NOBODY = Sample(id="-", village="-", text="-", channel="-", category="LNY")
REVIEWER, APPROVER = "KESBANG-KABID-KONFLIK", "KESBANG-SEKRETARIS"


class Pace(Protocol):
    """How a story waits for flows, and moves time on."""

    async def settle(self) -> None:
        """Wait until flows have done all there is to do."""

    async def pass_to(self, at: datetime) -> None:
        """Let it be this instant, and let deadlines be swept."""


@dataclass(slots=True)
class Stage:
    """A Rukun to play on. ``cases`` are numbers by the names that the story gives them.

    ``words`` are what people reported, to be looked for where they may not be.
    """

    pace: Pace
    rules: Regency
    cases: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    async def until(self, at: datetime) -> None:
        """Let time go on, and stop at every limit on the way as the sweep of that hour would."""
        while (due := await _next_due()) is not None and due < at:
            await self.pace.pass_to(due + A_MINUTE)
        await self.pace.pass_to(at)

    async def settle(self) -> None:
        """Wait until flows have done all there is to do."""
        await self.pace.settle()

    async def report(self, name: str, told: Told) -> str:
        """Hand in a report, whose case the story calls ``name``."""
        receipt = await report(told, by="reporter:-", rules=self.rules)
        self.cases[name] = receipt.number
        self.words.append(told.text)
        await self.settle()
        return receipt.number

    async def see(self, name: str) -> Sight:
        """See a case with all that its people act on."""
        sights = await look(defaultdict(lambda: NOBODY))
        return next(one for one in sights if one.number == self.cases[name])

    def coordinator(self, office: str = REVIEWER) -> Person:
        """Somebody of the secretariat."""
        return person(f"coordinator:{office}", rules=self.rules)

    def approver(self) -> Person:
        """The second person of the secretariat."""
        return self.coordinator(APPROVER)

    def duty(self, post: str) -> Person:
        """Whoever sits at a post of the duty roster."""
        return person(f"duty:{post}", rules=self.rules)

    def figure(self, known: str) -> Person:
        """A figure who answers for themselves."""
        return person(f"figure:{known}", rules=self.rules)

    def officer(self, agency: str) -> Person:
        """The officer who answers for an agency."""
        try:
            known = self.rules.actor(f"{agency}-PETUGAS").id
        except UnknownCode:
            known = self.rules.actors_of(role=Role.AGENCY, agency=agency)[0].id
        return person(f"agency:{known}", rules=self.rules)

    async def lead(self, name: str) -> Person:
        """The officer of the agency that leads a case now."""
        sight = await self.see(name)
        return self.officer(sight.case.lead or self.rules.secretariat[0])

    async def accept(self, name: str) -> None:
        """The agency that leads the case accepts it."""
        sight, by = await self.see(name), await self.lead(name)
        office = self.rules.agency(sight.case.lead or "").name["id"]
        answer = Answer(accepted=True, office=office, officer=OFFICER)
        await answer_as(self.cases[name], answer, by=by)
        await self.settle()

    async def reviewed(self, name: str, *, category: str) -> None:
        """A coordinator says what the case is about, if the rules were unsure."""
        if (await self.see(name)).case.stands is Status.NEEDS_REVIEW:
            by = self.coordinator()
            await review(self.cases[name], by=by, decision="triage", category=category)
            await self.settle()

    async def meet(
        self,
        name: str,
        *sides: Side,
        root: str,
        injured: int = 0,
        only_safety: bool = False,
    ) -> None:
        """The lead meets the sides, each apart."""
        met = Met(sides=sides, root_cause=root, injured=injured, only_safety=only_safety)
        await record_contact(self.cases[name], met, by=await self.lead(name))
        await self.settle()

    async def seats_answer(self, name: str, *, ties: Sequence[str] = ()) -> None:
        """Each figure who was asked answers: those of ``ties`` declare one, the others come."""
        while asked := (await self.see(name)).asked:
            for seat in asked:
                answer = "tie" if seat.figure in ties else "accept"
                by = self.figure(seat.figure)
                await answer_as_figure(self.cases[name], by=by, figure=seat.figure, answer=answer)
            await self.settle()

    async def sides_consent(self, name: str) -> None:
        """Each side accepts the panel."""
        sight, by = await self.see(name), await self.lead(name)
        for party in sight.parties:
            before = sight.consents.get(party.id)
            if before is None or before.answer != "accept":
                await answer_as_party(sight.number, by=by, label=party.label, accepts=True)
        await self.settle()

    async def sit(
        self,
        name: str,
        outcome: str,
        *,
        minutes: str,
        only: Sequence[str] = (),
        withdrawn: str | None = None,
    ) -> None:
        """Wait for the meeting that is set, hold it, and record how it went."""
        sight = await self.see(name)
        if sight.meeting is None:
            raise AssertionError(f"{name}: no meeting is set")
        await self.until(sight.meeting.ends_at)
        sight = await self.see(name)
        labels = tuple(one.label for one in sight.parties if not only or one.label in only)
        sitting = Sitting(
            outcome,
            parties=labels,
            figures=tuple(one.figure for one in sight.sitting),
            minutes=minutes,
            withdrawn=withdrawn,
        )
        await record_meeting(sight.number, sitting, by=await self.lead(name))
        await self.settle()

    async def agree(self, name: str, *promises: Promise, document: str) -> None:
        """The sides sign what they agreed on, today."""
        signed = Signed(document=document, promises=promises, signed_on=str(today()))
        await sign_agreement(self.cases[name], signed, by=await self.lead(name))
        await self.settle()

    async def kept(self, name: str, *clauses: int, evidence: str) -> None:
        """The lead looks at clauses and finds them kept."""
        by = await self.lead(name)
        for clause in clauses:
            await check_clause(
                self.cases[name], by=by, clause=clause, result="kept", evidence=evidence
            )
        await self.settle()

    async def broken(self, name: str, clause: int, *, evidence: str) -> None:
        """A coordinator finds a clause broken."""
        await check_clause(
            self.cases[name],
            by=self.coordinator(),
            clause=clause,
            result="broken",
            evidence=evidence,
        )
        await self.settle()

    async def happens(self, name: str, happened: Happened) -> str:
        """Something new happens in an open case; returns the number of the case that holds it."""
        self.words.append(happened.text)
        number = await record_incident(self.cases[name], happened, by=self.coordinator())
        await self.settle()
        return number

    async def handled(self, name: str, result: str, *, done: str) -> None:
        """The lead says what it did."""
        by = await self.lead(name)
        await finish_handling(self.cases[name], by=by, result_code=result, done=done)
        await self.settle()

    async def close(self, name: str, ending: Ending) -> None:
        """A second person closes the case."""
        await approve_closure(self.cases[name], ending, by=self.approver())
        await self.settle()


async def _next_due() -> datetime | None:
    """When the next rung of any limit is due after now."""
    async with reading() as db:
        due: datetime | None = await db.scalar(
            select(func.min(Deadline.next_at)).where(
                Deadline.met_at.is_(None),
                Deadline.dropped_at.is_(None),
                Deadline.paused_at.is_(None),
                Deadline.next_at > now(),
            )
        )
    return due

"""What people do in the demonstration, through the desk alone: flows do the rest."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from cli.demo_parts import (
    BREAKS,
    CROSSES,
    DECLINES,
    OFFICER,
    ROOTS,
    SILENT,
    TOLD_BEFORE,
    TWIN,
    UNWILLING,
    VAGUE,
    Played,
    sides_of,
)
from cli.demo_sight import Sight
from cli.demo_talks import hold, sign, talk
from desk.acting import Person, person
from desk.answers import Answer, answer_as
from desk.contacts import Met, record_contact
from desk.endings import Ending, approve_closure, check_clause, finish_handling
from desk.referrals import refer
from desk.reviews import review
from desk.sealed import record_police_report, record_protection
from kit.clock import now, wita_date
from models.regency import Regency
from models.status import Status
from policies.assignment import choose_agency

REVIEWER = "coordinator:KESBANG-KABID-KONFLIK"
APPROVER = "coordinator:KESBANG-SEKRETARIS"
LOOK_AFTER_DAYS = 6  # an agreement is looked at before its first limit, on the seventh day
PREVENTED_WITHIN = timedelta(days=60)


@dataclass(slots=True)
class Cast:
    """Everybody who acts, and the parts that were played.

    ``numbers`` are case numbers by sample. ``silent`` while one agency says nothing; ``talks``
    once its superior was told, and talks begin.
    """

    rules: Regency
    numbers: dict[str, str]
    played: Played = field(default_factory=Played)
    silent: bool = True
    talks: bool = False

    def officer(self, sight: Sight) -> Person:
        """The officer who answers for the agency that leads a case."""
        lead = sight.case.lead or self.rules.secretariat[0]
        return self._of(lead, sealed=sight.case.sealed)

    def approver(self, sight: Sight) -> Person:
        """A coordinator closes a case; a sealed one the body that supports."""
        if not sight.case.sealed:
            return self.coordinator(APPROVER)
        choice = choose_agency(sight.case.situation(), regency=self.rules)
        return self._of(choice.supports[0].agency, sealed=True)

    def _of(self, agency: str, *, sealed: bool) -> Person:
        officer = self.rules.liaison(agency, sealed=sealed)
        return person(f"agency:{officer.id if officer else agency}", rules=self.rules)

    def coordinator(self, words: str) -> Person:
        """A coordinator of the secretariat."""
        return person(words, rules=self.rules)


async def act(cast: Cast, sight: Sight) -> list[str]:
    """Let a case's people do what is theirs to do now; returns the codes of what they did."""
    step = STEPS.get(sight.case.stands)
    return await step(cast, sight) if step else []


async def _review(cast: Cast, sight: Sight) -> list[str]:
    by = cast.coordinator(REVIEWER)
    if sight.sample is TWIN:
        older = cast.numbers[TOLD_BEFORE]
        await review(sight.number, by=by, decision="join", into=older, reason_code="same_matter")
        return ["joined"]
    if sight.sample is VAGUE:
        await review(sight.number, by=by, decision="dismiss", reason_code="no_dispute_found")
        return ["dismissed"]
    await review(sight.number, by=by, decision="triage", category=sight.sample.category)
    return ["reviewed"]


async def _answer(cast: Cast, sight: Sight) -> list[str]:
    if cast.silent and sight.sample.id == SILENT:
        return []
    declines = cast.played.first("declines", when=sight.sample.id == DECLINES)
    answer = Answer(
        accepted=not declines,
        office=cast.rules.agency(sight.case.lead or "").name["id"],
        officer=OFFICER,
        reason_code="no_capacity" if declines else None,
    )
    await answer_as(sight.number, answer, by=cast.officer(sight))
    return ["declined" if declines else "accepted"]


async def _contact(cast: Cast, sight: Sight) -> list[str]:
    category = sight.case.category or "LNY"
    sealed = sight.case.sealed
    met = Met(
        sides=() if sealed else sides_of(sight.sample, category=category, rules=cast.rules),
        root_cause=ROOTS.get(category, "facts_unclear"),
        note="Korban ditemui dan aman." if sealed else "Kedua pihak ditemui terpisah.",
    )
    await record_contact(sight.number, met, by=cast.officer(sight))
    if sealed:
        await record_protection(sight.number, by=cast.officer(sight), note="Di rumah aman.")
        await record_police_report(sight.number, by=cast.officer(sight))
    return ["unwilling" if sight.sample.id == UNWILLING else "contacted"]


async def _handle(cast: Cast, sight: Sight) -> list[str]:
    if sight.closure is not None:
        return await _approve(cast, sight)
    if cast.played.first("refers", when=sight.sample.id == CROSSES):
        by = cast.coordinator(REVIEWER)
        await refer(sight.number, by=by, to="GUBERNUR", reason_code="two_regencies")
        return ["referred"]
    await finish_handling(
        sight.number,
        by=cast.officer(sight),
        result_code=_result(sight),
        done="Pihak terkait ditemui, keadaan aman, tindak lanjut dijadwalkan.",
    )
    return ["handled"]


def _result(sight: Sight) -> str:
    if sight.case.sealed:
        return "victim_safe"
    return "calm_restored" if sight.case.follow_up else "handled"


async def _mediate(cast: Cast, sight: Sight) -> list[str]:
    if not cast.talks or sight.broke:
        return []
    officer = cast.officer(sight)
    if sight.meeting is not None:
        return await hold(cast.played, sight, by=officer)
    if sight.agreed:
        return await sign(sight, by=officer)
    return await talk(cast.played, sight, by=officer, rules=cast.rules)


async def _watch(cast: Cast, sight: Sight) -> list[str]:
    if sight.closure is not None:
        return await _approve(cast, sight)
    if sight.agreement is None or wita_date(now()) < look_on(sight):
        return []
    breaks = cast.played.first("breaks", when=sight.sample.id == BREAKS)
    clauses = [one for one in sight.clauses if one.state == "open"]
    for clause in clauses[:1] if breaks else clauses:
        result = "broken" if breaks else "kept"
        by = cast.officer(sight)
        await check_clause(sight.number, by=by, clause=clause.number, result=result)
    return ["broken"] if breaks else ["kept"] * len(clauses)


async def _approve(cast: Cast, sight: Sight) -> list[str]:
    closure = sight.closure
    if closure is None or closure.approved_by is not None:
        return []
    ending = Ending(
        outcome=closure.outcome,
        root_cause=ROOTS.get(sight.case.category or "", "facts_unclear"),
        prevention="joint_rules",
        prevention_owner=sight.case.lead,
        prevention_due=str(wita_date(now() + PREVENTED_WITHIN)),
    )
    await approve_closure(sight.number, ending, by=cast.approver(sight))
    return ["approved"]


def look_on(sight: Sight) -> date:
    """The day on which an agreement's clauses are looked at."""
    if sight.agreement is None:
        return date.max
    return sight.agreement.signed_on + timedelta(days=LOOK_AFTER_DAYS)


STEPS: dict[Status, Callable[[Cast, Sight], Awaitable[list[str]]]] = {
    Status.NEEDS_REVIEW: _review,
    Status.ASSIGNED: _answer,
    Status.ACCEPTED: _contact,
    Status.IN_HANDLING: _handle,
    Status.IN_MEDIATION: _mediate,
    Status.AGREED: _watch,
}

"""Builders: the shortest way to a case in a status, always through the real desk and tasks."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from desk.reports import Told, fitting, receive
from kit.clock import now
from models.causes import STUCK_AFTER, Cause
from models.facts.grammar import STARTS
from models.regency_folder import regency
from models.session import transaction
from tasks.agreements import watch_agreements
from tasks.assignment import assign_agencies
from tasks.bars import apply_bars
from tasks.closure import close_approved
from tasks.follow_up import follow_meetings
from tasks.handling import follow_handling
from tasks.mediation import choose_path
from tasks.meetings import arrange
from tasks.preparation import prepare_handling
from tasks.referrals import follow_referrals
from tasks.states import follow_states
from tasks.triage import triage_reports

A_TEXT = "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi."


async def a_case(
    text: str = A_TEXT,
    *,
    village: str = "51.05.02.2004",
    happened_on: date = date(2026, 10, 1),
    then: Callable[[], object] = lambda: None,
) -> str:
    """Report a case; ``then`` runs inside its transaction. Returns its number."""
    told = Told(text=text, village=village, happened_on=happened_on)
    async with transaction() as db:
        rules = regency()
        receipt = await receive(
            db, fitting(told, rules=rules, at=now()), by="reporter:-", rules=rules
        )
        then()
    return receipt.number


async def run_flows(most: int = 20) -> None:
    """Handle every waiting cause as the flows would, until none is left."""
    for _ in range(most):
        async with transaction() as db:
            waiting = await db.execute(
                select(Cause.case, Cause.fact)
                .distinct(Cause.case)
                .where(Cause.handled_at.is_(None), Cause.failures < STUCK_AFTER)
                .order_by(Cause.case, Cause.seq)
            )
            rung = [(case, STARTS[fact]) for case, fact in waiting]
        if not rung:
            return
        for flow in sorted({flow for _, flow in rung}):
            await STEPS[flow].fn([case for case, started in rung if started == flow])
    raise AssertionError("causes are still waiting: " + ", ".join(case for case, _ in rung))


STEPS = {
    "triage-cases": triage_reports,
    "assign-cases": assign_agencies,
    "prepare-cases": prepare_handling,
    "open-mediations": choose_path,
    "arrange-meetings": arrange,
    "follow-meetings": follow_meetings,
    "watch-agreements": watch_agreements,
    "follow-handling": follow_handling,
    "close-cases": close_approved,
    "apply-bars": apply_bars,
    "follow-referrals": follow_referrals,
    "follow-states": follow_states,
}

"""What a post sees that a red alarm wakes: number, place, signs of danger and whom to ring."""

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person, Refused
from desk.refusals import acting as says
from kit.clock import now
from models.alerts import Alert, open_alert, told_posts
from models.cases import Case
from models.reading import CaseLine
from models.reading_alerts import AlarmSeen, call_list
from models.reading_case import CasePage
from models.regency_folder import regency
from policies.duty import ladder_at, may_answer


async def woken_alert(db: AsyncSession, case: Case, *, by: Person) -> Alert | None:
    """Read the alarm that runs, if it woke this post."""
    alert = await open_alert(db, case.number)
    if alert is None:
        return None
    told = await told_posts(db, case.number, since=alert.raised_at)
    may = may_answer(alert.seen(case), post=by.id, told=told, rules=regency())
    return alert if may else None


async def woken_page(db: AsyncSession, case: Case, *, by: Person) -> CasePage:
    """Show a post the alarm; of a sealed case no place, no sign, no stage.

    Raises ``Refused`` where none runs that may wake it, as for a case that does not exist.
    """
    alert = await woken_alert(db, case, by=by)
    if alert is None:
        raise Refused(says.NO_SUCH_CASE, number=case.number)
    sealed = alert.sealed or case.sealed
    line = CaseLine(
        number=case.number,
        version=case.seq,
        status=case.status,
        sealed=sealed,
        opened_at=case.opened_at,
        colour=None if sealed else case.colour,
        village=None if sealed else case.village,
        verified=case.verified,
    )
    return CasePage(case=line, alarm=await _seen(db, case, alert, sealed=sealed))


async def alarm_of(db: AsyncSession, case: Case) -> AlarmSeen | None:
    """Show the alarm that runs on a case, to those who see the whole of it."""
    alert = await open_alert(db, case.number)
    return await _seen(db, case, alert) if alert else None


async def _seen(db: AsyncSession, case: Case, alert: Alert, *, sealed: bool = False) -> AlarmSeen:
    ladder = ladder_at(now(), alert.seen(case), rules=regency())
    return AlarmSeen(
        raised_at=alert.raised_at,
        stage=0 if sealed else alert.stage,
        dangers=() if sealed else tuple(alert.dangers),
        rung=alert.rung,
        next_at=alert.next_at,
        taken_by=alert.acknowledged_by,
        taken_at=alert.acknowledged_at,
        report_at=alert.report_at,
        posts=(await call_list(db, case.number, ladder)).posts,
    )

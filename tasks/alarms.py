"""Alerts that wait: their next rung, their next question, their hook. The relay's own work.

None of this is a Prefect task: the red path goes on while Prefect is stopped. A case is one
transaction, under its lock, and one that fails fails alone.
"""

from collections.abc import Awaitable
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import now, wita_date
from kit.hook import HookFailed, call_hook
from kit.incidents import write_incident
from kit.settings import settings
from models.alarming import alarm_notices, seal_alarm, situation_notices, sound_alarm
from models.alerts import (
    Alert,
    Danger,
    alarm_of,
    alerts_due,
    cases_owed,
    claim_hooks,
    end_alert,
    open_alert,
    say_rung,
    taken_there,
)
from models.cases import Case, lock_cases
from models.causes import begins_again
from models.duty import Post
from models.facts.danger import HookCalled, SituationAsked
from models.letters.catalogue import URGENT
from models.notices import queue_all
from models.questions import UNDATED
from models.regency import Regency
from models.regency_folder import regency
from models.session import reading, transaction
from models.status import ENDED, Status
from models.unwoken import unwoken, unwoken_words
from models.views import Bar, Colour, ReportView
from policies.duty import alarm_now, first_rung, ladder_at
from policies.triage import triage
from tasks.delivery import Round
from tasks.turn import Turn

ACTOR = "clock:alarms"
ROUND_SECONDS = 20


async def climb() -> list[str]:
    """Say each rung and each question that is due now, once; returns the cases."""
    async with reading() as db:
        due = await alerts_due(db, at=now())
    for number in due:
        await _alone(_go_on(number))
    return due


async def deliver_alarms() -> set[str]:
    """Hand over what red cases owe, alarms first, without Prefect."""
    async with transaction() as db:
        cases = await cases_owed(db, URGENT)
    if not cases:
        return set()
    one = Round(cases, seconds=ROUND_SECONDS)
    await one.deliver()
    return one.told


async def call_hooks() -> None:
    """Call the operator's hook for each rung that it was not called for, and record how it went."""
    hook = settings().alarm_hook
    if hook is None:
        return
    async with transaction() as db:
        owed = [(alert.case, alert.rung) for alert in await claim_hooks(db)]
    for number, rung in owed:
        await _alone(_call(hook, number, rung))


async def wake_if_red(mine: Turn, case: Case, *, report: ReportView) -> None:
    """Raise the alarm of a case that a person rated red; what happened long ago wakes nobody."""
    if case.colour != Colour.RED or case.stands in ENDED or not goes_on(mine, report):
        return
    if await open_alert(mine.db, case.number) is not None:
        return
    dangers = triage(report, regency=mine.rules).dangers
    danger = Danger(case.stage or 0, dangers, case.sealed)
    await _sound(mine.db, case, danger, actor=mine.actor, rules=mine.rules)


def goes_on(mine: Turn, report: ReportView) -> bool:
    """Tell whether what was reported may still go on: it happened in these days.

    Of an imported row without a day nobody knows; whoever does records an incident.
    """
    fresh = wita_date(mine.at) - timedelta(days=mine.rules.duty.import_alarm_days)
    return report.happened_on >= fresh and UNDATED not in report.answers


async def wake_unwoken() -> list[str]:
    """Sound each alarm that broke when its words were kept; returns the cases."""
    at, rules = now(), regency()
    fresh = wita_date(at) - timedelta(days=rules.duty.import_alarm_days)
    async with reading() as db:
        found = await unwoken(db, at=at, fresh=fresh)
    for number in found:
        await _alone(_sound_late(number, fresh=fresh, rules=rules))
    return found


async def _sound_late(number: str, *, fresh: date, rules: Regency) -> None:
    async with transaction() as db:
        case = (await lock_cases(db, [number]))[number]
        told = await unwoken_words(db, number, at=now(), fresh=fresh)
        if told is None or case.stands in ENDED:
            return
        read = triage(told, regency=rules)
        sealed = case.sealed or Bar.SEALED in read.bars
        danger = Danger(read.stage, read.dangers, sealed)
        await _sound(db, case, danger, actor=ACTOR, rules=rules)


async def _sound(
    db: AsyncSession, case: Case, danger: Danger, *, actor: str, rules: Regency
) -> None:
    at = now()
    first = first_rung(alarm_of(case, sealed=danger.sealed, at=at), rules=rules)
    await sound_alarm(db, case, danger, first=first, actor=actor, at=at, rules=rules)


async def _alone(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - one alert must not hold up the others
        write_incident(error, folder=settings().home / "logs")


async def _go_on(number: str) -> None:
    async with transaction() as db:
        case = (await lock_cases(db, [number])).get(number)
        alert = await open_alert(db, number) if case is not None else None
        if case is None or alert is None:
            return
        if await _is_over(db, case, alert):
            end_alert(case, alert, reason_code=case.status, actor=ACTOR, at=now())
            return
        rules = regency()
        if case.sealed and not alert.sealed:
            await _seal(db, case, alert, rules=rules)
            return
        if alert.next_at is not None and alert.next_at <= now():
            await _climb(db, case, alert, rules=rules)
        if alert.report_at is not None and alert.report_at <= now():
            await _ask(db, case, alert, rules=rules)


async def _is_over(db: AsyncSession, case: Case, alert: Alert) -> bool:
    """An alarm ends with its case; a joined report's once somebody took it, or the older case's.

    What happened in an ended case rings before its new episode begins.
    """
    if case.stands is Status.JOINED and alert.waits:
        return await taken_there(db, alert, into=case.joined_into or "")
    return case.stands in ENDED and not await begins_again(db, case.number)


async def _seal(db: AsyncSession, case: Case, alert: Alert, *, rules: Regency) -> None:
    at = now()
    first = first_rung(alarm_of(case, at=at), rules=rules)
    await seal_alarm(db, case, alert, first=first, actor=ACTOR, at=at, rules=rules)


async def _climb(db: AsyncSession, case: Case, alert: Alert, *, rules: Regency) -> None:
    at = now()
    rung = alarm_now(alert.seen(case), at=at, rules=rules)
    if rung is None:
        alert.next_at = None
        return
    say_rung(case, alert, rung, actor=ACTOR, at=at)
    await queue_all(db, alarm_notices(case, alert, rung, rules=rules))


async def _ask(db: AsyncSession, case: Case, alert: Alert, *, rules: Regency) -> None:
    """Ask how it stands: the duty desk, then its superiors too, then every few hours."""
    plan, at = rules.duty.situation, now()
    posts = _asked(case, alert, rules=rules)
    alert.asks += 1
    alert.report_at = at + (plan.again if alert.asks == 1 else plan.every).length
    fact = SituationAsked(asks=alert.asks, to=tuple(post.code for post in posts))
    case.record(fact, actor=ACTOR, at=at)
    await queue_all(db, situation_notices(case, alert, posts, rules=rules))


def _asked(case: Case, alert: Alert, *, rules: Regency) -> tuple[Post, ...]:
    """Whom to ask how it stands: first the post that took the alarm, which is there."""
    duty = rules.duty
    if alert.sealed or Bar.SEALED in case.bars:
        ladder = [row for row in ladder_at(now(), alert.seen(case), rules=rules) if row]
        return ladder[min(alert.asks, len(ladder) - 1)] if ladder else ()
    then = duty.situation.then if alert.asks else ()
    took = [alert.acknowledged_by] if alert.acknowledged_by else []
    posts = duty.posts_of(dict.fromkeys((*took, *duty.situation.asked, *then)))
    return tuple(post for post in posts if not rules.keeps_out(post, case.not_to_tell))


async def _call(hook: str, number: str, rung: int) -> None:
    """Call first, then record: killed in between, it is called again, which beats never."""
    async with reading() as db:
        case = await db.get_one(Case, number)
        alert = await open_alert(db, number)
        hidden = case.sealed or alert is None or alert.sealed
        place = "-" if hidden else regency().kecamatan_of(case.village).name
    trouble = None
    try:
        await call_hook(hook, {"number": number, "colour": Colour.RED.value, "kecamatan": place})
    except HookFailed as failed:
        trouble = failed.trouble
    async with transaction() as db:
        locked = (await lock_cases(db, [number]))[number]
        if (alert := await open_alert(db, number)) is not None:
            alert.hook_rung, alert.hook_until = max(alert.hook_rung, rung), None
        fact = HookCalled(rung=rung, done=trouble is None, trouble=trouble)
        locked.record(fact, actor=ACTOR, at=now())

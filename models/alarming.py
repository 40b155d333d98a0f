"""What an alert tells whom: letters of the red path, queued with the fact that causes them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import Alert, Danger, end_alert, open_alert, raise_alert, say_rung
from models.cases import Case
from models.duty import AlarmRung, Post
from models.facts import danger as facts
from models.letters.alarms import (
    AlarmSent,
    AlarmSentSealed,
    AlarmWithheld,
    RakortasCalled,
    SituationAsked,
)
from models.letters.answerable import Answerable, as_alarm
from models.letters.base import Letter, Phone
from models.notices import Notice, queue_all
from models.regency import Regency, Role

ANSWERABLE = timedelta(days=7)


async def sound_alarm(
    db: AsyncSession,
    case: Case,
    danger: Danger,
    *,
    first: AlarmRung | None,
    actor: str,
    at: datetime,
    rules: Regency,
) -> None:
    """Raise an alert in this transaction and queue its first rung; the case is locked or new.

    An alert that nobody took yet goes on climbing; one that was taken gives its place to this.
    """
    before = await open_alert(db, case.number)
    if before is not None and before.waits:
        return
    if before is not None:
        end_alert(case, before, reason_code="raised_anew", actor=actor, at=at)
        await db.flush()
    await _begin(db, case, danger, first=first, actor=actor, at=at, rules=rules)
    await _call_rakortas(db, case, danger, actor=actor, at=at, rules=rules)


async def seal_alarm(
    db: AsyncSession,
    case: Case,
    alert: Alert,
    *,
    first: AlarmRung | None,
    actor: str,
    at: datetime,
    rules: Regency,
) -> None:
    """Let the alarm of a case that is sealed by now begin anew, with those who may know of it.

    Also one that was taken: whoever took it does nothing more in a sealed case.
    """
    end_alert(case, alert, reason_code="sealed", actor=actor, at=at)
    await db.flush()
    danger = Danger(alert.stage, tuple(alert.dangers), sealed=True)
    await _begin(db, case, danger, first=first, actor=actor, at=at, rules=rules)


async def _begin(
    db: AsyncSession,
    case: Case,
    danger: Danger,
    *,
    first: AlarmRung | None,
    actor: str,
    at: datetime,
    rules: Regency,
) -> None:
    alert = raise_alert(db, case, danger, actor=actor, at=at, rules=rules)
    if first is None:
        return
    say_rung(case, alert, first, actor=actor, at=at)
    await queue_all(db, alarm_notices(case, alert, first, rules=rules))
    await queue_all(db, withheld_notices(case, alert, first, rules=rules))


async def _call_rakortas(
    db: AsyncSession, case: Case, danger: Danger, *, actor: str, at: datetime, rules: Regency
) -> None:
    plan = rules.duty.rakortas
    if danger.sealed or danger.stage < plan.stage:
        return
    seats = _seats(case, rules=rules)
    if not seats:
        return
    by = at + plan.within.length
    codes = tuple(post.code for post in seats)
    fact = facts.RakortasCalled(stage=danger.stage, seats=codes, by=by)
    case.record(fact, actor=actor, at=at)
    await queue_all(db, rakortas_notices(case, stage=danger.stage, by=by, rules=rules))


def _seats(case: Case, *, rules: Regency) -> tuple[Post, ...]:
    """Who is asked to the leaders' meeting: all but whom the reporter fears."""
    seats = rules.duty.posts_of(rules.duty.rakortas.seats)
    return tuple(post for post in seats if not rules.keeps_out(post, case.not_to_tell))


def alarm_notices(case: Case, alert: Alert, rung: AlarmRung, *, rules: Regency) -> list[Notice]:
    """Wake a rung's posts; a sealed case's letter says nothing but that there is a duty."""
    make = _sealed if alert.sealed or case.sealed else _open
    return [_to(case, post, make(case, alert, rung, post, rules)) for post in rung.posts]


def withheld_notices(case: Case, alert: Alert, rung: AlarmRung, *, rules: Regency) -> list[Notice]:
    """Tell coordinators at once whom an alarm leaves asleep because the reporter fears them.

    Of a sealed case only if nobody is left to wake: then they must decide who protects.
    """
    sealed, nobody = alert.sealed or case.sealed, not rung.posts
    if not rung.left_out or (sealed and not nobody):
        return []
    lines = () if sealed else rules.hotlines_but(case.not_to_tell)
    letter = AlarmWithheld(
        number=case.number,
        raised_at=alert.raised_at,
        sealed=sealed,
        nobody=nobody,
        left_out=() if sealed else _phones(rung.left_out),
        hotlines=tuple(Phone(office=one.name, phone=one.number) for one in lines),
    )
    return [
        Notice.of(
            letter,
            case=case.number,
            seq=case.seq,
            recipient=one.id,
            address=one.email,
            language=one.language,
        )
        for one in rules.actors_of(role=Role.COORDINATOR)
    ]


def rakortas_notices(case: Case, *, stage: int, by: datetime, rules: Regency) -> list[Notice]:
    """Ask the leaders to meet."""
    seats = _seats(case, rules=rules)
    place = rules.village(case.village)
    return [
        _to(
            case,
            post,
            RakortasCalled(
                number=case.number,
                office=post.office,
                village=place.name,
                kecamatan=rules.kecamatan_of(case.village).name,
                stage=stage,
                meet_by=by,
                basis=rules.duty.rakortas.source,
                seats=tuple(one.office for one in seats),
                phones=_phones(seats),
            ),
        )
        for post in seats
    ]


def situation_notices(
    case: Case, alert: Alert, posts: Iterable[Post], *, rules: Regency
) -> list[Notice]:
    """Ask how a red case stands; a sealed one without its place."""
    village, kecamatan = (
        (None, None)
        if alert.sealed or case.sealed
        else (rules.village(case.village).name, rules.kecamatan_of(case.village).name)
    )
    return [
        _to(
            case,
            post,
            SituationAsked(
                number=case.number,
                office=post.office,
                raised_at=alert.raised_at,
                asks=alert.asks,
                village=village,
                kecamatan=kecamatan,
            ),
        )
        for post in posts
    ]


def _open(case: Case, alert: Alert, rung: AlarmRung, post: Post, rules: Regency) -> Letter:  # noqa: PLR0917 - a pair with _sealed
    return AlarmSent(
        number=case.number,
        office=post.office,
        village=rules.village(case.village).name,
        kecamatan=rules.kecamatan_of(case.village).name,
        stage=alert.stage,
        dangers=_labels(alert.dangers, rules=rules),
        rung=rung.number,
        climb=len(rules.duty.climb),
        raised_at=alert.raised_at,
        answerable=_answerable(alert, post),
        phones=_phones(rung.posts),
        then=tuple(one.office for one in rung.then),
        then_at=rung.next_at,
    )


def _sealed(case: Case, alert: Alert, rung: AlarmRung, post: Post, rules: Regency) -> Letter:  # noqa: ARG001, PLR0917 - a pair with _open
    return AlarmSentSealed(
        number=case.number,
        office=post.office,
        raised_at=alert.raised_at,
        answerable=_answerable(alert, post),
        phones=_phones(rung.posts),
        then_at=rung.next_at,
    )


def _answerable(alert: Alert, post: Post) -> Answerable:
    return as_alarm(alert.id, post.code, until=alert.raised_at + ANSWERABLE)


def _labels(dangers: Iterable[str], *, rules: Regency) -> tuple[dict[str, str], ...]:
    known = rules.vocabulary.dangers
    return tuple(known.get(code, {"id": code, "en": code}) for code in dangers)


def _phones(posts: Iterable[Post]) -> tuple[Phone, ...]:
    return tuple(Phone(office=post.office, phone=post.phone) for post in posts)


def _to(case: Case, post: Post, letter: Letter) -> Notice:
    return Notice.of(
        letter,
        case=case.number,
        seq=case.seq,
        recipient=post.code,
        address=post.email,
        language=post.language,
    )

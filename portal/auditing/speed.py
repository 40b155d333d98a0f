"""How fast offices were: per office and kind of limit, with the pauses and without them."""

from datetime import datetime, timedelta

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from models.reading_audit_speed import Speed, speeds
from models.regency_folder import regency
from models.session import reading
from portal.auditing.files import table_file
from portal.auditing.periods import Period, asked
from portal.auditing.room import Auditor, room
from portal.auditing.wording import Wording
from portal.languages import N_, translated
from portal.pages import page
from portal.visitors import visitor

router = room()
USUAL = "assignment_answer"
HOUR, MINUTE = 3600, 60
DAYS, HOURS, MINUTES = N_("%(count)s hari"), N_("%(count)s jam"), N_("%(count)s menit")


@router.get("/waktu")
async def speed(request: Request, _: Auditor) -> HTMLResponse:
    """Median, the slow tenth and the share in time, per office."""
    period, kind, found = await _found(request)
    language = (await visitor(request)).language
    return await page(
        request,
        "auditor/speed.html",
        period=period,
        kind=kind,
        kinds=regency().deadlines,
        found=found,
        wording=Wording(regency(), language),
        lasted=lambda length: lasted(length, language),
    )


@router.get("/waktu/{form}")
async def speed_file(request: Request, form: str, _: Auditor) -> Response:
    """The same as a file; times in seconds."""
    period, kind, found = await _found(request)
    columns = ("office", "count", "in_time", "paused", "median", "p90", "net_median", "net_p90")
    rows = [
        [one.owner, *map(str, (one.count, one.in_time, one.paused)), *map(_seconds, _times(one))]
        for one in found
    ]
    name = f"waktu-{kind}-{period.since}-{period.until}"
    form = "json" if form == "json" else "csv"
    return table_file(name, columns, rows, kind=form, whole=True)


async def _found(request: Request) -> tuple[Period, str, tuple[Speed, ...]]:
    period = asked(request).closed()
    kind = request.query_params.get("batas", USUAL)
    kind = kind if kind in {one.kind for one in regency().deadlines} else USUAL
    span = period.span
    assert isinstance(span.since, datetime)  # noqa: S101 - a closed period has both ends
    assert isinstance(span.until, datetime)  # noqa: S101 - a closed period has both ends
    async with reading() as db:
        return period, kind, await speeds(db, kind, since=span.since, until=span.until)


def _times(one: Speed) -> tuple[timedelta, ...]:
    return (one.median, one.slow, one.net_median, one.net_slow)


def _seconds(length: timedelta) -> str:
    return str(round(length.total_seconds()))


def lasted(length: timedelta, language: str) -> str:
    """Say how long something lasted, in its largest unit: ``3 hari``, ``5 jam``, ``12 menit``."""
    seconds = max(length.total_seconds(), 0)
    for words, unit in ((DAYS, 24 * HOUR), (HOURS, HOUR)):
        if seconds >= 2 * unit:
            return translated(words, language) % {"count": round(seconds / unit)}
    return translated(MINUTES, language) % {"count": round(seconds / MINUTE)}

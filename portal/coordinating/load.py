"""The workload as pictures, with a table behind each."""

from datetime import datetime, time, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kit.clock import WITA, now, wita_date
from kit.dates import day_in
from models.reading_load import IN_TIME, LATE, SILENT, ages, answers, by_week, open_by_agency
from models.regency_folder import regency
from models.session import reading
from portal.coordinating.filters import COLOURS
from portal.coordinating.pictures import drawn
from portal.coordinating.seen import Coordinator
from portal.languages import N_, in_language, translated
from portal.pages import page
from portal.visitors import visitor

router = APIRouter(include_in_schema=False)
WEEKS = 12
MOST_AGENCIES = 15
AGES = ((7, N_("sampai 7 hari")), (30, N_("8 sampai 30 hari")), (90, N_("31 sampai 90 hari")))
OLDER = N_("lebih dari 90 hari")
ANSWERS = {
    IN_TIME: N_("tepat waktu"),
    LATE: N_("terlambat"),
    SILENT: N_("tidak menjawab"),
}
WAYS = {"in": N_("masuk"), "out": N_("ditutup")}
OPEN = {"open": N_("kasus berjalan")}


@router.get("/beban")
async def load(request: Request, _: Coordinator) -> HTMLResponse:
    """Who has how much, how old it is, who answers in time, and whether it grows."""
    at, rules, language = now(), regency(), (await visitor(request)).language
    begins = week_begins(at)
    async with reading() as db:
        agencies = await open_by_agency(db)
        old = await ages(db, at=at, days=[days for days, _ in AGES])
        answered = await answers(db, at=at)
        weeks = await by_week(db, begins)

    def words(kinds: dict[str, str]) -> dict[str, str]:
        return {code: translated(said, language) for code, said in kinds.items()}

    def agency(code: str) -> str:
        return in_language(rules.agency(code).name, language)

    labels = [*(translated(said, language) for _, said in AGES), translated(OLDER, language)]
    colours = {code.value: said for code, said in COLOURS.items()}
    return await page(
        request,
        "coordinator/load.html",
        agencies=drawn(
            [(agency(one), counts) for one, counts in agencies.items()][:MOST_AGENCIES],
            words(colours),
        ),
        ages=drawn(
            [(label, {"open": count}) for label, count in zip(labels, old, strict=True)],
            words(OPEN),
        ),
        answers=drawn(
            [(agency(one), counts) for one, counts in answered.items()][:MOST_AGENCIES],
            words(ANSWERS),
        ),
        weeks=drawn(
            [
                (day_in(language, wita_date(begin)), {"in": came, "out": went})
                for begin, (came, went) in zip(begins, weeks, strict=True)
            ],
            words(WAYS),
        ),
        open_cases=sum(old),
    )


def week_begins(at: datetime) -> list[datetime]:
    """When each of the last twelve weeks begins, on Mondays in WITA, the oldest first."""
    day = wita_date(at)
    monday = day - timedelta(days=day.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    days = (first + timedelta(weeks=after) for after in range(WEEKS))
    return [datetime.combine(one, time(), WITA) for one in days]

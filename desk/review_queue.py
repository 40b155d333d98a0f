"""The review queue as a coordinator sees it, and one case of it with its likely twin."""

from dataclasses import dataclass

from desk.acting import COORDINATOR, Person, Refused
from desk.refusals.acting import NO_SUCH_CASE
from desk.seeing import seen_page, sights
from models.cases import Case
from models.reading import CaseLine, lines_of
from models.reading_case import CasePage
from models.reading_reviews import UnderReview, cases_under_review, reviews_of
from models.session import reading

MOST = 60  # cases on one page; whoever has more to review begins with these
MOST_TWINS = 2


@dataclass(frozen=True, slots=True)
class Queued:
    """A case in the queue."""

    line: CaseLine
    review: UnderReview


@dataclass(frozen=True, slots=True)
class Queue:
    """The most urgent cases, and how many wait in all."""

    cases: tuple[Queued, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A case that waits, with its words, and the older ones that it may tell of again."""

    page: CasePage
    review: UnderReview
    twins: tuple[CasePage, ...] = ()


async def review_queue(*, by: Person) -> Queue:
    """Read the queue by colour and age."""
    async with reading() as db:
        cases, count = await cases_under_review(db, most=MOST)
        seen = dict(await sights(db, list(cases), by=by, searching=True))
        lines = await lines_of(db, cases, sights=seen)
        reviews = await reviews_of(db, [one.number for one in lines])
    queued = tuple(Queued(line, reviews[line.number]) for line in lines if line.number in reviews)
    return Queue(queued, count)


async def review_of(number: str, *, by: Person) -> Reviewed | None:
    """Read a case that waits for a review; None once it waits no more."""
    page = await seen_page(number, by=by, words=by.role == COORDINATOR)
    async with reading() as db:
        case = await db.get(Case, number)
        if case is None:
            raise Refused(NO_SUCH_CASE, number=number)
        found = (await reviews_of(db, [number])).get(number)
    if found is None or page.case.status != "needs_review":
        return None
    twins = found.reading.twins[:MOST_TWINS] if found.reading else ()
    return Reviewed(page, found, tuple([await _twin(one, by=by) for one in twins]))


async def _twin(number: str, *, by: Person) -> CasePage:
    """An older case, as far as this person may see it: a sealed one by its number alone."""
    return await seen_page(number, by=by, words=by.role == COORDINATOR)

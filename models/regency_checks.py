"""What must hold between the files of a regency: codes that exist, routes that never run out.

Each check reads rows that have their shape already and yields findings with
the place to correct. A kind of thing whose file could not be read is not checked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from kit.sentences import Said
from models import regency_sayings as says
from models.duty import DutyPlan, Ladder, Post, Shift
from models.endings import Endings
from models.limits import Deadline, Pause
from models.observances import Calendar
from models.regency import (
    Actor,
    Agency,
    Category,
    Figure,
    Kecamatan,
    Masthead,
    Role,
    Village,
)
from models.regency_draft import Finding, Place
from models.routing import Condition, Duty, ExtraSupport, Override, Route, Routing
from models.sittings import Talks
from models.views import Approach, Bar, Forum, MeetingKind
from models.vocabulary import Vocabulary

LAW_LETTERS = "abcde"
TWO_PEOPLE = 2
WEEK = 7
BORDERS = ("same_kecamatan", "other_kecamatan", "other_regency")


@dataclass(slots=True)
class Draft:
    """The rows that have their shape, each with its place, and all codes that were written.

    ``known`` has no entry for a kind of thing whose file can't be read.
    """

    masthead: Masthead | None
    calendar: Calendar | None
    routing: Routing | None  # its objects and duties; the lists follow
    vocabulary: Vocabulary | None
    endings: Endings | None
    talks: Talks | None
    kecamatan: list[tuple[Place, Kecamatan]]
    villages: list[tuple[Place, Village]]
    categories: list[tuple[Place, Category]]
    deadlines: list[tuple[Place, Deadline]]
    pauses: list[tuple[Place, Pause]]
    figures: list[tuple[Place, Figure]]
    overrides: list[tuple[Place, Override]]
    routes: list[tuple[Place, Route]]
    extra_supports: list[tuple[Place, ExtraSupport]]
    duty: DutyPlan | None  # its posts and shifts follow
    posts: list[tuple[Place, Post]] = field(default_factory=list)
    shifts: list[tuple[Place, Shift]] = field(default_factory=list)
    reprisal: list[tuple[Place, Ladder]] = field(default_factory=list)
    agencies: list[tuple[Place, Agency]] = field(default_factory=list)
    actors: list[tuple[Place, Actor]] = field(default_factory=list)
    known: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A code that is used somewhere, and what kind of thing it should be."""

    file: str
    place: Place
    code: str
    called: str


def check(draft: Draft) -> Iterator[Finding]:
    """Everything that is wrong between the files."""
    yield from _unknown_codes(draft)
    yield from _written_twice(draft)
    yield from _people(draft)
    yield from _law(draft)
    yield from _bodies(draft)
    yield from _villages(draft)
    if draft.talks:
        yield from _meetings(draft.talks)
    if draft.calendar:
        yield from _days(draft.calendar)
    if draft.routing:
        yield from _routes(draft)
        yield from _bars(draft)
        yield from _duties(draft, draft.routing)


def _meetings(talks: Talks) -> Iterator[Finding]:
    """Every kind of meeting has its rules, once."""
    written = [one.kind for one in talks.meetings]
    for kind in MeetingKind:
        if written.count(kind) != 1:
            said = says.RULES_OF_MEETING.filled(kind=kind, count=written.count(kind))
            yield Finding("talks.yaml", ("meetings",), said)


def _bodies(draft: Draft) -> Iterator[Finding]:
    """A body is known as the forum that it is; else nobody would find that it decided before."""
    forums = tuple(Forum)
    for place, figure in draft.figures:
        for index, body in enumerate(figure.sits_in):
            if not body.startswith(forums):
                said = says.NO_FORUM.filled(body=body, forums=", ".join(forums))
                yield Finding("figures.yaml", (*place, "sits_in", index), said)


def _villages(draft: Draft) -> Iterator[Finding]:
    """A village's code begins with its kecamatan's; else its cases go to another camat."""
    for place, village in draft.villages:
        if not village.code.startswith(f"{village.kecamatan}."):
            said = says.NOT_IN_KECAMATAN.filled(code=village.code, kecamatan=village.kecamatan)
            yield Finding("villages.csv", (*place, "kecamatan"), said)


def _unknown_codes(draft: Draft) -> Iterator[Finding]:
    for mention in _mentions(draft):
        known = draft.known.get(mention.called)
        if known is not None and mention.code not in known:
            called, near = says.CALLED[mention.called].filled(), _near(mention, known)
            said = says.UNKNOWN.filled(code=mention.code, called=called, near=near)
            yield Finding(mention.file, mention.place, said)


def _near(mention: Mention, known: Iterable[str]) -> Said:
    near = get_close_matches(mention.code, list(known), n=1)
    return says.DID_YOU_MEAN.filled(code=near[0]) if near else says.CORRECT_OR_ADD.filled()


def _mentions(draft: Draft) -> Iterator[Mention]:
    yield from _of_places(draft)
    yield from _of_people(draft)
    for index, code in enumerate(draft.masthead.secretariat if draft.masthead else ()):
        yield Mention("regency.yaml", ("secretariat", index), code, "agency")
    yield from _of_routing(draft)
    if draft.endings:
        for code in draft.endings.outcome_needs:
            yield Mention("endings.yaml", ("outcome_needs", code), code, "outcome")
    if draft.calendar:
        yield from _of_calendar(draft.calendar)
    if draft.vocabulary:
        yield from _of_vocabulary(draft.vocabulary)


def _of_places(draft: Draft) -> Iterator[Mention]:
    for place, village in draft.villages:
        yield Mention("villages.csv", (*place, "kecamatan"), village.kecamatan, "kecamatan")
    for place, figure in draft.figures:
        yield Mention("figures.yaml", (*place, "kecamatan"), figure.kecamatan, "kecamatan")
        if figure.village:
            yield Mention("figures.yaml", (*place, "village"), figure.village, "village")
        for index, what in enumerate(figure.objects):
            yield Mention("figures.yaml", (*place, "objects", index), what, "object")


def _of_calendar(calendar: Calendar) -> Iterator[Mention]:
    for index, temple in enumerate(calendar.piodalan):
        for at, village in enumerate(temple.villages):
            spot = ("piodalan", index, "villages", at)
            yield Mention("calendar.yaml", spot, village, "village")


def _of_people(draft: Draft) -> Iterator[Mention]:
    for place, agency in draft.agencies:
        for index, rung in enumerate(agency.rungs):
            yield Mention("agencies.yaml", (*place, "rungs", index), rung, "actor")
    for place, actor in draft.actors:
        if actor.agency:
            yield Mention("actors.yaml", (*place, "agency"), actor.agency, "agency")
    for place, category in draft.categories:
        for index, kind in enumerate(category.sides):
            yield Mention("categories.yaml", (*place, "sides", index), kind, "agency or kind")
    yield from _of_deadlines(draft)


def _of_deadlines(draft: Draft) -> Iterator[Mention]:
    for place, deadline in draft.deadlines:
        for index, code in enumerate(deadline.categories):
            yield Mention("deadlines.yaml", (*place, "categories", index), code, "category")
        for index, what in enumerate(deadline.objects):
            yield Mention("deadlines.yaml", (*place, "objects", index), what, "object")
        for index, area in enumerate(deadline.not_areas):
            yield Mention("deadlines.yaml", (*place, "not_areas", index), area, "area")


def _of_routing(draft: Draft) -> Iterator[Mention]:
    file = "routing.yaml"
    for place, route in draft.routes:
        yield Mention(file, (*place, "category"), route.category, "category")
        yield Mention(file, (*place, "lead"), route.lead, "agency or kind")
        yield Mention(file, (*place, "alternate"), route.alternate, "agency or kind")
        yield from _of_part(place, route.when, route.supports)
    for place, override in draft.overrides:
        for name, code in (("lead", override.lead), ("alternate", override.alternate)):
            if code:
                yield Mention(file, (*place, name), code, "agency or kind")
        for rung, actor in enumerate(override.rungs):
            yield Mention(file, (*place, "rungs", rung), actor, "actor")
        yield from _of_part(place, override.when, override.supports)
    yield from _of_supports(draft)


def _of_part(place: Place, when: Condition, supports: Iterable[Duty]) -> Iterator[Mention]:
    for index, code in enumerate(when.categories):
        yield Mention("routing.yaml", (*place, "when", "categories", index), code, "category")
    for index, what in enumerate(when.objects):
        yield Mention("routing.yaml", (*place, "when", "objects", index), what, "object")
    for index, support in enumerate(supports):
        spot = (*place, "supports", index)
        yield Mention("routing.yaml", spot, support.agency, "agency or kind")


def _of_supports(draft: Draft) -> Iterator[Mention]:
    for place, extra in draft.extra_supports:
        agency = extra.support.agency
        yield Mention("routing.yaml", (*place, "support"), agency, "agency or kind")
        for step, what in enumerate(extra.objects):
            yield Mention("routing.yaml", (*place, "objects", step), what, "object")
    for kind in draft.routing.duties if draft.routing else ():
        yield Mention("routing.yaml", ("duties", kind), kind, "agency or kind")


def _of_vocabulary(vocabulary: Vocabulary) -> Iterator[Mention]:
    file = "vocabulary.yaml"
    for index, code in enumerate(vocabulary.categories):
        yield Mention(file, ("categories", index), code, "category")
    yield Mention(file, ("sealed_category",), vocabulary.sealed_category, "category")
    yield Mention(file, ("unclear",), vocabulary.unclear, "category")
    lists = {"entries": vocabulary.entries, "combinations": vocabulary.combinations}
    for name, signs in lists.items():
        for index, sign in enumerate(signs):
            if sign.object:
                yield Mention(file, (name, index, "object"), sign.object, "object")
            if sign.area:
                yield Mention(file, (name, index, "area"), sign.area, "area")


def _written_twice(draft: Draft) -> Iterator[Finding]:
    yield from _twice("villages.csv", [(spot, row.code) for spot, row in draft.villages])
    yield from _twice("agencies.yaml", [(spot, row.code) for spot, row in draft.agencies])
    yield from _twice("categories.yaml", [(spot, row.code) for spot, row in draft.categories])
    yield from _twice("figures.yaml", [(spot, row.id) for spot, row in draft.figures])
    yield from _twice("actors.yaml", [(spot, row.id) for spot, row in draft.actors])
    yield from _twice("deadlines.yaml", [(spot, row.kind) for spot, row in draft.deadlines])
    yield from _twice("routing.yaml", [(spot, row.id) for spot, row in draft.routes])
    yield from _twice("routing.yaml", [(spot, row.id) for spot, row in draft.overrides])


def _twice(file: str, codes: Iterable[tuple[Place, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, code in codes:
        if code in seen:
            yield Finding(file, place, says.TWICE.filled(code=code))
        seen.add(code)


def _people(draft: Draft) -> Iterator[Finding]:
    roles = [actor.role for _, actor in draft.actors]
    if not roles:
        return
    if roles.count(Role.COORDINATOR) < TWO_PEOPLE:
        yield Finding("actors.yaml", (), says.TWO_COORDINATORS.filled())
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        if role not in roles:
            yield Finding("actors.yaml", (), says.NOBODY_IS.filled(role=role))
    marked = [(spot, f"{one.agency}/{one.answers}") for spot, one in draft.actors if one.answers]
    yield from _twice("actors.yaml", marked)
    answering = {actor.agency for _, actor in draft.actors}
    for place, agency in draft.agencies:
        if agency.code not in answering:
            said = says.NOBODY_ANSWERS.filled(agency=agency.code)
            yield Finding("agencies.yaml", place, said)


def _law(draft: Draft) -> Iterator[Finding]:
    covered = {letter for _, category in draft.categories for letter in category.law_letters}
    for letter in LAW_LETTERS if draft.categories else "":
        if letter not in covered:
            said = says.LETTER_OF_LAW.filled(letter=letter)
            yield Finding("categories.yaml", (), said)


def _days(calendar: Calendar) -> Iterator[Finding]:
    """Deadlines are counted in worked days and hours: there must be some."""
    if len(set(calendar.weekend)) == WEEK:
        yield Finding("calendar.yaml", ("weekend",), says.ALL_WEEKEND.filled())
    if calendar.office_hours.closes <= calendar.office_hours.opens:
        yield Finding("calendar.yaml", ("office_hours",), says.CLOSES_FIRST.filled())


def _routes(draft: Draft) -> Iterator[Finding]:
    closed: set[str] = set()
    for place, route in draft.routes:
        if route.category in closed:
            said = says.NEVER_REACHED.filled(route=route.id)
            yield Finding("routing.yaml", place, said)
        if route.when == Condition():
            closed.add(route.category)
    for place, category in draft.categories:
        if category.code not in closed:
            said = says.NO_LAST_ROUTE.filled(category=category.code)
            yield Finding("categories.yaml", place, said)


def _bars(draft: Draft) -> Iterator[Finding]:
    taken = {bar for _, override in draft.overrides for bar in override.when.bars}
    for bar in Bar:
        if bar not in taken:
            said = says.NO_OVERRIDE.filled(bar=bar)
            yield Finding("routing.yaml", ("overrides",), said)
    categories = {category.code: category for _, category in draft.categories}
    for place, route in draft.routes:
        category = categories.get(route.category)
        approach = route.approach or (category and category.approach)
        if category and category.bar and approach is Approach.MEDIATION:
            said = says.BARRED.filled(category=category.code, bar=category.bar)
            yield Finding("routing.yaml", place, said)


def _duties(draft: Draft, routing: Routing) -> Iterator[Finding]:
    parts: list[tuple[Place, tuple[Duty, ...]]] = [
        *((place, route.supports) for place, route in draft.routes),
        *((place, override.supports) for place, override in draft.overrides),
        *((place, (extra.support,)) for place, extra in draft.extra_supports),
    ]
    for place, supports in parts:
        for support in supports:
            if support.duty is None and support.agency not in routing.duties:
                said = says.NO_DUTY.filled(agency=support.agency)
                yield Finding("routing.yaml", place, said)

"""What must hold of a duty roster: at every hour, in every kecamatan, somebody is woken."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import time

from models import regency_sayings as says
from models.duty import Days, Edition, Rungs, Shift
from models.regency_checks import Draft
from models.regency_draft import Finding, Place
from models.routing import Override
from models.views import REPORTER_THREATENED, Bar

FILE = "duty.yaml"
KINDS_OF_DAY = {
    Edition.ORDINARY: (Days.WORKING, Days.FREE),
    Edition.NYEPI: (Days.FREE,),
}


def check_duty(draft: Draft) -> Iterator[Finding]:
    """Everything that is wrong between the roster and the other files."""
    if draft.duty is None or not draft.kecamatan:
        return
    yield from _posts(draft)
    yield from _rungs(draft)
    yield from _reached_on_nyepi(draft)
    yield from _sealed_inside(draft)
    yield from _reprisals_inside(draft)
    if draft.shifts:
        yield from _gaps(draft)


def gaps(shifts: Sequence[Shift], kecamatan: str) -> Iterator[tuple[Edition, Days, time]]:
    """Name each kind of day on which nobody stands by in a kecamatan, and from which hour."""
    for edition, days in KINDS_OF_DAY.items():
        mine = [one for one in shifts if one.edition is edition and kecamatan in one.kecamatan]
        for day in days:
            there = [one for one in mine if one.days in {Days.ALL, day}]
            # Whoever is missing is missing from the end of a shift on, or from midnight.
            hours = sorted({time(0), *(one.ends for one in there)})
            for hour in hours:
                if not any(one.covers(hour) for one in there):
                    yield edition, day, hour


def _gaps(draft: Draft) -> Iterator[Finding]:
    shifts = [shift for _, shift in draft.shifts]
    for _, kecamatan in draft.kecamatan:
        for edition, day, hour in gaps(shifts, kecamatan.code):
            said = says.NOBODY_ON_DUTY.filled(
                kecamatan=kecamatan.code, hour=f"{hour:%H:%M}", edition=edition, day=day
            )
            yield Finding(FILE, ("roster",), said)


def _posts(draft: Draft) -> Iterator[Finding]:
    seen: set[str] = set()
    agencies = set(draft.known.get("agency", ()))
    for place, post in draft.posts:
        if post.code in seen:
            yield Finding(FILE, place, says.TWICE.filled(code=post.code))
        seen.add(post.code)
        if agencies and post.agency not in agencies:
            said = says.NO_AGENCY.filled(code=post.agency)
            yield Finding(FILE, (*place, "agency"), said)
    for place, code in _named(draft):
        if code not in seen:
            yield Finding(FILE, place, says.NO_POST.filled(code=code))


def _named(draft: Draft) -> Iterator[tuple[Place, str]]:
    """List the posts that are named anywhere, with the places."""
    assert draft.duty  # noqa: S101 - without it nothing is checked
    for place, shift in draft.shifts:
        yield from _in_rungs((*place, "rungs"), shift.rungs)
    yield from _in_rungs(("sealed",), draft.duty.sealed)
    for place, ladder in draft.reprisal:
        yield from _in_rungs((*place, "rungs"), ladder.rungs)
    lists = {
        ("situation", "asked"): draft.duty.situation.asked,
        ("situation", "then"): draft.duty.situation.then,
        ("rakortas", "seats"): draft.duty.rakortas.seats,
    }
    for place, codes in lists.items():
        yield from (((*place, index), code) for index, code in enumerate(codes))


def _in_rungs(place: Place, rungs: Rungs) -> Iterator[tuple[Place, str]]:
    for row, codes in enumerate(rungs):
        yield from (((*place, row, index), code) for index, code in enumerate(codes))


def _rungs(draft: Draft) -> Iterator[Finding]:
    assert draft.duty  # noqa: S101 - without it nothing is checked
    wanted = len(draft.duty.climb)
    for place, rungs in _ladders(draft):
        if len(rungs) != wanted or not all(rungs):
            yield Finding(FILE, place, says.RUNGS.filled(count=wanted))


def _ladders(draft: Draft) -> Iterator[tuple[Place, Rungs]]:
    assert draft.duty  # noqa: S101 - without it nothing is checked
    yield from (((*place, "rungs"), shift.rungs) for place, shift in draft.shifts)
    yield ("sealed",), draft.duty.sealed
    yield from (((*place, "rungs"), ladder.rungs) for place, ladder in draft.reprisal)


def _reached_on_nyepi(draft: Draft) -> Iterator[Finding]:
    """Mobile data is off from 06.00 to 06.00: each rung needs a post with a line of its own."""
    fixed = {post.code for _, post in draft.posts if post.fixed_line}
    for place, shift in draft.shifts:
        if shift.edition is Edition.NYEPI:
            for index, codes in enumerate(shift.rungs):
                if fixed.isdisjoint(codes):
                    said = says.NYEPI_LINE.filled()
                    yield Finding(FILE, (*place, "rungs", index), said)


def _sealed_inside(draft: Draft) -> Iterator[Finding]:
    """A sealed case is told to its bodies alone (UU 12/2022; UU 23/2004)."""
    assert draft.duty  # noqa: S101 - without it nothing is checked
    bodies = _bodies(one for _, one in draft.overrides if Bar.SEALED in one.when.bars)
    yield from _outsiders(draft, bodies, _in_rungs(("sealed",), draft.duty.sealed))


def _reprisals_inside(draft: Draft) -> Iterator[Finding]:
    """A reprisal is told to police and secretariat alone, in each kecamatan (UU 31/2014 Ps 5)."""
    named = (one for _, one in draft.overrides if REPORTER_THREATENED in one.when.objects)
    bodies = _bodies(named)
    for place, ladder in draft.reprisal:
        yield from _outsiders(draft, bodies, _in_rungs((*place, "rungs"), ladder.rungs))
    covered = {code for _, ladder in draft.reprisal for code in ladder.kecamatan}
    for _, kecamatan in draft.kecamatan:
        if kecamatan.code not in covered:
            said = says.NO_REPRISAL.filled(kecamatan=kecamatan.code)
            yield Finding(FILE, ("reprisal",), said)


def _outsiders(
    draft: Draft, bodies: AbstractSet[str], named: Iterable[tuple[Place, str]]
) -> Iterator[Finding]:
    agencies = {post.code: post.agency for _, post in draft.posts}
    for place, code in named:
        if bodies and code in agencies and agencies[code] not in bodies:
            said = says.NOT_TOLD.filled(post=code, bodies=", ".join(sorted(bodies)))
            yield Finding(FILE, place, said)


def _bodies(overrides: Iterable[Override]) -> set[str]:
    found: set[str] = set()
    for one in overrides:
        found.update(code for code in (one.lead, one.alternate) if code)
        found.update(support.agency for support in one.supports)
    return found

"""Alarms of cases in which somebody must not be told, and of cases that are sealed meanwhile."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import Person, Refused
from desk.alarms import Call, acknowledge, record_call, who_sleeps_on, whom_to_ring
from desk.bars import Barring, raise_bar
from desk.incidents import Happened, record_incident
from desk.reports import Told, report
from kit.clock import WITA, now
from models.notices import Notice
from models.regency import Role
from models.regency_folder import regency
from models.session import reading
from tasks.alarms import climb
from tests.people import coordinator
from tests.tasks.test_alarms import HOME, NYEPI, RED, a_red_case, bodies, duty, it_is

pytestmark = pytest.mark.usefixtures("database")


async def queued(number: str) -> set[tuple[str, str]]:
    """All letters of a case: kind and recipient."""
    async with reading() as db:
        rows = await db.execute(
            select(Notice.kind, Notice.recipient).where(
                Notice.case == number, Notice.state != "cancelled"
            )
        )
        return {(kind, to) for kind, to in rows.tuples()}


async def a_feared_case(text: str, *feared: str) -> str:
    """Report something red, and whom must not be told."""
    what = Told(text, "51.05.03.2003", now().astimezone(WITA).date(), not_to_tell=feared)
    return (await report(what, by="reporter:-", rules=regency())).number


def offices_of(recipients: set[str]) -> set[str]:
    """Name the agencies whose posts are among recipients."""
    return {post.agency for post in regency().duty.posts if post.code in recipients}


async def test_asks_no_feared_leader_to_meet() -> None:
    """The leaders' meeting goes without the office that the reporter fears, and names it not."""
    number = await a_feared_case(RED, "polisi", "camat")
    called = {to for kind, to in await queued(number) if kind == "rakortas_called"}
    assert "KODIM" in offices_of(called)
    assert "POLRES" not in offices_of({to for _, to in await queued(number)})
    [fact] = await bodies(number, "rakortas.called")
    seats = fact["seats"]
    assert isinstance(seats, list)
    assert set(seats) == called
    async with reading() as db:
        letters = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == "rakortas_called")
        )
        assert not any(
            "POLRES" in str(one.props) or "Kapolres" in str(one.props) for one in letters
        )


async def test_tells_coordinators_at_once_who_sleeps_on() -> None:
    """They see the posts and their numbers; they alone ring them, and say why."""
    number = await a_feared_case(RED, "polisi")
    told = {to for kind, to in await queued(number) if kind == "alarm_withheld"}
    assert told == {one.id for one in regency().actors_of(role=Role.COORDINATOR)}
    asleep = await who_sleeps_on(number, by=coordinator())
    assert {post.agency for post in asleep} == {"POLRES"}
    assert await who_sleeps_on(number, by=duty("KESBANG-PIKET")) == ()
    with pytest.raises(Refused, match="write why"):
        await record_call(number, Call("POLRES-SPKT", answered=True), by=coordinator())
    with pytest.raises(Refused):
        call = Call("POLRES-SPKT", answered=True, note="Dekat.")
        await record_call(number, call, by=duty("KESBANG-PIKET"))
    call = Call("POLRES-SPKT", answered=True, note="Rumah sudah dikepung, nyawa terancam.")
    await record_call(number, call, by=coordinator())
    [recorded] = await bodies(number, "call.recorded")
    assert (recorded["called"], bool(recorded["note"])) == ("POLRES-SPKT", True)


async def test_tells_nobody_of_a_wish_that_was_not_made() -> None:
    """Without anybody feared no coordinator is asked to decide."""
    number = await a_red_case()
    assert "alarm_withheld" not in {kind for kind, _ in await queued(number)}


async def test_begins_anew_once_the_case_is_sealed() -> None:
    """Sealed while it climbs: its two bodies from the first rung, and no open letter any more."""
    it_is(NYEPI)
    number = await a_red_case()
    await raise_bar(number, Barring("sealed"), by=coordinator())
    await climb()
    kinds = {kind for kind, _ in await queued(number)}
    assert not kinds & {"alarm_sent", "rakortas_called"}
    woken_sealed = {to for kind, to in await queued(number) if kind == "alarm_sent_sealed"}
    assert woken_sealed == {"POLRES-PPA", "DSOSPPPA-UPTD"}
    it_is(NYEPI + timedelta(minutes=70))
    await climb()
    everybody = {to for kind, to in await queued(number) if kind.startswith("alarm")}
    assert offices_of(everybody) == {"POLRES", "DSOSPPPA"}
    with pytest.raises(Refused):
        await whom_to_ring(number, by=duty("KESBANG-PIKET"))
    assert [post.code for post in (await whom_to_ring(number, by=duty("POLRES-PPA")))[0]] == [
        "POLRES-PPA",
        "DSOSPPPA-UPTD",
    ]


async def test_wakes_the_sealed_bodies_for_an_incident_of_a_sealed_case() -> None:
    """Whatever its words tell of: what happens in a sealed case is theirs alone."""
    number = await a_red_case(HOME)
    await acknowledge(number, by=duty("POLRES-PPA"))
    happened = Happened(RED, now().astimezone(WITA).date())
    reporter = Person("reporter", number)
    await record_incident(number, happened, by=reporter)
    assert offices_of({to for _, to in await queued(number)}) == {"POLRES", "DSOSPPPA"}
    assert await bodies(number, "rakortas.called") == []


async def test_wakes_no_feared_body_for_a_sealed_case() -> None:
    """Who fears the police, whose man it may be, is protected by the other body."""
    number = await a_feared_case(HOME, "polisi")
    assert offices_of({to for _, to in await queued(number)}) == {"DSOSPPPA"}


async def test_asks_coordinators_who_protects_if_nobody_may_be_woken() -> None:
    """Both bodies feared: a letter without place or danger; coordinators ring and record."""
    number = await a_feared_case(HOME, "polisi", "DSOSPPPA")
    letters = await queued(number)
    assert {kind for kind, _ in letters if kind.startswith("alarm")} == {"alarm_withheld"}
    async with reading() as db:
        one = await db.scalar(select(Notice).where(Notice.kind == "alarm_withheld").limit(1))
    assert one is not None
    assert (one.props["sealed"], one.props["nobody"], one.props["left_out"]) == (True, True, [])
    assert "Gelgel" not in str(one.props)
    asleep = await who_sleeps_on(number, by=coordinator())
    assert {post.agency for post in asleep} == {"POLRES", "DSOSPPPA"}
    call = Call("DSOSPPPA-UPTD", answered=True, note="Hanya mereka yang punya rumah aman.")
    await record_call(number, call, by=coordinator())

"""The mail's link: a case opens, is answered once, and says so when it is somebody else's."""

from datetime import timedelta

from desk.reviews import reassign
from kit import clock
from kit.keys import secret
from kit.tokens import sign_answer
from tests.builders import run_flows
from tests.people import assigned, assignment_of, case_of, coordinator, facts_of
from tests.portal.conftest import answered
from tests.portal.people import Browser

WHO = {"office": "Camat Banjarangkan", "officer": "Ni Made Sari"}


async def link_of(number: str, *, days: int = 60) -> str:
    """The address in the assignment's mail."""
    assignment = await assignment_of(number)
    until = clock.now() + timedelta(days=days)
    return "/jawab/" + sign_answer(str(assignment.id), expires_at=until, key=secret("answers"))


async def test_opens_a_case_and_changes_nothing(portal: Browser) -> None:
    """A scanner that opens every link answers nothing."""
    number = await assigned()
    link = await link_of(number)
    page = answered(await portal.get(link), 200)
    assert "Terima penugasan" in page
    answered(await portal.get(f"{link}/accept"), 200)
    assert (await facts_of(number))[-1] == "case.assigned"


async def test_accepts_in_two_clicks(portal: Browser) -> None:
    """The agency's answer is a fact, and the flow moves the case."""
    number = await assigned()
    link = await link_of(number)
    done = await portal.post(f"{link}/accept", WHO)
    assert done.headers["location"] == f"{link}?kata=accepted"
    await run_flows()
    assert (await case_of(number)).status == "accepted"
    assert "Terima kasih" in answered(await portal.get(done.headers["location"]), 200)


async def test_shows_a_refusal_beside_what_was_typed(portal: Browser) -> None:
    """A decline without a reason is shown again, with the name that was typed."""
    number = await assigned()
    page = await portal.post(f"{await link_of(number)}/decline", WHO)
    assert "Ni Made Sari" in answered(page, 422)


async def test_says_that_a_link_was_superseded_or_is_over(portal: Browser) -> None:
    """Expired, forged, or of an assignment that somebody else has now: a sentence, no case."""
    number = await assigned()
    over, link = await link_of(number, days=-1), await link_of(number)
    assert "berakhir pada" in answered(await portal.get(over), 409)
    assert "bukan dari kami" in answered(await portal.get("/jawab/abc"), 409)
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await run_flows()
    assert "sudah diganti" in answered(await portal.get(link), 409)


async def test_tells_the_second_of_two_people_and_loses_no_word(portal: Browser) -> None:
    """What happened since is shown, with all that was typed."""
    number = await assigned()
    link = await link_of(number)
    await portal.post(f"{link}/accept", WHO)
    seen = {**WHO, "seen": "3", "officer": "Orang Kedua"}
    late = await portal.post(f"{link}/accept", seen, shown_at="/masuk")
    page = answered(late, 409)
    assert "Orang Kedua" in page
    assert "Penugasan diterima" in page

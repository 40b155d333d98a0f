"""The list of an agency's cases, for those with an account; an office that changes hands."""

from tests.people import OTHER, accepted, assigned, assignment_of, facts_of, officer, officer_of
from tests.portal.conftest import answered
from tests.portal.people import Browser


async def test_shows_an_account_what_its_agency_has(portal: Browser) -> None:
    """What waits for an answer on top; a case of another agency is not there."""
    first, second = await accepted(), await assigned(village=OTHER)
    agency = (await assignment_of(second)).agency
    await portal.sign_in(str(officer(agency)))
    page = answered(await portal.get("/instansi"), 200)
    assert page.index("Menunggu jawaban Anda") < page.index(second)
    assert page.index(second) < page.index("Sedang berjalan") < page.index(first)
    assert "Jawab penugasan ini" in answered(await portal.get(f"/kasus/{second}"), 200)


async def test_shows_the_list_to_agencies_only(portal: Browser, another: Browser) -> None:
    """Strangers sign in first, and a coordinator has a board of their own."""
    answered(await portal.get("/instansi"), 401)
    await another.sign_in("coordinator:KESBANG-SEKRETARIS")
    answered(await another.get("/instansi"), 403)


async def test_hands_an_office_over_with_a_note(portal: Browser) -> None:
    """All its open cases say so, and the note is asked for."""
    number = await accepted()
    await portal.sign_in(str(await officer_of(number)))
    page = answered(await portal.post("/instansi/serah-terima", {}), 422)
    assert "Isi bagian ini" in page
    done = await portal.post("/instansi/serah-terima", {"note": "Kasus patok masih berjalan."})
    assert done.headers["location"] == "/instansi?kata=office_handed_over"
    assert (await facts_of(number))[-1] == "office.handed_over"


async def test_says_so_when_an_agency_has_no_case(portal: Browser) -> None:
    """An empty list says what happens when there is one."""
    await portal.sign_in(str(officer("BPN")))
    assert "Belum ada kasus yang terbuka" in answered(await portal.get("/instansi"), 200)

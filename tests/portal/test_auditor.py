"""The auditor's room: each request leaves a trace, exactly one, and nobody else comes in."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from desk.audit import verify_all
from models.regency_folder import regency
from portal.auditing.listings import LISTINGS
from portal.auditing.pages import ROUTERS
from portal.auditing.room import READ, read
from tests.people import assigned
from tests.portal.auditors import AUDITOR, HOME, all_reads, reads, send
from tests.portal.conftest import answered
from tests.portal.people import Browser

OTHERS = (
    "coordinator:KESBANG-SEKRETARIS",
    "agency:POLRES-PETUGAS",
    "administrator:DISKOMINFO-ADMIN",
)


def routes() -> Iterator[APIRoute]:
    """Every route of the room."""
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            yield route


def doors() -> Iterator[tuple[str, str]]:
    """Every way into the room: a method and an address with its gaps."""
    for route in routes():
        for method in sorted(route.methods or ()):
            yield method, route.path


def filled(path: str, number: str) -> str:
    """An address that is there."""
    gaps = {
        "{number}": number,
        "{listing}": "identitas",
        "{kind}": "csv",
        "{form}": "csv",
        "{content_hash}": regency().content_hash,
    }
    for gap, value in gaps.items():
        path = path.replace(gap, value)
    return path


def test_puts_every_route_behind_the_one_door() -> None:
    """Whoever adds a page to the room cannot forget the read: the router brings it."""
    for route in routes():
        assert read in {one.call for one in route.dependant.dependencies}
        assert route.name in READ


async def test_records_each_request_once(portal: Browser) -> None:
    """Every page, file and form of the room: one fact each, before anything is shown."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    await portal.get(HOME)
    for method, path in doors():
        before = len(await reads())
        response = await send(portal, method, filled(path, number))
        assert response.status_code < 500, (path, response.text[:800])
        after = await reads()
        assert len(after) == before + 1, path
        assert after[-1].get("case") == (number if "{number}" in path else None)
    assert (await verify_all()).sound


async def test_records_a_read_that_was_refused(portal: Browser) -> None:
    """A case that is not there, a list that is none: asked for is read, and no word gets in."""
    await portal.sign_in(AUDITOR)
    for path, status in (
        ("/auditor/kasus/KLK-2026-99999", 409),
        ("/auditor/kasus/bukan-nomor", 409),
        ("/auditor/daftar/apa-saja", 404),
        ("/auditor/daftar/Seseorang%20Berkata", 404),
        ("/auditor/aturan/0000", 404),
        ("/auditor?tidak=1", 404),
    ):
        before = len(await reads())
        answered(await portal.get(path), status)
        assert len(await reads()) == before + 1
    assert "Seseorang" not in str(await reads())
    assert "bukan-nomor" not in str(await reads())


async def test_takes_no_forged_form_for_a_read(portal: Browser) -> None:
    """A form that is not ours reads nothing, so that it leaves no fact."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    for method, path in doors():
        if method == "POST":
            answered(await portal.http.post(filled(path, number), data={"x": "y"}), 403)
    assert await reads() == []


@pytest.mark.parametrize("actor", OTHERS)
async def test_lets_nobody_else_in(portal: Browser, actor: str) -> None:
    """Neither a coordinator nor an agency nor an administrator, and no stranger: and no fact."""
    number = await assigned()
    await portal.get("/masuk")
    for method, path in doors():
        if method == "GET":
            answered(await portal.get(filled(path, number)), 401)
    await portal.sign_in(actor)
    for method, path in doors():
        answered(await send(portal, method, filled(path, number)), 403)
    assert await all_reads() == 0


async def test_sends_auditors_from_a_cases_page_to_its_history(portal: Browser) -> None:
    """There is no second way to a case that would leave no trace, and no act."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    sent = await portal.get(f"/kasus/{number}")
    assert sent.headers["location"] == f"/auditor/kasus/{number}"
    answered(await portal.get(f"/kasus/{number}/accept"), 403)
    answered(await portal.post(f"/kasus/{number}/accept", {}, shown_at=HOME), 403)


async def test_finds_a_case_and_says_what_was_read(portal: Browser) -> None:
    """The search goes on to the case; the first page lists what this auditor looked at."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    found = await portal.get(f"/auditor/cari?nomor={number.lower()}")
    assert found.headers["location"] == f"/auditor/kasus/{number}"
    answered(await portal.get(found.headers["location"]), 200)
    lost = await portal.get("/auditor/cari?nomor=tusan")
    assert "bukan nomor kasus" in answered(await portal.get(lost.headers["location"]), 404)
    start = answered(await portal.get("/auditor"), 200)
    assert "riwayat kasus" in start
    assert f"/auditor/kasus/{number}" in start
    assert all(f"/auditor/daftar/{name}" in start for name in LISTINGS)


async def test_speaks_english_throughout(portal: Browser) -> None:
    """Every page of the room in the other language."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    await portal.get("/auditor?lang=en")
    for method, path in doors():
        if method == "GET" and not path.endswith(("{kind}", "{form}", "cari")):
            assert '<html lang="en">' in answered(await portal.get(filled(path, number)), 200)
    page = answered(await portal.get(f"/auditor/kasus/{number}"), 200)
    assert "Sound:" in page
    assert "protected" in page

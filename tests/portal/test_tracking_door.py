"""Number and code: who gets in, for how long, and what a stranger learns (nothing)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine, event

from desk import tracking
from desk.tracking import fit_number
from kit import clock, tokens
from portal.tracking import visit
from tests.portal.conftest import answered
from tests.portal.followers import enter, reported
from tests.portal.people import TOKEN, Browser

WRONG = "9999 9999 9999 9999"


@contextmanager
def counted() -> Iterator[list[str]]:
    """All statements that the database is asked meanwhile."""
    asked: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        asked.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_opens_with_number_and_code(portal: Browser) -> None:
    """However they were copied; neither is in an address afterwards."""
    receipt = await reported()
    code = tokens.in_groups(receipt.tracking_code or "")
    done = await portal.post("/lacak", {"number": receipt.number.lower(), "code": f" {code} "})
    answered(done, 303)
    assert urlsplit(done.headers["location"]).query == ""
    page = answered(await portal.get(done.headers["location"]), 200)
    assert receipt.number in page
    assert "Laporan Anda sudah diteruskan" in page


async def test_says_and_does_the_same_of_a_wrong_number_and_a_wrong_code(
    portal: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page to the letter, one hash, the same statements in the same order."""
    receipt = await reported()
    hashed: list[str] = []

    def hashing(code: str, *, key: bytes) -> str:
        hashed.append(code)
        return tokens.tracking_hash(code, key=key)

    monkeypatch.setattr(tracking, "tracking_hash", hashing)
    seen = []
    for number, code in (
        (receipt.number, WRONG),
        ("KLK-2026-99999", WRONG),
        ("KLK-2026-99999", receipt.tracking_code),
        ("x\x00'; --", "abc"),
    ):
        hashed.clear()
        with counted() as asked:
            page = await portal.post("/lacak", {"number": number, "code": code})
        words = TOKEN.sub("", answered(page, 422)).replace(fit_number(number), "")
        seen.append((words, tuple(asked), len(hashed)))
    assert len(set(seen)) == 1
    assert "tidak cocok" in seen[0][0]


async def test_never_shows_a_code_again(portal: Browser) -> None:
    """Not after a wrong one, and not on the page."""
    receipt = await reported()
    wrong = await portal.post("/lacak", {"number": receipt.number, "code": WRONG})
    assert WRONG not in answered(wrong, 422)
    assert (receipt.tracking_code or "") not in await enter(portal, receipt)


async def test_lets_nobody_try_codes_for_ever(portal: Browser) -> None:
    """After ten of a number it is closed, as for a number that does not exist; others go on."""
    receipt = await reported()
    other = await reported("Warga berselisih tentang pembagian air subak.")
    for number in (receipt.number, "KLK-2026-77777"):
        for _ in range(10):
            answered(await portal.post("/lacak", {"number": number, "code": WRONG}), 422)
        closed = await portal.post("/lacak", {"number": number, "code": WRONG})
        answered(closed, 429)
    await enter(portal, other)


async def test_opens_nothing_but_the_own_case(portal: Browser, another: Browser) -> None:
    """A cookie is for one number; somebody without one is asked for number and code."""
    mine = await reported()
    other = await reported("Warga berselisih tentang pembagian air subak.")
    page = await enter(portal, mine)
    assert other.number not in page
    for path in ("/lacak/kasus", "/lacak/kasus/pesan", "/lacak/kasus/terancam"):
        assert 'name="code"' in answered(await another.get(path), 401)
    answered(await portal.get(f"/lacak/kasus/{other.number}"), 404)


async def test_ends_after_half_an_hour(portal: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the machine's clock, whatever case time is; a look begins it anew."""
    await enter(portal, await reported())
    real = clock.machine_now
    for minutes, status in ((29, 200), (58, 200), (89, 401)):
        monkeypatch.setattr(
            visit, "machine_now", lambda ahead=minutes: real() + timedelta(minutes=ahead)
        )
        answered(await portal.get("/lacak/kasus"), status)


async def test_a_cookie_is_worth_nothing_after_leaving(portal: Browser) -> None:
    """By quick exit or by closing: who copied the cookie gets nothing with it."""
    receipt = await reported()
    for leave in ("/pergi", "/lacak/selesai"):
        await enter(portal, receipt)
        kept = portal.http.cookies[visit.COOKIE]
        await portal.post(leave, shown_at="/lacak/kasus")
        assert visit.COOKIE not in portal.http.cookies
        portal.http.cookies.set(visit.COOKIE, kept)
        answered(await portal.get("/lacak/kasus"), 401)
        portal.http.cookies.clear()


async def test_keeps_the_cookie_at_home(portal: Browser) -> None:
    """No script reads it, no other site sends it, and nothing in it can be read or forged."""
    receipt = await reported()
    values = {"number": receipt.number, "code": receipt.tracking_code}
    set_by = (await portal.post("/lacak", values)).headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=strict"):
        assert part in set_by
    assert receipt.number not in set_by
    held = portal.http.cookies[visit.COOKIE]
    portal.http.cookies.set(visit.COOKIE, held[:-4] + "AAAA")
    answered(await portal.get("/lacak/kasus"), 401)


async def test_shows_nothing_over_a_shoulder(portal: Browser) -> None:
    """A quiet title, no logo, a quick exit on each page, and all of it without a script."""
    await enter(portal, await reported())
    paths = ("/lacak", "/lacak/kode", "/lacak/kasus", "/lacak/kasus/memburuk")
    shown = [answered(await portal.get(path), 200) for path in paths]
    for page in (*shown, answered(await portal.get("/lacak/tidak-ada"), 404)):
        assert re.search(r"<title>(Halaman|Nomor dan kode)</title>", page)
        assert 'action="/pergi"' in page
        assert "Rukun <small>" not in page
        assert re.findall(r"<script(?! src=)", page) == []

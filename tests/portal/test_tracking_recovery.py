"""A lost code: a way back for whoever owns the address, and nothing for anybody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.reprisals import threatened
from kit import clock
from kit.keys import secret
from models.letters.answerable import signed
from models.letters.messages import CodeAsked
from models.notices import Notice
from models.session import reading
from tests.people import facts_of, nth
from tests.portal.conftest import answered
from tests.portal.followers import MAIL, codes_in, enter, reported, told
from tests.portal.people import TOKEN, Browser


async def _asks(browser: Browser, number: str, email: str) -> str:
    page = await browser.post("/lacak/kode", {"number": number, "email": email})
    return TOKEN.sub("", answered(page, 200))


async def _links() -> list[str]:
    """The links of the mails that are owed, signed as they are when the mail is written."""
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.kind == "code_asked").order_by(Notice.queued_at)
        )
        letters = [signed(row.letter, key=secret("answers")) for row in rows]
    return [f"/lacak/kode/{one.token}" for one in letters if isinstance(one, CodeAsked)]


async def test_gives_a_new_code_to_the_address_on_record(portal: Browser) -> None:
    """Opening the link changes nothing; posting gives a code, once, and the old one stops."""
    receipt = await reported(email=MAIL)
    await enter(portal, receipt)
    await _asks(portal, receipt.number.lower(), MAIL.upper())
    [link] = await _links()
    assert await told("code_asked", receipt.number) == {"reporter"}
    assert receipt.number not in link
    answered(await portal.get(link), 200)
    answered(await portal.get(link), 200)
    assert "code.renewed" not in await facts_of(receipt.number)

    [code] = codes_in(answered(await portal.post(link), 200))
    assert (await facts_of(receipt.number))[-1] == "code.renewed"
    for again in (await portal.get(link), await portal.http.get(link)):
        assert "sudah dipakai" in answered(again, 409)
    answered(await portal.get("/lacak/kasus"), 401)
    old = {"number": receipt.number, "code": receipt.tracking_code}
    answered(await portal.post("/lacak", old), 422)
    answered(await portal.post("/lacak", {"number": receipt.number, "code": code}), 303)


async def test_answers_a_stranger_the_same_and_does_nothing(portal: Browser) -> None:
    """Whoever guesses a number, an address or both learns nothing, and nobody gets a mail."""
    named = await reported(email=MAIL)
    unnamed = await reported("Warga berselisih tentang pembagian air subak.")
    pages = {
        await _asks(portal, number, email)
        for number, email in (
            (named.number, "orang.lain@desa.example"),
            (unnamed.number, MAIL),
            ("KLK-2026-99999", MAIL),
            ("KLK\x00", "bukan surel"),
        )
    }
    assert await _links() == []
    pages.add(await _asks(portal, named.number, MAIL))
    assert len(pages) == 1
    assert len(await _links()) == 1


async def test_looks_only_after_it_answered(
    portal: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What breaks, or takes long, cannot be told from outside."""

    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("portal.tracking.recovering.ask_for_code", broken)
    assert "satu jam" in await _asks(portal, nth(1), MAIL)


async def test_a_link_is_over_after_an_hour(portal: Browser) -> None:
    """Late, cut off or made up: it says how to get another one."""
    receipt = await reported(email=MAIL)
    await _asks(portal, receipt.number, MAIL)
    [link] = await _links()
    cut = answered(await portal.get(link[:-3]), 409)
    made_up = answered(await portal.get("/lacak/kode/abc"), 409)
    clock.shift_by(timedelta(minutes=61))
    late = answered(await portal.get(link), 409)
    answered(await portal.post(link, shown_at="/lacak"), 409)
    assert all("mintalah yang baru" in page for page in (cut, made_up, late))


async def test_writes_to_nobody_about_a_threat(portal: Browser) -> None:
    """A reprisal's sealed case holds the reporter's address for the police, never for mail."""
    receipt = await reported(email=MAIL)
    threat = await threatened(
        receipt.number, "Rumah saya dilempari batu.", code=receipt.tracking_code or ""
    )
    await _asks(portal, threat.number, MAIL)
    assert await _links() == []


async def test_lets_nobody_fill_a_mailbox(portal: Browser) -> None:
    """Five an hour of a number, whether it exists or not."""
    receipt = await reported(email=MAIL)
    for number in (receipt.number, "KLK-2026-99999"):
        for _ in range(5):
            await _asks(portal, number, MAIL)
        closed = await portal.post("/lacak/kode", {"number": number, "email": MAIL})
        answered(closed, 429)
    assert len(await _links()) == 5

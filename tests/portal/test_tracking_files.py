"""Files that a reporter sends after the report: with a message, by the same rules."""

import pytest

from desk.files import open_file
from desk.seeing import seen_page
from kit import vault
from models.session import reading
from models.verification import verify_case
from portal.tracking import visit
from tests.kit.test_cleaning import SECRET, photo
from tests.people import coordinator, facts_of, officer_of
from tests.portal.conftest import answered
from tests.portal.followers import enter, reported
from tests.portal.people import Browser
from tests.portal.test_reporting_files import BAD, files_of, in_the_vault, sending

WRITE, NEWS = "/lacak/kasus/pesan", "Ini foto patok yang dipindahkan tadi malam."


async def test_takes_photos_with_a_message(portal: Browser) -> None:
    """Stripped, encrypted and sealed; coordinators open them, the agency once one was released."""
    receipt = await reported()
    await enter(portal, receipt)
    assert 'type="file"' in answered(await portal.get(WRITE), 200)
    assert 'type="file"' not in answered(await portal.get("/lacak/kasus/terancam"), 200)
    done = await portal.post(WRITE, {"words": NEWS}, files=sending(photo(), photo()))
    answered(done, 303)
    kept = await files_of(receipt.number)
    assert [one.kind for one in kept] == ["jpeg", "jpeg"]
    assert {one.stored for one in kept} == {path.name for path in in_the_vault()}
    assert SECRET not in vault.take(kept[0].stored)
    assert "(2 berkas)" in answered(await portal.get("/lacak/kasus"), 200)
    opened = await open_file(receipt.number, str(kept[0].id), by=coordinator())
    assert opened.kind == "jpeg"
    assert (await seen_page(receipt.number, by=await officer_of(receipt.number))).files == ()
    async with reading() as db:
        assert (await verify_case(db, receipt.number)).sound


@pytest.mark.parametrize("kind", ["one of two", "too many"])
async def test_keeps_the_message_where_a_file_is_bad(portal: Browser, kind: str) -> None:
    """The form says which file and why, the words are there, and nothing is half kept."""
    receipt = await reported()
    await enter(portal, receipt)
    sent, why = BAD[kind]
    page = answered(await portal.post(WRITE, {"words": NEWS}, files=sent), 422)
    assert why in page
    assert NEWS in page
    assert "Berkas perlu dipilih sekali lagi" in page
    assert in_the_vault() == []
    assert "message.sent" not in await facts_of(receipt.number)


async def test_takes_no_more_files_than_a_case_may_have(
    portal: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A code is no way to fill the disk; words are still taken."""
    monkeypatch.setattr("desk.messages.MOST_FILES", 2)
    receipt = await reported()
    await enter(portal, receipt)
    answered(await portal.post(WRITE, {"words": NEWS}, files=sending(photo(), photo())), 303)
    page = answered(await portal.post(WRITE, {"words": NEWS}, files=sending(photo())), 422)
    assert "sudah ada 2 berkas" in page
    assert NEWS in page
    assert len(in_the_vault()) == len(await files_of(receipt.number)) == 2
    answered(await portal.post(WRITE, {"words": NEWS}), 303)


async def test_leaves_no_file_behind_a_refused_message(portal: Browser) -> None:
    """Without words, or to a telling that takes none, no file stays."""
    await enter(portal, await reported())
    answered(await portal.post(WRITE, {"words": " "}, files=sending(photo())), 422)
    worse = await portal.post("/lacak/kasus/memburuk", {"words": NEWS}, files=sending(photo()))
    answered(worse, 303)
    assert in_the_vault() == []


async def test_asks_again_where_a_form_is_not_ours(portal: Browser) -> None:
    """Somebody without a visit is asked for number and code, whatever was posted."""
    for data in ({"words": NEWS}, {"words": NEWS, "_form": "x"}):
        page = answered(await portal.http.post(WRITE, data=data), 401)
        assert NEWS not in page
        assert visit.COOKIE not in portal.http.cookies

"""Two people decide that somebody reads who reported: one asks, another consents."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from desk.acting import Refused
from desk.identities import ask_identity, consent_identity, read_identity, refuse_identity
from kit import clock
from models.chain import SealedFact
from models.identities import IdentityRequest
from models.letters.oversight import IdentityDecided
from models.notices import Notice
from models.regency import Role
from models.regency_folder import regency
from models.session import reading
from tests.people import assigned, coordinator, facts_of
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.portal.standing import with_a_name

ASKER, SECOND = "coordinator:KESBANG-SEKRETARIS", "coordinator:KESBANG-KEPALA"
WHY = {"reason": "Pelapor harus dijemput malam ini"}
NAME = "Ketut Rekaan"


async def test_needs_two_accounts(portal: Browser, another: Browser) -> None:
    """The asker cannot consent; the second person reads the reason; it is read once."""
    number = await with_a_name()
    await portal.sign_in(ASKER)
    await another.sign_in(SECOND)
    home = f"/kasus/{number}"
    asked = await portal.post(f"{home}/ask_identity", WHY)
    assert asked.headers["location"] == f"{home}?kata=identity_asked"
    mine = answered(await portal.get(home), 200)
    assert "consent_identity" not in mine
    assert "/open_identity" not in mine
    assert WHY["reason"] in answered(await another.get(f"{home}/consent_identity"), 200)
    answered(await another.post(f"{home}/consent_identity"), 303)
    read = await portal.post(f"{home}/open_identity")
    assert NAME in answered(read, 200)
    assert read.headers["cache-control"] == "no-store"
    assert [one for one in await facts_of(number) if one.startswith("identity.")] == [
        "identity.asked",
        "identity.consented",
        "identity.opened",
    ]
    again = await portal.post(f"{home}/open_identity", shown_at="/")
    assert NAME not in answered(again, 409)
    assert NAME not in answered(await portal.get(home), 200)


async def test_refuses_consent_to_oneself(portal: Browser) -> None:
    """A posted form changes nothing of it, nor does the table."""
    number = await with_a_name()
    await portal.sign_in(ASKER)
    await portal.post(f"/kasus/{number}/ask_identity", WHY)
    own = await portal.post(f"/kasus/{number}/consent_identity", shown_at="/")
    assert "koordinator lain yang harus menyetujui" in answered(own, 409)
    opened = await portal.post(f"/kasus/{number}/open_identity", shown_at="/")
    assert NAME not in answered(opened, 409)


async def test_opens_to_nobody_but_whoever_asked(portal: Browser, another: Browser) -> None:
    """Whoever consented has not asked, and reads nothing."""
    number = await with_a_name()
    await ask_identity(number, WHY["reason"], by=coordinator())
    await another.sign_in(SECOND)
    await another.post(f"/kasus/{number}/consent_identity")
    page = await another.post(f"/kasus/{number}/open_identity", shown_at="/")
    assert NAME not in answered(page, 409)
    assert "/open_identity" not in answered(await another.get(f"/kasus/{number}"), 200)


async def test_is_good_for_a_day(portal: Browser) -> None:
    """A consent that was not used in time is worth nothing; it may be asked again."""
    number = await with_a_name()
    await ask_identity(number, WHY["reason"], by=coordinator())
    await consent_identity(number, by=coordinator("KESBANG-KEPALA"))
    clock.shift_by(timedelta(hours=25))
    with pytest.raises(Refused, match="was good until"):
        await read_identity(number, by=coordinator())
    await ask_identity(number, WHY["reason"], by=coordinator())


async def test_lets_a_second_person_say_no(portal: Browser, another: Browser) -> None:
    """Refused with a reason, nothing is opened, and it may be asked for anew."""
    number = await with_a_name()
    await portal.sign_in(ASKER)
    await another.sign_in(SECOND)
    await portal.post(f"/kasus/{number}/ask_identity", WHY)
    twice = await portal.post(f"/kasus/{number}/ask_identity", WHY, shown_at="/")
    assert "sudah diminta" in answered(twice, 409)
    answered(await another.post(f"/kasus/{number}/refuse_identity", {"reason": "Tidak perlu"}), 303)
    assert "identity.refused" in await facts_of(number)
    answered(await portal.post(f"/kasus/{number}/open_identity", shown_at="/"), 409)
    answered(await portal.post(f"/kasus/{number}/ask_identity", WHY), 303)


async def test_has_nothing_to_open_of_an_anonymous_report(portal: Browser) -> None:
    """It says so before anybody must consent, and keeps what was typed."""
    number = await assigned()
    await portal.sign_in(ASKER)
    page = await portal.post(f"/kasus/{number}/ask_identity", WHY)
    assert WHY["reason"] in answered(page, 409)
    assert "tidak meninggalkan nama" in page.text


async def test_writes_no_reason_and_no_name_into_a_fact(portal: Browser) -> None:
    """Facts hold ids, digests and offices; the table refuses one person in both places."""
    number = await with_a_name()
    await ask_identity(number, WHY["reason"], by=coordinator())
    await consent_identity(number, by=coordinator("KESBANG-KEPALA"))
    await read_identity(number, by=coordinator())
    async with reading() as db:
        records = list(await db.scalars(select(SealedFact.record).where(SealedFact.case == number)))
        row = (await db.scalars(select(IdentityRequest))).one()
        check = await db.scalar(
            text("SELECT count(*) FROM pg_constraint WHERE conname = :name"),
            {"name": "ck_identity_request_two_people"},
        )
    assert not [one for one in records if NAME in one or WHY["reason"] in one]
    assert (row.asked_by, row.consented_by) == (ASKER, SECOND)
    assert check == 1


async def test_tells_whoever_asked_how_it_was_decided(database: str) -> None:
    """By the number and until when, or that nobody consented; not who takes their own back."""
    number, second = await with_a_name(), coordinator("KESBANG-KEPALA")
    await ask_identity(number, WHY["reason"], by=coordinator())
    await refuse_identity(number, by=second, reason="Belum perlu")
    await ask_identity(number, WHY["reason"], by=coordinator())
    await refuse_identity(number, by=coordinator())
    await ask_identity(number, WHY["reason"], by=coordinator())
    until = await consent_identity(number, by=second)
    async with reading() as db:
        mails = await db.scalars(
            select(Notice).where(Notice.kind == "identity_decided").order_by(Notice.seq)
        )
        told = [(one.recipient, one.letter) for one in mails]
    asker = coordinator().id
    refused, consented = (IdentityDecided(number=number, until=one) for one in (None, until))
    assert told == [(asker, refused), (asker, consented)]


async def test_calls_the_second_person(portal: Browser) -> None:
    """On the first screen and by a mail of the number alone, to all coordinators but the asker."""
    number = await with_a_name()
    await ask_identity(number, WHY["reason"], by=coordinator())
    await portal.sign_in(SECOND)
    asked = answered(await portal.get("/papan?perlu=identity"), 200)
    assert number in asked
    assert number in answered(await portal.get("/koordinator"), 200).split("Diminta membuka")[1]
    async with reading() as db:
        mails = (await db.scalars(select(Notice).where(Notice.kind == "identity_asked"))).all()
    others = {one.id for one in regency().actors_of(role=Role.COORDINATOR)} - {coordinator().id}
    assert {one.recipient for one in mails} == others
    assert {str(one.props) for one in mails} == {str({"number": number})}
    await consent_identity(number, by=coordinator("KESBANG-KEPALA"))
    assert number not in answered(await portal.get("/papan?perlu=identity"), 200)

"""Letters for people without mail: brought by hand, with a receipt."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.acting import Refused
from desk.bars import Barring, raise_bar
from desk.deliveries import figures_without_mail, record_delivery
from desk.talks import cancel_meeting, move_meeting
from kit import clock
from models.by_hand import ToBring, letters_to_bring, letters_unbrought
from models.regency_folder import regency
from models.session import reading, transaction
from models.talks import Party
from tests.people import (
    HERE,
    THERE,
    at_meeting,
    coordinator,
    facts_of,
    figures_of,
    meeting_of,
    officer_of,
)


async def _waiting(*without: str) -> list[ToBring]:
    async with reading() as db:
        return list(await letters_to_bring(db, without_mail=without))


async def _has_mail(label: str) -> None:
    async with transaction() as db:
        await db.execute(update(Party).where(Party.label == label).values(email="x@desa.example"))


async def test_lets_letters_wait_for_whoever_has_no_mail(database: str) -> None:
    """Nobody was told by a mail that went to somebody else; who has mail waits for nobody."""
    number = await at_meeting()
    await _has_mail(THERE)
    waiting = await _waiting()
    assert {one.to for one in waiting} == {HERE}
    assert {one.kind for one in waiting} == {"party_asked", "meeting_invited"}
    assert {one.lead for one in waiting} == {(await officer_of(number)).agency}


async def test_ends_with_the_receipt(database: str) -> None:
    """By the lead, letter by letter, on a day that has come; each is a fact."""
    number = await at_meeting()
    by, today = await officer_of(number), str(clock.today())
    with pytest.raises(Refused, match="one of handed, read_out"):
        await record_delivery(number, HERE, by=by, how="thrown", on=today)
    with pytest.raises(Refused, match="more than one letter") as named:
        await record_delivery(number, HERE, by=by, how="handed", on=today)
    asked, invited = [one for one in await _waiting() if one.to == HERE]
    assert f"{asked.short} (party_asked, {HERE})" in str(named.value)
    await record_delivery(number, asked.short, by=by, how="handed", on=today)
    assert [one.kind for one in await _waiting() if one.to == HERE] == ["meeting_invited"]
    await record_delivery(number, HERE, by=by, how="handed", on=today)
    assert {one.to for one in await _waiting()} == {THERE}
    assert (await facts_of(number))[-2:] == ["letter.delivered", "letter.delivered"]
    with pytest.raises(Refused, match=f"waiting are: .*{THERE}"):
        await record_delivery(number, invited.id, by=by, how="handed", on=today)


async def _kinds(label: str) -> list[str]:
    return [one.kind for one in await _waiting() if one.to == label]


async def _unbrought(label: str, kind: str) -> ToBring:
    async with reading() as db:
        letters = await letters_unbrought(db, without_mail=())
    return next(one for one in letters if (one.to, one.kind) == (label, kind))


async def test_brings_no_invitation_to_a_meeting_that_is_off(database: str) -> None:
    """Who was never invited is not told either; who got the invitation is, even if said late."""
    number = await at_meeting()
    by, today = await officer_of(number), str(clock.today())
    await cancel_meeting(number, by=by, reason_code="no_place")
    assert await _kinds(HERE) == await _kinds(THERE) == ["party_asked"]
    brought = await _unbrought(HERE, "meeting_invited")
    assert brought.moot
    await record_delivery(number, brought.short, by=by, how="handed", on=today)
    assert await _kinds(HERE) == ["party_asked", "meeting_cancelled"]
    assert await _kinds(THERE) == ["party_asked"]


async def test_brings_the_last_date_alone(database: str) -> None:
    """Of a meeting that was moved only the letter with the date that holds is to be brought."""
    number = await at_meeting()
    starts_at = (await meeting_of(number)).starts_at
    for days in (7, 14):
        await move_meeting(number, by=coordinator(), starts_at=starts_at + timedelta(days=days))
    assert await _kinds(HERE) == ["party_asked", "meeting_changed"]


async def test_brings_letters_to_figures_too(database: str) -> None:
    """A figure without an address is on the list; those of Klungkung's sample all have one."""
    number = await at_meeting()
    figure = (await figures_of(number))[0]
    assert figure in {one.to for one in await _waiting(figure)}
    assert figures_without_mail(regency()) == {
        one.id for one in regency().figures if one.email is None
    }


async def test_shows_no_letter_of_a_sealed_case(database: str) -> None:
    """Who was to be told of what is nobody's to read."""
    number = await at_meeting()
    assert await _waiting()
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=coordinator())
    assert await _waiting() == []

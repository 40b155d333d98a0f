"""Letters for people without mail: brought by hand, with a receipt."""

import pytest
from sqlalchemy import update

from desk.acting import Refused
from desk.bars import Barring, raise_bar
from desk.deliveries import figures_without_mail, record_delivery
from kit import clock
from models.by_hand import ToBring, letters_to_bring
from models.regency_folder import regency
from models.session import reading, transaction
from models.talks import Party
from tests.people import HERE, THERE, at_meeting, coordinator, facts_of, figures_of, officer_of


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
    """By the lead, once, on a day that has come; each letter is a fact."""
    number = await at_meeting()
    by, today = await officer_of(number), str(clock.today())
    with pytest.raises(Refused, match="one of handed, read_out"):
        await record_delivery(number, HERE, by=by, how="thrown", on=today)
    assert await record_delivery(number, HERE, by=by, how="handed", on=today) == 2
    assert {one.to for one in await _waiting()} == {THERE}
    assert (await facts_of(number))[-2:] == ["letter.delivered", "letter.delivered"]
    with pytest.raises(Refused, match=f"waiting are: {THERE}"):
        await record_delivery(number, HERE, by=by, how="handed", on=today)


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

"""What a reporter's receipt promises is what happens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.reports import Contact, Told, report
from kit import clock
from models.letters.reports import ReportReceived
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from tests.builders import A_TEXT
from tests.people import VILLAGE
from tests.tasks.test_alarms import HOME, RED

pytestmark = pytest.mark.usefixtures("database")


async def _receipt(text: str) -> ReportReceived:
    contact = Contact(name="Sari", email="sari@warga.example")
    told = Told(text, VILLAGE, str(clock.today()), contact=contact)
    number = (await report(told, by="reporter:-", rules=regency())).number
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == "report_received")
        )
        letter = rows.one().letter
    assert isinstance(letter, ReportReceived)
    return letter


def _text(letter: ReportReceived) -> str:
    written = write(letter, "id", portal_url="http://x.example", sender="r@x.example")
    return " ".join(written.text.split())


async def test_a_red_report_is_promised_the_alarm_and_the_hours_of_red() -> None:
    """Not days: whoever is on duty was woken, and the wall clock runs."""
    letter = await _receipt(RED)
    assert letter.checked_by - letter.received_at <= timedelta(hours=24)
    assert "langsung dibangunkan" in _text(letter)
    quiet = await _receipt(A_TEXT)
    assert quiet.checked_by - quiet.received_at > timedelta(hours=24)
    assert "langsung dibangunkan" not in _text(quiet)


async def test_a_sealed_red_report_reads_as_any_red_one() -> None:
    """Who looks over a shoulder learns nothing; the numbers for victims stand in every receipt."""
    at = clock.now()
    same = {"number": "X", "received_at": at, "checked_by": at}
    red, sealed = [(await _receipt(words)).model_copy(update=same) for words in (RED, HOME)]
    assert _text(red) == _text(sealed)
    assert "SAPA 129" in _text(sealed)
    assert "LPSK 148" in _text(sealed)

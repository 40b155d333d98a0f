"""What letters say of a case that has a history: signs of danger, talks, why it comes now."""

import pytest
from sqlalchemy import select

from desk.incidents import Happened, record_incident
from kit import clock
from models.letters.assignments import CaseAssigned, SupportAsked
from models.letters.base import Letter
from models.letters.incidents import IncidentRecorded
from models.notices import Notice
from models.session import reading
from tests.builders import run_flows
from tests.people import accepted, coordinator

pytestmark = pytest.mark.usefixtures("database")
FIGHT = "Puluhan warga membawa parang dan melempari rumah, dua orang luka."


async def _newest(number: str, kind: str, *, to: str = "") -> Letter:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice)
            .where(Notice.case == number, Notice.kind == kind)
            .order_by(Notice.seq.desc())
        )
        return next(row.letter for row in rows if to in {"", row.recipient})


async def _happens(number: str, text: str = FIGHT) -> None:
    happened = Happened(text, happened_on=clock.today())
    await record_incident(number, happened, by=coordinator())
    await run_flows()


async def test_who_must_go_there_reads_the_signs_of_an_incident() -> None:
    """Weapons and a crowd stand in the mail to all who have it, and in the new lead's."""
    number = await accepted()
    await _happens(number)
    for kind, to in (("incident_recorded", "CAMAT-51.05.02"), ("case_assigned", "POLRES")):
        letter = await _newest(number, kind, to=to)
        assert isinstance(letter, IncidentRecorded | CaseAssigned)
        assert "senjata" in {danger["id"] for danger in letter.dangers}
        assert "parang" not in letter.model_dump_json()
    assigned_now = await _newest(number, "case_assigned", to="POLRES")
    assert isinstance(assigned_now, CaseAssigned)
    assert assigned_now.incident_on == clock.today()
    helper = await _newest(number, "support_asked")
    assert isinstance(helper, SupportAsked)
    assert helper.dangers == assigned_now.dangers

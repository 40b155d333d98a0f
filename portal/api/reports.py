"""Reports by programs: a village's system, LAPOR!, a call centre."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from desk.calls import Answered, Call, report_once
from desk.reports import CHANNELS, Contact, Told
from models.regency_folder import regency
from portal.api.asking import ANSWERS, Reporting
from portal.api.once import Key, once

router = APIRouter(tags=["reports"], responses=ANSWERS)
MOST = 20_000


class ReportContact(BaseModel):
    """How the reporter may be reached; kept encrypted, and told to nobody."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=200)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None


class NewReport(BaseModel):
    """A report. ``not_to_tell`` names offices and agencies that must not learn of it."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=MOST)]
    village: Annotated[str, Field(pattern=r"^\d\d\.\d\d\.\d\d\.\d{4}$", examples=["51.05.02.2004"])]
    happened_on: Annotated[date, Field(examples=["2026-11-23"])]
    channel: Literal[tuple(sorted(CHANNELS))] = "warga"  # type: ignore[valid-type] # a closed list
    answers: dict[str, str] = {}
    contact: ReportContact | None = None
    language: Literal["id", "en"] = "id"
    not_to_tell: tuple[Annotated[str, Field(max_length=60)], ...] = ()


class Received(BaseModel):
    """The case's number, and the reporter's 16-digit code, which nobody can be told again."""

    number: str
    tracking_code: str | None


@router.post("/reports", status_code=201, response_model=Received)
async def new_report(
    request: Request, told: NewReport, *, program: Reporting, key: Key
) -> Response:
    """Hand in a report. It becomes a case at once; flows do the rest."""
    rules = regency()
    words = Told(
        text=told.text,
        village=told.village,
        happened_on=told.happened_on,
        channel=told.channel,
        answers=dict(told.answers),
        contact=Contact(**told.contact.model_dump()) if told.contact else None,
        language=told.language,
        not_to_tell=told.not_to_tell,
    )

    async def work(call: Call) -> Answered:
        return await report_once(words, by=str(program.person), rules=rules, call=call)

    return await once(request, program, key=key, work=work)

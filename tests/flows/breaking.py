"""A resident worker whose triage breaks on each report in the way that the report asks for.

    python -m tests.flows.breaking NAME

Run with the settings of ``run/worker.env``. All but the breaking is the real worker.
"""

import asyncio
import sys
import uuid
from collections.abc import Awaitable, Callable

from jinja2 import StrictUndefined
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

import tasks.triage
from engine.working import work
from kit.rendering import environment
from models.cases import Case
from models.texts import ErasableText
from models.views import ReportView, TriageChoice
from tasks.turn import Turn

SPOKEN = "Kendalicatatan"  # printed into the worker's log, so that a search there can be proven

read = tasks.triage._read


class Age(BaseModel):
    """A model that is given words where a number belongs."""

    years: int


async def constraint(db: AsyncSession, told: str) -> None:
    """Break a CHECK: PostgreSQL's DETAIL prints the row."""
    db.add(ErasableText(id=uuid.uuid4(), case="-", kind="report", salt=None, text=told))
    await db.flush()


async def driver(db: AsyncSession, told: str) -> None:
    """Hand the driver a value that it cannot encode: it prints it."""
    await db.execute(text("SELECT CAST(:years AS int)"), {"years": told})


async def server(db: AsyncSession, told: str) -> None:
    """Hand the server a value that it cannot read: its message prints it."""
    await db.execute(text("SELECT CAST(CAST(:years AS text) AS int)"), {"years": told})


async def connection(db: AsyncSession, told: str) -> None:
    """Lose the connection in a statement that carries the words; the task is tried again."""
    ending = "SELECT pg_terminate_backend(pg_backend_pid()), CAST(:told AS text)"
    try:
        await db.execute(text(ending), {"told": told})
    except DBAPIError as lost:
        raise ConnectionResetError(told) from lost


async def pydantic(_: AsyncSession, told: str) -> None:
    """Fail a validation: Pydantic prints the input."""
    Age.model_validate({"years": told})


async def template(_: AsyncSession, told: str) -> None:
    """Use a value that is not there: Jinja prints its name."""
    letter = environment().overlay(undefined=StrictUndefined).from_string("{{ nothing[told] }}")
    letter.render(told=told, nothing={})


async def plain(_: AsyncSession, told: str) -> None:
    """Raise with the words, from another error with the words, and with a note of them."""
    try:
        int(told)
    except ValueError as error:
        broken = RuntimeError(told)
        broken.add_note(told)
        raise broken from error


async def several(_: AsyncSession, told: str) -> None:
    """Raise several at once."""
    raise ExceptionGroup(told, [ValueError(told), KeyError(told)])


BREAKS: dict[str, Callable[[AsyncSession, str], Awaitable[None]]] = {
    one.__name__: one
    for one in (constraint, driver, server, connection, pydantic, template, plain, several)
}


async def read_and_break(mine: Turn, case: Case, report: ReportView) -> TriageChoice:
    """Break as the report's first word says; a report that names no way is triaged."""
    breaks = BREAKS.get(report.text.split()[0])
    if breaks is not None:
        await breaks(mine.db, report.text)
    return await read(mine, case, report)


if __name__ == "__main__":
    tasks.triage._read = read_and_break
    sys.stdout.write(SPOKEN + "\n")
    asyncio.run(work(sys.argv[1]))

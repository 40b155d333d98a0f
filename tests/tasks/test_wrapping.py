"""What fails inside a task fails without a word of it, and a poison case fails alone."""

import stat
import traceback
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest
from jinja2 import Environment, StrictUndefined
from prefect.logging import disable_run_logger
from pydantic import BaseModel
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from kit.settings import settings
from models.cases import Case
from models.causes import STUCK_AFTER, Cause
from models.chain import SealedFact
from models.notices import Notice
from models.session import reading, transaction
from models.texts import ErasableText
from tasks.assignment import assign_agencies
from tasks.triage import triage_reports
from tasks.waves import in_batches
from tasks.wrapping import Failed, guard, task
from tests.builders import a_case
from tests.people import facts_of

MARKED = "Ni Luh Rahasia dari banjar anu"
VILLAGES = [f"51.05.02.20{at:02d}" for at in range(1, 14)]


class Age(BaseModel):
    """A model that is given words where a number belongs."""

    years: int


async def _constraint() -> None:
    """A row that the table refuses: PostgreSQL's DETAIL prints it."""
    async with transaction() as db:
        db.add(ErasableText(id=uuid.uuid4(), case="-", kind="report", salt=None, text=MARKED))
        await db.flush()


async def _driver() -> None:
    """A value that the driver cannot encode: it prints the value."""
    async with transaction() as db:
        await db.execute(text("SELECT CAST(:years AS int)"), {"years": MARKED})


async def _server() -> None:
    """A value that the server cannot read: it prints the value."""
    async with transaction() as db:
        await db.execute(text("SELECT CAST(CAST(:years AS text) AS int)"), {"years": MARKED})


async def _pydantic() -> None:
    Age.model_validate({"years": MARKED})


async def _template() -> None:
    letter = Environment(undefined=StrictUndefined, autoescape=True).from_string(
        "{{ told }} {{ nothing[told] }}"
    )
    letter.render(told=MARKED, nothing={})


async def _template_itself() -> None:
    Environment(autoescape=True).from_string("{% " + MARKED + " %}")


async def _plain() -> None:
    raise ValueError(MARKED)


async def _from_another() -> None:
    try:
        int(MARKED.upper())
    except ValueError as error:
        raise RuntimeError(MARKED) from error


async def _while_mending() -> None:
    try:
        int(MARKED.upper())
    except ValueError:
        int(MARKED)


async def _of_several() -> None:
    raise ExceptionGroup(MARKED, [ValueError(MARKED), KeyError(MARKED)])


async def _with_a_note() -> None:
    error = ValueError("x")
    error.add_note(MARKED)
    raise error


BREAKS = (
    _constraint,
    _driver,
    _server,
    _pydantic,
    _template,
    _template_itself,
    _plain,
    _from_another,
    _while_mending,
    _of_several,
    _with_a_note,
)


async def _failed(breaks: Callable[[], Awaitable[None]]) -> Failed:
    @task
    async def step(cases: list[str]) -> list[str]:
        await breaks()
        return cases

    with pytest.raises(Failed) as caught:
        await step.fn(["KLK-2026-00001"])
    return caught.value


@pytest.mark.parametrize("breaks", BREAKS)
async def test_lets_no_word_of_an_error_out(
    database: str, breaks: Callable[[], Awaitable[None]]
) -> None:
    """Neither what is raised, nor what hangs on it, nor the local log holds the marked text."""
    failed = await _failed(breaks)
    told = "".join(traceback.format_exception(failed))
    log = (settings().home / "logs" / "incidents.log").read_text()
    for seen in (str(failed), repr(failed), repr(failed.args), repr(vars(failed)), told, log):
        for word in MARKED.split():
            assert word not in seen
    assert (failed.__cause__, failed.__context__) == (None, None)
    assert not getattr(failed, "__notes__", [])
    assert failed.incident in log


async def test_names_the_kind_and_the_line_that_broke(database: str) -> None:
    """Enough to find it: the error's type, the constraint's name, and where it was raised."""
    failed = await _failed(_constraint)
    assert failed.kind == "IntegrityError:23514:ck_erasable_text_whole_or_erased"
    log = (settings().home / "logs" / "incidents.log").read_text()
    assert f"incident={failed.incident} kind={failed.kind}" in log
    assert "test_wrapping.py" in log
    assert "_constraint" in log


async def test_keeps_the_local_log_to_ourselves(database: str) -> None:
    """The file is 0600 in a folder of 0700."""
    await _failed(_plain)
    folder = settings().home / "logs"
    for path, mode in ((folder, 0o700), (folder / "incidents.log", 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode


async def test_leaves_nothing_of_a_task_that_failed(database: str) -> None:
    """Cases, facts, texts and notices of the transaction are gone with it."""
    await _failed(_constraint)
    async with reading() as db:
        for table in (Case, SealedFact, ErasableText, Notice):
            assert await db.scalar(select(func.count()).select_from(table)) == 0


def test_tries_again_only_what_may_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost connection and a deadlock pass; a broken row stays broken."""
    monkeypatch.setenv("RUKUN_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    passing = (OSError("gone"), _database_error(asyncpg.DeadlockDetectedError("x")))
    lasting = (ValueError("x"), _database_error(asyncpg.UniqueViolationError("x")))
    assert all(guard(error, []).passing for error in passing)
    assert not any(guard(error, []).passing for error in lasting)


def _database_error(inner: Exception) -> OperationalError:
    original = Exception()
    original.__cause__ = inner
    return OperationalError("SELECT", {}, original)


async def _report_many(count: int) -> list[str]:
    return [await a_case(village=VILLAGES[at % len(VILLAGES)]) for at in range(count)]


async def _poison(owner: asyncpg.Connection, number: str) -> None:
    """Take away what triage reads, so that this case alone cannot be read."""
    await owner.execute('DELETE FROM reporter WHERE "case" = $1', number)
    await owner.execute('DELETE FROM report WHERE "case" = $1', number)


@pytest.fixture
def _in_triage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be inside a run of triage-cases, by Prefect's own way of saying so in tests."""
    monkeypatch.setenv("PREFECT__RUNTIME__FLOW_RUN__FLOW_NAME", "triage-cases")


@pytest.mark.usefixtures("_in_triage")
async def test_lets_a_poison_case_fail_alone(database: str, owner: asyncpg.Connection) -> None:
    """Of a batch of 25, 24 move and one is counted, with its kind.

    ``in_batches`` is given the tasks' own functions: what Prefect adds around them (a task run
    each) is tested with the whole engine.
    """
    numbers = await _report_many(25)
    bad = numbers[7]
    await _poison(owner, bad)
    with disable_run_logger():
        moved = await in_batches(triage_reports.fn, numbers)  # type: ignore[arg-type] # no engine here
    assert moved == [one for one in numbers if one != bad]
    assert await facts_of(bad) == ["case.reported"]
    async with reading() as db:
        waiting = (await db.scalars(select(Cause).where(Cause.failures > 0))).one()
        triaged = await db.scalar(
            select(func.count(SealedFact.case.distinct())).where(SealedFact.seq == 2)
        )
    assert (waiting.case, waiting.failures, waiting.failure_kind) == (bad, 1, "KeyError")
    assert triaged == 24


@pytest.mark.usefixtures("_in_triage")
async def test_stops_trying_a_poison_case_after_five_failures(
    database: str, owner: asyncpg.Connection
) -> None:
    """Then it waits for a person, and the flow passes over it without an error."""
    (bad,) = await _report_many(1)
    await _poison(owner, bad)
    with disable_run_logger():
        for _ in range(STUCK_AFTER + 2):
            assert await in_batches(triage_reports.fn, [bad]) == []  # type: ignore[arg-type] # as above
    async with reading() as db:
        cause = (await db.scalars(select(Cause))).one()
    assert (cause.failures, cause.stuck, cause.handled_at) == (STUCK_AFTER, True, None)


@pytest.mark.usefixtures("_in_triage")
async def test_rolls_back_the_whole_batch_before_it_tries_each_alone(database: str) -> None:
    """A batch that breaks at its end leaves nothing; each case is then its own transaction."""
    numbers = await _report_many(4)
    sizes: list[int] = []

    @task
    async def step(cases: list[str]) -> list[str]:
        sizes.append(len(cases))
        async with transaction() as db:
            await db.execute(text("UPDATE \"case\" SET colour = 'red'"))
            if len(cases) > 1:
                raise ValueError(MARKED)
        return cases

    with disable_run_logger():
        assert await in_batches(step.fn, numbers) == numbers  # type: ignore[arg-type] # as above
    assert sizes == [4, 1, 1, 1, 1]


@pytest.mark.usefixtures("_in_triage")
async def test_hands_each_case_over_once_in_batches_of_25(database: str) -> None:
    """A wave of 60 with doubles is three transactions, in number order."""
    batches: list[list[str]] = []

    @task
    async def step(cases: list[str]) -> list[str]:
        batches.append(cases)
        return cases

    numbers = [f"KLK-2026-{at:05d}" for at in range(60, 0, -1)]
    moved = await in_batches(step.fn, [*numbers, *numbers[:5]])  # type: ignore[arg-type] # as above
    assert [len(batch) for batch in batches] == [25, 25, 10]
    assert moved == sorted(numbers)


async def test_leaves_the_causes_of_another_flow_alone(database: str) -> None:
    """A flow that is rung for cases that are not its turn moves nothing and fails nothing."""
    numbers = await _report_many(3)
    assert await assign_agencies.fn(numbers) == []
    for number in numbers:
        assert await facts_of(number) == ["case.reported"]

"""The one way to write: ``async with transaction() as db``.

Leaving it flushes, seals the facts that were said, writes their causes, owes them to webhooks
and commits, or rolls everything back. Nobody else commits, and there are no hooks.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import text
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from kit.clock import shift_by
from kit.settings import settings
from models.api import owe_hooks
from models.causes import write_causes
from models.chain import seal

ONE_MOMENT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

# An asyncpg pool belongs to its event loop, so each loop has its own.
_engines: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncEngine] = WeakKeyDictionary()


@asynccontextmanager
async def transaction() -> AsyncIterator[AsyncSession]:
    """Open a transaction that ends with its facts sealed, or as if it had never begun."""
    async with _session() as db, db.begin():
        if settings().demo:
            await _follow_the_demonstrations_clock(db)
        yield db
        await db.flush()
        said = await seal(db)
        await write_causes(db, said)
        await owe_hooks(db, said)
        await db.flush()


@asynccontextmanager
async def reading() -> AsyncIterator[AsyncSession]:
    """Open a read-only transaction that sees one moment throughout."""
    async with _session() as db, db.begin():
        await db.execute(ONE_MOMENT)
        if settings().demo:
            await _follow_the_demonstrations_clock(db)
        yield db


@asynccontextmanager
async def apart(db: AsyncSession) -> AsyncIterator[None]:
    """Let a part of a transaction fail alone: its rows and its facts go, the rest stays.

    Whoever catches the error reads again what that part may have changed.
    """
    pending = db.info.setdefault("pending", [])
    before = len(pending)
    try:
        async with db.begin_nested():
            yield
    except BaseException:
        del pending[before:]
        raise


async def close_engine() -> None:
    """Give back this loop's connections; what a command does before it ends."""
    engine = _engines.pop(asyncio.get_running_loop(), None)
    if engine is not None:
        await engine.dispose()


def session_name() -> str:
    """What PostgreSQL calls the sessions of this thread, which is how others see who is there."""
    return f"rukun {threading.current_thread().name}"


def _session() -> AsyncSession:
    loop = asyncio.get_running_loop()
    if loop not in _engines:
        _engines[loop] = create_async_engine(
            settings().app_url,
            hide_parameters=True,
            pool_size=5,
            max_overflow=10,
            connect_args={"server_settings": {"application_name": session_name()}},
        )
    return async_sessionmaker(_engines[loop], expire_on_commit=False)()


async def _follow_the_demonstrations_clock(db: AsyncSession) -> None:
    seconds = await db.scalar(text("SELECT seconds FROM clock_shift"))
    shift_by(timedelta(seconds=seconds or 0))

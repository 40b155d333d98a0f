"""Checks of the whole record, each in a thread of its own, one after another.

What a check found is kept in this process, for the account that asked, until it asks again.
"""

import asyncio
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk.audit import verify_all
from desk.auditing import Compared
from kit.incidents import write_incident
from kit.receipts import Receipt
from kit.settings import settings
from models.session import close_engine
from models.verification import Verification

MOST_KEPT = 50
A_MOMENT = 1.5  # seconds


@dataclass(slots=True)
class Check:
    """A check: how far it is, and in the end what it found, or the incident that broke it."""

    began_at: datetime
    receipts: tuple[Receipt, ...] = ()
    compared: Compared | None = None
    done: int = 0
    of: int = 0
    found: Verification | None = None
    incident: str | None = None
    thread: threading.Thread | None = field(default=None, repr=False)
    ended: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def runs(self) -> bool:
        """Whether it is still at work."""
        return self.found is None and self.incident is None

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 * self.done // self.of if self.of else 0

    async def shortly(self) -> None:
        """Wait a moment: a short record is verified before a page could say that it is at work."""
        await asyncio.to_thread(self.ended.wait, A_MOMENT)

    def tell(self, done: int, of: int) -> None:
        """Say how far it is."""
        self.done, self.of = done, of


_checks: dict[uuid.UUID, Check] = {}
_turn = threading.Lock()


def check_of(account: uuid.UUID) -> Check | None:
    """The last check that an account asked for."""
    return _checks.get(account)


def start_check(
    account: uuid.UUID,
    *,
    at: datetime,
    receipts: Sequence[Receipt] = (),
    compared: Compared | None = None,
) -> Check:
    """Start a check, unless the account's last one still runs; returns the one that runs."""
    running = _checks.get(account)
    if running is not None and running.runs:
        return running
    for old in list(_checks)[: max(0, len(_checks) - MOST_KEPT)]:
        if not _checks[old].runs:
            del _checks[old]
    check = Check(at, tuple(receipts), compared)
    _checks[account] = check
    check.thread = threading.Thread(target=_run, args=(check,), name="auditing", daemon=True)
    check.thread.start()
    return check


def _run(check: Check) -> None:
    with _turn:
        asyncio.run(_verified(check))


async def _verified(check: Check) -> None:
    try:
        check.found = await verify_all(receipts=check.receipts, progress=check.tell)
    except Exception as broken:  # noqa: BLE001 - whatever broke it, the page must say that it did
        check.incident = write_incident(broken, folder=settings().home / "logs")
    finally:
        await close_engine()
        check.ended.set()

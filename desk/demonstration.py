"""What only a demonstration's home allows: sample accounts, and case time that moves."""

from dataclasses import dataclass
from datetime import timedelta

import pyotp
from sqlalchemy import select, text

from desk.accounts import add_account, set_up
from desk.acting import ADMINISTRATOR, Person
from desk.second_factor import SECOND_FACTOR, STEP_SECONDS
from kit.clock import machine_now
from kit.keys import identity_box
from kit.settings import settings
from models.accounts import Account
from models.regency import Regency
from models.session import reading, transaction

PASSWORD = "sawah hijau pagi"  # noqa: S105 - of accounts that live as long as a demonstration
ADMIN = "administrator:DISKOMINFO-ADMIN"
SAMPLES = (
    ("wayan", "coordinator:KESBANG-SEKRETARIS"),
    ("made", "coordinator:KESBANG-KABID-KONFLIK"),
    ("nyoman", "agency:CAMAT-51.05.02-PETUGAS"),
    ("ketut", "agency:POLRES-PETUGAS"),
    ("komang", "agency:DSOSPPPA-UPTD-PPA"),
    ("gede", "agency:POLRES-UNIT-PPA"),
    ("putu", "auditor:INSPEKTORAT-IRBAN"),
    ("kadek", ADMIN),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """An account that a visitor of a demonstration may use; ``code`` is its next one."""

    login: str
    actor: str
    code: str | None


async def add_samples(*, rules: Regency) -> None:
    """Add the sample accounts, with one password and authenticators that pages show."""
    by = Person(ADMINISTRATOR, ADMIN.partition(":")[2])
    for login, actor in SAMPLES:
        setup = await add_account(login, actor, by=by, rules=rules)
        if actor.partition(":")[0] in SECOND_FACTOR:
            totp = pyotp.random_base32()
            code = pyotp.TOTP(totp).at(machine_now())
            await set_up(setup.token, password=PASSWORD, totp=totp, code=code)
        else:
            await set_up(setup.token, password=PASSWORD)


async def samples() -> list[Sample]:
    """List the accounts of a demonstration with the codes that their authenticators show next."""
    async with reading() as db:
        rows = await db.scalars(select(Account).order_by(Account.added_at))
        return [Sample(row.login, row.actor, _next_code(row)) for row in rows]


async def move_time(days: int) -> None:
    """Let case time go on by days; the database refuses it in any home but a demonstration's."""
    if settings().demo:
        async with transaction() as db:
            await db.execute(
                text("UPDATE clock_shift SET seconds = seconds + :more"),
                {"more": int(timedelta(days=days).total_seconds())},
            )


def _next_code(account: Account) -> str | None:
    """The code of this half minute, or of the next one if this one was used."""
    if account.totp is None:
        return None
    step = max(int(machine_now().timestamp()) // STEP_SECONDS, account.totp_step + 1)
    totp = pyotp.TOTP(identity_box().decrypt(account.totp).decode())
    return totp.at(step * STEP_SECONDS)

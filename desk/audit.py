"""What auditors and coordinators do to the record: seal, verify, export, erase a text."""

import os
import secrets
import uuid
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from desk.acting import ADMINISTRATOR, AUDITOR, COORDINATOR, Act, Person, Refused, acting, only
from desk.codes import known_code
from desk.refusals import audit as says
from desk.refusals.acting import NO_SUCH_CASE
from desk.sealed import bodies
from desk.standing import allowed
from desk.telling import tell_erased
from kit.clock import now, wita_date
from kit.exports import Export
from kit.keys import checkpoint_public_hex
from kit.periods import PeriodExport, listed
from kit.receipts import Receipt
from kit.vault import drop
from models.attachments import Attachment
from models.cases import lock_cases
from models.chain import SealedFact
from models.checkpoints import (
    Sealed,
    founded,
    last_checkpoint,
    read_checkpoint,
    seal_checkpoint,
)
from models.exporting import NoSuchCheckpoint, gather, read_seen
from models.exporting_periods import cases_of_period, gather_period
from models.facts.danger import CaseExported, TextErased
from models.facts.house import RecordsExported
from models.regency import Regency
from models.session import reading, transaction
from models.status import ENDED
from models.texts import ErasableText
from models.verification import Verification, prove_case, quiet, verify_case, verify_record
from models.walking import Progress
from policies.audience import Acts

MOST_CASES = 2000  # in one file of a period: some 40 MB


async def checkpoint(*, by: Person, rules: Regency) -> Sealed:
    """Seal a checkpoint now; its ``receipt`` is what to keep outside the house."""
    if by.role not in (AUDITOR, ADMINISTRATOR):
        raise Refused(says.MAY_NOT_SEAL, who=by)
    async with transaction() as db:
        return await seal_checkpoint(db, regency=rules.code, actor=str(by), at=now())


async def verify_all(
    *, receipts: Sequence[Receipt] = (), key: str | None = None, progress: Progress = quiet
) -> Verification:
    """Verify the whole record. ``key`` is this home's public key unless another is given."""
    async with reading() as db:
        return await verify_record(
            db, key=key or checkpoint_public_hex(), receipts=receipts, progress=progress
        )


async def verify_one(
    number: str, *, receipts: Sequence[Receipt] = (), key: str | None = None
) -> Verification:
    """Verify one case's chain and texts; with receipts, that it is the one that they saw."""
    async with reading() as db:
        if receipts:
            known = key or checkpoint_public_hex()
            found = await prove_case(db, number, key=known, receipts=receipts)
        else:
            found = await verify_case(db, number)
    if not found.facts and found.sound:
        raise Refused(NO_SUCH_CASE, number=number)
    return found


async def export_case(
    number: str,
    path: Path,
    *,
    by: Person,
    rules: Regency,
    against: Collection[int] = (),
) -> Export:
    """Write a case's chain to a new file, 0600, as ``exported_case`` gives it."""
    _refuse_place(path)
    export = await exported_case(number, by=by, rules=rules, against=against)
    _write(path, export.written())
    return export


async def exported_case(
    number: str,
    *,
    by: Person,
    rules: Regency,
    against: Collection[int] = (),
) -> Export:
    """Take a case's chain out of the house, under a checkpoint sealed for it; a fact says so.

    ``against`` are checkpoints that receipts are at hand for; the last nightly one is always in.
    The words of a case are never in it: the digests prove them. A sealed case is the auditors' to
    export; of it a coordinator sees number and clock alone.
    """
    async with acting(number, by=by) as act:
        only(act, AUDITOR, COORDINATOR)
        await allowed(act, Acts.EXPORT)
        seen = await _seen(act, against)
        head = await act.db.get_one(SealedFact, (number, act.case.seq))
        act.say(CaseExported(head=head.hash))
    async with transaction() as db:
        # Under the case's lock: the checkpoint sees all that is read.
        await lock_cases(db, [number])
        sealed = await seal_checkpoint(db, regency=rules.code, actor=str(by), at=now())
        return await gather(db, number, checkpoints=[*seen, sealed])


async def exported_period(since: date, until: date, *, by: Person, rules: Regency) -> PeriodExport:
    """Take the cases out that were opened in a period of days, under one checkpoint.

    A fact of the house says which; the last nightly checkpoint is in it too. At most
    ``MOST_CASES`` go into one file. No texts.
    """
    if by.role != AUDITOR:
        raise Refused(says.AUDITORS_EXPORT, who=by)
    at = now()
    async with transaction() as db:
        numbers = await cases_of_period(db, since, until, most=MOST_CASES + 1)
        if not numbers or len(numbers) > MOST_CASES:
            raise Refused(says.TOO_MANY_CASES if numbers else says.NO_CASES, most=MOST_CASES)
        house = await founded(db, regency=rules.code, actor=str(by), at=at)
        house.record(
            RecordsExported(cases=len(numbers), since=since, until=until, listed=listed(numbers)),
            actor=str(by),
            at=at,
        )
        said_at = house.seq
    async with transaction() as db:
        nightly = await last_checkpoint(db, nightly=True)
        mailed = await read_checkpoint(db, nightly) if nightly is not None else None
        sealed = await seal_checkpoint(db, regency=rules.code, actor=str(by), at=now())
        return await gather_period(
            db,
            numbers,
            days=(since, until),
            said_at=said_at,
            checkpoints=[*([mailed] if mailed else []), sealed],
        )


ERASURES = ("asked_for", "not_needed", "by_mistake", "by_law")
"""Why a text is erased (UU 27/2022 Ps 8, 43-44)."""
NOT_NEEDED = "not_needed"


async def erase_text(
    number: str, text: str, *, by: Person, reason_code: str, seen: int | None = None
) -> None:
    """Erase a text of a case for good; its digest stays in the chain and proves nothing.

    ``reason_code`` is one of ``ERASURES``; an open case still needs its words. With the description
    of an attached file goes the file itself, once all is committed.
    """
    stored = None
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.ERASE)
        why = known_code(act, reason_code, known=ERASURES, what="reason")
        if why == NOT_NEEDED and act.case.stands not in ENDED:
            raise act.refuse(says.STILL_NEEDED, status=act.status)
        row = await act.db.get(ErasableText, _fit_id(text), with_for_update=True)
        if row is None or row.case != number:
            raise act.refuse(says.NO_SUCH_TEXT, text=text, number=number)
        if row.erased_at is not None:
            raise act.refuse(says.ERASED_ALREADY, text=text, day=wita_date(row.erased_at))
        row.erase(act.at)
        if (file := await act.db.get(Attachment, row.id)) is not None:
            file.erased_at, stored = act.at, file.stored
        act.say(TextErased(text=str(row.id), reason_code=why))
        await tell_erased(act, await bodies(act.db, act.case))
    if stored is not None:
        drop(stored)


async def _seen(act: Act, against: Collection[int]) -> list[Sealed]:
    try:
        return await read_seen(act.db, act.case.number, against=against)
    except NoSuchCheckpoint as missing:
        raise act.refuse_because(missing.said) from None


def _refuse_place(path: Path) -> None:
    if path.exists():
        raise Refused(says.FILE_EXISTS, path=path)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise Refused(says.NO_PLACE, path=path)


def _write(path: Path, content: str) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(content)
        draft.rename(path)
    except OSError as trouble:
        raise Refused(says.NOT_WRITTEN, path=path, why=trouble.strerror) from None
    finally:
        draft.unlink(missing_ok=True)


def _fit_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused(says.NO_TEXT_ID, text=text[:40]) from None

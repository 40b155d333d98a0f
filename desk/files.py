"""Open a file that was attached to a case, for whoever may read the words."""

import asyncio
import uuid
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person, Refused
from desk.refusals import files as says
from desk.refusals.acting import NO_SUCH_CASE
from desk.seeing import groups_of, reading_of
from kit import vault
from models.attachments import Attachment
from models.cases import Case
from models.reading_files import AttachedFile, files_read
from models.session import reading


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes, and what it is."""

    kind: str
    content: bytes


async def open_file(number: str, file: str, *, by: Person, in_person: bool = True) -> Opened:
    """Open a file of a case; one that may not be read and one that isn't there are the same.

    ``in_person``: they signed in; a sealed case's files are for nobody else.
    """
    async with reading() as db:
        case = await db.get(Case, number)
        if case is None:
            raise Refused(NO_SUCH_CASE, number=number)
        groups = await groups_of(db, case, by=by)
        reads = reading_of(groups, case=case, words=True)
        seen = await files_read(db, number, only_released=reads.only_released)
        may = reads.texts and (in_person or not case.sealed)
        found = next((one for one in seen if may and one.id == file), None)
        if found is None:
            raise Refused(says.NO_SUCH_FILE if groups else NO_SUCH_CASE, number=number)
        stored = await _stored(found, db=db)
    try:
        return Opened(found.kind, await asyncio.to_thread(vault.take, stored))
    except vault.VaultBroken:
        raise Refused(says.UNREADABLE, number=number) from None


async def _stored(file: AttachedFile, *, db: AsyncSession) -> str:
    return (await db.get_one(Attachment, uuid.UUID(file.id))).stored

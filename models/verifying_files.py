"""Compare attached files with what the facts sealed of them, and find erased ones that are there.

The files lie in the home's vault; whoever verifies elsewhere needs them there.
"""

import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit import vault
from kit.findings import Kind
from kit.hashing import sha256_of
from models.attachments import Attachment, digest_of
from models.walking import Walked


async def check_files(db: AsyncSession, walked: Walked, *, chain: str | None = None) -> None:
    """Read each file of the record, or of one case; what is not as it was sealed is a finding."""
    asked = select(Attachment).order_by(Attachment.case, Attachment.id)
    if chain is not None:
        asked = asked.where(Attachment.case == chain)
    for file in (await db.scalars(asked)).all():
        if file.erased_at is not None:
            _find_left(walked, file)
        elif await asyncio.to_thread(_digest, file.stored) != await digest_of(db, file):
            sentence = f"the file {file.id} is gone, or not the one that was sealed"
            walked.find((file.case, None), Kind.FILE_ALTERED, sentence)


def _find_left(walked: Walked, file: Attachment) -> None:
    if vault.holds(file.stored):
        sentence = f"the file {file.id} was erased, and it is there"
        walked.find((file.case, None), Kind.FILE_NOT_ERASED, sentence)


def _digest(name: str) -> str:
    try:
        return sha256_of(vault.take(name))
    except vault.VaultBroken:
        return ""

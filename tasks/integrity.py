"""The record's own care: verify it, say what was found, seal checkpoints, mail receipts."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from kit import vault
from kit.clock import machine_now, now
from kit.keys import checkpoint_public_hex
from models.attachments import named
from models.chain import HOUSE
from models.checkpoints import Sealed, changed_since_checkpoint, founded, seal_checkpoint
from models.facts.house import IntegrityFound
from models.letters.base import Letter
from models.letters.oversight import CheckpointSealed, Finding, IntegrityFinding
from models.notices import Notice, queue_all
from models.regency import Regency, Role
from models.regency_folder import regency
from models.session import reading, transaction
from models.verification import verify_record
from tasks.wrapping import flow_actor, task

MOST_NAMED = 500
STRAY_AFTER = timedelta(days=7)  # long after any commit, and after a backup was brought back


@task
async def find_changes(_cases: list[str]) -> list[str]:
    """Verify the whole record; returns the findings' codes, ``KLK-2026-00012#5 link_broken``."""
    async with reading() as db:
        found = await verify_record(db, key=checkpoint_public_hex())
    return [one.code for one in found.findings]


@task
async def say_findings(findings: list[str]) -> list[str]:
    """Record the codes as a fact of the house, and mail them to auditors and administrators."""
    rules, at = regency(), now()
    named = _bounded(findings)
    async with transaction() as db:
        house = await founded(db, regency=rules.code, actor=flow_actor(), at=at)
        house.record(IntegrityFound(findings=named), actor=flow_actor(), at=at)
        letter = IntegrityFinding(checked_at=at, findings=tuple(map(_finding, named)))
        to = (Role.AUDITOR, Role.ADMINISTRATOR)
        await _mail(db, letter, seq=house.seq, rules=rules, to=to)
    return [HOUSE]


@task
async def seal_night(_cases: list[str]) -> list[str]:
    """Seal the night's checkpoint and mail its receipt to the auditors."""
    rules, at = regency(), now()
    async with transaction() as db:
        sealed = await seal_checkpoint(
            db, regency=rules.code, actor=flow_actor(), at=at, nightly=True
        )
        number = sealed.checkpoint.checkpoint
        await _mail(db, _receipt(sealed, at), seq=number, rules=rules, to=(Role.AUDITOR,))
    return [HOUSE]


@task
async def seal_hour(_cases: list[str]) -> list[str]:
    """Seal a checkpoint if anything came since the last one."""
    async with transaction() as db:
        if not await changed_since_checkpoint(db):
            return []
        await seal_checkpoint(db, regency=regency().code, actor=flow_actor(), at=now())
    return [HOUSE]


@task
async def forget_strays(_cases: list[str]) -> list[str]:
    """Drop files that no report has: a crash fell between putting them away and its commit."""
    old = await asyncio.to_thread(vault.older_than, machine_now() - STRAY_AFTER)
    async with reading() as db:
        kept = await named(db, old)
    for one in set(old) - kept:
        await asyncio.to_thread(vault.drop, one)
    return []


async def _mail(
    db: AsyncSession, letter: Letter, *, seq: int, rules: Regency, to: tuple[Role, ...]
) -> None:
    actors = [actor for role in to for actor in rules.actors_of(role=role)]
    notices = [
        Notice.of(
            letter,
            case=HOUSE,
            seq=seq,
            recipient=actor.id,
            address=actor.email,
            language=actor.language,
        )
        for actor in actors
    ]
    await queue_all(db, notices)


def _receipt(sealed: Sealed, at: datetime) -> CheckpointSealed:
    one = sealed.checkpoint
    return CheckpointSealed(
        checkpoint=one.checkpoint,
        sealed_at=at,
        count=one.count,
        root=one.root,
        signature=one.signature,
        key=checkpoint_public_hex(),
        previous=one.previous,
    )


def _bounded(findings: list[str]) -> tuple[str, ...]:
    """Name so many and count the rest: a fact and a letter stay small."""
    if len(findings) <= MOST_NAMED:
        return tuple(findings)
    more = len(findings) - MOST_NAMED + 1
    return (*findings[: MOST_NAMED - 1], f"{HOUSE}#- and_{more}_more")


def _finding(code: str) -> Finding:
    where, kind = code.split(" ", 1)
    chain, _, seq = where.partition("#")
    return Finding(chain=chain, seq=int(seq) if seq.isdecimal() else None, finding=kind)

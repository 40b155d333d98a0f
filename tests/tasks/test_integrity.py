"""The record looks after itself: each night it is verified, sealed, and its receipt mailed."""

import os

import asyncpg
from sqlalchemy import select

from desk.audit import verify_all
from desk.reports import Told, report
from kit import clock, vault
from kit.receipts import parse_receipt
from kit.settings import settings
from models.chain import HOUSE, SealedFact
from models.letters.base import Language
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from tasks.integrity import find_changes, forget_strays, say_findings, seal_hour, seal_night
from tests.builders import A_TEXT, a_case
from tests.people import VILLAGE
from tests.tampering import rewrite, unguarded


async def house_facts() -> list[str]:
    """The names in the house's own chain."""
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.name).where(SealedFact.case == HOUSE).order_by(SealedFact.seq)
        )
        return list(rows)


async def letters(kind: str) -> list[Notice]:
    """The letters of a kind that are owed."""
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.kind == kind).order_by(Notice.recipient)
        )
        return list(rows)


async def test_mails_a_receipt_that_proves_the_record(database: str) -> None:
    """The letter that the auditors get, as it is written, proves what was recorded until then."""
    await a_case()
    assert await seal_night.fn([]) == [HOUSE]
    owed = await letters("checkpoint_sealed")
    assert [one.recipient for one in owed] == ["INSPEKTORAT-AUDITOR", "INSPEKTORAT-IRBAN"]
    for notice in owed:
        language: Language = "en" if notice.language == "en" else "id"
        written = write(
            notice.letter, language, portal_url="http://x.example", sender="a@b.example"
        )
        found = await verify_all(receipts=[parse_receipt(written.text.encode())])
        assert found.sound
        assert found.proven == 2


async def test_seals_an_hour_in_which_something_came(database: str) -> None:
    """A quiet hour seals nothing."""
    assert await seal_hour.fn([]) == []
    await a_case()
    assert await seal_hour.fn([]) == [HOUSE]
    assert await seal_hour.fn([]) == []
    assert await house_facts() == ["house.founded", "checkpoint.sealed"]


async def test_finds_nothing_in_a_whole_record(database: str) -> None:
    """A night without findings is quiet."""
    assert await find_changes.fn([]) == []
    await a_case()
    await seal_night.fn([])
    assert await find_changes.fn([]) == []


async def test_says_and_mails_what_it_found(owner: asyncpg.Connection) -> None:
    """Auditors and administrators hear of it by chain, row and kind, and of nothing else."""
    number = await a_case()
    await seal_night.fn([])
    async with unguarded(owner):
        await rewrite(owner, number, 1, actor="reporter:other")
    found = await find_changes.fn([])
    assert found == [f"{number}#1 head_rewritten"]
    await say_findings.fn(found)
    assert (await house_facts())[-1] == "integrity.found"
    owed = await letters("integrity_finding")
    assert [one.recipient for one in owed] == [
        "DISKOMINFO-ADMIN",
        "INSPEKTORAT-AUDITOR",
        "INSPEKTORAT-IRBAN",
    ]
    assert owed[0].props["findings"] == [{"chain": number, "seq": 1, "finding": "head_rewritten"}]


async def test_says_of_many_findings_that_there_are_more(database: str) -> None:
    """A fact and a letter stay small, however much was found, and be it the house's first."""
    codes = [f"KLK-2026-{count:05d}#- chain_vanished" for count in range(1, 700)]
    await say_findings.fn(codes)
    async with reading() as db:
        body = await db.scalar(select(SealedFact.body).where(SealedFact.name == "integrity.found"))
    assert body is not None
    assert len(body["findings"]) == 500
    assert body["findings"][-1] == "KLK#- and_200_more"


async def test_forgets_files_that_no_report_has(database: str) -> None:
    """Put away, and then the machine stopped: gone after a week. What a report has stays."""
    stray, young, draft = (vault.put(b"photo", kind="jpeg") for _ in range(3))
    kept = vault.put(b"photo", kind="jpeg")
    told = Told(A_TEXT, VILLAGE, clock.today(), files=(kept,))
    await report(told, by="reporter:-", rules=regency())
    places = {path.name: path for path in (settings().home / "files").glob("??/*")}
    half = places[draft.name].rename(places[draft.name].with_name(f".{draft.name}"))
    for path in (places[stray.name], places[kept.name], half):
        os.utime(path, (0, 0))
    half.with_name("gone").symlink_to("nowhere")  # as a file that vanishes while we look
    await forget_strays.fn([])
    there = [one for one in (stray, young, draft, kept) if vault.holds(one.name)]
    assert there == [young, kept]
    assert not half.exists()

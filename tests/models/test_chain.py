"""A chain is sealed as it is said, and what is stored is what is hashed."""

import asyncio
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from kit import links
from kit.clock import now
from kit.hashing import sha256_hex
from models.cases import Case, lock_cases
from models.chain import GENESIS, SealedFact, instant
from models.facts.danger import CaseExported, CaseLinked
from models.facts.house import HouseFounded, RecordRead
from models.house import found, lock_house
from models.session import reading, transaction
from tests.builders import a_case


async def facts(number: str) -> list[SealedFact]:
    """A chain as it is stored."""
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact).where(SealedFact.case == number).order_by(SealedFact.seq)
        )
        return list(rows)


async def say_twice(number: str) -> None:
    """Two facts of one case in one transaction."""
    async with transaction() as db:
        case = (await lock_cases(db, [number]))[number]
        case.record(CaseLinked(to=number, kind="first"), actor="test", at=now())
        case.record(CaseExported(head=GENESIS), actor="test", at=now())


async def test_links_each_fact_to_the_one_before(database: str) -> None:
    """Two facts said together follow each other, and the first follows what was there."""
    number = await a_case()
    await say_twice(number)
    first, second, third = await facts(number)
    assert [first.prev_hash, second.prev_hash, third.prev_hash] == [
        links.GENESIS,
        first.hash,
        second.hash,
    ]
    assert [one.name for one in (second, third)] == ["case.linked", "case.exported"]


async def test_hashes_what_it_stores_with_every_column_inside(database: str) -> None:
    """The record is the whole row; nothing beside it is unsealed."""
    (fact,) = await facts(await a_case())
    record = json.loads(fact.record)
    assert sha256_hex(fact.record) == fact.hash
    assert record == {
        "case": fact.case,
        "seq": fact.seq,
        "at": instant(fact.at),
        "actor": fact.actor,
        "name": fact.name,
        "version": fact.version,
        "status": fact.status,
        "prev": fact.prev_hash,
        "body": fact.body,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"hash": "0" * 64},
        {"actor": "coordinator:B"},
        {"status": "closed"},
        {"prev_hash": "0" * 63 + "1"},
        {"seq": 0},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_refuses_a_row_that_does_not_fit_its_record(
    database: str, wrong: dict[str, object]
) -> None:
    """The table itself refuses a hash or a column that the record does not have."""
    (fact,) = await facts(await a_case())
    names = ("at", "actor", "name", "version", "status", "record", "prev_hash", "hash")
    row = {name: getattr(fact, name) for name in names}
    with pytest.raises(IntegrityError, match="ck_fact"):
        async with transaction() as db:
            await db.execute(
                insert(SealedFact), [{**row, "case": "KLK-2026-09999", "seq": 1, **wrong}]
            )


async def test_keeps_one_order_when_two_speak_at_once(database: str) -> None:
    """The lock of a case makes two writers take turns; no number is given twice."""
    number = await a_case()
    await asyncio.gather(*(say_twice(number) for _ in range(5)))
    assert [one.seq for one in await facts(number)] == list(range(1, 12))
    async with reading() as db:
        assert (await db.get_one(Case, number)).seq == 11


async def test_keeps_a_chain_for_the_house(database: str) -> None:
    """Facts without a case stand in a chain of their own, founded once."""
    async with transaction() as db:
        founding = HouseFounded(regency="KLK", checkpoint_key="00" * 32)
        await found(db, founding, actor="test", at=now())
    async with transaction() as db:
        house = await found(db, founding, actor="test", at=now())
        house.record(RecordRead(what="cases"), actor="auditor:A", at=now())
    async with transaction() as db:
        assert (await lock_house(db)).seq == 2
    assert [one.name for one in await facts("KLK")] == ["house.founded", "record.read"]


def test_writes_instants_in_utc_with_microseconds() -> None:
    """Whatever zone an instant comes in, one text stands for it."""
    wita = timezone(timedelta(hours=8))
    at = datetime(2026, 11, 23, 10, 0, 0, 5, tzinfo=wita)
    assert instant(at) == instant(at.astimezone(UTC)) == "2026-11-23T02:00:00.000005Z"


def test_begins_every_chain_where_verification_does() -> None:
    """The chain's first link is the same in the record and in a file's verification."""
    assert GENESIS == links.GENESIS

"""A checkpoint is one moment of all chains, sealed while cases go on."""

import asyncio

import pytest
from sqlalchemy import select

from kit.clock import now
from kit.keys import checkpoint_public_hex
from kit.merkle import root
from kit.receipts import parse_receipt
from models.cases import lock_cases
from models.chain import HOUSE, SealedFact
from models.checkpoints import (
    CheckpointLeaf,
    Sealed,
    changed_since_checkpoint,
    read_checkpoint,
    seal_checkpoint,
)
from models.facts.danger import CaseLinked
from models.session import reading, transaction
from models.verification import verify_record
from tests.builders import a_case


async def sealed(*, nightly: bool = False) -> Sealed:
    """A checkpoint of what is there."""
    async with transaction() as db:
        return await seal_checkpoint(
            db, regency="KLK", actor="flow:test", at=now(), nightly=nightly
        )


async def changed() -> bool:
    """Whether anything came since the last checkpoint."""
    async with reading() as db:
        return await changed_since_checkpoint(db)


async def is_sound() -> bool:
    """Whether the whole record verifies."""
    async with reading() as db:
        return (await verify_record(db, key=checkpoint_public_hex())).sound


async def test_covers_every_chain_and_the_house_before_it(database: str) -> None:
    """The tree has the head of each case, and of the house's chain just before."""
    numbers = [await a_case(), await a_case()]
    first = await sealed()
    heads = {leaf.chain: leaf.seq for leaf in first.leaves}
    assert heads == {HOUSE: first.checkpoint.checkpoint - 1, **dict.fromkeys(numbers, 1)}
    assert root([leaf.entry() for leaf in first.leaves]).hex() == first.checkpoint.root


async def test_names_the_one_before_it_and_keeps_only_what_changed(database: str) -> None:
    """Each checkpoint leads to the previous one, and stores no head twice."""
    await a_case()
    first = await sealed()
    number = await a_case()
    second = await sealed()
    assert second.checkpoint.previous == first.checkpoint.checkpoint
    assert second.checkpoint.count == 3
    async with reading() as db:
        kept = await db.scalars(
            select(CheckpointLeaf.case).where(
                CheckpointLeaf.checkpoint == second.checkpoint.checkpoint
            )
        )
        assert set(kept) == {HOUSE, number}


async def test_reads_back_the_tree_that_was_sealed(database: str) -> None:
    """However much came later, a checkpoint's heads are found again."""
    await a_case()
    first = await sealed()
    await a_case()
    await sealed()
    async with reading() as db:
        assert await read_checkpoint(db, first.checkpoint.checkpoint) == first
        assert await read_checkpoint(db, 1) is None


async def test_knows_whether_anything_changed(database: str) -> None:
    """The checkpoint's own fact is no reason for the next one."""
    assert not await changed()
    await a_case()
    assert await changed()
    await sealed()
    assert not await changed()
    await a_case()
    assert await changed()


async def test_refuses_facts_that_it_would_not_cover(database: str) -> None:
    """A fact said in the same transaction is not sealed yet, so it can't be in the tree."""
    number = await a_case()
    with pytest.raises(RuntimeError, match="a transaction of its own"):
        async with transaction() as db:
            case = (await lock_cases(db, [number]))[number]
            case.record(CaseLinked(to=number, kind="x"), actor="test", at=now())
            await seal_checkpoint(db, regency="KLK", actor="test", at=now())


async def test_seals_while_cases_go_on(database: str) -> None:
    """A case that is just being moved is in as it was before, and holds nobody up."""
    number = await a_case()
    async with transaction() as db:
        case = (await lock_cases(db, [number]))[number]
        case.record(CaseLinked(to=number, kind="x"), actor="test", at=now())
        await db.flush()
        meanwhile = await sealed()
    assert next(leaf.seq for leaf in meanwhile.leaves if leaf.chain == number) == 1
    assert await is_sound()


async def test_takes_turns_with_another_checkpoint(database: str) -> None:
    """Checkpoints sealed at once stand one behind the other, whatever is reported meanwhile."""
    await a_case()
    await sealed()
    both = await asyncio.gather(sealed(), a_case(), sealed(), a_case(), sealed())
    numbers = sorted(one.checkpoint.checkpoint for one in both if isinstance(one, Sealed))
    async with reading() as db:
        facts = await db.scalars(
            select(SealedFact.seq).where(SealedFact.name == "checkpoint.sealed")
        )
        assert sorted(facts)[1:] == numbers
    assert await is_sound()


async def test_gives_a_receipt_that_a_file_can_hold(database: str) -> None:
    """What is written is read again, heads and all."""
    await a_case()
    receipt = (await sealed()).receipt
    assert parse_receipt(receipt.written().encode()) == receipt
    assert receipt.key == checkpoint_public_hex()

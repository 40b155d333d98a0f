"""Whatever is done to the sealed rows, by whomever, is found at its case and row."""

from collections.abc import Sequence

import asyncpg
import pytest

from kit.clock import now
from kit.findings import Kind
from kit.keys import checkpoint_public_hex
from kit.receipts import Receipt
from models.cases import lock_cases
from models.chain import HOUSE
from models.checkpoints import Sealed, seal_checkpoint
from models.facts.base import Fact
from models.session import reading, transaction
from models.verification import Verification, prove_case, verify_case, verify_record
from tests.builders import a_case
from tests.tampering import remove_case, rewrite, seal_anew, unguarded

Found = set[tuple[str, int | None, str]]


class SomethingSaid(Fact):
    """A fact of another version of the house: its grammar does not know it."""

    name = "something.said"
    word: str


async def a_record(*, cases: int = 3) -> list[str]:
    """Cases with three facts each."""
    numbers = [await a_case() for _ in range(cases)]
    async with transaction() as db:
        for case in (await lock_cases(db, numbers)).values():
            for word in ("first", "second"):
                case.record(SomethingSaid(word=word), actor="coordinator:A", at=now())
    return numbers


async def sealed(*, nightly: bool = False) -> Sealed:
    """A checkpoint of what is there."""
    async with transaction() as db:
        return await seal_checkpoint(
            db, regency="KLK", actor="flow:test", at=now(), nightly=nightly
        )


async def verified(receipts: Sequence[Receipt] = ()) -> Verification:
    """What a verification says now."""
    async with reading() as db:
        return await verify_record(db, key=checkpoint_public_hex(), receipts=receipts)


def places(verification: Verification) -> Found:
    """Where each finding is, and its kind."""
    for one in verification.findings:
        print(one.sentence)  # noqa: T201 - what a person would read, shown when a test fails
    return {(one.chain, one.seq, one.kind.value) for one in verification.findings}


async def test_finds_nothing_where_nothing_was_done(database: str) -> None:
    """An untouched record verifies, facts of other versions of the grammar included."""
    await a_record()
    receipt = (await sealed()).receipt
    found = await verified([receipt])
    assert places(found) == set()
    assert (found.facts, found.chains, found.texts, found.checkpoints) == (11, 4, 3, 1)


async def test_finds_one_flipped_byte(owner: asyncpg.Connection) -> None:
    """One changed letter in one record is found at its case and row, and nothing else is."""
    _, number, _ = await a_record()
    await sealed()
    async with unguarded(owner):
        await owner.execute(
            "UPDATE fact SET record = replace(record, 'first', 'fjrst') "
            'WHERE "case" = $1 AND seq = 2',
            number,
        )
    assert places(await verified()) == {(number, 2, Kind.RECORD_ALTERED)}


async def test_finds_a_rewritten_fact_by_the_next_one(owner: asyncpg.Connection) -> None:
    """A record with a fitting new hash no longer leads to the fact after it."""
    number, *_ = await a_record()
    async with unguarded(owner):
        await rewrite(owner, number, 2, actor="coordinator:B")
    assert places(await verified()) == {(number, 3, Kind.LINK_BROKEN)}


async def test_finds_a_rewritten_last_fact_by_the_checkpoint(owner: asyncpg.Connection) -> None:
    """The last fact has none after it; the checkpoint knows what it was."""
    number, *_ = await a_record()
    await sealed()
    async with unguarded(owner):
        await rewrite(owner, number, 3, actor="coordinator:B")
    assert places(await verified()) == {(number, 3, Kind.HEAD_REWRITTEN)}


async def test_finds_one_removed_row(owner: asyncpg.Connection) -> None:
    """A gap is named by the rows that are gone."""
    number, *_ = await a_record()
    async with unguarded(owner):
        await owner.execute('DELETE FROM fact WHERE "case" = $1 AND seq = 2', number)
    assert places(await verified()) == {(number, 2, Kind.ROW_MISSING)}


@pytest.mark.parametrize("set_back", [False, True], ids=["case left", "case set back"])
async def test_finds_one_removed_last_row(owner: asyncpg.Connection, *, set_back: bool) -> None:
    """The last row is missed by its case, and if that was set back too, by the checkpoint."""
    number, *_ = await a_record()
    await sealed()
    async with unguarded(owner):
        await owner.execute('DELETE FROM fact WHERE "case" = $1 AND seq = 3', number)
        if set_back:
            await owner.execute('UPDATE "case" SET seq = 2 WHERE number = $1', number)
    assert places(await verified()) == {(number, 3, Kind.LAST_ROW_MISSING)}


async def test_finds_one_vanished_case(owner: asyncpg.Connection) -> None:
    """A case of which every row is gone is named, with the last row that a checkpoint saw."""
    _, number, _ = await a_record()
    await sealed()
    async with unguarded(owner):
        await remove_case(owner, number)
    await sealed()
    assert places(await verified()) == {(number, 3, Kind.CHAIN_VANISHED)}


async def test_finds_a_vanished_case_whose_traces_were_removed(owner: asyncpg.Connection) -> None:
    """With what checkpoints saw of it gone too, its number and the root still tell."""
    _, number, _ = await a_record()
    receipt = (await sealed()).receipt
    async with unguarded(owner):
        await remove_case(owner, number)
        await owner.execute('DELETE FROM checkpoint_leaf WHERE "case" = $1', number)
    expected = {
        (number, None, Kind.NUMBER_MISSING),
        (HOUSE, receipt.checkpoint, Kind.CHECKPOINT_ROOT),
    }
    assert places(await verified()) == expected


async def test_finds_a_status_that_no_fact_says(owner: asyncpg.Connection) -> None:
    """A case moved behind its foreign key is found by its last fact."""
    number, *_ = await a_record()
    async with unguarded(owner):
        await owner.execute("UPDATE \"case\" SET status = 'dismissed' WHERE number = $1", number)
    assert places(await verified()) == {(number, 3, Kind.STATUS_DIFFERS)}


async def test_finds_facts_behind_the_case(owner: asyncpg.Connection) -> None:
    """A case that claims fewer facts than it has is found."""
    number, *_ = await a_record()
    async with unguarded(owner):
        await owner.execute('UPDATE "case" SET seq = 2 WHERE number = $1', number)
    assert places(await verified()) == {(number, 3, Kind.ROW_UNCLAIMED)}


@pytest.mark.parametrize("change", ["name = 'case.closed'", "at = at + interval '1 day'"])
async def test_finds_a_column_beside_its_record(owner: asyncpg.Connection, change: str) -> None:
    """A column that was changed while its check was gone says something else than the record."""
    number, *_ = await a_record()
    async with unguarded(owner):
        statement = f'UPDATE fact SET {change} WHERE "case" = $1 AND seq = 2'  # noqa: S608 - ours
        await owner.execute(statement, number)
    assert places(await verified()) == {(number, 2, Kind.COLUMN_DIFFERS)}


async def test_finds_a_body_that_was_cut_loose(owner: asyncpg.Connection) -> None:
    """The copy for queries is compared too, should somebody unbind and change it."""
    number, *_ = await a_record()
    async with unguarded(owner):
        await owner.execute("ALTER TABLE fact DROP COLUMN body")
        await owner.execute("ALTER TABLE fact ADD COLUMN body jsonb")
        await owner.execute("UPDATE fact SET body = record::jsonb->'body'")
        await owner.execute(
            'UPDATE fact SET body = \'{"word": "x"}\' WHERE "case" = $1 AND seq = 2', number
        )
    assert places(await verified()) == {(number, 2, Kind.COLUMN_DIFFERS)}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE erasable_text SET text = text || '.'", Kind.TEXT_ALTERED),
        ("UPDATE erasable_text SET salt = '\\x00'", Kind.TEXT_ALTERED),
        ("DELETE FROM erasable_text", Kind.TEXT_MISSING),
        (
            "UPDATE erasable_text SET text = NULL, salt = NULL, erased_at = now()",
            Kind.TEXT_ERASED_UNSAID,
        ),
    ],
)
async def test_finds_a_changed_text(owner: asyncpg.Connection, change: str, kind: Kind) -> None:
    """A text that is not what its fact sealed is found at that fact."""
    number, *_ = await a_record()
    async with unguarded(owner):
        await owner.execute(f'{change} WHERE "case" = $1', number)
    assert places(await verified()) == {(number, 1, kind)}


async def test_finds_a_fact_that_no_flow_will_hear(owner: asyncpg.Connection) -> None:
    """A fact that starts a flow has its cause, waiting or handled."""
    number, *_ = await a_record()
    await owner.execute('DELETE FROM cause WHERE "case" = $1', number)
    assert places(await verified()) == {(number, 1, Kind.CAUSE_MISSING)}


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ("ALTER TABLE fact DISABLE TRIGGER insert_only", "trigger fact.insert_only"),
        ("ALTER TABLE fact ENABLE TRIGGER insert_only", "trigger fact.insert_only"),
        ("ALTER TABLE fact DROP CONSTRAINT ck_fact_hashed", "ck_fact_hashed"),
        (
            'ALTER TABLE "case" DROP CONSTRAINT fk_case_status_has_its_fact',
            "fk_case_status_has_its_fact",
        ),
        ("GRANT UPDATE ON fact TO rukun_app", "may change fact"),
    ],
)
async def test_finds_a_guard_that_is_gone(
    owner: asyncpg.Connection, change: str, guard: str
) -> None:
    """What keeps the sealed tables is checked like what is in them."""
    await owner.execute(change)
    found = await verified()
    assert [one.kind for one in found.findings] == [Kind.GUARD_MISSING]
    assert guard in found.findings[0].sentence


async def test_finds_a_signature_of_another_key(database: str) -> None:
    """A checkpoint that another key signed does not pass."""
    await a_record()
    number = (await sealed()).checkpoint.checkpoint
    async with reading() as db:
        found = await verify_record(db, key="11" * 32)
    assert places(found) == {(HOUSE, number, Kind.CHECKPOINT_UNSIGNED)}


async def test_finds_a_resealed_record_by_the_receipt(owner: asyncpg.Connection) -> None:
    """Signed anew with the machine's key, the record is whole inside: only the receipt knows."""
    _, number, _ = await a_record()
    kept = (await sealed(nightly=True)).receipt
    await a_case()
    await sealed()
    async with unguarded(owner):
        await rewrite(owner, number, 2, actor="coordinator:B")
        await seal_anew(owner)
    mailed = kept.model_copy(update={"heads": ()})
    assert places(await verified()) == set()
    assert places(await verified([mailed])) == {(HOUSE, kept.checkpoint, Kind.RECEIPT_DIFFERS)}
    assert (number, 3, Kind.RECEIPT_DIFFERS) in places(await verified([kept]))


async def test_finds_a_cut_and_resealed_record_by_the_receipt(owner: asyncpg.Connection) -> None:
    """A row cut off, and a case made to vanish, all signed anew: the receipt names both."""
    first, second, _ = await a_record()
    kept = (await sealed(nightly=True)).receipt
    async with unguarded(owner):
        await remove_case(owner, second)
        await owner.execute('DELETE FROM checkpoint_leaf WHERE "case" = $1', second)
        await owner.execute('DELETE FROM fact WHERE "case" = $1 AND seq = 3', first)
        await owner.execute('UPDATE "case" SET seq = 2 WHERE number = $1', first)
        await owner.execute('UPDATE checkpoint_leaf SET seq = 2 WHERE "case" = $1', first)
        await seal_anew(owner)
    found = places(await verified([kept]))
    assert (first, 3, Kind.RECEIPT_DIFFERS) in found
    assert (second, 3, Kind.RECEIPT_DIFFERS) in found
    assert (HOUSE, kept.checkpoint, Kind.RECEIPT_DIFFERS) in found


async def test_says_where_the_line_runs(database: str) -> None:
    """Facts under a receipt, under a checkpoint and after it are counted apart."""
    await a_record()
    receipt = (await sealed()).receipt
    await a_case()
    await sealed()
    await a_case()
    found = await verified([receipt])
    assert (found.facts, found.signed, found.proven) == (14, 12, 10)
    assert found.boundary["id"].startswith("10 fakta terbukti oleh tanda terima Anda")
    assert found.boundary["en"] == (
        "10 facts proven by your receipts, even against the holder of machine and key; "
        "2 facts proven only against whoever lacks the house's key; "
        "2 facts protected against accident and bugs only."
    )


async def test_verifies_one_case(owner: asyncpg.Connection) -> None:
    """One chain alone is verified with what checkpoints saw of it."""
    number, other, _ = await a_record()
    await sealed()
    async with unguarded(owner):
        await rewrite(owner, number, 3, actor="coordinator:B")
    async with reading() as db:
        assert places(await verify_case(db, number)) == {(number, 3, Kind.HEAD_REWRITTEN)}
        assert places(await verify_case(db, other)) == set()


async def test_proves_one_case_by_the_receipt(owner: asyncpg.Connection) -> None:
    """Signed anew with the machine's key, one case looks whole alone: a receipt tells it."""
    number, other, _ = await a_record()
    kept = (await sealed(nightly=True)).receipt
    await a_case()
    await sealed()
    before = await _proven(number, kept)
    assert (before.sound, before.facts, before.proven) == (True, 3, 3)
    async with unguarded(owner):
        await rewrite(owner, number, 2, actor="coordinator:B")
        await seal_anew(owner)
    async with reading() as db:
        assert (await verify_case(db, number)).sound
    assert (number, 3, Kind.RECEIPT_DIFFERS) in places(await _proven(number, kept))
    elsewhere = await _proven(other, kept)
    assert places(elsewhere) == {(HOUSE, kept.checkpoint, Kind.RECEIPT_DIFFERS)}
    assert elsewhere.proven == 0


async def _proven(number: str, kept: Receipt) -> Verification:
    async with reading() as db:
        return await prove_case(db, number, key=checkpoint_public_hex(), receipts=[kept])


async def test_tells_its_progress(database: str) -> None:
    """The caller hears how many rows are done, of how many."""
    await a_record()
    heard: list[tuple[int, int]] = []
    async with reading() as db:
        await verify_record(
            db, key=checkpoint_public_hex(), progress=lambda *done: heard.append(done)
        )
    assert heard[-1] == (9, 9)

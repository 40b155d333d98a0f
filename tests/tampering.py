"""What somebody with the machine in hand may do to the record, so that tests can find it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from kit.checkpoints import Checkpoint, Leaf
from kit.hashing import canonical, sha256_hex
from kit.keys import checkpoint_key
from kit.links import GENESIS
from kit.merkle import root
from models.chain import HOUSE

TABLES = (
    "fact",
    "checkpoint_leaf",
    "erasable_text",
    "case",
    "house",
    "report",
    "reporter",
    "cause",
)
GUARDS = {
    "fact": ("insert_only",),
    "checkpoint_leaf": ("insert_only",),
    "erasable_text": ("kept", "erased_only"),
}


@asynccontextmanager
async def unguarded(owner: asyncpg.Connection) -> AsyncIterator[asyncpg.Connection]:
    """Switch off every trigger and check, then put all back as if nothing had happened."""
    checks = await owner.fetch(
        "SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint "
        "WHERE conrelid = 'fact'::regclass AND contype = 'c'"
    )
    for table in TABLES:
        await owner.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER ALL')
    for check in checks:
        await owner.execute(f"ALTER TABLE fact DROP CONSTRAINT {check['conname']}")
    yield owner
    for check in checks:
        sentence = f"ADD CONSTRAINT {check['conname']} {check['definition']} NOT VALID"
        await owner.execute(f"ALTER TABLE fact {sentence}")
    await owner.execute("UPDATE pg_constraint SET convalidated = true WHERE NOT convalidated")
    for table in TABLES:
        await owner.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER ALL')
        for guard in GUARDS.get(table, ()):
            await owner.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {guard}")


async def remove_case(owner: asyncpg.Connection, number: str) -> None:
    """Delete every row of a case but what checkpoints saw of it."""
    for table in ("cause", "reporter", "report", "erasable_text", "fact"):
        statement = f'DELETE FROM {table} WHERE "case" = $1'  # noqa: S608 - names of ours
        await owner.execute(statement, number)
    await owner.execute('DELETE FROM "case" WHERE number = $1', number)


async def rewrite(owner: asyncpg.Connection, case: str, seq: int, *, actor: str) -> None:
    """Change who said a fact, with a record and a hash that fit each other."""
    found = await owner.fetchval(
        'SELECT record FROM fact WHERE "case" = $1 AND seq = $2', case, seq
    )
    record = canonical({**json.loads(found), "actor": actor})
    await _store(owner, case, seq, record=record)


async def seal_anew(owner: asyncpg.Connection) -> None:
    """Link and sign everything anew, with the machine's own key: no trace is left inside."""
    for chain in await owner.fetch('SELECT DISTINCT "case" FROM fact WHERE "case" <> $1', HOUSE):
        await _link_anew(owner, chain["case"])
    await _see_anew(owner)
    for seq in range(1, await owner.fetchval("SELECT seq FROM house") + 1):
        await _link_house(owner, seq)


async def _link_anew(owner: asyncpg.Connection, chain: str) -> None:
    prev = GENESIS
    rows = await owner.fetch('SELECT seq, record FROM fact WHERE "case" = $1 ORDER BY seq', chain)
    for row in rows:
        record = canonical({**json.loads(row["record"]), "prev": prev})
        prev = await _store(owner, chain, row["seq"], record=record)


async def _link_house(owner: asyncpg.Connection, seq: int) -> None:
    query = 'SELECT record, hash FROM fact WHERE "case" = $1 AND seq = $2'
    before = await owner.fetchval(query.replace("record, ", ""), HOUSE, seq - 1)
    record = json.loads(await owner.fetchval(query, HOUSE, seq))
    if record["name"] == "checkpoint.sealed":
        record["body"] |= await _signed_anew(owner, record)
    await _store(owner, HOUSE, seq, record=canonical({**record, "prev": before or GENESIS}))
    await _see_anew(owner)


async def _signed_anew(owner: asyncpg.Connection, record: dict[str, object]) -> dict[str, object]:
    rows = await owner.fetch(
        'SELECT DISTINCT ON ("case") "case", seq, hash FROM checkpoint_leaf '
        'WHERE checkpoint <= $1 ORDER BY "case", checkpoint DESC',
        record["seq"],
    )
    leaves = sorted((Leaf(*row) for row in rows), key=lambda leaf: leaf.chain)
    body = record["body"]
    assert isinstance(body, dict)
    statement = {
        "at": record["at"],
        "checkpoint": record["seq"],
        "count": len(leaves),
        "nightly": body["nightly"],
        "previous": body.get("previous"),
        "root": root([leaf.entry() for leaf in leaves]).hex(),
    }
    sealed = Checkpoint.sign(statement, checkpoint_key())
    return sealed.model_dump(include={"count", "root", "signature"})


async def _see_anew(owner: asyncpg.Connection) -> None:
    await owner.execute(
        "UPDATE checkpoint_leaf AS leaf SET hash = fact.hash FROM fact "
        'WHERE fact."case" = leaf."case" AND fact.seq = leaf.seq'
    )


async def _store(owner: asyncpg.Connection, case: str, seq: int, *, record: str) -> str:
    parsed, digest = json.loads(record), sha256_hex(record)
    await owner.execute(
        "UPDATE fact SET record = $3, hash = $4, actor = $5, prev_hash = $6 "
        'WHERE "case" = $1 AND seq = $2',
        case,
        seq,
        record,
        digest,
        parsed["actor"],
        parsed["prev"],
    )
    return digest

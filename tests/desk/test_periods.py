"""The cases of a period in one file: it proves itself, whole, and only as it was written."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.acting import Refused
from desk.audit import exported_period
from kit.clock import now, wita_date
from kit.exports import ExportUnreadable, parse_file
from kit.findings import Kind
from kit.hashing import canonical
from kit.keys import checkpoint_public_hex
from kit.merkle import inclusion_proof, inclusion_proofs
from kit.opening import FileVerification
from kit.periods import PeriodExport, PeriodVerification, verify_any
from kit.receipts import Receipt
from models.chain import HOUSE
from models.regency_folder import regency
from tests.builders import A_TEXT, a_case
from tests.desk.test_audit import AUDITOR, COORDINATOR, exported, mailed
from tests.tampering import rewrite, seal_anew, unguarded


async def period(folder: Path) -> Path:
    """Today's cases in a file."""
    today = wita_date(now())
    export = await exported_period(today, today, by=AUDITOR, rules=regency())
    path = folder / "period.json"
    path.write_text(export.written())
    return path


def opened(path: Path, receipts: Sequence[Receipt] = ()) -> PeriodVerification:
    """What the file's verification finds with the right key."""
    found = verify_any(path, checkpoint_public_hex(), receipts=receipts)
    assert isinstance(found, PeriodVerification)
    return found


async def test_exports_a_period_as_a_fact(database: str, tmp_path: Path) -> None:
    """All cases of the days, each whole, with no word of a report; the old kind still opens."""
    numbers = [await a_case(), await a_case()]
    receipt = await mailed()
    late = await a_case()
    path = await period(tmp_path)
    found = opened(path, [receipt])
    assert found.findings == []
    assert [one.chain for one in found.cases] == [*numbers, late]
    assert (found.facts, found.signed, found.proven) == (3, 3, 2)
    assert A_TEXT not in path.read_text()
    single = verify_any(await exported(late, tmp_path), checkpoint_public_hex())
    assert isinstance(single, FileVerification)
    assert single.sound


async def test_fails_with_any_byte_changed(database: str, tmp_path: Path) -> None:
    """Each byte matters, the days and the list of cases included."""
    await a_case()
    content = (await period(tmp_path)).read_bytes()
    path, passed = tmp_path / "changed.json", list[int]()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        try:
            found = verify_any(path, checkpoint_public_hex())
        except ExportUnreadable:
            continue
        if found.sound:
            passed.append(at)
    assert passed == []


async def test_misses_a_case_that_was_left_out(database: str, tmp_path: Path) -> None:
    """A file written anew without one of its cases no longer fits the fact of its export."""
    await a_case()
    await a_case()
    path = await period(tmp_path)
    whole = json.loads(path.read_text())
    path.write_text(canonical({**whole, "chains": whole["chains"][:1]}) + "\n")
    assert {(one.chain, one.kind) for one in opened(path).findings} == {
        (HOUSE, Kind.RECORD_ALTERED)
    }


async def test_finds_a_resealed_period_by_the_receipt(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """Rewritten and signed anew with the machine's own key: the mailed receipt still tells."""
    number = await a_case()
    receipt = await mailed()
    async with unguarded(owner):
        await rewrite(owner, number, 1, actor="reporter:other")
        await seal_anew(owner)
    path = await period(tmp_path)
    assert opened(path).sound
    assert {one.kind for one in opened(path, [receipt]).findings} == {Kind.RECEIPT_DIFFERS}


async def test_misses_the_proof_of_a_case_that_a_receipt_saw(database: str, tmp_path: Path) -> None:
    """Whoever takes a proof out of the file does not get past the receipt."""
    await a_case()
    receipt = await mailed()
    path = await period(tmp_path)
    export = parse_file(path.read_bytes(), PeriodExport)
    bare = export.chains[0].model_copy(update={"seen": export.chains[0].seen[1:]})
    path.write_text(export.model_copy(update={"chains": (bare,)}).written())
    assert opened(path).sound
    assert {one.kind for one in opened(path, [receipt]).findings} == {Kind.RECEIPT_UNANSWERED}


async def test_refuses_a_period_that_no_file_can_hold(database: str) -> None:
    """Nothing there, or another role: a sentence, and no fact."""
    await a_case()
    today = wita_date(now())
    long_ago = date(2020, 1, 1)
    with pytest.raises(Refused, match="no case was opened"):
        await exported_period(long_ago, long_ago + timedelta(days=1), by=AUDITOR, rules=regency())
    with pytest.raises(Refused, match="only an auditor"):
        await exported_period(today, today, by=COORDINATOR, rules=regency())


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_draws_the_proofs_of_many_as_of_one(leaves: list[bytes], data: st.DataObject) -> None:
    """One tree for all proofs gives the same as a tree for each."""
    indexes = data.draw(st.lists(st.integers(0, len(leaves) - 1), max_size=8))
    assert inclusion_proofs(leaves, indexes) == [inclusion_proof(leaves, one) for one in indexes]

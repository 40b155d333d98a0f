"""What auditors take out of the house proves itself, and fails with one byte changed."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import select

from desk.acting import Person, Refused
from desk.audit import checkpoint, erase_text, export_case, verify_all, verify_one
from desk.bars import Barring, raise_bar
from kit.checkpoints import KeyUnreadable
from kit.clock import now
from kit.exports import ExportUnreadable
from kit.findings import Kind
from kit.keys import checkpoint_public_hex
from kit.opening import FileVerification, verify_file
from kit.receipts import Receipt
from models.chain import SealedFact
from models.checkpoints import seal_checkpoint
from models.notices import Notice
from models.regency import Role
from models.regency_folder import regency
from models.session import reading, transaction
from models.texts import ErasableText
from tests.builders import A_TEXT, a_case
from tests.people import assigned, case_of
from tests.tampering import rewrite, seal_anew, unguarded

AUDITOR = Person("auditor", "INSPEKTORAT-AUDITOR")
ADMINISTRATOR = Person("administrator", "DISKOMINFO-ADMIN")
COORDINATOR = Person("coordinator", "KESBANG-SEKRETARIS", "KESBANG")
OFFICER = Person("agency", "SATPOLPP", "SATPOLPP")


async def mailed() -> Receipt:
    """The receipt of a nightly checkpoint, without heads, as a mail brings it."""
    async with transaction() as db:
        sealed = await seal_checkpoint(db, regency="KLK", actor="flow:test", at=now(), nightly=True)
    return sealed.receipt.model_copy(update={"heads": ()})


async def exported(number: str, folder: Path) -> Path:
    """A case's chain in a file."""
    path = folder / f"{number}.json"
    await export_case(number, path, by=AUDITOR, rules=regency())
    return path


def opened(path: Path, receipts: Sequence[Receipt] = ()) -> FileVerification:
    """What a file's verification finds with the right key."""
    return verify_file(path, checkpoint_public_hex(), receipts=receipts)


async def a_text(number: str) -> str:
    """The id of the case's report."""
    async with reading() as db:
        found = await db.scalar(select(ErasableText.id).where(ErasableText.case == number))
    return str(found)


async def names(number: str) -> list[str]:
    """The names of a chain's facts."""
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.name).where(SealedFact.case == number).order_by(SealedFact.seq)
        )
        return list(rows)


async def test_seals_a_checkpoint_on_demand(database: str) -> None:
    """An auditor gets a receipt at once, and it fits the record."""
    await a_case()
    sealed = await checkpoint(by=AUDITOR, rules=regency())
    found = await verify_all(receipts=[sealed.receipt])
    assert found.sound
    assert found.proven == 2


async def test_exports_a_case_as_a_fact(database: str, tmp_path: Path) -> None:
    """That a chain left the house is in the chain, and in the file, which only we may read."""
    number = await a_case()
    path = await exported(number, tmp_path)
    found = opened(path)
    assert found.sound
    assert (found.facts, found.signed, found.proven) == (2, 2, 0)
    assert await names(number) == ["case.reported", "case.exported"]
    assert path.stat().st_mode & 0o777 == 0o600


async def test_keeps_words_out(database: str, tmp_path: Path) -> None:
    """An auditor proves that nobody rewrote what was said, and reads none of it."""
    path = await exported(await a_case(), tmp_path)
    assert A_TEXT not in path.read_text()
    assert opened(path).sound


async def test_only_an_auditor_exports_a_sealed_case(database: str, tmp_path: Path) -> None:
    """What the screen keeps from the secretariat does not leave in a file either."""
    number = await a_case()
    await raise_bar(number, Barring("sealed"), by=COORDINATOR)
    with pytest.raises(Refused, match="a sealed task"):
        await export_case(number, tmp_path / "x", by=COORDINATOR, rules=regency())
    assert (await names(number))[-1] == "case.sealed"
    await exported(number, tmp_path)


async def test_fails_with_any_byte_changed(database: str, tmp_path: Path) -> None:
    """Each byte of the file matters; changing any one of them is found."""
    number = await a_case()
    receipt = await mailed()
    content = (await exported(number, tmp_path)).read_bytes()
    path, passed = tmp_path / "changed.json", list[int]()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        try:
            found = opened(path, [receipt])
        except ExportUnreadable:
            continue
        if found.sound:
            passed.append(at)
    assert passed == []


async def test_fails_with_bytes_cut_or_added(database: str, tmp_path: Path) -> None:
    """A file that is shorter, longer or laid out anew is refused."""
    content = (await exported(await a_case(), tmp_path)).read_bytes()
    for changed in (content[:-1], content[1:], content + b"\n", b"", b"\xff", b"[]"):
        path = tmp_path / "changed.json"
        path.write_bytes(changed)
        with pytest.raises(ExportUnreadable, match=r"changed\.json"):
            opened(path)


async def test_opens_with_no_database_and_no_home(database: str, tmp_path: Path) -> None:
    """Verifying a file loads neither SQLAlchemy nor settings, and makes no key."""
    path = await exported(await a_case(), tmp_path)
    script = (
        "import sys; from pathlib import Path; from kit.opening import verify_file;"
        "assert verify_file(Path(sys.argv[1]), sys.argv[2]).sound;"
        "print([name for name in ('sqlalchemy', 'asyncpg', 'kit.settings', 'kit.keys', 'prefect')"
        " if name in sys.modules])"
    )
    ran = subprocess.run(  # noqa: S603, ASYNC221 - our own interpreter, and nothing else runs
        [sys.executable, "-c", script, str(path), checkpoint_public_hex()],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": os.getcwd()},  # noqa: PTH109 - a text is wanted
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"


async def test_believes_no_key_but_the_one_given(database: str, tmp_path: Path) -> None:
    """A file signed throughout with another key fails, whatever key it names."""
    path = await exported(await a_case(), tmp_path)
    kinds = {one.kind for one in verify_file(path, "11" * 32).findings}
    assert kinds == {Kind.KEY_DIFFERS, Kind.CHECKPOINT_UNSIGNED, Kind.CHECKPOINT_MISSING}
    with pytest.raises(KeyUnreadable, match="64 hex digits"):
        verify_file(path, "my key")


async def test_proves_by_a_mailed_receipt(database: str, tmp_path: Path) -> None:
    """The last nightly checkpoint is always in the file, and older ones when asked for."""
    number = await a_case()
    first = await mailed()
    second = await mailed()
    path = await exported(number, tmp_path)
    found = opened(path, [second])
    assert found.sound
    assert (found.facts, found.proven) == (2, 1)
    assert found.boundary["en"] == (
        "fact 1 is proven by your receipt; 1 of 2 facts proven only against who lacks the "
        "house's key."
    )
    other = opened(path, [first])
    assert "export it again" in other.boundary["en"]
    (unanswered,) = other.findings
    assert unanswered.kind is Kind.RECEIPT_UNANSWERED
    again = tmp_path / "again.json"
    await export_case(number, again, by=AUDITOR, rules=regency(), against=[first.checkpoint])
    assert opened(again, [first, second]).sound


async def test_finds_a_resealed_file_by_the_receipt(
    owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """A chain rewritten and signed anew with the machine's key fails against the mailed receipt."""
    number = await a_case()
    receipt = await mailed()
    async with unguarded(owner):
        await rewrite(owner, number, 1, actor="reporter:other")
        await seal_anew(owner)
    path = await exported(number, tmp_path)
    assert opened(path).sound
    found = opened(path, [receipt])
    assert {(one.seq, one.kind) for one in found.findings} == {
        (receipt.checkpoint, Kind.RECEIPT_DIFFERS)
    }
    assert found.proven == 0


async def test_verifies_an_erased_text_as_erased(database: str, tmp_path: Path) -> None:
    """Erasing is a fact: the chain stays whole, and both verifications name what is gone."""
    number = await a_case()
    text = await a_text(number)
    await erase_text(number, text, by=COORDINATOR, reason_code="asked_for")
    await mailed()
    found = await verify_all()
    assert found.sound
    assert [(one.chain, one.seq, one.text) for one in found.erased] == [(number, 1, text)]
    path = await exported(number, tmp_path)
    assert A_TEXT not in path.read_text()
    assert opened(path).sound
    assert opened(path).erased == [text]


async def test_erases_for_good(owner: asyncpg.Connection) -> None:
    """Neither the text nor its salt is left, and putting the text back is found."""
    number = await a_case()
    text = await a_text(number)
    await erase_text(number, text, by=COORDINATOR, reason_code="asked_for")
    assert await owner.fetchrow("SELECT text, salt FROM erasable_text") == (None, None)
    async with unguarded(owner):
        await owner.execute("UPDATE erasable_text SET text='x', salt='x', erased_at = NULL")
    kinds = {one.kind for one in (await verify_all()).findings}
    assert kinds == {Kind.TEXT_ALTERED, Kind.TEXT_NOT_ERASED}


async def test_tells_who_decides_the_case_that_words_are_gone(database: str) -> None:
    """The lead and every other coordinator: no one erases what nobody misses."""
    number = await assigned()
    await erase_text(number, await a_text(number), by=COORDINATOR, reason_code="asked_for")
    async with reading() as db:
        rows = await db.scalars(select(Notice.recipient).where(Notice.kind == "text_erased"))
        told = set(rows)
    others = {one.id for one in regency().actors_of(role=Role.COORDINATOR)} - {COORDINATOR.id}
    assert told == {str((await case_of(number)).lead), *others}


async def test_refuses_what_cannot_be_erased(database: str) -> None:
    """Another case's text, an erased one, no id, a wrong role: each with a sentence."""
    number, other = await a_case(), await a_case()
    text = await a_text(number)
    with pytest.raises(Refused, match="it has no text"):
        await erase_text(other, text, by=COORDINATOR, reason_code="asked_for")
    with pytest.raises(Refused, match="is no id of a text"):
        await erase_text(number, "the report", by=COORDINATOR, reason_code="asked_for")
    with pytest.raises(Refused, match="there is no such case"):
        await erase_text(number, text, by=OFFICER, reason_code="asked_for")
    await erase_text(number, text, by=ADMINISTRATOR, reason_code="asked_for")
    with pytest.raises(Refused, match="was erased already"):
        await erase_text(number, text, by=COORDINATOR, reason_code="asked_for")
    assert await names(number) == ["case.reported", "text.erased"]


async def test_erases_for_a_reason_of_the_list_and_nothing_that_is_needed(database: str) -> None:
    """A slip of a word destroys nothing, and an open case keeps what it is decided by."""
    number = await a_case()
    text = await a_text(number)
    with pytest.raises(Refused, match="'ngawur' is unknown; one of asked_for"):
        await erase_text(number, text, by=COORDINATOR, reason_code="ngawur")
    with pytest.raises(Refused, match="needed until the case ends"):
        await erase_text(number, text, by=COORDINATOR, reason_code="not_needed")
    assert await names(number) == ["case.reported"]


async def test_refuses_what_cannot_be_exported(database: str, tmp_path: Path) -> None:
    """A file in the way, a folder that is not there, no case, a wrong role, no checkpoint."""
    number = await a_case()
    with pytest.raises(Refused, match="there is a file already"):
        await export_case(number, tmp_path, by=AUDITOR, rules=regency())
    with pytest.raises(Refused, match="its folder is not there"):
        await export_case(number, tmp_path / "a" / "b", by=AUDITOR, rules=regency())
    with pytest.raises(Refused, match="there is no such case"):
        await export_case("KLK-2026-00009", tmp_path / "x", by=AUDITOR, rules=regency())
    with pytest.raises(Refused, match="there is no such case"):
        await export_case(number, tmp_path / "x", by=OFFICER, rules=regency())
    with pytest.raises(Refused, match="there is no checkpoint 99"):
        await export_case(number, tmp_path / "x", by=AUDITOR, rules=regency(), against=[99])
    with pytest.raises(Refused, match="only auditor or administrator"):
        await checkpoint(by=OFFICER, rules=regency())
    with pytest.raises(Refused, match="there is no such case"):
        await verify_one("KLK-2026-00009")
    assert await names(number) == ["case.reported"]

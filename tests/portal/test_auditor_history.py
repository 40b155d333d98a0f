"""A case's history as auditors read it: who, when, what and proof; and what never shows."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import asyncpg
import pytest
from sqlalchemy import update

from desk.acting import Person
from desk.audit import erase_text
from desk.auditing import history as read_history
from desk.bars import Barring, raise_bar
from desk.identities import ask_identity, consent_identity, read_identity
from desk.reports import Contact, Told, report
from kit.clock import now
from models.facts.grammar import FACTS
from models.letters.catalogue import LETTERS
from models.notices import Notice
from models.reading_audit import TELLING
from models.reading_audit_keys import KEYS
from models.regency_folder import regency
from models.session import transaction
from policies.agreement import Crossing
from portal.auditing.wording import Wording
from tasks.integrity import seal_night
from tests.builders import A_TEXT, run_flows
from tests.desk.test_audit import a_text
from tests.people import VILLAGE, accepted, assigned, coordinator
from tests.portal.auditors import AUDITOR
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.tampering import unguarded

REPORTER = Contact(name="Wayan Marka", phone="081-555-4321")
WHY = "Polisi perlu mengundang saksi"


async def mailed_night() -> None:
    """Seal the night, and let its receipts leave the house."""
    await seal_night.fn([])
    async with transaction() as db:
        await db.execute(
            update(Notice)
            .where(Notice.kind == "checkpoint_sealed")
            .values(state="sent", sent_at=now())
        )


async def reported_by_name() -> str:
    """A case of somebody who gave a name, whose identity was opened."""
    told = Told(A_TEXT, VILLAGE, "2026-10-01", contact=REPORTER)
    receipt = await report(told, by="reporter:-", rules=regency())
    await run_flows()
    await ask_identity(receipt.number, WHY, by=coordinator())
    await consent_identity(receipt.number, by=coordinator("KESBANG-KEPALA"))
    await read_identity(receipt.number, by=coordinator())
    return receipt.number


async def history(portal: Browser, number: str) -> str:
    """The history's page."""
    return answered(await portal.get(f"/auditor/kasus/{number}"), 200)


def row(page: str, seq: int) -> str:
    """What a page says of one fact."""
    return page.split(f'<li id="f{seq}"')[1].split('<li id="f', maxsplit=1)[0]


async def test_shows_each_fact_with_who_when_what_and_proof(portal: Browser) -> None:
    """Offices and flows in words, hashes whole on demand, and which guarantee holds."""
    number = await accepted()
    await portal.sign_in(AUDITOR)
    page = await history(portal, number)
    assert "Utuh: " in page
    assert "belum dilihat titik periksa" in row(page, 1)
    assert "pelapor" in row(page, 1)
    assert re.search(r"<code>[0-9a-f]{64}</code>", row(page, 1))
    assert "Petugas Piket" in page  # who answered: a reason that auditors may read
    assert "KLK-" not in re.sub(number, "", re.sub(r"KLK-2\d{3}-\d{5}", "", page))


async def test_tells_the_two_kinds_of_guarantee_apart(portal: Browser) -> None:
    """Before a receipt was mailed, once it was sealed, and once it left the house."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    await seal_night.fn([])
    sealed = row(await history(portal, number), 1)
    assert "terlindungi" in sealed
    assert "belum ada tanda terima yang dikirim" in sealed
    await mailed_night()
    proven = await history(portal, number)
    assert "terbukti" in row(proven, 1)
    assert "yang memegang mesin dan kuncinya" in proven


async def test_shows_one_flipped_byte_at_its_row(
    portal: Browser, owner: asyncpg.Connection
) -> None:
    """A changed record is named at its own row, on the page and on paper, and nowhere else."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    async with unguarded(owner):
        await owner.execute(
            "UPDATE fact SET record = replace(record, 'case.triaged', 'case.triagee') "
            'WHERE "case" = $1 AND seq = 2',
            number,
        )
    page = await history(portal, number)
    assert "tidak lagi seperti saat disegel" in page
    assert "its bytes are not those that were sealed" in row(page, 2)
    assert "its bytes are not" not in row(page, 1) + row(page, 3)
    paper = answered(await portal.get(f"/auditor/kasus/{number}/cetak"), 200)
    assert "its bytes are not those that were sealed" in paper


async def test_shows_texts_as_sealed_or_erased_and_never_a_report(portal: Browser) -> None:
    """A report's words never show; an erased text says when, and its seal stays."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    page = await history(portal, number)
    assert A_TEXT not in page
    assert "tersegel" in row(page, 1)
    text = await a_text(number)
    await erase_text(number, text, by=coordinator(), reason_code="asked_for")
    page = await history(portal, number)
    assert "terhapus" in row(page, 1)
    assert text[:8] in row(page, 1)


@pytest.mark.parametrize("where", ["", "/cetak"])
async def test_never_tells_who_reported(portal: Browser, where: str) -> None:
    """Not the name, not the number, not the channel: only that somebody opened it, and why."""
    number = await reported_by_name()
    await portal.sign_in(AUDITOR)
    page = answered(await portal.get(f"/auditor/kasus/{number}{where}"), 200)
    assert WHY in page
    assert not re.search("Wayan|Marka|555-4321", page)
    assert "Saluran" not in page


async def test_shows_of_a_sealed_case_its_status_and_chain(portal: Browser) -> None:
    """The policy gives auditors status and chain; reasons and officers' names stay sealed."""
    number = await accepted()
    await raise_bar(number, Barring("sealed", reason="Ada korban anak"), by=coordinator())
    await run_flows()
    await portal.sign_in(AUDITOR)
    page = await history(portal, number)
    assert "tugas tertutup" in page
    assert "Ada korban anak" not in page
    assert "Petugas Piket" not in page
    for telling in ("Tusan", "Tanda bahaya", "Kategori", "Tanggal kejadian", "Butir kosakata"):
        assert telling not in page
    seen = await read_history(number, by=Person("auditor", "INSPEKTORAT-IRBAN"))
    assert seen.entries
    assert not {key for one in seen.entries for key in _keys(one.body)} & TELLING


def _keys(body: Mapping[str, Any]) -> Iterator[str]:
    for key, value in body.items():
        yield key
        if isinstance(value, Mapping):
            yield from _keys(value)


async def test_prints_without_a_script(portal: Browser) -> None:
    """The page to print holds every hash whole, its key, and how to prove it."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    paper = answered(await portal.get(f"/auditor/kasus/{number}/cetak"), 200)
    assert len(re.findall(r"[0-9a-f]{64}", paper)) > 2 * 3
    assert "rukun audit verify" in paper
    assert "<details" not in paper.split("<main")[1]


def test_names_every_part_of_every_fact() -> None:
    """No body has a part that people would read as code."""

    def parts(model: type) -> set[str]:
        fields = getattr(model, "model_fields", {})
        inner = {name for one in fields.values() for name in _inner(one.annotation, parts)}
        return set(fields) | inner

    said = {name for fact in FACTS.values() for name in parts(fact)} - {"digest"}
    assert said - KEYS.keys() == set()


def test_says_mails_and_crossed_lines_in_words() -> None:
    """What a fact holds as a code of the house's own is never read as the code itself."""
    wording = Wording(regency(), "id")
    codes = [*LETTERS, *Crossing]
    assert [one for one in codes if wording.code(one) == one.replace("_", " ")] == []


def _inner(annotation: object, parts) -> set[str]:  # type: ignore[no-untyped-def] # noqa: ANN001 - a function of the test
    found = parts(annotation) if isinstance(annotation, type) else set()
    for one in getattr(annotation, "__args__", ()):
        found |= _inner(one, parts)
    return set(found)

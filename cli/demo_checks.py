"""Whether all is well at the end of the demonstration: five checks, each with its numbers."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from cli.demo_parts import OFFICER, REPORTERS, Said
from cli.demo_privacy import Scan, Secrets, scan
from desk.acting import person
from desk.audit import checkpoint, verify_all
from engine.catchall import kept
from engine.jobs import mail_folder
from kit.settings import Settings
from models.chain import SealedFact
from models.notices import Notice
from models.regency import Regency
from models.session import reading

AUDITOR = "auditor:INSPEKTORAT-IRBAN"
TRIES, PAUSE = 10, 0.5  # a mail is taken within seconds
BROKEN_OFF = frozenset({"Failed", "Crashed", "Cancelled", "TimedOut"})
PROMISED = frozenset(
    {
        "case.reported", "case.review_asked", "case.triaged", "case.joined", "case.dismissed",
        "case.assigned", "assignment.accepted", "assignment.declined", "deadline.reminded",
        "deadline.escalated", "contact.recorded", "mediation.opened", "figure.answered",
        "figure.replaced", "party.answered", "meeting.scheduled", "meeting.held",
        "agreement.signed", "agreement.watched", "clause.checked", "handling.opened",
        "handling.finished", "closure.asked", "closure.approved", "case.closed",
        "case.referred", "referral.opened",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """A promise, whether it held, and what was counted."""

    name: Said
    passed: bool
    found: Said


async def check_story() -> Check:
    """Whether everything that the demonstration shows did happen."""
    async with reading() as db:
        rows = await db.execute(select(SealedFact.name, func.count()).group_by(SealedFact.name))
        facts: dict[str, int] = dict(tuple(row) for row in rows)
    missing = ", ".join(sorted(PROMISED - set(facts))) or "-"
    total = sum(facts.values())
    return Check(
        {"id": "Alur lengkap", "en": "The whole way was gone"},
        missing == "-",
        {
            "id": f"{total} fakta dari {len(facts)} jenis; tidak ada: {missing}",
            "en": f"{total} facts of {len(facts)} kinds; missing: {missing}",
        },
    )


def check_runs(runs: Mapping[tuple[str, str], int]) -> Check:
    """Whether every flow run ended well."""
    bad = sum(count for (_, state), count in runs.items() if state in BROKEN_OFF)
    done = sum(count for (_, state), count in runs.items() if state == "Completed")
    return Check(
        {"id": "Flow Prefect", "en": "Prefect's flows"},
        not bad,
        {"id": f"{done} selesai, {bad} gagal", "en": f"{done} completed, {bad} failed"},
    )


async def _counted(home: Path) -> tuple[Counter[str], list[tuple[str | None, str]]]:
    """Message-IDs that arrived, and what our record says of each notice: its id and its state."""
    async with reading() as db:
        rows = await db.execute(select(Notice.message_id, Notice.state))
        notices = [(message, state) for message, state in rows.tuples()]
    return Counter(one.message_id for one in kept(mail_folder(home))), notices


async def check_mails(home: Path) -> Check:
    """Whether the mail server got each mail that is owed, once: Message-IDs on both sides.

    One that is on its way while they are counted is waited for.
    """
    for _ in range(TRIES):
        arrived, notices = await _counted(home)
        owed = {message for message, state in notices if state == "sent"}
        unsent = sum(state not in {"sent", "cancelled"} for _, state in notices)
        doubled = sum(count - 1 for count in arrived.values())
        equal = set(arrived) == owed and not doubled and not unsent
        if equal or doubled:
            break
        await asyncio.sleep(PAUSE)
    return Check(
        {"id": "Surat", "en": "Mails"},
        equal,
        {
            "id": f"{arrived.total()} diterima server surat, {len(owed)} menurut antrean "
            f"({len(notices)} pemberitahuan), {doubled} ganda, {unsent} belum terkirim",
            "en": f"{arrived.total()} at the mail server, {len(owed)} by the queue "
            f"({len(notices)} notices), {doubled} doubled, {unsent} unsent",
        },
    )


async def check_record(rules: Regency) -> Check:
    """``rukun audit verify``, against a receipt of a checkpoint sealed now."""
    sealed = await checkpoint(by=person(AUDITOR, rules=rules), rules=rules)
    found = await verify_all(receipts=[sealed.receipt])
    trouble = "; ".join(one.code for one in found.findings)
    return Check(
        {"id": "Audit", "en": "Audit"},
        found.sound,
        {
            "id": f"{found.facts} fakta dalam {found.chains} rantai utuh, {found.proven} terbukti "
            f"oleh tanda terima" if found.sound else trouble,
            "en": f"{found.facts} facts in {found.chains} chains whole, {found.proven} proven by "
            f"a receipt" if found.sound else trouble,
        },
    )  # fmt: skip


async def check_privacy(settings: Settings, words: Iterable[str]) -> Check:
    """Whether a report's words, or a reporter's name or address, got where they may not be."""
    people = [one for contact in REPORTERS.values() for one in (contact.name, contact.email)]
    secrets = Secrets.of(words, names=[OFFICER, *(one for one in people if one)])
    home = settings.home
    found = await scan(
        secrets,
        mails=mail_folder(home),
        logs=home / "logs",
        prefect_url=settings.prefect_url,
    )
    return Check({"id": "Kerahasiaan", "en": "Privacy"}, not found.leaks, _said(found))


def _said(found: Scan) -> Said:
    leaks = "; ".join(found.leaks[:5])
    return {
        "id": f"{found.mails} surat, {found.rows} baris basis data Prefect, {found.logs} baris "
        "log: " + (leaks or "tidak ada kata pelapor, nama atau alamat"),
        "en": f"{found.mails} mails, {found.rows} rows of Prefect's database, {found.logs} log "
        "lines: " + (leaks or "no words of a report, no name, no address"),
    }

"""What letters to agencies say and open: real rows, real mails, links that answer one thing."""

import json
import re
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import select, update

from desk.acting import Refused, person
from desk.agreements import sign_agreement
from desk.answers import Answer, answer_as, answer_by_token
from desk.bars import Barring, raise_bar
from desk.clauses import Promise, Signed
from desk.deliveries import record_delivery
from desk.incidents import Happened, record_incident
from desk.supports import answer_as_support, answer_support_by_token
from desk.talks import Sitting, record_meeting
from kit import clock
from kit.keys import secret
from kit.tokens import TokenForged, read_answer, sign_answer
from models.chain import SealedFact
from models.letters.assignments import CaseAssigned
from models.letters.samples import SAMPLES
from models.notices import Notice, queue_all
from models.regency_folder import regency
from models.session import reading, transaction
from models.talks import Party
from tasks.delivery import Round
from tests.builders import a_case, run_flows
from tests.mailboxes import Mailbox
from tests.people import (
    HERE,
    THERE,
    YES,
    assigned,
    assignment_of,
    at_meeting,
    coordinator,
    facts_of,
    figures_of,
    let_it_begin,
    officer,
    officer_of,
)

pytestmark = pytest.mark.usefixtures("database")
SEALED = (
    "Saya tetangga korban. Suaminya sering memukul, anaknya ikut kena. Tadi malam dia diancam "
    "pakai sabit."
)
KAMASAN = "51.05.03.2007"
FIGHT = "Pemuda dua banjar berkelahi memakai parang di lapangan, satu orang luka dan dirawat."
NO = Answer(accepted=False, office="Kantor", officer="Kasi", reason_code="no_capacity")
LINK = re.compile(r"/jawab/(\S+)")


async def _sealed() -> str:
    number = await a_case(SEALED, village=KAMASAN)
    await run_flows()
    return number


async def test_marks_what_the_lead_must_bring(mailbox: Mailbox) -> None:
    """Subject and body name the side without mail, and how its receipt is recorded."""
    number = await at_meeting()
    lead = (await assignment_of(number)).agency
    async with transaction() as db:
        await db.execute(update(Party).where(Party.label == THERE).values(email="x@desa.example"))
    await Round(None, seconds=30).deliver()
    mails = [mail for mail in mailbox.mails() if "delivery done" in _text(mail.path)]
    kinds = ("musyawarah", "Persetujuan")
    assert [any(kind in mail.subject for mail in mails) for kind in kinds] == [True, True]
    for mail in mails:
        assert mail.subject.startswith(f"Untuk diantar kepada {HERE}: ")
        assert "kedinasan" not in _text(mail.path), "a villager holds no office"
        text = " ".join(_text(mail.path).split())
        assert re.search(rf"rukun delivery done {number} [0-9a-f]{{8}} --how handed --as", text)
        assert f"--as agency:{lead}" in text
    [asked] = [mail for mail in mails if "Persetujuan" in mail.subject]
    assert f'rukun party {number} "{HERE}" accept --as agency:{lead}' in _text(asked.path)


async def test_what_must_be_brought_goes_to_whoever_leads_by_then(mailbox: Mailbox) -> None:
    """Blows call the meeting off and change the lead: the new one brings it, by its own command."""
    number = await at_meeting()
    await Round(None, seconds=30).deliver()
    happened = Happened(FIGHT, happened_on=clock.today())
    await record_incident(number, happened, by=coordinator())
    await run_flows()
    assert (await assignment_of(number)).agency == "POLRES"
    await Round(None, seconds=30).deliver()
    off = [mail for mail in mailbox.mails() if "dibatalkan" in mail.subject]
    brought = [mail for mail in off if mail.subject.startswith("Untuk diantar kepada")]
    assert {f"Untuk diantar kepada {one}" for one in (HERE, THERE)} <= {
        mail.subject.partition(":")[0] for mail in brought
    }
    assert {mail.recipient for mail in brought} == {"polres@klungkung.example"}
    [command, *_] = re.findall(r"rukun delivery done (.*) --as (\S+)", _text(brought[0].path))
    how, who = command
    letter, by = how.split()[1], person(who, rules=regency())
    today = str(clock.today())
    assert (await record_delivery(number, letter, by=by, how="handed", on=today)).short == letter


async def test_a_seal_leaves_nobody_waiting_at_a_meeting(mailbox: Mailbox) -> None:
    """Sides without mail are still to be told that it is off; no receipt names who has it now."""
    number = await at_meeting()
    await raise_bar(number, Barring("sealed"), by=coordinator())
    await Round(None, seconds=30).deliver()
    mails = [mail for mail in mailbox.mails() if "dibatalkan" in mail.subject]
    marked = {mail.subject.partition(":")[0] for mail in mails if "Untuk diantar" in mail.subject}
    assert {f"Untuk diantar kepada {side}" for side in (HERE, THERE)} <= marked
    assert not any("rukun delivery" in _text(mail.path) for mail in mails)
    assert any("antarkan hari ini juga" in _text(mail.path) for mail in mails)


async def _letters(number: str, kind: str) -> dict[str, Notice]:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == kind).order_by(Notice.seq)
        )
        return {row.recipient: row for row in rows}


async def _assigned_letter(number: str) -> CaseAssigned:
    async with reading() as db:
        row = await db.scalar(
            select(Notice)
            .where(Notice.case == number, Notice.kind == "case_assigned")
            .order_by(Notice.seq.desc())
            .limit(1)
        )
    assert row is not None
    assert isinstance(row.letter, CaseAssigned)
    return row.letter


async def _tokens(mailbox: Mailbox) -> dict[str, str]:
    """Deliver what is owed; the token of each recipient's mail, by address."""
    await Round(None, seconds=15).deliver()
    found = {mail.recipient: LINK.search(_text(mail.path)) for mail in mailbox.mails()}
    return {to: token[1] for to, token in found.items() if token}


def _text(path: Path) -> str:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def test_a_supporters_token_never_answers_for_the_lead(mailbox: Mailbox) -> None:
    """A sealed case tells both bodies "tugas tertutup"; each link answers its own part alone."""
    number = await _sealed()
    tokens = await _tokens(mailbox)
    lead, helper = (
        tokens["uptd.ppa.dsospppa@klungkung.example"],
        tokens["unit.ppa.polres@klungkung.example"],
    )
    subjects = {mail.subject for mail in mailbox.mails()}
    assert all("ugas tertutup" in subject for subject in subjects)
    for answer in (YES, NO):
        with pytest.raises(Refused, match="never answers for the lead"):
            await answer_by_token(helper, answer)
    assert await answer_support_by_token(helper) == number
    with pytest.raises(Refused, match="no supporting agency's"):
        await answer_support_by_token(lead)
    assert (await facts_of(number))[-1] == "support.answered"
    assert await answer_by_token(lead, YES) == number
    async with reading() as db:
        said = await db.scalars(
            select(SealedFact.actor).where(SealedFact.case == number).order_by(SealedFact.seq)
        )
        actors = set(said)
    assert {"agency:POLRES-UNIT-PPA", "agency:DSOSPPPA-UPTD-PPA"} <= actors


async def test_a_supporter_acknowledges_once_and_reports_as_often_as_there_is_news(
    mailbox: Mailbox,
) -> None:
    """What was done is erasable words; the fact names the agency and the kind of answer."""
    number = await _sealed()
    helper = (await _tokens(mailbox))["unit.ppa.polres@klungkung.example"]
    await answer_support_by_token(helper)
    with pytest.raises(Refused, match="POLRES answered already"):
        await answer_support_by_token(helper)
    await answer_support_by_token(helper, did="Petugas mendampingi sampai aman.")
    await answer_as_support(number, by=officer("POLRES"), did="Patroli tiap malam.")
    async with reading() as db:
        said = await db.scalars(select(SealedFact).where(SealedFact.name == "support.answered"))
        records = [(row.body["answer"], row.record) for row in said]
    assert sorted(answer for answer, _ in records) == ["done", "done", "received"]
    assert not any("Petugas" in record or "Patroli" in record for _, record in records)


async def test_refuses_a_supporter_who_was_not_asked() -> None:
    """Neither a stranger nor the lead itself speaks as a supporter."""
    number = await _sealed()
    for agency in ("PUPR", (await assignment_of(number)).agency):
        with pytest.raises(Refused):
            await answer_as_support(number, by=officer(agency))


async def test_a_copy_of_the_database_holds_no_token(
    mailbox: Mailbox, owner: asyncpg.Connection
) -> None:
    """Rows hold ids; only the written mail holds what its holder may answer with."""
    await assigned()
    await at_meeting("51.05.02.2003")
    await _sealed()
    stored = await owner.fetch("SELECT kind, props::text FROM notice")
    for row in stored:
        assert json.loads(row["props"]).get("token") is None
        for word in re.findall(r"[\w.-]{40,}", row["props"]):
            with pytest.raises(TokenForged):
                read_answer(word, key=secret("answers"), at=clock.now())
    assert {"case_assigned", "figure_asked", "support_asked_sealed"} <= {r["kind"] for r in stored}
    for token in (await _tokens(mailbox)).values():
        assert read_answer(token, key=secret("answers"), at=clock.now()).subject


async def test_a_row_of_before_with_its_token_is_still_sent(mailbox: Mailbox) -> None:
    """A notice that was queued with a token in it goes out with that token."""
    number = await assigned()
    assignment = await assignment_of(number)
    token = sign_answer(str(assignment.id), expires_at=assignment.expires_at, key=secret("answers"))
    letter = SAMPLES["case_assigned"].model_copy(update={"token": token})
    notice = Notice.of(
        letter, case=number, seq=99, recipient="X", language="id", address="x@klungkung.example"
    )
    del notice.props["answerable"]
    async with transaction() as db:
        await queue_all(db, [notice])
    assert (await _tokens(mailbox))["x@klungkung.example"] == token


async def test_the_assignment_letter_says_when_and_which_danger() -> None:
    """The day comes from the report, the signs from its triage, the reminder from the rules."""
    number = await a_case(FIGHT, happened_on=date(2026, 9, 30))
    await run_flows()
    letter = await _assigned_letter(number)
    assert letter.happened_on == date(2026, 9, 30)
    assert "senjata" in {danger["id"] for danger in letter.dangers}
    quiet = await _assigned_letter(await assigned("51.05.02.2003"))
    assert quiet.remind_at is not None
    assert clock.now() < quiet.remind_at < quiet.answer_by
    assert quiet.declined_by is None


async def test_the_next_agency_reads_who_declined() -> None:
    """The letter after a refusal names the agency that could not take the case."""
    number = await assigned()
    first = (await assignment_of(number)).agency
    await answer_as(number, NO, by=await officer_of(number))
    await run_flows()
    letter = await _assigned_letter(number)
    assert (await assignment_of(number)).agency != first
    assert letter.declined_by is not None
    assert letter.declined_by["id"] == "Kecamatan Banjarangkan"


async def test_the_history_of_a_place_counts_agreements_that_were_reached() -> None:
    """An agreement counts whatever the case's status is afterwards."""
    number = await at_meeting()
    await let_it_begin(number)
    by, figures = await officer_of(number), tuple(await figures_of(number))
    await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=by)
    await run_flows()
    promises = (Promise("Patok dipasang bersama", HERE),)
    signed = Signed("Surat kesepakatan", promises, signed_on=str(clock.today()))
    await sign_agreement(number, signed, by=by)
    await run_flows()
    later = await a_case(FIGHT)
    await run_flows()
    letter = await _assigned_letter(later)
    assert letter.earlier is not None
    assert (letter.earlier.total, letter.earlier.open, letter.earlier.agreed) == (1, 1, 1)

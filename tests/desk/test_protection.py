"""The reporter's safety: whom not to tell, a withheld source, words, and a reprisal."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import asyncpg
import pytest
from sqlalchemy import select

from desk.acting import REPORTER, Person, Refused
from desk.answers import answer_as, hand_over
from desk.disclosures import first_quote, release_text, write_summary
from desk.identities import ask_identity, consent_identity, read_identity
from desk.reports import Contact, Receipt, Told, report
from desk.reprisals import report_reprisal, threatened
from desk.reviews import reassign
from desk.seeing import seen_page
from models.chain import SealedFact
from models.deadlines import Deadline
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from tests.builders import A_TEXT, run_flows
from tests.cli.running import Rukun
from tests.people import (
    VILLAGE,
    YES,
    assigned,
    assignment_of,
    case_of,
    coordinator,
    facts_of,
    officer,
    officer_of,
)

pytestmark = pytest.mark.usefixtures("database")
DAY = "2026-10-01"
WORDS = "Patok sawah di Subak Penasan dipindahkan orang berbaju merah pada malam purnama kemarin."
OWN = "Ada perselisihan batas sawah antara dua kelompok petani, belum ada kekerasan."
GO_BETWEEN = "figure:BJ-ADAT-BENDESA-ALITAN"
BEHIND = Contact(name="Wayan Marka", phone="081-555-4321")


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Rukun:
    """The command line."""
    return Rukun(capsys)


async def _reported(text: str = A_TEXT, **told: Any) -> Receipt:
    fit = Told(text, VILLAGE, DAY, **told)
    receipt = await report(fit, by=GO_BETWEEN, rules=regency())
    await run_flows()
    return receipt


async def _told(number: str) -> set[str]:
    async with reading() as db:
        return set(await db.scalars(select(Notice.recipient).where(Notice.case == number)))


async def _seen_by(rukun: Rukun, number: str, *agencies: str) -> str:
    """Everything that these agencies' officers can make Rukun print about a case."""
    shown = []
    for agency in agencies:
        who = str(officer(agency))
        asked = (["show", number, "--words"], ["show", number, "--words", "--json"], ["cases"])
        shown += [(await rukun(*words, "--as", who)).out for words in asked]
    return "\n".join(shown)


async def _parts(number: str) -> list[str]:
    """The lead and the supporters of a case."""
    async with reading() as db:
        body = await db.scalar(
            select(SealedFact.body).where(
                SealedFact.case == number, SealedFact.name == "case.assigned"
            )
        )
    assert body is not None
    return [body["lead"], *(one["agency"] for one in body["supports"])]


async def _mails(number: str) -> str:
    async with reading() as db:
        rows = await db.scalars(select(Notice).where(Notice.case == number))
        letters = [
            write(row.letter, "id", portal_url="http://x.example", sender="r@x.example")
            for row in rows
        ]
    return "\n".join(one.subject + one.text + one.html for one in letters)


def _telling(text: str) -> Iterable[str]:
    """Each four consecutive words of a text."""
    words = text.split()
    return (" ".join(words[at : at + 4]) for at in range(len(words) - 3))


async def test_an_agency_never_sees_words_that_nobody_released(rukun: Rukun) -> None:
    """Neither lead nor support prints four words of it, nor reads them in a mail."""
    number = (await _reported(WORDS)).number
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    seen = await _seen_by(rukun, number, *await _parts(number)) + await _mails(number)
    assert number in seen
    assert not [part for part in _telling(WORDS) if part in seen]
    page = await rukun("show", number, "--words", "--as", "coordinator:KESBANG-PIKET")
    assert WORDS in page.out


async def test_an_agency_reads_what_a_person_released_or_rewrote(rukun: Rukun) -> None:
    """The ringkasan stands for the report; the text itself only after its release."""
    number = (await _reported(WORDS)).number
    lead = (await assignment_of(number)).agency
    await write_summary(number, OWN, by=coordinator())
    seen = await _seen_by(rukun, number, lead)
    assert OWN in seen
    assert WORDS not in seen
    await release_text(number, by=coordinator())
    assert WORDS in await _seen_by(rukun, number, lead)
    assert WORDS not in await _seen_by(rukun, number, "DISPAR")
    assert (await facts_of(number))[-2:] == ["summary.written", "text.released"]


async def test_refuses_a_summary_that_quotes_and_a_second_release() -> None:
    """Six words in a row are a quotation; what is released stays released, once."""
    number = (await _reported(WORDS)).number
    with pytest.raises(Refused, match=r"repeats the reporter's words \(6 in a row from word 2"):
        await write_summary(
            number, "Katanya patok sawah di subak penasan dipindahkan.", by=coordinator()
        )
    await release_text(number, by=coordinator())
    with pytest.raises(Refused, match="no text of a report that could still"):
        await release_text(number, by=coordinator())
    with pytest.raises(Refused, match="may not do this"):
        await release_text(number, by=await officer_of(number))


def test_finds_the_first_quotation() -> None:
    """Signs and capitals don't hide it; fewer words in a row are chance."""
    assert first_quote("A, b c D e f!", "x a b c d e f", least=6) == 0
    assert first_quote("q a b c d e", "a b c d e f", least=6) is None


async def test_a_withheld_source_is_in_the_encrypted_identity_alone(
    rukun: Rukun, owner: asyncpg.Connection
) -> None:
    """No row, fact, page or mail names go-between, channel or person; only opening does."""
    receipt = await _reported(channel="babinsa", withheld=True, behind=BEHIND)
    number = receipt.number
    dump = await _dump(owner)
    seen = await _seen_by(rukun, number, *await _parts(number)) + await _mails(number)
    secretary = await rukun("show", number, "--words", "--json", "--as", str(coordinator()))
    for trace in ("Wayan Marka", "081-555-4321", GO_BETWEEN, "babinsa"):
        assert trace not in dump + seen + secretary.out
    with pytest.raises(Refused, match="no request to open"):
        await read_identity(number, by=coordinator())
    found = await _opened(number, by=coordinator())
    assert (found["by"], found["channel"]) == (GO_BETWEEN, "babinsa")
    assert found["behind"]["name"] == "Wayan Marka"
    assert (await facts_of(number))[-1] == "identity.opened"


async def test_an_agency_never_sees_who_wrote_an_open_report_down(rukun: Rukun) -> None:
    """Even without "sumber dirahasiakan" the go-between is shown to those who decide only."""
    number = (await _reported(channel="babinsa")).number
    assert GO_BETWEEN not in await _seen_by(rukun, number, *await _parts(number))
    page = await rukun("show", number, "--json", "--as", str(coordinator()))
    assert json.loads(page.out)["timeline"][0]["actor"] == GO_BETWEEN


async def test_whom_the_reporter_fears_drops_out_of_route_support_and_search(
    rukun: Rukun,
) -> None:
    """The named alternate leads, the reason is on record, and the feared office finds nothing."""
    first = await _parts((await _reported()).number)
    feared = [first[0], *first[1:2]]
    number = (
        await _reported("Warga berebut batas kebun kelapa.", not_to_tell=tuple(feared))
    ).number
    case = await case_of(number)
    assert case.lead not in {None, *feared}
    assert not set(feared) & await _told(number)
    async with reading() as db:
        body = await db.scalar(
            select(SealedFact.body).where(
                SealedFact.case == number, SealedFact.name == "case.assigned"
            )
        )
    assert body is not None
    assert set(feared) <= set(body["kept_from"])
    shown = await rukun("show", number, "--as", str(officer(feared[0])))
    assert "no such case" in shown.err
    assert number not in (await rukun("cases", "--json", "--as", str(officer(feared[0])))).out
    assert "kept_from" not in await _seen_by(rukun, number, str(case.lead))


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("perbekel", ["PERBEKEL", "DESA"]),
        ("Bendesa", ["BENDESA"]),
        ("kelian", ["KELIAN"]),
        ("camat-51.05.02", ["CAMAT-51.05.02"]),
        ("BJ-ADAT-BENDESA-ALITAN", ["BJ-ADAT-BENDESA-ALITAN"]),
    ],
)
async def test_reads_whom_not_to_tell_as_people_say_it(words: str, codes: list[str]) -> None:
    """By the office's word, an agency's code or a figure's id; anything else is refused."""
    assert (await case_of((await _reported(not_to_tell=(words,))).number)).not_to_tell == codes
    with pytest.raises(Refused, match="no agency, figure or office that is known"):
        await _reported(not_to_tell=("pak_haji",))


async def test_nobody_hands_a_case_to_whom_the_reporter_fears() -> None:
    """The secretariat reads why; the lead learns only that it cannot be."""
    number = (await _reported(not_to_tell=("PUPR",))).number
    with pytest.raises(Refused, match="reporter asked that PUPR is not told"):
        await reassign(number, by=coordinator(), to="PUPR", reason="Soal jalan")
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    with pytest.raises(Refused, match="PUPR cannot lead this case; ask the secretariat"):
        await hand_over(number, by=await officer_of(number), to="PUPR")


async def test_a_reprisal_goes_to_police_and_secretariat_alone(rukun: Rukun) -> None:
    """The case that it comes from says nothing of it, and its agency finds nothing."""
    origin = await _reported(contact=Contact(name="Made", phone="0812"))
    before, lead = await case_of(origin.number), (await assignment_of(origin.number)).agency
    words = "Rumah saya dilempari batu sejak saya melapor soal patok."
    receipt = await threatened(origin.number, words, code=str(origin.tracking_code))
    await run_flows()
    case = await case_of(receipt.number)
    assert (case.status, case.bars, case.lead) == ("assigned", ["sealed"], "POLRES")
    posts = {"POLSEK-51.05.02", "POLRES-SPKT", "KESBANG-PIKET"}
    assert await _told(receipt.number) == {"POLRES", "KESBANG"} | posts
    assert case.colour == "red"
    assert "ugas tertutup" in await _mails(receipt.number)
    assert (await case_of(origin.number)).seq == before.seq
    seen = await _seen_by(rukun, origin.number, lead)
    assert receipt.number not in seen
    assert "no such case" in (await rukun("show", receipt.number, "--as", str(officer(lead)))).err
    page = await rukun("show", receipt.number, "--words", "--as", str(officer("POLRES")))
    assert words in page.out
    assert origin.number in page.out
    secretary = await rukun("show", receipt.number, "--words", "--as", str(coordinator()))
    assert words in secretary.out
    found = await _opened(receipt.number, by=coordinator())
    assert found["name"] == "Made"


async def test_a_reprisal_for_a_sealed_case_stays_with_that_cases_two_bodies() -> None:
    """The secretariat does not read the sealed case, and learns nothing of it from the threat."""
    origin = await _reported("Ayah memukuli anaknya setiap malam di rumah.")
    words = "Saya mau dibunuh karena melapor."
    receipt = await threatened(origin.number, words, code=str(origin.tracking_code))
    await run_flows()
    case = await case_of(receipt.number)
    assert (case.colour, case.category, case.lead) == ("red", "PPA", "DSOSPPPA")
    told = await _told(receipt.number)
    assert {"POLRES-PPA", "DSOSPPPA-UPTD"} <= told
    assert not {one for one in told if one.startswith("KESBANG")}
    page = await seen_page(receipt.number, by=coordinator(), words=True)
    assert (page.case.status, page.case.village, page.words, page.timeline) == (None, None, (), ())


async def test_a_threat_without_violence_is_a_task_for_today_and_wakes_nobody() -> None:
    """Orange (design.md section 3): its two bodies are told by mail, with a limit of their own."""
    origin = await _reported()
    receipt = await threatened(
        origin.number, "Saya dimaki di banjar.", code=str(origin.tracking_code)
    )
    await run_flows()
    assert (await case_of(receipt.number)).colour == "orange"
    assert await _told(receipt.number) == {"POLRES", "KESBANG"}
    assert {"reporter_protection"} == await _sealed_limits(receipt.number)


async def _sealed_limits(number: str) -> set[str]:
    ofs = {"protection", "police_report", "reporter_protection"}
    async with reading() as db:
        kinds = await db.scalars(select(Deadline.kind).where(Deadline.case == number))
        return ofs & set(kinds)


async def test_only_the_reporter_or_the_secretariat_reports_a_reprisal() -> None:
    """By the tracking code; an agency that knows the number cannot."""
    number = await assigned()
    with pytest.raises(Refused, match="do not belong together"):
        await threatened(number, "Saya diancam.", code="1234567890123456")
    with pytest.raises(Refused, match="may not do this"):
        await report_reprisal(number, "Saya diancam.", by=await officer_of(number))
    other = Person(REPORTER, "KLK-2026-00999")
    with pytest.raises(Refused):
        await report_reprisal(number, "Saya diancam.", by=other, code="1")
    assert (await report_reprisal(number, "Saya diancam.", by=coordinator())).number > number


async def test_a_sealed_cases_words_are_not_released() -> None:
    """Its two bodies read them; nobody opens them further."""
    receipt = await threatened(
        (first := await _reported()).number, "Saya diancam.", code=str(first.tracking_code)
    )
    await run_flows()
    with pytest.raises(Refused, match="read by its two bodies themselves"):
        await release_text(receipt.number, by=coordinator())


async def test_an_agency_opens_an_identity_only_with_a_coordinators_consent() -> None:
    """The lead asks; without consent nothing is opened, and no fact claims it."""
    number = (await _reported(contact=Contact(name="Made"))).number
    by = await officer_of(number)
    await ask_identity(number, "Klarifikasi", by=by)
    with pytest.raises(Refused, match="no other coordinator has consented"):
        await read_identity(number, by=by)
    assert "identity.opened" not in await facts_of(number)
    with pytest.raises(Refused, match="only coordinator"):
        await consent_identity(number, by=by)
    await consent_identity(number, by=coordinator())
    assert (await read_identity(number, by=by))["name"] == "Made"
    with pytest.raises(Refused, match="neither name nor address"):
        await ask_identity(await assigned("51.05.02.2003"), "Klarifikasi", by=coordinator())


async def _opened(number: str, *, by: Person) -> Mapping[str, Any]:
    """Who reported, by two people's decision."""
    await ask_identity(number, "Pelapor minta dijemput", by=by)
    await consent_identity(number, by=coordinator("KESBANG-KEPALA"))
    return await read_identity(number, by=by)


async def _dump(owner: asyncpg.Connection) -> str:
    """All rows of all tables, as text."""
    tables = await owner.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    every = "SELECT array_agg(t::text)::text FROM {} t"
    return "\n".join([str(await owner.fetchval(every.format(f'"{one[0]}"'))) for one in tables])

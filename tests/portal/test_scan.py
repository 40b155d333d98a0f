"""A reporter who wants to stay unknown, from the report to the closure: nobody else is told.

Marked words are left wherever a reporter can leave any. Then everything that an agency, a
supporter, a figure, a duty post or a program sees is looked through for them.
"""

import base64
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import select

from desk.acting import Person
from desk.agreements import sign_agreement
from desk.answers import answer_as
from desk.audit import exported_case
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party
from desk.contacts import Met, record_contact
from desk.disclosures import release_text, write_summary
from desk.endings import check_clause
from desk.identities import ask_identity, refuse_identity
from desk.messages import answer_reporter
from desk.programs import SCOPES, add_token, add_webhook
from desk.talks import Sitting, answer_as_figure, record_meeting
from kit import clock
from kit.settings import settings
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from portal.hooking import tell_hooks
from tests.builders import A_TEXT, run_flows
from tests.kit.test_cleaning import SECRET, photo
from tests.people import (
    HERE,
    SIDES,
    THERE,
    YES,
    assignment_of,
    case_of,
    coordinator,
    figures_of,
    let_it_begin,
    officer,
    officer_of,
)
from tests.portal.conftest import answered
from tests.portal.everyone import STRANGER
from tests.portal.followers import LANGUAGES
from tests.portal.links import figure_link, lead_link, support_link
from tests.portal.marks import found
from tests.portal.people import ADMINISTRATOR, Browser
from tests.portal.standing import KEPALA
from tests.portal.test_hooks import Receiver, receiver
from tests.portal.test_reporting import code_in, number_in, told
from tests.portal.test_reporting_files import files_of

__all__ = ["receiver"]

MARKS = {
    "text": "Zqkalimatku",
    "place": "Zqbanjarku",
    "name": "Zqnamaku",
    "email": "zqsuratku",
    "phone": "0815550042",
    "safely": "Zqcaraku",
    "behind_name": "Zqsahabatku",
    "behind_phone": "0815550077",
    "file": "zqberkasku",
    "message": "Zqpesanku",
    "worse": "Zqkabarku",
    "threat": "Zqancamanku",
    "kept": "Zqjanjiku",
    "answer": "Zqjawabanmu",
    "photo": SECRET.decode(),
    "reason": "Zqalasanku",
    "refusal": "Zqtolakanku",
}
FEARED = "not_to_tell"
SUPPORT = "TAPEM"


def typed(who: str) -> dict[str, object]:
    """A whole form, with a mark in each of its fields; of them who stay unknown, too."""
    return told(
        text=f"{A_TEXT} {MARKS['text']}",
        place=MARKS["place"],
        who=who,
        name=MARKS["name"],
        email=f"{MARKS['email']}@desa.example",
        phone=MARKS["phone"],
        way="mail",
        safely=MARKS["safely"],
        behind_name=MARKS["behind_name"],
        behind_phone=MARKS["behind_phone"],
        withheld="1",
        feared_agency=["BPN"],
    )


@dataclass
class Seen:
    """What somebody saw, and where."""

    marks: Iterable[str] = tuple(MARKS.values())
    looked: int = 0
    leaks: list[str] = field(default_factory=list)

    def look(self, where: str, what: str | bytes) -> None:
        """Look through it."""
        self.looked += 1
        self.leaks += [f"{where}: {one}" for one in found(self.marks, what)]


@pytest.mark.parametrize("who", ["anonymous", "named"])
async def test_tells_nobody_who_works_on_it_who_told(
    portal: Browser, receiver: Receiver, who: str
) -> None:
    """Pages, forms, files, mails, calls of programs, webhooks, exports and logs hold no mark."""
    seen = Seen()
    await add_webhook("lapor", receiver.address, by=ADMINISTRATOR)
    sent = [("files", (f"{MARKS['file']}.jpg", photo(), "image/jpeg"))]
    page = answered(await portal.post("/lapor", typed(who), files=sent), 200)
    number, code = number_in(page), code_in(page)
    await run_flows()
    async for _stage in _carried(portal, number, code):
        await run_flows()
        await _look(portal, number, seen=seen)
    assert (await case_of(number)).status == "closed"
    await _look_at_what_left(number, receiver, seen=seen)
    assert seen.looked > 150, seen.looked
    assert seen.leaks == []


async def _carried(portal: Browser, number: str, code: str) -> AsyncIterator[str]:
    """The case's way, a stop at each stage."""
    yield "assigned"
    await portal.post("/lacak", {"number": number, "code": code})
    await _tell(portal, "pesan", words=MARKS["message"])
    await answer_reporter(number, MARKS["answer"], by=coordinator())
    await ask_identity(number, f"Ia menulis: {MARKS['reason']}", by=coordinator())
    lead = await officer_of(number)
    await answer_as(number, YES, by=lead)
    yield "accepted"
    await refuse_identity(number, by=coordinator(KEPALA), reason=MARKS["refusal"])
    await _tell(portal, "terancam", words=MARKS["threat"])
    await write_summary(number, "Ada selisih batas sawah.", by=coordinator())
    [file] = await files_of(number)
    await release_text(number, by=coordinator(), text=str(file.id))
    await record_contact(number, Met(sides=SIDES), by=lead)
    yield "in talks"
    for figure in await figures_of(number):
        await answer_as_figure(number, by=lead, figure=figure, answer="accept")
    await run_flows()
    for side in (HERE, THERE):
        await answer_as_party(number, by=lead, label=side, accepts=True)
    yield "planned"
    await let_it_begin(number)
    figures = tuple(await figures_of(number))
    await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=lead)
    await run_flows()
    due = str(clock.today() + timedelta(days=20))
    signed = Signed("Surat", (Promise("Patok dipasang", HERE, due),), str(clock.today()))
    await sign_agreement(number, signed, by=lead)
    yield "agreed"
    await portal.post("/lacak", {"number": number, "code": code})
    await _tell(portal, "ditepati", chosen="kept", words=MARKS["kept"])
    await check_clause(number, by=lead, clause=1, result="kept")
    yield "kept"
    await _close(portal, number)
    yield "closed"


async def _tell(portal: Browser, name: str, **words: str) -> None:
    sent = await portal.post(f"/lacak/kasus/{name}", words)
    assert sent.status_code in {200, 303}, sent.text


async def _close(portal: Browser, number: str) -> None:
    async with Browser.of(portal.app) as browser:
        await browser.sign_in("coordinator:KESBANG-KEPALA")
        ending = {
            "outcome": "agreement_kept",
            "root_cause": "boundary_unclear",
            "no_prevention": "Sudah dijaga warga",
            "parties_told": "1",
        }
        answered(await browser.post(f"/kasus/{number}/approve_closure", ending), 303)
    await run_flows()


async def _look(portal: Browser, number: str, *, seen: Seen) -> None:
    """All that people who work on it see now, in both languages."""
    lead = (await assignment_of(number)).agency
    async with AsyncExitStack() as stack:
        signed = [officer(one) for one in (lead, SUPPORT, STRANGER)]
        for person in signed:
            browser = await stack.enter_async_context(Browser.of(portal.app))
            await _sign_in(browser, person)
            await _crawl(browser, f"/kasus/{number}", seen=seen)
            await _crawl(browser, "/instansi", seen=seen)
        reader = await stack.enter_async_context(Browser.of(portal.app))
        links = [await lead_link(number), await support_link(number, SUPPORT)]
        if (await case_of(number)).status == "in_mediation":
            links += [await figure_link(number, one) for one in await figures_of(number)]
        for link in links:
            await _crawl(reader, link, seen=seen)
    for person in signed:
        await _call(portal, person, number=number, seen=seen)


async def _sign_in(browser: Browser, person: Person) -> None:
    """Sign in, with the account that was made at the first stage."""
    if str(person) not in _signed:
        await browser.sign_in(str(person))
        _signed[str(person)] = browser.http.cookies
    browser.http.cookies = _signed[str(person)]


_signed: dict[str, httpx.Cookies] = {}


@pytest.fixture(autouse=True)
def _nobody_signed_in() -> None:
    _signed.clear()


async def _crawl(browser: Browser, home: str, *, seen: Seen) -> None:
    """A page in both languages, and once whatever it leads to: each form, each file."""
    for language in LANGUAGES:
        await browser.get(f"{home}?lang={language}")
        first = await browser.get(home)
        seen.look(f"{home} in {language}", first.content)
        assert FEARED not in first.text
    paths = {one for one in first.text.split('"') if one.startswith((f"{home}/", "/berkas/"))}
    for path in sorted(paths):
        page = await browser.get(path)
        assert page.status_code in {200, 303}, path
        seen.look(path, str(page.headers).encode() + page.content)


async def _call(portal: Browser, person: Person, *, number: str, seen: Seen) -> None:
    known = _tokens_of(portal)
    if person.id not in known:
        known[person.id] = await add_token(
            f"program-{len(known)}", str(person), scopes=SCOPES, by=ADMINISTRATOR, rules=regency()
        )
    headers = {"authorization": f"Bearer {known[person.id]}"}
    for path in ("/me", "/cases", f"/cases/{number}", f"/cases/{number}/acts"):
        said = await portal.http.get(f"/api/v1{path}", headers=headers)
        seen.look(f"{path} for {person}", said.content)
        assert FEARED not in said.text


def _tokens_of(portal: Browser) -> dict[str, str]:
    found_: dict[str, str] = portal.app.state.__dict__.setdefault("_scan_tokens", {})
    return found_


async def _look_at_what_left(number: str, receiver: Receiver, *, seen: Seen) -> None:
    """Mails to everybody but the reporter, webhooks, the auditors' export, and local logs."""
    async with reading() as db:
        notices = (await db.scalars(select(Notice))).all()
    for one in (row for row in notices if not row.recipient.startswith("reporter")):
        seen.look(f"props of {one.kind}", str(one.props))
        seen.look(f"address of {one.kind}", one.address or "")
        for language in LANGUAGES:
            mail = write(one.letter, language, portal_url="http://x.example", sender="r@x.example")
            seen.look(f"mail {one.kind}", mail.subject + mail.text + mail.html)
    for _ in range(20):
        await tell_hooks()
    assert receiver.taken
    for _, body in receiver.taken:
        seen.look("webhook", body)
    auditor = Person("auditor", "INSPEKTORAT-IRBAN")
    export = await exported_case(number, by=auditor, rules=regency())
    seen.look("export", export.written())
    for path in settings().home.rglob("*"):
        if path.is_file():
            seen.look(str(path), path.read_bytes())


def test_finds_a_mark_in_any_writing() -> None:
    """The scan would find what it looks for: plain, quoted, in Base64 at any place, in hex."""
    mark = "Zqkalimatku"
    writings = [
        mark.upper(),
        *(base64.b64encode(("x" * at + mark + "yy").encode()).decode() for at in range(3)),
        "".join(f"%{ord(sign):02X}" for sign in mark),
        "".join(f"&#{ord(sign)};" for sign in mark),
        quote(f"a {mark}/b"),
        mark.encode().hex(),
    ]
    assert all(found([mark], one) == [mark] for one in writings)
    assert found([mark], "Zq kalimat ku") == []

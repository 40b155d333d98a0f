"""Reporters at the tracking page, and the cases that they follow."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from desk.agreements import sign_agreement
from desk.clauses import Promise, Signed
from desk.reports import Contact, Receipt, Told, report
from desk.talks import Sitting, record_meeting
from kit import clock
from kit.keys import secret
from kit.tokens import new_tracking_code, tracking_hash
from models.letters.base import Language
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.reports import Reporter
from models.session import reading, transaction
from tests.builders import A_TEXT, run_flows
from tests.people import HERE, THERE, VILLAGE, at_meeting, figures_of, let_it_begin, officer_of
from tests.portal.people import Browser

HOME = "Suaminya sering memukul istrinya di rumah, tetangga mendengar."
MAIL = "wayan.pelapor@desa.example"
LANGUAGES: tuple[Language, ...] = ("id", "en")


async def reported(text: str = A_TEXT, *, email: str | None = None, **told: Any) -> Receipt:
    """Report, and let the flows run."""
    contact = Contact(email=email) if email else None
    fit = Told(text, VILLAGE, clock.today(), contact=contact, **told)
    receipt = await report(fit, by="reporter:-", rules=regency())
    await run_flows()
    return receipt


async def enter(browser: Browser, receipt: Receipt) -> str:
    """Follow a report by number and code; returns the page."""
    done = await browser.post(
        "/lacak", {"number": receipt.number, "code": receipt.tracking_code or ""}
    )
    assert done.status_code == 303, done.text
    assert done.headers["location"] == "/lacak/kasus"
    return (await browser.get("/lacak/kasus")).text


async def mails(*kinds: str) -> str:
    """All mails of these kinds, else all, as they would be written, in both languages."""
    async with reading() as db:
        rows = (await db.scalars(select(Notice))).all()
    letters = [row.letter for row in rows if not kinds or row.kind in kinds]
    written = [
        write(letter, language, portal_url="http://x.example", sender="r@x.example")
        for letter in letters
        for language in LANGUAGES
    ]
    return "\n".join(one.subject + one.text + one.html for one in written)


async def told(kind: str, number: str | None = None) -> set[str]:
    """Whom letters of a kind are owed to."""
    async with reading() as db:
        rows = await db.execute(select(Notice.recipient, Notice.case).where(Notice.kind == kind))
        return {who for who, case in rows.tuples() if number in (None, case)}


def codes_in(page: str) -> list[str]:
    """The 16-digit codes that a page shows."""
    return re.findall(r"\b\d{4} \d{4} \d{4} \d{4}\b", page)


async def code_for(number: str) -> Receipt:
    """A code for a case whose own was never shown to the test."""
    code = new_tracking_code()
    async with transaction() as db:
        reporter = (await db.scalars(select(Reporter).where(Reporter.case == number))).one()
        reporter.tracking = tracking_hash(code, key=secret("tracking"))
    return Receipt(number, code)


async def agreed() -> str:
    """Bring a case to an agreement in force, with a clause for each side."""
    number = await at_meeting()
    await let_it_begin(number)
    figures, by = tuple(await figures_of(number)), await officer_of(number)
    await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=by)
    await run_flows()
    due = str(clock.today() + timedelta(days=40))
    promises = (Promise("Patok dipasang", HERE, due), Promise("Jalan dibuka", THERE, due))
    signed = Signed("Surat kesepakatan", promises, str(clock.today()))
    await sign_agreement(number, signed, by=by)
    await run_flows()
    return number

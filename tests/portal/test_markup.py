"""Markup that somebody typed is words to whoever reads it: on pages, in mails, in exports."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from markupsafe import escape
from sqlalchemy import select

from desk.acting import Person
from desk.answers import answer_as
from desk.audit import exported_case
from desk.contacts import Met, record_contact
from desk.disclosures import release_text, write_summary
from desk.identities import ask_identity
from desk.messages import answer_reporter
from desk.questions import ask_secretariat
from kit.mail import Written
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from tests.builders import A_TEXT, run_flows
from tests.kit.test_cleaning import photo
from tests.people import SIDES, YES, coordinator, officer_of
from tests.portal.conftest import answered
from tests.portal.everyone import OFFICES
from tests.portal.followers import LANGUAGES
from tests.portal.hostile import MARKUP, NAME, Page, faults
from tests.portal.links import lead_link
from tests.portal.people import Browser
from tests.portal.test_reporting import code_in, number_in, told
from tests.portal.test_reporting_files import files_of, sending

TYPED = ("place", "name", "safely", "behind_name")
SHORT = "\"'><zqx onzqx=1>"  # a summary may not say what the reporter said
SHOWN = str(escape(MARKUP))


async def test_shows_markup_as_the_words_that_were_typed(portal: Browser) -> None:
    """What a reporter, an agency and a coordinator wrote, to each of them and to an auditor."""
    number = await _told(portal)
    await _worked_on(number)
    seen: dict[str, str] = {}
    async with _people(portal, number) as browsers:
        for who, browser in browsers.items():
            for home in await _homes(who, number):
                for path in await _leads_to(browser, home, forms=who == "coordinator"):
                    page = await browser.get(path)
                    assert faults(page) == [], path
                    seen[who] = seen.get(who, "") + page.text
    for who, text in seen.items():
        assert SHOWN in text or who == "auditor", who
    for mail in await _mails():
        letter = Page()
        letter.feed(mail.html)
        assert [one for one in letter.faults() if NAME in one] == [], mail.subject
    auditor = Person("auditor", "INSPEKTORAT-IRBAN")
    export = await exported_case(number, by=auditor, rules=regency())
    assert MARKUP not in export.written()


async def _mails() -> list[Written]:
    """Every mail that is owed, in both languages."""
    async with reading() as db:
        letters = [row.letter for row in await db.scalars(select(Notice))]
    return [
        write(one, language, portal_url="http://x.example", sender="r@x.example")
        for one in letters
        for language in LANGUAGES
    ]


async def _told(portal: Browser) -> str:
    """A report with markup in each field that takes words, by somebody who then writes more."""
    typed = told(who="named", **dict.fromkeys(TYPED, MARKUP), text=f"{A_TEXT} {MARKUP}")
    sent = sending(photo(), name=f"{MARKUP}.jpg")
    page = answered(await portal.post("/lapor", typed, files=sent), 200)
    number, code = number_in(page), code_in(page)
    await run_flows()
    await portal.post("/lacak", {"number": number, "code": code})
    answered(await portal.post("/lacak/kasus/pesan", {"words": MARKUP}), 303)
    return number


async def _worked_on(number: str) -> None:
    lead, by = await officer_of(number), coordinator()
    await answer_reporter(number, MARKUP, by=by)
    await write_summary(number, SHORT, by=by)
    [file] = await files_of(number)
    await release_text(number, by=by, text=str(file.id))
    await answer_as(number, replace(YES, office=MARKUP, officer=MARKUP), by=lead)
    await run_flows()
    await ask_secretariat(number, by=lead, question=MARKUP)
    await ask_identity(number, MARKUP, by=lead)
    sides = (replace(SIDES[0], label=MARKUP, banjar=MARKUP), SIDES[1])
    await record_contact(number, Met(sides=sides, note=MARKUP), by=lead)
    await run_flows()


@asynccontextmanager
async def _people(portal: Browser, number: str) -> AsyncIterator[dict[str, Browser]]:
    offices = {"lead": str(await officer_of(number)), **OFFICES}
    del offices["administrator"]
    async with AsyncExitStack() as stack:
        found = {"reporter": portal}
        for who, office in offices.items():
            found[who] = await stack.enter_async_context(Browser.of(portal.app))
            await found[who].sign_in(office)
        yield found


async def _homes(who: str, number: str) -> list[str]:
    return {
        "reporter": ["/lacak/kasus", await lead_link(number)],
        "lead": ["/instansi", f"/kasus/{number}"],
        "coordinator": ["/koordinator", "/papan", f"/kasus/{number}"],
        "auditor": ["/auditor", f"/auditor/kasus/{number}", f"/auditor/kasus/{number}/cetak"],
    }[who]


async def _leads_to(browser: Browser, home: str, *, forms: bool) -> list[str]:
    """A page, and each form that it leads to."""
    page = answered(await browser.get(home), 200) if forms else ""
    return [home, *sorted({one for one in page.split('"') if one.startswith(f"{home}/")})]

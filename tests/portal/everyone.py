"""Cases at every stage in one database, and one of each kind of person who may look at them."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import select, update

from desk.acting import Person
from desk.agreements import sign_agreement
from desk.alarms import acknowledge
from desk.answers import Answer, answer_as
from desk.bars import Barring, raise_bar
from desk.clauses import Promise, Signed
from desk.clocks import Pausing, pause_clock
from desk.consents import answer_as_party
from desk.endings import Ending, approve_closure, finish_handling
from desk.identities import ask_identity, consent_identity
from desk.lifting import lift_bar
from desk.questions import ask_secretariat
from desk.referrals import refer
from desk.reports import Contact, Told, report
from desk.reviews import review
from desk.talks import Sitting, answer_as_figure, record_meeting
from kit import clock
from models.assignments import current_assignment
from models.cases import Case
from models.regency_folder import regency
from models.session import reading, transaction
from models.talks import Panelist, open_mediation
from portal.forms import COOKIE, FIELD
from tests.builders import A_TEXT, run_flows
from tests.people import (
    HERE,
    THERE,
    accepted,
    assigned,
    coordinator,
    in_handling,
    in_talks,
    let_it_begin,
    nth,
    officer,
    officer_of,
)
from tests.portal import standing as stand
from tests.portal.links import alarm_link, figure_link, lead_link, support_link
from tests.portal.people import TOKEN, Browser

SUPPORT, SEALED_SUPPORT, STRANGER = "BPN", "POLRES", "IMIGRASI"
POST, TAKEN_AT = "POLSEK-51.05.01", "51.05.01.2013"
FEARED = "PMD"
SEALED = frozenset({"sealed", "lifting", "protected"})
POLICE = frozenset({"red", "taken"})  # violence goes to the police, whatever it is about
KUSAMBA = frozenset({"agreed", "signing", "prevents"})  # of another kecamatan, whose camat leads
OFFICES = {
    "coordinator": "coordinator:KESBANG-SEKRETARIS",
    "auditor": "auditor:INSPEKTORAT-IRBAN",
    "administrator": "administrator:DISKOMINFO-ADMIN",
}


async def _figures(number: str) -> list[str]:
    async with reading() as db:
        talks = await open_mediation(db, number)
        assert talks is not None
        wanted = select(Panelist.figure).where(Panelist.mediation == talks.id)
        return list(await db.scalars(wanted.order_by(Panelist.rank)))


async def _sides_asked(village: str) -> str:
    number = await in_talks(village)
    for one in await _figures(number):
        await answer_as_figure(number, by=await officer_of(number), figure=one, answer="accept")
    await run_flows()
    return number


async def _planned(village: str) -> str:
    number = await _sides_asked(village)
    for side in (HERE, THERE):
        await answer_as_party(number, by=await officer_of(number), label=side, accepts=True)
    await run_flows()
    return number


async def _begun(village: str) -> str:
    number = await _planned(village)
    await let_it_begin(number)
    return number


async def _to_sign(village: str) -> str:
    number = await _begun(village)
    held = Sitting("agreed", (HERE, THERE), tuple(await _figures(number)))
    await record_meeting(number, held, by=await officer_of(number))
    await run_flows()
    return number


async def _agreed(village: str) -> str:
    """Agreed, with a clause of an office that the reporter asked not to tell."""
    number = await _to_sign(village)
    async with transaction() as db:
        await db.execute(update(Case).where(Case.number == number).values(not_to_tell=[FEARED]))
    due = str(clock.today() + timedelta(days=40))
    owed = (("Patok dipasang", HERE), ("Jalan dibuka", THERE), ("Peta dibuat", FEARED))
    promises = tuple(Promise(words, owner, due) for words, owner in owed)
    signed = Signed("Surat kesepakatan", promises, str(clock.today()))
    await sign_agreement(number, signed, by=await officer_of(number))
    await run_flows()
    return number


async def _joined() -> str:
    number = await stand.under_review()
    await review(number, by=coordinator(), decision="join", into=nth(1))
    await run_flows()
    return number


async def _asked(village: str) -> str:
    """Accepted, with a question, a pause and the name asked for."""
    number = await accepted(village)
    await ask_secretariat(number, by=await officer_of(number), question="Bolehkah menunggu?")
    await pause_clock(number, Pausing("first_contact", "mourning"), by=coordinator(stand.KEPALA))
    return number


async def _named(village: str, *, consented: bool) -> str:
    contact = Contact(name="Ketut Rekaan", phone="081-555-0000")
    told = Told(A_TEXT, village, clock.today(), contact=contact)
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    await ask_identity(number, "Diminta penyidik", by=await officer_of(number))
    if consented:
        await consent_identity(number, by=coordinator(stand.KEPALA))
    return number


async def _consent_asked(village: str) -> str:
    return await _named(village, consented=False)


async def _consented(village: str) -> str:
    return await _named(village, consented=True)


async def _barred(village: str) -> str:
    number = await assigned(village)
    await raise_bar(number, Barring("court", reason="Gugatan"), by=coordinator())
    await run_flows()
    return number


async def _sealed(village: str) -> str:
    number = await accepted(village)
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=coordinator())
    await run_flows()
    return number


async def _lifting(village: str) -> str:
    number = await _sealed(village)
    await lift_bar(number, "sealed", by=coordinator(stand.KEPALA), reason="Tidak terbukti")
    return number


async def _offence(village: str) -> str:
    """Somebody asked to open an offence to talks."""
    number = await accepted(village)
    await raise_bar(number, Barring("crime", reason="Dilaporkan"), by=coordinator())
    await lift_bar(number, "crime", by=coordinator(stand.KEPALA), reason="Bukan pidana")
    return number


async def _protected(village: str) -> str:
    """Sealed, and taken on by the body that leads."""
    number = await _sealed(village)
    await answer_as(
        number, Answer(accepted=True, office="Kepala", officer="Sari"), by=await officer_of(number)
    )
    await run_flows()
    return number


async def _finished(village: str) -> str:
    number = await in_handling(village)
    by = await officer_of(number)
    await finish_handling(number, by=by, result_code="calm", done="Kedua pihak ditemui")
    await run_flows()
    return number


async def _prevents(village: str) -> str:
    """Closed, with a step that is still owed."""
    number = await _finished(village)
    due = str(clock.today() + timedelta(days=90))
    owner = (await officer_of(number)).agency
    ending = Ending(
        "calm",
        "boundary_unclear",
        prevention="boundary_marks",
        prevention_owner=owner,
        prevention_due=due,
    )
    await approve_closure(number, ending, by=coordinator(stand.KEPALA))
    await run_flows()
    return number


async def _taken() -> str:
    """An alarm that a post took."""
    number = await stand.red(TAKEN_AT)
    await acknowledge(number, by=coordinator(), taken_by=POST)
    return number


async def _referred(village: str) -> str:
    number = await accepted(village)
    why = "two_regencies"
    await refer(number, by=coordinator(stand.KEPALA), to="GUBERNUR", reason_code=why)
    await run_flows()
    return number


# One case a village, so that none looks like another's twin.
WITH_AN_AGENCY = (
    ("agreed", _agreed, "51.05.01.2006"),
    ("signing", _to_sign, "51.05.01.2007"),
    ("begun", _begun, "51.05.02.2006"),
    ("planned", _planned, "51.05.02.2001"),
    ("sides", _sides_asked, "51.05.02.2002"),
    ("talks", in_talks, "51.05.02.2003"),
    ("assigned", assigned, "51.05.02.2004"),
    ("accepted", accepted, "51.05.02.2005"),
    ("handling", in_handling, "51.05.02.2007"),
    ("asked", _asked, "51.05.02.2008"),
    ("consent", _consent_asked, "51.05.02.2009"),
    ("consented", _consented, "51.05.02.2010"),
    ("barred", _barred, "51.05.02.2011"),
    ("offence", _offence, "51.05.01.2008"),
    ("finished", _finished, "51.05.02.2012"),
    ("referred", _referred, "51.05.02.2013"),
    ("prevents", _prevents, "51.05.01.2012"),
    ("sealed", _sealed, "51.05.01.2004"),
    ("lifting", _lifting, "51.05.01.2005"),
    ("protected", _protected, "51.05.01.2003"),
)
UNASSIGNED = (
    ("review", stand.under_review),
    ("watched", stand.watched),
    ("red", stand.red),
    ("taken", _taken),
    ("dismissed", stand.dismissed),
    ("objected", stand.objected),
    ("joined", _joined),
    ("stuck", stand.stuck),
)


async def all_cases() -> dict[str, str]:
    """One case of each kind, by its name."""
    found = {name: await make(village) for name, make, village in WITH_AN_AGENCY}
    return found | {name: await make() for name, make in UNASSIGNED}


@dataclass(slots=True)
class Noted:
    """What was found wrong, all of it: a round through everything does not stop at the first."""

    wrong: list[str] = field(default_factory=list)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note what is asserted inside in vain."""
        try:
            yield
        except AssertionError as error:
            self.wrong.append(str(error).partition("\n")[0][:300])


@dataclass(slots=True)
class Everyone:
    """Browsers by who sits before them, and the links that each case's mails carried."""

    anonymous: Browser
    cases: Mapping[str, str]
    signed: dict[str, Browser] = field(default_factory=dict)
    noted: Noted = field(default_factory=Noted)

    def browser(self, who: str, case: str) -> Browser:
        """Who looks at a case of this name."""
        known = f"sealed-{who}" if case in SEALED else f"{who}-1" if case in KUSAMBA else who
        if case in POLICE and who == "lead":
            known = "sealed-support"  # an officer of the police
        return self.signed.get(known) or self.signed.get(who) or self.anonymous

    async def home(self, who: str, case: str) -> str | None:
        """Where somebody finds a case: its page, or the address in their mail, if they had one."""
        number = self.cases[case]
        if who in {"figure", "duty", "lead-link", "support-link"}:
            return await self._link(who, case)
        return f"/kasus/{number}"

    async def _link(self, who: str, case: str) -> str | None:
        number = self.cases[case]
        async with reading() as db:
            talks = await open_mediation(db, number)
            given = await current_assignment(db, number)
        if who == "figure":
            return await figure_link(number, (await _figures(number))[0]) if talks else None
        if who == "duty":
            return await alarm_link(number, POST) if case in {"red", "taken"} else None
        if given is None:
            return None
        supporter = SEALED_SUPPORT if case in SEALED else SUPPORT
        if who == "lead-link":
            return await lead_link(number)
        return await support_link(number, supporter)


@asynccontextmanager
async def everyone(portal: Browser) -> AsyncIterator[Everyone]:
    """Make the cases, and let one of each kind sign in."""
    cases = await all_cases()
    made = Everyone(portal, cases)
    people: dict[str, Person | str] = {
        **OFFICES,
        "lead": await officer_of(cases["assigned"]),
        "sealed-lead": await officer_of(cases["sealed"]),
        "support": officer(SUPPORT),
        "sealed-support": officer(SEALED_SUPPORT),
        "wrong": officer(STRANGER),
        "lead-1": await officer_of(cases["agreed"]),
    }
    async with AsyncExitStack() as stack:
        for who, person in people.items():
            browser = await stack.enter_async_context(Browser.of(portal.app))
            await browser.sign_in(str(person))
            made.signed[who] = browser
        yield made


async def send(  # noqa: PLR0917 - who, how, where, with which words
    browser: Browser, method: str, path: str, values: Mapping[str, Any] | None = None
) -> httpx.Response:
    """Ask, or post with a token of a page that everybody may open."""
    if method != "POST":
        return await browser.http.request(method, path)
    known = browser.http.cookies.get(COOKIE)
    if known not in _tokens:
        found = TOKEN.search((await browser.get("/lapor")).text)
        assert found is not None
        known = browser.http.cookies.get(COOKIE)
        _tokens[known] = found[1]
    return await browser.http.post(path, data={**(values or {}), FIELD: _tokens[known]})


_tokens: dict[str | None, str] = {}

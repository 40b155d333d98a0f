"""A house in which much happened, brought there by real acts, and the addresses of its pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desk.accounts import add_account
from desk.acting import Person
from desk.bars import Barring, raise_bar
from desk.messages import answer_reporter
from desk.programs import add_token, add_webhook
from desk.recovery import ask_for_code
from desk.reports import Receipt, Told, report
from desk.reviews import reassign, review
from desk.seeing import seen_page
from kit import clock
from kit.keys import secret
from models.accounts import Account
from models.letters.answerable import signed
from models.letters.messages import CodeAsked
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from models.talks import Panelist, open_mediation
from portal.acting import Place, offered_at
from portal.tracking.tellings import TELLINGS
from tests.builders import A_TEXT, a_case, run_flows
from tests.people import assigned, coordinator, in_talks, officer_of
from tests.portal.followers import MAIL, agreed, code_for, reported
from tests.portal.links import alarm_link, figure_link, lead_link
from tests.portal.people import ADMINISTRATOR
from tests.portal.standing import RED, UNCLEAR

OBJECTING = "keberatan"  # only to what has ended
SCOPES = ("report", "read", "act")
FAR, PED, ELSEWHERE, NEW = "51.05.01.2001", "51.05.01.2010", "51.05.03.2001", "51.05.04.2001"


@dataclass(frozen=True, slots=True)
class House:
    """Numbers of cases and addresses of pages; empty, where nothing happened yet."""

    agreed: str = ""
    doubtful: str = ""
    officer: str = ""
    setup: str = ""
    account: str = ""
    renewal: str = ""
    receipt: Receipt | None = None
    ended: Receipt | None = None
    cases: Sequence[str] = ()
    case_acts: Sequence[str] = ()
    links: Sequence[str] = ()
    link_acts: Sequence[str] = ()

    @property
    def tellings(self) -> Sequence[str]:
        """Everything that a reporter may tell while the case goes on."""
        return [f"/lacak/kasus/{one}" for one in TELLINGS if one != OBJECTING]

    @property
    def rule_set(self) -> str:
        """The rules of today."""
        return f"/auditor/aturan/{regency().content_hash}"


async def a_house() -> House:
    """Let much happen: settled, talked about, red, sealed, doubtful and given to another."""
    settled = await agreed()
    await answer_reporter(settled, "Petugas akan berpatroli malam ini.", by=coordinator())
    talked, fresh = await in_talks(FAR), await assigned(NEW)
    over = await _given_to_another()
    sealed, red = await _sealed(), await _red()
    doubtful = await a_case(A_TEXT)
    await run_flows()
    links = {
        await lead_link(settled): (settled, await officer_of(settled)),
        await lead_link(fresh): (fresh, await officer_of(fresh)),
        await lead_link(sealed): (sealed, await officer_of(sealed)),
        await _of_figure(talked): None,
        await alarm_link(red, "POLSEK-51.05.01"): None,
        over: None,
        "/jawab/bukan-dari-kami": None,
    }
    cases = (settled, talked, red, sealed, doubtful)
    return House(
        agreed=settled,
        doubtful=doubtful,
        officer=str(await officer_of(settled)),
        setup=await _setup(),
        account=await _account(),
        renewal=await _renewal(),
        receipt=await code_for(settled),
        ended=await _dismissed(),
        cases=cases,
        case_acts=await _acts({f"/kasus/{one}": (one, coordinator()) for one in cases}),
        links=list(links),
        link_acts=await _acts({link: held for link, held in links.items() if held}),
    )


async def _given_to_another() -> str:
    """A link that is not for that agency any more."""
    number = await assigned("51.05.02.2010")
    link = await lead_link(number)
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await run_flows()
    return link


async def _sealed() -> str:
    number = await assigned(ELSEWHERE)
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=coordinator())
    await run_flows()
    return number


async def _red() -> str:
    told = Told(RED, PED, clock.today())
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    return number


async def _of_figure(number: str) -> str:
    async with reading() as db:
        mediation = await open_mediation(db, number)
        assert mediation is not None
        figures = await db.scalars(
            select(Panelist.figure).where(Panelist.mediation == mediation.id)
        )
        return await figure_link(number, figures.first() or "")


async def _setup() -> str:
    """An administrator's link to a new account."""
    made = await add_account("baru", "coordinator:KESBANG-PIKET", by=ADMINISTRATOR, rules=regency())
    return f"/masuk/atur/{made.token}"


async def _account() -> str:
    """The account that was made last, at its administrator's; names may be long."""
    officer = "agency:POLRES-PETUGAS"
    await add_account("made.sari.dari.kantor.yang.jauh", officer, by=ADMINISTRATOR, rules=regency())
    await add_token("lapor", officer, scopes=SCOPES, by=ADMINISTRATOR, rules=regency())
    far = "https://lapor.example/" + "kabupaten-klungkung/" * 5
    await add_webhook("lapor", far, facts=["case.closed"], by=ADMINISTRATOR)
    async with reading() as db:
        newest = await db.scalar(select(Account.id).order_by(Account.added_at.desc()))
    return f"/akun/{newest}"


async def _renewal() -> str:
    """The mail's link of somebody who lost a code."""
    receipt = await reported(UNCLEAR, email=MAIL)
    await ask_for_code(receipt.number, MAIL)
    async with reading() as db:
        notice = (await db.scalars(select(Notice).where(Notice.kind == "code_asked"))).one()
    letter = signed(notice.letter, key=secret("answers"))
    assert isinstance(letter, CodeAsked)
    return f"/lacak/kode/{letter.token}"


async def _dismissed() -> Receipt:
    """A report that went no further, to which its reporter may still object."""
    receipt = await reported(UNCLEAR)
    await review(receipt.number, by=coordinator(), decision="dismiss", reason_code="unfounded")
    await run_flows()
    return receipt


async def _acts(homes: dict[str, tuple[str, Person]]) -> list[str]:
    """The address of each act's form, once, wherever it is offered first."""
    found: dict[str, str] = {}
    for home, (number, by) in homes.items():
        seen = await seen_page(number, by=by, words=True)
        place = Place(home, number, by, in_person=home.startswith("/kasus/"))
        for act in await offered_at(place, seen):
            found.setdefault(act.name, f"{home}/{act.name}")
    return list(found.values())

"""Cases as acts of the secretariat find them, each brought there by real acts."""

from datetime import timedelta

from sqlalchemy import update

from desk.agreements import sign_agreement
from desk.bars import Barring, raise_bar
from desk.clauses import Promise, Signed
from desk.clocks import Pausing, pause_clock
from desk.contacts import Met, record_contact
from desk.endings import finish_handling
from desk.lifting import lift_bar
from desk.referrals import refer
from desk.reopening import object_to
from desk.reports import Contact, Told, report
from desk.reviews import review
from desk.sealed import record_protection
from desk.talks import Sitting, record_meeting
from kit import clock
from models.by_hand import letters_to_bring
from models.cases import Case
from models.causes import STUCK_AFTER, Cause
from models.regency_folder import regency
from models.session import reading, transaction
from tests.builders import A_TEXT, a_case, run_flows
from tests.people import (
    HERE,
    SIDES,
    THERE,
    VILLAGE,
    accepted,
    assigned,
    at_meeting,
    case_of,
    coordinator,
    figures_of,
    in_handling,
    in_talks,
    let_it_begin,
    nth,
    officer,
    officer_of,
)

UNCLEAR = "Ada sesuatu yang perlu diketahui petugas di desa kami."
POTENTIAL = "Ada rencana kegiatan ormas di desa; warga bertanya-tanya, belum ada ketegangan."
RED = "Kulkul dibunyikan tadi sore, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
HOME = "Suaminya sering memukul istrinya di rumah, tetangga mendengar."
KEPALA = "KESBANG-KEPALA"


async def under_review(text: str = UNCLEAR) -> str:
    """The rules were unsure of it."""
    number = await a_case(text)
    await run_flows()
    assert (await case_of(number)).status == "needs_review"
    return number


async def beside_an_older_one() -> str:
    """It waits for a review, and the first case is older and open."""
    await assigned()
    return await under_review()


async def joined() -> str:
    """It goes on in another case."""
    number = await beside_an_older_one()
    await review(number, by=coordinator(), decision="join", into=nth(1))
    await run_flows()
    return number


async def watched() -> str:
    """A potential that is watched."""
    number = await a_case(POTENTIAL)
    await run_flows()
    if (await case_of(number)).status == "needs_review":
        rated = {"category": "ORM", "severity": 1, "stage": 0}
        await review(number, by=coordinator(), decision="triage", **rated)  # type: ignore[arg-type] # three of its own arguments
        await run_flows()
    assert (await case_of(number)).status == "watched"
    return number


async def stuck() -> str:
    """Its first step failed too often."""
    number = await a_case()
    async with transaction() as db:
        await db.execute(update(Cause).values(failures=STUCK_AFTER, failure_kind="KeyError"))
    return number


async def met() -> str:
    """Its sides were met and are willing; no flow has acted on it yet."""
    number = await accepted()
    await record_contact(number, Met(sides=SIDES), by=await officer_of(number))
    return number


async def to_sign() -> str:
    """The sides agreed, and only the signing is left."""
    number = await at_meeting()
    await let_it_begin(number)
    held = Sitting("agreed", (HERE, THERE), tuple(await figures_of(number)))
    await record_meeting(number, held, by=await officer_of(number))
    await run_flows()
    return number


async def with_a_feared_owner() -> str:
    """An agency owes a clause that the reporter asked not to tell."""
    number = await to_sign()
    async with transaction() as db:
        await db.execute(update(Case).where(Case.number == number).values(not_to_tell=["PMD"]))
    by = await officer_of(number)
    due = str(clock.today() + timedelta(days=40))
    promises = (Promise("Patok dipasang", HERE, due), Promise("Peta dibuat", "PMD", due))
    await sign_agreement(number, Signed("Surat", promises, str(clock.today())), by=by)
    await run_flows()
    return number


async def red(village: str = "51.05.01.2010") -> str:
    """An alarm runs."""
    told = Told(RED, village, clock.today())
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    return number


async def barred() -> str:
    """It is before a court."""
    number = await assigned()
    await raise_bar(number, Barring("court", reason="Gugatan"), by=coordinator())
    await run_flows()
    return number


async def lifting_asked() -> str:
    """A coordinator asked to open an offence to talks."""
    number = await accepted()
    await raise_bar(number, Barring("crime", reason="Dilaporkan"), by=coordinator(KEPALA))
    await lift_bar(number, "crime", by=coordinator(KEPALA), reason="Bukan pidana")
    return number


async def sealed() -> str:
    """It was sealed in the middle, and its two bodies have it."""
    number = await accepted()
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=coordinator())
    await run_flows()
    return number


async def sealed_lifting_asked() -> str:
    """A body that reads the case asked to lift the seal."""
    number = await sealed()
    await record_protection(number, by=officer("POLRES"))
    await lift_bar(number, "sealed", by=officer("POLRES"), reason="Tidak terbukti")
    return number


async def sealed_under_review() -> str:
    """It was sealed while it waits for a review: coordinators read it until they decided."""
    number = await under_review()
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=coordinator(KEPALA))
    return number


async def paused() -> str:
    """The talks' limit stands still."""
    number = await in_talks()
    await pause_clock(number, Pausing("mediation", "mourning"), by=coordinator(KEPALA))
    return number


async def finished() -> str:
    """The agency is done; a second person is asked to close it."""
    number = await in_handling()
    by = await officer_of(number)
    await finish_handling(number, by=by, result_code="calm", done="Kedua pihak ditemui")
    await run_flows()
    return number


async def referred() -> str:
    """Another body has it."""
    number = await accepted()
    await refer(number, by=coordinator(KEPALA), to="GUBERNUR", reason_code="two_regencies")
    await run_flows()
    return number


async def dismissed() -> str:
    """Another coordinator dismissed it."""
    number = await under_review()
    await review(number, by=coordinator(KEPALA), decision="dismiss", reason_code="no_dispute_found")
    await run_flows()
    return number


async def objected() -> str:
    """Its reporter objects to the dismissal."""
    number = await dismissed()
    await object_to(number, by=coordinator(KEPALA), reason="Masih terjadi")
    return number


async def with_a_name() -> str:
    """Its reporter left a name."""
    contact = Contact(name="Ketut Rekaan", phone="081-555-0000")
    told = Told(A_TEXT, VILLAGE, clock.today(), contact=contact)
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    return number


async def letter_of(number: str) -> str:
    """The first letter of a case that somebody must bring."""
    async with reading() as db:
        return (await letters_to_bring(db, without_mail=(), number=number))[0].id

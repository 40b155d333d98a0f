"""Tell coordinators of an agency that never answers: its mailbox is perhaps read by nobody."""

from sqlalchemy import select, text

from models.cases import Case
from models.chain import SealedFact
from models.letters.agencies import MailboxSilent
from models.mailboxes import last_answer, silent_agencies
from models.notices import Notice
from tasks.telling import coordinators, queue
from tasks.turn import Turn


async def tell_silent(mine: Turn, case: Case) -> None:
    """Tell that a case's lead let several assignments pass, once until it answers again.

    Never because of a sealed case: the notice would betray who leads it. Doctor counts those too.
    """
    if case.lead is None or case.sealed:
        return
    await mine.db.execute(text(ONE_AT_A_TIME), {"agency": case.lead})
    times = (await silent_agencies(mine.db, at=mine.at)).get(case.lead)
    if times is None or await _told(mine, case.lead):
        return
    agency = mine.rules.agency(case.lead)
    letter = MailboxSilent(agency=agency.name, times=times, phone=agency.phone)
    queue(mine, case, [(letter, *to) for to in coordinators(mine.rules)], about=agency.code)


async def _told(mine: Turn, agency: str) -> bool:
    query = select(Notice.id).where(Notice.kind == MailboxSilent.kind, Notice.about == agency)
    answered = await last_answer(mine.db, agency)
    if answered is not None:
        said = (SealedFact.case == Notice.case) & (SealedFact.seq == Notice.seq)
        query = query.join(SealedFact, said).where(SealedFact.at > answered)
    queued = any(one.kind == MailboxSilent.kind and one.about == agency for one in mine.notices)
    return queued or await mine.db.scalar(query.limit(1)) is not None


ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('mailbox_silent ' || :agency))"

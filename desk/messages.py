"""Messages between a reporter and whoever answers, without an identity.

The words are an erasable text of the report's own case; no mail holds them. Whoever answers is
the secretariat, and of a sealed case the body that leads it (``policies.audience.corresponds``).
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from desk.acting import REPORTER, Act, Person, acting
from desk.incidents import heed
from desk.refusals import tracking as says
from desk.standing import allowed
from kit.vault import Vaulted
from models.attachments import Attachment, describe, row_of
from models.facts.danger import MessageSent
from models.letters.base import Language
from models.letters.messages import MessageAnswered, MessageReceived
from models.notices import Notice, queue_all
from models.reading_messages import FROM_REPORTER, TO_REPORTER
from models.regency import Actor, Role
from models.reports import Reporter
from policies.audience import Acts, kept_from

KIND = "message"
MOST_FILES = 50  # of a case, erased ones too
KEPT = ("kept", "partly_kept", "not_kept")


async def write_as_reporter(
    number: str, words: str | None, *, about: str | None = None, files: Sequence[Vaulted] = ()
) -> None:
    """Keep what a reporter writes, or the answer that was chosen; tell who answers.

    ``about`` is one of ``KEPT``: whether what was agreed is kept. Words may then be left out.
    Danger among the words is heard at once, as where things got worse.
    ``files`` lie in the vault already.
    """
    async with acting(number, by=Person(REPORTER, number)) as act:
        await allowed(act, Acts.MESSAGE)
        await _refuse_too_many(act, len(files))
        if about is not None and about not in KEPT:
            raise act.refuse(says.NO_ANSWER_KNOWN)
        message = act.keep(words or "", kind=KIND) if words or about is None else None
        sealed = tuple(describe(act.db, one, case=number) for one in files)
        said = MessageSent(direction=FROM_REPORTER, message=message, about=about)
        act.say(said.model_copy(update={"attachments": sealed}))
        await act.db.flush()
        described = zip(files, sealed, strict=True)
        act.db.add_all(row_of(one, kept, case=number) for one, kept in described)
        await _tell_officials(act)
        if words:
            await heed(act, words)


async def answer_reporter(number: str, words: str, *, by: Person, seen: int | None = None) -> None:
    """Write to the reporter; one with an address is told that there is an answer."""
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.MESSAGE)
        act.say(MessageSent(direction=TO_REPORTER, message=act.keep(words, kind=KIND)))
        await _tell_reporter(act)


async def _refuse_too_many(act: Act, more: int) -> None:
    """Whoever has a tracking code cannot fill the disk with it."""
    number = act.case.number
    there = await act.db.scalar(select(func.count()).where(Attachment.case == number))
    if more and (there or 0) + more > MOST_FILES:
        raise act.refuse(says.TOO_MANY_FILES, count=there, most=MOST_FILES)


async def _tell_officials(act: Act) -> None:
    letter = MessageReceived(number=act.case.number, sent_at=act.at)
    notices = [
        Notice.of(
            letter,
            case=act.case.number,
            seq=act.case.seq,
            recipient=who,
            address=mail,
            language=language,
        )
        for who, mail, language in _officials(act)
    ]
    await queue_all(act.db, notices)


def _officials(act: Act) -> Iterable[tuple[str, str, Language]]:
    """Who answers: the lead of a sealed case, unless the reporter fears it; else coordinators."""
    lead = act.case.lead
    if act.case.sealed and lead is not None and not kept_from(lead, act.case.not_to_tell):
        return [(lead, act.rules.mail_of(lead, sealed=True), "id")]
    return [_recipient(one) for one in act.rules.actors_of(role=Role.COORDINATOR)]


def _recipient(actor: Actor) -> tuple[str, str, Language]:
    return actor.id, actor.email, actor.language


async def _tell_reporter(act: Act) -> None:
    language = await act.db.scalar(
        select(Reporter.language).where(Reporter.case == act.case.number, Reporter.may_be_mailed)
    )
    if language is None:
        return
    notice = Notice.of(
        MessageAnswered(number=act.case.number),
        case=act.case.number,
        seq=act.case.seq,
        recipient=REPORTER,
        language="en" if language == "en" else "id",
    )
    await queue_all(act.db, [notice])

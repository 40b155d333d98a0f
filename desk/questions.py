"""An agency asks the secretariat about its case, and a coordinator answers: words are sealed."""

from collections.abc import Iterable

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting
from desk.refusals import agencies as says
from desk.standing import allowed
from desk.words import fit_text
from models.assignments import current_assignment
from models.facts.assignment import SecretariatAnswered, SecretariatAsked
from models.letters import agencies as letters
from models.letters.answerable import Answerable, as_lead, as_support
from models.letters.base import Language
from models.notices import Notice, queue_all
from models.reading_questions import agencies_asking
from models.regency import Role
from policies.audience import Acts

QUESTION, ANSWER = "question", "answer"


async def ask_secretariat(
    number: str, *, by: Person, question: str, seen: int | None = None
) -> None:
    """Ask the coordinators; an agency that leads or supports, of a case that is not sealed."""
    async with acting(number, by=by, seen=seen) as act:
        await _refuse_others(act, AGENCY)
        words = act.keep(fit_text(question, what="question"), kind=QUESTION)
        act.say(SecretariatAsked(agency=str(by.agency), question=words))
        letter = letters.SecretariatAsked(
            number=number, agency=act.rules.agency(str(by.agency)).name
        )
        to = [
            (one.id, one.email, one.language) for one in act.rules.actors_of(role=Role.COORDINATOR)
        ]
        await _tell(act, letter, to)


async def answer_agency(
    number: str, *, by: Person, to: str, answer: str, seen: int | None = None
) -> None:
    """Answer an agency that asked; every coordinator may, and may again."""
    async with acting(number, by=by, seen=seen) as act:
        await _refuse_others(act, COORDINATOR)
        if to not in await agencies_asking(act.db, number):
            raise act.refuse(says.NOBODY_ASKED)
        words = act.keep(fit_text(answer, what="answer"), kind=ANSWER)
        act.say(SecretariatAnswered(agency=to, answer=words))
        letter = letters.SecretariatAnswered(number=number, answerable=await _link(act, to))
        await _tell(act, letter, [(to, act.rules.agency(to).email, "id")])


async def _refuse_others(act: Act, role: str) -> None:
    await allowed(act, Acts.ASK)
    if act.person.role != role or act.case.sealed:
        raise act.refuse(says.NOT_ASKED_HERE)


async def _link(act: Act, agency: str) -> Answerable | None:
    """The link of an agency's own part in the case; none if it has no part any more."""
    current = await current_assignment(act.db, act.case.number)
    if current is None:
        return None
    if current.agency == agency:
        return as_lead(current.id, until=current.expires_at)
    return as_support(current.id, agency, until=current.expires_at)


async def _tell(
    act: Act,
    letter: letters.SecretariatAsked | letters.SecretariatAnswered,
    to: Iterable[tuple[str, str, Language]],
) -> None:
    """The mail says that there is something to read, never what."""
    notices = [
        Notice.of(
            letter,
            case=act.case.number,
            seq=act.case.seq,
            recipient=who,
            address=mail,
            language=language,
        )
        for who, mail, language in to
    ]
    await queue_all(act.db, notices)
